/** The calls of a centre: what each is asked for, and what a change of the centre means for it. */
import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { createAfterCall, warnOfIdleCommand } from "./after-call";
import { warnOfMissingCallerId } from "./caller-id-warning";
import type { CalledSelf, CenterVerificationArgs } from "./center-call-args";
import { ONLY_ONE, wantedCalls } from "./center-call-check";
import { type ContactCenterNodes, childrenOf } from "./center-nodes";
import { behavior, behaviorOf, whatTheCallDependsOn } from "./center-triggers";
import type { ContactCenterArgs } from "./contact-center-args";
import { type FlowPlans, reachableFrom, referenceTo } from "./flow-references";
import type { PartContext } from "./part";
import { withoutStack } from "./plain-error";
import { warnOfMissingProof } from "./proof-warning";
import { type AnsweringNodes, createAnsweringSide } from "./self-call";
import { transformed } from "./transform";
import { triggersOf } from "./triggers";
import { VerificationCall, type VerificationCallArgs } from "./verification-call";

/** The calls of a centre by their names, what answers those to itself, and what runs after each. */
export interface CenterCalls {
  verifications: Record<string, VerificationCall>;
  answering: Record<string, AnsweringNodes>;
  afterCalls: Record<string, command.local.Command>;
}

/** A centre's arguments, with its flows read. */
type CentreArgs = ContactCenterArgs & { plans: FlowPlans };

/** Places the calls that were asked for, once everything that they depend on is there. In the order of the arguments. */
export function createVerifications(
  name: string,
  args: CentreArgs,
  nodes: ContactCenterNodes,
  opts: PartContext<never>["opts"],
): CenterCalls {
  const { parent } = opts;
  const calls: CenterCalls = { verifications: {}, answering: {}, afterCalls: {} };
  const sides = new AnsweringSides(name, args, nodes, opts);
  const wantedOnes = wantedCalls(args);
  if (args.afterCall && wantedOnes.length === 0) warnOfIdleCommand(parent);
  for (const { key, path, wanted } of wantedOnes) {
    const ending = path === ONLY_ONE ? "" : `-${key}`;
    const child = `${name}-verification${ending}`;
    const side = wanted.selfCall && sides.of(child, wanted.selfCall);
    if (side) calls.answering[key] = side;
    const ways = reachableFrom(referenceTo(wanted.flow), args.plans);
    warnOfMissingProof(path, wanted, ways, args.plans, parent);
    warnOfMissingCallerId(path, wanted, args, parent);
    const call = createCall(child, wanted, side, args, nodes, parent);
    calls.verifications[key] = call;
    if (args.afterCall) {
      calls.afterCalls[key] = createAfterCall(`${name}-after-call${ending}`, args.afterCall, child, call, parent);
    }
  }
  return calls;
}

/** The answering sides of one centre: calls to its own number share one, since a number has one inbound flow. */
class AnsweringSides {
  private own: AnsweringNodes | undefined;

  constructor(
    private readonly name: string,
    private readonly args: ContactCenterArgs,
    private readonly nodes: ContactCenterNodes,
    private readonly opts: PartContext<never>["opts"],
  ) {}

  of(child: string, wanted: CalledSelf["selfCall"]): AnsweringNodes | undefined {
    const create = (prefix: string) => createAnsweringSide(prefix, wanted, this.args, this.nodes, this.opts);
    if (wanted !== true) return create(`${child}-answering`);
    this.own ??= create(`${this.name}-answering`);
    return this.own;
  }
}

/** The ContactId of the first of several calls, or one error that names every call that has not passed. */
export function requireAllPassed(calls: Record<string, VerificationCall>): pulumi.Output<string> {
  const [only, ...others] = Object.values(calls);
  if (!only) {
    throw new pulumi.RunError("requirePassed: this ContactCenter has no verification; give it a destination to call.");
  }
  if (others.length === 0) return only.requirePassed();
  const verdicts = Object.entries(calls).map(([key, { passed, reasons }]) => ({ key, passed, reasons }));
  return pulumi.all([pulumi.output(verdicts), only.contactId]).apply(([known, contactId]) => {
    const red = known.filter(({ passed }) => !passed);
    if (red.length > 0) {
      const sentences = red.map(({ key, reasons }) => `${key}: ${reasons?.[0] ?? "has not passed"}`);
      throw withoutStack(new pulumi.RunError(sentences.join("; ")));
    }
    return contactId;
  });
}

function createCall(
  child: string,
  { flow, selfCall: _, ...wanted }: CenterVerificationArgs,
  answering: AnsweringNodes | undefined,
  args: CentreArgs,
  nodes: ContactCenterNodes,
  parent: pulumi.Resource,
): VerificationCall {
  const called = flow === undefined ? nodes.flow : (nodes.flows[flow] ?? nodes.flow);
  const ours = triggersOf({
    ...whatTheCallDependsOn(args.plans, nodes, flow),
    ...whatTheAnswerDependsOn(answering, args, nodes),
  });
  const call: VerificationCallArgs = {
    ...wanted,
    ...destinationOf(wanted, answering),
    instanceId: nodes.instance.arn,
    contactFlowId: called.contactFlowId,
    queueId: nodes.queue.queueId,
    triggers: withTriggers(wanted.triggers, ours),
  };
  const answer = Object.values(answering ?? {}).filter((node) => node !== undefined);
  return new VerificationCall(child, transformed(child, call, args.transform?.verification), {
    parent,
    dependsOn: [...childrenOf(nodes), ...answer],
  });
}

function destinationOf(
  { destinationPhoneNumber, expect }: Omit<CenterVerificationArgs, "flow" | "selfCall">,
  answering: AnsweringNodes | undefined,
): Pick<VerificationCallArgs, "destinationPhoneNumber" | "expect"> {
  if (answering) {
    const withLeg = pulumi
      .output(expect)
      .apply((wanted) =>
        typeof wanted === "object" || wanted === undefined ? { ...wanted, inboundLeg: true } : wanted,
      );
    return { destinationPhoneNumber: answering.phoneNumber.phoneNumber, expect: withLeg };
  }
  return { destinationPhoneNumber: destinationPhoneNumber ?? "" };
}

function whatTheAnswerDependsOn(
  answering: AnsweringNodes | undefined,
  { phoneNumber: number, plans }: CentreArgs,
  nodes: ContactCenterNodes,
): Record<string, unknown> {
  if (!answering) return {};
  const { phoneNumber, flow } = answering;
  const bound = flow || typeof number?.inboundFlow !== "string" ? undefined : referenceTo(number.inboundFlow);
  const answers = bound && plans.has(bound) ? reachableFrom(bound, plans).map((name) => behavior(name, nodes)) : [];
  return {
    answeringNumber: pulumi.unsecret(phoneNumber.phoneNumber),
    ...(flow ? { answeringFlow: pulumi.output(flow.content).apply(behaviorOf) } : {}),
    ...(answers.length > 0 ? { answeringFlow: answers } : {}),
  };
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
