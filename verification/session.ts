/**
 * Requests to one instance as a verification sends them: at the service's pace, counted, and repeated by the name of
 * the error. The same request is repeated byte for byte; whether that is right for an operation is its caller's choice.
 */
import { ApiError, type ConnectApi, type ContactRecord, type Operation } from "./connect-api";
import { type RetryKind, requestFailure } from "./failures";
import { rateOf, type Shared, TokenBucket } from "./pacing";
import type { Ports } from "./ports";
import type { Target } from "./target";

/** Repetitions per kind of failure; the deadline bounds them all. */
const REPETITIONS: Record<RetryKind, { limit: number; baseMilliseconds: number; maxMilliseconds: number }> = {
  throttled: { limit: Number.POSITIVE_INFINITY, baseMilliseconds: 1_000, maxMilliseconds: 20_000 },
  transient: { limit: 5, baseMilliseconds: 500, maxMilliseconds: 8_000 },
  quota: { limit: 3, baseMilliseconds: 5_000, maxMilliseconds: 20_000 },
  readiness: { limit: 8, baseMilliseconds: 2_000, maxMilliseconds: 10_000 },
  never: { limit: 0, baseMilliseconds: 0, maxMilliseconds: 0 },
};

/** How long and how patiently one request is repeated. */
export interface Patience {
  /** No repetition starts later than this, by the local clock. */
  deadline: number;
  /** The instance may be brand-new: "does not exist" may only mean "not yet". */
  awaitReadiness?: boolean;
  /** One try only; the caller repeats in its own rhythm. */
  once?: boolean;
}

/** The buckets of this process, by region and operation: the quota belongs to account and region. */
export type Buckets = Shared<TokenBucket>;

/** One target, asked on behalf of one verification. */
export class Session {
  /** Requests sent, by operation. */
  readonly requests: Record<string, number> = {};

  constructor(
    readonly target: Target,
    private readonly api: ConnectApi,
    private readonly buckets: Buckets,
    private readonly ports: Ports,
  ) {}

  /** The service's clock; undefined before the service has answered. */
  serviceNow(): number | undefined {
    return this.api.serviceNow();
  }

  /** Sends, and sends again while that can help. Throws the last {@link ApiError}. */
  async ask<Answer>(
    operation: Operation,
    send: (api: ConnectApi) => Promise<Answer>,
    patience: Patience,
  ): Promise<Answer> {
    const tries: Partial<Record<RetryKind, number>> = {};
    let effectUnknown = false;
    for (;;) {
      try {
        return await this.sendOnce(operation, send);
      } catch (error) {
        const failure = asApiError(error);
        effectUnknown ||= failure.effectUnknown;
        const wait = this.waitBefore(failure, tries, patience);
        if (wait === undefined) throw new ApiError(failure.name, failure.message, effectUnknown);
        await this.ports.clock.sleep(wait);
      }
    }
  }

  /** The contact as DescribeContact tells it. */
  async describe(contactId: string, deadline: number): Promise<ContactRecord> {
    const { instanceId } = this.target;
    return await this.ask("describeContact", (api) => api.describeContact(instanceId, contactId), { deadline });
  }

  /** The contact, with the attributes by which a call of ours is known: DescribeContact may leave them out. */
  async contact(contactId: string, deadline: number): Promise<ContactRecord> {
    const record = await this.describe(contactId, deadline);
    if (record.attributes) return record;
    const attributes = await this.attributesOf(contactId, deadline).catch(() => undefined);
    return attributes ? { ...record, attributes } : record;
  }

  /** The attributes as GetContactAttributes tells them. */
  async attributesOf(contactId: string, deadline: number): Promise<Record<string, string>> {
    const { instanceId } = this.target;
    return await this.ask("getContactAttributes", (api) => api.getContactAttributes(instanceId, contactId), {
      deadline,
    });
  }

  /** Throws where the engine that asked is gone. What another run does by now is no business of this process then. */
  async refuseIfAbandoned(): Promise<void> {
    if (await this.ports.abandoned?.()) {
      throw new ApiError("Abandoned", "the engine that asked for this call is gone; no call is placed", false);
    }
  }

  private async sendOnce<Answer>(operation: Operation, send: (api: ConnectApi) => Promise<Answer>): Promise<Answer> {
    const bucket = this.bucket(operation);
    await bucket.take();
    if (operation === "startOutboundVoiceContact") await this.refuseIfAbandoned();
    this.requests[operation] = (this.requests[operation] ?? 0) + 1;
    try {
      return await send(this.api);
    } catch (error) {
      if (requestFailure(asApiError(error).name).retry === "throttled") bucket.drain();
      throw error;
    }
  }

  private bucket(operation: Operation): TokenBucket {
    const key = `${this.target.endpoint ?? ""} ${this.target.region} ${operation}`;
    return this.buckets.get(key, () => new TokenBucket(rateOf(operation), this.ports.clock));
  }

  private waitBefore(failure: ApiError, tries: Partial<Record<RetryKind, number>>, patience: Patience) {
    const kind = requestFailure(failure.name).retry;
    if (patience.once || (kind === "readiness" && !patience.awaitReadiness)) return undefined;
    const made = tries[kind] ?? 0;
    const { limit, baseMilliseconds, maxMilliseconds } = REPETITIONS[kind];
    if (made >= limit) return undefined;
    tries[kind] = made + 1;
    const ceiling = Math.min(maxMilliseconds, baseMilliseconds * 2 ** made);
    const wait = ceiling * (0.5 + this.ports.random() / 2);
    return this.ports.clock.now() + wait > patience.deadline ? undefined : wait;
  }
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError("Error", error instanceof Error ? error.message : String(error));
}
