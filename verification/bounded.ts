/** Work that people wait for, with an end: whatever hangs is left behind, and no timer outlives the work. */
import type { Clock } from "./ports";

/** The work's result, or `late()` when it takes longer. A failure of the work is a failure of this. */
export async function bounded<Result>(
  clock: Clock,
  milliseconds: number,
  work: () => Promise<Result>,
  late: () => Result,
): Promise<Result> {
  const done = new AbortController();
  try {
    return await Promise.race([work(), clock.sleep(milliseconds, done.signal).then(late)]);
  } finally {
    done.abort();
  }
}
