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
  return compileTogether(new Map([[file, program]]), {}).get(file) ?? [];
}

/** The same for several that may import each other, with settings over this package's own. */
export function compileTogether(
  programs: ReadonlyMap<string, string>,
  settings: ts.CompilerOptions,
): Map<string, Complaint[]> {
  const root = join(__dirname, "../..");
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const own = ts.parseJsonConfigFileContent(config.config, ts.sys, root).options;
  const options = { ...own, noEmit: true, ...settings };
  const compiled = ts.createProgram([...programs.keys()], options, hostWith(programs, options));
  return new Map([...programs.keys()].map((file) => [file, complaintsAbout(file, compiled)]));
}

function hostWith(programs: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const [original, exists, read] = [
    host.getSourceFile.bind(host),
    host.fileExists.bind(host),
    host.readFile.bind(host),
  ];
  host.fileExists = (name) => programs.has(name) || exists(name);
  host.readFile = (name) => programs.get(name) ?? read(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const program = programs.get(name);
    return program === undefined
      ? original(name, languageVersion, ...rest)
      : ts.createSourceFile(name, program, languageVersion, true);
  };
  return host;
}

function complaintsAbout(file: string, compiled: ts.Program): Complaint[] {
  const source = compiled.getSourceFile(file);
  assert.ok(source);
  return [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)].map(
    (diagnostic) => ({
      line: source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line,
      text: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
    }),
  );
}
