/**
 * `npm run up`, `npm run down` and `npm run pulumi -- ANYTHING`: the top-level Pulumi program on the simulator, with
 * everything that a fresh clone lacks (packages, compiled code, an engine, a stack) put in place first.
 */
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, installPackages } from "./prepare.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const STACK = "simulator";
const DEMO_NUMBER = "+12065550100";

const [verb = "up", ...rest] = process.argv.slice(2);
process.exitCode = await main().catch((error) => {
  console.error(`main-job: ${error.message.split("\n")[0]}`);
  return 1;
});

async function main() {
  installPackages();
  build();
  const { environment, pulumi } = await engine();
  switch (verb) {
    case "up":
      selectStack(pulumi, environment);
      return up(pulumi, environment);
    case "down":
      selectStack(pulumi, environment);
      return simulate([pulumi, "destroy", "--yes", "--stack", STACK, ...rest], environment);
    case "pulumi":
      selectStack(pulumi, environment);
      return simulate([pulumi, ...rest], environment);
    default:
      console.error(`main-job: "${verb}" is none of up, down, pulumi.`);
      return 2;
  }
}

async function up(pulumi, environment) {
  const status = await simulate([pulumi, "up", "--yes", "--stack", STACK, ...rest], environment);
  if (status === 0) {
    const contactId = execFileSync(pulumi, ["stack", "output", "contactId", "--stack", STACK], {
      cwd: root,
      env: environment,
      encoding: "utf8",
    });
    console.log(`ContactId ${contactId.trim()}`);
  }
  return status;
}

async function engine() {
  const { EngineError, engineEnvironment, preparePulumiHome, resolveEngine } = await import(
    pathToFileURL(at("dist", "engine", "index.js")).href
  );
  try {
    const found = await resolveEngine({ progress: (line) => console.log(line) });
    const home = at(".ringcheck", "pulumi-home");
    await preparePulumiHome(found, home);
    fs.mkdirSync(at(".ringcheck", "pulumi-state"), { recursive: true });
    const backend = pathToFileURL(at(".ringcheck", "pulumi-state")).href;
    return { pulumi: found.pulumi, environment: { ...process.env, ...engineEnvironment(found, { home, backend }) } };
  } catch (error) {
    if (error instanceof EngineError) {
      console.error(error.message);
      process.exit(1);
    }
    throw error;
  }
}

function selectStack(pulumi, environment) {
  const quiet = { cwd: root, env: environment, encoding: "utf8" };
  const selected = spawnSync(pulumi, ["stack", "select", STACK, "--non-interactive"], quiet);
  if (selected.status !== 0) {
    execFileSync(pulumi, ["stack", "init", STACK, "--non-interactive"], {
      ...quiet,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  if (spawnSync(pulumi, ["config", "get", "destination", "--stack", STACK], quiet).status !== 0) {
    execFileSync(pulumi, ["config", "set", "--secret", "destination", DEMO_NUMBER, "--stack", STACK], quiet);
  }
}

// As a child with its own end, not a blocking call: so that Ctrl-C waits for Pulumi to write its state.
async function simulate(command, environment) {
  const { runCommand } = await import(pathToFileURL(at("dist", "cli", "run-command.js")).href);
  process.chdir(root);
  return runCommand(process.execPath, [at("dist", "cli", "main.js"), "simulate", "--", ...command], environment);
}
