/**
 * The simulator's time. Everything that takes time in the simulator takes it from here, so that tests move it by hand
 * and demos run faster, and timestamps of one run always agree with each other.
 */

/** A pending timer of a clock. */
export interface Timer {
  /** The callback is not called any more. */
  cancel(): void;
}

/** What the simulator takes its time from. */
export interface Clock {
  /** Milliseconds since 1970, never going back. */
  now(): number;
  /** Calls back once when `now()` has reached `at`; never from within `at()` itself. */
  at(time: number, callback: () => void): Timer;
  /** Makes `now()` no earlier than `time`: a store that comes from a faster clock must not see time go back. */
  notBefore(time: number): void;
}

/** Node cuts longer delays to one millisecond. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Real time, or a multiple of it. */
export class RealClock implements Clock {
  private readonly started = Date.now();
  private readonly startedMonotonic = performance.now();
  private ahead = 0;

  /** @param speed simulated seconds per real second. Defaults to 1. */
  constructor(private readonly speed = 1) {
    if (!(speed > 0 && speed <= 10_000)) throw new Error(`speed must be above 0 and at most 10000, not ${speed}`);
  }

  now(): number {
    return Math.floor(this.started + (performance.now() - this.startedMonotonic) * this.speed + this.ahead);
  }

  at(time: number, callback: () => void): Timer {
    const delay = Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((time - this.now()) / this.speed)));
    const handle = setTimeout(callback, delay);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  }

  notBefore(time: number): void {
    this.ahead += Math.max(0, time - this.now());
  }
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  private waiting: { time: number; callback: () => void }[] = [];

  /** @param time milliseconds since 1970 at the start. Defaults to 2026-01-01T00:00:00Z. */
  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  at(time: number, callback: () => void): Timer {
    const entry = { time, callback };
    this.waiting.push(entry);
    return {
      cancel: () => {
        this.waiting = this.waiting.filter((other) => other !== entry);
      },
    };
  }

  notBefore(time: number): void {
    this.time = Math.max(this.time, time);
  }

  /** Moves time on, stopping at each timer on the way, and lets work that a timer started come to rest. */
  async advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0)) throw new Error(`a clock only moves forward, not by ${milliseconds} ms`);
    const goal = this.time + milliseconds;
    for (let next = this.nextUntil(goal); next; next = this.nextUntil(goal)) {
      this.time = Math.max(this.time, next.time);
      this.waiting = this.waiting.filter((other) => other !== next);
      next.callback();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.time = goal;
  }

  private nextUntil(goal: number) {
    return this.waiting.filter((entry) => entry.time <= goal).sort((a, b) => a.time - b.time)[0];
  }
}
