/** ContactCenter: everything a first call needs, in one component, and the call itself. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { greetAndProve } from "../flow";
import { type CenterVerificationArgs, createVerifications, requireAllPassed } from "./center-verification";
import { contactFlow, type FlowArgs } from "./contact-flow";
import { type HoursArgs, hoursOfOperation } from "./hours";
import { connectInstance, type InstanceArgs } from "./instance";
import { isExisting } from "./part";
import { type PhoneNumberArgs, phoneNumber } from "./phone-number";
import { type QueueArgs, queue } from "./queue";
import { assertSimulatorIsTheOnlyTarget } from "./simulator-guard";
import type { Transform } from "./transform";
import type { VerificationCall, VerificationCallArgs } from "./verification-call";

/** Arguments of a {@link ContactCenter}. */
export interface ContactCenterArgs {
  /** The Connect instance: a new one by its alias, or `{ existing: idOrArn }`. */
  instance: InstanceArgs;
  /**
   * When the centre is open: every minute of the week, `{ timeZone, config }`, or `{ existing }`.
   *
   * @default `"24x7"`
   */
  hours?: HoursArgs;
  /**
   * The queue whose outbound caller id is the centre's number.
   *
   * @default a new queue with the component's name
   */
  queue?: QueueArgs;
  /**
   * The centre's number: `{ claim: { countryCode, type, prefix } }` or `{ existing }`.
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
   * Tags for every child that takes them.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** For single arguments that the component does not offer: one function per child. */
  transform?: {
    instance?: Transform<aws.connect.InstanceArgs>;
    hours?: Transform<aws.connect.HoursOfOperationArgs>;
    queue?: Transform<aws.connect.QueueArgs>;
    phoneNumber?: Transform<aws.connect.PhoneNumberArgs>;
    flow?: Transform<aws.connect.ContactFlowArgs>;
    verification?: Transform<VerificationCallArgs>;
  };
}

/** The children of a {@link ContactCenter}, for what its own outputs do not offer. */
export interface ContactCenterNodes {
  instance: aws.connect.Instance;
  hours: aws.connect.HoursOfOperation;
  phoneNumber: aws.connect.PhoneNumber | undefined;
  queue: aws.connect.Queue;
  flow: aws.connect.ContactFlow;
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
  readonly instanceId: pulumi.Output<string>;
  readonly instanceArn: pulumi.Output<string>;
  readonly hoursOfOperationId: pulumi.Output<string>;
  readonly queueId: pulumi.Output<string>;
  readonly contactFlowId: pulumi.Output<string>;
  /** The centre's number, E.164. Absent where the centre has none. */
  readonly phoneNumber: pulumi.Output<string | undefined>;
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
  /** The id of the verified contact, of the first of several calls. Absent where no call was asked for. */
  readonly contactId: pulumi.Output<string | undefined>;
  /** The resources themselves. */
  readonly nodes: ContactCenterNodes;

  constructor(name: string, args: ContactCenterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("ringcheck:index:ContactCenter", name, {}, opts);
    assertSimulatorIsTheOnlyTarget();
    this.nodes = createNodes(name, args, this);
    this.verifications = createVerifications(name, args, this.nodes, this);
    this.verification = Object.values(this.verifications)[0];
    this.instanceId = this.nodes.instance.id;
    this.instanceArn = this.nodes.instance.arn;
    this.hoursOfOperationId = this.nodes.hours.hoursOfOperationId;
    this.queueId = this.nodes.queue.queueId;
    this.contactFlowId = this.nodes.flow.contactFlowId;
    this.phoneNumber = pulumi.output(this.nodes.phoneNumber?.phoneNumber);
    this.contactId = pulumi.output(this.verification?.contactId);
    this.registerOutputs({
      instanceId: this.instanceId,
      instanceArn: this.instanceArn,
      hoursOfOperationId: this.hoursOfOperationId,
      queueId: this.queueId,
      contactFlowId: this.contactFlowId,
      phoneNumber: this.phoneNumber,
      contactId: this.contactId,
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

function createNodes(name: string, args: ContactCenterArgs, parent: ContactCenter): ContactCenterNodes {
  const { tags, transform = {} } = args;
  const opts = { parent };
  const instance = connectInstance(args.instance, { name, tags, transform: transform.instance, opts });
  const part = { name, instanceId: instance.id, tags, opts };
  const hours = hoursOfOperation(args.hours ?? "24x7", { ...part, transform: transform.hours });
  const number = args.phoneNumber
    ? phoneNumber(args.phoneNumber, {
        ...part,
        instanceArn: instance.arn,
        instanceIsAdopted: isExisting(args.instance),
        transform: transform.phoneNumber,
      })
    : undefined;
  const centreQueue = queue(args.queue ?? {}, {
    ...part,
    hoursOfOperationId: hours.hoursOfOperationId,
    callerIdNumberId: number?.id,
    transform: transform.queue,
  });
  const flow = contactFlow(args.flow ?? greetAndProve(), {
    ...part,
    references: { queue: centreQueue.arn, hours: hours.arn },
    transform: transform.flow,
  });
  return { instance, hours, phoneNumber: number, queue: centreQueue, flow };
}
