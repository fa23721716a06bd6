/**
 * What is refused when a flow or module is published. One function, so that what the flow language's validator knows
 * reaches the service's answer through one door.
 */
import type { FlowType } from "../flow";
import { FLOW_LANGUAGE_VERSION, type FlowAction, type FlowContent } from "../flow/language";
import { validateFlow } from "../flow/validate/validate";
import { masked } from "./telephony/masked";

/** The service reports at most this many problems at once, each at most this long. */
const MOST_PROBLEMS = 50;
const LONGEST_PROBLEM = 256;

const MOST_CONTENT = 256_000;
const LONGEST_IDENTIFIER = 50;

/**
 * Why this content cannot be published; empty if it can. Rules about flows are the validator's live ones, which a
 * record shows the service refusing.
 * @param content the `Content` string of a create or update
 * @param type what the content is published as
 */
export function problemsOf(content: string, type: FlowType): string[] {
  if (content.length > MOST_CONTENT) return [`Content has more than ${MOST_CONTENT} characters`];
  let flow: unknown;
  try {
    flow = JSON.parse(content);
  } catch {
    return ["Content is not valid JSON"];
  }
  const problems = isObject(flow) ? problemsOfFlow(flow, type) : ["Content is not a JSON object"];
  return problems.slice(0, MOST_PROBLEMS).map(asReported);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A problem may quote a parameter, and whoever sends the flow shows the answer. */
function asReported(problem: string): string {
  return problem.replace(/\+\d{5,15}/g, masked).slice(0, LONGEST_PROBLEM);
}

function problemsOfFlow(flow: Record<string, unknown>, type: FlowType): string[] {
  if (!Array.isArray(flow.Actions) || flow.Actions.length === 0) return ["Actions must be a non-empty list"];
  const refused = validateFlow(flow as unknown as FlowContent, { type, advice: false });
  return [
    ...problemsOfShape(flow, flow.Actions),
    ...refused
      .filter(({ severity }) => severity === "error")
      .map(({ rule, path, message, remedy }) => `${rule} at ${path}: ${message} ${remedy}`),
  ];
}

/** No record shows these refused, but a flow of another shape cannot be run. */
function problemsOfShape(flow: Record<string, unknown>, actions: readonly unknown[]): string[] {
  const version = flow.Version === FLOW_LANGUAGE_VERSION ? [] : [`Version must be ${FLOW_LANGUAGE_VERSION}`];
  const identifiers = new Set<string>();
  return [
    ...version,
    ...actions.flatMap((action, index) => problemsOfAction(action, `Actions[${index}]`, identifiers)),
  ];
}

function problemsOfAction(action: unknown, where: string, identifiers: Set<string>): string[] {
  if (!isObject(action)) return [`${where} must be an object`];
  const problems: string[] = [];
  const { Identifier, Parameters, Transitions } = action as Partial<FlowAction>;
  if (typeof Identifier !== "string" || Identifier.length < 1 || Identifier.length > LONGEST_IDENTIFIER) {
    problems.push(`${where}.Identifier must have 1 to ${LONGEST_IDENTIFIER} characters`);
  } else if (identifiers.has(Identifier)) {
    problems.push(`${where}.Identifier is not unique`);
  } else {
    identifiers.add(Identifier);
  }
  if (Parameters !== undefined && !isObject(Parameters)) problems.push(`${where}.Parameters must be an object`);
  if (!isObject(Transitions)) problems.push(`${where}.Transitions must be an object`);
  return problems;
}
