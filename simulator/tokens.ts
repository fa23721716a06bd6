/** ClientTokens: the same token within its lifetime gives the same result instead of a second effect. */
import { createHash } from "node:crypto";
import type { Context } from "./context";
import { ServiceError } from "./errors";
import { TOKEN_LIFETIME_MS } from "./lifetimes";
import { operations } from "./model/table";
import type { OperationName } from "./operations";

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** JSON with sorted keys, so that equal requests have equal fingerprints. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** What this token gave before, if it still lives. */
export function recall(context: Context, scope: string, token: string | undefined) {
  if (!token) return undefined;
  const record = context.store.get("token", scope, sha256(token));
  return record && context.now - record.at < TOKEN_LIFETIME_MS ? record : undefined;
}

export function remember(context: Context, scope: string, token: string | undefined, result: string, request: unknown) {
  if (!token) return;
  context.store.put("token", [scope, sha256(token)], {
    result,
    fingerprint: sha256(canonical(request)),
    at: context.now,
  });
}

/** @throws IdempotencyException if the token was used with another request */
export function refuseOtherRequest(record: { fingerprint: string }, request: unknown): void {
  if (record.fingerprint !== sha256(canonical(request))) {
    throw new ServiceError("IdempotencyException", "The client token was already used with other parameters");
  }
}

/**
 * Whether this very request was served before, by its token; else it is from now on, unless it is refused.
 * @throws IdempotencyException if the token was used with another request. An operation that does not have this error
 * serves the other request as one of its own.
 */
export function isDone(context: Context, operation: OperationName, input: { ClientToken?: string }): boolean {
  const { ClientToken, ...request } = input;
  const before = recall(context, operation, ClientToken);
  if (before && operations[operation]?.errors?.includes("IdempotencyException")) refuseOtherRequest(before, request);
  if (before?.fingerprint === sha256(canonical(request))) return true;
  remember(context, operation, ClientToken, "", request);
  return false;
}
