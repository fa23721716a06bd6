/** A number takes customers' calls only after the centre has placed one itself. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";
import { greetAndProve } from "ringcheck/flow";

const config = new pulumi.Config();

const center = new ContactCenter("gated", {
  instance: { alias: `gated-${pulumi.getStack()}` },
  phoneNumber: { claim: { countryCode: "US" } },
  verification: { destinationPhoneNumber: config.requireSecret("destination") },
});

const reception = new aws.connect.ContactFlow("reception", {
  instanceId: center.instanceId,
  name: "Reception",
  content: greetAndProve({ greeting: "Thank you for calling. Goodbye." }).toString(),
});

// A gate uses dependsOn and never a value of the call: so a new call, or a failing one, leaves the binding as it is.
new aws.connect.PhoneNumberContactFlowAssociation(
  "production-number",
  {
    instanceId: center.instanceId,
    phoneNumberId: center.phoneNumberId,
    contactFlowId: reception.contactFlowId,
  },
  { dependsOn: center.verification },
);

export const contactId = center.contactId;
export const phoneNumber = center.phoneNumber;
