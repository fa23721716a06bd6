/**
 * One verification from "may it call?" to the verdict: the attempts of one deployment, one after the other, each in its
 * turn for the destination and the instance. Knows nothing of engines; `ringcheck call` and the provider share it.
 */
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { Slots } from "./pacing";
import { isEnabled } from "./plan";
import { policyOf } from "./policy";
import { Run, type Verification } from "./run";
import type { Session } from "./session";
import { buildState, evidenceIn, previousOf } from "./state";
import { targetOf } from "./target";
import { assertMayDial } from "./validate";
import { judge, type Verdict } from "./verdict";

const DISABLED = "calls are disabled (enabled, or ringcheck:enabled)";

/** Makes the session for a verification's target. Throws one sentence when it is refused or incomplete. */
export function openSession({ inputs, settings, ports, shared }: Omit<Verification, "preflight">): Session {
  return shared.session(targetOf(inputs, settings.region, ports.env), ports);
}

/** Calls until a call passes or the attempts are used up. Throws only when no call came about at all. */
export async function verify(verification: Verification): Promise<VerificationCallState> {
  const { inputs, settings, ports, shared } = verification;
  if (!isEnabled(inputs, settings)) throw new Error(`no call is placed: ${DISABLED}`);
  assertMayDial(inputs, settings, ports.env);
  const session = openSession(verification);
  const { endpoint, region, instanceId } = session.target;
  const instance = [endpoint, region, instanceId].join(" ");
  // The destination first: who waits for a busy line must not hold one of the instance's slots.
  const line = shared.destinations.get(inputs.destinationPhoneNumber, () => new Slots(1));
  const slots = shared.slots.get(instance, () => new Slots(settings.maxConcurrentCalls));
  const run = new Run(verification, session);
  for (;;) {
    await line.run(() => slots.run(() => run.attempt()));
    if (run.isOver()) return run.state();
    await ports.clock.sleep(run.policy.intervalSeconds * 1000);
  }
}

/** Judges the old evidence by new inputs. Nobody is called, nothing is asked. */
export function rejudge(olds: VerificationCallState, inputs: VerificationCallInputs): VerificationCallState {
  const verdict: Verdict =
    olds.outcome === "skipped"
      ? { outcome: "skipped", passed: false, reasons: olds.reasons }
      : judge(olds, policyOf(inputs).expect);
  return buildState({
    inputs,
    evidence: evidenceIn(olds),
    verdict,
    attempts: olds.attempts ?? [],
    lastAttempt: olds.lastAttempt ?? 0,
    apiRequests: olds.apiRequests ?? {},
    previous: olds.previous,
    ...(olds.placedRegion ? { placedRegion: olds.placedRegion } : {}),
  });
}

/** The outputs while calls are disabled: no evidence, no pass. */
export function skipped(inputs: VerificationCallInputs, olds?: VerificationCallState): VerificationCallState {
  return buildState({
    inputs,
    evidence: {},
    verdict: {
      outcome: "skipped",
      passed: false,
      reasons: [`skipped: ${DISABLED}`],
    },
    attempts: olds?.attempts ?? [],
    lastAttempt: olds?.lastAttempt ?? 0,
    apiRequests: {},
    // Calls of before may still go: they are looked for where they were placed.
    ...(olds?.placedRegion ? { placedRegion: olds.placedRegion } : {}),
    ...(olds ? { previous: previousOf(olds) } : {}),
  });
}
