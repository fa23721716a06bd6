/** Compiles the wrong programs without their directives, and holds each directive to the complaint that it names. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const FILE = join(__dirname, "flow-wrong-programs.ts");
const DIRECTIVE = /^\s*\/\/ @ts-expect-error `(.+)`$/;

interface Complaint {
  line: number;
  text: string;
}

/** What the compiler says about a text in the place of the file, without touching the disk. */
function complaintsAbout(text: string): Complaint[] {
  const config = ts.readConfigFile(join(__dirname, "../../tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, join(__dirname, "../.."));
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const original = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion, ...rest) =>
    name === FILE ? ts.createSourceFile(name, text, languageVersion, true) : original(name, languageVersion, ...rest);
  const program = ts.createProgram([FILE], { ...options, noEmit: true }, host);
  const source = program.getSourceFile(FILE);
  assert.ok(source);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => ({
    line: source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line,
    text: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
  }));
}

describe("wrong flows", function () {
  this.timeout(120_000);
  const lines = readFileSync(FILE, "utf8").split("\n");
  const expected = lines.flatMap((line, index) => {
    const word = DIRECTIVE.exec(line)?.[1];
    return word ? [{ line: index + 1, word }] : [];
  });

  it("are at least 40, and none compiles", () => {
    assert.ok(expected.length >= 40, `only ${expected.length}`);
    const complaints = complaintsAbout(lines.map((line) => (DIRECTIVE.test(line) ? "" : line)).join("\n"));
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
    const complaints = complaintsAbout(lines.map((line) => (DIRECTIVE.test(line) ? "" : line)).join("\n"));
    assert.deepEqual(
      complaints.filter(({ line }) => !marked.has(line)),
      [],
    );
  });
});
