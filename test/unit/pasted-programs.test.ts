/** Compiles the programs of README.md and docs/flows.md as they stand, so that no reader pastes one that does not work. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileTogether } from "./flow-compile";

const ROOT = join(__dirname, "../..");

/** Programs that say they go on with the first of their page. */
const GOES_ON = /^new command\.local\.Command\(/m;

/** What a strict project of a reader's own has, with the package's names led to its sources. */
const SETTINGS = {
  noUnusedLocals: false,
  paths: { ringcheck: [join(ROOT, "components/index.ts")], "ringcheck/*": [join(ROOT, "*/index.ts")] },
};

describe("programs to paste", function () {
  this.timeout(300_000);

  for (const [page, least] of [
    ["README.md", 6],
    ["docs/flows.md", 4],
  ] as const) {
    it(`compile as they stand in ${page}`, () => {
      const blocks = blocksOf(page);
      assert.ok(blocks.length >= least, `${blocks.length} programs`);
      const [first = ""] = blocks;
      const fileOf = (index: number) => join(ROOT, `pasted-${index + 1}.mts`);
      const programs = new Map(
        blocks.map((block, index) => [fileOf(index), GOES_ON.test(block) ? `${first}\n${block}` : block]),
      );
      programs.set(join(ROOT, "support.ts"), first);
      const complaints = [...compileTogether(programs, SETTINGS)].filter(([, found]) => found.length > 0);
      assert.deepEqual(complaints, []);
    });
  }
});

function blocksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
}
