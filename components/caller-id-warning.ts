/** A call from a queue without a caller id is refused: worth a line in preview, where the arguments alone say so. */
import * as pulumi from "@pulumi/pulumi";
import type { CenterVerificationArgs } from "./center-call-args";
import type { ContactCenterArgs } from "./contact-center-args";
import { isExisting } from "./part";

/** Warns where neither the centre nor the call has a number to show. A transform may bring one, and is trusted. */
export function warnOfMissingCallerId(
  path: string,
  { sourcePhoneNumber, enabled }: Pick<CenterVerificationArgs, "sourcePhoneNumber" | "enabled">,
  { phoneNumber, queue, transform }: Pick<ContactCenterArgs, "phoneNumber" | "queue" | "transform">,
  resource: pulumi.Resource,
): void {
  const isTransformed = transform?.queue !== undefined || transform?.verification !== undefined;
  if (phoneNumber || isExisting(queue) || isTransformed || sourcePhoneNumber !== undefined || enabled === false) return;
  void pulumi.log.warn(
    `${path}: the new queue has no number to call from, so the call will be refused before anybody is called: give the ` +
      "centre a phoneNumber, adopt a queue with a caller id, or give the call a sourcePhoneNumber.",
    resource,
  );
}
