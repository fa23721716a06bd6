/**
 * What a picture of a flow shows, whatever draws it: boxes, lines between them, and the path that a call took.
 */

import { graphOf } from "../graph";
import type { FlowContent } from "../language";
import { type ActionView, viewContent, type Way } from "../validate/shape";
import type { Box, Line } from "./boxes-and-lines";
import { type DisplayNames, detailOf, displayNamesOf } from "./detail";
import { foldHubs } from "./hubs";
import { KINDS } from "./kinds";

/** One step of a call's trace, as the simulator and `ringcheck/testing` write it. Steps without a block are skipped. */
export interface TraceStep {
  /** The identifier of the action; absent for a note about the call. */
  block?: string;
  /** How the action was left: `NextAction`, `Conditions:1`, `Errors:NoMatchingError`, or a word for an end; absent while it runs. */
  branch?: string;
  /** The name of the flow that the action belongs to; absent for a note about the call. */
  flow?: string;
}

/** What a diagram shows besides the flow. */
export interface PictureOptions {
  /** The path of a call, drawn over the flow. @default none */
  trace?: readonly TraceStep[];
  /** Only steps of the flow with this name are drawn. @default all steps */
  flowName?: string;
}

export interface Picture {
  boxes: Box[];
  lines: Line[];
  /** Whether a call's path is part of the picture. */
  traced: boolean;
}

/** The id of the box that stands for the moment before the first action. */
export const START = 0;

/** The picture of a flow. Content that is no flow gives an empty one. */
export function pictureOf(content: FlowContent, options: PictureOptions = {}): Picture {
  const view = viewContent(content);
  if (!view) return { boxes: [], lines: [], traced: false };
  const graph = graphOf(view);
  const steps = stepsOf(options);
  const visits = visitsOf(steps);
  const names = displayNamesOf(view);
  const boxes = [startBox(), ...view.actions.map((action) => boxOf(action, names, visits))];
  const missing = new Map<string, number>();
  const idOf = (target: unknown): number => {
    const index = graph.indexOf(target);
    if (index >= 0) return index + 1;
    const name = String(target);
    const known = missing.get(name);
    if (known !== undefined) return known;
    missing.set(name, boxes.length);
    boxes.push(missingBox(boxes.length, name));
    return boxes.length - 1;
  };
  const traced = steps.length > 0;
  const first = { from: START, to: idOf(view.members.StartAction), labels: [], error: false, taken: traced };
  const taken = branchesTaken(steps);
  const lines = [first, ...view.actions.flatMap((action) => linesOf(action, idOf, taken))];
  return { ...foldHubs(boxes, lines), traced };
}

/** How many steps of a trace are steps of this flow: 0 where the trace is of another one. */
export function viewedSteps(content: FlowContent, options: PictureOptions): number {
  const known = new Set(viewContent(content)?.actions.map(({ label }) => label));
  return stepsOf(options).filter(({ block }) => known.has(block)).length;
}

interface Step {
  block: string;
  branch: string;
}

function stepsOf({ trace = [], flowName }: PictureOptions): Step[] {
  return trace.flatMap(({ block, branch = "", flow }) =>
    block === undefined || (flowName !== undefined && flow !== undefined && flow !== flowName)
      ? []
      : [{ block, branch }],
  );
}

function visitsOf(steps: readonly Step[]): Map<string, number[]> {
  const visits = new Map<string, number[]>();
  for (const [index, { block }] of steps.entries()) {
    const places = visits.get(block);
    if (places) places.push(index + 1);
    else visits.set(block, [index + 1]);
  }
  return visits;
}

function branchesTaken(steps: readonly Step[]): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  for (const { block, branch } of steps) {
    const branches = taken.get(block);
    if (branches) branches.add(branch);
    else taken.set(block, new Set([branch]));
  }
  return taken;
}

function startBox(): Box {
  return { id: START, identifier: "", kind: "start", title: "Start", lines: [], asides: [], visits: [] };
}

function missingBox(id: number, name: string): Box {
  return { id, identifier: name, kind: "missing", title: "Missing action", lines: [name], asides: [], visits: [] };
}

function boxOf(action: ActionView, names: DisplayNames, visits: Map<string, number[]>): Box {
  const { kind, title } = (Object.hasOwn(KINDS, action.type) && KINDS[action.type]) || {
    kind: "set" as const,
    title: action.type,
  };
  const detail = detailOf(action, names);
  const lines = [isMachineName(action.label) ? "" : action.label, detail].filter(Boolean);
  return {
    id: action.index + 1,
    identifier: action.label,
    kind,
    title,
    lines,
    asides: [],
    visits: visits.get(action.label) ?? [],
  };
}

/** Identifiers that the console makes up say nothing to people. */
function isMachineName(identifier: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(identifier);
}

/** All ways to one target are one line; it is quiet if only errors go there. */
function linesOf(action: ActionView, idOf: (target: unknown) => number, taken: Map<string, Set<string>>): Line[] {
  const lines = new Map<number, Line>();
  const branches = taken.get(action.label);
  // The way on comes last, since beside others it only repeats one of them.
  const ordered = [...action.ways].sort((left, right) => Number(left.kind === "next") - Number(right.kind === "next"));
  for (const way of ordered) {
    const to = idOf(way.target);
    const line = lines.get(to) ?? { from: action.index + 1, to, labels: [], error: true, taken: false };
    const isNew = !lines.has(to);
    const label = labelOf(way, action, isNew);
    if (label !== "" && !line.labels.includes(label)) line.labels.push(label);
    if (way.kind === "next" && action.conditions.length === 0) line.labels = [];
    line.error &&= isQuiet(way, action, isNew);
    line.taken ||= branches?.has(way.branch) ?? false;
    lines.set(to, line);
  }
  return [...lines.values()];
}

/** Where conditions stand, the wire repeats one of the other ways as the way on. */
function isQuiet({ kind, label }: Way, action: ActionView, isNew: boolean): boolean {
  if (kind === "error") return label !== "NoMatchingCondition";
  return kind === "next" && action.conditions.length > 0 && !isNew;
}

const ERROR_LABELS: Record<string, string> = {
  NoMatchingError: "error",
  NoMatchingCondition: "otherwise",
  InputTimeLimitExceeded: "no input",
  QueueAtCapacity: "queue is full",
  TimeLimitExceeded: "timeout",
  ConnectionTimeLimitExceeded: "no answer",
  CallFailed: "call failed",
  InvalidPhoneNumber: "invalid number",
  InvalidCallbackNumber: "invalid number",
  CallbackNumberNotDialable: "not dialable",
};

/** The way on needs no word, unless it goes where none of the conditions and errors beside it goes. */
function labelOf({ kind, label = "" }: Way, action: ActionView, isNew: boolean): string {
  if (kind === "next") return action.conditions.length > 0 && isNew ? "otherwise" : "";
  return kind === "error" ? (ERROR_LABELS[label] ?? label) : label;
}
