/**
 * `npm test`: prepares what a fresh clone lacks, then every kind of test, each a mocha run of its own, and one sum.
 * `npm test -- unit engine` runs single kinds; `npm test -- unit --grep WORDS` passes the rest on to mocha.
 */
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, installPackages } from "./prepare.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

/** What each kind needs besides Node, and how it gets it. */
const KINDS = {
  lint: {},
  unit: {},
  contract: { prepare: pythonClients },
  engine: { prepare: engine },
  browser: { prepare: chromium },
};

const kinds = process.argv.slice(2).filter((word) => word in KINDS);
const mochaOptions = process.argv.slice(2).filter((word) => !(word in KINDS));
process.exitCode = await main(kinds.length > 0 ? kinds : Object.keys(KINDS));

async function main(chosen) {
  await step("packages", installPackages);
  await step("build", build);
  const results = [];
  for (const kind of chosen) {
    const started = Date.now();
    const problem = await prepared(kind);
    const counts = problem ? { passed: 0, failed: 1, pending: 0 } : kind === "lint" ? lint() : mocha(kind);
    results.push({ kind, ...counts, minutes: (Date.now() - started) / 60_000 });
  }
  return report(results);
}

async function step(name, action) {
  const started = Date.now();
  await action();
  const seconds = Math.round((Date.now() - started) / 1000);
  if (seconds > 0) {
    console.log(`${name}: ${seconds} s`);
  }
}

/** Readies the machine for a kind; what is missing is one line, and counts as a failure. */
async function prepared(kind) {
  try {
    await KINDS[kind].prepare?.();
    return undefined;
  } catch (error) {
    console.error(`${kind}: ${error.message.split("\n")[0]}`);
    return error;
  }
}

function lint() {
  const bin = (name) => at("node_modules", ".bin", name);
  const runs = [
    [bin("biome"), "check", "--error-on-warnings", "."],
    [bin("tsc"), "--noEmit", "-p", "."],
  ];
  const passed = runs.filter(
    ([command, ...args]) => spawnSync(command, args, { cwd: root, stdio: "inherit" }).status === 0,
  );
  return { passed: passed.length, failed: runs.length - passed.length, pending: 0 };
}

function mocha(kind) {
  const counts = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "ringcheck-test-")), "counts.json");
  const files = fs.readdirSync(at("test", kind)).filter((name) => name.endsWith(".test.ts"));
  if (files.length === 0) {
    return { passed: 0, failed: 0, pending: 0 };
  }
  console.log(`\n── ${kind} ${"─".repeat(70 - kind.length)}`);
  spawnSync(
    process.execPath,
    [
      at("node_modules", "mocha", "bin", "mocha.js"),
      "--reporter",
      at("scripts", "reporter.cjs"),
      ...mochaOptions,
      `test/${kind}/*.test.ts`,
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, RINGCHECK_TEST_COUNTS: counts } },
  );
  if (!fs.existsSync(counts)) {
    console.error(`${kind}: mocha ended without a count, so it counts as failed.`);
    return { passed: 0, failed: 1, pending: 0 };
  }
  return JSON.parse(fs.readFileSync(counts, "utf8"));
}

/** What failed once more, since the log of a long run is read from its end, and the sum. */
function report(results) {
  console.log("");
  for (const { kind, failing = [] } of results) {
    for (const { title, message } of failing) {
      console.log(`failed: ${kind}: ${title}\n${indented(message, 20)}\n`);
    }
  }
  for (const { kind, passed, failed, pending, minutes } of results) {
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    console.log(`${kind.padEnd(9)} ${minutes.toFixed(1)} min: ${passed} passed, ${failed} failed${skipped}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum("pending") > 0 ? `, ${sum("pending")} skipped` : "";
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
  return sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
}

function indented(text, limit) {
  const lines = text.split("\n");
  const rest = lines.length > limit ? [`(${lines.length - limit} more lines above)`] : [];
  return [...lines.slice(0, limit), ...rest].map((line) => `    ${line}`).join("\n");
}

async function engine() {
  const { resolveEngine } = await import(pathToFileURL(at("dist", "engine", "index.js")).href);
  await resolveEngine({ progress: (line) => console.log(line) });
}

function pythonClients() {
  const script = at("test", "contract", "setup-venv.mjs");
  if (fs.existsSync(script)) {
    execFileSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
  }
}

function chromium() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  if (!candidates.some((file) => file && fs.existsSync(file))) {
    throw new Error(
      "the browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
    );
  }
}
