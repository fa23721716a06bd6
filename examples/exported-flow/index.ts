/** A flow drawn in Connect's editor and exported there: what it names by copied ARNs is given way to this stack's own. */
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";
import { ref } from "ringcheck/flow";

const config = new pulumi.Config();

/** Where the flow was drawn. */
const DRAFTS = "arn:aws:connect:us-east-1:111122223333:instance/8ae3b0f5-6f6d-4a70-9b3f-2f0c5a1d7e11";

const center = new ContactCenter("main-line", {
  instance: { alias: `main-line-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: "US" } },
  flow: {
    file: "main-line.json",
    replace: {
      [`${DRAFTS}/queue/5b1e0f7a-93c4-4f0f-8d0c-7c9a4f2e6b20`]: ref("queue"),
      [`${DRAFTS}/operating-hours/0d7c8a55-2c1e-4a7b-a0d6-1b64f5f0c9e3`]: ref("hours"),
    },
  },
  verification: { destinationPhoneNumber: config.requireSecret("destination") },
});

export const contactId = center.contactId;
