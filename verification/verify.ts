/**
 * One verification from "may it call?" to the verdict: the attempts of one deployment, one after the other, each in its
 * turn for the destination and the instance. Knows nothing of engines; `ringcheck call` and the provider share it.
 */
import { brakeSentence } from "./brake";
import type { ConnectApi } from "./connect-api";
import { withoutAbsent } from "./evidence";
import { lookForInboundLeg } from "./inbound-leg";
import type { AttemptRecord, Evidence, VerificationCallInputs, VerificationCallState } from "./inputs";
import { inputsOf } from "./inputs";
import { maskPhoneNumber } from "./mask";
import { Shared, Slots, type TokenBucket } from "./pacing";
import { placeCall } from "./place";
import type { Placed } from "./placing";
import { type Policy, policyOf } from "./policy";
import type { Clock, Ports } from "./ports";
import { RecentCalls } from "./recent-calls";
import { fingerprintOf } from "./request";
import { sentenceOf } from "./sentences";
import { Session } from "./session";
import type { Settings } from "./settings";
import { buildState, evidenceIn, recentAttempts } from "./state";
import { type Target, targetOf } from "./target";
import { assertMayDial } from "./validate";
import { judge, type Verdict } from "./verdict";
import { watchCall } from "./watch";

/** What all verifications of one process share. */
export class ProcessState {
  readonly buckets = new Shared<TokenBucket>();
  readonly slots = new Shared<Slots>();
  readonly destinations = new Shared<Slots>();
  readonly recent: RecentCalls;

  private readonly apis = new Shared<ConnectApi>();

  constructor(clock: Clock) {
    this.recent = new RecentCalls(clock);
  }

  /** Requests to a target; all sessions with the same credentials and endpoint share one client. */
  session(target: Target, ports: Ports): Session {
    const { region, profile, roleArn, externalId, endpoint } = target;
    const key = JSON.stringify([region, profile, roleArn, externalId, endpoint]);
    return new Session(
      target,
      this.apis.get(key, () => ports.connect(target)),
      this.buckets,
      ports,
    );
  }
}

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

/** Makes the session for a verification's target. Throws one sentence when it is refused or incomplete. */
export function openSession({ inputs, settings, ports, shared }: Omit<Verification, "preflight">): Session {
  return shared.session(targetOf(inputs, settings.region, ports.env), ports);
}

/** Calls until a call passes or the attempts are used up. Throws only when no call came about at all. */
export async function verify(verification: Verification): Promise<VerificationCallState> {
  const { inputs, settings, ports, shared } = verification;
  assertMayDial(inputs, settings, ports.env);
  const session = openSession(verification);
  const { endpoint, region, instanceId } = session.target;
  const instance = [endpoint, region, instanceId].join(" ");
  // The destination first: who waits for a busy line must not hold one of the instance's slots.
  const line = shared.destinations.get(inputs.destinationPhoneNumber, () => new Slots(1));
  const slots = shared.slots.get(instance, () => new Slots(settings.maxConcurrentCalls));
  const run = new Run(verification, session);
  for (;;) {
    await line.run(() => slots.run(() => run.attempt()));
    if (run.isOver()) return run.state();
    await ports.clock.sleep(run.policy.intervalSeconds * 1000);
  }
}

class Run {
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
    const isKnown = this.attempts.some((attempt) => attempt.contactId === placed.contactId);
    this.lastAttempt = Math.max(this.lastAttempt + (isKnown ? 0 : 1) + (placed.lost ?? 0), placed.slot);
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
    const open = !changed && this.made === 0 && !olds?.endedAt ? olds?.contactId : undefined;
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
      log: (line) => this.log(line),
    });
  }

  /** The calls that a new one takes the place of: that of the outputs, then those of this run. */
  private supersededCalls(): { contactId: string; ended: boolean }[] {
    const { olds } = this.verification;
    if (this.current)
      return [{ contactId: this.current.placed.contactId, ended: this.current.evidence.endedAt !== undefined }];
    return olds?.contactId ? [{ contactId: olds.contactId, ended: olds.endedAt !== undefined }] : [];
  }

  private brake(): void {
    const now = this.session.serviceNow() ?? this.now();
    const reached = brakeSentence(this.attempts, this.policy.maxCallsPerDay, now);
    if (reached) throw new Error(reached);
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
    this.record(placed, evidence, verdict);
    this.log(verdict.passed ? `passed: ${verdict.outcome}` : (verdict.reasons[0] ?? verdict.outcome));
  }

  private async lookForInboundLeg(evidence: Evidence, deadline: number): ReturnType<typeof lookForInboundLeg> {
    if (!this.policy.expect.inboundLeg) return { notes: [] };
    const { inputs, ports } = this.verification;
    const { session } = this;
    const log = (line: string) => this.log(line);
    return await lookForInboundLeg({ inputs, evidence, session, clock: ports.clock, deadline, log });
  }

  private record(placed: Placed, evidence: Evidence, verdict: Verdict): void {
    const { contactId } = placed;
    const { disconnectReason, placedAt, answeredAt, endedAt } = evidence;
    const entry = {
      number: this.lastAttempt,
      contactId,
      outcome: verdict.outcome,
      disconnectReason,
      placedAt,
      answeredAt,
      endedAt,
    };
    const known = this.attempts.findIndex((attempt) => attempt.contactId === contactId);
    if (known >= 0) this.attempts.splice(known, 1);
    this.attempts.push(withoutAbsent(entry) as AttemptRecord);
  }

  private now(): number {
    return this.verification.ports.clock.now();
  }

  private log(line: string): void {
    this.verification.ports.log(line);
  }
}

/** What is kept of the verdict before; a skipped one keeps the one before it. */
export function previousOf(olds: VerificationCallState): VerificationCallState["previous"] {
  if (!olds.contactId) return olds.previous;
  const { contactId, outcome, ringSeconds } = olds;
  return { contactId, outcome, ...(ringSeconds === undefined ? {} : { ringSeconds }) };
}

/** Judges the old evidence by new inputs. Nobody is called, nothing is asked. */
export function rejudge(olds: VerificationCallState, inputs: VerificationCallInputs): VerificationCallState {
  const verdict: Verdict =
    olds.outcome === "skipped"
      ? { outcome: "skipped", passed: false, reasons: olds.reasons }
      : judge(olds, policyOf(inputs).expect);
  return buildState({
    inputs,
    evidence: evidenceIn(olds),
    verdict,
    attempts: olds.attempts ?? [],
    lastAttempt: olds.lastAttempt ?? 0,
    apiRequests: olds.apiRequests ?? {},
    previous: olds.previous,
    ...(olds.placedRegion ? { placedRegion: olds.placedRegion } : {}),
  });
}

/** The outputs while calls are disabled: no evidence, no pass. */
export function skipped(inputs: VerificationCallInputs, olds?: VerificationCallState): VerificationCallState {
  return buildState({
    inputs,
    evidence: {},
    verdict: {
      outcome: "skipped",
      passed: false,
      reasons: ["skipped: calls are disabled (enabled, or ringcheck:enabled)"],
    },
    attempts: olds?.attempts ?? [],
    lastAttempt: olds?.lastAttempt ?? 0,
    apiRequests: {},
    ...(olds ? { previous: previousOf(olds) } : {}),
  });
}
