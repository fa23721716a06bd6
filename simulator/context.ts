/** What a handler gets besides its input: who asks, from where, and the world as this simulator is set up. */
import type { Clock } from "./clock";
import type { Partition } from "./records";
import type { Settings } from "./settings";
import type { Shared } from "./shared-records";
import type { Calls } from "./telephony/calls";

export interface Context {
  /** The caller's part of the store. */
  store: Partition;
  /** What all accounts and regions share: aliases and phone numbers. */
  shared: Shared;
  clock: Clock;
  /** The moment of the request, the same throughout it. Milliseconds. */
  now: number;
  settings: Settings;
  calls: Calls;
}

/** Milliseconds as the wire wants them: epoch seconds with a fraction. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
