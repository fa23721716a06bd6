// Where finished programs are kept: outside every checkout, so that a fresh clone on the same machine starts in seconds.
// A file or folder appears here under its final name only when it is complete, so being there is being usable.

import { randomBytes } from "node:crypto";
import { copyFile, link, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import { EngineError } from "./engine-error";
import { type Machine, throwIfInterrupted } from "./machine";

/** RINGCHECK_CACHE, else `ringcheck` below XDG_CACHE_HOME, else ~/.cache/ringcheck. It may be deleted at any time. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv): string {
  if (environment.RINGCHECK_CACHE) return environment.RINGCHECK_CACHE;
  return join(environment.XDG_CACHE_HOME || join(environment.HOME || homedir(), ".cache"), "ringcheck");
}

/** A new empty folder on the cache's own file system, so that what is made in it can be renamed into place. */
export async function workFolder(cache: string): Promise<string> {
  const folder = join(cache, "work", randomBytes(6).toString("hex"));
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Removes what killed runs left behind; a day's grace, because a suspended run may still come back to its own. */
export async function clearOldWork(cache: string): Promise<void> {
  const works = await readdir(join(cache, "work")).catch(() => []);
  for (const work of works) {
    const folder = join(cache, "work", work);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > DAY_MILLISECONDS) await rm(folder, { recursive: true, force: true });
  }
}

/** Moves a finished file or folder to its final name. Where another run was first, its equal work is kept. */
export async function publish(finished: string, final: string): Promise<void> {
  await mkdir(dirname(final), { recursive: true });
  try {
    await rename(finished, final);
  } catch (error) {
    if (!isCode(error, "ENOTEMPTY", "EEXIST")) throw error;
    await rm(finished, { recursive: true, force: true });
  }
}

/** A second name for the same file, which costs no space; a copy where the file system cannot. Never a symbolic link. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (error: unknown) => {
    if (isCode(error, "EEXIST")) throw error;
    await copyFile(from, to);
  });
}

export function isCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? "");
}

const DAY_MILLISECONDS = 86_400_000;
const STALE_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 1_000;

/**
 * Runs `action` while no other run changes this cache; a second run waits and says so. A lock whose owner was killed is
 * taken over after half a minute.
 */
export async function withCacheLock<T>(
  cache: string,
  context: { machine: Machine; progress: (line: string) => void; signal?: AbortSignal },
  action: () => Promise<T>,
): Promise<T> {
  await mkdir(cache, { recursive: true }).catch((error: Error) => {
    throw new EngineError(
      `The engine's cache ${cache} cannot be written (${error.message}); set RINGCHECK_CACHE to a folder that can.`,
    );
  });
  const release = await acquire(cache, context);
  try {
    return await action();
  } finally {
    // A lock that was lost to a suspended laptop does no harm: publishing is atomic, at worst two runs did equal work.
    await release().catch(() => undefined);
  }
}

async function acquire(
  cache: string,
  { machine, progress, signal }: { machine: Machine; progress: (line: string) => void; signal?: AbortSignal },
): Promise<() => Promise<void>> {
  let told = false;
  for (;;) {
    throwIfInterrupted(signal);
    try {
      return await lock(cache, {
        lockfilePath: join(cache, "lock"),
        realpath: false,
        stale: STALE_MILLISECONDS,
        update: STALE_MILLISECONDS / 6,
        onCompromised: () => undefined,
      });
    } catch (error) {
      if (!isCode(error, "ELOCKED")) throw error;
    }
    if (!told) progress("Another run is getting the engine; waiting for it.");
    told = true;
    await machine.sleep(RETRY_MILLISECONDS);
  }
}
