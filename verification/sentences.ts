/** How errors and reasons read: one line, cause and remedy, masked. No stack trace and no full number leaves here. */
import { ApiError } from "./connect-api";
import { requestFailure } from "./failures";
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { maskText } from "./mask";
import type { Properties } from "./provider";
import { isRecord } from "./unknowns";

/** So much of a message of AWS is quoted. */
const QUOTED_LENGTH = 300;

/**
 * The sentence of the catalogue for an error of Connect; the message itself for one of ours. AWS's own words are masked
 * before they are cut, since half of a secret would no longer be known as one.
 */
export function sentenceOf(error: unknown, properties: Properties | VerificationCallInputs): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { cause, remedy } = requestFailure(error.name);
  const detail = masked(error.message.replace(/\s+/g, " ").trim(), properties).slice(0, QUOTED_LENGTH);
  const doubt = error.effectUnknown
    ? ". Whether a call was placed is not known; the next `pulumi up` looks for it first"
    : "";
  return `${error.name}: ${cause}${detail ? ` ("${detail}")` : ""}; ${remedy}${doubt}`;
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
  const { destinationPhoneNumber, sourcePhoneNumber } = properties;
  // The longest first: it may hold a shorter one, or a number.
  const secrets = secretTexts(properties).sort((a, b) => b.length - a.length);
  const hidden = secrets.reduce((shown, secret) => shown.replace(anySpacing(secret), "***"), text);
  return maskText(hidden, [destinationPhoneNumber, sourcePhoneNumber]);
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
function anySpacing(secret: string): RegExp {
  const spellings = new Set([secret, JSON.stringify(secret).slice(1, -1)]);
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp([...spellings].map(literal).join("|"), "g");
}

/** Shorter texts are left alone: to hide every "en" would garble the sentence and keep no secret. */
const SECRET_LENGTH = 6;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length >= SECRET_LENGTH ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
