/**
 * Lets a scripted caller call a flow: the simulator's interpreter on a world in memory, without network, sockets or
 * waiting. Time is simulated, so an hour in a queue takes no time.
 */
import { type Flow, type FlowContent, flowFrom, readFlow } from "../flow";
import { FlowRunner, newRun, type Pause } from "../simulator/interpreter/run-flow";
import { frameOf, type World } from "../simulator/interpreter/scene";
import { type LambdaHandler, Lambdas } from "../simulator/lambdas";
import { DEFAULT_SETTINGS } from "../simulator/settings";
import type { ContactRecord, Exit, PendingEvent, TraceEntry } from "../simulator/telephony/contact-record";
import { type Caller, HANG_UP } from "./caller";
import { type CallEnd, FlowCall } from "./flow-call";
import { INSTANCE_ID, type TestCentre, TestPartition } from "./test-world";

/** Who calls, and what the flow finds around it. */
export interface CallFlowOptions extends TestCentre {
  /** Who is on the line. @default a caller who presses nothing and stays */
  caller?: Caller;
  /** Attributes that the contact has when the flow begins. @default none */
  attributes?: Readonly<Record<string, string>>;
  /** Lambda functions by ARN or reference. One that throws takes the error branch. @default none */
  lambdas?: Readonly<Record<string, LambdaHandler>>;
  /** Values for the flow's references. @default each reference's own name */
  references?: Readonly<Record<string, string>>;
  /** How the contact began: `API` is an outbound call. @default "INBOUND" */
  initiationMethod?: "INBOUND" | "API";
  /** When the call begins. @default 2026-01-01T12:00:00Z, a Thursday */
  at?: Date;
  /** The number that was called, or the caller id. @default "+12065550199" */
  systemPhoneNumber?: string;
}

/** More simulated time than this is a call that never ends. */
const LONGEST_CALL_SECONDS = 24 * 60 * 60;

/**
 * Runs a call to its end.
 *
 * @param flow a flow, its content, or its JSON text.
 * @example
 * const call = await callFlow(flow, { caller: { answers: ["1"] }, queues: { sales: {} } });
 * call.assertAsked("For sales, press 1").assertInQueue("sales");
 */
export async function callFlow(flow: Flow | FlowContent | string, options: CallFlowOptions = {}): Promise<FlowCall> {
  return new CallInProgress(asFlow(flow), options).toTheEnd();
}

function asFlow(flow: Flow | FlowContent | string): Flow {
  if (typeof flow === "string") return flowFrom(readFlow(flow));
  return "Actions" in flow ? flowFrom(flow) : flow;
}

class CallInProgress {
  private readonly trace: TraceEntry[] = [];
  private readonly invoked: { functionArn: string; parameters: Record<string, unknown> }[] = [];
  private readonly lambdas = new Lambdas();
  private readonly contact: ContactRecord;
  private readonly runner: FlowRunner;
  private readonly contents = new Map<string, FlowContent>();
  private readonly start: number;
  private now: number;

  constructor(
    flow: Flow,
    private readonly options: CallFlowOptions,
  ) {
    this.start = (options.at ?? new Date("2026-01-01T12:00:00Z")).getTime();
    this.now = this.start;
    const references = { ...ownNames(flow, options), ...options.references };
    const content = flow.toContent(references);
    for (const each of [flow, ...Object.values(options.modules ?? {}), ...Object.values(options.flows ?? {})]) {
      this.contents.set(each.name, each.toContent(references));
    }
    this.contact = contactOf(flow, content, options, this.start);
    const arns = Object.keys(options.lambdas ?? {});
    for (const [arn, handler] of Object.entries(options.lambdas ?? {})) this.lambdas.set(arn, handler);
    this.runner = new FlowRunner(this.world(new TestPartition(options, arns, references)), this.contact, this.trace);
  }

  async toTheEnd(): Promise<FlowCall> {
    const leaves = this.options.caller?.hangsUpAfterSeconds;
    if (leaves !== undefined) this.contact.pending.push({ at: this.start + leaves * 1000, kind: "hang-up" });
    let pause = this.runner.resume(this.now);
    while (pause.kind === "waiting") {
      if (this.contact.run?.lambda) pause = await this.answerLambda();
      else {
        const event = this.nextEvent();
        if (!event) return this.finished(this.stillThere());
        if (event.kind === "hang-up" || this.hangsUpNow())
          return this.finished(this.ended("caller", "the caller hung up"));
        pause = this.carryOut(event);
      }
    }
    return this.finished(this.endedByFlow());
  }

  private world(store: TestPartition): World {
    return {
      store,
      settings: DEFAULT_SETTINGS,
      queueLength: (_instance, queue) => this.options.queues?.[queue]?.waiting ?? 0,
      createCallback: () => undefined,
      invokeAndForget: (functionArn, parameters) => void this.invoked.push({ functionArn, parameters }),
    };
  }

  private nextEvent(): PendingEvent | undefined {
    const event = this.contact.pending.sort((left, right) => left.at - right.at).shift();
    if (!event || event.at - this.start > LONGEST_CALL_SECONDS * 1000) return undefined;
    this.now = event.at;
    return event;
  }

  private carryOut(event: PendingEvent): Pause {
    const exit: Exit = event.kind === "block" ? event.exit : { kind: "error", type: "NoMatchingError" };
    return this.runner.leaveAndResume(exit, this.now);
  }

  /** Whether the caller's answer to the question that is open is to hang up. */
  private hangsUpNow(): boolean {
    const asking = this.trace.findLast(({ block }) => block !== undefined);
    const prompt = (this.contact.run?.prompts ?? 0) - 1;
    return asking?.type === "GetParticipantInput" && this.options.caller?.answers?.[prompt] === HANG_UP;
  }

  /** The handler's own time does not count: a function in a test answers at once. */
  private async answerLambda(): Promise<Pause> {
    const { run, pending } = this.contact;
    const asked = run?.lambda;
    if (!run || !asked) return { kind: "waiting" };
    this.invoked.push({ functionArn: asked.functionArn, parameters: asked.payload });
    this.contact.pending = pending.filter(({ kind }) => kind !== "lambda-timeout");
    run.lambda = undefined;
    const place = { account: "", region: "", instanceId: INSTANCE_ID, contactId: this.contact.id };
    return new Promise((resolve) => {
      this.lambdas.invoke({ ...asked, place, contact: this.contact }, (exit, external) => {
        if (external) run.external = external;
        resolve(this.runner.leaveAndResume(exit, this.now));
      });
    });
  }

  private stillThere(): CallEnd {
    const note = this.trace.at(-1)?.note ?? "";
    const queue = this.contact.run?.inQueue ? this.contact.queueId : undefined;
    return queue ? { ...this.ended("queue", note), queue } : this.ended("waits", note);
  }

  /** A contact ends well where a block ended it; a note after the last block says that something was missing. */
  private endedByFlow(): CallEnd {
    const last = this.trace.at(-1);
    const isBlock = last?.block !== undefined;
    return this.ended(isBlock && last.note === undefined ? "flow" : "broken", last?.note ?? "");
  }

  private ended(kind: CallEnd["kind"], note: string): CallEnd {
    const action = this.trace.findLast(({ block }) => block !== undefined)?.block ?? "";
    const queue = this.contact.run?.inQueue ? this.contact.queueId : undefined;
    return { kind, action, note, ...(queue && { queue }) };
  }

  private finished(end: CallEnd): FlowCall {
    const { trace, invoked, contents: flows } = this;
    const seconds = (this.now - this.start) / 1000;
    return new FlowCall({ trace, invoked, flows, end, seconds, attributes: this.contact.attributes });
  }
}

/** By default a reference stands for the thing of its own name in the test's centre. */
function ownNames(flow: Flow, { modules = {}, flows = {} }: TestCentre): Record<string, string> {
  const all = [flow, ...Object.values(modules), ...Object.values(flows)].flatMap(({ references }) => references);
  return Object.fromEntries(all.map((name) => [name, name]));
}

function contactOf(flow: Flow, content: FlowContent, options: CallFlowOptions, at: number): ContactRecord {
  const { caller = {}, attributes = {}, initiationMethod = "INBOUND", systemPhoneNumber = "+12065550199" } = options;
  const phoneNumber = caller.phoneNumber ?? "+12065550100";
  const frame = frameOf("flow", { id: flow.name, name: flow.name, type: flow.type, content: JSON.stringify(content) });
  if (!frame) throw new Error(`Flow "${flow.name}" has no start action and cannot be called.`);
  const keys = (caller.answers ?? []).map((answer) => (typeof answer === "string" ? answer : ""));
  return {
    id: "contact",
    instanceId: INSTANCE_ID,
    initiationMethod,
    initiatedAt: at,
    connectedAt: at,
    updatedAt: at,
    customerAddress: phoneNumber,
    systemAddress: systemPhoneNumber,
    attributes: { ...attributes },
    tags: {},
    references: {},
    campaign: false,
    flowId: frame.id,
    callee: { phoneNumber, reaction: "answers", description: "a scripted caller", keys },
    pending: [],
    run: newRun(frame),
  };
}
