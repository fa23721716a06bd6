/**
 * Watching one call to its end, within bounds. Connect has no state member, so the state follows from the times that
 * DescribeContact gives; a call that outlives its limit is stopped, and whatever happens there is an end.
 */

import { NOT_SUPERSEDED, PROOF_ATTRIBUTE, SUPERSEDED } from "../flow/proof";
import { bounded } from "./bounded";
import type { ApiError, ContactRecord } from "./connect-api";
import { evidenceOf } from "./evidence";
import { requestFailure } from "./failures";
import type { Evidence } from "./inputs";
import type { Clock } from "./ports";
import { originOf } from "./recent-calls";
import type { Session } from "./session";
import { markSuperseded } from "./supersede";

/** The mark before a stop may hold it up by so much: the call costs money. */
const MARK_BOUND = 2_000;
/** After StopContact the end must show within this. */
const STOP_GRACE = 20_000;
/** A contact that was just placed may not be readable yet. */
const APPEARANCE_GRACE = 30_000;
/** Reason and attributes may arrive a little after the end. */
const SETTLE_TRIES = 4;
const SETTLE_INTERVAL = 1_000;

/** One call to watch. Durations in milliseconds. */
export interface Watch {
  session: Session;
  clock: Clock;
  contactId: string;
  nonce: string;
  /** A user's own token can give the call of anybody, which carries no nonce of ours. */
  mayBeAnybodys: boolean;
  /** By the local clock: when `timeoutSeconds` is over. */
  deadline: number;
  timeoutSeconds: number;
  maxCallSeconds: number;
  /** How long the call was connected last time, for a closer look near that moment. */
  expectedConnectedSeconds?: number;
  log(line: string): void;
}

/** What watching came to. */
export interface Watched {
  evidence: Evidence;
  /** Why the evidence may be incomplete; one line each. */
  notes: string[];
}

/** Watches until the call has ended and its evidence is complete, or no longer than the bounds allow. */
export async function watchCall(watch: Watch): Promise<Watched> {
  return await new Watcher(watch).run();
}

class Watcher {
  private readonly startedAt: number;
  private record: ContactRecord;
  private answeredSince: number | undefined;
  private stoppedBecause: string | undefined;
  private stoppedAt: number | undefined;
  private failure: ApiError | undefined;
  private failuresInARow = 0;

  constructor(private readonly watch: Watch) {
    this.startedAt = watch.clock.now();
    this.record = { contactId: watch.contactId };
  }

  async run(): Promise<Watched> {
    while (!(await this.look()) && !this.isOver()) {
      await this.stopWhenDue();
      if (this.isOver()) break;
      await this.watch.clock.sleep(this.pause());
    }
    if (this.record.disconnectedAt !== undefined) await this.settle();
    const notes = this.record.disconnectedAt === undefined && this.failure ? [failureNote(this.failure)] : [];
    const { nonce, mayBeAnybodys } = this.watch;
    return { evidence: evidenceOf(this.record, nonce, this.whyStopped(), mayBeAnybodys), notes };
  }

  /** A process whose engine was killed may still watch the call that this run has resumed, and stop it. */
  private whyStopped(): string | undefined {
    const byAnother = this.stoppedAt === undefined && originOf(this.record).superseded;
    return this.stoppedBecause ?? (byAnother ? "another run was done with it" : undefined);
  }

  /** One look; true when the call has ended. */
  private async look(): Promise<boolean> {
    const { session, contactId, clock } = this.watch;
    try {
      this.record = await session.ask(
        "describeContact",
        (api) => api.describeContact(session.target.instanceId, contactId),
        {
          deadline: clock.now(),
          once: true,
        },
      );
      this.failure = undefined;
      this.failuresInARow = 0;
    } catch (error) {
      this.failure = error as ApiError;
      this.failuresInARow += 1;
    }
    this.noteAnswer();
    return this.record.disconnectedAt !== undefined;
  }

  private noteAnswer(): void {
    const { connectedAt } = this.record;
    if (connectedAt === undefined || this.answeredSince !== undefined) return;
    const now = this.watch.clock.now();
    const elapsed = (this.watch.session.serviceNow() ?? connectedAt) - connectedAt;
    // The Date header has whole seconds, and a clock may be off: an answer cannot be before we began to watch by less.
    this.answeredSince = now - Math.max(0, elapsed);
    if (this.record.disconnectedAt === undefined) this.watch.log("answered");
  }

  private isOver(): boolean {
    const now = this.watch.clock.now();
    if (this.stoppedAt !== undefined) return now >= this.stoppedAt + STOP_GRACE;
    return false;
  }

  private async stopWhenDue(): Promise<void> {
    const because = this.stoppedAt === undefined ? this.reasonToStop() : undefined;
    if (!because) return;
    const { session, contactId, clock } = this.watch;
    this.stoppedAt = clock.now();
    // Whoever looks after this run has died must not take the end that we bring about for the call's own.
    await this.mark(SUPERSEDED);
    try {
      await session.ask("stopContact", (api) => api.stopContact(session.target.instanceId, contactId), {
        deadline: clock.now() + STOP_GRACE / 2,
      });
      this.stoppedBecause = because;
    } catch (error) {
      const { name, effectUnknown } = error as ApiError;
      // A stop whose answer was lost may be why the repeated one finds no call.
      if (effectUnknown) this.stoppedBecause = because;
      else await this.mark(NOT_SUPERSEDED);
      // 410: it ended by itself in the meantime, so the end is not our doing.
      if (name !== "ContactNotFoundException") this.failure = error as ApiError;
    }
  }

  private async mark(as: typeof SUPERSEDED | typeof NOT_SUPERSEDED): Promise<void> {
    const { session, contactId, clock } = this.watch;
    const mark = () => markSuperseded(session, contactId, clock.now(), as);
    await bounded(clock, MARK_BOUND, mark, () => undefined);
  }

  private reasonToStop(): string | undefined {
    const now = this.watch.clock.now();
    const { maxCallSeconds, timeoutSeconds, deadline } = this.watch;
    if (this.answeredSince !== undefined && now >= this.answeredSince + maxCallSeconds * 1000) {
      return `it outlived maxCallSeconds (${maxCallSeconds})`;
    }
    if (now >= deadline) return `timeoutSeconds (${timeoutSeconds}) was over`;
    if (this.failure && this.isHopeless(this.failure)) return "its progress cannot be read";
    return undefined;
  }

  private isHopeless(failure: ApiError): boolean {
    const { retry } = requestFailure(failure.name);
    if (retry === "readiness") return this.watch.clock.now() >= this.startedAt + APPEARANCE_GRACE;
    return retry === "never";
  }

  private pause(): number {
    const now = this.watch.clock.now();
    const limits = [this.watch.deadline - now];
    if (this.answeredSince !== undefined) limits.push(this.answeredSince + this.watch.maxCallSeconds * 1000 - now);
    if (this.stoppedAt !== undefined) limits.splice(0, limits.length, this.stoppedAt + STOP_GRACE - now);
    const backoff = 2 ** Math.min(this.failuresInARow, 4);
    const rhythm = pollMilliseconds(this.connectedFor(), this.watch.expectedConnectedSeconds) * backoff;
    return Math.max(100, Math.min(rhythm, ...limits));
  }

  private connectedFor(): number | undefined {
    return this.answeredSince === undefined ? undefined : this.watch.clock.now() - this.answeredSince;
  }

  /** The end is known; gives reason and proof a moment to arrive, and asks the second source before saying "no proof". */
  private async settle(): Promise<void> {
    for (let tries = 0; tries < SETTLE_TRIES && !this.isComplete(); tries += 1) {
      await this.watch.clock.sleep(SETTLE_INTERVAL);
      const before = this.record;
      await this.look();
      if (this.record.disconnectedAt === undefined) this.record = before;
    }
    const isOwn = !this.watch.mayBeAnybodys || originOf(this.record).nonce !== undefined;
    if (isOwn && (this.record.connectedAt === undefined || this.hasProof())) return;
    const { session, contactId, clock } = this.watch;
    try {
      const attributes = await session.attributesOf(contactId, clock.now() + 10_000);
      this.record = { ...this.record, attributes: { ...this.record.attributes, ...attributes } };
    } catch (error) {
      this.failure = error as ApiError;
    }
  }

  private isComplete(): boolean {
    if (this.record.disconnectReason === undefined) return false;
    return this.record.connectedAt === undefined || this.hasProof();
  }

  private hasProof(): boolean {
    return this.record.attributes?.[PROOF_ATTRIBUTE] === this.watch.nonce;
  }
}

/** Sooner while it rings, at the start of the call and near the end that the last call had; slower between. */
export function pollMilliseconds(
  connectedFor: number | undefined,
  expectedConnectedSeconds: number | undefined,
): number {
  if (connectedFor === undefined) return 1_000;
  const toGo = expectedConnectedSeconds === undefined ? undefined : expectedConnectedSeconds * 1000 - connectedFor;
  if (toGo !== undefined && toGo > 4_000) return Math.min(5_000, toGo - 1_000);
  if (toGo !== undefined && toGo > -5_000) return 1_000;
  if (connectedFor < 10_000) return 1_000;
  return connectedFor < 60_000 ? 2_000 : 5_000;
}

function failureNote(failure: ApiError): string {
  const { cause, remedy } = requestFailure(failure.name);
  return `${failure.name}: ${cause}; ${remedy}`;
}
