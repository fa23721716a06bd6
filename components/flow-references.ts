/**
 * Who refers to whom among the flows of a centre. Known before anything is created, so that a reference to nothing and
 * a circle are told in preview.
 */
import { greetAndProve } from "../flow";
import type { ArgumentCheck } from "./argument-check";
import type { ContactCenterArgs } from "./contact-center-args";
import { type FlowArgs, type FlowPlan, planFlow } from "./flow-args";
import { oneOf } from "./one-of";
import { isExisting } from "./part";

/** Every flow and module of a centre, by the name that flows refer to it by: `flow`, `flow:menu`, `module:greeting`. */
export type FlowPlans = ReadonlyMap<string, FlowPlan>;

type FlowSources = Pick<ContactCenterArgs, "flow" | "flows" | "modules">;
type Referring = FlowSources & Pick<ContactCenterArgs, "phoneNumber" | "queue" | "references">;

/** The name of the centre's own flow among references, and for an `inboundFlow`. */
export const OWN_FLOW = "flow";

/** How flows refer to one of `flows` by its name; to the centre's own without one. */
export function referenceTo(flow?: string): string {
  return flow === undefined || flow === OWN_FLOW ? OWN_FLOW : `flow:${flow}`;
}

/** Reads all flows and modules. */
export function planFlows(check: ArgumentCheck, { flow, flows, modules }: FlowSources): FlowPlans {
  const own = planFlow(check, flow === undefined ? greetAndProve() : flow, {
    property: "flow",
    reference: OWN_FLOW,
    isModule: false,
  });
  const named = [
    ...entries(check, "flows", flows).map(([name, args]) =>
      planFlow(check, args, { property: `flows.${name}`, reference: `flow:${name}`, isModule: false }),
    ),
    ...entries(check, "modules", modules).map(([name, args]) =>
      planFlow(check, args, { property: `modules.${name}`, reference: `module:${name}`, isModule: true }),
    ),
  ];
  if (typeof flows === "object" && flows && OWN_FLOW in flows)
    check.wrong("flows.flow", 'the name "flow" means the centre\'s own flow; choose another.');
  return new Map([own, ...named].map((plan) => [plan.reference, plan]));
}

function entries(check: ArgumentCheck, property: string, named: Record<string, FlowArgs> | undefined) {
  if (named === undefined || !check.isObject(property, named, '{ menu: { file: "menu.json" } }, one entry for each'))
    return [];
  if (Object.keys(named).some((name) => name.trim() === "")) {
    check.wrong(property, "there is one without a name; give it one, since it becomes part of its resource's name.");
  }
  return Object.entries(named) as [string, FlowArgs][];
}

/** Notes each reference to nothing, and the first circle. */
export function checkReferences(check: ArgumentCheck, args: Referring, plans: FlowPlans): void {
  const own = ownReferences(args, plans);
  for (const name of Object.keys(args.references ?? {})) {
    if (own.includes(name) || /^(flow|module):|^phoneNumber$/.test(name)) {
      check.wrong(`references.${name}`, "the centre gives a value for this name itself; choose another.");
    }
  }
  const known = [...own, ...Object.keys(args.references ?? {})];
  for (const { property, uses } of plans.values()) {
    for (const name of uses.filter((each) => !known.includes(each))) {
      check.wrong(property, `it refers to "${name}", which there is not${missing(name, known)}`);
    }
  }
  const circle = circleIn(plans, queueUses(args));
  if (circle) check.wrong(circle[0] as string, circleText(circle));
}

function missing(name: string, known: readonly string[]): string {
  return name === "phoneNumber" ? ": this centre has no phoneNumber." : oneOf(name, known);
}

/** The names that the centre itself gives values for. */
function ownReferences({ phoneNumber }: Referring, plans: FlowPlans): string[] {
  return ["instance", "hours", "queue", ...(phoneNumber ? ["phoneNumber"] : []), ...plans.keys()];
}

/** What a new queue needs before it exists: its whisper flow, where that is one of the centre's. */
function queueUses({ queue }: Pick<ContactCenterArgs, "queue">): string[] {
  if (!queue || isExisting(queue) || typeof queue.outboundFlow !== "string") return [];
  return [`flow:${queue.outboundFlow}`];
}

/** A way from a flow back to itself, as the properties that it goes through. */
function circleIn(plans: FlowPlans, ofQueue: readonly string[]): string[] | undefined {
  const usesOf = (name: string) => (name === "queue" ? ofQueue : (plans.get(name)?.uses ?? []));
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of usesOf(name)) {
      const circle = visit(next, [...way, name]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of plans.keys()) {
    const circle = visit(name, []);
    if (circle) return circle.map((each) => plans.get(each)?.property ?? each);
  }
  return undefined;
}

function circleText(circle: readonly string[]): string {
  const way = circle.join(" -> ");
  return circle.length === 2
    ? `it refers to itself (${way}), and has no ARN before it exists. Lead back to its first block instead.`
    : `it comes back to itself (${way}), and each needs the other's ARN before it exists. Make one flow of them, or ` +
        "let the last one lead to a flow that exists already: { existing }.";
}

/** The flows and modules that a call may come through when it begins in one of them; itself first. */
export function reachableFrom(start: string, plans: FlowPlans): string[] {
  const reached = new Set([start]);
  for (const name of reached) for (const next of plans.get(name)?.uses ?? []) if (plans.has(next)) reached.add(next);
  return [...reached];
}
