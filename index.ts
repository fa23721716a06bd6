/** The main job: a contact centre that has placed a call before `pulumi up` is green. Runs unchanged on AWS. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type CenterVerificationArgs, ContactCenter, type ContactCenterArgs } from "ringcheck";

const config = new pulumi.Config();

const flow = flowFrom(config.get("flowFile"));
const expectedOutcome = config.get("expectedOutcome") as "completed" | "answered-unproven" | undefined;

const verification: CenterVerificationArgs = {
  destinationPhoneNumber: config.requireSecret("destination"),
  ...(expectedOutcome && { expect: { outcome: expectedOutcome } }),
};

const args: ContactCenterArgs = {
  instance: { alias: config.get("alias") ?? `ringcheck-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: config.get("country") ?? "US" } },
  ...(flow && { flow }),
  verification,
};

const center = new ContactCenter("ringcheck", args);

export const instanceId = center.instanceId;
export const phoneNumber = center.phoneNumber;
export const contactId = center.contactId;
export const outcome = center.verification?.outcome;
export const placedAt = center.verification?.placedAt;
export const answeredAt = center.verification?.answeredAt;
export const endedAt = center.verification?.endedAt;

/** The text of a flow file, byte for byte. Its path starts at the project's folder, where Pulumi.yaml lies. */
function flowFrom(file: string | undefined): string | undefined {
  try {
    return file && fs.readFileSync(path.resolve(__dirname, "..", file), "utf8");
  } catch (error) {
    throw new pulumi.RunError(`flowFile: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
