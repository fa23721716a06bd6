/** Asks the compiler about a program that is not on the disk, under this package's own settings. */
import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";

export interface Complaint {
  /** Counted from 0. */
  line: number;
  text: string;
}

/** @param file where the program would lie: its imports are looked up from there. */
export function compile(file: string, program: string): Complaint[] {
  const root = join(__dirname, "../..");
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const options = { ...ts.parseJsonConfigFileContent(config.config, ts.sys, root).options, noEmit: true };
  const host = ts.createCompilerHost(options);
  const [original, exists] = [host.getSourceFile.bind(host), host.fileExists.bind(host)];
  host.fileExists = (name) => name === file || exists(name);
  host.getSourceFile = (name, languageVersion, ...rest) =>
    name === file
      ? ts.createSourceFile(name, program, languageVersion, true)
      : original(name, languageVersion, ...rest);
  const compiled = ts.createProgram([file], options, host);
  const source = compiled.getSourceFile(file);
  assert.ok(source);
  return [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)].map(
    (diagnostic) => ({
      line: source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line,
      text: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
    }),
  );
}
