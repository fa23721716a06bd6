/** The knobs of a verification with their defaults and limits. No knob is part of the request. */
import type { Expectation, ExpectedOutcome, VerificationCallInputs } from "./inputs";

/** A whole number within limits, and what it is when nothing was written. */
export interface NumberLimit {
  min: number;
  max: number;
  default: number;
}

export const LIMITS = {
  "attempts.limit": { min: 1, max: 10, default: 1 },
  "attempts.intervalSeconds": { min: 0, max: 3600, default: 30 },
  timeoutSeconds: { min: 15, max: 3600, default: 300 },
  maxCallSeconds: { min: 1, max: 3600, default: 120 },
  maxCallsPerDay: { min: 1, max: 1000, default: 10 },
} as const satisfies Record<string, NumberLimit>;

/** All knobs, resolved. */
export interface Policy {
  expect: { outcome: ExpectedOutcome; attributes: Record<string, string>; inboundLeg?: boolean };
  onFailure: "fail" | "warn";
  attemptsLimit: number;
  intervalSeconds: number;
  timeoutSeconds: number;
  maxCallSeconds: number;
  maxCallsPerDay: number;
}

/** Fills in the defaults. */
export function policyOf(inputs: VerificationCallInputs): Policy {
  const expect: Expectation = inputs.expect ?? {};
  return {
    expect: {
      outcome: expect.outcome ?? "completed",
      attributes: expect.attributes ?? {},
      ...(expect.inboundLeg ? { inboundLeg: true } : {}),
    },
    onFailure: inputs.onFailure ?? "fail",
    attemptsLimit: inputs.attempts?.limit ?? LIMITS["attempts.limit"].default,
    intervalSeconds: inputs.attempts?.intervalSeconds ?? LIMITS["attempts.intervalSeconds"].default,
    timeoutSeconds: inputs.timeoutSeconds ?? LIMITS.timeoutSeconds.default,
    maxCallSeconds: inputs.maxCallSeconds ?? LIMITS.maxCallSeconds.default,
    maxCallsPerDay: inputs.maxCallsPerDay ?? LIMITS.maxCallsPerDay.default,
  };
}
