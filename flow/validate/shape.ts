/**
 * Looks at content of unknown origin as a flow. What is not there or of another shape is seen as absent, so that no
 * check has to defend itself, and one malformed action hides nothing about the others.
 */

/** A way out of an action, with where it stands in the content. */
export interface Way {
  path: string;
  target: unknown;
  kind: "next" | "error" | "condition";
  /** The error type, or the operand, with its operator where that is not `Equals`. */
  label?: string;
  /** As a trace names it: `NextAction`, `Errors:TYPE` or `Conditions:OPERAND`. */
  branch: string;
}

export interface ConditionView {
  path: string;
  operator: unknown;
  operands: unknown;
}

/** One action, seen safely. */
export interface ActionView {
  index: number;
  /** `Actions[3]`, as the service writes it. */
  path: string;
  identifier: unknown;
  /** How people find the action: its identifier, or its place where it has none. */
  label: string;
  type: string;
  parameters: Record<string, unknown>;
  hasNextAction: boolean;
  errorTypes: string[];
  conditions: ConditionView[];
  ways: Way[];
}

/** A whole flow, seen safely. */
export interface ContentView {
  members: Record<string, unknown>;
  actions: ActionView[];
}

/** Text of any value: an object may carry a member that is called toString, and is no function. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/** Whether a value is an object with members, and not an array. */
export function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deeper than any flow is nested, and far from where functions that call themselves run out of stack. */
const DEEPEST = 200;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether anything in a value is nested deeper than in any flow. */
export function isTooDeep(value: unknown): boolean {
  const parts = (entry: unknown): object[] => Object.values(entry as object).filter(isObject);
  let level = new Set([value].filter(isObject));
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    if (level.size === 0) return false;
    level = new Set([...level].flatMap(parts));
  }
  return true;
}

/** The flow in any parsed JSON; `undefined` for what cannot be one. */
export function viewContent(content: unknown): ContentView | undefined {
  if (!isMembers(content) || !Array.isArray(content.Actions) || isTooDeep(content)) return undefined;
  return { members: content, actions: content.Actions.map(viewAction) };
}

/** What stands at a dotted path below the parameters; `undefined` where nothing does. */
export function parameterAt(parameters: Record<string, unknown>, path: string): unknown {
  let value: unknown = parameters;
  for (const key of path.split(".")) value = isMembers(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function viewAction(value: unknown, index: number): ActionView {
  const action = isMembers(value) ? value : {};
  const transitions = isMembers(action.Transitions) ? action.Transitions : {};
  const path = `Actions[${index}]`;
  const errors = membersOf(transitions.Errors);
  const conditions = membersOf(transitions.Conditions);
  return {
    index,
    path,
    identifier: action.Identifier,
    label: typeof action.Identifier === "string" ? action.Identifier : path,
    type: typeof action.Type === "string" ? action.Type : "",
    parameters: isMembers(action.Parameters) ? action.Parameters : {},
    hasNextAction: transitions.NextAction !== undefined && transitions.NextAction !== null,
    errorTypes: errors.map((error) => textOf(error.ErrorType)),
    conditions: conditions.map((condition, place) =>
      viewCondition(condition, `${path}.Transitions.Conditions[${place}]`),
    ),
    ways: waysOut(path, transitions.NextAction, errors, conditions),
  };
}

function viewCondition(condition: Record<string, unknown>, path: string): ConditionView {
  const test = isMembers(condition.Condition) ? condition.Condition : {};
  return { path, operator: test.Operator, operands: test.Operands };
}

function waysOut(
  path: string,
  next: unknown,
  errors: Record<string, unknown>[],
  conditions: Record<string, unknown>[],
): Way[] {
  const at = `${path}.Transitions`;
  return [
    ...(next === undefined || next === null
      ? []
      : [{ path: `${at}.NextAction`, target: next, kind: "next" as const, branch: "NextAction" }]),
    ...conditions.map((condition, place) => ({
      path: `${at}.Conditions[${place}].NextAction`,
      target: condition.NextAction,
      kind: "condition" as const,
      label: labelOf(condition),
      branch: `Conditions:${operandOf(condition)}`,
    })),
    ...errors.map((error, place) => ({
      path: `${at}.Errors[${place}].NextAction`,
      target: error.NextAction,
      kind: "error" as const,
      label: textOf(error.ErrorType),
      branch: `Errors:${textOf(error.ErrorType)}`,
    })),
  ];
}

function operandOf({ Condition: test }: Record<string, unknown>): string {
  return isMembers(test) && Array.isArray(test.Operands) ? test.Operands.map(textOf).join(",") : "";
}

function labelOf(condition: Record<string, unknown>): string {
  const operator = isMembers(condition.Condition) ? textOf(condition.Condition.Operator) : "";
  return operator === "Equals" ? operandOf(condition) : `${operator} ${operandOf(condition)}`;
}

function membersOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((entry) => (isMembers(entry) ? entry : {})) : [];
}
