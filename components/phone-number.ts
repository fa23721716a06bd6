/** The centre's phone number: claimed, adopted, or none. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Existing, given, idOf, isExisting, type PartContext } from "./part";
import { child } from "./transform";

/** A number to claim, or one that is claimed already. */
export type PhoneNumberArgs = ClaimedNumber | Existing;

/** Claims a number. A released number is locked for up to 180 days, and claims are limited: do not churn. */
export interface ClaimedNumber {
  claim: {
    /** ISO 3166-1 alpha-2, such as `US`. */
    countryCode: pulumi.Input<string>;
    /** @default `"DID"` */
    type?: pulumi.Input<"DID" | "TOLL_FREE" | "UIFN" | "SHARED" | "THIRD_PARTY_TF" | "THIRD_PARTY_DID">;
    /** The number must begin with it, `+` and country code included. @default any */
    prefix?: pulumi.Input<string>;
  };
  /** At most 500 characters. @default none */
  description?: pulumi.Input<string>;
}

/** Claims or adopts the number. One claimed for an adopted instance outlives the stack. */
export function phoneNumber(
  number: PhoneNumberArgs,
  {
    name,
    instanceArn,
    instanceIsAdopted,
    tags,
    transform,
    opts,
  }: Omit<PartContext<aws.connect.PhoneNumberArgs>, "instanceId"> & {
    instanceArn: pulumi.Input<string>;
    instanceIsAdopted: boolean;
  },
): aws.connect.PhoneNumber {
  if (isExisting(number)) {
    return aws.connect.PhoneNumber.get(`${name}-number`, idOf(number.existing), undefined, opts);
  }
  return child(
    aws.connect.PhoneNumber,
    `${name}-number`,
    given({
      targetArn: instanceArn,
      countryCode: number.claim.countryCode,
      type: number.claim.type ?? "DID",
      prefix: number.claim.prefix,
      description: number.description,
      tags,
    }),
    transform,
    instanceIsAdopted ? { retainOnDelete: true, ...opts } : opts,
  );
}
