/** How errors and reasons read: one line, cause and remedy, masked. No stack trace and no full number leaves here. */
import { ApiError } from "./connect-api";
import { requestFailure } from "./failures";
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { maskText } from "./mask";
import type { Properties } from "./provider";

/** The sentence of the catalogue for an error of Connect; the message itself for one of ours. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { cause, remedy } = requestFailure(error.name);
  const detail = error.message.replace(/\s+/g, " ").trim().slice(0, 300);
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
  const { destinationPhoneNumber, sourcePhoneNumber, attributes, name, description, references } = properties;
  const hidden = textsIn([attributes, name, description, references]).reduce(
    (shown, secret) => shown.replaceAll(secret, "***"),
    text,
  );
  return maskText(hidden, [destinationPhoneNumber, sourcePhoneNumber]);
}

/** Shorter texts are left alone: to hide every "en" would garble the sentence and keep no secret. */
const SECRET_LENGTH = 6;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length >= SECRET_LENGTH ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
