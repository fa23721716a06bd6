/** What a user may say about a centre: one argument for each part of it. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AfterCallArgs } from "./after-call";
import type { CenterVerificationArgs } from "./center-call-args";
import type { FlowArgs } from "./flow-args";
import type { HoursArgs } from "./hours";
import type { InstanceArgs } from "./instance";
import type { Tags } from "./part";
import type { PhoneNumberArgs } from "./phone-number";
import type { QueueArgs } from "./queue";
import type { NamedTransform, Transform } from "./transform";
import type { VerificationCallArgs } from "./verification-call";

/** Arguments of a {@link ContactCenter}. What is wrong with them is told in preview, all at once. */
export interface ContactCenterArgs {
  /** The Connect instance: a new one by its alias, or `{ existing: idOrArnOrAlias }`. */
  instance: InstanceArgs;
  /**
   * When the centre is open: every minute of the week, a week in words, Connect's own `{ timeZone, config }`, or
   * `{ existing: idOrArnOrName }`. A verification call is not held back by them; a flow of your own may ask for them.
   *
   * @example { timeZone: "Europe/Berlin", weekdays: "09:00-17:30", saturday: ["10:00-12:00", "13:00-14:00"] }
   * @default `"24x7"`
   */
  hours?: HoursArgs;
  /**
   * The queue whose outbound caller id is shown: a new one with the centre's number, or `{ existing: idOrArnOrName }`. An
   * adopted queue keeps its own caller id and its own hours: name those in `hours: { existing }` too, so that a change of
   * them places a new call.
   *
   * @default a new queue with the component's name
   */
  queue?: QueueArgs;
  /**
   * The centre's number: `{ claim: { countryCode, type, prefix } }` or `{ existing: idOrArnOrNumber }`. One claimed for
   * an instance that the component created is released with it. One claimed for an adopted instance is retained; see
   * {@link ContactCenter.phoneNumberReadoption}.
   *
   * @default none; a new queue then has no caller id, and a call needs a `sourcePhoneNumber`
   */
  phoneNumber?: PhoneNumberArgs;
  /**
   * The flow that the call runs.
   *
   * @default the ready-made verification flow, which greets and leaves the proof
   */
  flow?: FlowArgs;
  /**
   * Further flows, by name. Flows refer to each other and to the centre's other parts by reference instead of by copied
   * ARN, and are created in the order that this asks for; a circle is refused in preview.
   *
   * - `ref("flow")`, `ref("flow:NAME")`, `ref("module:NAME")`: ARNs of the centre's flows and modules
   * - `ref("queue")`, `ref("hours")`, `ref("instance")`: ARNs; `ref("phoneNumber")`: the number itself
   * - `ref("NAME")`: what `references` gives for the name
   *
   * @example { menu: { file: "menu.json", replace: { "arn:aws:connect:…:queue/…": ref("queue") } } }
   * @default none
   */
  flows?: Record<string, FlowArgs>;
  /** Flow modules, by name; `defineFlowModule`, or exported JSON. See `flows`. @default none */
  modules?: Record<string, FlowArgs>;
  /**
   * Ids and ARNs of anything else that the flows refer to: prompts, Lambda functions, Lex bots.
   *
   * @example { greeting: prompt.arn, lookUp: lambda.arn }
   * @default none
   */
  references?: Record<string, pulumi.Input<string>>;
  /**
   * The verification call.
   *
   * @default none: without a destination nobody is called
   */
  verification?: CenterVerificationArgs;
  /**
   * Several calls, each a resource of its own (`NAME-verification-KEY`), instead of `verification`.
   *
   * @example `{ us: { destinationPhoneNumber: us }, uk: { destinationPhoneNumber: uk, onFailure: "warn" } }`
   * @default none
   */
  verifications?: Record<string, CenterVerificationArgs>;
  /**
   * A command that runs after each new call, with the evidence in its environment; one resource for each call.
   *
   * @example { command: "./announce.sh" }
   * @default none
   */
  afterCall?: AfterCallArgs;
  /**
   * Tags for every child that takes them; the binding of a number to a flow does not.
   *
   * @default none
   */
  tags?: Tags;
  /** For single arguments that the component does not offer: one function per child. @default none */
  transform?: ContactCenterTransforms;
}

/** One function per child; flows and modules by name, or one function that is told the name. */
export interface ContactCenterTransforms {
  /** The instance. @default as it is */
  instance?: Transform<aws.connect.InstanceArgs>;
  /** The hours of operation. @default as they are */
  hours?: Transform<aws.connect.HoursOfOperationArgs>;
  /** The queue. @default as it is */
  queue?: Transform<aws.connect.QueueArgs>;
  /** The number. @default as it is */
  phoneNumber?: Transform<aws.connect.PhoneNumberArgs>;
  /** What binds the number to its inbound flow. @default as it is */
  inboundFlow?: Transform<aws.connect.PhoneNumberContactFlowAssociationArgs>;
  /** The centre's own flow. @default as it is */
  flow?: Transform<aws.connect.ContactFlowArgs>;
  /** The further flows. @default as they are */
  flows?: NamedTransform<aws.connect.ContactFlowArgs>;
  /** The flow modules. @default as they are */
  modules?: NamedTransform<aws.connect.ContactFlowModuleArgs>;
  /** Each call. @default as it is */
  verification?: Transform<VerificationCallArgs>;
  /** The second number of `selfCall`. @default as it is */
  answeringNumber?: Transform<aws.connect.PhoneNumberArgs>;
  /** The flow that answers `selfCall`. @default as it is */
  answeringFlow?: Transform<aws.connect.ContactFlowArgs>;
  /** What binds the second number to that flow. @default as it is */
  answeringBinding?: Transform<aws.connect.PhoneNumberContactFlowAssociationArgs>;
}
