/**
 * One cell of the crash matrix: a real `pulumi up` that is killed at a boundary, `pulumi cancel`, `pulumi up`, and what
 * the simulator saw of it. Every cell is a copy of one prepared world, so cells neither wait for nor meet each other.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { engineEnvironment, preparePulumiHome } from "../../engine";
import {
  type InspectedContact,
  ManualClock,
  Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
} from "../../simulator";
import { Gate, type Passing, type Rules } from "./crash-gate";
import { Pulumi } from "./crash-processes";
import { copyOfProject, ROOT, temporaryFolder, theEngine } from "./harness";
import { makeCentre } from "./made-centre";

export const BOUNDARIES = [
  "before the start request leaves",
  "after it took effect, before the answer arrives",
  "after the answer",
  "while ringing",
  "while connected",
  "after the end, before the state is written",
] as const;

export const VICTIMS = ["provider", "engine"] as const;
export const KINDS = ["create", "update"] as const;
export const CHANGES = ["nothing", "the request", "a trigger"] as const;

export interface Cell {
  boundary: (typeof BOUNDARIES)[number];
  victim: (typeof VICTIMS)[number];
  kind: (typeof KINDS)[number];
  /** What is changed between the crash and the next `up`. */
  change: (typeof CHANGES)[number];
  tokens: "A" | "B";
  searchLagSeconds?: number;
}

export interface CellResult {
  /** Calls before the crash, between it and the next `up`, and at the end. */
  before: InspectedContact[];
  crashed: InspectedContact[];
  after: InspectedContact[];
  /** Start requests of a provider whose engine was killed, sent after the kill. */
  startedByOrphan: number;
  /** Operations that the engine holds for unfinished: after the `up`, and at the very end. */
  pendingAfterUp: number;
  pendingOperations: number;
  outputs: Record<string, unknown>;
  /** What the last runs asked for. */
  inputs: Record<string, unknown>;
  /** What the runs printed, for a failing test. */
  story: string;
}

/** It rings for one second and listens for two more. */
const NUMBER = { phoneNumber: "+12065550142", description: "is quick", reaction: "answers", ringSeconds: 1 } as const;
const GREETING = "Hello, this is a test.";
const STACK = "test";

/** A little for every request, so that no two things happen at one moment. */
const MOMENT = 0.005;

/** From the third look at one contact on time goes on; up to then a call that is found is found as it was left. */
const GOES_ON: Rules = { moves: ({ operation, nth }) => (operation === "DescribeContact" && nth >= 3 ? 5 : MOMENT) };

/** A prepared world on disk: project, backend and simulator, once before the first `up` and once after it. */
export class Template {
  private constructor(
    private readonly folders: Record<(typeof KINDS)[number], string>,
    private readonly environment: Record<string, string>,
    private readonly pulumi: string,
    private readonly args: Record<string, unknown>,
  ) {}

  static async prepare(): Promise<Template> {
    const { pulumi, ...engine } = await theEngine();
    const home = path.join(temporaryFolder("crash"), "home");
    await preparePulumiHome({ pulumi, ...engine }, home);
    const environment = engineEnvironment({ pulumi, ...engine }, { home, backend: "file:///" });
    const [create, update] = [temporaryFolder("create"), temporaryFolder("update")];
    const args = await putAwayCentre(path.join(create, "simulator"));
    const template = new Template({ create, update }, environment, pulumi, args);
    fs.mkdirSync(path.join(create, "state"));
    const world = await template.open("create");
    await world.run(["stack", "init", STACK], GOES_ON, {});
    await world.close();
    world.save(create);
    const second = await template.open("create");
    await second.run(UP, GOES_ON, { trigger: "old" });
    await second.close();
    second.save(update);
    return template;
  }

  /** A copy of its own. */
  async open(kind: Cell["kind"], switches: SimulatorOptions = {}): Promise<CellWorld> {
    const folder = temporaryFolder("cell");
    fs.cpSync(this.folders[kind], folder, { recursive: true });
    const project = copyOfProject("test", "engine", "programs", "call");
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
      fs.copyFileSync(path.join(folder, file), path.join(project, file));
    }
    const clock = new ManualClock(Date.now());
    const options = { clock, numbers: [NUMBER], ...switches };
    const simulator = await Simulator.start({ ...options, state: path.join(folder, "simulator") });
    return new CellWorld({ folder, project, clock, simulator, pulumi: this.pulumi, args: this.args }, this.environment);
  }
}

const UP = ["up", "--yes", "--skip-preview", "--stack", STACK];
const CLEAR = ["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", STACK];

/** What may change between runs. */
interface Asked {
  trigger?: string;
  description?: string;
}

interface Place {
  folder: string;
  project: string;
  clock: ManualClock;
  simulator: Simulator;
  pulumi: string;
  args: Record<string, unknown>;
}

class CellWorld {
  readonly pulumis: Pulumi[] = [];
  private readonly gates: Gate[] = [];

  constructor(
    private readonly place: Place,
    private readonly environment: Record<string, string>,
  ) {}

  /** A `pulumi` behind a gate of its own. */
  async spawn(command: string[], rules: Rules, asked: Asked): Promise<{ pulumi: Pulumi; gate: Gate }> {
    const { simulator, clock, folder, project } = this.place;
    const gate = await Gate.start(simulator.endpoint, clock, rules);
    this.gates.push(gate);
    const env = {
      ...(simulatorEnvironment(gate.endpoint, {}) as Record<string, string>),
      ...this.environment,
      HOME: process.env.HOME ?? folder,
      PULUMI_BACKEND_URL: pathToFileURL(path.join(folder, "state")).href,
      CALL_MODULE: path.join(ROOT, "dist", "components", "verification-call.js"),
      CALL_ARGS: JSON.stringify(this.inputs(asked)),
    };
    const pulumi = new Pulumi(this.place.pulumi, [...command, "--non-interactive", "--color=never"], project, env);
    this.pulumis.push(pulumi);
    return { pulumi, gate };
  }

  /** A `pulumi` that has to end well. */
  async run(command: string[], rules: Rules, asked: Asked): Promise<string> {
    const { pulumi } = await this.spawn(command, rules, asked);
    const code = await pulumi.ended;
    if (code !== 0) throw new Error(`pulumi ${command.join(" ")} ended with ${code}:\n${this.story()}`);
    return pulumi.output;
  }

  calls(): InspectedContact[] {
    return this.place.simulator.contacts();
  }

  /** What a program with these arguments asks for, as far as it is part of the request. */
  inputs(asked: Asked): Record<string, unknown> {
    return { ...this.place.args, ...argsOf(asked) };
  }

  /** The state as the engine wrote it. */
  state(): { outputs: Record<string, unknown>; pendingOperations: number } {
    const file = path.join(this.place.folder, "state", ".pulumi", "stacks", "ringcheck-call", `${STACK}.json`);
    const { latest } = (JSON.parse(fs.readFileSync(file, "utf8")) as { checkpoint: { latest: Deployment } }).checkpoint;
    const call = latest.resources.find(({ type }) => type.endsWith("VerificationCall"));
    return { outputs: call?.outputs ?? {}, pendingOperations: latest.pending_operations?.length ?? 0 };
  }

  story(): string {
    return this.pulumis.map(({ output }) => output).join("\n--\n");
  }

  async close(): Promise<void> {
    for (const pulumi of this.pulumis) pulumi.sweep();
    for (const gate of this.gates) await gate.stop();
    await this.place.simulator.stop();
  }

  /** Keeps a closed world as a template. */
  save(folder: string): void {
    fs.cpSync(path.join(this.place.folder, "state"), path.join(folder, "state"), { recursive: true });
    fs.mkdirSync(path.join(folder, "simulator"), { recursive: true });
    fs.copyFileSync(path.join(this.place.folder, "simulator", "data.mdb"), path.join(folder, "simulator", "data.mdb"));
    fs.copyFileSync(path.join(this.place.project, `Pulumi.${STACK}.yaml`), path.join(folder, `Pulumi.${STACK}.yaml`));
  }
}

interface Deployment {
  resources: { type: string; outputs?: Record<string, unknown> }[];
  pending_operations?: unknown[];
}

/**
 * Runs a cell from the crash to the `up` that must have nothing left to do.
 *
 * @param doom how far the doomed run may come, instead of the cell's boundary; it may come to its end
 */
export async function runCell(template: Template, cell: Cell, doom?: Rules): Promise<CellResult> {
  const { tokens, searchLagSeconds = 0 } = cell;
  const world = await template.open(cell.kind, { tokens, searchLagSeconds });
  try {
    const before = world.calls();
    const crash = await world.spawn(UP, doom ?? rulesOf(cell, before), { trigger: "new" });
    const over = crash.pulumi.ended.then((code) => (doom ? "ended" : unkilled(code, world)));
    const held = await Promise.race([crash.gate.held, over]);
    const started = crash.gate.count("StartOutboundVoiceContact");
    if (held !== "ended") await crash.pulumi.kill(cell.victim);
    if (!doom && cell.victim === "engine" && !crash.pulumi.hasProvider()) {
      throw new Error("no provider outlived its engine");
    }
    // A provider that lost its engine lives on; with the provider dead, its engine has ended too.
    if (held !== "ended" && cell.victim === "provider") crash.gate.drop();
    else crash.gate.release();
    await world.run(["cancel", "--yes", "--stack", STACK], GOES_ON, {});
    const crashed = world.calls();
    const asked = { trigger: cell.change === "a trigger" ? "newer" : "new" };
    const next = cell.change === "the request" ? { ...asked, description: "changed" } : asked;
    await world.run(UP, GOES_ON, next);
    const after = world.calls();
    const { pendingOperations: pendingAfterUp } = world.state();
    // Pulumi keeps a create whose engine was killed until it is told that the resource is not wanted back.
    if (pendingAfterUp > 0) await world.run(CLEAR, GOES_ON, next);
    await world.run([...UP, "--expect-no-changes"], GOES_ON, next);
    if (world.calls().length !== after.length) throw new Error(`a call without a change:\n${world.story()}`);
    const state = world.state();
    const startedByOrphan = crash.gate.count("StartOutboundVoiceContact") - started;
    return {
      before,
      crashed,
      after,
      startedByOrphan,
      pendingAfterUp,
      inputs: world.inputs(next),
      ...state,
      story: world.story(),
    };
  } finally {
    await world.close();
  }
}

function unkilled(code: number | undefined, world: CellWorld): never {
  throw new Error(`pulumi up ended with ${code} before it could be killed:\n${world.story()}`);
}

/** How far the doomed run may come. */
function rulesOf({ boundary, victim }: Cell, before: InspectedContact[]): Rules {
  const known = new Set(before.map(({ id }) => id));
  const isLook = ({ operation, contactId }: Passing) => operation === "DescribeContact" && !known.has(contactId ?? "");
  const asks = (passing: Passing, nth: number) =>
    isLook(passing) && passing.answer === undefined && passing.nth === nth;
  const still = { moves: () => MOMENT };
  switch (boundary) {
    case "before the start request leaves":
      // A provider whose engine is gone has to find that out itself, so it must not have asked yet.
      return victim === "provider"
        ? { ...still, holds: ({ operation, answer }) => isStart(operation) && answer === undefined }
        : { ...still, holds: ({ operation, answer }) => operation === "SearchContacts" && answer !== undefined };
    case "after it took effect, before the answer arrives":
      return { ...still, holds: ({ operation, answer }) => isStart(operation) && answer !== undefined };
    case "after the answer":
      return { ...still, holds: (passing) => asks(passing, 1) };
    case "while ringing":
      return { ...still, holds: (passing) => asks(passing, 3) };
    case "while connected":
      return {
        moves: (passing) => (asks(passing, 2) ? 1.2 : MOMENT),
        holds: (passing) => asks(passing, 3),
      };
    case "after the end, before the state is written":
      return {
        moves: (passing) => (asks(passing, 2) ? 5 : MOMENT),
        holds: (passing) => isLook(passing) && passing.answer?.includes("DisconnectTimestamp") === true,
      };
  }
}

function isStart(operation: string): boolean {
  return operation === "StartOutboundVoiceContact";
}

function argsOf({ trigger, description }: Asked): Record<string, unknown> {
  return { ...(trigger ? { triggers: { release: trigger } } : {}), ...(description ? { description } : {}) };
}

/** A centre in a simulator that is then put away. */
async function putAwayCentre(state: string): Promise<Record<string, unknown>> {
  const options = { readinessLagSeconds: 0, numberLagSeconds: 0, clock: new ManualClock(Date.now() - 3_600_000) };
  const simulator = await Simulator.start({ ...options, state });
  const centre = await makeCentre(simulator, GREETING);
  await simulator.stop();
  return { ...centre, destinationPhoneNumber: NUMBER.phoneNumber };
}
