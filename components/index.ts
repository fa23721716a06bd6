/**
 * The public names of `ringcheck`, one by one.
 *
 * @module ringcheck
 */

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
} from "../verification";
export type { AfterCallArgs } from "./after-call";
export type {
  CalledNumber,
  CalledSelf,
  CenterCallArgs,
  CenterVerificationArgs,
  SelfCallArgs,
} from "./center-call-args";
export type { ContactCenterNodes } from "./center-nodes";
export { ContactCenter } from "./contact-center";
export type { ContactCenterArgs, ContactCenterTransforms } from "./contact-center-args";
export type { FlowArgs, NewFlow } from "./flow-args";
export type { FlowSource } from "./flow-check";
export type { HoursArgs, HoursOfDay, HoursSchedule, WeekOfHours } from "./hours";
export type { InstanceArgs, NewInstance } from "./instance";
export type { Existing, Tags } from "./part";
export type { ClaimedNumber, ExistingNumber, PhoneNumberArgs } from "./phone-number";
export type { NewQueue, QueueArgs } from "./queue";
export {
  type PermissionScope,
  type PolicyDocument,
  type PolicyStatement,
  requiredPermissions,
} from "./required-permissions";
export type { AnsweringNodes } from "./self-call";
export type { NamedTransform, Transform } from "./transform";
export type { ContactReferenceArgs, VerificationCallArgs } from "./verification-call";
export { VerificationCall } from "./verification-call";
