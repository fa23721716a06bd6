/** A product team's program: one line of the platform team's component. */
import * as pulumi from "@pulumi/pulumi";
import { SupportLine } from "./support-line";

const line = new SupportLine("billing", {
  team: "payments",
  destination: new pulumi.Config().requireSecret("destination"),
});

export const contactId = line.contactId;
export const phoneNumber = line.phoneNumber;
