/** A flow or a flow module as a resource: created from its plan, with its references filled in, or adopted. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { existingPartId } from "./adopt";
import type { FlowPlan } from "./flow-args";
import { replacedText } from "./flow-args";
import { checkedContent, type FlowSource } from "./flow-check";
import { given, type PartContext } from "./part";
import { child } from "./transform";

/** What the creator of a flow needs besides. */
export interface FlowContext<Args> extends PartContext<Args> {
  /** Logical name of the child. */
  childName: string;
  /** Values for the references that the flow uses, and for no others: each is something that it has to wait for. */
  references: Record<string, pulumi.Input<string>>;
}

/** Creates or adopts a flow. */
export function contactFlow(
  plan: FlowPlan,
  context: FlowContext<aws.connect.ContactFlowArgs>,
): aws.connect.ContactFlow {
  const { name, childName, instanceId, tags, transform, opts } = context;
  if (plan.existing) {
    const id = existingPartId(plan.existing, "flow", instanceId, { property: plan.property, parent: opts.parent });
    return aws.connect.ContactFlow.get(childName, id, undefined, opts);
  }
  return child(
    aws.connect.ContactFlow,
    childName,
    given({
      instanceId,
      name: plan.name ?? name,
      description: plan.description,
      type: plan.type,
      content: contentOf(plan, context),
      tags,
    }),
    transform,
    opts,
  );
}

/** Creates or adopts a flow module. */
export function contactFlowModule(
  plan: FlowPlan,
  context: FlowContext<aws.connect.ContactFlowModuleArgs>,
): aws.connect.ContactFlowModule {
  const { name, childName, instanceId, tags, transform, opts } = context;
  if (plan.existing) {
    const id = existingPartId(plan.existing, "module", instanceId, { property: plan.property, parent: opts.parent });
    return aws.connect.ContactFlowModule.get(childName, id, undefined, opts);
  }
  const content = contentOf(plan, context);
  return child(
    aws.connect.ContactFlowModule,
    childName,
    given({ instanceId, name: plan.name ?? name, description: plan.description, content, tags }),
    transform,
    opts,
  );
}

function contentOf(plan: FlowPlan, { references, opts }: Pick<FlowContext<unknown>, "references" | "opts">) {
  const { property, type } = plan;
  const source = plan.replace ? replacedText(plan, references, opts.parent) : (plan.source as FlowSource);
  return checkedContent(source, { property, type, references, resource: opts.parent });
}
