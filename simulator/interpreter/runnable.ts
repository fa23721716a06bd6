/**
 * A flow in the shape that blocks rely on. A saved flow may hold anything in any place: what is no branch leads nowhere,
 * and what is no text names nothing.
 */
import type { FlowAction, FlowCondition, FlowContent, FlowErrorBranch, FlowTransitions } from "../../flow/language";
import { isMembers } from "../../flow/validate/shape";

/** @returns `undefined` for content that has no start or no list of actions. */
export function runnable(content: unknown): FlowContent | undefined {
  if (!isMembers(content) || typeof content.StartAction !== "string" || !Array.isArray(content.Actions))
    return undefined;
  const { Version, StartAction, Actions } = content;
  return { Version: text(Version), StartAction, Actions: Actions.filter(isMembers).map(readAction) };
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
