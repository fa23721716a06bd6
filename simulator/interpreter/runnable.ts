/**
 * A flow in the shape that blocks rely on. A saved flow may hold anything in any place: what is no branch leads nowhere,
 * and what is no text names nothing.
 */
import type { FlowAction, FlowCondition, FlowContent, FlowErrorBranch, FlowTransitions } from "../../flow/language";
import { isMembers } from "../../flow/validate/shape";

/** No block has parameters that go deeper than a few levels, and deeper ones than this could not be kept in a trace. */
const MOST_LEVELS = 100;

/** @returns `undefined` for content that has no start or no list of actions, or is nested too deep to run. */
export function runnable(content: unknown): FlowContent | undefined {
  if (hasMoreLevels(content, MOST_LEVELS)) return undefined;
  if (!isMembers(content) || typeof content.StartAction !== "string" || !Array.isArray(content.Actions))
    return undefined;
  const { Version, StartAction, Actions } = content;
  return { Version: text(Version), StartAction, Actions: Actions.filter(isMembers).map(readAction) };
}

function hasMoreLevels(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth < most && level.length > 0; depth++) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return level.length > 0;
}

function readAction({ Identifier, Type, Parameters, Transitions }: Record<string, unknown>): FlowAction {
  return {
    Identifier: text(Identifier),
    Type: text(Type),
    Parameters: isMembers(Parameters) ? Parameters : {},
    Transitions: readTransitions(isMembers(Transitions) ? Transitions : {}),
  };
}

function readTransitions({ NextAction, Errors, Conditions }: Record<string, unknown>): FlowTransitions {
  return {
    ...(typeof NextAction === "string" && { NextAction }),
    Errors: branchesOf(Errors).map(
      ([branch, target]): FlowErrorBranch => ({ NextAction: target, ErrorType: text(branch.ErrorType) }),
    ),
    Conditions: branchesOf(Conditions).map(([branch, target]) => readCondition(branch, target)),
  };
}

function readCondition({ Condition }: Record<string, unknown>, target: string): FlowCondition {
  const { Operator, Operands } = isMembers(Condition) ? Condition : {};
  const operands: unknown[] = Array.isArray(Operands) ? Operands : [];
  return { NextAction: target, Condition: { Operator: text(Operator), Operands: operands.map(text) } };
}

/** The branches of a list that lead somewhere, each with its target. */
function branchesOf(value: unknown): [branch: Record<string, unknown>, target: string][] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list
    .filter(isMembers)
    .flatMap((branch) => (typeof branch.NextAction === "string" ? [[branch, branch.NextAction]] : []));
}

function text(value: unknown): string {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}
