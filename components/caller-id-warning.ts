/**
 * A call from a queue without a caller id is refused, and an adopted queue takes no number of the centre for its own:
 * worth a line in preview, where the arguments alone say so.
 */
import * as pulumi from "@pulumi/pulumi";
import type { CenterVerificationArgs } from "./center-call-args";
import type { ContactCenterArgs } from "./contact-center-args";
import { isExisting } from "./part";

/**
 * Warns where neither the centre nor the call has a number to show, and where the one that is claimed will not be it. A
 * transform may bring one, and is trusted.
 */
export function warnOfMissingCallerId(
  path: string,
  wanted: Pick<CenterVerificationArgs, "sourcePhoneNumber" | "enabled" | "selfCall">,
  { phoneNumber, queue, transform }: Pick<ContactCenterArgs, "phoneNumber" | "queue" | "transform">,
  resource: pulumi.Resource,
): void {
  const { sourcePhoneNumber, enabled, selfCall } = wanted;
  const isTransformed = transform?.queue !== undefined || transform?.verification !== undefined;
  if (isTransformed || sourcePhoneNumber !== undefined || enabled === false) return;
  if (isExisting(queue)) {
    // One that is adopted may be the queue's own; one that answers calls has its use.
    if (!phoneNumber || isExisting(phoneNumber) || phoneNumber.inboundFlow !== undefined || selfCall === true) return;
    void pulumi.log.warn(
      `${path}: the adopted queue keeps its own caller id, so the call does not show the number that is claimed: leave ` +
        "queue out, so that one is made with the number, or phoneNumber.",
      resource,
    );
    return;
  }
  if (phoneNumber) return;
  void pulumi.log.warn(
    `${path}: the new queue has no number to call from, so the call will be refused before anybody is called: give the ` +
      "centre a phoneNumber, adopt a queue with a caller id, or give the call a sourcePhoneNumber.",
    resource,
  );
}
