/**
 * Runs a contact's flow block by block until it waits, ends, or hands over to a Lambda function, and writes down
 * what happened. It knows nothing of phones: what ends a contact, and when, is the telephone network's business.
 */
import { randomUUID } from "node:crypto";
import type { FlowAction } from "../../flow/language";
import { arn } from "../arns";
import type { ContactRecord, Exit, Frame, RunState, TraceEntry } from "../telephony/contact-record";
import { BLOCKS } from "./blocks";
import { firstMet } from "./conditions";
import { namespaceOf, resolve } from "./paths";
import { type Outcome, parsed, type Scene, type World } from "./scene";

/** More blocks than this without any time between them are a flow that goes round in circles. */
const MOST_BLOCKS_AT_ONCE = 1000;
/** A trace holds at most so many entries: a flow may loop for hours. */
export const MOST_TRACE_ENTRIES = 1000;

/** How a stretch of a flow ended. */
export type Pause = { kind: "waiting" } | { kind: "ended"; reason: string };

type Leaving = Exclude<Exit, { kind: "start" }>;

const WAITING: Pause = { kind: "waiting" };

export function newRun(frame: Frame): RunState {
  return { frames: [frame], external: {}, hooks: {}, inQueue: false, sinceTime: 0, prompts: 0, draws: 0 };
}

export class FlowRunner {
  constructor(
    private readonly world: World,
    private readonly contact: ContactRecord,
    private readonly trace: TraceEntry[],
  ) {}

  /** Runs from the current action on. */
  resume(at: number): Pause {
    const run = this.contact.run;
    while (run) {
      const frame = run.frames.at(-1);
      const action = frame && this.find(frame, frame.action);
      if (!frame || !action) return this.broken(at, `there is no action ${frame?.action ?? ""} in the flow`);
      run.sinceTime += 1;
      if (run.sinceTime > MOST_BLOCKS_AT_ONCE) {
        return this.broken(at, `the flow ran ${MOST_BLOCKS_AT_ONCE} blocks without any time passing`);
      }
      const paused = this.settleOutcome(this.runBlock(run, frame, action, at), run, at);
      if (paused) return paused;
    }
    return WAITING;
  }

  /** Leaves the block that took time, then runs on. */
  leaveAndResume(exit: Exit, at: number): Pause {
    const { run } = this.contact;
    if (run && run.resumedAt !== at) Object.assign(run, { sinceTime: 0, resumedAt: at });
    if (exit.kind === "start") return this.resume(at);
    return this.leave(exit, at) ?? this.resume(at);
  }

  note(at: number, note: string): void {
    this.record({ at, note });
  }

  private find(frame: Frame, identifier: string): FlowAction | undefined {
    return parsed(frame.content)?.Actions.find((action) => action.Identifier === identifier);
  }

  private runBlock(run: RunState, frame: Frame, action: FlowAction, at: number): Outcome {
    const names = namespaceOf(this.contact, run, frame, this.facts(run));
    const parameters = resolve(action.Parameters ?? {}, names) as Record<string, unknown>;
    this.record({ at, flow: frame.name, block: action.Identifier, type: action.Type, parameters });
    const block = Object.hasOwn(BLOCKS, action.Type) ? BLOCKS[action.Type] : undefined;
    const scene: Scene = { world: this.world, contact: this.contact, run, frame, action, parameters, at };
    if (block) return block(scene);
    const note = `the simulator does not know the block ${action.Type}: the call ends here`;
    return { kind: "end-contact", reason: "OTHER", note };
  }

  private facts(run: RunState) {
    const { instanceId } = this.contact;
    const queue = run.targetQueueId ? this.world.store.get("queue", instanceId, run.targetQueueId) : undefined;
    const caller = queue?.caller?.OutboundCallerIdNumberId;
    const number = caller ? this.world.store.get("number", caller) : undefined;
    const instanceArn = arn(this.world, `instance/${instanceId}`);
    return {
      region: this.world.store.region,
      instanceArn,
      queue: queue && {
        Name: queue.name,
        ARN: `${instanceArn}/queue/${queue.id}`,
        OutboundCallerId: { Address: number?.phoneNumber ?? "", Type: "TELEPHONE_NUMBER" },
      },
    };
  }

  /** @returns how the stretch ended, or undefined to run on */
  private settleOutcome(outcome: Outcome, run: RunState, at: number): Pause | undefined {
    switch (outcome.kind) {
      case "leave":
        return this.leaveNowOrLater(outcome.exit, outcome.after, at);
      case "forever":
        this.close({ note: outcome.note });
        return WAITING;
      case "end-contact":
        this.close({ branch: "end", leftAt: at, note: outcome.note });
        return { kind: "ended", reason: outcome.reason };
      case "enter":
        this.close({ branch: outcome.frame.name, leftAt: at });
        if (outcome.replace) run.frames = [];
        run.frames.push(outcome.frame);
        return undefined;
      case "return":
        return this.returnFromModule(outcome, run, at);
      case "end-flow":
        return this.endFlow(run, at);
      case "lambda":
        return this.invoke(outcome, run, at);
    }
  }

  private leaveNowOrLater(exit: Leaving, after: number | undefined, at: number): Pause | undefined {
    if (after === undefined) return this.leave(exit, at);
    this.contact.pending.push({ at: at + after, kind: "block", exit });
    return WAITING;
  }

  private returnFromModule(
    outcome: Extract<Outcome, { kind: "return" }>,
    run: RunState,
    at: number,
  ): Pause | undefined {
    this.close({ branch: "return", leftAt: at });
    if (run.frames.length < 2) return { kind: "ended", reason: "CONTACT_FLOW_DISCONNECT" };
    run.frames.pop();
    run.moduleResult = outcome.result;
    run.moduleResultData = outcome.data;
    const exit: Leaving = outcome.result === undefined ? { kind: "next" } : { kind: "compare", value: outcome.result };
    return this.leave(exit, at);
  }

  /** A queue flow that ends leaves the contact in the queue; any other flow that ends, ends the contact. */
  private endFlow(run: RunState, at: number): Pause {
    this.close({
      branch: "end",
      leftAt: at,
      note: run.inQueue ? "waits in the queue: there are no agents" : undefined,
    });
    return run.inQueue ? WAITING : { kind: "ended", reason: "CONTACT_FLOW_DISCONNECT" };
  }

  private invoke(outcome: Extract<Outcome, { kind: "lambda" }>, run: RunState, at: number): Pause | undefined {
    const { functionArn, payload, flat } = outcome;
    if (!outcome.synchronous) {
      this.world.invokeAndForget(functionArn, payload);
      return this.leave({ kind: "next", note: "invoked without waiting" }, at);
    }
    const invocation = randomUUID();
    run.lambda = { invocation, functionArn, payload, ...(flat && { flat }) };
    this.contact.pending.push({ at: at + outcome.limitMs, kind: "lambda-timeout", invocation });
    return WAITING;
  }

  /** Goes where the exit leads. @returns the end of the contact if it leads nowhere */
  private leave(exit: Leaving, at: number): Pause | undefined {
    const frame = this.contact.run?.frames.at(-1);
    const action = frame && this.find(frame, frame.action);
    if (!frame || !action) return this.broken(at, "the block that was running is gone");
    const way = wayOut(action, exit);
    this.close({ branch: way.branch, leftAt: at, note: exit.note });
    if (way.target === undefined) return this.broken(at, `${action.Identifier} has no branch ${way.branch}`);
    frame.action = way.target;
    return undefined;
  }

  private broken(at: number, note: string): Pause {
    this.note(at, `${note}: the contact ends`);
    return { kind: "ended", reason: "CONTACT_FLOW_DISCONNECT" };
  }

  private record(entry: TraceEntry): void {
    if (this.trace.length < MOST_TRACE_ENTRIES) this.trace.push(entry);
    if (this.trace.length === MOST_TRACE_ENTRIES)
      this.trace.push({ at: entry.at, note: "the trace ends here: it is full" });
  }

  /** Completes the entry of the block that runs. */
  private close(end: Partial<TraceEntry>): void {
    const open = this.trace.findLast((entry) => entry.block !== undefined);
    if (!open || open.leftAt !== undefined) return;
    for (const [key, value] of Object.entries(end)) if (value !== undefined) Object.assign(open, { [key]: value });
  }
}

/** Which branch an exit takes, and where that leads. */
function wayOut(action: FlowAction, exit: Leaving): { branch: string; target: string | undefined } {
  const { NextAction, Errors = [], Conditions = [] } = action.Transitions ?? {};
  const error = (type: string) => Errors.find((branch) => branch.ErrorType === type)?.NextAction;
  if (exit.kind === "next") return { branch: "NextAction", target: NextAction };
  if (exit.kind === "error") {
    const specific = error(exit.type);
    if (specific !== undefined) return { branch: `Errors:${exit.type}`, target: specific };
    const general = error("NoMatchingError");
    return { branch: `Errors:${general === undefined ? exit.type : "NoMatchingError"}`, target: general };
  }
  const met = firstMet(Conditions, exit.value);
  if (met) return { branch: `Conditions:${met.Condition.Operands.join(",")}`, target: met.NextAction };
  const unmatched = error("NoMatchingCondition");
  if (unmatched !== undefined) return { branch: "Errors:NoMatchingCondition", target: unmatched };
  // Blocks with a fixed set of results may leave out the condition that equals their default way.
  if (exit.kind === "result") return { branch: "NextAction", target: NextAction };
  return { branch: "Errors:NoMatchingCondition", target: error("NoMatchingError") ?? NextAction };
}
