// A line every now and then while something takes minutes, so that nobody takes it for stuck.

import type { Context } from "./context";

const INTERVAL_MILLISECONDS = 15_000;

/** Says that `what` has begun, and every 15 seconds for how long it has been going on. */
export function heartbeat({ machine, progress }: Context, what: string): { stop: () => void; tell: () => void } {
  const began = machine.now();
  const elapsed = () => duration(machine.now() - began);
  progress(`${what} …`);
  const stop = machine.every(INTERVAL_MILLISECONDS, () => progress(`${what}: ${elapsed()} so far`));
  return { stop, tell: () => progress(`${what}: done in ${elapsed()}`) };
}

export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
