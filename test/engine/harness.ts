/** What every engine test needs: the real engine, a home and a backend of its own, and a simulated Connect. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { type Engine, engineEnvironment, preparePulumiHome, resolveEngine } from "../../engine";
import { Simulator, type SimulatorOptions, simulatorEnvironment } from "../../simulator";

export const ROOT = path.join(__dirname, "..", "..");

// The Automation API hands the test's own environment on, below what a test sets: nothing of AWS may come from there.
for (const name of Object.keys(process.env)) {
  if (/^(AWS_|TF_AWS_|PULUMI_)/.test(name)) {
    delete process.env[name];
  }
}

/** Faster than the clock on the wall, slow enough that a poll sees a call ring. */
const SPEED = 10;

/** A number that answers and listens, and the others that the tests call. */
export const NUMBERS = {
  answers: "+12065550100",
  ringsOut: "+12065550101",
};

let engine: Promise<Engine> | undefined;

/** The engine of this machine, looked for once. */
export function theEngine(): Promise<Engine> {
  engine ??= resolveEngine({ progress: (line) => console.log(line) });
  return engine;
}

/** A folder that lives as long as the test run's temporary folder does. */
export function temporaryFolder(purpose: string): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), `ringcheck-${purpose}-`));
}

/** The environment of a Pulumi command: engine, home and backend of its own, and no way to AWS. */
export async function pulumiEnvironment(endpoint: string, folder: string): Promise<Record<string, string>> {
  const found = await theEngine();
  const home = path.join(folder, "home");
  const state = path.join(folder, "state");
  fs.mkdirSync(state, { recursive: true });
  await preparePulumiHome(found, home);
  const environment = {
    NO_COLOR: "1",
    ...simulatorEnvironment(endpoint, {}),
    ...engineEnvironment(found, { home, backend: pathToFileURL(state).href }),
  };
  return environment as Record<string, string>;
}

/** A simulated Connect for one test file. */
export function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return Simulator.start({ speed: SPEED, ...options });
}

/** A stack of a Pulumi project, on a simulator, with its config set. */
export async function createStack(
  project: string,
  simulator: Simulator,
  config: Record<string, string | { value: string; secret: true }>,
): Promise<Stack> {
  const { root } = await theEngine();
  const stack = await LocalWorkspace.createStack(
    { stackName: "test", workDir: project },
    {
      envVars: await pulumiEnvironment(simulator.endpoint, temporaryFolder("engine")),
      pulumiCommand: await PulumiCommand.get({ root }),
    },
  );
  for (const [key, value] of Object.entries(config)) {
    await stack.setConfig(key, typeof value === "string" ? { value } : value);
  }
  return stack;
}

/** A copy of the repository's main program: its Pulumi.yaml and the compiled code that it runs. */
export function mainProgram(): string {
  const copy = projectFolder();
  fs.copyFileSync(path.join(ROOT, "Pulumi.yaml"), path.join(copy, "Pulumi.yaml"));
  fs.mkdirSync(path.join(copy, "dist"));
  fs.copyFileSync(path.join(ROOT, "dist", "index.js"), path.join(copy, "dist", "index.js"));
  return copy;
}

/** A copy of a Pulumi project of this repository: a stack's settings are written beside its Pulumi.yaml. */
export function copyOfProject(...folder: string[]): string {
  const copy = projectFolder();
  fs.cpSync(path.join(ROOT, ...folder), copy, { recursive: true });
  return copy;
}

// Inside the repository, because a program finds its packages by walking up.
function projectFolder(): string {
  const parent = path.join(ROOT, ".ringcheck", "test");
  fs.mkdirSync(parent, { recursive: true });
  return fs.mkdtempSync(path.join(parent, "project-"));
}

/** The kinds of which something still exists; contacts stay, as they do at the service. */
export function leftOver(simulator: Simulator): string[] {
  const inventory = Object.entries(simulator.inventory());
  return inventory.filter(([kind, count]) => kind !== "contact" && count > 0).map(([kind]) => kind);
}

/** What a failed command said, without Pulumi's colours. */
export async function failureOf(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    return stripColours((error as Error).message);
  }
  throw new Error("the command passed, and should have failed");
}

export function stripColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
