import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

const center = new ContactCenter("command", {
  instance: { alias: `command-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: "US" } },
  verification: { destinationPhoneNumber: new pulumi.Config().requireSecret("destination") },
});

const after = new local.Command(
  "after",
  { create: 'echo "verified by $CONTACT_ID"', environment: { CONTACT_ID: center.requirePassed() } },
  { dependsOn: center.verification },
);

export const contactId = center.contactId;
export const said = after.stdout;
