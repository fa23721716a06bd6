/** The brake for a red pipeline that runs all night: how many calls one resource may place in 24 hours. */
import type { AttemptRecord } from "./inputs";
import { recentAttempts } from "./state";

/** The one line of a reached brake, for preview and for the update; undefined while another call may be placed. */
export function brakeSentence(
  attempts: readonly AttemptRecord[] | undefined,
  maxCallsPerDay: number,
  now: number,
): string | undefined {
  const calls = recentAttempts(attempts, now).length;
  // A limit that is not known yet is no number: it cannot be reached.
  if (!(calls >= maxCallsPerDay)) return undefined;
  return `no call is placed: ${calls} calls in the last 24 hours, and maxCallsPerDay is ${maxCallsPerDay}; wait, or raise maxCallsPerDay`;
}
