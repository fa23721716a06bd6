/**
 * Checks a request against the service model's constraints and gives it its types: numbers and booleans of a query
 * string become such, timestamps become milliseconds. All violations are found before any of them is reported.
 */
import { type MemberRow, type ShapeRow, shapeOf } from "./model/table";

/** What the checks found out, collected over the whole request. */
interface Findings {
  problems: string[];
}

/** The service model escapes these patterns twice; this is what they are meant to say. */
const INTENDED_PATTERNS: Record<string, string> = {
  "\\\\+[1-9]\\\\d{1,14}$": "^\\+[1-9]\\d{1,14}$",
  "\\\\+?[0-9]{1,11}": "^\\+?[0-9]{1,11}$",
};

const compiled = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const intended = INTENDED_PATTERNS[pattern] ?? pattern;
  const fresh = new RegExp(intended, unicodeIfNeeded(intended));
  compiled.set(pattern, fresh);
  return fresh;
}

/** `\p{L}` needs the u flag, under which needless escapes such as `\-` outside a class are errors. */
function unicodeIfNeeded(pattern: string): string {
  return pattern.includes("\\p{") || pattern.includes("\\P{") ? "u" : "";
}

/**
 * The typed request, and every violation in it.
 * @param shapeName the input shape of the operation
 * @param raw member name -> value as it came: strings from path and query, JSON from the body
 */
export function checkRequest(
  shapeName: string,
  raw: Record<string, unknown>,
): { input: Record<string, unknown>; problems: string[] } {
  const findings: Findings = { problems: [] };
  const input = checkStructure(shapeOf(shapeName), raw, "", findings) as Record<string, unknown>;
  return { input: input ?? {}, problems: findings.problems };
}

function checkValue(shapeName: string, value: unknown, path: string, member: MemberRow | undefined, found: Findings) {
  const shape = shapeOf(shapeName);
  const fromText = member?.in !== undefined;
  return CHECKS[shape.type](shape, value, path, found, fromText);
}

type Check = (shape: ShapeRow, value: unknown, path: string, found: Findings, fromText: boolean) => unknown;

const CHECKS: Record<ShapeRow["type"], Check> = {
  structure: checkStructure,
  list: checkList,
  map: checkMap,
  string: checkString,
  integer: checkInteger,
  long: checkInteger,
  double: checkNumber,
  float: checkNumber,
  boolean: checkBoolean,
  timestamp: checkTimestamp,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkStructure(shape: ShapeRow, value: unknown, path: string, found: Findings): unknown {
  if (!isObject(value)) return mistyped(path, "an object", found);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const here = path ? `${path}.${name}` : name;
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined || given === null) {
      if (shape.required?.includes(name)) found.problems.push(`${here} is required`);
      continue;
    }
    result[name] = checkValue(member.shape, given, here, member, found);
  }
  return result;
}

function checkList(shape: ShapeRow, value: unknown, path: string, found: Findings, fromText: boolean): unknown {
  const items = fromText && !Array.isArray(value) ? [value] : value;
  if (!Array.isArray(items)) return mistyped(path, "a list", found);
  checkSize(shape, items.length, path, "items", found);
  const member = shape.member ?? "";
  return items.map((item, index) => {
    if (item === null) return mistyped(`${path}[${index}]`, "a value, not null", found);
    return checkValue(member, item, `${path}[${index}]`, undefined, found);
  });
}

function checkMap(shape: ShapeRow, value: unknown, path: string, found: Findings): unknown {
  if (!isObject(value)) return mistyped(path, "a map", found);
  const entries = Object.entries(value);
  checkSize(shape, entries.length, path, "entries", found);
  const checked = entries.map(([key, item]) => {
    checkValue(shape.key ?? "", key, `${path} key`, undefined, found);
    if (item === null) return [key, mistyped(`${path} value`, "a value, not null", found)];
    return [key, checkValue(shape.value ?? "", item, `${path} value`, undefined, found)];
  });
  return Object.fromEntries(checked);
}

function checkString(shape: ShapeRow, value: unknown, path: string, found: Findings): unknown {
  if (typeof value !== "string") return mistyped(path, "a string", found);
  checkSize(shape, [...value].length, path, "characters", found);
  if (shape.enum && !shape.enum.includes(value)) {
    const offered = shape.enum.length > 20 ? "a value of its enumeration" : `one of [${shape.enum.join(", ")}]`;
    found.problems.push(`${path} must be ${offered}`);
  }
  // Beyond the length limit the pattern adds nothing but work.
  const tooLong = shape.max !== undefined && value.length > shape.max;
  if (shape.pattern && !tooLong && !patternOf(shape.pattern).test(value)) {
    found.problems.push(`${path} must satisfy the pattern ${shape.pattern}`);
  }
  return value;
}

function checkInteger(shape: ShapeRow, value: unknown, path: string, found: Findings, fromText: boolean): unknown {
  const number = fromText && typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number)) return mistyped(path, "an integer", found);
  if (shape.type === "integer" && Math.abs(number) > 0x7fffffff) return mistyped(path, "a 32-bit integer", found);
  checkRange(shape, number, path, found);
  return number;
}

function checkNumber(shape: ShapeRow, value: unknown, path: string, found: Findings): unknown {
  if (typeof value !== "number" || !Number.isFinite(value)) return mistyped(path, "a number", found);
  checkRange(shape, value, path, found);
  return value;
}

function checkBoolean(_shape: ShapeRow, value: unknown, path: string, found: Findings, fromText: boolean): unknown {
  if (fromText && (value === "true" || value === "false")) return value === "true";
  return typeof value === "boolean" ? value : mistyped(path, "a boolean", found);
}

/** restJson1 sends epoch seconds in a body; ISO text is accepted too, as the service's parsers do. */
function checkTimestamp(_shape: ShapeRow, value: unknown, path: string, found: Findings): unknown {
  const milliseconds = typeof value === "number" ? value * 1000 : typeof value === "string" ? Date.parse(value) : NaN;
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return mistyped(path, "a timestamp", found);
  return milliseconds;
}

function checkSize(shape: ShapeRow, size: number, path: string, unit: string, found: Findings) {
  if (shape.min !== undefined && size < shape.min) {
    found.problems.push(`${path} must include at least ${shape.min} ${unit}`);
  }
  if (shape.max !== undefined && size > shape.max) {
    found.problems.push(`${path} must include at most ${shape.max} ${unit}`);
  }
}

function checkRange(shape: ShapeRow, value: number, path: string, found: Findings) {
  if (shape.min !== undefined && value < shape.min) found.problems.push(`${path} must be at least ${shape.min}`);
  if (shape.max !== undefined && value > shape.max) found.problems.push(`${path} must be at most ${shape.max}`);
}

function mistyped(path: string, wanted: string, found: Findings): undefined {
  found.problems.push(`${path || "the body"} must be ${wanted}`);
  return undefined;
}
