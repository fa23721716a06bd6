/** How contacts begin: an outbound call with what its callee does first, its inbound other end, and a callback. */
import { randomUUID } from "node:crypto";
import { newRun } from "../interpreter/run-flow";
import { frameOf } from "../interpreter/scene";
import type { NumberRecord, Partition } from "../records";
import type { ContactPlace, ContactRecord, Frame, PendingEvent } from "./contact-record";
import { FAILURES, type ScriptedNumber } from "./scripted-numbers";

/** What is known when a call is started; the network adds the rest. */
export type NewCall = Pick<
  ContactRecord,
  "instanceId" | "customerAddress" | "systemAddress" | "attributes" | "references" | "flowId" | "campaign"
> &
  Partial<Pick<ContactRecord, "name" | "description" | "relatedContactId" | "campaignId" | "queueId">> & {
    ringTimeoutSeconds: number;
    /** What the flow's content is at this moment. */
    content: string;
    detectMachine: boolean;
  };

/** How long the network takes to find out that a number cannot be reached. */
const REFUSAL_SECONDS = 0.5;
const FAST_BUSY_SECONDS = 0.3;

export function outboundContact(
  partition: Partition,
  call: NewCall,
  callee: ScriptedNumber,
  busy: boolean,
  now: number,
) {
  const { ringTimeoutSeconds, content, detectMachine, ...given } = call;
  const first: PendingEvent = busy
    ? { at: now + FAST_BUSY_SECONDS * 1000, kind: "fail", reason: "TELECOM_BUSY" }
    : reaction(callee, now, ringTimeoutSeconds);
  const contact: ContactRecord = {
    ...given,
    id: randomUUID(),
    initiationMethod: "API",
    initiatedAt: now,
    updatedAt: now,
    tags: {},
    callee,
    pending: [first],
  };
  if (detectMachine) {
    contact.answeringMachineStatus = callee.reaction === "voicemail" ? "VOICEMAIL_BEEP" : "HUMAN_ANSWERED";
  }
  const flow = partition.get("flow", call.instanceId, call.flowId);
  const frame = flow && frameOf("flow", { ...flow, content });
  if (frame) contact.run = newRun(frame);
  return contact;
}

/** The first thing that happens to a call, by what the callee does when it rings. */
function reaction(callee: ScriptedNumber, now: number, ringTimeoutSeconds: number): PendingEvent {
  const failure = FAILURES[callee.reaction];
  if (failure) return { at: now + (callee.ringSeconds ?? REFUSAL_SECONDS) * 1000, kind: "fail", reason: failure };
  const rings = callee.ringSeconds ?? 1;
  if (callee.reaction === "rings-out" || rings > ringTimeoutSeconds) {
    const reason = callee.unansweredReason ?? "TELECOM_TIMEOUT";
    return { at: now + ringTimeoutSeconds * 1000, kind: "fail", reason };
  }
  return { at: now + rings * 1000, kind: "answer" };
}

/** The other end of a call to a number of this world, at the moment at which it is answered. */
export function inboundContact(
  number: NumberRecord,
  frame: Frame,
  caller: ContactRecord,
  peer: ContactPlace,
  at: number,
) {
  const callerNumber = caller.systemAddress ?? "anonymous";
  const contact: ContactRecord = {
    id: randomUUID(),
    instanceId: number.instanceId,
    initiationMethod: "INBOUND",
    initiatedAt: at,
    updatedAt: at,
    connectedAt: at,
    customerAddress: callerNumber,
    systemAddress: number.phoneNumber,
    attributes: {},
    tags: {},
    references: {},
    campaign: false,
    flowId: frame.id,
    callee: { phoneNumber: callerNumber, reaction: "answers", description: "is a call of this simulator" },
    pending: [],
    run: newRun(frame),
    peer,
  };
  return contact;
}

/** A callback waits for an agent, of which there are none. */
export function callbackContact(origin: ContactRecord, callee: ScriptedNumber, queueId: string, at: number) {
  const contact: ContactRecord = {
    id: randomUUID(),
    instanceId: origin.instanceId,
    initiationMethod: "CALLBACK",
    initiatedAt: at,
    updatedAt: at,
    customerAddress: callee.phoneNumber,
    systemAddress: origin.systemAddress,
    attributes: { ...origin.attributes },
    tags: {},
    references: {},
    campaign: false,
    flowId: origin.flowId,
    relatedContactId: origin.id,
    queueId,
    enqueuedAt: at,
    callee,
    pending: [],
  };
  return contact;
}
