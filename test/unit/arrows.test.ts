/** Holds the arrows between the rooms: who may import whom, and who may know Pulumi. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

/** Each room, with the rooms it may import. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  flow: [],
  verification: ["flow"],
  simulator: ["flow"],
  testing: ["simulator", "flow"],
  report: [],
  engine: [],
  components: ["verification", "flow"],
  cli: ["components", "verification", "flow", "simulator", "report", "engine", "testing"],
};

const MAY_KNOW_PULUMI = new Set(["components", "cli", "engine"]);

describe("the arrows between the rooms", () => {
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${room} imports only ${allowed.join(", ") || "itself"}`, () => {
      const wrong = importsOf(room).filter(({ target }) => {
        const other = path.relative(ROOT, target).split(path.sep)[0] ?? "";
        return other !== room && !allowed.includes(other);
      });
      assert.deepEqual(wrong, []);
    });
    if (!MAY_KNOW_PULUMI.has(room)) {
      it(`${room} knows no Pulumi`, () => {
        const files = sources(path.join(ROOT, room));
        const knowing = files.filter((file) =>
          /from "@pulumi\/|require\("@pulumi\//.test(fs.readFileSync(file, "utf8")),
        );
        assert.deepEqual(knowing, []);
      });
    }
  }

  it("sees the arrows that are there", () => {
    assert.ok(importsOf("components").some(({ target }) => target.includes(`${path.sep}verification`)));
  });
});

describe("the files of components", () => {
  it("import each other in no circle, types included", () => {
    const arrows = new Map<string, string[]>();
    for (const { file, target } of importsOf("components")) {
      const [from, to] = [file.replace(/\.\w+$/, ""), path.relative(ROOT, target)];
      arrows.set(from, [...(arrows.get(from) ?? []), to]);
    }
    assert.ok(arrows.size > 20);
    const circles = [...arrows.keys()].filter((file) => reaches(arrows, file, file));
    assert.deepEqual(circles, []);
  });
});

/** Whether a file leads to another one by one import or more. */
function reaches(arrows: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const reached = new Set(arrows.get(from));
  for (const file of reached) for (const next of arrows.get(file) ?? []) reached.add(next);
  return reached.has(to);
}

function importsOf(room: string): { file: string; target: string }[] {
  return sources(path.join(ROOT, room)).flatMap((file) =>
    [...fs.readFileSync(file, "utf8").matchAll(/(?:from|require\(|import\()\s*"(\.[^"]*)"/g)].map((match) => ({
      file: path.relative(ROOT, file),
      target: path.resolve(path.dirname(file), match[1] ?? ""),
    })),
  );
}

function sources(folder: string): string[] {
  if (!fs.existsSync(folder)) {
    return [];
  }
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|cjs)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}kit${path.sep}`));
}
