/** Builds the outputs: inputs, verdict, evidence and bookkeeping as plain JSON, never a value that the engine refuses. */
import type { AttemptRecord, Evidence, VerificationCallInputs, VerificationCallState } from "./inputs";
import type { Verdict } from "./verdict";

/** How long a call stays in `attempts`, in milliseconds. */
const DAY = 24 * 60 * 60_000;

/** What the outputs are made of. */
export interface StateParts {
  inputs: VerificationCallInputs;
  verdict: Verdict;
  evidence: Evidence;
  attempts: AttemptRecord[];
  lastAttempt: number;
  apiRequests: Record<string, number>;
  previous?: VerificationCallState["previous"];
  placedRegion?: string;
}

/** The outputs. Input names that the evidence needs are kept under `asked`. */
export function buildState(parts: StateParts): VerificationCallState {
  const { attributes, attempts, ...inputs } = parts.inputs;
  const state = {
    ...inputs,
    ...parts.evidence,
    stateVersion: 1,
    outcome: parts.verdict.outcome,
    passed: parts.verdict.passed,
    reasons: parts.verdict.reasons,
    attempts: parts.attempts,
    lastAttempt: parts.lastAttempt,
    apiRequests: parts.apiRequests,
    asked: { attributes, attempts },
    previous: parts.previous,
    placedRegion: parts.placedRegion,
  };
  return JSON.parse(JSON.stringify(state)) as VerificationCallState;
}

/** The calls of the last 24 hours. A call without a time counts: in doubt it was today. */
export function recentAttempts(attempts: readonly AttemptRecord[] | undefined, now: number): AttemptRecord[] {
  return (attempts ?? []).filter(({ placedAt }) => placedAt === undefined || now - Date.parse(placedAt) < DAY);
}

/** The evidence inside the outputs, as it was. */
export function evidenceIn(state: VerificationCallState): Evidence {
  const { contactId, contactArn, placedAt, answeredAt, endedAt, ringSeconds, connectedSeconds } = state;
  const { disconnectReason, stoppedBecause, proofSeen, stage, attributes, inboundLeg } = state;
  return {
    ...{ contactId, contactArn, placedAt, answeredAt, endedAt, ringSeconds, connectedSeconds },
    ...{ disconnectReason, stoppedBecause, proofSeen, stage, attributes, inboundLeg },
  };
}

/** What is kept of the verdict before; a skipped one keeps the one before it. */
export function previousOf(olds: VerificationCallState): VerificationCallState["previous"] {
  if (!olds.contactId) return olds.previous;
  const { contactId, outcome, ringSeconds } = olds;
  return { contactId, outcome, ...(ringSeconds === undefined ? {} : { ringSeconds }) };
}
