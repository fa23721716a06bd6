/** The checks on an action's ways out and on where it may stand, one function per kind of rule. The rules are data. */

import type { FlowType } from "../flow-types";
import { didYouMean, without } from "../nearest";
import type { Rule } from "../rules/rule";
import type { Finding } from "./problem";
import type { ActionView } from "./shape";
import { textOf } from "./shape";

type Check = (action: ActionView, rule: Rule, flowType: FlowType | undefined) => Finding[];

const at = (action: ActionView, member = ""): string => `${action.path}.Transitions${member && `.${member}`}`;

export const nextAction: Check = (action) =>
  action.hasNextAction
    ? []
    : [
        {
          path: at(action, "NextAction"),
          message: `${action.type} needs a NextAction, even where its conditions cover every outcome.`,
          remedy: "Name the action that follows.",
        },
      ];

export const terminal: Check = (action) =>
  action.ways.length === 0
    ? []
    : [
        {
          path: at(action),
          message: `${action.type} ends the flow, so nothing can follow it.`,
          remedy: "Leave Transitions empty: {}.",
        },
      ];

export const requiredError: Check = (action, { error = "" }) =>
  action.errorTypes.includes(error)
    ? []
    : [
        {
          path: at(action, "Errors"),
          message: `${action.type} needs an error branch for ${error}.`,
          remedy: `Add {"ErrorType": "${error}", "NextAction": "…"}.`,
        },
      ];

export const refusedError: Check = (action, { error = "", note = "" }) =>
  action.errorTypes.includes(error)
    ? [
        {
          path: at(action, "Errors"),
          message: `${action.type} takes no error branch for ${error} here. ${note}`.trim(),
          remedy: "Remove that branch.",
        },
      ]
    : [];

export const unsupportedError: Check = (action, { errors = [] }) =>
  action.errorTypes
    .filter((type) => !errors.includes(type))
    .map((type) => ({
      path: at(action, "Errors"),
      message: `${action.type} has no error ${type}.`,
      remedy:
        errors.length > 0
          ? `${didYouMean(type, without(errors, action.errorTypes)) || "Remove that branch. "}Its errors are ${errors.join(", ")}.`
          : "Remove that branch.",
    }));

export const unsupportedConditions: Check = (action) =>
  action.conditions.length === 0
    ? []
    : [{ path: at(action, "Conditions"), message: `${action.type} takes no conditions here.`, remedy: "Remove them." }];

export const missingConditions: Check = (action) =>
  action.conditions.length > 0
    ? []
    : [
        {
          path: at(action, "Conditions"),
          message: `${action.type} needs conditions.`,
          remedy: "Add one for each outcome that matters.",
        },
      ];

export const requiredOperand: Check = (action, { operand = "" }) =>
  action.conditions.some(({ operands }) => Array.isArray(operands) && operands.includes(operand))
    ? []
    : [
        {
          path: at(action, "Conditions"),
          message: `${action.type} needs a condition for ${operand}.`,
          remedy: `Add a condition that Equals "${operand}".`,
        },
      ];

/** `values` are operators that another rule is about. */
export const operator: Check = (action, { operators = [], values = [] }) =>
  action.conditions
    .filter((condition) => ![...operators, ...values].includes(textOf(condition.operator)))
    .map((condition) => ({
      path: `${condition.path}.Condition.Operator`,
      message: `${action.type} does not compare with ${JSON.stringify(condition.operator)}.`,
      remedy: `${didYouMean(textOf(condition.operator), operators)}Use ${operators.join(", ")}.`,
    }));

export const operand: Check = (action, { operands = [] }) =>
  action.conditions.flatMap((condition) =>
    (Array.isArray(condition.operands) ? condition.operands : [])
      .filter((value) => value !== "" && !operands.includes(textOf(value)))
      .map((value) => ({
        path: `${condition.path}.Condition.Operands`,
        message: `${action.type} never gives ${JSON.stringify(value)}.`,
        remedy: `${didYouMean(textOf(value), operands)}Its outcomes are ${operands.join(", ")}.`,
      })),
  );

export const refusedFlowType: Check = (action, _rule, flowType) => [
  {
    path: `${action.path}.Type`,
    message: `${action.type} is refused in a flow of type ${flowType}.`,
    remedy: REPLACEMENTS[action.type] ?? "Take it out, or make the flow one of another type.",
  },
];

const REPLACEMENTS: Record<string, string> = {
  DisconnectParticipant: "End the flow with EndFlowExecution; a hold flow ends in MessageParticipantIteratively.",
  EndFlowExecution: "End the flow with DisconnectParticipant.",
};
