/**
 * Advice that no service rule is behind: flows that the service takes and a caller suffers from.
 * Always warnings.
 */
import { components, type FlowGraph, graphOf, reachable } from "../graph";
import { NONCE_ATTRIBUTE, PROOF_ATTRIBUTE } from "../proof";
import type { FlowProblem } from "./problem";
import { type ActionView, type ContentView, isMembers } from "./shape";

/** Types on which a contact can leave the flow, whatever their branches say. */
const EXITS = new Set([
  "DisconnectParticipant",
  "EndFlowExecution",
  "EndFlowModuleExecution",
  "TransferContactToAgent",
  "TransferContactToQueue",
  "DequeueContactAndTransferToQueue",
  "TransferParticipantToThirdParty",
  "TransferToFlow",
  "MessageParticipantIteratively",
]);

const ENDS = new Set(["DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution"]);

export interface AdviceOptions {
  /** Also say when the flow cannot reach an action that writes ringcheck's proof. */
  expectProof?: boolean;
}

/** Every piece of advice on a flow. */
export function adviceOn(content: ContentView, options: AdviceOptions = {}): FlowProblem[] {
  const graph = graphOf(content);
  const reached = reachable([graph.start], graph.next);
  return [
    ...unreachable(content, graph, reached),
    ...loopsWithoutExit(content, graph, reached),
    ...silentErrors(content, graph),
    ...inputsWithoutRetry(content, graph),
    ...unreachableProof(content, reached, options),
  ];
}

function warning(
  rule: string,
  action: ActionView | undefined,
  path: string,
  message: string,
  remedy: string,
): FlowProblem {
  return { severity: "warning", rule, ...(action && { action: action.label }), path, message, remedy };
}

function unreachable({ actions }: ContentView, graph: FlowGraph, reached: Set<number>): FlowProblem[] {
  if (graph.start < 0) return [];
  return actions
    .filter(({ index }) => !reached.has(index))
    .map((action) =>
      warning("advice/unreachable", action, action.path, "No branch leads here.", "Remove it, or lead a branch to it."),
    );
}

function loopsWithoutExit(
  { actions }: ContentView,
  { next, previous }: FlowGraph,
  reached: Set<number>,
): FlowProblem[] {
  const exits = actions.filter(({ type, index }) => EXITS.has(type) || next[index]?.length === 0);
  const leaving = reachable(
    exits.map(({ index }) => index),
    previous,
  );
  const caught = actions.filter(({ index }) => reached.has(index) && !leaving.has(index));
  const first = caught[0];
  if (!first) return [];
  const names = caught.map(({ label }) => label).join(", ");
  const message = `Once here, a contact never leaves the flow but by hanging up: ${names}.`;
  return [
    warning(
      "advice/loop-without-exit",
      first,
      first.path,
      message,
      "Lead a branch of it to an end, or count with Loop.",
    ),
  ];
}

/** An error that only hangs up leaves neither a word for the caller nor evidence for anyone. */
function silentErrors({ actions }: ContentView, graph: FlowGraph): FlowProblem[] {
  return actions.flatMap((action) => {
    const onward = action.ways.find(({ kind }) => kind === "next")?.target;
    const silent = action.ways.find(
      ({ kind, target }) =>
        kind === "error" && target !== onward && ENDS.has(actions[graph.indexOf(target)]?.type ?? ""),
    );
    if (!silent) return [];
    const message = `An error (${silent.label}) ends the flow without a word.`;
    return [warning("advice/silent-error", action, silent.path, message, "Say or write down what went wrong first.")];
  });
}

/** Two actions lie in one component if each reaches the other, so a retry leads back exactly if its target does. */
function inputsWithoutRetry({ actions }: ContentView, graph: FlowGraph): FlowProblem[] {
  const inputs = actions.filter(({ type, conditions }) => type === "GetParticipantInput" && conditions.length > 0);
  if (inputs.length === 0) return [];
  const component = components(graph);
  return inputs
    .filter(
      ({ ways, index }) =>
        !ways.some(({ kind, target }) => kind === "error" && component[graph.indexOf(target)] === component[index]),
    )
    .map((action) =>
      warning(
        "advice/input-without-retry",
        action,
        `${action.path}.Transitions.Errors`,
        "A caller who presses nothing or the wrong key gets no second try.",
        "Lead NoMatchingCondition and InputTimeLimitExceeded back here, through a Loop.",
      ),
    );
}

function unreachableProof(
  { actions }: ContentView,
  reached: Set<number>,
  { expectProof }: AdviceOptions,
): FlowProblem[] {
  const writers = actions.filter(writesProof);
  const isReached = writers.some(({ index }) => reached.has(index));
  if (isReached || (writers.length === 0 && !expectProof)) return [];
  const message = `No action that a contact can reach copies ${NONCE_ATTRIBUTE} into ${PROOF_ATTRIBUTE}, so no call can be proven.`;
  const remedy = `Add UpdateContactAttributes with {"${PROOF_ATTRIBUTE}": "$.Attributes.${NONCE_ATTRIBUTE}"} before the end.`;
  return [warning("advice/unreachable-proof", writers[0], writers[0]?.path ?? "Actions", message, remedy)];
}

function writesProof({ type, parameters }: ActionView): boolean {
  const attributes = parameters.Attributes;
  return type === "UpdateContactAttributes" && isMembers(attributes) && Object.hasOwn(attributes, PROOF_ATTRIBUTE);
}
