/** The calls of a centre: what each is asked for, and what a change of the centre means for it. */
import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { createAfterCall } from "./after-call";
import type { ArgumentCheck } from "./argument-check";
import { type ContactCenterNodes, childrenOf } from "./center-nodes";
import { behavior, behaviorOf, whatTheCallDependsOn } from "./center-triggers";
import type { ContactCenterArgs } from "./contact-center";
import { type FlowPlans, reachableFrom, referenceTo } from "./flow-references";
import type { PartContext } from "./part";
import { checkClaim } from "./phone-number";
import { withoutStack } from "./plain-error";
import { warnOfMissingProof } from "./proof-warning";
import { type AnsweringNodes, createAnsweringSide, type SelfCallArgs } from "./self-call";
import { transformed } from "./transform";
import { triggersOf } from "./triggers";
import { CALL_ARGUMENTS, VerificationCall, type VerificationCallArgs } from "./verification-call";

/** One call of a {@link ContactCenter}: to a number that somebody or something answers, or to the centre itself. */
export type CenterVerificationArgs = CalledNumber | CalledSelf;

/** What every call of a centre may say: a {@link VerificationCallArgs} without what the component knows itself. */
export interface CenterCallArgs
  extends Omit<VerificationCallArgs, "instanceId" | "contactFlowId" | "queueId" | "destinationPhoneNumber"> {
  /**
   * Which of the centre's `flows` the call runs, by its name there.
   *
   * @default the centre's main flow
   */
  flow?: string;
}

/** A call to a number. */
export interface CalledNumber extends CenterCallArgs {
  /** The number to dial, E.164 (`+12065550100`); see {@link VerificationCallArgs.destinationPhoneNumber}. */
  destinationPhoneNumber: pulumi.Input<string>;
  /** Not beside `destinationPhoneNumber`. */
  selfCall?: undefined;
}

/** A call of the centre to itself. */
export interface CalledSelf extends CenterCallArgs {
  /**
   * Experimental. The centre calls a claimed number of its own, whose inbound flow answers, so that a check needs no
   * phone and no human: `true` for the centre's `phoneNumber`, which is the caller id too, or a second number claimed
   * for it. Whether a number that calls itself is put through, nobody has seen on AWS (docs/assumptions.md).
   *
   * The flow that answers is `phoneNumber.inboundFlow`; where there is none, `answerAndListen()` is bound to a claimed
   * number, and an adopted one is left as it is. The inbound contact is looked for (`expect.inboundLeg`); where it is
   * not found in time, the call is inconclusive. The number has to pass the same rules as every destination, since
   * Connect holds the call to them too: name it in `ringcheck:allowedDestinations` where its country is no default one.
   *
   * @example `{ selfCall: true }`
   * @example `{ selfCall: { claim: { countryCode: "US" } } }`
   */
  selfCall: true | SelfCallArgs;
  /** Not beside `selfCall`. */
  destinationPhoneNumber?: undefined;
}

/** The key in {@link ContactCenter.verifications} of a call that was given as `verification`. */
const ONLY_ONE = "verification";

/** A key becomes part of a logical name, which people type after `--target`. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

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
  for (const { key, path, wanted } of wantedCalls(args)) {
    const ending = path === ONLY_ONE ? "" : `-${key}`;
    const child = `${name}-verification${ending}`;
    const side = wanted.selfCall && sides.of(child, wanted.selfCall);
    if (side) calls.answering[key] = side;
    const ways = reachableFrom(referenceTo(wanted.flow), args.plans);
    warnOfMissingProof(path, wanted, ways, args.plans, parent);
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

  of(child: string, wanted: true | SelfCallArgs): AnsweringNodes | undefined {
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

interface WantedCall {
  key: string;
  /** The argument, as an error names it. */
  path: string;
  wanted: CenterVerificationArgs;
}

function wantedCalls({ verification, verifications }: ContactCenterArgs): WantedCall[] {
  return [
    ...(verification ? [{ key: ONLY_ONE, path: ONLY_ONE, wanted: verification }] : []),
    ...Object.entries(verifications ?? {}).map(([key, wanted]) => ({ key, path: `verifications.${key}`, wanted })),
  ];
}

/** What the centre knows itself is no argument of its calls. */
const CENTRE_CALL_ARGUMENTS = [
  ...CALL_ARGUMENTS.filter((name) => !["instanceId", "contactFlowId", "queueId"].includes(name)),
  "flow",
  "selfCall",
];

/** Holds the calls to what the centre has. What is wrong with a request is told by the call itself. */
export function checkVerifications(check: ArgumentCheck, args: ContactCenterArgs): void {
  if (args.verification && args.verifications) {
    check.wrong(
      "verifications",
      "verification and verifications are both given; move the one call into verifications under a name.",
    );
  }
  const { verifications } = args;
  if (verifications !== undefined && !check.isObject("verifications", verifications, "{ us: { … }, uk: { … } }"))
    return;
  for (const call of wantedCalls(args)) checkCall(check, call, args);
  if (args.afterCall && check.isObject("afterCall", args.afterCall, '{ command: "./announce.sh" }')) {
    check.keys("afterCall", args.afterCall, ["command", "environment", "interpreter", "dir"]);
    if (!args.afterCall.command) check.wrong("afterCall.command", 'needed, such as "./announce.sh".');
  }
}

function checkCall(check: ArgumentCheck, { key, path, wanted }: WantedCall, args: ContactCenterArgs): void {
  if (!check.isObject(path, wanted, '{ destinationPhoneNumber: "+12065550100" }, or { selfCall: true }')) return;
  if (!KEY.test(key)) {
    check.wrong(path, "the name of a call has 1–64 letters, digits, dots, hyphens and underscores; rename it.");
  }
  check.keys(path, wanted, CENTRE_CALL_ARGUMENTS);
  const { flow, selfCall, destinationPhoneNumber } = wanted;
  const flows = Object.keys(args.flows ?? {});
  if (flow !== undefined && !flows.includes(flow)) {
    const names = flows.join(", ") || "none is given";
    check.wrong(`${path}.flow`, `there is no flow "${flow}" in flows (${names}); name one, or leave it out.`);
  }
  if ((destinationPhoneNumber === undefined) === !selfCall) {
    const reason = "a call needs one of destinationPhoneNumber and selfCall; give exactly one.";
    check.wrong(`${path}.destinationPhoneNumber`, reason);
  }
  if (selfCall === true && args.phoneNumber === undefined) {
    const reason = "the centre has no number to call; give it a phoneNumber, or selfCall a claim.";
    check.wrong(`${path}.selfCall`, reason);
  }
  if (selfCall && selfCall !== true && check.isObject(`${path}.selfCall`, selfCall, "true, or { claim: { … } }")) {
    check.keys(`${path}.selfCall`, selfCall, ["claim"]);
    checkClaim(check, `${path}.selfCall.claim`, selfCall.claim);
  }
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
    const withLeg = pulumi.output(expect).apply((wanted) => ({ ...wanted, inboundLeg: true }));
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
