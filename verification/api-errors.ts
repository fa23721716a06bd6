/**
 * From whatever the SDK throws to an {@link ApiError}: the service's own error name where there is one, and a few names
 * of ours for failures that the service never saw.
 */
import { ApiError } from "./connect-api";

/** No answer: the network, a proxy, a dropped connection. The service may or may not have acted. */
export const NETWORK_ERROR = "NetworkError";
/** No answer in time. The service may or may not have acted. */
export const TIMEOUT_ERROR = "RequestTimeout";
/** There were no credentials to sign with. */
export const CREDENTIALS_ERROR = "CredentialsError";

const NETWORK_CODES =
  /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

interface SdkFailure {
  name?: string;
  code?: string;
  message?: string;
  problems?: { message?: string }[];
  $metadata?: { httpStatusCode?: number };
}

/** Names the failure. Never throws. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const failure = (typeof error === "object" && error !== null ? error : {}) as SdkFailure;
  const message = detailOf(failure, error);
  const name = failure.name ?? "Error";
  if (name === "TimeoutError" || name === "AbortError") {
    return new ApiError(TIMEOUT_ERROR, "no answer in time", true);
  }
  if (name === "CredentialsProviderError" || name === "TokenProviderError") {
    return new ApiError(CREDENTIALS_ERROR, message);
  }
  const status = failure.$metadata?.httpStatusCode;
  if (failure.code && NETWORK_CODES.test(failure.code)) {
    return new ApiError(NETWORK_ERROR, message, !NEVER_SENT.test(failure.code));
  }
  if (status === undefined) return new ApiError(name === "Error" ? NETWORK_ERROR : name, message, true);
  if (status >= 500 && !/Exception$/.test(name)) return new ApiError("InternalServiceException", message, true);
  return new ApiError(name, message, status >= 500);
}

function detailOf(failure: SdkFailure, error: unknown): string {
  const problems = failure.problems?.map((problem) => problem.message).filter(Boolean);
  if (problems?.length) return problems.join("; ");
  return failure.message || failure.code || (typeof error === "string" ? error : "");
}
