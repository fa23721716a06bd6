/** ContactCenter: everything a first call needs, in one component, and the call itself. */
import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentCheck } from "./argument-check";
import { checkArgs } from "./center-check";
import { type ContactCenterNodes, createNodes } from "./center-nodes";
import { createVerifications, requireAllPassed } from "./center-verification";
import type { ContactCenterArgs } from "./contact-center-args";
import { adoptedParts, warnAboutCosts } from "./cost-warnings";
import { keepAnswersOutOfDebugLog } from "./debug-log";
import { childOptions, isExisting } from "./part";
import { readoptionLine } from "./phone-number";
import { warnAboutQuotas } from "./quota-warnings";
import type { AnsweringNodes } from "./self-call";
import { assertSimulatorIsTheOnlyTarget } from "./simulator-guard";
import type { VerificationCall } from "./verification-call";

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
    void warnAboutCosts({ name, args, nodes: this.nodes }, this);
    const calls = createVerifications(name, checked, this.nodes, children);
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
    this.registerOutputs({ ...this.ownOutputs(), adopted: adoptedParts(args) });
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
