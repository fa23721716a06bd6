/** Placeholder-free first cut: the members without which there is no request. Grows in request-rules. */
import type { CheckFailure, Properties } from "./provider";
import type { Settings } from "./settings";
import { isUnknown } from "./unknowns";

const E164 = /^\+[1-9]\d{1,14}$/;

/** Every problem at once; never throws. */
export function validate(
  news: Properties,
  settings: Settings,
  _env: Readonly<Record<string, string | undefined>>,
): CheckFailure[] {
  const failures: CheckFailure[] = settings.problems.map((reason) => ({ property: "", reason }));
  for (const property of ["instanceId", "contactFlowId", "identity"]) {
    const value = news[property];
    if (!isUnknown(value) && (typeof value !== "string" || value === "")) {
      failures.push({ property, reason: `${property} is required` });
    }
  }
  const destination = news.destinationPhoneNumber;
  if (!isUnknown(destination) && !(typeof destination === "string" && E164.test(destination))) {
    failures.push({ property: "", reason: "destinationPhoneNumber must be E.164: + and up to 15 digits, no spaces" });
  }
  return failures;
}
