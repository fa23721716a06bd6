/**
 * What the store holds, one interface per kind, and the partition by account and region through which every handler
 * sees it. Times are milliseconds; what is asynchronous is stored as the moment at which it is done, so that a status
 * is always derived from the clock and survives a restart.
 */

import type { FlowType } from "../flow";
import type { Store } from "./store";
import type { ContactRecord, TraceEntry } from "./telephony/contact-record";

export type Tags = Record<string, string>;

export interface InstanceRecord {
  id: string;
  alias?: string;
  identityManagementType: string;
  directoryId?: string;
  createdAt: number;
  /** From when on the instance is ACTIVE. */
  readyAt: number;
  attributes: Record<string, string>;
  tags: Tags;
}

export interface HoursRecord {
  id: string;
  name: string;
  description?: string;
  timeZone: string;
  config: HoursSlot[];
  parents: string[];
  tags: Tags;
  modifiedAt: number;
}

/** One opening, as Connect writes it. */
export interface HoursSlot {
  /** Such as `MONDAY`. */
  Day: string;
  /** When it begins, on the clock of the time zone. */
  StartTime: ClockTime;
  /** When it ends; midnight is the end of the day. */
  EndTime: ClockTime;
}

/** A time of day. */
export interface ClockTime {
  /** 0 to 23. */
  Hours: number;
  /** 0 to 59. */
  Minutes: number;
}

export interface QueueRecord {
  id: string;
  name: string;
  description?: string;
  hoursId: string;
  maxContacts?: number;
  caller?: { OutboundCallerIdName?: string; OutboundCallerIdNumberId?: string; OutboundFlowId?: string };
  status: "ENABLED" | "DISABLED";
  quickConnectIds: string[];
  tags: Tags;
  modifiedAt: number;
  /** What refers to it though it is no kind of this store, as the routing profile of a fresh instance. */
  usedBy?: string;
}

export interface FlowRecord {
  id: string;
  name: string;
  type: FlowType;
  description?: string;
  state: "ACTIVE" | "ARCHIVED";
  /** What callers hear; absent until the first publishing. */
  published?: FlowDraft;
  /** What `$SAVED` selects; absent when nothing was saved since the last publishing. */
  saved?: FlowDraft;
  latestVersion: number;
  tags: Tags;
}

export interface FlowDraft {
  content: string;
  sha256: string;
  modifiedAt: number;
}

export interface FlowVersionRecord extends FlowDraft {
  version: number;
  description?: string;
}

export interface ModuleRecord {
  id: string;
  name: string;
  description?: string;
  state: "ACTIVE" | "ARCHIVED";
  content: string;
  settings?: string;
  externalInvocation?: boolean;
  tags: Tags;
}

export interface NumberRecord {
  id: string;
  phoneNumber: string;
  country: string;
  type: string;
  description?: string;
  instanceId: string;
  /** From when on the number is CLAIMED. */
  readyAt: number;
  /** Why the claim failed; from `readyAt` on the number is FAILED. */
  failure?: string;
  /** The inbound flow, in the same instance. */
  flowId?: string;
  tags: Tags;
}

/** What a ClientToken gave, for as long as the service remembers it. */
export interface TokenRecord {
  result: string;
  /** Of the request without its token, where the service compares it. */
  fingerprint: string;
  at: number;
}

export interface Kinds {
  instance: InstanceRecord;
  hours: HoursRecord;
  queue: QueueRecord;
  flow: FlowRecord;
  flowVersion: FlowVersionRecord;
  module: ModuleRecord;
  number: NumberRecord;
  contact: ContactRecord;
  trace: TraceEntry[];
  token: TokenRecord;
  lambda: string;
  /** Moments at which an instance was created or deleted, or a number released. */
  churn: { at: number };
  /** When what is too old was last forgotten. */
  swept: number;
}

export type Kind = keyof Kinds;

/** The store as one account sees it in one region. */
export class Partition {
  constructor(
    private readonly store: Store,
    readonly account: string,
    readonly region: string,
  ) {}

  get<K extends Kind>(kind: K, ...ids: string[]): Kinds[K] | undefined {
    return this.store.read(this.key(kind, ids));
  }

  put<K extends Kind>(kind: K, ids: string[], value: Kinds[K]): void {
    this.store.write(this.key(kind, ids), value);
  }

  remove(kind: Kind, ...ids: string[]): void {
    this.store.remove(this.key(kind, ids));
  }

  list<K extends Kind>(kind: K, ...ids: string[]): Kinds[K][] {
    return this.store.list<Kinds[K]>(this.key(kind, ids)).map((entry) => entry.value);
  }

  removeAll(kind: Kind, ...ids: string[]): void {
    for (const entry of this.store.list(this.key(kind, ids))) this.store.remove(entry.key);
  }

  /** Removes what was noted at this moment or before it. */
  removeUntil(at: number, kind: "token" | "churn", ...ids: string[]): void {
    for (const { key, value } of this.store.list<{ at: number }>(this.key(kind, ids))) {
      if (value.at <= at) this.store.remove(key);
    }
  }

  private key(kind: Kind, ids: string[]): string[] {
    return [this.account, this.region, kind, ...ids];
  }
}
