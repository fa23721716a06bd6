/**
 * What the outside world looks like from here. Everything with an effect is one of these, so that a test can hold
 * the clock, answer for Connect and read every line.
 */
import type { ConnectApi } from "./connect-api";
import type { Target } from "./target";

/** Time in milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after the time, or as soon as the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The effects that a verification has. */
export interface Ports {
  clock: Clock;
  /** 0 to 1, for jitter only: nothing that is sent depends on it. */
  random(): number;
  /** One line for people; already masked. */
  log(line: string): void;
  connect(target: Target): ConnectApi;
  env: Readonly<Record<string, string | undefined>>;
  /**
   * Whether whoever asked for the call is gone. An engine that is killed leaves its provider process running; what that
   * process dials then would stand in no state, beside the call of the next run. @default never
   */
  abandoned?(): Promise<boolean>;
}
