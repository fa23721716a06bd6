/**
 * The catalogue of failures, requests' half: every exception with its cause, the remedy and what may be repeated. What
 * people read, docs/failures.md and the retries all come from this one table.
 *
 * Source: Connect API reference, errors of each operation. Rows marked `inferred` are names of ours or of AWS at large.
 */

import { DISCONNECT_FAILURES, type Failure } from "./disconnect-failures";

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
