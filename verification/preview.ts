/** The sentences that preview shows: whom a call will reach, masked, how often at most, and why. */
import { inputsOf, type VerificationCallInputs, type VerificationCallState } from "./inputs";
import { maskPhoneNumber } from "./mask";
import type { Plan } from "./plan";
import { policyOf } from "./policy";
import { fingerprintOf } from "./request";
import { containsUnknown, isUnknown } from "./unknowns";

/** `will dial +1 206 *** **00, up to 2 attempts` */
export function dialSentence(inputs: VerificationCallInputs, certain: boolean): string {
  const sure = certain && !isUnknown(inputs.enabled);
  return `${sure ? "will" : "may"} dial ${maskPhoneNumber(inputs.destinationPhoneNumber)}, ${howOften(inputs)}`;
}

function howOften(inputs: VerificationCallInputs): string {
  if (containsUnknown(inputs.attempts)) return "as often as attempts.limit will say";
  const { attemptsLimit } = policyOf(inputs);
  return attemptsLimit === 1 ? "1 attempt" : `up to ${attemptsLimit} attempts`;
}

/** The lines of `diff`. */
export function previewLines(plan: Plan, olds: VerificationCallState, news: VerificationCallInputs): string[] {
  const why = plan.causes.length > 0 ? ` (${plan.causes.join(", ")})` : "";
  if (plan.kind === "may-call") return [`${dialSentence(news, false)}${why}`];
  if (plan.kind === "call") return [`${dialSentence(news, true)}${why}`, ...tokenLines(olds, news)];
  if (plan.kind === "skip") return [`will not dial: calls are disabled${why}`];
  if (plan.kind === "rejudge") return [`judges the last call again, no new call${why}`];
  if (plan.kind === "none" && olds.passed !== true && olds.outcome !== "skipped") {
    return [`keeps the verdict of the last call: ${olds.outcome}`];
  }
  return [];
}

/** A user's own token meets no call of a dead run that was sent with a suffix; a derived one names the slot. */
function tokenLines(olds: VerificationCallState, news: VerificationCallInputs): string[] {
  const { clientToken } = news;
  if (typeof clientToken !== "string" || !clientToken || clientToken !== olds.clientToken) return [];
  if (fingerprintOf(inputsOf(olds)) === fingerprintOf(news)) return [];
  return [
    "clientToken stays while the request changes: a call that a killed run left going may be missed, and two live at once; " +
      "leave clientToken out",
  ];
}
