/** The flow that talks to the called person: ours, the user's own text byte for byte, or one that exists. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Flow, type FlowContent, writeFlow } from "../flow";
import { type Existing, given, isExisting, type PartContext, partId } from "./part";
import { child } from "./transform";

/**
 * A {@link Flow}, flow-language JSON as text (sent byte for byte) or as an object, or a flow that exists.
 * A flow without ringcheck's proof at its end passes only with `expect: { outcome: "answered-unproven" }`.
 */
export type FlowArgs = Flow | FlowContent | pulumi.Input<string> | Existing;

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
  return child(
    aws.connect.ContactFlow,
    `${name}-flow`,
    given({
      instanceId,
      name,
      type: flow instanceof Flow ? flow.type : "CONTACT_FLOW",
      content: contentOf(flow, references),
      tags,
    }),
    transform,
    opts,
  );
}

function contentOf(
  flow: Exclude<FlowArgs, Existing>,
  references: Record<string, pulumi.Input<string>>,
): pulumi.Input<string> {
  if (flow instanceof Flow) {
    return flow.references.length === 0
      ? flow.toString()
      : pulumi.output(references).apply((values) => flow.toString(values));
  }
  return isContent(flow) ? writeFlow(flow) : flow;
}

function isContent(flow: FlowContent | pulumi.Input<string>): flow is FlowContent {
  return typeof flow === "object" && "Actions" in flow;
}
