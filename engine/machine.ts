// Everything of the machine that the engine's sources touch, apart from files: programs, the network and the clock. One
// place, so that tests can stand in for it, and so that no child process outlives an interrupted run.

import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { EngineError } from "./engine-error";

export interface RunOptions {
  cwd?: string;
  environment?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  timeoutSeconds?: number;
  /** Ends the program, as a success, as soon as its output says enough: for servers, which never end by themselves. */
  until?: (stdout: string) => boolean;
}

export interface RunResult {
  /** 0 is success; undefined where the program could not be started or was ended by a signal. */
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds, of any epoch. */
  now(): number;
  /** Calls `action` again and again until the returned function is called. */
  every(milliseconds: number, action: () => void): () => void;
  sleep(milliseconds: number): Promise<void>;
  fetch(url: string, init: { signal: AbortSignal }): Promise<Response>;
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** This machine, with `environment` for its PATH, home and variables. */
export function thisMachine(environment: NodeJS.ProcessEnv): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    environment,
    now: Date.now,
    every: (milliseconds, action) => {
      const timer = setInterval(action, milliseconds);
      return () => clearInterval(timer);
    },
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    fetch: (url, init) => fetch(url, init),
    run: (command, args, options = {}) => run(command, args, { environment, ...options }),
  };
}

/** Absolute paths of every executable file `name` on the PATH, in its order. */
export async function findOnPath(machine: Machine, name: string): Promise<string[]> {
  const file = machine.platform === "win32" ? `${name}.exe` : name;
  const folders = (machine.environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const found: string[] = [];
  for (const folder of folders) if (await isExecutable(join(folder, file))) found.push(join(folder, file));
  return found;
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

const INTERRUPTED =
  "Getting the engine was interrupted. What was finished is kept, and the next run goes on from there.";

/** How long a program may take to clean up after it was asked to end. */
const GRACE_MILLISECONDS = 5_000;

export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError(INTERRUPTED);
}

function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: OWN_GROUP,
    });
    let [stdout, stderr, interrupted, enough] = ["", "", false, false];
    const end = ending(child);
    const timeout = options.timeoutSeconds ? setTimeout(end.begin, options.timeoutSeconds * 1000) : undefined;
    const release = onInterrupt(options.signal, () => {
      interrupted = true;
      end.begin();
    });
    const settle = (exitCode: number | undefined) => {
      release();
      clearTimeout(timeout);
      end.finished();
      if (interrupted) reject(new EngineError(INTERRUPTED));
      else resolve({ exitCode: enough ? 0 : exitCode, stdout, stderr });
    };
    child.stdout.on("data", (data: Buffer) => {
      stdout += data;
      if (enough || !options.until?.(stdout)) return;
      enough = true;
      end.begin();
    });
    child.stderr.on("data", (data: Buffer) => {
      stderr += data;
    });
    child.on("error", (error) => {
      stderr += error.message;
      settle(undefined);
    });
    child.on("close", (code) => settle(code ?? undefined));
  });
}

/** A process group of its own for each child: `go build` starts compilers, and an interrupt must reach them all. */
const OWN_GROUP = process.platform !== "win32";

/** Asks a program to end, and after a grace period ends it. */
function ending(child: ChildProcess): { begin: () => void; finished: () => void } {
  const send = (signal: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(OWN_GROUP ? -child.pid : child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: () => {
      send("SIGINT");
      timer ??= setTimeout(() => send("SIGKILL"), GRACE_MILLISECONDS);
    },
    finished: () => clearTimeout(timer),
  };
}

/** Calls `action` when the caller aborts or the terminal interrupts this process; returns how to stop listening. */
function onInterrupt(signal: AbortSignal | undefined, action: () => void): () => void {
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of signals) process.on(name, action);
  signal?.addEventListener("abort", action);
  if (signal?.aborted) action();
  return () => {
    for (const name of signals) process.off(name, action);
    signal?.removeEventListener("abort", action);
  };
}
