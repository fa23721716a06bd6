/**
 * A call whose flow never writes the proof can only be answered-unproven: worth a line in preview, before somebody's phone
 * has rung for it. A warning and no more, since the proof may stand in a flow that is not the centre's.
 */
import * as pulumi from "@pulumi/pulumi";
import { Flow, type FlowContent, validateFlow } from "../flow";
import type { CenterVerificationArgs } from "./center-call-args";
import type { FlowPlan } from "./flow-args";
import type { FlowPlans } from "./flow-references";

const RULE = "advice/unreachable-proof";

/** Warns where none of the flows that a call can come through writes the proof that the call expects. */
export function warnOfMissingProof(
  path: string,
  { expect }: Pick<CenterVerificationArgs, "expect">,
  ways: readonly string[],
  plans: FlowPlans,
  resource: pulumi.Resource,
): void {
  if (pulumi.Output.isInstance(expect) || expect instanceof Promise) return;
  if (expect && (expect.outcome ?? "completed") !== "completed") return;
  const contents = ways.map((way) => contentOf(plans.get(way)));
  if (!contents.every((content) => content !== undefined && lacksProof(content))) return;
  void pulumi.log.warn(
    `${path}: no flow that the call runs copies ringcheck_nonce into ringcheck_proof, so the call cannot be "completed": ` +
      'end it with UpdateContactAttributes {"ringcheck_proof": "$.Attributes.ringcheck_nonce"}, or write down that an ' +
      'answer is enough: expect: { outcome: "answered-unproven" }.',
    resource,
  );
}

/** The content as far as it is known in the program; undefined where it is not. */
function contentOf({ source }: Partial<FlowPlan> = {}): FlowContent | string | undefined {
  if (source instanceof Flow) return source.toPreviewContent();
  return pulumi.Output.isInstance(source) || source instanceof Promise ? undefined : source;
}

function lacksProof(content: FlowContent | string): boolean {
  return validateFlow(content, { expectProof: true }).some(({ rule }) => rule === RULE);
}
