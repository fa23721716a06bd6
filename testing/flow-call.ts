/**
 * A call that a scripted caller had with a flow, and what can be asserted about it. Every assertion that fails shows
 * the whole conversation, because the reason lies before the place where the test looked.
 */
import assert from "node:assert/strict";
import { type FlowContent, NONCE_ATTRIBUTE, PROOF_ATTRIBUTE } from "../flow";
import { isMembers } from "../flow/validate/shape";
import type { TraceEntry } from "../simulator/telephony/contact-record";

/** One thing that the flow said. */
export interface Utterance {
  /** The identifier of the action. */
  action: string;
  /** The words, after attribute paths were replaced and SSML tags taken out; a recording's id in brackets. */
  text: string;
}

/** One time that the flow asked for keys. */
export interface Question extends Utterance {
  /** What came of it, in the interpreter's words, such as `pressed 1`. */
  outcome: string;
}

/** How a call ended, or why it never would. */
export interface CallEnd {
  /**
   * `flow`: the flow ended it. `caller`: the caller hung up. `queue`: it waits in a queue. `waits`: the flow waits for
   * something that never comes. `broken`: the flow led nowhere, or to a block that cannot be simulated.
   */
  kind: "flow" | "caller" | "queue" | "waits" | "broken";
  /** The identifier of the last action. */
  action: string;
  /** The queue's id; absent where the contact is in none. */
  queue?: string;
  /** What the interpreter noted about the end. */
  note: string;
}

/** What is known after a call. */
export interface FlowCallFacts {
  /** What ran, in turn. */
  trace: readonly TraceEntry[];
  /** The content of each flow and module that the call came through, by name. */
  flows: ReadonlyMap<string, FlowContent>;
  /** The contact's attributes at the end. */
  attributes: Readonly<Record<string, string>>;
  /** Lambda functions that were invoked, in turn. */
  invoked: readonly {
    /** The function, as the flow names it. */
    functionArn: string;
    /** What the flow handed over. */
    parameters: Readonly<Record<string, unknown>>;
  }[];
  /** How it ended. */
  end: CallEnd;
  /** Simulated time from the first action to the end. */
  seconds: number;
}

/** Part of a text, or a pattern that it matches. */
export type Words = string | RegExp;

const matches = (text: string, words: Words): boolean =>
  typeof words === "string" ? text.includes(words) : words.test(text);

/** A finished call. All assertions return the call, so that they can be chained. */
export class FlowCall {
  /** What the flow said, in turn. */
  readonly said: readonly Utterance[];
  /** What it asked for keys for, in turn. */
  readonly asked: readonly Question[];
  /** The identifiers of all actions that ran, in turn. */
  readonly path: readonly string[];

  constructor(private readonly facts: FlowCallFacts) {
    const blocks = facts.trace.filter((entry) => entry.block !== undefined);
    this.path = blocks.map(({ block = "" }) => block);
    this.said = blocks.flatMap((entry) => wordsOf(entry).map((text) => ({ action: entry.block ?? "", text })));
    this.asked = blocks
      .filter(({ type }) => type === "GetParticipantInput")
      .map((entry) => ({ action: entry.block ?? "", text: wordsOf(entry).join(" "), outcome: entry.note ?? "" }));
  }

  /** What ran, in turn. */
  get trace(): readonly TraceEntry[] {
    return this.facts.trace;
  }

  /** The content of each flow and module that the call came through, by name. */
  get flows(): ReadonlyMap<string, FlowContent> {
    return this.facts.flows;
  }

  /** The contact's attributes at the end. */
  get attributes(): Readonly<Record<string, string>> {
    return this.facts.attributes;
  }

  /** Lambda functions that were invoked, in turn. */
  get invoked(): FlowCallFacts["invoked"] {
    return this.facts.invoked;
  }

  /** How it ended. */
  get end(): CallEnd {
    return this.facts.end;
  }

  /** Simulated time from the first action to the end. */
  get seconds(): number {
    return this.facts.seconds;
  }

  /** The call as plain data; `ringcheck flow draw --trace` draws it over the flow. */
  toJSON(): { end: CallEnd; seconds: number; attributes: FlowCallFacts["attributes"]; trace: readonly TraceEntry[] } {
    const { end, seconds, attributes, trace } = this;
    return { end, seconds, attributes, trace };
  }

  /** The conversation, one line for each step. */
  get transcript(): string {
    const start = this.facts.trace[0]?.at ?? 0;
    const lines = this.facts.trace.map((entry) => {
      const words = wordsOf(entry).map((text) => ` “${text}”`);
      const parts = [
        entry.block ?? "",
        ...words,
        entry.branch ? ` → ${entry.branch}` : "",
        entry.note ? ` (${entry.note})` : "",
      ];
      return `  ${((entry.at - start) / 1000).toFixed(1)} s  ${parts.join("").trim()}`;
    });
    return [...lines, `  end: ${this.end.kind} at ${this.end.action}`].join("\n");
  }

  /** The flow said something with these words. */
  assertSaid(words: Words): this {
    return this.holds(
      this.said.some(({ text }) => matches(text, words)),
      `the flow never said ${String(words)}`,
    );
  }

  /** The flow said nothing with these words. */
  assertNotSaid(words: Words): this {
    return this.holds(!this.said.some(({ text }) => matches(text, words)), `the flow said ${String(words)}`);
  }

  /** The flow asked for keys with these words; so many times, if a number is given. */
  assertAsked(words: Words, times?: number): this {
    const found = this.asked.filter(({ text }) => matches(text, words)).length;
    const wanted = times === undefined ? found > 0 : found === times;
    return this.holds(
      wanted,
      `the flow asked ${String(words)} ${found} times${times === undefined ? "" : `, not ${times}`}`,
    );
  }

  /** At the end of the call the contact has this attribute; without a value: has none of that name. */
  assertAttribute(name: string, value: Words | undefined): this {
    const found = Object.hasOwn(this.attributes, name) ? this.attributes[name] : undefined;
    const equal = value instanceof RegExp ? found !== undefined && value.test(found) : found === value;
    return this.holds(equal, `the attribute ${name} is ${JSON.stringify(found)}, not ${String(value)}`);
  }

  /** The call ended this way, at this action if one is named. */
  assertEnded(kind: CallEnd["kind"], action?: string): this {
    const right = this.end.kind === kind && (action === undefined || this.end.action === action);
    const wanted = `${kind}${action === undefined ? "" : ` at ${action}`}`;
    return this.holds(right, `the call ended by ${this.end.kind} at ${this.end.action}, not by ${wanted}`);
  }

  /** The call waits in this queue. */
  assertInQueue(queue: string): this {
    return this.holds(
      this.end.queue === queue,
      `the call is in ${this.end.queue ? `queue ${this.end.queue}` : "no queue"}, not in ${queue}`,
    );
  }

  /** These actions ran in this order, whatever ran between them. */
  assertPath(...actions: string[]): this {
    let place = 0;
    for (const action of this.path) if (action === actions[place]) place += 1;
    return this.holds(
      place === actions.length,
      `the call did not come to ${actions[place]} in this order: ${actions.join(", ")}`,
    );
  }

  /** This Lambda function was invoked, with at least these parameters. */
  assertInvoked(functionArn: string, parameters: Readonly<Record<string, unknown>> = {}): this {
    const found = this.invoked.filter((call) => call.functionArn === functionArn);
    const equal = found.some((call) =>
      Object.entries(parameters).every(([name, value]) => call.parameters[name] === value),
    );
    const seen = found.map((call) => JSON.stringify(call.parameters)).join(", ");
    return this.holds(equal, `${functionArn} was invoked with ${seen || "nothing, it was never invoked"}`);
  }

  /** The flow copied ringcheck's nonce into the proof: a verification call would be completed. */
  assertProven(): this {
    const nonce = this.attributes[NONCE_ATTRIBUTE];
    return this.holds(
      nonce !== undefined && this.attributes[PROOF_ATTRIBUTE] === nonce,
      "the flow did not write the proof",
    );
  }

  private holds(condition: boolean, message: string): this {
    if (!condition) assert.fail(`${message}. The call:\n${this.transcript}`);
    return this;
  }
}

const SPEAKING = new Set([
  "MessageParticipant",
  "MessageParticipantIteratively",
  "GetParticipantInput",
  "ConnectParticipantWithLexBot",
]);

function wordsOf({ type = "", parameters = {} }: TraceEntry): string[] {
  if (!SPEAKING.has(type)) return [];
  const sources: unknown[] = Array.isArray(parameters.Messages) ? parameters.Messages : [parameters];
  return sources
    .filter(isMembers)
    .map(wordsOfSource)
    .filter((text) => text !== "");
}

function wordsOfSource({ Text, SSML, PromptId, Media }: Record<string, unknown>): string {
  if (typeof Text === "string") return Text;
  if (typeof SSML === "string") return withoutTags(SSML);
  if (typeof PromptId === "string") return `[${PromptId}]`;
  return isMembers(Media) && typeof Media.Uri === "string" ? `[${Media.Uri}]` : "";
}

/** SSML as it is heard: a tag is a break between words, but not before a full stop. */
function withoutTags(ssml: string): string {
  const words = ssml.replace(/<[^<>]*>/g, " ").replace(/\s+/g, " ");
  return words.replace(/ (?=[.,;:!?])/g, "").trim();
}
