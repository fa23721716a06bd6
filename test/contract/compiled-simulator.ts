/**
 * The simulator as plain JavaScript in a folder of its own, so that a process with it starts in a fraction of the time
 * that the TypeScript loader takes: the test that kills a hundred of them would otherwise wait for minutes.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const ROOT = join(__dirname, "..", "..");
const FOLDERS = ["simulator", "flow", "test/contract"];

/** @returns the compiled simulator-process.js, and what removes it */
export function compileSimulator(): { program: string; remove: () => void } {
  // Inside the repository, so that its packages are found.
  const parent = join(ROOT, ".ringcheck", "test");
  mkdirSync(parent, { recursive: true });
  const target = mkdtempSync(join(parent, "compiled-"));
  for (const folder of FOLDERS) for (const file of filesBelow(folder)) compile(file, target);
  return {
    program: join(target, "test/contract/simulator-process.js"),
    remove: () => rmSync(target, { recursive: true, force: true }),
  };
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(ROOT.length + 1));
}

function compile(file: string, target: string): void {
  const place = join(target, file);
  if (file.endsWith(".json")) {
    mkdirSync(dirname(place), { recursive: true });
    cpSync(join(ROOT, file), place);
  } else if (file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.endsWith(".d.ts")) {
    mkdirSync(dirname(place), { recursive: true });
    const options = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = transpileModule(readFileSync(join(ROOT, file), "utf8"), { compilerOptions: options });
    writeFileSync(place.replace(/\.ts$/, ".js"), outputText);
  }
}
