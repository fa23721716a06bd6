/**
 * The catalogue of failures: every exception of a request and every disconnect reason of a voice contact, with its
 * cause and the remedy. What people read, docs/failures.md and the retries all come from this one table.
 *
 * Sources: Connect API reference (errors of each operation); Connect administrator guide, "ContactTraceRecord:
 * DisconnectReason". Rows marked `inferred` say what no document says.
 */

/** What may be done with a request that failed under this name. Statuses do not decide: LimitExceeded is a 429 too. */
export type RetryKind =
  /** The rate was too high: wait, then send the very same request again. */
  | "throttled"
  /** The service or the way to it failed: send the very same request again. */
  | "transient"
  /** A quota is used up: few and slow repetitions, since another call may end. */
  | "quota"
  /** Worth repeating only while the instance is brand-new. */
  | "readiness"
  | "never";

/** One row of the catalogue. `name` is an error name, or a disconnect reason. */
export interface Failure {
  name: string;
  cause: string;
  remedy: string;
  inferred?: true;
}

/** An error of a request. */
export interface RequestFailure extends Failure {
  retry: RetryKind;
}

const ASK_SUPPORT = "ask AWS Support for the country (Service Quotas does not list it)";

export const REQUEST_FAILURES: readonly RequestFailure[] = [
  {
    name: "DestinationNotAllowedException",
    retry: "never",
    cause: "the account may not call this destination: its country or range is not on Connect's allow list",
    remedy: `call a number of a default country of the region, or ${ASK_SUPPORT}`,
  },
  {
    name: "OutboundContactNotPermittedException",
    retry: "never",
    cause: "Connect does not permit this contact",
    remedy:
      "check that outbound calls are enabled for the instance and that the account is not restricted, then ask AWS Support",
  },
  {
    name: "InvalidRequestException",
    retry: "readiness",
    cause: "Connect refuses the request as it stands",
    remedy: "compare the instance, the flow, the queue and the source number with what exists in the instance",
  },
  {
    name: "InvalidParameterException",
    retry: "readiness",
    cause: "Connect refuses a value in the request",
    remedy: "compare the value that the message names with its limit in the README",
  },
  {
    name: "ResourceNotFoundException",
    retry: "readiness",
    cause: "the instance, the flow, the queue or the contact does not exist in this region",
    remedy: "check the ids and the region",
  },
  {
    name: "ContactFlowNotPublishedException",
    retry: "never",
    cause: "the flow was never published",
    remedy: "publish the flow",
  },
  {
    name: "LimitExceededException",
    retry: "quota",
    cause: "a quota is used up, most likely the concurrent active calls of the instance",
    remedy: "wait until other calls end, lower ringcheck:maxConcurrentCalls, or raise the quota in Service Quotas",
  },
  {
    name: "ServiceQuotaExceededException",
    retry: "quota",
    cause: "a quota of the account is used up",
    remedy: "raise the quota in Service Quotas",
  },
  {
    name: "ThrottlingException",
    retry: "throttled",
    cause: "more requests a second than the account may send in this region",
    remedy: "let other tools of the account send less, or raise the request rate in Service Quotas",
  },
  {
    name: "TooManyRequestsException",
    retry: "throttled",
    cause: "more requests a second than the account may send in this region",
    remedy: "let other tools of the account send less, or raise the request rate in Service Quotas",
  },
  {
    name: "InternalServiceException",
    retry: "transient",
    cause: "Connect had an error of its own",
    remedy: "run `pulumi up` again; if it stays, look at the AWS Health Dashboard",
  },
  {
    name: "AccessDeniedException",
    retry: "never",
    cause: "the caller may not send this request",
    remedy: "add the action to the policy of the deploying role (the README lists the least policy)",
  },
  {
    name: "UnrecognizedClientException",
    retry: "never",
    cause: "AWS does not know the access key",
    remedy: "sign in again, or pass other credentials",
  },
  {
    name: "InvalidSignatureException",
    retry: "never",
    cause: "AWS does not accept the signature: the secret key is wrong or this machine's clock is",
    remedy: "check the clock and the credentials",
  },
  { name: "ExpiredTokenException", retry: "never", cause: "the credentials have expired", remedy: "sign in again" },
  {
    name: "IncompleteSignatureException",
    retry: "never",
    cause: "AWS cannot read the signature",
    remedy: "check the credentials and any proxy on the way",
  },
  {
    name: "ContactNotFoundException",
    retry: "never",
    cause: "the contact has ended already or does not exist",
    remedy: "nothing: this is how Connect answers when there is nothing left to stop",
  },
  {
    name: "InvalidActiveRegionException",
    retry: "never",
    cause: "the instance is active in another region (Connect Global Resiliency)",
    remedy: "send the request to the active region by aws.region",
  },
  {
    name: "ResourceConflictException",
    retry: "transient",
    cause: "something else changes the same resource",
    remedy: "run `pulumi up` again",
  },
  {
    name: "IdempotencyException",
    retry: "never",
    cause: "the client token was used for another request",
    remedy: "leave clientToken out, or pass a new one",
  },
  {
    name: "CredentialsError",
    retry: "never",
    cause: "there are no AWS credentials",
    remedy: "set them in the environment, by aws.profile or by aws.roleArn",
    inferred: true,
  },
  {
    name: "NetworkError",
    retry: "transient",
    cause: "Connect could not be reached, or the connection broke before the answer",
    remedy: "check the network, the region and the endpoint, then run `pulumi up` again: it looks for the call first",
    inferred: true,
  },
  {
    name: "RequestTimeout",
    retry: "transient",
    cause: "Connect did not answer in time",
    remedy: "check the network, then run `pulumi up` again: it looks for the call first",
    inferred: true,
  },
  {
    name: "EmptyAnswer",
    retry: "transient",
    cause: "the answer holds no ContactId",
    remedy: "check the endpoint, then run `pulumi up` again: it looks for the call first",
    inferred: true,
  },
  {
    name: "NotImplemented",
    retry: "never",
    cause: "the endpoint does not offer this operation",
    remedy: "check the endpoint; if it is the simulator, its message names what it lacks",
    inferred: true,
  },
];

export const DISCONNECT_FAILURES: readonly Failure[] = [
  { name: "TELECOM_BUSY", cause: "the line is engaged", remedy: "call when the line is free, or raise attempts.limit" },
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

const REQUESTS = new Map(REQUEST_FAILURES.map((failure) => [failure.name, failure]));
const DISCONNECTS = new Map(DISCONNECT_FAILURES.map((failure) => [failure.name, failure]));

/** The row of an error name; names that nobody listed are never repeated. */
export function requestFailure(name: string): RequestFailure {
  return (
    REQUESTS.get(name) ?? {
      name,
      retry: "never",
      cause: "Connect answered with an error that ringcheck does not know",
      remedy: "look at the message, then run `pulumi up` again",
    }
  );
}

/** The row of a disconnect reason; the list grew over time, so unknown values are expected. */
export function disconnectFailure(reason: string | undefined): Failure {
  return (
    DISCONNECTS.get(reason ?? "") ?? {
      name: reason ?? "none",
      cause: reason ? "a disconnect reason that ringcheck does not know" : "Connect gave no disconnect reason",
      remedy: "look at the contact in Connect, then run again",
    }
  );
}
