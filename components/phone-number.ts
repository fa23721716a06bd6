/** The centre's phone number: claimed, adopted, or none; and the flow that answers it. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import type { AwsTarget } from "../verification";
import { checkExisting, existingPhoneNumberId } from "./adopt";
import { type ArgumentCheck, type ArgumentRule, text, word } from "./argument-check";
import { type Existing, given, isExisting, type PartContext } from "./part";
import { checkFlowName } from "./queue";
import { child } from "./transform";

/** A number to claim, or one that is claimed already. */
export type PhoneNumberArgs = ClaimedNumber | ExistingNumber;

/** What both kinds of number can have. */
interface AnsweredNumber {
  /**
   * The inbound flow that answers calls to the number: its name among the centre's `flows`, `"flow"` for the centre's
   * own flow, or `{ existing }`. An adopted number is bound too, and on destroy set free of any flow.
   *
   * @default none: the binding is left as it is
   *
   * Source: Connect API, AssociatePhoneNumberContactFlow.
   */
  inboundFlow?: string | Existing;
}

/** A number that is claimed already, by this instance. */
export interface ExistingNumber extends Existing, AnsweredNumber {}

/**
 * Claims a number. A released number is locked for up to 180 days, and claims are limited: do not churn. Every change of
 * `claim` or `description` replaces the number.
 *
 * @example { claim: { countryCode: "GB", type: "DID", prefix: "+44203" }, inboundFlow: "menu" }
 *
 * Source: Connect API, SearchAvailablePhoneNumbers and ClaimPhoneNumber.
 */
export interface ClaimedNumber extends AnsweredNumber {
  /** Which number to ask for. */
  claim: {
    /** ISO 3166-1 alpha-2, such as `US`. */
    countryCode: pulumi.Input<string>;
    /** @default `"DID"` */
    type?: pulumi.Input<"DID" | "TOLL_FREE" | "UIFN" | "SHARED" | "THIRD_PARTY_TF" | "THIRD_PARTY_DID">;
    /** The number must begin with it: `+`, country code and more, at most 11 digits. @default any */
    prefix?: pulumi.Input<string>;
  };
  /** At most 500 characters. @default none */
  description?: pulumi.Input<string>;
}

const TYPES = ["DID", "TOLL_FREE", "UIFN", "SHARED", "THIRD_PARTY_TF", "THIRD_PARTY_DID"];
const SHAPE = '{ claim: { countryCode: "US" } }, or { existing: idOrArnOrNumber }';

const countryRule: ArgumentRule<string> = (value, said) =>
  getCountries().includes(value as CountryCode)
    ? undefined
    : `${said} is no country: two capital letters of ISO 3166-1, such as "US" or "GB".`;

const prefixRule: ArgumentRule<string> = (value, said) =>
  typeof value === "string" && /^\+\d{1,11}$/.test(value)
    ? undefined
    : `${said} is no prefix: a plus and 1–11 digits, country code included, such as "+1206".`;

/** Holds the number's arguments to their limits. `flows` are the names that `inboundFlow` may mean. */
export function checkPhoneNumber(
  check: ArgumentCheck,
  number: PhoneNumberArgs | undefined,
  flows: readonly string[],
): PhoneNumberArgs | undefined {
  if (number === undefined || !check.isObject("phoneNumber", number, SHAPE)) return number;
  const { inboundFlow: flow, ...rest } = number as PhoneNumberArgs;
  const inboundFlow = checkFlowName(check, "phoneNumber.inboundFlow", flow, flows) as typeof flow;
  if (isExisting(rest)) return given({ ...checkExisting(check, "phoneNumber", "phoneNumber", rest), inboundFlow });
  check.keys("phoneNumber", rest, ["claim", "description"]);
  return given({
    claim: checkClaim(check, "phoneNumber.claim", rest.claim),
    description: check.value("phoneNumber.description", rest.description, text(0, 500)),
    inboundFlow,
  });
}

/** Holds what is to be claimed to its limits. */
export function checkClaim(check: ArgumentCheck, path: string, claim: ClaimedNumber["claim"]): ClaimedNumber["claim"] {
  if (!check.isObject(path, claim, '{ countryCode: "US" }')) return claim;
  check.keys(path, claim, ["countryCode", "type", "prefix"]);
  const { countryCode, type, prefix } = claim;
  if (countryCode === undefined) check.wrong(`${path}.countryCode`, 'needed, such as "US".');
  const code = callingCode(countryCode);
  if (
    code &&
    typeof prefix === "string" &&
    /^\+\d+$/.test(prefix) &&
    !prefix.startsWith(code) &&
    !code.startsWith(prefix)
  ) {
    check.wrong(`${path}.prefix`, `"${prefix}" is not in ${countryCode}: its numbers begin with ${code}.`);
  }
  return given({
    countryCode: check.value(`${path}.countryCode`, countryCode, countryRule),
    type: check.value(`${path}.type`, type, word(TYPES)),
    prefix: check.value(`${path}.prefix`, prefix, prefixRule),
  });
}

function callingCode(country: unknown): string | undefined {
  const known = getCountries().find((each) => each === country);
  return known && `+${getCountryCallingCode(known)}`;
}

// Calls go out from it, and the number that a call comes from stands in no output of a run.
const NUMBER_IS_SECRET: pulumi.CustomResourceOptions = { additionalSecretOutputs: ["phoneNumber"] };

/** Claims or adopts the number. One claimed for an adopted instance outlives the stack. */
export function phoneNumber(
  number: PhoneNumberArgs,
  {
    name,
    instanceArn,
    instanceIsAdopted,
    lookUpAs,
    tags,
    transform,
    opts,
  }: Omit<PartContext<aws.connect.PhoneNumberArgs>, "instanceId"> & {
    instanceArn: pulumi.Input<string>;
    instanceIsAdopted: boolean;
    lookUpAs: pulumi.Input<AwsTarget> | undefined;
  },
): aws.connect.PhoneNumber {
  if (isExisting(number)) {
    const at = { property: "phoneNumber", parent: opts.parent };
    const id = existingPhoneNumberId(number, instanceArn, lookUpAs, at);
    return aws.connect.PhoneNumber.get(`${name}-number`, id, undefined, { ...opts, ...NUMBER_IS_SECRET });
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
    { ...(instanceIsAdopted && { retainOnDelete: true }), ...opts, ...NUMBER_IS_SECRET },
  );
}

/** The line that takes a number back which outlives its stack; a program does not run at destroy, so it says it before. */
export function readoptionLine(number: aws.connect.PhoneNumber): pulumi.Output<string> {
  return pulumi.interpolate`phoneNumber: { existing: "${number.id}" }`;
}
