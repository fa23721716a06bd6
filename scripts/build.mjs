/** Compiles into dist/, and lays beside the compiled code what the compiler does not carry. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

linkOwnName();
compile();
fs.copyFileSync(at("components", "provider.cjs"), at("dist", "components", "provider.cjs"));
fs.rmSync(at("dist", "engine", "kit"), { recursive: true, force: true });
fs.cpSync(at("engine", "kit"), at("dist", "engine", "kit"), { recursive: true });
fs.chmodSync(at("dist", "cli", "main.js"), 0o755);

function compile() {
  const tsc = at("node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", at("tsconfig.build.json")], { stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

// The provider's text in state requires "ringcheck/provider" from the program's folder, where a package's reference to
// itself does not work: so the program in this repository finds the package under its own name.
function linkOwnName() {
  const link = at("node_modules", "ringcheck");
  if (!fs.existsSync(link)) {
    fs.rmSync(link, { force: true });
    fs.symlinkSync("..", link, "dir");
  }
}
