/** What the other folders may use of verification, name by name. */

export { findPhoneNumberId } from "./aws-connect";
export { verifyCall } from "./call";
export { requestFailure } from "./failures";
export {
  type AttemptRecord,
  type AwsTarget,
  type ContactReference,
  EXPECTABLE_OUTCOMES,
  type Expectation,
  type ExpectedOutcome,
  type InboundLeg,
  type OutboundStrategy,
  type Outcome,
  type PreviousCall,
  type VerificationCallInputs,
} from "./inputs";
export { maskText } from "./mask";
export { type NamedKind, namesOf } from "./names";
export type { CheckFailure, Properties, ProviderV1 } from "./protocol";
export { type QuotaUse, quotaUse } from "./quotas";
export { INPUT_RULES } from "./request-rules";
export { warningsFor } from "./warnings";
