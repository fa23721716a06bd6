/** The calls of a centre: what each is asked for, and what a change of the centre means for it. */
import * as pulumi from "@pulumi/pulumi";
import { type ContactCenterNodes, childrenOf } from "./center-nodes";
import { whatTheCallDependsOn } from "./center-triggers";
import type { ContactCenterArgs } from "./contact-center";
import { triggersOf } from "./triggers";
import { VerificationCall, type VerificationCallArgs } from "./verification-call";

/** One call of a {@link ContactCenter}: a {@link VerificationCallArgs} without what the component knows itself. */
export interface CenterVerificationArgs extends Omit<VerificationCallArgs, "instanceId" | "contactFlowId" | "queueId"> {
  /**
   * Which of the centre's `flows` the call runs, by its name there.
   *
   * @default the centre's main flow
   */
  flow?: string;
}

/** The key in {@link ContactCenter.verifications} of a call that was given as `verification`. */
const ONLY_ONE = "verification";

/** A key becomes part of a logical name, which people type after `--target`. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Places the calls that were asked for, once everything that they depend on is there. In the order of the arguments.
 *
 * @throws {pulumi.InputPropertiesError} naming every argument that cannot be
 */
export function createVerifications(
  name: string,
  args: ContactCenterArgs,
  nodes: ContactCenterNodes,
  parent: pulumi.Resource,
): Record<string, VerificationCall> {
  return Object.fromEntries(
    wantedCalls(args, nodes).map(({ key, path, wanted }) => {
      const child = key === ONLY_ONE && path === ONLY_ONE ? `${name}-verification` : `${name}-verification-${key}`;
      return [key, createCall(child, wanted, args, nodes, parent)];
    }),
  );
}

/** The ContactId of the first of several calls, or one error that names every call that has not passed. */
export function requireAllPassed(calls: Record<string, VerificationCall>): pulumi.Output<string> {
  const [only, ...others] = Object.values(calls);
  if (!only) {
    throw new pulumi.RunError("requirePassed: this ContactCenter has no verification; give it a destination to call.");
  }
  if (others.length === 0) {
    return only.requirePassed();
  }
  const verdicts = Object.entries(calls).map(([key, { passed, reasons }]) => ({ key, passed, reasons }));
  return pulumi.all([pulumi.output(verdicts), only.contactId]).apply(([known, contactId]) => {
    const red = known.filter(({ passed }) => !passed);
    if (red.length > 0) {
      const sentences = red.map(({ key, reasons }) => `${key}: ${reasons?.[0] ?? "has not passed"}`);
      throw new pulumi.RunError(sentences.join("; "));
    }
    return contactId;
  });
}

interface WantedCall {
  key: string;
  /** The argument, as an error names it. */
  path: string;
  wanted: CenterVerificationArgs;
}

function wantedCalls({ verification, verifications }: ContactCenterArgs, nodes: ContactCenterNodes): WantedCall[] {
  const calls: WantedCall[] = [
    ...(verification ? [{ key: ONLY_ONE, path: ONLY_ONE, wanted: verification }] : []),
    ...Object.entries(verifications ?? {}).map(([key, wanted]) => ({ key, path: `verifications.${key}`, wanted })),
  ];
  const errors = calls.flatMap((call) => problemsOf(call, nodes));
  if (verification && verifications) {
    const reason = "verification and verifications are both given; move the one call into verifications under a name";
    errors.unshift({ propertyPath: "verifications", reason });
  }
  if (errors.length > 0) {
    throw new pulumi.InputPropertiesError({ message: "ContactCenter: the verification cannot be", errors });
  }
  return calls;
}

function problemsOf({ key, path, wanted }: WantedCall, nodes: ContactCenterNodes): pulumi.InputPropertyErrorDetails[] {
  const problems: pulumi.InputPropertyErrorDetails[] = [];
  if (!KEY.test(key)) {
    const reason = "the name of a call has 1–64 letters, digits, dots, hyphens and underscores; rename it";
    problems.push({ propertyPath: path, reason });
  }
  if (wanted.flow !== undefined && !nodes.flows[wanted.flow]) {
    const names = Object.keys(nodes.flows).join(", ");
    const reason = `there is no flow "${wanted.flow}" in flows (${names || "none is given"}); name one, or leave it out`;
    problems.push({ propertyPath: `${path}.flow`, reason });
  }
  return problems;
}

function createCall(
  child: string,
  { flow, ...wanted }: CenterVerificationArgs,
  args: ContactCenterArgs,
  nodes: ContactCenterNodes,
  parent: pulumi.Resource,
): VerificationCall {
  const called = flow === undefined ? nodes.flow : (nodes.flows[flow] ?? nodes.flow);
  const call: VerificationCallArgs = {
    ...wanted,
    instanceId: nodes.instance.arn,
    contactFlowId: called.contactFlowId,
    queueId: nodes.queue.queueId,
    triggers: withTriggers(wanted.triggers, triggersOf(whatTheCallDependsOn(args, nodes, flow))),
  };
  return new VerificationCall(child, args.transform?.verification?.(call) ?? call, {
    parent,
    dependsOn: childrenOf(nodes),
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
