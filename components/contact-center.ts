/** ContactCenter: everything a first call needs, in one component, and the call itself. */
import type * as aws from "@pulumi/aws";
import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { AfterCallArgs } from "./after-call";
import { ArgumentCheck } from "./argument-check";
import { checkArgs } from "./center-args";
import { type ContactCenterNodes, createNodes } from "./center-nodes";
import { type CenterVerificationArgs, createVerifications, requireAllPassed } from "./center-verification";
import { keepAnswersOutOfDebugLog } from "./debug-log";
import type { FlowArgs } from "./flow-args";
import type { HoursArgs } from "./hours";
import type { InstanceArgs } from "./instance";
import { childOptions, isExisting, type Tags } from "./part";
import { type PhoneNumberArgs, readoptionLine } from "./phone-number";
import type { QueueArgs } from "./queue";
import { warnAboutQuotas } from "./quota-warnings";
import type { AnsweringNodes } from "./self-call";
import { assertSimulatorIsTheOnlyTarget } from "./simulator-guard";
import type { NamedTransform, Transform } from "./transform";
import type { VerificationCall, VerificationCallArgs } from "./verification-call";

export type { ContactCenterNodes } from "./center-nodes";

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
   * The queue whose outbound caller id is the centre's number; a new one, or `{ existing: idOrArnOrName }`.
   *
   * @default a new queue with the component's name
   */
  queue?: QueueArgs;
  /**
   * The centre's number: `{ claim: { countryCode, type, prefix } }` or `{ existing: idOrArnOrNumber }`. One claimed for
   * an instance that the component created is released with it. One claimed for an adopted instance is retained; see
   * {@link ContactCenter.phoneNumberReadoption}.
   *
   * @default none; then an adopted queue must bring a caller id, or no call can be placed
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

/**
 * An Amazon Connect contact centre that has placed a call before `pulumi up` is green.
 *
 * ```ts
 * const center = new ContactCenter("support", {
 *   instance: { alias: "acme-support-dev" },
 *   phoneNumber: { claim: { countryCode: "US" } },
 *   verification: { destinationPhoneNumber: config.requireSecret("destination") },
 * });
 * export const contactId = center.contactId;
 * ```
 */
export class ContactCenter extends pulumi.ComponentResource {
  /** The id of the instance. */
  readonly instanceId: pulumi.Output<string>;
  /** The ARN of the instance. */
  readonly instanceArn: pulumi.Output<string>;
  /** The id of the hours of operation. */
  readonly hoursOfOperationId: pulumi.Output<string>;
  /** The id of the queue. */
  readonly queueId: pulumi.Output<string>;
  /** The ARN of the queue. */
  readonly queueArn: pulumi.Output<string>;
  /** The id of the centre's own flow. */
  readonly contactFlowId: pulumi.Output<string>;
  /** The ids of the further flows, by name. */
  readonly contactFlowIds: pulumi.Output<Record<string, string>>;
  /** The ids of the flow modules, by name. */
  readonly contactFlowModuleIds: pulumi.Output<Record<string, string>>;
  /**
   * The centre's number, E.164. Absent where the centre has none. No run shows it unless the program exports it; in the
   * outputs of the number's resource it is a secret.
   */
  readonly phoneNumber: pulumi.Output<string | undefined>;
  /**
   * The line of a later program that takes the number back: a number claimed for an adopted instance stays when the
   * stack is destroyed. A program does not run at destroy, and destroy prints no outputs, so each `up` says the line;
   * export it, and `pulumi stack output` shows it until then.
   * Absent where the number is released with its instance, or there is none.
   *
   * @example phoneNumber: { existing: "11111111-2222-4333-8444-555555555555" }
   */
  readonly phoneNumberReadoption: pulumi.Output<string | undefined>;
  /** The id of the centre's number. An error where the centre has none. */
  get phoneNumberId(): pulumi.Output<string> {
    if (!this.nodes.phoneNumber) {
      throw new pulumi.RunError("phoneNumberId: this ContactCenter has no number; claim one or name an existing one.");
    }
    return this.nodes.phoneNumber.id;
  }
  /** The call, where one was asked for; the first of several. */
  readonly verification: VerificationCall | undefined;
  /** Every call by its name; one given as `verification` has that name. */
  readonly verifications: Record<string, VerificationCall>;
  /** What answers the calls with `selfCall`, by the call's name. */
  readonly answering: Record<string, AnsweringNodes>;
  /** The commands of `afterCall`, by the call's name. */
  readonly afterCalls: Record<string, command.local.Command>;
  /** The id of the verified contact, of the first of several calls. Absent where no call was asked for. */
  readonly contactId: pulumi.Output<string | undefined>;
  /** The resources themselves. */
  readonly nodes: ContactCenterNodes;

  constructor(name: string, args: ContactCenterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("ringcheck:index:ContactCenter", name, {}, opts);
    assertSimulatorIsTheOnlyTarget();
    keepAnswersOutOfDebugLog();
    const checked = checkArgs(new ArgumentCheck(this), args);
    const children = childOptions(this, opts);
    this.nodes = createNodes(name, checked, children);
    void warnAboutQuotas(args, this.nodes, this);
    const calls = createVerifications(name, { ...args, plans: checked.plans }, this.nodes, children);
    this.verifications = calls.verifications;
    this.answering = calls.answering;
    this.afterCalls = calls.afterCalls;
    this.verification = Object.values(this.verifications)[0];
    const { instance, hours, phoneNumber, queue, flow, flows, modules } = this.nodes;
    this.instanceId = instance.id;
    this.instanceArn = instance.arn;
    this.hoursOfOperationId = hours.hoursOfOperationId;
    this.queueId = queue.queueId;
    this.queueArn = queue.arn;
    this.contactFlowId = flow.contactFlowId;
    this.contactFlowIds = idsOf(flows, (each) => each.contactFlowId);
    this.contactFlowModuleIds = idsOf(modules, (each) => each.contactFlowModuleId);
    this.phoneNumber = pulumi.unsecret(pulumi.output(phoneNumber?.phoneNumber));
    this.phoneNumberReadoption = pulumi.output(this.outlivingNumber(args, opts));
    this.contactId = pulumi.output(this.verification?.contactId);
    this.registerOutputs(this.ownOutputs());
  }

  private ownOutputs(): Record<string, pulumi.Output<unknown>> {
    return {
      instanceId: this.instanceId,
      instanceArn: this.instanceArn,
      hoursOfOperationId: this.hoursOfOperationId,
      queueId: this.queueId,
      queueArn: this.queueArn,
      contactFlowId: this.contactFlowId,
      contactFlowIds: this.contactFlowIds,
      contactFlowModuleIds: this.contactFlowModuleIds,
      phoneNumber: pulumi.secret(this.phoneNumber),
      phoneNumberReadoption: this.phoneNumberReadoption,
      contactId: this.contactId,
    };
  }

  /** Says how a number that stays can be taken back, while a program still runs that can say it. */
  private outlivingNumber(
    { instance, phoneNumber }: ContactCenterArgs,
    { retainOnDelete = isExisting(instance) }: pulumi.ResourceOptions,
  ): pulumi.Output<string> | undefined {
    const number = this.nodes.phoneNumber;
    if (!number || !phoneNumber || isExisting(phoneNumber) || !retainOnDelete) return undefined;
    return readoptionLine(number).apply((line) => {
      if (!pulumi.runtime.isDryRun()) {
        void pulumi.log.info(`The number stays when this is destroyed. To take it back later: ${line}`, this);
      }
      return line;
    });
  }

  /**
   * The ContactId for what must not happen before the call has passed: an error instead where it has not. Of several
   * calls all must have passed, and the ContactId is that of the first.
   *
   * @throws {pulumi.RunError} at once where no verification was asked for
   */
  requirePassed(): pulumi.Output<string> {
    return requireAllPassed(this.verifications);
  }
}

function idsOf<Child>(
  children: Readonly<Record<string, Child>>,
  idOf: (child: Child) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
  return pulumi.output(Object.fromEntries(Object.entries(children).map(([key, child]) => [key, idOf(child)])));
}
