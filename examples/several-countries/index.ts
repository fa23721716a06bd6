/** One centre that proves that it can call each country in which its customers are. */
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

const config = new pulumi.Config();

const center = new ContactCenter("world", {
  instance: { alias: `world-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: "US", type: "TOLL_FREE" } },
  verifications: {
    us: { destinationPhoneNumber: config.requireSecret("destinationUs") },
    uk: { destinationPhoneNumber: config.requireSecret("destinationUk"), attempts: { limit: 2 } },
    // Nobody depends on Canada yet: a call that does not pass is shown at each `up`, and fails nothing.
    ca: { destinationPhoneNumber: config.requireSecret("destinationCa"), onFailure: "warn" },
  },
});

export const verdicts = Object.fromEntries(
  Object.entries(center.verifications).map(([country, { outcome, contactId }]) => [country, { outcome, contactId }]),
);
