/** The operators of conditions, as a table, and which condition of an action a value meets first. */
import type { FlowCondition } from "../../flow/language";

type Test = (value: string, operand: string) => boolean;

const numbers =
  (test: (value: number, operand: number) => boolean): Test =>
  (value, operand) =>
    value.trim() !== "" && operand.trim() !== "" && test(Number(value), Number(operand));

const OPERATORS: Record<string, Test> = {
  Equals: (value, operand) => value === operand,
  TextStartsWith: (value, operand) => value.startsWith(operand),
  TextEndsWith: (value, operand) => value.endsWith(operand),
  TextContains: (value, operand) => value.includes(operand),
  NumberGreaterThan: numbers((value, operand) => value > operand),
  NumberGreaterOrEqualTo: numbers((value, operand) => value >= operand),
  NumberLessThan: numbers((value, operand) => value < operand),
  NumberLessOrEqualTo: numbers((value, operand) => value <= operand),
  KeyExists: (value, operand) => hasKey(value, operand),
};

/** An object-valued path arrives as JSON. */
function hasKey(value: string, key: string): boolean {
  try {
    const object: unknown = JSON.parse(value);
    return typeof object === "object" && object !== null && Object.hasOwn(object, key);
  } catch {
    return false;
  }
}

/** The first condition that the value meets; undefined if it meets none. */
export function firstMet(conditions: FlowCondition[], value: string): FlowCondition | undefined {
  return conditions.find(({ Condition }) => {
    const test = Object.hasOwn(OPERATORS, Condition.Operator) ? OPERATORS[Condition.Operator] : undefined;
    return test !== undefined && Condition.Operands.some((operand) => test(value, operand));
  });
}
