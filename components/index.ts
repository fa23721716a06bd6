/** The public names of `ringcheck`, one by one. */

export type { CenterVerificationArgs } from "./center-verification";
export type { ContactCenterArgs, ContactCenterNodes } from "./contact-center";
export { ContactCenter } from "./contact-center";
export type { FlowArgs } from "./contact-flow";
export type { HoursArgs, HoursSchedule } from "./hours";
export type { InstanceArgs, NewInstance } from "./instance";
export type { Existing } from "./part";
export type { ClaimedNumber, PhoneNumberArgs } from "./phone-number";
export type { NewQueue, QueueArgs } from "./queue";
export type { Transform } from "./transform";
export type { VerificationCallArgs } from "./verification-call";
export { VerificationCall } from "./verification-call";
