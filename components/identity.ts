/** Who places a call: what stays the same while requests, attempts and numbers change. */
import * as crypto from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * `hash(organization, project, stack, logical name, salt)`. There is no request and no phone number in it, so it may
 * be shown and written onto contacts.
 */
export function callIdentity(name: string, salt: string | undefined): string {
  const parts = [organization(), pulumi.getProject(), pulumi.getStack(), name, salt ?? ""];
  return crypto.createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

// A user's unit tests on Pulumi's mocks name no organization; self-managed backends call theirs "organization".
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}
