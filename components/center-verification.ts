/** The call of a centre: what it is asked for, and what a change of the centre means for it. */
import * as pulumi from "@pulumi/pulumi";
import { readFlow, writeBehavior } from "../flow";
import type { ContactCenterArgs, ContactCenterNodes } from "./contact-center";
import { triggersOf } from "./triggers";
import { VerificationCall, type VerificationCallArgs } from "./verification-call";

/** The call of a {@link ContactCenter}: a {@link VerificationCallArgs} without what the component knows itself. */
export type CenterVerificationArgs = Omit<VerificationCallArgs, "instanceId" | "contactFlowId" | "queueId">;

/** Places the call that was asked for, once everything that it depends on is there. */
export function createVerification(
  name: string,
  args: ContactCenterArgs,
  nodes: ContactCenterNodes,
  parent: pulumi.Resource,
): VerificationCall | undefined {
  if (!args.verification) {
    return undefined;
  }
  const call: VerificationCallArgs = {
    ...args.verification,
    instanceId: nodes.instance.arn,
    contactFlowId: nodes.flow.contactFlowId,
    queueId: nodes.queue.queueId,
    triggers: withTriggers(args.verification.triggers, triggersOf(whatTheCallDependsOn(nodes))),
  };
  return new VerificationCall(`${name}-verification`, args.transform?.verification?.(call) ?? call, {
    parent,
    dependsOn: Object.values(nodes).filter((node) => node !== undefined),
  });
}

// Ours win: a trigger of the user's that is called `flow` must not hide a changed flow. Merged key by key where that can be done: inside one Output, one unknown hash would hide the names of all others.
function withTriggers(
  own: VerificationCallArgs["triggers"],
  ours: Record<string, pulumi.Output<string>>,
): VerificationCallArgs["triggers"] {
  if (pulumi.Output.isInstance(own) || own instanceof Promise) {
    return pulumi.all([pulumi.output(own), pulumi.output(ours)]).apply(([mine, theirs]) => ({ ...mine, ...theirs }));
  }
  return { ...own, ...ours };
}

function whatTheCallDependsOn({ instance, hours, phoneNumber: number, queue: centreQueue, flow }: ContactCenterNodes) {
  return {
    flow: pulumi.output(flow.content).apply(behaviorOf),
    callerId: centreQueue.outboundCallerConfig,
    queueStatus: centreQueue.status,
    hours: { timeZone: hours.timeZone, configs: hours.configs },
    phoneNumber: number?.phoneNumber,
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

// Where the editor draws the blocks is part of the text and not of what a caller hears: moving one calls nobody.
function behaviorOf(content: string | undefined): string | undefined {
  try {
    return content && writeBehavior(readFlow(content));
  } catch {
    return content;
  }
}
