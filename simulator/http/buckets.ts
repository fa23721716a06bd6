/** The service's request rates: one bucket per operation, account and Region. Source: service quotas, API throttling. */

import { ServiceError } from "../errors";
import type { Settings } from "../settings";

interface Rate {
  perSecond: number;
  burst: number;
}

const USUAL: Rate = { perSecond: 2, burst: 5 };

const RATES: Record<string, Rate> = {
  DescribeContact: { perSecond: 10, burst: 15 },
  StopContact: { perSecond: 10, burst: 15 },
  GetContactAttributes: { perSecond: 10, burst: 15 },
  UpdateContactAttributes: { perSecond: 10, burst: 15 },
  UpdateContact: { perSecond: 10, burst: 15 },
  SearchContacts: { perSecond: 0.5, burst: 1 },
  TagContact: { perSecond: 20, burst: 25 },
  UntagContact: { perSecond: 20, burst: 25 },
};

interface Bucket {
  tokens: number;
  at: number;
}

/** As many callers' buckets as are remembered; a forgotten one is full again. */
const MOST_BUCKETS = 10_000;

export class Buckets {
  private readonly buckets = new Map<string, Bucket>();
  /** How many requests were beyond their rate, by operation, whether they were refused or not. */
  readonly exceeded: Record<string, number> = {};

  constructor(private readonly settings: Settings) {}

  /** Takes a token. @throws ThrottlingException or TooManyRequestsException where rates are enforced */
  take(operation: string, account: string, region: string, now: number): void {
    const rate = RATES[operation] ?? USUAL;
    const key = `${account}/${region}/${operation}`;
    const bucket = this.buckets.get(key) ?? { tokens: rate.burst, at: now };
    const refilled = Math.min(rate.burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate.perSecond);
    if (this.buckets.size > MOST_BUCKETS) this.buckets.clear();
    this.buckets.set(key, { tokens: Math.max(0, refilled - 1), at: now });
    if (refilled >= 1) return;
    this.exceeded[operation] = (this.exceeded[operation] ?? 0) + 1;
    if (this.settings.buckets === "counted") return;
    this.buckets.set(key, { tokens: refilled, at: now });
    throw new ServiceError(this.settings.throttlingName, "Rate exceeded");
  }
}
