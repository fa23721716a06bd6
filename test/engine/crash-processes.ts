/** The processes of one `pulumi`, started so that each of them can be found and killed: they share a session. */
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";

/** A `pulumi` that runs, leader of a session of its own. */
export class Pulumi {
  private readonly child: ChildProcess;
  private text = "";
  /** Its exit code; undefined when it was killed. */
  readonly ended: Promise<number | undefined>;

  constructor(program: string, args: string[], cwd: string, env: Record<string, string>) {
    this.child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.text += chunk.toString("utf8");
      });
    }
    this.ended = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      // Not "close": an orphan may hold the pipes for ever.
      this.child.on("exit", (code) => resolve(code ?? undefined));
    });
  }

  get output(): string {
    return this.text;
  }

  /** kill -9 of the engine, or of the process in which the dynamic provider runs. */
  async kill(victim: "engine" | "provider"): Promise<void> {
    const leader = this.child.pid ?? 0;
    const pid = victim === "engine" ? leader : this.processes().find(({ command }) => isProvider(command))?.pid;
    if (!pid) throw new Error(`there is no ${victim} to kill`);
    process.kill(pid, "SIGKILL");
    await this.ended;
  }

  /** Whether the process in which the dynamic provider runs is there. */
  hasProvider(): boolean {
    return this.processes().some(({ command }) => isProvider(command));
  }

  /** Ends whatever is left of this `pulumi`. */
  sweep(): void {
    for (const { pid } of this.processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself.
      }
    }
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  private processes(): { pid: number; command: string }[] {
    const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.flatMap((name) => {
      try {
        // After the name in brackets: state, parent, process group, session.
        const fields = fs
          .readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ");
        const command = fs.readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return Number(fields[3]) === this.child.pid && command ? [{ pid: Number(name), command }] : [];
      } catch {
        return [];
      }
    });
  }
}

function isProvider(command: string): boolean {
  return /node.*dynamic-provider/.test(command);
}
