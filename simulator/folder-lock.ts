/**
 * One simulator per state folder. The lock is a file that names the process which holds it; a lock whose process is
 * gone, however it went, is taken over at once, so that a restart after a kill does not wait.
 */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

interface Holder {
  pid: number;
  /** When the process began, as the system counts it: process ids are re-used. Empty where the system does not say. */
  began: string;
  token: string;
}

export class FolderLock {
  private static readonly heldHere = new Set<string>();

  private constructor(
    private readonly file: string,
    private readonly token: string,
  ) {}

  /** @throws Error in one sentence if a live process holds the folder */
  static take(folder: string): FolderLock {
    const file = join(resolve(folder), "simulator.lock");
    const holder: Holder = { pid: process.pid, began: beginningOf(process.pid), token: randomUUID() };
    const draft = `${file}.${holder.token}`;
    writeFileSync(draft, JSON.stringify(holder));
    try {
      for (let attempt = 0; attempt < 20; attempt++) {
        if (tryLink(draft, file)) {
          FolderLock.heldHere.add(holder.token);
          return new FolderLock(file, holder.token);
        }
        removeIfStale(file, folder, FolderLock.heldHere);
      }
      throw new Error(`the simulator's state folder ${folder} is contended: try again`);
    } finally {
      rmSync(draft, { force: true });
    }
  }

  release(): void {
    FolderLock.heldHere.delete(this.token);
    if (readHolder(this.file)?.token === this.token) rmSync(this.file, { force: true });
  }
}

/** A hard link either appears whole or not at all, so nobody ever reads half a lock. */
function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeIfStale(file: string, folder: string, heldHere: Set<string>): void {
  const holder = readHolder(file);
  if (holder && isAlive(holder, heldHere)) {
    throw new Error(
      `the simulator's state folder ${folder} is in use by process ${holder.pid}: stop that simulator or choose another folder`,
    );
  }
  // Moved aside first: of two processes that see the same stale lock only one succeeds in moving it.
  const aside = `${file}.stale-${randomUUID()}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder, heldHere: Set<string>): boolean {
  if (holder.pid === process.pid) return heldHere.has(holder.token);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const began = beginningOf(holder.pid);
  return began === "" || holder.began === "" || began === holder.began;
}

/** Field 22 of Linux's /proc/PID/stat; empty elsewhere. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
