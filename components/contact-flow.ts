/** The flow that talks to the called person: ours, the user's own text byte for byte, or one that exists. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Flow } from "../flow";
import { checkedContent, type FlowSource } from "./flow-check";
import { type Existing, given, isExisting, type PartContext, partId } from "./part";
import { child } from "./transform";

/**
 * A {@link Flow}, flow-language JSON as text (sent byte for byte) or as an object, or a flow that exists.
 * A flow without ringcheck's proof at its end passes only with `expect: { outcome: "answered-unproven" }`.
 */
export type FlowArgs = FlowSource | Existing;

/** Creates or adopts the flow. `references` are the ids that a {@link Flow} may ask for by name. */
export function contactFlow(
  flow: FlowArgs,
  {
    name,
    instanceId,
    references,
    tags,
    transform,
    opts,
  }: PartContext<aws.connect.ContactFlowArgs> & { references: Record<string, pulumi.Input<string>> },
): aws.connect.ContactFlow {
  if (isExisting(flow)) {
    return aws.connect.ContactFlow.get(`${name}-flow`, partId(instanceId, flow.existing), undefined, opts);
  }
  const type = flow instanceof Flow ? flow.type : "CONTACT_FLOW";
  return child(
    aws.connect.ContactFlow,
    `${name}-flow`,
    given({
      instanceId,
      name,
      type,
      content: checkedContent(flow, { property: "flow", type, references, resource: opts.parent }),
      tags,
    }),
    transform,
    opts,
  );
}
