/** What a soak counts, from the simulator's records of each run and the outputs of the process that lived. */
import type { InspectedContact } from "../simulator";
import type { VerificationCallInputs } from "../verification/inputs";
import type { Properties } from "../verification/protocol";
import { fingerprintOf } from "../verification/request";

/** One run: some deaths, then a process that came to its end. */
export interface Run {
  seed: number;
  tokens: "A" | "B";
  searchLagSeconds: number;
  /** Whether what was asked for may have changed from process to process. */
  changes: boolean;
  /** Whether some calls went wrong on purpose. */
  broken: boolean;
  deaths: number;
  /** How many calls there were before the first death. */
  before: number;
  calls: InspectedContact[];
  /** What the last process was asked for. */
  inputs: VerificationCallInputs;
  outs?: Properties;
  message?: string;
}

/** The runs in which each thing happened. */
export interface Figures {
  doubleCalls: Run[];
  secondCallsInA: Run[];
  secondCallsInBSearched: Run[];
  secondCallsInB: Run[];
  falseGreens: Run[];
  falseReds: Run[];
  evidenceLost: Run[];
}

export function figures(runs: Run[]): Figures {
  const second = runs.filter((run) => !run.changes && !run.broken && run.calls.length > run.before + 1);
  return {
    doubleCalls: runs.filter((run) => mostAtOnce(run.calls) > 1),
    secondCallsInA: second.filter((run) => run.tokens === "A"),
    secondCallsInBSearched: second.filter((run) => run.tokens === "B" && run.searchLagSeconds === 0),
    secondCallsInB: second.filter((run) => run.tokens === "B" && run.searchLagSeconds > 0),
    falseGreens: runs.filter((run) => run.outs?.passed === true && !isHealthy(run)),
    falseReds: runs.filter((run) => run.outs?.passed === false && isHealthy(run)),
    evidenceLost: runs.filter((run) => !hasEvidence(run)),
  };
}

function callOf(run: Run): InspectedContact | undefined {
  return run.calls.find(({ id }) => id === run.outs?.contactId);
}

/** Whether the call that the verdict is about was asked for last and ran to its proof. */
function isHealthy(run: Run): boolean {
  const call = callOf(run);
  if (call?.disconnectReason !== "CONTACT_FLOW_DISCONNECT") return false;
  const { ringcheck_proof, ringcheck_nonce, ringcheck_fingerprint } = call.attributes;
  return ringcheck_proof === ringcheck_nonce && ringcheck_fingerprint === fingerprintOf(run.inputs);
}

/** The outputs name a call that there was, with its verdict and its end, and the one before it. */
function hasEvidence(run: Run): boolean {
  const { outs } = run;
  if (!outs || !callOf(run) || !outs.outcome || !outs.endedAt) return false;
  const attempts = outs.attempts as { contactId: string }[];
  const previous = outs.previous as { contactId?: string } | undefined;
  const isKept = run.before === 0 || run.calls.some(({ id }) => id === previous?.contactId);
  return isKept && attempts.some(({ contactId }) => contactId === outs.contactId);
}

function mostAtOnce(calls: InspectedContact[]): number {
  const live = (at: number) =>
    calls.filter((call) => call.initiatedAt <= at && (call.disconnectedAt ?? Number.POSITIVE_INFINITY) > at);
  return Math.max(0, ...calls.map((call) => live(call.initiatedAt).length));
}
