/**
 * Small rules about the shape of one value. Each answers with the rest of a sentence ("must be …"), or nothing. A value
 * that is not known yet breaks no rule, at any depth.
 */
import { isAbsent, isRecord, isUnknown } from "./unknowns";

/** What is wrong with a value, to be read after its name; undefined when nothing is. */
export type ShapeRule = (value: unknown) => string | undefined;

/** Text of a length in characters, as the service counts them: by code point. */
export function text(min: number, max: number): ShapeRule {
  return (value) => {
    if (typeof value !== "string") return "must be a string";
    if (value.length < min) return min === 1 ? "must not be empty" : `must have at least ${min} characters`;
    // A code point has two UTF-16 units at most, so most texts need no counting.
    const length = value.length > max ? [...value].length : value.length;
    return length > max ? `must have at most ${max} characters (it has ${length})` : undefined;
  };
}

/** A whole number within limits. */
export function wholeNumber(min: number, max: number): ShapeRule {
  return (value) => {
    const fits = typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
    return fits ? undefined : `must be a whole number from ${min} to ${max}`;
  };
}

/** true or false. */
export const truth: ShapeRule = (value) => (typeof value === "boolean" ? undefined : "must be true or false");

/** One of a few words. */
export function oneOf(words: readonly string[]): ShapeRule {
  return (value) =>
    typeof value === "string" && words.includes(value) ? undefined : `must be one of ${words.join(", ")}`;
}

/** A problem inside a value: `path` is empty for the value itself. */
export interface ShapeProblem {
  path: string;
  reason: string;
}

/** A member of an object: required or not, with the problems of its value. */
export interface Member {
  required?: true;
  find: (value: unknown) => ShapeProblem[];
}

/** Looks at one value with one rule. */
export function leaf(rule: ShapeRule): Member["find"] {
  return (value) => {
    const reason = isUnknown(value) ? undefined : rule(value);
    return reason ? [{ path: "", reason }] : [];
  };
}

/** Looks at an object with these members. */
export function shape(members: Readonly<Record<string, Member>>): Member["find"] {
  return (value) => {
    if (isUnknown(value)) return [];
    if (!isRecord(value)) return [{ path: "", reason: "must be an object" }];
    const problems: ShapeProblem[] = [];
    for (const [name, member] of Object.entries(members)) {
      const inner = Object.hasOwn(value, name) ? value[name] : undefined;
      if (isAbsent(inner)) {
        if (member.required) problems.push({ path: name, reason: "is required" });
      } else {
        problems.push(...below(name, member.find(inner)));
      }
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(members, name) && !isUnknown(name)) {
        problems.push({ path: printable(name), reason: `does not exist; it has ${Object.keys(members).join(", ")}` });
      }
    }
    return problems;
  };
}

/** Looks at every value of a map, without printing the values. */
export function mapOf(find: Member["find"], ofKey?: ShapeRule): Member["find"] {
  return (value) => {
    if (isUnknown(value)) return [];
    if (!isRecord(value)) return [{ path: "", reason: "must be a map" }];
    return Object.entries(value).flatMap(([key, inner]) => {
      const wrongKey = ofKey && !isUnknown(key) ? ofKey(key) : undefined;
      const keyProblems = wrongKey ? [{ path: printable(key), reason: wrongKey }] : [];
      return [...keyProblems, ...(isAbsent(inner) ? [] : below(printable(key), find(inner)))];
    });
  };
}

/** Looks at every item of a list. */
export function listOf(find: Member["find"]): Member["find"] {
  return (value) => {
    if (isUnknown(value)) return [];
    if (!Array.isArray(value)) return [{ path: "", reason: "must be a list" }];
    return value.flatMap((item, index) => below(String(index), find(item)));
  };
}

function below(name: string, problems: ShapeProblem[]): ShapeProblem[] {
  return problems.map(({ path, reason }) => ({ path: path ? `${name}.${path}` : name, reason }));
}

/** A key as it may stand in a sentence. */
function printable(key: string): string {
  const short = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  return JSON.stringify(short).slice(1, -1);
}
