/** What is stored about one contact: the record that DescribeContact shows, the call in progress, and its trace. */
import type { ScriptedNumber } from "./scripted-numbers";

export interface ContactRecord {
  id: string;
  instanceId: string;
  initiationMethod: "API" | "INBOUND" | "CALLBACK";
  initiatedAt: number;
  updatedAt: number;
  connectedAt?: number;
  disconnectedAt?: number;
  disconnectReason?: string;
  /** The other party's number. */
  customerAddress: string;
  /** The number of the instance in this call: the caller ID, or the number that was dialled. */
  systemAddress?: string;
  attributes: Record<string, string>;
  tags: Record<string, string>;
  references: Record<string, { Type: string; Value?: string }>;
  name?: string;
  description?: string;
  relatedContactId?: string;
  campaign: boolean;
  campaignId?: string;
  answeringMachineStatus?: string;
  queueId?: string;
  enqueuedAt?: number;
  languageCode?: string;
  customerId?: string;
  flowId: string;
  /** How the other party behaves, as it was when the call began. */
  callee: ScriptedNumber;
  /** The contact at the other end, when both ends are in this simulator. */
  peer?: ContactPlace;
  /** What is still to happen, in no order. Empty once the contact has ended. */
  pending: PendingEvent[];
  /** The flow as far as it has run; absent before the call is answered and after it has ended. */
  run?: RunState;
}

export interface ContactPlace {
  account: string;
  region: string;
  instanceId: string;
  contactId: string;
}

/** Something that happens to a call at a known time. */
export type PendingEvent =
  | { at: number; kind: "answer" }
  | { at: number; kind: "fail"; reason: string }
  | { at: number; kind: "hang-up" }
  /** A block that takes time is over and leaves by `exit`. */
  | { at: number; kind: "block"; exit: Exit }
  | { at: number; kind: "lambda-timeout"; invocation: string };

/**
 * The way out of a block: its next action, an error branch, a condition that equals a result (else
 * `NoMatchingCondition`), or the end of the contact, the flow or the module.
 */
export type Exit =
  /** Not a way out but the way in: the flow begins. */
  | { kind: "start" }
  | { kind: "next"; note?: string }
  | { kind: "error"; type: string; note?: string }
  | { kind: "result"; value: string; note?: string }
  | { kind: "compare"; value: string; note?: string };

/** One flow or module on the stack of a contact. */
export interface Frame {
  kind: "flow" | "module";
  id: string;
  name: string;
  type: string;
  content: string;
  /** The action that is to run, or runs. */
  action: string;
  flowAttributes: Record<string, string>;
  loops: Record<string, number>;
}

export interface RunState {
  /** The innermost last. */
  frames: Frame[];
  external: Record<string, unknown>;
  storedInput?: string;
  moduleResult?: string;
  moduleResultData?: Record<string, unknown>;
  targetQueueId?: string;
  callbackNumber?: string;
  voice?: string;
  metrics?: Record<string, string>;
  /** Flow ids by hook, as `CustomerQueue`. */
  hooks: Record<string, string>;
  inQueue: boolean;
  /** Blocks run since time last passed: a flow that never waits must not hold the world. */
  sinceTime: number;
  /** How many prompts have asked for keys: the place in the callee's script. */
  prompts: number;
  /** Draws of random branches so far: they depend on the contact and this, so a restart draws the same. */
  draws: number;
  lambda?: { invocation: string; functionArn: string; payload: Record<string, unknown> };
}

/** One block of a flow as it ran, or a note about the call. */
export interface TraceEntry {
  /** Milliseconds. */
  at: number;
  /** The flow or module; absent for notes about the call itself. */
  flow?: string;
  block?: string;
  type?: string;
  /** After attribute paths were replaced. */
  parameters?: Record<string, unknown>;
  /** `NextAction`, `Errors:TYPE`, `Conditions:OPERAND` or what ended the flow. Absent while the block runs. */
  branch?: string;
  /** When the block was left. Milliseconds. */
  leftAt?: number;
  note?: string;
}
