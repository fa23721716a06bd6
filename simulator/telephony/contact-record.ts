/** What is stored about one contact: the record that DescribeContact shows, the call in progress, and its trace. */
import type { ScriptedNumber } from "./scripted-numbers";

/** What is known about one contact. Times are milliseconds since 1970. */
export interface ContactFacts {
  /** Its place among all contacts of the simulator, since several may begin in one millisecond. Absent in older state. */
  sequence?: number;
  /** The contact's id. */
  id: string;
  /** The instance that placed or took the call. */
  instanceId: string;
  /** How it began: placed by the API, called in, or called back. */
  initiationMethod: "API" | "INBOUND" | "CALLBACK";
  /** When it began. */
  initiatedAt: number;
  /** When anything about it changed last. */
  updatedAt: number;
  /** When it was answered; absent where nobody did. */
  connectedAt?: number;
  /** When it ended; absent while it goes on. */
  disconnectedAt?: number;
  /** Why it ended, in Connect's words; absent while it goes on. */
  disconnectReason?: string;
  /** The other party's number. */
  customerAddress: string;
  /** The number of the instance in this call: the caller ID, or the number that was dialled; absent where there is none. */
  systemAddress?: string;
  /** Its attributes as they are now. */
  attributes: Record<string, string>;
  /** Its tags as they are now. */
  tags: Record<string, string>;
  /** Links and facts shown to agents, by name. */
  references: Record<
    string,
    {
      /** Such as `URL`. */
      Type: string;
      /** What it refers to; absent where nothing was given. */
      Value?: string;
    }
  >;
  /** The name shown to agents; absent where it has none. */
  name?: string;
  /** The description shown to agents; absent where it has none. */
  description?: string;
  /** The contact whose attributes it was given; absent where there is none. */
  relatedContactId?: string;
  /** Whether it is a campaign's. */
  campaign: boolean;
  /** The campaign's id; absent where none was given. */
  campaignId?: string;
  /** What answering machine detection found; absent where it was not asked for. */
  answeringMachineStatus?: string;
  /** The queue that it waits or waited in; absent where it never came to one. */
  queueId?: string;
  /** When it was put into the queue; absent where it never was. */
  enqueuedAt?: number;
  /** Its language, such as `en-US`; absent where the flow set none. */
  languageCode?: string;
  /** The customer's id; absent where the flow set none. */
  customerId?: string;
  /** The flow that it began with. */
  flowId: string;
  /** How the other party behaves, as it was when the call began. */
  callee: ScriptedNumber;
  /** The contact at the other end; absent where that is not in this simulator. */
  peer?: ContactPlace;
}

/** The facts, and what has still to happen. */
export interface ContactRecord extends ContactFacts {
  /** What is still to happen, in no order. Empty once the contact has ended. */
  pending: PendingEvent[];
  /** The flow as far as it has run; absent before the call is answered and after it has ended. */
  run?: RunState;
}

/** Where a contact is found. */
export interface ContactPlace {
  /** The account of its instance. */
  account: string;
  /** The Region of its instance. */
  region: string;
  /** Its instance. */
  instanceId: string;
  /** Its id. */
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
  /** When it last went on after a pause. A pause may take no time: an empty prompt, a limit of 0 seconds. */
  resumedAt?: number;
  /** How many prompts have asked for keys: the place in the callee's script. */
  prompts: number;
  /** Draws of random branches so far: they depend on the contact and this, so a restart draws the same. */
  draws: number;
  lambda?: { invocation: string; functionArn: string; payload: Record<string, unknown>; flat?: boolean };
}

/** One block of a flow as it ran, or a note about the call. */
export interface TraceEntry {
  /** When it happened, in milliseconds. */
  at: number;
  /** The flow or module; absent for notes about the call itself. */
  flow?: string;
  /** The identifier of the action; absent for notes about the call itself. */
  block?: string;
  /** The action's type; absent for notes about the call itself. */
  type?: string;
  /** The action's parameters, after attribute paths were replaced; absent for notes about the call itself. */
  parameters?: Record<string, unknown>;
  /** `NextAction`, `Errors:TYPE`, `Conditions:OPERAND` or what ended the flow. Absent while the block runs. */
  branch?: string;
  /** When the block was left, in milliseconds. Absent while it runs. */
  leftAt?: number;
  /** What there is to say about it; absent where it went as it should. */
  note?: string;
}
