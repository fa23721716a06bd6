/**
 * Values that the engine does not know yet. In preview they reach a dynamic provider as one marker string,
 * at any depth and in place of any type; every rule looks here before it judges a value.
 *
 * Source: pulumi/pulumi sdk/nodejs/runtime/rpc.ts, `unknownValue`.
 */

/** What stands for a value that is not known before the update runs. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** True for the marker itself. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** True when the marker stands anywhere inside the value. */
export function containsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (isRecord(value)) return Object.entries(value).some(([key, inner]) => isUnknown(key) || containsUnknown(inner));
  return false;
}

/** An object with string keys: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a caller left out: the engine may send null where a program wrote nothing. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
