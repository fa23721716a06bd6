/**
 * What is refused when a flow or module is published. One function, so that what the flow language's validator knows
 * reaches the service's answer through one door.
 */
import { FLOW_LANGUAGE_VERSION, type FlowAction } from "../flow/language";
import { ACTION_TYPES } from "./model/action-types";

/** The service reports at most this many problems at once, each at most this long. */
const MOST_PROBLEMS = 50;
const LONGEST_PROBLEM = 256;

const MOST_CONTENT = 256_000;
const LONGEST_IDENTIFIER = 50;

/**
 * Why this content cannot be published; empty if it can.
 * @param content the `Content` string of a create or update
 */
export function problemsOf(content: string): string[] {
  if (content.length > MOST_CONTENT) return [`Content has more than ${MOST_CONTENT} characters`];
  let flow: unknown;
  try {
    flow = JSON.parse(content);
  } catch {
    return ["Content is not valid JSON"];
  }
  const problems = isObject(flow) ? problemsOfFlow(flow) : ["Content is not a JSON object"];
  return problems.slice(0, MOST_PROBLEMS).map((problem) => problem.slice(0, LONGEST_PROBLEM));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problemsOfFlow(flow: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (flow.Version !== FLOW_LANGUAGE_VERSION) problems.push(`Version must be ${FLOW_LANGUAGE_VERSION}`);
  if (!Array.isArray(flow.Actions) || flow.Actions.length === 0)
    return [...problems, "Actions must be a non-empty list"];
  const identifiers = new Set<string>();
  flow.Actions.forEach((action: unknown, index) => {
    problems.push(...problemsOfAction(action, `Actions[${index}]`, identifiers));
  });
  if (typeof flow.StartAction !== "string" || !identifiers.has(flow.StartAction)) {
    problems.push("StartAction must be the Identifier of an action");
  }
  flow.Actions.forEach((action: unknown, index) => {
    for (const target of targetsOf(action)) {
      if (typeof target.value === "string" && identifiers.has(target.value)) continue;
      problems.push(`Actions[${index}].Transitions.${target.where} must be the Identifier of an action`);
    }
  });
  return problems;
}

function problemsOfAction(action: unknown, where: string, identifiers: Set<string>): string[] {
  if (!isObject(action)) return [`${where} must be an object`];
  const problems: string[] = [];
  const { Identifier, Type, Parameters, Transitions } = action as Partial<FlowAction>;
  if (typeof Identifier !== "string" || Identifier.length < 1 || Identifier.length > LONGEST_IDENTIFIER) {
    problems.push(`${where}.Identifier must have 1 to ${LONGEST_IDENTIFIER} characters`);
  } else if (identifiers.has(Identifier)) {
    problems.push(`${where}.Identifier is not unique`);
  } else {
    identifiers.add(Identifier);
  }
  if (typeof Type !== "string" || !ACTION_TYPES.has(Type)) problems.push(`${where}.Type is not a known action type`);
  if (Parameters !== undefined && !isObject(Parameters)) problems.push(`${where}.Parameters must be an object`);
  if (!isObject(Transitions)) problems.push(`${where}.Transitions must be an object`);
  return problems;
}

/** Every place in the transitions of an action that should name another action. */
function targetsOf(action: unknown): { where: string; value: unknown }[] {
  if (!isObject(action) || !isObject(action.Transitions)) return [];
  const { NextAction, Errors, Conditions } = action.Transitions;
  const branches = (name: string, list: unknown) =>
    (Array.isArray(list) ? list : []).map((branch: unknown, index) => ({
      where: `${name}[${index}].NextAction`,
      value: isObject(branch) ? branch.NextAction : undefined,
    }));
  const next = NextAction === undefined ? [] : [{ where: "NextAction", value: NextAction }];
  return [...next, ...branches("Errors", Errors), ...branches("Conditions", Conditions)];
}
