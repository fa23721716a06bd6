/** Compiles the programs of docs/flows.md as they stand, so that no reader copies one that does not work. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "./flow-compile";

const PROGRAM = join(__dirname, "flow-docs-program.ts");

describe("docs/flows.md", function () {
  this.timeout(120_000);

  it("holds programs that compile", () => {
    const text = readFileSync(join(__dirname, "../../docs/flows.md"), "utf8");
    const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
    assert.ok(blocks.length >= 4);
    const lines = blocks.join("\n").split("\n");
    const imports = lines.filter((line) => line.startsWith("import"));
    const names = [
      ...new Set(imports.flatMap((line) => (/\{(.*)\}/.exec(line)?.[1] ?? "").split(",").map((name) => name.trim()))),
    ];
    const testing = new Set(["callFlow", "FlowCoverage", "HANG_UP", "SILENCE"]);
    const program = [
      `import { ${names.filter((name) => !testing.has(name)).join(", ")} } from "../../flow";`,
      `import { ${names.filter((name) => testing.has(name)).join(", ")} } from "../../testing";`,
      "const contentOrText = greetAndProve().toContent();",
      "async function main() {",
      ...lines.filter((line) => !line.startsWith("import")).map((line) => line.replace(/^export /, "")),
      "console.log(problems, isAccepted, FlowCoverage, HANG_UP);",
      "}",
      "void main();",
    ].join("\n");
    assert.deepEqual(compile(PROGRAM, program), []);
  });
});
