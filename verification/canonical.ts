/**
 * One spelling for equal values, and the hashes built on it: fingerprint, client token, nonce.
 * Key order is not kept on the way through the engine, so nothing here may depend on it.
 */
import { createHash } from "node:crypto";

/** JSON with sorted keys and without absent members. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

/** SHA-256 in hex over the canonical spelling. `purpose` keeps hashes of different kinds apart. */
export function hashOf(purpose: string, ...parts: unknown[]): string {
  return createHash("sha256")
    .update(canonicalJson([purpose, ...parts]))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // A list of pairs would lose the difference to an array; fromEntries defines "__proto__" as an ordinary member.
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
