/**
 * The telephone network: starts calls, and lets happen what is due. Nothing here runs on timers of its own: every
 * event of a call is stored with the moment at which it happens, and is carried out when someone looks, in the order
 * of those moments. So a call goes on correctly through restarts, and at any speed of the clock.
 */
import { FlowRunner, type Pause } from "../interpreter/run-flow";
import { frameOf, type World } from "../interpreter/scene";
import { Partition } from "../records";
import type { Settings } from "../settings";
import type { Shared } from "../shared-records";
import type { Store } from "../store";
import { CallBook, type LiveCall, placeOf } from "./call-book";
import type { ContactPlace, ContactRecord, Exit, PendingEvent } from "./contact-record";
import { masked } from "./masked";
import { callbackContact, inboundContact, type NewCall, outboundContact } from "./new-contacts";
import { type NumberBook, PATIENCE_SECONDS, type ScriptedNumber, VOICEMAIL_SECONDS } from "./scripted-numbers";

/** A Lambda function that a flow asks. */
export interface Invocation {
  place: ContactPlace;
  invocation: string;
  functionArn: string;
  payload: Record<string, unknown>;
  /** Whether the flow takes no answer but a flat map of texts. */
  flat?: boolean;
  contact: ContactRecord;
}

/** So many events of calls at once are a fault of the simulator, not of a flow. */
const MOST_EVENTS = 1_000_000;

export class Calls {
  private readonly book: CallBook;
  private invocations: Invocation[] = [];

  constructor(
    private readonly store: Store,
    private readonly shared: Shared,
    private readonly settings: Settings,
    private readonly numbers: NumberBook,
  ) {
    this.book = new CallBook(store);
    this.askAgain();
  }

  /** Forgets what a transaction did that was given up. */
  reload(): void {
    this.book.reload();
    this.invocations = [];
  }

  /** When the next event of any call is due; undefined if nothing is pending. */
  nextDue(): number | undefined {
    return this.book.earliest()?.at;
  }

  /** Whether `settle` would change anything. */
  isDue(now: number): boolean {
    const next = this.nextDue();
    return next !== undefined && next <= now;
  }

  /** Lets everything happen that is due, in order. Only inside a transaction. */
  settle(now: number): void {
    for (let count = 0; count < MOST_EVENTS; count++) {
      const earliest = this.book.earliest();
      if (!earliest || earliest.at > now) return;
      const call = this.book.load(earliest.place);
      if (call) this.happen(call);
      else this.book.forget(earliest.place);
    }
  }

  /** Lambda functions that flows began to ask since the last time. */
  takeInvocations(): Invocation[] {
    const taken = this.invocations;
    this.invocations = [];
    return taken;
  }

  /** Whether anybody still waits for this function's answer. */
  isAwaited({ place, invocation }: Invocation): boolean {
    return invocation === "" || this.book.load(place)?.contact.run?.lambda?.invocation === invocation;
  }

  /** What a Lambda function answered. Only inside a transaction. */
  lambdaAnswered(asked: Invocation, exit: Exit, external: Record<string, unknown> | undefined, at: number): void {
    const call = this.book.load(asked.place);
    if (call?.contact.run?.lambda?.invocation !== asked.invocation) return;
    call.contact.pending = call.contact.pending.filter((event) => event.kind !== "lambda-timeout");
    call.contact.run.lambda = undefined;
    if (external) call.contact.run.external = external;
    this.follow(call, at, (runner) => runner.leaveAndResume(exit, at));
    this.book.save(call, at);
  }

  /** Starts an outbound call. Only inside a transaction. */
  start(partition: Partition, call: NewCall, now: number): ContactRecord {
    const callee = this.calleeOf(call.customerAddress);
    const busy = this.isFull(partition, call.instanceId, call.campaign);
    const contact = outboundContact(partition, call, callee, busy, now);
    const note = `dials ${masked(call.customerAddress)}, which ${callee.description}`;
    const trace = [{ at: now, note: busy ? `${note}; but all lines of the instance are taken` : note }];
    this.book.save({ place: placeOf(partition, contact), partition, contact, trace }, now);
    return contact;
  }

  /** Ends a contact that is still going. Only inside a transaction. */
  stop(partition: Partition, contact: ContactRecord, at: number, note = "stopped by StopContact"): void {
    const call = this.book.load(placeOf(partition, contact));
    if (!call || call.contact.disconnectedAt !== undefined) return;
    this.runner(call).note(at, note);
    this.end(call, call.contact.connectedAt === undefined ? "TELECOM_ORIGINATOR_CANCEL" : "OTHER", at);
    this.book.save(call, at);
  }

  /** The calls of an instance that is about to be deleted end with it. */
  endAllOf(partition: Partition, instanceId: string, at: number): void {
    for (const contact of this.book.going(partition, instanceId)) {
      this.stop(partition, contact, at, "the instance is deleted");
    }
  }

  private isFull(partition: Partition, instanceId: string, campaign: boolean): boolean {
    const { concurrentCalls, campaignCalls } = this.settings.quotas;
    const going = this.book.going(partition, instanceId);
    const same = going.filter((each) => each.campaign === campaign && each.initiationMethod !== "CALLBACK");
    return same.length >= (campaign ? campaignCalls : concurrentCalls);
  }

  /** Who answers: a script, a number of this world, or what numbers without a script do. */
  private calleeOf(phoneNumber: string): ScriptedNumber {
    const scripted = this.numbers.find(phoneNumber);
    if (scripted) return scripted;
    if (this.claimed(phoneNumber)) {
      return { phoneNumber, reaction: "answers", description: "is a number claimed in this simulator" };
    }
    return this.settings.unlistedNumbers === "invalid"
      ? { phoneNumber, reaction: "invalid", description: "is not a number that exists" }
      : { phoneNumber, reaction: "answers", description: "has no script, so it answers and listens" };
  }

  /** Who holds the number in this simulator; a scripted number is nobody's. */
  private claimed(phoneNumber: string) {
    const holder = this.numbers.find(phoneNumber) ? undefined : this.shared.number(phoneNumber);
    return holder?.coolsUntil === undefined ? holder : undefined;
  }

  private happen(call: LiveCall): void {
    const event = call.contact.pending.sort((a, b) => a.at - b.at).shift();
    if (!event) {
      this.book.forget(call.place);
      return;
    }
    this.carryOut(call, event);
    this.book.save(call, event.at);
  }

  private carryOut(call: LiveCall, event: PendingEvent): void {
    switch (event.kind) {
      case "answer":
        this.answer(call, event.at);
        break;
      case "fail":
        this.end(call, event.reason, event.at);
        break;
      case "hang-up":
        this.runner(call).note(event.at, "the other party hangs up");
        this.end(call, "CUSTOMER_DISCONNECT", event.at);
        break;
      case "block":
        this.follow(call, event.at, (runner) => runner.leaveAndResume(event.exit, event.at));
        break;
      case "lambda-timeout":
        this.lambdaTimedOut(call, event.invocation, event.at);
        break;
    }
  }

  private answer(call: LiveCall, at: number): void {
    const { contact } = call;
    if (!this.reachPeer(call, at)) return;
    contact.connectedAt = at;
    const voicemail = contact.callee.reaction === "voicemail";
    this.runner(call).note(at, voicemail ? "a voicemail answers" : "answered");
    const leavesAfter = voicemail ? VOICEMAIL_SECONDS : contact.callee.hangsUpAfterSeconds;
    if (leavesAfter !== undefined) contact.pending.push({ at: at + leavesAfter * 1000, kind: "hang-up" });
    this.follow(call, at, (runner) => runner.resume(at));
  }

  /** Where the number dialled is one of this world, its own inbound flow answers, or nobody. */
  private reachPeer(call: LiveCall, at: number): boolean {
    const { contact } = call;
    const holder = this.claimed(contact.customerAddress);
    if (!holder) return true;
    const theirs = new Partition(this.store, holder.account, holder.region);
    const number = theirs.get("number", holder.numberId);
    const flow = number?.flowId ? theirs.get("flow", number.instanceId, number.flowId) : undefined;
    const instance = number && theirs.get("instance", number.instanceId);
    const frame = flow?.published && frameOf("flow", { ...flow, content: flow.published.content });
    if (!number || !frame || instance?.attributes.INBOUND_CALLS !== "true") {
      this.runner(call).note(at, "the number dialled has no inbound flow that could answer");
      this.end(call, "TELECOM_UNANSWERED", at);
      return false;
    }
    const inbound = inboundContact(number, frame, contact, call.place, at);
    const peer: LiveCall = { place: placeOf(theirs, inbound), partition: theirs, contact: inbound, trace: [] };
    contact.peer = peer.place;
    // The inbound flow may end the call at once, so that this side must be found by then.
    this.book.save(call, at);
    this.runner(peer).note(at, "a call comes in");
    inbound.pending.push({ at, kind: "block", exit: { kind: "start" } });
    this.book.save(peer, at);
    return true;
  }

  private lambdaTimedOut(call: LiveCall, invocation: string, at: number): void {
    const { run } = call.contact;
    if (run?.lambda?.invocation !== invocation) return;
    run.lambda = undefined;
    const note = "the function did not answer in time";
    this.follow(call, at, (runner) => runner.leaveAndResume({ kind: "error", type: "NoMatchingError", note }, at));
  }

  /** Runs a stretch of the flow, and ends the contact or lets it wait. */
  private follow(call: LiveCall, at: number, stretch: (runner: FlowRunner) => Pause): void {
    const { run } = call.contact;
    if (!run) {
      this.runner(call).note(at, "the flow cannot be read: the contact ends");
      this.end(call, "CONTACT_FLOW_DISCONNECT", at);
      return;
    }
    const queuedBefore = run.inQueue;
    const pause = stretch(this.runner(call));
    if (pause.kind === "ended") {
      this.end(call, pause.reason, at);
      return;
    }
    if (run.inQueue && !queuedBefore) call.contact.pending.push({ at: at + PATIENCE_SECONDS * 1000, kind: "hang-up" });
    if (run.lambda) this.ask(call);
  }

  /** Hands the function that a flow asks to whoever runs functions. */
  private ask(call: LiveCall): void {
    const { run } = call.contact;
    if (run?.lambda) this.invocations.push({ place: call.place, contact: call.contact, ...run.lambda });
  }

  /** Functions that flows waited for when the simulator was stopped. */
  private askAgain(): void {
    for (const place of this.book.pending()) {
      const call = this.book.load(place);
      if (call) this.ask(call);
    }
  }

  private end(call: LiveCall, reason: string, at: number): void {
    const { contact } = call;
    contact.disconnectedAt = at;
    contact.disconnectReason = reason;
    contact.pending = [];
    contact.run = undefined;
    this.runner(call).note(at, `ended: ${reason}`);
    const other = contact.peer && this.book.load(contact.peer);
    if (!other || other.contact.disconnectedAt !== undefined) return;
    other.contact.pending.push({ at, kind: "hang-up" });
    this.book.save(other, at);
  }

  private runner(call: LiveCall): FlowRunner {
    const world: World = {
      store: call.partition,
      settings: this.settings,
      queueLength: (instanceId, queueId) => this.queued(call.partition, instanceId, queueId),
      createCallback: (contact, phoneNumber, queueId, at) => {
        const callback = callbackContact(contact, this.calleeOf(phoneNumber), queueId, at);
        const trace = [{ at, note: "a callback waits in its queue: there are no agents" }];
        const { partition } = call;
        this.book.save({ place: placeOf(partition, callback), partition, contact: callback, trace }, at);
      },
      invokeAndForget: (functionArn, payload) => {
        this.invocations.push({ place: call.place, contact: call.contact, invocation: "", functionArn, payload });
      },
    };
    return new FlowRunner(world, call.contact, call.trace);
  }

  private queued(partition: Partition, instanceId: string, queueId: string): number {
    const going = this.book.going(partition, instanceId);
    return going.filter((each) => each.queueId === queueId && each.enqueuedAt !== undefined).length;
  }
}
