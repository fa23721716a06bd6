/** The sentences that preview shows: whom a call will reach, masked, how often at most, and why. */
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { maskPhoneNumber } from "./mask";
import type { Plan } from "./plan";
import { policyOf } from "./policy";
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
  if (plan.kind === "call" || plan.kind === "may-call") return [`${dialSentence(news, plan.kind === "call")}${why}`];
  if (plan.kind === "skip") return [`will not dial: calls are disabled${why}`];
  if (plan.kind === "rejudge") return [`judges the last call again, no new call${why}`];
  if (plan.kind === "none" && olds.passed !== true && olds.outcome !== "skipped") {
    return [`keeps the verdict of the last call: ${olds.outcome}`];
  }
  return [];
}
