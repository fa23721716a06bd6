/** Runs the user's command as if it had been typed in: same terminal, same signals, same exit code. */
import { spawn } from "node:child_process";
import * as os from "node:os";
import { VisibleError } from "./visible-error";

const FORWARDED: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command to its end and answers its exit code (128 + n for a signal).
 *
 * @throws {VisibleError} when it cannot be started
 */
export function runCommand(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env: environment });
  const forward = (signal: NodeJS.Signals) => {
    if (!(signal === "SIGINT" && ownedByTerminal())) {
      child.kill(signal);
    }
  };
  for (const signal of FORWARDED) {
    process.on(signal, forward);
  }
  return new Promise<number>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => reject(notStarted(command, error)));
    child.once("exit", (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal ?? "SIGTERM"] ?? 15)));
  }).finally(() => {
    for (const signal of FORWARDED) {
      process.off(signal, forward);
    }
  });
}

// A terminal sends Ctrl-C to the command as well. Sent twice it would be Pulumi's "stop at once", which can orphan a call.
function ownedByTerminal(): boolean {
  return process.stdin.isTTY === true || process.stdout.isTTY === true;
}

function notStarted(command: string, error: NodeJS.ErrnoException): VisibleError {
  return error.code === "ENOENT"
    ? new VisibleError(`"${command}" was not found. Install it, or give its path.`, 127)
    : new VisibleError(`"${command}" could not be started: ${error.message}.`, 126);
}
