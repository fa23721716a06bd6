/**
 * The one judge: an ordered table from evidence to outcome. The first row whose conditions all hold decides. It is data
 * and nothing else, so that documentation and a state machine can be generated from the very same rows.
 */
import type { Outcome } from "./inputs";

/** What the table looks at. `undefined` means that nobody could look. */
export interface Facts {
  /** Connect showed the contact as ended. */
  ended: boolean;
  /** The other side answered (ConnectedToSystemTimestamp). */
  answered: boolean;
  reason: string | undefined;
  /** We sent StopContact while the call was going. */
  stoppedByUs: boolean;
  /** The nonce came back as proof. */
  nonceSeen: boolean | undefined;
  /** Every attribute that `expect` names has its value; true when it names none. */
  attributesMatch: boolean | undefined;
  /** `expect` asks for the inbound contact of a call to the centre's own number, and it was not found. */
  inboundLegMissing?: boolean;
}

/** One row: absent conditions hold always; `reason` holds for any of its values. */
export interface VerdictRow {
  id: string;
  when: {
    ended?: boolean;
    answered?: boolean;
    reason?: readonly string[];
    stoppedByUs?: boolean;
    nonceSeen?: boolean | "unknown";
    attributesMatch?: boolean | "unknown";
    inboundLegMissing?: true;
  };
  outcome: Outcome;
  meaning: string;
}

const NO_ANSWER = [
  "TELECOM_TIMEOUT",
  "TELECOM_UNANSWERED",
  "TELECOM_ORIGINATOR_CANCEL",
  "CUSTOMER_NEVER_ARRIVED",
  "EXPIRED",
];
const REJECTED = ["TELECOM_NUMBER_INVALID", "TELECOM_POTENTIAL_BLOCKING", "OUTBOUND_DESTINATION_ENDPOINT_ERROR"];
const CARRIER = ["TELECOM_PROBLEM", "OUTBOUND_RESOURCE_ERROR", "OUTBOUND_ATTEMPT_FAILED"];
const LINE_BROKE = ["TELECOM_PROBLEM", "TELECOM_UNANSWERED", "TELECOM_TIMEOUT", "TELECOM_BUSY"];
/** After the proof these are ordinary ends: the flow hung up, or the other side did while it was about to. */
const PROPER_ENDS = ["CONTACT_FLOW_DISCONNECT", "CUSTOMER_DISCONNECT", "AGENT_DISCONNECT"];
const FLOW_ENDS = ["CONTACT_FLOW_DISCONNECT", "AGENT_DISCONNECT"];
const HANG_UPS = ["CUSTOMER_DISCONNECT", "THIRD_PARTY_DISCONNECT"];

export const VERDICT_TABLE: readonly VerdictRow[] = [
  {
    id: "never-ended",
    when: { ended: false },
    outcome: "inconclusive",
    meaning: "the end of the call could not be seen",
  },
  {
    id: "stopped-by-us",
    when: { stoppedByUs: true },
    outcome: "stopped",
    meaning: "ringcheck stopped the call; its disconnect reason would look like a no-answer",
  },
  { id: "busy", when: { answered: false, reason: ["TELECOM_BUSY"] }, outcome: "busy", meaning: "the line was engaged" },
  {
    id: "rejected",
    when: { answered: false, reason: REJECTED },
    outcome: "rejected",
    meaning: "the network refused the call",
  },
  {
    id: "carrier",
    when: { answered: false, reason: CARRIER },
    outcome: "carrier-problem",
    meaning: "the network failed",
  },
  { id: "no-answer", when: { answered: false, reason: NO_ANSWER }, outcome: "no-answer", meaning: "nobody answered" },
  {
    id: "never-answered",
    when: { answered: false },
    outcome: "inconclusive",
    meaning: "nobody was seen to answer, and the disconnect reason does not say why",
  },
  {
    id: "line-broke",
    when: { reason: LINE_BROKE },
    outcome: "carrier-problem",
    meaning: "the line broke after the answer",
  },
  {
    id: "proof-unknown",
    when: { nonceSeen: "unknown" },
    outcome: "inconclusive",
    meaning: "the contact's attributes could not be read",
  },
  {
    id: "attributes-unknown",
    when: { attributesMatch: "unknown" },
    outcome: "inconclusive",
    meaning: "the evidence lacks an attribute that expect asks for",
  },
  {
    id: "attributes-differ",
    when: { nonceSeen: true, attributesMatch: false },
    outcome: "answered-unproven",
    meaning: "the flow ran to its end, but not with the attributes that expect asks for",
  },
  {
    id: "inbound-leg-missing",
    when: { inboundLegMissing: true },
    outcome: "inconclusive",
    meaning:
      "answered, but it is not established that the centre's own inbound flow did it: no inbound contact was found",
  },
  {
    id: "completed",
    when: { nonceSeen: true, reason: PROPER_ENDS },
    outcome: "completed",
    meaning: "answered, and the flow ran to its proof",
  },
  {
    id: "hung-up",
    when: { nonceSeen: false, reason: HANG_UPS },
    outcome: "hung-up",
    meaning: "the other side ended the call before the flow had",
  },
  {
    id: "unproven",
    when: { nonceSeen: false, reason: FLOW_ENDS },
    outcome: "answered-unproven",
    meaning: "answered, but the flow did not reach a proof",
  },
  {
    id: "otherwise",
    when: {},
    outcome: "inconclusive",
    meaning: "answered, but the disconnect reason does not say how the call ended",
  },
];

/** The first row that fits. The last row has no condition, so there always is one. */
export function judgeFacts(facts: Facts): VerdictRow {
  const row = VERDICT_TABLE.find((candidate) => rowHolds(candidate, facts));
  if (!row) throw new Error("the verdict table has no row without a condition");
  return row;
}

function rowHolds({ when }: VerdictRow, facts: Facts): boolean {
  return (
    (when.ended === undefined || when.ended === facts.ended) &&
    (when.answered === undefined || when.answered === facts.answered) &&
    (when.reason === undefined || (facts.reason !== undefined && when.reason.includes(facts.reason))) &&
    (when.stoppedByUs === undefined || when.stoppedByUs === facts.stoppedByUs) &&
    (when.inboundLegMissing === undefined || facts.inboundLegMissing === true) &&
    triHolds(when.nonceSeen, facts.nonceSeen) &&
    triHolds(when.attributesMatch, facts.attributesMatch)
  );
}

function triHolds(wanted: boolean | "unknown" | undefined, seen: boolean | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted === "unknown" ? seen === undefined : seen === wanted;
}
