/**
 * Checks answers and errors against botocore's own model of Connect, read from the venv that setup-venv.mjs makes. It
 * shares no code with the simulator's checks of requests, so that one mistake does not hide in both.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const ROOT = join(__dirname, "..", "..");

export interface ModelShape {
  type: string;
  members?: Record<string, { shape: string; locationName?: string; location?: string }>;
  required?: string[];
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  error?: { httpStatusCode: number };
  exception?: boolean;
}

export interface ModelOperation {
  http: { method: string; requestUri: string };
  input?: { shape: string };
  output?: { shape: string };
  errors?: { shape: string }[];
}

export interface ServiceModel {
  operations: Record<string, ModelOperation>;
  shapes: Record<string, ModelShape>;
}

/** Errors that any operation of any service can answer, so that no model lists them. */
const COMMON_ERRORS: Record<string, number> = {
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  MissingAuthenticationTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  RequestEntityTooLargeException: 413,
  /** Not modelled on DeleteHoursOfOperation, though its own documentation names that operation. */
  ResourceInUseException: 409,
};

/** The model escapes these twice; literally they would refuse every number. */
const DOUBLE_ESCAPED = new Set(["\\\\+[1-9]\\\\d{1,14}$", "\\\\+?[0-9]{1,11}"]);

let loaded: ServiceModel | undefined;

/** @throws Error in one line if the venv cannot be made */
export function serviceModel(): ServiceModel {
  if (loaded) return loaded;
  const made = spawnSync(process.execPath, [join(__dirname, "setup-venv.mjs")], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr.trim());
  const lib = join(ROOT, ".venv", "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python")) ?? "";
  const file = join(lib, python, "site-packages/botocore/data/connect/2017-08-08/service-2.json.gz");
  loaded = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as ServiceModel;
  return loaded;
}

/** What was checked in this run, and what was found. */
export const tally = { operations: new Set<string>(), answers: 0, errors: 0, violations: [] as string[] };

/** Every violation of the model in one answer. */
export function violationsOf(operation: string, status: number, errorName: string | undefined, body: string): string[] {
  const model = serviceModel();
  const row = Object.hasOwn(model.operations, operation) ? model.operations[operation] : undefined;
  if (!row) return [];
  tally.operations.add(operation);
  const found = status === 200 ? checkOutput(model, row, body) : checkError(model, row, status, errorName, body);
  tally.answers += 1;
  if (status !== 200) tally.errors += 1;
  const named = found.map((violation) => `${operation} ${status}: ${violation}`);
  tally.violations.push(...named);
  return named;
}

function checkOutput(model: ServiceModel, row: ModelOperation, body: string): string[] {
  if (!row.output) return body === "" ? [] : ["an answer without a body was expected"];
  const violations: string[] = [];
  check(model, row.output.shape, body === "" ? {} : JSON.parse(body), "", violations);
  return violations;
}

function checkError(model: ServiceModel, row: ModelOperation, status: number, name = "", body: string): string[] {
  if (status === 501 && name === "NotImplementedException") return [];
  const listed = row.errors?.some((error) => error.shape === name);
  const wanted = listed ? model.shapes[name]?.error?.httpStatusCode : COMMON_ERRORS[name];
  if (wanted === undefined) return [`the error ${name} is not one of this operation`];
  const violations = wanted === status ? [] : [`${name} must have status ${wanted}`];
  if (listed) check(model, name, JSON.parse(body), "", violations);
  return violations;
}

function check(model: ServiceModel, shapeName: string, value: unknown, path: string, violations: string[]): void {
  const shape = model.shapes[shapeName];
  if (!shape) throw new Error(`the model has no shape ${shapeName}`);
  const say = (words: string) => violations.push(`${path || "body"} ${words}`);
  if (shape.type === "structure") checkStructure(model, shape, value, path, violations);
  else if (shape.type === "list") {
    if (!Array.isArray(value)) return void say("is not a list");
    checkSize(shape, value.length, say);
    value.forEach((item, index) => {
      check(model, shape.member?.shape ?? "", item, `${path}[${index}]`, violations);
    });
  } else if (shape.type === "map") {
    const entries = Object.entries(value as Record<string, unknown>);
    checkSize(shape, entries.length, say);
    for (const [key, item] of entries) {
      check(model, shape.key?.shape ?? "", key, `${path}<key>`, violations);
      check(model, shape.value?.shape ?? "", item, `${path}.${key}`, violations);
    }
  } else checkScalar(shape, value, say);
}

function checkStructure(model: ServiceModel, shape: ModelShape, value: unknown, path: string, violations: string[]) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    violations.push(`${path || "body"} is not an object`);
    return;
  }
  const names = new Map(
    Object.entries(shape.members ?? {}).map(([name, member]) => [member.locationName ?? name, member]),
  );
  for (const [name, item] of Object.entries(value)) {
    const member = names.get(name);
    if (member) check(model, member.shape, item, path ? `${path}.${name}` : name, violations);
    else violations.push(`${path}.${name} is not in the model`);
  }
  for (const name of shape.required ?? []) if (!(name in value)) violations.push(`${path}.${name} is missing`);
}

function checkScalar(shape: ModelShape, value: unknown, say: (words: string) => void): void {
  if (shape.type === "string") {
    if (typeof value !== "string") return void say("is not a string");
    checkSize(shape, [...value].length, say);
    if (shape.enum && !shape.enum.includes(value)) say(`is ${value}, which is not in the enumeration`);
    if (shape.pattern && !DOUBLE_ESCAPED.has(shape.pattern) && !new RegExp(shape.pattern, "u").test(value)) {
      say(`does not match ${shape.pattern}`);
    }
  } else if (shape.type === "boolean") {
    if (typeof value !== "boolean") say("is not a boolean");
  } else {
    if (typeof value !== "number" || !Number.isFinite(value)) return void say("is not a number");
    if ((shape.type === "integer" || shape.type === "long") && !Number.isInteger(value)) say("is not an integer");
    if (shape.min !== undefined && value < shape.min) say(`is below ${shape.min}`);
    if (shape.max !== undefined && value > shape.max) say(`is above ${shape.max}`);
  }
}

function checkSize(shape: ModelShape, size: number, say: (words: string) => void): void {
  if (shape.min !== undefined && size < shape.min) say(`is shorter than ${shape.min}`);
  if (shape.max !== undefined && size > shape.max) say(`is longer than ${shape.max}`);
}
