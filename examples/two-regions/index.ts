/** The same centre in two Regions, each with a call that proves it. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

const config = new pulumi.Config();

const regions: aws.Region[] = ["us-east-1", "eu-west-2"];

const centers = regions.map((region) => {
  const provider = new aws.Provider(region, { region });
  return new ContactCenter(
    `support-${region}`,
    {
      instance: { alias: `support-${region}-${pulumi.getStack()}` },
      phoneNumber: { claim: { countryCode: region === "us-east-1" ? "US" : "GB" } },
      // Not `aws: { region }`: the call finds its Region in the instance's ARN.
      verification: { destinationPhoneNumber: config.requireSecret("destination") },
    },
    { providers: [provider] },
  );
});

export const contactIds = Object.fromEntries(centers.map(({ contactId }, index) => [regions[index], contactId]));
