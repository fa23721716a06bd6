/**
 * Limits that every call of this process shares: request rates per operation, calls at once per instance, and one call
 * at a time per destination. The rates are the service's own, so that its throttling stays the exception.
 *
 * Source: Connect service quotas, "API throttling quotas" (facts: 2/s burst 5 by default, 10/s burst 15 for contacts).
 */
import type { Operation } from "./connect-api";
import type { Clock } from "./ports";

/** Requests a second and the burst above it. */
export interface Rate {
  perSecond: number;
  burst: number;
}

const DEFAULT_RATE: Rate = { perSecond: 2, burst: 5 };

const RATES: Partial<Record<Operation, Rate>> = {
  describeContact: { perSecond: 10, burst: 15 },
  getContactAttributes: { perSecond: 10, burst: 15 },
  updateContactAttributes: { perSecond: 10, burst: 15 },
  stopContact: { perSecond: 10, burst: 15 },
  searchContacts: { perSecond: 0.5, burst: 1 },
};

/** The rate of one operation. */
export function rateOf(operation: Operation): Rate {
  return RATES[operation] ?? DEFAULT_RATE;
}

/** A token bucket that hands out its turns first come, first served. */
export class TokenBucket {
  // The time at which the bucket would be full again; a turn is free while that is at most a burst ahead.
  private fullAt = 0;
  private readonly interval: number;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
  ) {
    this.interval = 1000 / rate.perSecond;
  }

  /** Resolves when the next request may leave. */
  async take(): Promise<void> {
    const now = this.clock.now();
    this.fullAt = Math.max(now, this.fullAt) + this.interval;
    const wait = this.fullAt - this.rate.burst * this.interval - now;
    if (wait > 0) await this.clock.sleep(wait);
  }

  /** The service said "too fast": someone else draws on the same bucket, so ours is empty now. */
  drain(): void {
    this.fullAt = Math.max(this.fullAt, this.clock.now() + this.rate.burst * this.interval);
  }
}

/** At most `size` holders at once, first come, first served. */
export class Slots {
  private held = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  /** Runs the work in a slot and gives the slot back, whatever happens. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.held >= this.size) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.held += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.held -= 1;
    }
  }
}

/** Makes what is missing under a key and shares it from then on. */
export class Shared<Value> {
  private readonly values = new Map<string, Value>();

  get(key: string, make: () => Value): Value {
    let value = this.values.get(key);
    if (value === undefined) {
      value = make();
      this.values.set(key, value);
    }
    return value;
  }

  has(key: string): boolean {
    return this.values.has(key);
  }
}
