/** A new contact centre that calls one number before `pulumi up` is green. */
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

const config = new pulumi.Config();

const center = new ContactCenter("smallest", {
  instance: { alias: `smallest-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: "US" } },
  verification: { destinationPhoneNumber: config.requireSecret("destination") },
});

export const contactId = center.contactId;
