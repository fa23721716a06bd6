/** What a block sees and may do while it runs, and what it answers. */
import type { FlowAction, FlowContent } from "../../flow/language";
import type { Partition } from "../records";
import type { Settings } from "../settings";
import type { ContactRecord, Exit, Frame, RunState } from "../telephony/contact-record";
import { runnable } from "./runnable";

/** The world around a contact, as far as flows can reach it. */
export interface World {
  store: Partition;
  settings: Settings;
  /** How many contacts wait in a queue. */
  queueLength(instanceId: string, queueId: string): number;
  /** Queues a callback to a number. */
  createCallback(contact: ContactRecord, phoneNumber: string, queueId: string, at: number): void;
  /** Calls a Lambda function whose answer nobody waits for. */
  invokeAndForget(functionArn: string, payload: Record<string, unknown>): void;
}

/** One block about to run. */
export interface Scene {
  world: World;
  contact: ContactRecord;
  run: RunState;
  frame: Frame;
  action: FlowAction;
  /** The action's parameters with all paths replaced. */
  parameters: Record<string, unknown>;
  /** Milliseconds. */
  at: number;
}

/** What running a block comes to. */
export type Outcome =
  | { kind: "leave"; exit: Exclude<Exit, { kind: "start" }>; after?: number }
  | { kind: "forever"; note: string }
  | { kind: "end-contact"; reason: string; note?: string }
  | { kind: "enter"; frame: Frame; replace: boolean }
  | { kind: "return"; result?: string; data?: Record<string, unknown> }
  | { kind: "end-flow" }
  | {
      kind: "lambda";
      functionArn: string;
      payload: Record<string, unknown>;
      synchronous: boolean;
      limitMs: number;
      /** Whether the flow takes no answer but a flat map of texts. */
      flat: boolean;
    };

export const next = (note?: string): Outcome => ({ kind: "leave", exit: { kind: "next", note } });
export const fails = (note: string, type = "NoMatchingError"): Outcome => ({
  kind: "leave",
  exit: { kind: "error", type, note },
});
export const yields = (value: string, note?: string): Outcome => ({
  kind: "leave",
  exit: { kind: "result", value, note },
});

/** A parameter as text; "" where it is absent. */
export function text(scene: Scene, name: string): string {
  const value = scene.parameters[name];
  return value === undefined || value === null ? "" : String(value);
}

/** A parameter that is a map from names to texts. */
export function textMap(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asPlainText(item)]));
}

function asPlainText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A flow or module to run from its start. Undefined if its content cannot run. */
export function frameOf(kind: Frame["kind"], source: { id: string; name: string; type: string; content: string }) {
  const start = parsed(source.content)?.StartAction;
  if (start === undefined) return undefined;
  const { id, name, type, content } = source;
  const frame: Frame = { kind, id, name, type, content, action: start, flowAttributes: {}, loops: {} };
  return frame;
}

const parsedContents = new Map<string, FlowContent | undefined>();

/** Content as an object; the last few are kept, because each block of a call asks again. */
export function parsed(content: string): FlowContent | undefined {
  if (parsedContents.has(content)) return parsedContents.get(content);
  if (parsedContents.size > 50) parsedContents.clear();
  let flow: FlowContent | undefined;
  try {
    flow = runnable(JSON.parse(content));
  } catch {
    // A saved flow may hold anything; what cannot be read cannot run.
  }
  parsedContents.set(content, flow);
  return flow;
}
