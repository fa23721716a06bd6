// Makes .venv at the root of the repository with the Python clients that the contract tests run: boto3 and the AWS CLI.
// Idempotent: a venv that holds these pins already is left alone. Run as a program it prints one line.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PINS = ["boto3==1.44.5", "botocore==1.44.5", "awscli==1.46.3"];
const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const VENV = join(ROOT, ".venv");
const MARKER = join(VENV, "ringcheck-pins.txt");

function run(command, args, remedy) {
  const done = spawnSync(command, args, { encoding: "utf8" });
  if (done.status === 0) return;
  const said = (done.error?.message ?? done.stderr ?? "").trim().split("\n").at(-1);
  throw new Error(`${remedy} (${command} ${args.slice(0, 3).join(" ")}: ${said})`);
}

/** Makes the venv if need be. Throws an Error whose message is one line that says what is missing. */
export function ensureVenv() {
  const wanted = PINS.join("\n");
  if (existsSync(MARKER) && readFileSync(MARKER, "utf8") === wanted) return VENV;
  run("python3", ["--version"], "the contract tests need python3 on the PATH");
  run(
    "python3",
    ["-m", "venv", VENV],
    "the contract tests need Python's venv module, for instance apt install python3-venv",
  );
  run(
    join(VENV, "bin", "python"),
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PINS],
    "pip could not install the Python clients",
  );
  writeFileSync(MARKER, wanted);
  return VENV;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(`Python clients are in ${ensureVenv()}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
