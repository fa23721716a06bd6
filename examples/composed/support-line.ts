/** What a platform team gives its product teams: a contact centre by the house rules, verified. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";

export interface SupportLineArgs {
  /** Who answers for the line; a tag on everything. */
  team: string;
  /** A phone of the team, called at each deployment that changes the line. */
  destination: pulumi.Input<string>;
}

export class SupportLine extends pulumi.ComponentResource {
  readonly phoneNumber: pulumi.Output<string | undefined>;
  readonly contactId: pulumi.Output<string | undefined>;

  constructor(name: string, { team, destination }: SupportLineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:SupportLine", name, {}, opts);
    const tags = { team, service: name };
    const center = new ContactCenter(
      name,
      {
        instance: { alias: `${name}-${pulumi.getStack()}` },
        hours: { timeZone: "Europe/London", weekdays: "08:00-20:00", saturday: "09:00-13:00" },
        phoneNumber: { claim: { countryCode: "GB" } },
        tags,
        // The house rule that the component has no argument for.
        transform: { queue: (args) => ({ ...args, maxContacts: 100 }) },
        verification: { destinationPhoneNumber: destination, attempts: { limit: 2, intervalSeconds: 60 } },
      },
      { parent: this },
    );
    // Exists only once the centre has placed a call.
    new aws.connect.Queue(
      `${name}-callbacks`,
      { instanceId: center.instanceId, hoursOfOperationId: center.hoursOfOperationId, name: "Callbacks", tags },
      { parent: this, dependsOn: center.verification },
    );
    this.phoneNumber = center.phoneNumber;
    this.contactId = center.contactId;
    this.registerOutputs({ phoneNumber: this.phoneNumber, contactId: this.contactId });
  }
}
