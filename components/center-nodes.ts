/**
 * Creates the children of a centre in the order in which they need each other: a flow may refer to the queue, and the
 * queue to a flow, so each part is made when it is first asked for. That there is no circle was checked before.
 */
import type * as aws from "@pulumi/aws";
import { connect } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { existingPartId, idIn } from "./adopt";
import type { ContactCenterArgs, ContactCenterTransforms } from "./contact-center-args";
import { contactFlow, contactFlowModule } from "./contact-flow";
import type { FlowPlan } from "./flow-args";
import { type FlowPlans, OWN_FLOW, referenceTo } from "./flow-references";
import { type HoursSchedule, hoursOfOperation } from "./hours";
import { connectInstance } from "./instance";
import { type Existing, isExisting, type PartContext } from "./part";
import { phoneNumber } from "./phone-number";
import { queue } from "./queue";
import { child, transformOf } from "./transform";

/** The children of a centre, for what its own outputs do not offer. */
export interface ContactCenterNodes {
  /** The instance. */
  instance: aws.connect.Instance;
  /** The hours of operation. */
  hours: aws.connect.HoursOfOperation;
  /** The number, where the centre has one. */
  phoneNumber: aws.connect.PhoneNumber | undefined;
  /** The queue. */
  queue: aws.connect.Queue;
  /** The centre's own flow. */
  flow: aws.connect.ContactFlow;
  /** The further flows, by name. */
  flows: Readonly<Record<string, aws.connect.ContactFlow>>;
  /** The flow modules, by name. */
  modules: Readonly<Record<string, aws.connect.ContactFlowModule>>;
  /** What binds the number to its inbound flow, where one was asked for. */
  inboundFlow: aws.connect.PhoneNumberContactFlowAssociation | undefined;
}

/** The arguments of a centre as they are once they have been checked. */
export type CheckedArgs = Omit<ContactCenterArgs, "hours"> & { hours: HoursSchedule | Existing; plans: FlowPlans };

/** Every child, one by one. */
export function childrenOf({ flows, modules, ...single }: ContactCenterNodes): pulumi.Resource[] {
  const all: (pulumi.Resource | undefined)[] = [
    ...Object.values(single),
    ...Object.values(flows),
    ...Object.values(modules),
  ];
  return all.filter((node) => node !== undefined);
}

/** Creates or adopts them. */
export function createNodes(name: string, args: CheckedArgs, opts: PartContext<never>["opts"]): ContactCenterNodes {
  const transforms: ContactCenterTransforms = args.transform ?? {};
  const { tags } = args;
  const instance = connectInstance(args.instance, { name, tags, transform: transforms.instance, opts });
  const part = { name, instanceId: instance.id, tags, opts };
  const hours = hoursOfOperation(args.hours, { ...part, transform: transforms.hours });
  const number =
    args.phoneNumber &&
    phoneNumber(args.phoneNumber, {
      ...part,
      instanceArn: instance.arn,
      instanceIsAdopted: isExisting(args.instance),
      lookUpAs: (args.verification ?? Object.values(args.verifications ?? {})[0])?.aws,
      transform: transforms.phoneNumber,
    });
  const rest = new FlowsAndQueue(args, { part, transforms, instance, hours, phoneNumber: number });
  const queueNode = rest.queue();
  const made = rest.all();
  return { instance, hours, phoneNumber: number, queue: queueNode, ...made, inboundFlow: rest.inboundFlow() };
}

interface Surroundings extends Pick<ContactCenterNodes, "instance" | "hours" | "phoneNumber"> {
  part: {
    name: string;
    instanceId: pulumi.Input<string>;
    tags: CheckedArgs["tags"];
    opts: { parent: pulumi.Resource };
  };
  transforms: ContactCenterTransforms;
}

type AnyFlow = aws.connect.ContactFlow | aws.connect.ContactFlowModule;

/** The flows, the modules and the queue, each made once, when it is first asked for. */
class FlowsAndQueue {
  private readonly made = new Map<string, AnyFlow>();
  private queueNode: aws.connect.Queue | undefined;

  constructor(
    private readonly args: CheckedArgs,
    private readonly around: Surroundings,
  ) {}

  queue(): aws.connect.Queue {
    const { part, transforms, hours, phoneNumber: number } = this.around;
    const queueArgs = this.args.queue ?? {};
    this.queueNode ??= queue(queueArgs, {
      ...part,
      hoursOfOperationId: hours.hoursOfOperationId,
      callerIdNumberId: number?.id,
      outboundFlowId: isExisting(queueArgs) ? undefined : this.flowId("queue.outboundFlow", queueArgs.outboundFlow),
      transform: transforms.queue,
    });
    return this.queueNode;
  }

  all(): Pick<ContactCenterNodes, "flow" | "flows" | "modules"> {
    const named = (kind: string) =>
      [...this.args.plans.keys()]
        .filter((reference) => reference.startsWith(`${kind}:`))
        .map((reference) => [reference.slice(kind.length + 1), this.flow(reference)] as const);
    return {
      flow: this.flow(OWN_FLOW) as aws.connect.ContactFlow,
      flows: Object.fromEntries(named("flow")) as ContactCenterNodes["flows"],
      modules: Object.fromEntries(named("module")) as ContactCenterNodes["modules"],
    };
  }

  inboundFlow(): ContactCenterNodes["inboundFlow"] {
    const { part, transforms, phoneNumber: number } = this.around;
    const contactFlowId = this.flowId("phoneNumber.inboundFlow", this.args.phoneNumber?.inboundFlow);
    if (!number || contactFlowId === undefined) return undefined;
    const binding = { instanceId: part.instanceId, phoneNumberId: number.id, contactFlowId };
    const Type = connect.PhoneNumberContactFlowAssociation;
    return child(Type, `${part.name}-inbound-flow`, binding, transforms.inboundFlow, part.opts);
  }

  /** The id behind what names a flow: one of the centre's by name, one that exists, or an id or ARN. */
  private flowId(
    property: string,
    flow: pulumi.Input<string> | Existing | undefined,
  ): pulumi.Input<string> | undefined {
    if (flow === undefined) return undefined;
    const { instanceId, opts } = this.around.part;
    if (isExisting(flow)) {
      const id = existingPartId(flow, "flow", instanceId, { property, parent: opts.parent });
      return id.apply((both) => both.slice(both.indexOf(":") + 1));
    }
    if (typeof flow !== "string") return pulumi.output(flow).apply(idIn);
    const reference = referenceTo(flow);
    return this.args.plans.has(reference)
      ? (this.flow(reference) as aws.connect.ContactFlow).contactFlowId
      : idIn(flow);
  }

  private flow(reference: string): AnyFlow {
    const before = this.made.get(reference);
    if (before) return before;
    const flow = this.create(this.args.plans.get(reference) as FlowPlan);
    this.made.set(reference, flow);
    return flow;
  }

  private create(plan: FlowPlan): AnyFlow {
    const { part, transforms } = this.around;
    const references = Object.fromEntries(plan.uses.map((name) => [name, this.valueOf(name)]));
    const context = { ...part, references };
    if (plan.reference === OWN_FLOW) {
      return contactFlow(plan, { ...context, childName: `${part.name}-flow`, transform: transforms.flow });
    }
    const [kind, key = ""] = plan.reference.split(/:(.*)/s);
    const named = { ...context, name: `${part.name}-${key}`, childName: `${part.name}-${kind}-${key}` };
    return kind === "module"
      ? contactFlowModule(plan, { ...named, transform: transformOf(transforms.modules, key) })
      : contactFlow(plan, { ...named, transform: transformOf(transforms.flows, key) });
  }

  /** What stands for a reference in a flow: an ARN, but of the phone number the number itself, which is what flows take. */
  private valueOf(name: string): pulumi.Input<string> {
    const { instance, hours, phoneNumber: number } = this.around;
    if (name === "instance") return instance.arn;
    if (name === "hours") return hours.arn;
    if (name === "queue") return this.queue().arn;
    if (name === "phoneNumber" && number) return number.phoneNumber;
    if (this.args.plans.has(name)) return this.flow(name).arn;
    return this.args.references?.[name] as pulumi.Input<string>;
  }
}
