/**
 * Judges a flow by the list of rules: each rule is data and names the check that reads it, so a new rule needs no code.
 * An error stands only where a record shows the service refusing; everything else is a warning.
 */
import rulesData from "../data/rules.json";
import type { FlowType } from "../flow-types";
import type { FlowContent } from "../language";
import type { ActionCheck, DocumentCheck, Rule, RuleCondition } from "../rules/rule";
import { type AdviceOptions, adviceOn } from "./advice";
import * as documentChecks from "./document-checks";
import * as parameterChecks from "./parameter-checks";
import type { Finding, FlowProblem } from "./problem";
import { type ActionView, parameterAt, textOf, viewContent } from "./shape";
import * as transitionChecks from "./transition-checks";

/** Every rule that the validator knows, each with its confidence and sources. */
export const FLOW_RULES: readonly Rule[] = rulesData as Rule[];

const ACTION_CHECKS: Record<
  ActionCheck,
  (action: ActionView, rule: Rule, flowType: FlowType | undefined) => Finding[]
> = {
  "required-parameter": parameterChecks.requiredParameter,
  "missing-one-of": parameterChecks.missingOneOf,
  "clashing-parameters": parameterChecks.clashingParameters,
  "refused-parameter": parameterChecks.refusedParameter,
  "unknown-parameter": parameterChecks.unknownParameter,
  "parameter-value": parameterChecks.parameterValue,
  "string-parameter": parameterChecks.stringParameter,
  "path-parameter": parameterChecks.pathParameter,
  "wrapped-values": parameterChecks.wrappedValues,
  "entry-count": parameterChecks.entryCount,
  "static-parameter": parameterChecks.staticParameter,
  "number-range": parameterChecks.numberRange,
  "text-length": parameterChecks.textLength,
  "key-text": parameterChecks.keyText,
  "next-action": transitionChecks.nextAction,
  terminal: transitionChecks.terminal,
  "required-error": transitionChecks.requiredError,
  "refused-error": transitionChecks.refusedError,
  "unsupported-error": transitionChecks.unsupportedError,
  "unsupported-conditions": transitionChecks.unsupportedConditions,
  "missing-conditions": transitionChecks.missingConditions,
  "required-operand": transitionChecks.requiredOperand,
  operator: transitionChecks.operator,
  operand: transitionChecks.operand,
  "refused-flow-type": transitionChecks.refusedFlowType,
};

type DocumentFunction = typeof documentChecks.startAction;

const DOCUMENT_CHECKS: Record<DocumentCheck, DocumentFunction> = {
  version: documentChecks.version,
  "start-action": documentChecks.startAction,
  "transition-target": documentChecks.transitionTarget,
  "unique-identifier": documentChecks.uniqueIdentifier,
  "identifier-text": documentChecks.identifierText,
  "reserved-identifier": documentChecks.reservedIdentifier,
  "action-shape": documentChecks.actionShape,
  "action-count": documentChecks.actionCount,
  "unknown-type": documentChecks.unknownType,
  "refused-type": documentChecks.refusedType,
  "empty-parameter": documentChecks.emptyParameter,
  "empty-operand": documentChecks.emptyOperand,
  "one-operand": documentChecks.oneOperand,
  "refused-operator": documentChecks.refusedOperator,
  "flow-settings": documentChecks.flowSettings,
  "module-settings": documentChecks.moduleSettings,
  "quoted-scalars": documentChecks.quotedScalars,
};

const isDocumentRule = (rule: Rule): boolean => rule.name.startsWith("document/");

const DOCUMENT_RULES = FLOW_RULES.filter(isDocumentRule);

const RULES_OF_TYPE = new Map<string, Rule[]>();
for (const rule of FLOW_RULES) {
  if (isDocumentRule(rule) || rule.type === undefined) continue;
  const rules = RULES_OF_TYPE.get(rule.type);
  if (rules) rules.push(rule);
  else RULES_OF_TYPE.set(rule.type, [rule]);
}

/** How strictly a flow is judged. */
export interface ValidateOptions extends AdviceOptions {
  /** The flow's kind. @default unknown: rules about kinds of flow say nothing */
  type?: FlowType;
  /** Whether to add advice that no rule of the service is behind. @default true */
  advice?: boolean;
}

/**
 * Everything that is wrong with a flow, in the order of its actions; empty for a flow without problems.
 * Never throws: content that cannot be read is one problem of its own.
 *
 * @param content the flow, or its JSON text.
 */
export function validateFlow(content: FlowContent | string, options: ValidateOptions = {}): FlowProblem[] {
  const parsed = typeof content === "string" ? parse(content) : content;
  if (parsed instanceof SyntaxError) return [notJson(parsed, String(content))];
  const view = viewContent(parsed);
  if (!view) return [UNREADABLE];
  const problems = [
    ...DOCUMENT_RULES.flatMap((rule) =>
      DOCUMENT_CHECKS[rule.check as DocumentCheck](view, rule, options.type).map((finding) =>
        problemOf(rule, finding, finding.action),
      ),
    ),
    ...view.actions.flatMap((action) => judgeAction(action, options.type)),
  ];
  const place = new Map(view.actions.map(({ label, index }) => [label, index]));
  const order = (problem: FlowProblem): number =>
    problem.action === undefined ? -1 : (place.get(problem.action) ?? -1);
  const all = options.advice === false ? problems : [...problems, ...adviceOn(view, options)];
  return all.sort((left, right) => order(left) - order(right));
}

/** Whether the service would take the flow, as far as records tell. Warnings do not count. */
export function isAccepted(problems: readonly FlowProblem[]): boolean {
  return problems.every(({ severity }) => severity === "warning");
}

function judgeAction(action: ActionView, flowType: FlowType | undefined): FlowProblem[] {
  return (RULES_OF_TYPE.get(action.type) ?? [])
    .filter((rule) => applies(rule, action, flowType))
    .flatMap((rule) =>
      ACTION_CHECKS[rule.check as ActionCheck](action, rule, flowType).map((finding) =>
        problemOf(rule, finding, action),
      ),
    );
}

function applies(rule: Rule, action: ActionView, flowType: FlowType | undefined): boolean {
  if (rule.flowTypes && !(flowType && rule.flowTypes.includes(flowType))) return false;
  return (rule.when ?? []).every((condition) => holds(condition, action));
}

function holds({ parameter, oneOf, present, not = false }: RuleCondition, action: ActionView): boolean {
  const value = parameterAt(action.parameters, parameter);
  if (present !== undefined) return (value !== undefined) === present;
  const texts = (Array.isArray(value) ? value : [value]).map((entry) => textOf(entry).toLowerCase());
  return (oneOf ?? []).some((text) => texts.includes(text.toLowerCase())) !== not;
}

function problemOf(rule: Rule, { path, message, remedy }: Finding, action: ActionView | undefined): FlowProblem {
  const severity = rule.confidence === "live" ? "error" : "warning";
  return { severity, rule: rule.name, ...(action && { action: action.label }), path, message, remedy };
}

const UNREADABLE: FlowProblem = {
  severity: "error",
  rule: "document/readable",
  path: "",
  message: "This is no flow: not a JSON object with a list of Actions.",
  remedy: "Pass the flow-language JSON, as DescribeContactFlow or the console's export gives it.",
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return error;
  }
}

/** The place and not the text there, which may be anybody's. */
function notJson({ message }: SyntaxError, text: string): FlowProblem {
  const position = /at position (\d+)/.exec(message)?.[1];
  const lines = text.slice(0, Number(position)).split("\n");
  const place = position === undefined ? "" : `, at line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
  return { ...UNREADABLE, message: `This is no flow: it is not valid JSON${place}.` };
}
