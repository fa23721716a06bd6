import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

const config = new pulumi.Config();

const center = new ContactCenter("checks", {
  instance: { alias: `checks-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: "US" } },
  verifications: {
    us: {
      destinationPhoneNumber: config.requireSecret("destination"),
      onFailure: config.get("onFailure") === "warn" ? "warn" : "fail",
    },
    self: { selfCall: true },
  },
  afterCall: {
    command: 'echo "$RINGCHECK_CALL $RINGCHECK_CONTACT_ID $RINGCHECK_PASSED $RINGCHECK_OUTCOME $NOTE" >> calls.log',
    environment: { NOTE: config.get("note") ?? "first" },
  },
});

export const contactId = center.contactId;
export const verified = config.get("onFailure") === "warn" ? undefined : center.requirePassed();
export const self = center.verifications.self?.contactId;
export const inboundLeg = center.verifications.self?.inboundLeg;
