/** What the other folders may use of verification, name by name. */

export { findPhoneNumberId } from "./aws-connect";
export { type VerifyOptions, verifyCall } from "./call";
export { type DestinationKind, kindOf, readAllowEntry } from "./destinations";
export { DISCONNECT_FAILURES, type Failure } from "./disconnect-failures";
export { disconnectFailure, REQUEST_FAILURES, requestFailure } from "./failures";
export {
  type AttemptRecord,
  type AttemptsPolicy,
  type AwsTarget,
  type ContactReference,
  type Evidence,
  EXPECTABLE_OUTCOMES,
  type Expectation,
  type ExpectedOutcome,
  type InboundLeg,
  type OutboundStrategy,
  type Outcome,
  type PreviousCall,
  type VerificationCallInputs,
  type VerificationCallState,
} from "./inputs";
export { VerificationError } from "./lifecycle";
export { maskPhoneNumber, maskText } from "./mask";
export { type NamedKind, namesOf } from "./names";
export { policyOf } from "./policy";
export type { CheckFailure, Properties, ProviderV1 } from "./protocol";
export { provider } from "./provider";
export { type QuotaUse, quotaUse } from "./quotas";
export { INPUT_RULES } from "./request-rules";
export { DEFAULT_SETTINGS, readSettings, type Settings } from "./settings";
export { validate } from "./validate";
export { judge, type Verdict } from "./verdict";
export { VERDICT_TABLE, type VerdictRow } from "./verdict-table";
export { warningsFor } from "./warnings";
