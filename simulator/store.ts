/**
 * Where the simulator keeps what it knows: one LMDB environment in a folder. LMDB because it is an embedded store
 * with real transactions whose binaries come inside npm packages (others download theirs from elsewhere, which
 * machines behind a mirror cannot), and because a committed transaction is in the operating system's hands: a killed
 * process loses none.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, type RootDatabase } from "lmdb";
import { FolderLock } from "./folder-lock";

export type Key = string[];

/** Sorts behind every part of a key that the simulator writes. */
const BEHIND_ALL = "\x7f";

/** No key that the simulator writes has other parts, so whatever else is asked for does not exist. */
const KEY_PART = /^[\x20-\x7e]{1,250}$/;

export class Store {
  private constructor(
    private readonly database: RootDatabase,
    private readonly folder: string,
    private readonly lock: FolderLock | undefined,
  ) {}

  /**
   * Opens the store in `folder`, or in a temporary one that is removed by `close`.
   * @throws Error in one sentence if another process uses the folder, or it cannot be written
   */
  static open(folder?: string): Store {
    const path = folder ?? mkdtempSync(join(tmpdir(), "ringcheck-simulator-"));
    mkdirSync(path, { recursive: true });
    const lock = folder === undefined ? undefined : FolderLock.take(path);
    try {
      return new Store(openDatabase(path, folder === undefined), path, lock);
    } catch (error) {
      lock?.release();
      throw new Error(
        `cannot open the simulator's state in ${path}: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  read<T>(key: Key): T | undefined {
    return key.every((part) => KEY_PART.test(part)) ? this.database.get(key) : undefined;
  }

  /** Only inside `transaction`. */
  write(key: Key, value: unknown): void {
    if (!key.every((part) => KEY_PART.test(part))) throw new Error(`not a key: ${JSON.stringify(key)}`);
    this.database.put(key, value);
  }

  /** Only inside `transaction`. */
  remove(key: Key): void {
    this.database.remove(key);
  }

  /** All values whose keys begin with these parts, in the order of their keys. */
  list<T>(prefix: Key): { key: Key; value: T }[] {
    if (!prefix.every((part) => KEY_PART.test(part))) return [];
    const range = this.database.getRange({ start: prefix, end: [...prefix, BEHIND_ALL] });
    return range.asArray as unknown as { key: Key; value: T }[];
  }

  /** Runs `work` as one unit: when it throws, nothing of it is kept; when it returns, all of it is committed. */
  transaction<T>(work: () => T): T {
    return this.database.transactionSync(work);
  }

  async close(): Promise<void> {
    await this.database.close();
    if (this.lock) this.lock.release();
    else rmSync(this.folder, { recursive: true, force: true });
  }
}

function openDatabase(path: string, temporary: boolean): RootDatabase {
  return open({
    path: join(path, "data.mdb"),
    // What vanishes with the process needs no flush to the disk.
    noSync: temporary,
    // The report reads a folder while a simulator writes it: every read sees the newest commit.
    cache: false,
  });
}

/** A read-only look into a folder, also while a simulator runs on it. Undefined if there is no state in it. */
export function peek<T>(folder: string, look: (list: (prefix: Key) => { key: Key; value: unknown }[]) => T): T {
  const database = open({ path: join(folder, "data.mdb"), readOnly: true });
  try {
    return look((prefix) => {
      const range = database.getRange({ start: prefix, end: [...prefix, BEHIND_ALL] });
      return range.asArray as unknown as { key: Key; value: unknown }[];
    });
  } finally {
    void database.close();
  }
}
