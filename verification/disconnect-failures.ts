/**
 * The catalogue of failures, calls' half: every disconnect reason of a voice contact with its cause and the remedy. The
 * list grew over time and will go on growing.
 *
 * Source: Connect administrator guide, "DisconnectReason" of contact records. Rows marked `inferred` stand in no document.
 */

/** One row of the catalogue. `name` is an error name, or a disconnect reason. */
export interface Failure {
  name: string;
  cause: string;
  remedy: string;
  inferred?: true;
}

export const DISCONNECT_FAILURES: readonly Failure[] = [
  {
    name: "TELECOM_BUSY",
    cause: "the line is engaged, or the instance has more calls than its quota (then callers hear fast busy)",
    remedy: "call when the line is free, or raise attempts.limit",
  },
  {
    name: "TELECOM_NUMBER_INVALID",
    cause: "the network does not know the number",
    remedy: "check the number, its country code and the source number",
  },
  {
    name: "TELECOM_POTENTIAL_BLOCKING",
    cause: "the network blocks the call, often for its caller id",
    remedy: "use a source number that the destination's carrier trusts, or register it",
  },
  {
    name: "TELECOM_UNANSWERED",
    cause: "the network says that the phone cannot be reached now",
    remedy: "check that the phone is on and in reach, then run again",
  },
  {
    name: "TELECOM_TIMEOUT",
    cause: "the phone rang and nobody answered",
    remedy: "let somebody or something answer, or raise ringTimeoutSeconds (60 at most)",
  },
  {
    name: "TELECOM_ORIGINATOR_CANCEL",
    cause: "the call was given up before anybody answered",
    remedy: "let somebody or something answer, or raise ringTimeoutSeconds (60 at most)",
  },
  {
    name: "TELECOM_PROBLEM",
    cause: "the network had a problem",
    remedy: "run again; if it stays, call another number, then ask AWS Support with the ContactId",
  },
  {
    name: "CUSTOMER_NEVER_ARRIVED",
    cause: "the called party never joined (web calling)",
    remedy: "call a telephone number",
  },
  {
    name: "CUSTOMER_DISCONNECT",
    cause: "the called party hung up before the flow had reached its end",
    remedy: "let the destination stay on the line until the flow hangs up",
  },
  {
    name: "THIRD_PARTY_DISCONNECT",
    cause: "a third party ended the call before the flow had reached its end",
    remedy: "look at what the flow transfers the call to",
  },
  {
    name: "AGENT_DISCONNECT",
    cause: "an agent ended the call",
    remedy: "let the flow reach its proof before an agent joins",
  },
  { name: "BARGED", cause: "a manager took over the call", remedy: "run again without anybody barging in" },
  {
    name: "CONTACT_FLOW_DISCONNECT",
    cause: "the flow hung up without reaching its proof",
    remedy:
      "look at the flow's log for the branch it took; a flow without ringcheck's proof needs expect.outcome \"answered-unproven\"",
  },
  {
    name: "OTHER",
    cause: "the call was ended by a request to the API or for a reason that Connect does not name",
    remedy: "look at CloudTrail for StopContact, then run again",
  },
  {
    name: "OUTBOUND_DESTINATION_ENDPOINT_ERROR",
    cause: "the destination cannot be called with the current configuration",
    remedy: "check the number and the campaign",
  },
  {
    name: "OUTBOUND_RESOURCE_ERROR",
    cause: "the instance lacks the permission or the resources for the call",
    remedy: "check the source number and the campaign quota",
  },
  {
    name: "OUTBOUND_ATTEMPT_FAILED",
    cause: "the attempt failed for an unknown reason or for capacity",
    remedy: "run again later",
  },
  {
    name: "OUTBUND_PREVIEW_DISCARDED",
    cause: "an agent discarded the contact in preview (the documents spell it so)",
    remedy: "leave outboundStrategy out",
  },
  {
    name: "OUTBOUND_PREVIEW_DISCARDED",
    cause: "an agent discarded the contact in preview",
    remedy: "leave outboundStrategy out",
    inferred: true,
  },
  {
    name: "EXPIRED",
    cause: "the contact expired before it was connected",
    remedy: "run again; look at the queue's staffing",
  },
];
