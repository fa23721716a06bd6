/**
 * The attempts of one deployment, one after the other: each is placed, watched and judged, and what came of it is kept for
 * the outputs, also where a later one is refused.
 */
import { brakeSentence } from "./brake";
import type { ContactRecord } from "./connect-api";
import { evidenceOf, withoutAbsent } from "./evidence";
import { lookForInboundLeg } from "./inbound-leg";
import type { AttemptRecord, Evidence, VerificationCallInputs, VerificationCallState } from "./inputs";
import { inputsOf } from "./inputs";
import { maskPhoneNumber } from "./mask";
import { placeCall } from "./place";
import type { Placed } from "./placing";
import { type Policy, policyOf } from "./policy";
import type { Ports } from "./ports";
import type { ProcessState } from "./process-state";
import { originOf } from "./recent-calls";
import { fingerprintOf } from "./request";
import { sentenceOf } from "./sentences";
import type { Session } from "./session";
import type { Settings } from "./settings";
import { buildState, previousOf, recentAttempts } from "./state";
import { judge, type Verdict } from "./verdict";
import { watchCall } from "./watch";

/** Everything one verification needs. */
export interface Verification {
  inputs: VerificationCallInputs;
  settings: Settings;
  ports: Ports;
  shared: ProcessState;
  /** The outputs of the last deployment; absent for the first. */
  olds?: VerificationCallState;
  /** Asked in the turn of the call, before anything is placed. Throws one sentence. */
  preflight?(session: Session, deadline: number): Promise<{ brandNew: boolean }>;
}

/** The calls of one deployment. */
export class Run {
  readonly policy: Policy;
  private readonly attempts: AttemptRecord[];
  private lastAttempt: number;
  private made = 0;
  private current: { placed: Placed; evidence: Evidence; verdict: Verdict } | undefined;
  private refusal: string | undefined;
  private brandNew = false;

  constructor(
    private readonly verification: Verification,
    private readonly session: Session,
  ) {
    const { inputs, olds, ports } = verification;
    this.policy = policyOf(inputs);
    this.attempts = recentAttempts(olds?.attempts, session.serviceNow() ?? ports.clock.now());
    this.lastAttempt = olds?.lastAttempt ?? 0;
  }

  isOver(): boolean {
    return (
      this.refusal !== undefined || this.current?.verdict.passed === true || this.made >= this.policy.attemptsLimit
    );
  }

  async attempt(): Promise<void> {
    const deadline = this.now() + this.policy.timeoutSeconds * 1000;
    let placed: Placed;
    try {
      if (this.made === 0 && this.verification.preflight) {
        this.brandNew = (await this.verification.preflight(this.session, deadline)).brandNew;
      }
      placed = await this.place(deadline);
    } catch (error) {
      if (!this.current) throw error;
      // The first call has its verdict: a refusal of the second must not lose it.
      this.refusal = sentenceOf(error, this.verification.inputs);
      return;
    }
    this.made += 1;
    // Numbers only grow, also where the service lets one token dial twice.
    this.lastAttempt = Math.max(this.lastAttempt + (this.knows(placed.contactId) ? 0 : 1), placed.slot);
    await this.watch(placed, deadline);
  }

  state(): VerificationCallState {
    const { inputs, olds } = this.verification;
    if (!this.current) throw new Error("no call was placed");
    const { evidence, verdict } = this.current;
    return buildState({
      inputs,
      evidence,
      verdict: this.refusal
        ? { ...verdict, reasons: [...verdict.reasons, `no further attempt: ${this.refusal}`] }
        : verdict,
      attempts: this.attempts,
      lastAttempt: this.lastAttempt,
      apiRequests: this.session.requests,
      placedRegion: this.session.target.region,
      ...(olds ? { previous: previousOf(olds) } : {}),
    });
  }

  private async place(deadline: number): Promise<Placed> {
    const { inputs, olds, shared, ports } = this.verification;
    const changed = !olds || fingerprintOf(inputsOf(olds)) !== fingerprintOf(inputs);
    // One that we tried to stop is not resumed: its end would look like its own.
    const isOpen = !changed && this.made === 0 && !olds?.endedAt && !olds?.stoppedBecause;
    const open = isOpen ? olds?.contactId : undefined;
    // A user's own token is promised to go as given once; derived ones begin anew, which is safer (see Placing).
    const firstSlot = (inputs.clientToken ? this.lastAttempt : (olds?.lastAttempt ?? 0)) + 1;
    return await placeCall({
      inputs,
      // Whether the other end was there can still be looked for once a call is adopted.
      expect: { ...this.policy.expect, inboundLeg: false },
      session: this.session,
      clock: ports.clock,
      recent: shared.recent,
      deadline,
      firstSlot,
      settled: new Set(this.attempts.filter((attempt) => attempt.endedAt).map((attempt) => attempt.contactId)),
      superseded: this.supersededCalls(),
      ...(open ? { open } : {}),
      requestChanged: changed && this.made === 0,
      lookFirst: this.made === 0,
      awaitReadiness: this.brandNew,
      brake: () => this.brake(),
      met: (record) => this.meet(record),
      ended: (record, stoppedBecause) => this.noteEnd(record, stoppedBecause),
      log: (line) => this.log(line),
    });
  }

  /**
   * The calls that a new one takes the place of: that of the outputs and whatever else they never saw the end of (the
   * outputs of a disabled resource are about no call, and one may still go), then those of this run.
   */
  private supersededCalls(): { contactId: string; ended: boolean }[] {
    const { olds } = this.verification;
    if (this.current)
      return [{ contactId: this.current.placed.contactId, ended: this.current.evidence.endedAt !== undefined }];
    const last = olds?.contactId ? [{ contactId: olds.contactId, ended: olds.endedAt !== undefined }] : [];
    const others = this.attempts.filter(({ contactId, endedAt }) => !endedAt && contactId !== olds?.contactId);
    return [...last, ...others.map(({ contactId }) => ({ contactId, ended: false }))];
  }

  private brake(): void {
    const now = this.session.serviceNow() ?? this.now();
    const reached = brakeSentence(this.attempts, this.policy.maxCallsPerDay, now);
    if (reached) throw new Error(reached);
  }

  /** Counts a call of a run that died before it could write of it. */
  private meet(record: ContactRecord): void {
    const { nonce, deleted } = originOf(record);
    if (deleted || this.knows(record.contactId)) return;
    const evidence = evidenceOf(record, nonce ?? "");
    this.lastAttempt += 1;
    this.record(record.contactId, evidence, judge(evidence, this.policy.expect));
  }

  /** What became of a call that the outputs left open. */
  private noteEnd(record: ContactRecord, stoppedBecause: string | undefined): void {
    const { olds } = this.verification;
    if (!this.knows(record.contactId)) return;
    const stopped = stoppedBecause ?? (record.contactId === olds?.contactId ? olds.stoppedBecause : undefined);
    const evidence = evidenceOf(record, originOf(record).nonce ?? "", stopped);
    this.record(record.contactId, evidence, judge(evidence, this.policy.expect));
  }

  private knows(contactId: string): boolean {
    return this.attempts.some((attempt) => attempt.contactId === contactId);
  }

  private async watch(placed: Placed, deadline: number): Promise<void> {
    const { inputs, olds, ports } = this.verification;
    if (placed.how === "placed") {
      this.log(
        `dials ${maskPhoneNumber(inputs.destinationPhoneNumber)}, attempt ${this.lastAttempt}, contact ${placed.contactId}`,
      );
    }
    const watched = await watchCall({
      session: this.session,
      clock: ports.clock,
      contactId: placed.contactId,
      nonce: placed.nonce,
      mayBeAnybodys: Boolean(inputs.clientToken),
      deadline,
      timeoutSeconds: this.policy.timeoutSeconds,
      maxCallSeconds: this.policy.maxCallSeconds,
      ...(olds?.connectedSeconds === undefined ? {} : { expectedConnectedSeconds: olds.connectedSeconds }),
      log: (line) => this.log(line),
    }).catch((error: unknown) => ({
      // Whatever breaks here, the call was placed: it must land in the state.
      evidence: { contactId: placed.contactId },
      notes: [`watching failed: ${error instanceof Error ? error.message : String(error)}`],
    }));
    const { leg, notes } = await this.lookForInboundLeg(watched.evidence, deadline);
    const evidence: Evidence = { ...watched.evidence, ...(leg ? { inboundLeg: leg } : {}) };
    const verdict = judge(evidence, this.policy.expect);
    verdict.reasons.push(...watched.notes, ...notes);
    this.current = { placed, evidence, verdict };
    this.record(placed.contactId, evidence, verdict);
    this.log(verdict.passed ? `passed: ${verdict.outcome}` : (verdict.reasons[0] ?? verdict.outcome));
  }

  private async lookForInboundLeg(evidence: Evidence, deadline: number): ReturnType<typeof lookForInboundLeg> {
    if (!this.policy.expect.inboundLeg) return { notes: [] };
    const { inputs, ports } = this.verification;
    const { session } = this;
    const log = (line: string) => this.log(line);
    return await lookForInboundLeg({ inputs, evidence, session, clock: ports.clock, deadline, log });
  }

  private record(contactId: string, evidence: Evidence, verdict: Verdict): void {
    const { disconnectReason, placedAt, answeredAt, endedAt } = evidence;
    const known = this.attempts.findIndex((attempt) => attempt.contactId === contactId);
    const entry = {
      number: this.attempts[known]?.number ?? this.lastAttempt,
      contactId,
      outcome: verdict.outcome,
      disconnectReason,
      placedAt,
      answeredAt,
      endedAt,
    };
    this.attempts.splice(known < 0 ? this.attempts.length : known, 1, withoutAbsent(entry) as AttemptRecord);
  }

  private now(): number {
    return this.verification.ports.clock.now();
  }

  private log(line: string): void {
    this.verification.ports.log(line);
  }
}
