/**
 * What every builder function shares: an action that knows the names it leads to, and the way from parameters as
 * TypeScript writes them to parameters as the wire wants them.
 */
import type { FlowType } from "../flow-types";
import type { FlowTransitions } from "../language";
import { FlowReference } from "../reference";

/** The id or ARN of another resource: as text, as a place to fill at deployment, or read from an attribute. */
export type ResourceId = string | FlowReference;

/** A path to a value that is known only during the contact, such as `$.Attributes.tier`. */
export type AttributePath = `$.${string}` | `$[${string}`;

/** A number, or a path to one. */
export type NumberOrPath = number | AttributePath;

/**
 * An action as a builder function gives it, before it has a name.
 * `Target` are the names that it leads to; `Refused` the kinds of flow in which the service refuses it.
 */
export interface BuiltAction<Target extends string = string, Refused extends FlowType = never> {
  /** The type in the words of the flow language, such as `MessageParticipant`. */
  readonly type: string;
  /** The parameters as the wire spells them. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The ways out. */
  readonly transitions: FlowTransitions;
  /** The names of the actions that this one leads to. Only the compiler looks here: always absent. */
  readonly leadsTo?: Target;
  /** The kinds of flow that refuse this action. Only the compiler looks here: always absent. */
  readonly refusedIn?: Refused;
}

/** The one way on. */
export interface Next<Target extends string> {
  /** The name of the action that follows. */
  next: Target;
}

/** Error branches: those that the service demands, and those that it merely takes. */
export interface OnErrors<Target extends string, Required extends string, Optional extends string = never> {
  /** From the error's name to the name of the action that follows. */
  errors: { [Name in Required]: Target } & { [Name in Optional]?: Target };
}

/** The usual case: one way on, and one branch for any error. */
export type NextOrError<Target extends string> = Next<Target> & OnErrors<Target, "NoMatchingError">;

/** One condition: an operator, its operand, and where it leads. */
export type Branch<Target extends string> = readonly [operator: string, operand: string, next: Target];

export interface Ways<Target extends string> {
  next?: Target;
  errors?: { readonly [error: string]: Target | undefined };
  branches?: readonly Branch<Target>[];
}

/** An action of any type. The typed functions beside this file are made of it. */
export function action<Target extends string, Refused extends FlowType = never>(
  type: string,
  parameters: object,
  { next, errors = {}, branches = [] }: Ways<Target>,
): BuiltAction<Target, Refused> {
  const wired = Object.entries(errors).flatMap(([ErrorType, target]) =>
    target ? [{ NextAction: target, ErrorType }] : [],
  );
  const conditions = branches.map(([Operator, operand, NextAction]) => ({
    NextAction,
    Condition: { Operator, Operands: [operand] },
  }));
  const transitions = { ...(next !== undefined && { NextAction: next }), Errors: wired, Conditions: conditions };
  return { type, parameters: wireParameters(parameters), transitions };
}

/** An action after which nothing follows. */
export function lastAction<Refused extends FlowType = never>(
  type: string,
  parameters: object = {},
): BuiltAction<never, Refused> {
  return { type, parameters: wireParameters(parameters), transitions: {} };
}

/** Branches that compare with `Equals`. */
export function equalsBranches<Target extends string>(outcomes: {
  readonly [operand: string]: Target | undefined;
}): Branch<Target>[] {
  return Object.entries(outcomes).flatMap(([operand, next]) => (next ? [["Equals", operand, next] as const] : []));
}

/** Content whose keys are the user's own, so that they go over the wire as they are. */
export class Verbatim {
  constructor(readonly value: unknown) {}
}

/** Names that the wire does not spell with just a capital first letter. */
const WIRE_NAMES: Record<string, string> = {
  ssml: "SSML",
  dtmfConfiguration: "DTMFConfiguration",
  enableDtmfBuffer: "EnableDTMFBuffer",
  skipWhenDtmfBufferEnabled: "SkipWhenDTMFBufferEnabled",
  thirdPartyDtmfDigits: "ThirdPartyDTMFDigits",
  ivrRecordingBehavior: "IVRRecordingBehavior",
  lambdaFunctionArn: "LambdaFunctionARN",
};

function wireName(name: string): string {
  return WIRE_NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

function wireParameters(parameters: object): Record<string, unknown> {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [wireName(name), wireValue(value)]));
}

/** Every scalar goes over the wire as a string, a boolean as `True` or `False`. */
function wireValue(value: unknown): unknown {
  if (value instanceof FlowReference) return value;
  if (value instanceof Verbatim) return value.value;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(wireValue);
  return typeof value === "object" && value !== null ? wireParameters(value) : value;
}
