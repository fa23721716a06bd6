/**
 * What a centre's call depends on besides its request, by name. These change in place, with the same ids, so a hash of
 * each is handed to the call: a changed centre is called again. Tags, names and descriptions are not among them.
 */
import * as pulumi from "@pulumi/pulumi";
import { readFlow, writeBehavior } from "../flow";
import type { ContactCenterNodes } from "./center-nodes";
import { type FlowPlans, OWN_FLOW, reachableFrom, referenceTo } from "./flow-references";

/**
 * One entry for each thing that a call depends on: `flow` is the flow that the call runs, `flow:NAME` and `module:NAME`
 * are those that it can come through from there.
 *
 * @param runs the name of the flow that the call runs, among `flows`; the centre's own when it is not given
 */
export function whatTheCallDependsOn(
  plans: FlowPlans,
  nodes: ContactCenterNodes,
  runs?: string,
): Record<string, unknown> {
  const { instance, hours, phoneNumber: number, queue } = nodes;
  const [start = OWN_FLOW, ...further] = reachableFrom(referenceTo(runs), plans);
  return {
    flow: behavior(start, nodes),
    ...Object.fromEntries(further.map((name) => [name === OWN_FLOW ? "flow:flow" : name, behavior(name, nodes)])),
    callerId: queue.outboundCallerConfig,
    queueStatus: queue.status,
    hours: { timeZone: hours.timeZone, configs: hours.configs },
    // Only its hash is shown.
    phoneNumber: number && pulumi.unsecret(number.phoneNumber),
    instanceAttributes: {
      inboundCalls: instance.inboundCallsEnabled,
      outboundCalls: instance.outboundCallsEnabled,
      flowLogs: instance.contactFlowLogsEnabled,
      contactLens: instance.contactLensEnabled,
      bestVoices: instance.autoResolveBestVoicesEnabled,
      earlyMedia: instance.earlyMediaEnabled,
      multiParty: instance.multiPartyConferenceEnabled,
    },
  };
}

/** What a flow or module does, by the name that flows refer to it by. */
export function behavior(
  reference: string,
  { flow, flows, modules }: ContactCenterNodes,
): pulumi.Output<string | undefined> {
  const [kind, name = ""] = reference.split(/:(.*)/s);
  const node = kind === "module" ? modules[name] : reference === OWN_FLOW ? flow : flows[name];
  return pulumi.output(node?.content).apply(behaviorOf);
}

// Where the editor draws the blocks is part of the text and not of what a caller hears: moving one calls nobody.
export function behaviorOf(content: string | undefined): string | undefined {
  try {
    return content && writeBehavior(readFlow(content));
  } catch {
    return content;
  }
}
