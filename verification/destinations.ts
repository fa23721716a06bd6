/**
 * Whom a verification may call. Never an emergency or short number, whatever is configured; ranges that cost money or
 * reach nobody's desk only where an entry names them; otherwise what the stack's list admits, or, without a list, the
 * countries that Connect opens by default in the region. A resource's own list can only narrow that.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { callingCodeOf, GLOBAL_RANGES } from "./calling-codes";
import { isEmergency, isShortNumber } from "./short-numbers";

/** What E.164 allows: a plus, no leading zero, 15 digits at most. */
export const E164 = /^\+[1-9]\d{1,14}$/;

/**
 * Countries that Connect may call without a request to AWS Support, by region of the instance.
 * Source: Connect service quotas, "Countries you can call by default"; older accounts differ.
 */
export const DEFAULT_COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["US", "CA", "MX", "PR", "GB"],
  "us-west-2": ["US", "CA", "MX", "PR", "GB"],
  "ca-central-1": ["US", "CA", "MX", "PR", "GB"],
  "us-gov-west-1": ["US", "CA", "MX", "PR", "GB"],
  "eu-central-1": ["GB", "IT", "FR", "IE", "US"],
  "eu-west-2": ["GB", "IT", "FR", "IE", "US"],
  "ap-northeast-1": ["JP", "VN", "US"],
  "ap-southeast-2": ["AU", "NZ", "US"],
  "ap-southeast-1": ["SG", "AU", "HK", "US", "GB"],
  "ap-northeast-2": ["KR", "GB", "US"],
  "af-south-1": ["ZA", "GB", "US"],
};

/** The country that a region stands in: toll-free numbers of any other are "abroad". */
const HOME: Readonly<Record<string, string>> = {
  "us-east-1": "US",
  "us-west-2": "US",
  "us-gov-west-1": "US",
  "ca-central-1": "CA",
  "eu-central-1": "DE",
  "eu-west-2": "GB",
  "ap-northeast-1": "JP",
  "ap-southeast-2": "AU",
  "ap-southeast-1": "SG",
  "ap-northeast-2": "KR",
  "af-south-1": "ZA",
};

/** Kinds that a country entry (or a default country) admits. */
const ORDINARY = new Set(["FIXED_LINE", "MOBILE", "FIXED_LINE_OR_MOBILE", "VOIP"]);

/** One entry of an allow-list, read. */
export type AllowEntry =
  | { kind: "number"; digits: string }
  | { kind: "prefix"; digits: string }
  | { kind: "country"; country: string };

/** What is known about a number without calling it. */
export interface DestinationKind {
  country?: string;
  /** libphonenumber's type, `GLOBAL` for a range of no country, `UNASSIGNED` for a number that no plan knows. */
  type: string;
  /** In words, for a sentence. */
  words: string;
}

/** Reads `+12065550100`, `+1206*` (also `+1206`, being too short for a number) or `US`; undefined for anything else. */
export function readAllowEntry(entry: string): AllowEntry | undefined {
  const text = entry.trim();
  if (/^[A-Za-z]{2}$/.test(text)) return { kind: "country", country: text.toUpperCase() };
  const match = /^\+([1-9]\d{0,14})(\*?)$/.exec(text);
  if (!match) return undefined;
  const digits = match[1] ?? "";
  const whole = !match[2] && (parsePhoneNumberFromString(`+${digits}`)?.isPossible() ?? false);
  return { kind: whole ? "number" : "prefix", digits };
}

const WORDS: Readonly<Record<string, string>> = {
  PREMIUM_RATE: "a premium-rate number",
  SHARED_COST: "a shared-cost number",
  PAGER: "a pager",
  TOLL_FREE: "a toll-free number",
  PERSONAL_NUMBER: "a personal number",
  UAN: "a company-wide access number",
  VOICEMAIL: "a voicemail access number",
  GLOBAL: "a number of a satellite or other global range",
  UNASSIGNED: "a number that no numbering plan knows",
};

/** Classifies an E.164 number. */
export function kindOf(e164: string): DestinationKind {
  if (GLOBAL_RANGES.has(callingCodeOf(e164.slice(1)))) return { type: "GLOBAL", words: WORDS.GLOBAL ?? "" };
  const parsed = parsePhoneNumberFromString(e164);
  const type = parsed?.isValid() ? (parsed.getType() ?? "UNASSIGNED") : "UNASSIGNED";
  const words = WORDS[type] ?? "an ordinary number";
  return parsed?.country ? { country: parsed.country, type, words } : { type, words };
}

/** What decides about a destination. Lists are as written; `undefined` means that there is none. */
export interface DestinationRules {
  /** `ringcheck:allowedDestinations` of the stack. */
  stackList?: readonly string[];
  /** `allowedDestinations` of the resource: narrows. */
  resourceList?: readonly string[];
  /** Region of the instance; undefined while it is not known. */
  region?: string;
  /** True when the region cannot be told yet but will be: the default rule waits for it. */
  regionPending?: boolean;
}

/** Why the number may not be called; undefined when it may. Never contains the number. */
export function destinationProblem(e164: string, rules: DestinationRules): string | undefined {
  if (isEmergency(e164))
    return "it could reach an emergency service; such numbers are never called, whatever is allowed";
  if (isShortNumber(e164)) return SHORT;
  // Checked after the two above: "+1911" shall hear why it is refused for ever.
  if (!isPossible(e164)) return "no numbering plan has numbers of this length; check the country code and the digits";
  const kind = kindOf(e164);
  const base = rules.stackList
    ? problemWithList(e164, kind, rules.stackList, rules.region, STACK)
    : defaultProblem(kind, rules);
  if (base) return base;
  return rules.resourceList && problemWithList(e164, kind, rules.resourceList, rules.region, RESOURCE);
}

function isPossible(e164: string): boolean {
  if (GLOBAL_RANGES.has(callingCodeOf(e164.slice(1)))) return true;
  return parsePhoneNumberFromString(e164)?.isPossible() ?? false;
}

const SHORT = "it is a short number, or digits are missing; short numbers are never called, whatever is allowed";
const STACK = "the stack's list (ringcheck:allowedDestinations)";
const RESOURCE = "the resource's list (allowedDestinations)";
const ADD = 'add the number or a prefix such as "+1206*" to ringcheck:allowedDestinations';

function problemWithList(
  e164: string,
  kind: DestinationKind,
  list: readonly string[],
  region: string | undefined,
  which: string,
): string | undefined {
  const entries = list.map(readAllowEntry).filter((entry) => entry !== undefined);
  const digits = e164.slice(1);
  const named = entries.some(
    (entry) =>
      (entry.kind === "number" && entry.digits === digits) ||
      (entry.kind === "prefix" && digits.startsWith(entry.digits)),
  );
  if (named) return undefined;
  const byCountry = entries.some((entry) => entry.kind === "country" && entry.country === kind.country);
  if (!byCountry) return `${which} does not admit it; ${ADD}, or call another number`;
  if (ORDINARY.has(kind.type)) return undefined;
  if (kind.type === "TOLL_FREE" && region !== undefined && HOME[region] === kind.country) return undefined;
  return `it is ${kind.words}, and only an entry that names it admits it; ${ADD}, or call another number`;
}

function defaultProblem(kind: DestinationKind, rules: DestinationRules): string | undefined {
  if (!ORDINARY.has(kind.type)) return `it is ${kind.words}; ${ADD}, or call another number`;
  if (rules.region === undefined) {
    return rules.regionPending
      ? undefined
      : `the region of the instance is not known, so neither are its default countries; ${ADD}, or set aws.region`;
  }
  const countries = DEFAULT_COUNTRIES[rules.region];
  if (!countries) return `no default countries are known for ${rules.region}; ${ADD}`;
  if (kind.country !== undefined && countries.includes(kind.country)) return undefined;
  const place = kind.country ? `its country (${kind.country})` : "its country";
  return `${place} is not among the default countries of ${rules.region} (${countries.join(", ")}); ${ADD}`;
}
