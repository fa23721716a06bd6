/** From the evidence of one call and what was expected to a verdict with its reasons, by the one table. */
import { disconnectFailure } from "./failures";
import type { Evidence, ExpectedOutcome, Outcome } from "./inputs";
import type { Policy } from "./policy";
import { judgeFacts, type VerdictRow } from "./verdict-table";

/** What a call came to. */
export interface Verdict {
  outcome: Outcome;
  passed: boolean;
  /** Why it is no pass, one line each, fit for people: no number in full. Empty for a pass. */
  reasons: string[];
}

/** Which outcomes satisfy an expectation: a proof is more than an answer. */
const SATISFIED_BY: Partial<Record<ExpectedOutcome, readonly Outcome[]>> = {
  "answered-unproven": ["answered-unproven", "completed"],
};

/** Judges what is known. Pure: the same evidence and expectation give the same verdict, now or a year later. */
export function judge(evidence: Evidence, expect: Policy["expect"]): Verdict {
  const attributesMatch = attributesMatching(evidence.attributes, expect.attributes);
  const inboundLegMissing = expect.inboundLeg === true && evidence.inboundLeg === undefined;
  const row = judgeFacts({
    ended: evidence.endedAt !== undefined,
    answered: evidence.answeredAt !== undefined,
    reason: evidence.disconnectReason,
    stoppedByUs: evidence.stoppedBecause !== undefined,
    nonceSeen: evidence.proofSeen,
    attributesMatch,
    inboundLegMissing,
  });
  const accepted = SATISFIED_BY[expect.outcome] ?? [expect.outcome];
  const passed = accepted.includes(row.outcome) && attributesMatch === true && !inboundLegMissing;
  return { outcome: row.outcome, passed, reasons: passed ? [] : [failSentence(row, evidence, expect)] };
}

function attributesMatching(seen: Evidence["attributes"], wanted: Record<string, string>): boolean | undefined {
  const keys = Object.keys(wanted);
  if (keys.length === 0) return true;
  if (seen === undefined) return undefined;
  return keys.every((key) => Object.hasOwn(seen, key) && seen[key] === wanted[key]);
}

function failSentence(row: VerdictRow, evidence: Evidence, expect: Policy["expect"]): string {
  const expected = row.outcome === expect.outcome ? "" : `, expected ${expect.outcome}`;
  const head = `${row.outcome} (${evidence.disconnectReason ?? "no disconnect reason"}${expected}): `;
  return `${head}${explanation(row, evidence, expect)}`;
}

function explanation(row: VerdictRow, evidence: Evidence, expect: Policy["expect"]): string {
  if (row.id === "stopped-by-us") return `ringcheck stopped the call because ${evidence.stoppedBecause}`;
  if (row.id === "never-ended") {
    const { stoppedBecause: because } = evidence;
    return because
      ? `${row.meaning}, though ringcheck stopped it because ${because}; look at the contact in Connect, then run again: it is ended first`
      : `${row.meaning}; look at the contact in Connect, then run again: a call of the last minutes is resumed`;
  }
  if (row.id === "proof-unknown") return `${row.meaning}; allow connect:GetContactAttributes and run again`;
  if (row.id === "inbound-leg-missing") {
    return `${row.meaning}; see that the number called is bound to a flow of this instance, and run again`;
  }
  const differing = differingAttributes(evidence.attributes ?? {}, expect.attributes);
  if (row.id.startsWith("attributes-") || (differing.length > 0 && row.outcome === expect.outcome)) {
    return `${row.meaning}; not as expected: ${differing.join(", ")}`;
  }
  if (row.outcome === "completed") return "the flow ran to its proof";
  const { cause, remedy } = disconnectFailure(evidence.disconnectReason);
  return `${cause}; ${remedy}`;
}

/** Names only: attribute values may be secrets. */
function differingAttributes(seen: Record<string, string>, wanted: Record<string, string>): string[] {
  return Object.keys(wanted).filter((key) => !Object.hasOwn(seen, key) || seen[key] !== wanted[key]);
}
