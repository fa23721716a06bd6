/** Prompts and the keys that a callee presses: everything in a flow that takes the callee's time. */
import type { Exit as AnyExit } from "../telephony/contact-record";
import { fails, type Outcome, type Scene, text, textMap } from "./scene";

type Exit = Exclude<AnyExit, { kind: "start" }>;

/** A recorded prompt, whose length the simulator cannot know. */
const RECORDING_MS = 2000;
const LONGEST_BREAK_MS = 10_000;
/** From the end of a prompt to the first key. */
const REACTION_MS = 1000;
const KEYS = [..."1234567890*#"];
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/;

/** How long what a block says takes; undefined if it says nothing at all. */
function speakingTime(scene: Scene): number | undefined {
  const { parameters, world } = scene;
  if (parameters.PromptId || parameters.Media) return RECORDING_MS;
  const ssml = text(scene, "SSML");
  const words = `${text(scene, "Text")} ${ssml.replace(/<[^<>]*>/g, " ")}`.split(/\s+/).filter(Boolean);
  const silence = silenceIn(ssml);
  if (words.length === 0 && silence === 0) return undefined;
  return Math.ceil((words.length / world.settings.wordsPerSecond) * 1000) + silence;
}

/** How long the breaks in SSML last. Source: Amazon Polly's developer guide, which has none of more than 10 seconds. */
function silenceIn(ssml: string): number {
  const breaks = ssml.matchAll(/<break\s[^<>]*?\btime\s*=\s*["'](\d{1,6}(?:\.\d{1,3})?)(m?s)["']/g);
  const lengths = [...breaks].map(([, amount, unit]) => Number(amount) * (unit === "s" ? 1000 : 1));
  return lengths.reduce((sum, length) => sum + Math.min(length, LONGEST_BREAK_MS), 0);
}

export function messageParticipant(scene: Scene): Outcome {
  const length = speakingTime(scene);
  if (length === undefined) return fails("there is nothing to say");
  if (scene.contact.callee.neverEnds) return { kind: "forever", note: "the callee never lets go of the line" };
  return { kind: "leave", exit: { kind: "next" }, after: length };
}

/** Prompts that repeat until something interrupts them. */
export function messageParticipantIteratively(scene: Scene): Outcome {
  const interval = Number(text(scene, "InterruptFrequencySeconds"));
  if (!(interval >= 1)) return { kind: "forever", note: "the prompts repeat until the call ends" };
  return { kind: "leave", exit: { kind: "result", value: "MessagesInterrupted" }, after: interval * 1000 };
}

export function getParticipantInput(scene: Scene): Outcome {
  if (scene.contact.callee.neverEnds) return { kind: "forever", note: "the callee never lets go of the line" };
  const spoken = speakingTime(scene) ?? 0;
  const limit = Number(text(scene, "InputTimeLimitSeconds")) * 1000;
  if (!Number.isFinite(limit) || limit < 0) return fails("InputTimeLimitSeconds is not a number");
  const stores = /^true$/i.test(text(scene, "StoreInput"));
  const pressed = keysFor(scene, stores);
  scene.run.prompts += 1;
  if (pressed === undefined) {
    return { kind: "leave", exit: stores ? silentStore(scene) : silentMenu(), after: spoken + limit };
  }
  const after = spoken + Math.min(REACTION_MS, limit);
  return { kind: "leave", exit: stores ? storedExit(scene, pressed) : menuExit(pressed), after };
}

function silentMenu(): Exit {
  return { kind: "error", type: "InputTimeLimitExceeded", note: "no key was pressed" };
}

/** The service stores this word and leaves by the good branch. Source: administrator guide, store customer input. */
function silentStore(scene: Scene): Exit {
  scene.run.storedInput = "Timeout";
  return { kind: "next", note: "no key was pressed" };
}

function menuExit(pressed: string): Exit {
  return { kind: "compare", value: pressed.slice(0, 1), note: `pressed ${pressed.slice(0, 1)}` };
}

function storedExit(scene: Scene, pressed: string): Exit {
  const validation = textlessMap(scene.parameters.InputValidation);
  if (validation.PhoneNumberValidation !== undefined && !PHONE_NUMBER.test(pressed)) {
    return { kind: "error", type: "InvalidPhoneNumber", note: `pressed ${pressed}` };
  }
  const longest = Number(textMap(validation.CustomValidation).MaximumLength);
  scene.run.storedInput = longest > 0 ? pressed.slice(0, longest) : pressed;
  return { kind: "next", note: `pressed ${scene.run.storedInput}` };
}

function textlessMap(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** What this callee presses at this prompt; undefined for nothing. */
function keysFor(scene: Scene, stores: boolean): string | undefined {
  const { keys } = scene.contact.callee;
  if (keys === undefined) return undefined;
  if (Array.isArray(keys)) return keys[scene.run.prompts] || undefined;
  return stores ? storedKeys(scene, keys) : menuKey(scene, keys);
}

function menuKey(scene: Scene, keys: "asked" | "wrong"): string | undefined {
  const conditions = scene.action.Transitions.Conditions ?? [];
  const asked = conditions.flatMap(({ Condition }) => Condition?.Operands ?? []);
  return keys === "asked" ? asked[0] : KEYS.find((key) => !asked.includes(key));
}

function storedKeys(scene: Scene, keys: "asked" | "wrong"): string {
  const validation = textlessMap(scene.parameters.InputValidation);
  if (validation.PhoneNumberValidation !== undefined) return keys === "asked" ? scene.contact.customerAddress : "0";
  const longest = Number(textMap(validation.CustomValidation).MaximumLength) || 4;
  return keys === "asked" ? "12345678901234567890".slice(0, longest) : "0";
}

/** Waiting is for chats and tasks; in a voice call it works only where the flow keeps running meanwhile. */
export function wait(scene: Scene): Outcome {
  const limit = Number(text(scene, "TimeLimitSeconds") || text(scene, "TimeoutSeconds")) * 1000;
  if (!(limit > 0)) return fails("TimeLimitSeconds is not a number");
  const events = Array.isArray(scene.parameters.Events) && scene.parameters.Events.length > 0;
  if (/^true$/i.test(text(scene, "ContinueExecution")))
    return { kind: "leave", exit: { kind: "result", value: "Continue" } };
  if (!events) return fails("a voice contact cannot wait without an event");
  return { kind: "leave", exit: { kind: "result", value: "WaitCompleted" }, after: limit };
}
