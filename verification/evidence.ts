/** From what Connect says about a contact to the evidence that lands in the outputs, as plain JSON. */
import { NONCE_ATTRIBUTE, PROOF_ATTRIBUTE, STAGE_ATTRIBUTE } from "../flow/proof";
import type { ContactRecord } from "./connect-api";
import type { Evidence } from "./inputs";

/** Attributes of ours start with this; a user's own may not. */
export const OWN_ATTRIBUTE_PREFIX = "ringcheck_";

/**
 * The evidence so far. `nonce` is what the flow has to give back.
 *
 * @param mayBeAnybodys whether a contact that is not seen to carry the nonce is not taken for the call that was asked for
 */
export function evidenceOf(
  record: ContactRecord,
  nonce: string,
  stoppedBecause?: string,
  mayBeAnybodys = false,
): Evidence {
  const { initiatedAt, connectedAt, disconnectedAt, attributes } = record;
  const rangUntil = connectedAt ?? disconnectedAt;
  // A call of another request says nothing about this one, and must not be judged as its end.
  const carried = attributes?.[NONCE_ATTRIBUTE] ?? (mayBeAnybodys ? undefined : nonce);
  const isForeign = carried !== nonce;
  return withoutAbsent({
    contactId: record.contactId,
    contactArn: record.arn,
    placedAt: iso(initiatedAt),
    answeredAt: iso(connectedAt),
    endedAt: isForeign ? undefined : iso(disconnectedAt),
    ringSeconds: secondsBetween(initiatedAt, rangUntil),
    connectedSeconds: secondsBetween(connectedAt, disconnectedAt),
    disconnectReason: record.disconnectReason,
    stoppedBecause,
    // Nobody who never answered can have reached a proof: unknown only matters for answered calls.
    proofSeen: attributes === undefined ? undefined : attributes[PROOF_ATTRIBUTE] === nonce,
    stage: attributes?.[STAGE_ATTRIBUTE],
    attributes: attributes && usersAttributes(attributes),
  });
}

/** Without what ringcheck wrote itself. */
export function usersAttributes(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !key.startsWith(OWN_ATTRIBUTE_PREFIX)));
}

/** The same object without members that are undefined: outputs have to be plain JSON. */
export function withoutAbsent<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  const present = Object.entries(shape).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };
}

function iso(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.max(0, Math.round((to - from) / 100) / 10);
}
