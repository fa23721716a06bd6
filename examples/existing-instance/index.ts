/** A queue, a number and a call in a Connect instance that exists already. What is adopted is never changed or deleted. */
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

const config = new pulumi.Config();

const center = new ContactCenter("sales", {
  instance: { existing: config.require("instance") },
  hours: { existing: "Basic Hours" },
  queue: { name: "Sales", callerIdName: "Acme Sales", maxContacts: 50 },
  phoneNumber: { claim: { countryCode: "US" }, description: "Sales" },
  verification: { destinationPhoneNumber: config.requireSecret("destination") },
});

export const contactId = center.contactId;
export const phoneNumber = center.phoneNumber;

// The number is not released with the stack, since an instance outlives it: this is the line that takes it back.
export const takeTheNumberBack = center.phoneNumberReadoption;
