/** Compiles the wrong programs without their directives, and holds each directive to the complaint that it names. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "./flow-compile";

const FILE = join(__dirname, "flow-wrong-programs.ts");
const DIRECTIVE = /^\s*\/\/ @ts-expect-error `(.+)`$/;

describe("wrong flows", function () {
  this.timeout(120_000);
  const lines = readFileSync(FILE, "utf8").split("\n");
  const expected = lines.flatMap((line, index) => {
    const word = DIRECTIVE.exec(line)?.[1];
    return word ? [{ line: index + 1, word }] : [];
  });

  it("are at least 40, and none compiles", () => {
    assert.ok(expected.length >= 40, `only ${expected.length}`);
    const complaints = compile(FILE, lines.map((line) => (DIRECTIVE.test(line) ? "" : line)).join("\n"));
    const unexplained = expected.filter(
      ({ line, word }) => !complaints.some((complaint) => complaint.line === line && complaint.text.includes(word)),
    );
    const said = (line: number) => complaints.filter((complaint) => complaint.line === line).map(({ text }) => text);
    assert.deepEqual(
      unexplained.map(({ line, word }) => ({ line: line + 1, word, said: said(line) })),
      [],
    );
  });

  it("are all that does not compile", () => {
    const marked = new Set(expected.map(({ line }) => line));
    const complaints = compile(FILE, lines.map((line) => (DIRECTIVE.test(line) ? "" : line)).join("\n"));
    assert.deepEqual(
      complaints.filter(({ line }) => !marked.has(line)),
      [],
    );
  });
});
