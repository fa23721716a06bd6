/** What a fresh clone lacks before any code of ours can run. Uses nothing that is not part of Node. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

/** Installs the packages of the lockfile, unless they are there and no older than it. */
export function installPackages() {
  const installed = at("node_modules", ".package-lock.json");
  if (newest([installed]) < newest([at("package-lock.json")])) {
    console.log("Installing packages …");
    // Not `npm ci`: it insists on the other platforms' optional packages, which a mirror of the registry may not have.
    execFileSync("npm", ["install", "--no-save", "--no-fund", "--no-audit", "--loglevel=error"], {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    fs.utimesSync(installed, new Date(), new Date());
  }
}

/** Compiles, unless dist/ is newer than every source. */
export function build() {
  const stamp = at("dist", "cli", "main.js");
  if (newest([stamp]) < newest(sources(root))) {
    console.log("Compiling …");
    execFileSync(process.execPath, [at("scripts", "build.mjs")], { cwd: root, stdio: "inherit" });
    fs.utimesSync(stamp, new Date(), new Date());
  }
}

const NOT_SOURCE = new Set(["node_modules", "dist", "docs", "test", "bench"]);

function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCE.has(entry.name) || entry.name.startsWith(".")) {
      return [];
    }
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(file) : [file];
  });
}

function newest(files) {
  return Math.max(...files.map((file) => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0)));
}
