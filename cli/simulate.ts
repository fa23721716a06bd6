/** `ringcheck simulate`: Connect on loopback around one command, or as a server, or a look at what it holds. */
import * as path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import {
  contactsIn,
  DEFAULT_NUMBERS,
  type ReportedContact,
  Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
} from "../simulator";
import { refuseTargetsElsewhere } from "./pulumi-guard";
import { runCommand } from "./run-command";
import { table } from "./table";
import { VisibleError } from "./visible-error";

const DEFAULT_STATE = path.join(".ringcheck", "simulator");

interface SimulateOptions {
  state: string;
  memory?: true;
  port: number;
  speed: number;
  tokens: "A" | "B";
  searchLag: number;
  buckets: "enforced" | "counted";
  faults?: string;
  contacts?: true | string;
  numbers?: true;
  json?: true;
}

/** Adds the command to the command line. */
export function addSimulate(program: Command): void {
  program
    .command("simulate")
    .description("Run a command against a simulated Amazon Connect on loopback; nothing under it can reach AWS.")
    .argument("[command...]", "what to run, with options of its own; without it the simulator serves until Ctrl-C")
    .passThroughOptions()
    .option("--state <folder>", "where the simulated world is kept", DEFAULT_STATE)
    .option("--memory", "keep nothing: a new world each time")
    .option("--port <number>", "port on 127.0.0.1; 0 takes a free one", wholeNumber(0, 65535), 0)
    .option("--speed <factor>", "how many times faster than the clock on the wall", speedFactor, 1)
    .addOption(
      new Option("--tokens <world>", "the token of an ended call gives that call (A) or a new one (B)")
        .choices(["A", "B"])
        .default("A"),
    )
    .option("--search-lag <seconds>", "how long a contact is missing from search", positiveNumber, 0)
    .addOption(new Option("--buckets <mode>", "request rates").choices(["counted", "enforced"]).default("counted"))
    .option("--faults <file>", "JSON list of faults to inject")
    .option("--contacts [contactId]", "list the contacts in the state folder, or the way that one took, and end")
    .option("--numbers", "list the default test numbers, and end")
    .option("--json", "print lists as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (command: string[], options: SimulateOptions) => {
      process.exitCode = await simulate(command, options);
    });
}

const EXAMPLES = `
Examples:
  $ ringcheck simulate -- pulumi up
  $ ringcheck simulate --speed 10 -- npm test
  $ ringcheck simulate --contacts
  $ ringcheck simulate --contacts 3bd42977-d2ce-411e-88d6-acce51a05744 --json > call.json`;

async function simulate(command: string[], options: SimulateOptions): Promise<number> {
  if (options.numbers) {
    return printNumbers(options);
  }
  if (options.contacts) {
    return printContacts(options);
  }
  return command.length > 0 ? runUnder(command, options) : serve(options);
}

async function runUnder(command: string[], options: SimulateOptions): Promise<number> {
  const [program = "", ...args] = command;
  await refuseTargetsElsewhere(command, process.env);
  const simulator = await Simulator.start(startOptions(options));
  try {
    return await runCommand(program, args, simulatorEnvironment(simulator.endpoint));
  } finally {
    await simulator.stop();
  }
}

async function serve(options: SimulateOptions): Promise<number> {
  const simulator = await Simulator.start(startOptions(options));
  const environment = simulatorEnvironment(simulator.endpoint);
  const cleared = Object.keys(process.env).filter((name) => !(name in environment));
  const set = Object.entries(environment).filter(([name, value]) => process.env[name] !== value);
  const lines = [...cleared.map((name) => `unset ${name}`), ...set.map(([name, value]) => `export ${name}=${value}`)];
  process.stdout.write(`${lines.join("\n")}\n`);
  process.stderr.write(`${pc.bold("Amazon Connect is simulated")} at ${simulator.endpoint}. Ctrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  await simulator.stop();
  return 0;
}

function startOptions(options: SimulateOptions): SimulatorOptions {
  return {
    port: options.port,
    speed: options.speed,
    tokens: options.tokens,
    searchLagSeconds: options.searchLag,
    buckets: options.buckets,
    ...(options.faults !== undefined && { faults: options.faults }),
    ...(!options.memory && { state: path.resolve(options.state) }),
  };
}

function printContacts(options: SimulateOptions): number {
  const all = contactsIn(path.resolve(options.state));
  const { contacts: wanted } = options;
  const contacts = wanted === true ? all : all.filter(({ contactId }) => contactId === wanted);
  if (contacts.length === 0 && wanted !== true) {
    throw new VisibleError(
      `There is no contact ${wanted} in ${options.state}; --contacts alone lists those there are.`,
    );
  }
  if (options.json) process.stdout.write(`${JSON.stringify(contacts, undefined, 2)}\n`);
  else if (contacts.length === 0) process.stdout.write(`No contacts in ${options.state}.\n`);
  else process.stdout.write(wanted === true ? contactTable(contacts) : contacts.map(wayTable).join("\n"));
  return 0;
}

function contactTable(contacts: ReportedContact[]): string {
  return table(
    ["ContactId", "To", "Began", "Ended"],
    contacts.map((contact) => [
      contact.contactId,
      contact.destination,
      contact.initiatedAt.toISOString(),
      contact.disconnectReason ?? "still going",
    ]),
  );
}

function wayTable({ trace }: ReportedContact): string {
  return table(
    ["Flow", "Action", "Type", "Branch"],
    trace.map(({ flow = "", block = "", type = "", branch = "" }) => [flow, block, type, branch]),
  );
}

function printNumbers(options: SimulateOptions): number {
  process.stdout.write(
    options.json
      ? `${JSON.stringify(DEFAULT_NUMBERS, undefined, 2)}\n`
      : table(
          ["Number", "What it does"],
          DEFAULT_NUMBERS.map((number) => [number.phoneNumber, number.description]),
        ),
  );
  return 0;
}

function speedFactor(text: string): number {
  const value = positiveNumber(text);
  if (value === 0) {
    throw new InvalidArgumentError("It must be more than 0: a stopped clock ends no call.");
  }
  return value;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new InvalidArgumentError("It must be a number, 0 or more.");
  }
  return value;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(Number.isInteger(value) && value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}
