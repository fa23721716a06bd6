/**
 * Telephone numbers as people may see them. Every line, message and reason of ours goes through here, and so does
 * every text that AWS sends back, because the service may quote the number it was asked to dial.
 */
import { callingCodeOf } from "./calling-codes";
import { isUnknown } from "./unknowns";

const SEPARATORS = "[\\s().\\-/\u00a0\u2010-\u2015]*";
/** What a number that is known may be written with besides: in addresses, and out of sight. */
const ANY_SEPARATORS = "(?:[\\s()._\\-/\u00a0\u200b-\u200d\u2010-\u2015\u2060]|%20)*";

/** `+12065550100` -> `+1 206 *** **00`: country code, first three national digits, last two. Short numbers show less. */
export function maskPhoneNumber(number: unknown): string {
  if (isUnknown(number)) return "a number that is not known yet";
  if (typeof number !== "string") return "no number";
  const digits = number.replace(/\D/g, "");
  const code = callingCodeOf(digits);
  const national = digits.slice(code.length);
  if (national.length < 5) return "+*** **";
  const head = national.length >= 9 ? `${national.slice(0, 3)} ` : "";
  return `+${code}${code === "" ? "" : " "}${head}*** **${national.slice(-2)}`;
}

/** The text with each known number, in any spacing, and anything else that looks like an E.164 number, masked. */
export function maskText(text: string, numbers: readonly unknown[] = []): string {
  let masked = text;
  for (const number of numbers) {
    if (typeof number !== "string" || isUnknown(number)) continue;
    for (const pattern of spellings(number)) masked = masked.replace(pattern, maskPhoneNumber(number));
  }
  return masked.replace(E164_LIKE, (found) => maskPhoneNumber(found));
}

const E164_LIKE = new RegExp(`(?:\\+|%2B)${SEPARATORS}(?:\\d${SEPARATORS}){6,14}\\d`, "gi");

function spellings(number: string): RegExp[] {
  const digits = number.replace(/\D/g, "");
  if (digits.length < 5) return [];
  const national = digits.slice(callingCodeOf(digits).length);
  const spaced = (run: string) => run.split("").join(ANY_SEPARATORS);
  const patterns = [new RegExp(`(?:(?:\\+|%2B|00)${ANY_SEPARATORS})?\\(?${spaced(digits)}`, "gi")];
  if (national.length >= 6) patterns.push(new RegExp(`\\(?0?${spaced(national)}`, "g"));
  return patterns;
}
