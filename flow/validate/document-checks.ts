/** The checks on a flow as a whole, one function per kind of rule. The rules themselves are data. */
import type { FlowType } from "../flow-types";
import { FLOW_LANGUAGE_VERSION } from "../language";
import type { Rule } from "../rules/rule";
import type { Finding } from "./problem";
import { type ActionView, type ContentView, isMembers, textOf } from "./shape";
import { typeRemedy } from "./type-names";

/** A finding of a document check may belong to one action. */
export interface DocumentFinding extends Finding {
  action?: ActionView;
}

type Check = (content: ContentView, rule: Rule, flowType: FlowType | undefined) => DocumentFinding[];

const IDENTIFIER_REFUSES = /[%:(\\/)=$,;[\]{}]/;

const eachAction =
  (find: (action: ActionView, rule: Rule) => Finding[]): Check =>
  ({ actions }, rule) =>
    actions.flatMap((action) => find(action, rule).map((finding) => ({ ...finding, action })));

export const version: Check = ({ members }) =>
  members.Version === FLOW_LANGUAGE_VERSION
    ? []
    : [
        {
          path: "Version",
          message: `Version is ${JSON.stringify(members.Version)}.`,
          remedy: `Write "${FLOW_LANGUAGE_VERSION}", the only version there is.`,
        },
      ];

export const startAction: Check = ({ members, actions }) =>
  actions.some(({ identifier }) => identifier === members.StartAction)
    ? []
    : [
        {
          path: "StartAction",
          message: `StartAction ${JSON.stringify(members.StartAction)} is the identifier of no action.`,
          remedy: "Write the identifier of the first action; upper and lower case count.",
        },
      ];

export const transitionTarget: Check = ({ actions }) => {
  const known = new Set(actions.map(({ identifier }) => identifier));
  return actions.flatMap((action) =>
    action.ways
      .filter(({ target }) => !known.has(target))
      .map(({ path, target }) => ({
        action,
        path,
        message: `${JSON.stringify(target)} is the identifier of no action.`,
        remedy: "Write the identifier of an action; upper and lower case count.",
      })),
  );
};

export const uniqueIdentifier: Check = ({ actions }) => {
  const first = new Map<unknown, ActionView>();
  return actions.flatMap((action) => {
    const earlier = first.get(action.identifier);
    if (!earlier) first.set(action.identifier, action);
    if (!earlier) return [];
    const message = `${JSON.stringify(action.identifier)} is the identifier of ${earlier.path} too.`;
    return [
      { action, path: `${action.path}.Identifier`, message, remedy: "Give each action an identifier of its own." },
    ];
  });
};

export const identifierText = eachAction(({ identifier, path }, { maximum = 50 }) => {
  const text = typeof identifier === "string" ? identifier : "";
  if (text.length >= 1 && text.length <= maximum && !IDENTIFIER_REFUSES.test(text)) return [];
  const message = `The identifier ${JSON.stringify(identifier)} is not 1 to ${maximum} characters without % : ( \\ / ) = $ , ; [ ] { }.`;
  return [{ path: `${path}.Identifier`, message, remedy: "Choose another identifier." }];
});

export const reservedIdentifier = eachAction(({ identifier, path }, { values = [] }) =>
  values.includes(textOf(identifier))
    ? [
        {
          path: `${path}.Identifier`,
          message: `${identifier} is a reserved word.`,
          remedy: "Choose another identifier.",
        },
      ]
    : [],
);

/** Everything else looks at actions of any shape as far as it can; this says what could not be looked at. */
export const actionShape: Check = ({ members, actions }) =>
  (members.Actions as unknown[]).flatMap((value, index) => {
    const action = actions[index];
    const wrong = isMembers(value)
      ? ["Parameters", "Transitions"].filter((name) => !isMembers(value[name]))
      : ["Identifier", "Type", "Parameters", "Transitions"];
    return wrong.map((name) => ({
      ...(action && { action }),
      path: `Actions[${index}].${name}`,
      message: `An action has an object as its ${name}.`,
      remedy: `Add "${name}", as {} if nothing is in it.`,
    }));
  });

export const actionCount: Check = ({ actions }, { maximum = 250 }) =>
  actions.length <= maximum
    ? []
    : [
        {
          path: "Actions",
          message: `The flow has ${actions.length} actions; at most ${maximum} are allowed.`,
          remedy: "Move a part of it into a flow module.",
        },
      ];

export const refusedType = eachAction(({ type, path }, { values = [] }) =>
  values.includes(type)
    ? [
        {
          path: `${path}.Type`,
          message: `The service refuses the action type ${type}.`,
          remedy: typeRemedy(type),
        },
      ]
    : [],
);

/** Campaign flows have blocks of their own that no record covers. */
export const unknownType: Check = ({ actions }, { values = [] }, flowType) => {
  if (flowType === "CAMPAIGN") return [];
  const known = new Set(values);
  return actions
    .filter(({ type }) => !known.has(type))
    .map((action) => ({
      action,
      path: `${action.path}.Type`,
      message: `${JSON.stringify(action.type)} is no action type of the flow language.`,
      remedy: typeRemedy(action.type),
    }));
};

/** The rule for one type looks only below the first level of its parameter; the general one everywhere else. */
export const emptyParameter: Check = ({ actions }, rule) =>
  actions
    .filter(({ type }) => !rule.type || type === rule.type)
    .flatMap((action) =>
      emptyPaths(action.parameters, `${action.path}.Parameters`, 0)
        .filter(({ path, depth }) => isDeepViewData(action, path, depth) === (rule.type !== undefined))
        .map(({ path }) => ({
          action,
          path,
          message: "An empty string stands here.",
          remedy: "Leave the member out, or write at least one space.",
        })),
    );

function isDeepViewData(action: ActionView, path: string, depth: number): boolean {
  return action.type === "ShowView" && path.startsWith(`${action.path}.Parameters.ViewData`) && depth > 2;
}

function emptyPaths(value: unknown, path: string, depth: number): { path: string; depth: number }[] {
  if (value === "") return [{ path, depth }];
  if (Array.isArray(value)) return value.flatMap((entry, index) => emptyPaths(entry, `${path}[${index}]`, depth + 1));
  if (!isMembers(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => emptyPaths(entry, `${path}.${key}`, depth + 1));
}

export const emptyOperand = eachAction(({ conditions }) =>
  conditions
    .filter(({ operands }) => Array.isArray(operands) && operands.includes(""))
    .map(({ path }) => ({
      path: `${path}.Condition.Operands`,
      message: "An operand is empty; the flow language cannot compare with nothing.",
      remedy: "Compare with a word that stands for nothing, such as none, and let the source of the value write it.",
    })),
);

export const oneOperand = eachAction(({ conditions }) =>
  conditions
    .filter(({ operands, operator }) => !isSingle(operands) || typeof operator !== "string")
    .map(({ path }) => ({
      path: `${path}.Condition`,
      message: "A condition has exactly one operator and exactly one operand, a string.",
      remedy: "Write one condition for each operand; several may lead to one action.",
    })),
);

function isSingle(operands: unknown): boolean {
  return Array.isArray(operands) && operands.length === 1 && ["string", "number"].includes(typeof operands[0]);
}

export const refusedOperator = eachAction(({ conditions }, { operators = [] }) =>
  conditions
    .filter(({ operator }) => operators.includes(textOf(operator)))
    .map(({ path, operator }) => ({
      path: `${path}.Condition.Operator`,
      message: `The service refuses the operator ${operator}.`,
      remedy: "Use Equals, TextStartsWith, TextEndsWith, TextContains, KeyExists or one of the Number comparisons.",
    })),
);

export const flowSettings: Check = ({ members }, _rule, flowType) =>
  flowType !== undefined && flowType !== "MODULE" && members.Settings !== undefined
    ? [{ path: "Settings", message: "Only a flow module carries Settings.", remedy: "Remove Settings." }]
    : [];

export const moduleSettings: Check = ({ members }, _rule, flowType) =>
  flowType === "MODULE" && members.Settings === undefined
    ? [
        {
          path: "Settings",
          message: "The content of a flow module must carry Settings.",
          remedy: 'Add {"InputParameters": [], "OutputParameters": [], "Transitions": [Success, Error]}.',
        },
      ]
    : [];

export const quotedScalars = eachAction(({ parameters, path, type }) =>
  Object.entries(parameters)
    .filter(
      ([name, value]) => ["number", "boolean"].includes(typeof value) && !(type === "Loop" && name === "LoopCount"),
    )
    .map(([name, value]) => ({
      path: `${path}.Parameters.${name}`,
      message: `${name} is ${typeof value === "number" ? "a number" : "a boolean"}; exports write every scalar as a string.`,
      remedy: `Write "${value}" in quotes.`,
    })),
);
