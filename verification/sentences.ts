/** How errors and reasons read: one line, cause and remedy, masked. No stack trace and no full number leaves here. */
import { ApiError } from "./connect-api";
import { requestFailure } from "./failures";
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { maskText } from "./mask";
import type { Properties } from "./protocol";
import { isRecord } from "./unknowns";

/** So much of a message of AWS is quoted. */
const QUOTED_LENGTH = 300;

/** The sentence of the catalogue for an error of Connect; the message itself for one of ours. */
export function sentenceOf(error: unknown, properties: Properties | VerificationCallInputs): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const doubt = error.effectUnknown
    ? ". Whether a call was placed is not known; the next `pulumi up` looks for it first"
    : "";
  return `${error.name}: ${sentenceWithQuote(error, properties)}${doubt}`;
}

/**
 * Cause, AWS's own words and remedy. The words are masked before they are cut, since half of a secret or a number would
 * no longer be known as one.
 */
export function sentenceWithQuote(
  { name, message }: ApiError,
  properties: Properties | VerificationCallInputs,
  length = QUOTED_LENGTH,
): string {
  const { cause, remedy } = requestFailure(name);
  const detail = maskedQuote(message.replace(/\s+/g, " ").trim(), properties).slice(0, length);
  return `${cause}${detail ? ` ("${detail}")` : ""}; ${remedy}`;
}

/** The one line of a red verdict: outcome, disconnect reason, remedy, contact. */
export function verdictLine(state: VerificationCallState): string {
  return `${state.reasons.join("; ")} [contact ${state.contactId ?? "none"}]`.replace(/\s+/g, " ");
}

/** `smoke: ` in front of every line of the resource `smoke`. */
export function prefixOf(properties: Properties | VerificationCallInputs): string {
  const name = properties.resourceName;
  return typeof name === "string" && name ? `${name}: ` : "";
}

/** The text without any of the resource's numbers, and without what else it keeps secret (AWS may quote the request). */
export function masked(text: string, properties: Properties | VerificationCallInputs): string {
  const secrets = secretTexts(properties);
  const long = secrets.filter((secret) => secret.length >= LONG_SECRET);
  const quoted = text.replace(QUOTES, (quote) => hide(secrets, quote));
  return withoutNumbers(hide(long, quoted), properties);
}

/** AWS's own words, in which a short secret may stand as well. */
function maskedQuote(text: string, properties: Properties | VerificationCallInputs): string {
  return withoutNumbers(hide(secretTexts(properties), text), properties);
}

function withoutNumbers(text: string, properties: Properties | VerificationCallInputs): string {
  return maskText(text, [properties.destinationPhoneNumber, properties.sourcePhoneNumber]);
}

function hide(secrets: readonly string[], text: string): string {
  // The longest first: it may hold a shorter one, or a number.
  const ordered = [...secrets].sort((a, b) => b.length - a.length);
  return ordered.reduce((shown, secret) => shown.replace(spellingsOf(secret), "***"), text);
}

function secretTexts(properties: Properties | VerificationCallInputs): string[] {
  const { attributes, name, description, references, expect, clientToken, aws } = properties;
  const shown = isRecord(references)
    ? Object.values(references).map((reference) => withoutType(reference))
    : references;
  const texts = textsIn([attributes, name, description, shown, clientToken]);
  const nested = [isRecord(expect) ? expect.attributes : undefined, isRecord(aws) ? aws.externalId : undefined];
  return [...texts, ...textsIn(nested)];
}

/** The kind of a reference is one of a few words, which sentences of ours hold too. */
function withoutType(reference: unknown): unknown {
  return isRecord(reference) ? { ...reference, type: undefined } : reference;
}

/** As it is or as JSON spells it, with any white space for white space: sentences are one line. */
function spellingsOf(secret: string): RegExp {
  const spellings = new Set([secret, JSON.stringify(secret).slice(1, -1)]);
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const any = [...spellings].map(literal).join("|");
  // "en" within "sent" is not that secret.
  return new RegExp(secret.length < LONG_SECRET ? `(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])` : any, "gu");
}

/**
 * Shorter secrets are looked for in AWS's own words only, and as whole words: our sentences hold none, and to hide every
 * "call" in them would leave nothing to read.
 */
const LONG_SECRET = 6;

/** Where our sentences quote AWS. */
const QUOTES = /\(".*"\)/gs;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim() ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
