/**
 * What a call depends on besides its request. Flow content, caller id, hours and attributes change in place, with the
 * same ids, so their hashes are handed to the call as triggers: a changed centre is called again.
 */
import * as crypto from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** One hash for each named value; a value not known yet leaves only its own hash unknown. */
export function triggersOf(values: Record<string, unknown>): Record<string, pulumi.Output<string>> {
  const hashed = (value: unknown) => (pulumi.output(value as object) as pulumi.Output<unknown>).apply(hash);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hashed(value)]));
}

function hash(value: unknown): string {
  return crypto
    .createHash("sha256")
    .update(canonical(value) ?? "")
    .digest("hex")
    .slice(0, 16);
}

// The lists among these values are sets on the service's side, so their order means nothing either.
function canonical(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).sort().join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
