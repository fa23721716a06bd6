/**
 * The flow that a verification call plays when the user brings none: it speaks, and proves that it spoke to the end.
 * Each way it can fail leaves a word about where, so that a call without proof can still be explained.
 */
import { Flow } from "./flow";
import type { FlowAction, FlowErrorBranch } from "./language";
import { NONCE_ATTRIBUTE, PROOF_ATTRIBUTE, STAGE_ATTRIBUTE } from "./proof";

/** What the greeting is when the user writes none. */
export const DEFAULT_GREETING = "Hello. This is an automatic test call. Everything is in order, and you can hang up.";

/** A key that the person who answers must press, as proof of a human. */
export interface KeyPressOptions {
  /** What is said to ask for it. @default "Please press N to confirm that you heard this." */
  prompt?: string;
  /** One of `0` to `9`, `*` and `#`. @default "1" */
  key?: string;
  /** How long the caller may take to press it, 1 to 180. @default 10 */
  timeoutSeconds?: number;
  /** How often it is asked for, 1 to 10. @default 2 */
  attempts?: number;
}

/** What the ready-made verification flow says, and how. */
export interface GreetAndProveOptions {
  /** The flow's name. @default "ringcheck verification" */
  name?: string;
  /**
   * What is said, as plain text of at most 3,000 characters. Attribute paths such as `$.Attributes.name` may be embedded.
   *
   * @default {@link DEFAULT_GREETING}
   */
  greeting?: string;
  /** What is said, as SSML; instead of `greeting`. @default none */
  ssml?: string;
  /** The contact's language, such as `en-US`. @default what the contact has */
  language?: string;
  /** A Polly voice, such as `Joanna`. @default the service's own, Joanna */
  voice?: string;
  /** The engine for the voice. @default the service's own, standard */
  engine?: "standard" | "neural" | "long-form" | "generative";
  /** Ask for a key before the proof is written. @default no key is asked for */
  keyPress?: boolean | KeyPressOptions;
  /** Record what the flow says and hears. @default false: nothing is recorded */
  recording?: boolean;
}

/** Thrown for options that contradict each other or exceed a limit; lists every problem at once. */
export class VerificationFlowError extends Error {
  constructor(
    /** Every problem, in a sentence each. */
    readonly problems: readonly string[],
  ) {
    super(`The verification flow cannot be made:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.name = "VerificationFlowError";
  }
}

/**
 * The ready-made verification flow: marks the call as answered, greets, copies the nonce into the proof attribute,
 * and hangs up. A branch that ends in an error writes a stage that says where, then hangs up without the proof.
 *
 * @example greetAndProve({ greeting: "Hello from Acme.", voice: "Matthew" })
 * @throws {VerificationFlowError} when options contradict each other or exceed a limit.
 */
export function greetAndProve(options: GreetAndProveOptions = {}): Flow {
  const problems = findProblems(options);
  if (problems.length > 0) throw new VerificationFlowError(problems);
  const steps = [
    attributesStep("mark-answered", { [STAGE_ATTRIBUTE]: "answered" }),
    ...voiceSteps(options),
    messageStep(options),
    ...keyPressSteps(options.keyPress),
    attributesStep("prove", { [PROOF_ATTRIBUTE]: `$.Attributes.${NONCE_ATTRIBUTE}`, [STAGE_ATTRIBUTE]: "completed" }),
  ];
  const { attempts = DEFAULT_ATTEMPTS } = typeof options.keyPress === "object" ? options.keyPress : {};
  const retries = options.keyPress ? attempts - 1 : 0;
  const actions = [...chain(steps), ...retry(retries), ...endings(steps, retries)];
  return new Flow({ name: options.name ?? "ringcheck verification", actions });
}

/** One action of the good path: what it does, and the words that its error branches leave behind. */
interface Step {
  identifier: string;
  type: string;
  parameters: Record<string, unknown>;
  /** From error type to the stage that is written when it happens. */
  failures: Record<string, string>;
  /** When given, only this operand leads on. */
  operand?: string;
}

function attributesStep(identifier: string, attributes: Record<string, string>): Step {
  const parameters = { Attributes: attributes, TargetContact: "Current" };
  return {
    identifier,
    type: "UpdateContactAttributes",
    parameters,
    failures: { NoMatchingError: `failed-${identifier}` },
  };
}

function voiceSteps(options: GreetAndProveOptions): Step[] {
  const steps: Step[] = [];
  if (options.recording) steps.push(recordingStep());
  if (options.language) {
    const parameters = { LanguageCode: options.language, TargetContact: "Current" };
    const failures = { NoMatchingError: "failed-set-language" };
    steps.push({ identifier: "set-language", type: "UpdateContactData", parameters, failures });
  }
  if (options.voice) {
    const parameters = {
      TextToSpeechVoice: options.voice,
      ...(options.engine && { TextToSpeechEngine: options.engine }),
    };
    const failures = { NoMatchingError: "failed-set-voice" };
    steps.push({ identifier: "set-voice", type: "UpdateContactTextToSpeechVoice", parameters, failures });
  }
  return steps;
}

function recordingStep(): Step {
  const behavior = { RecordedParticipants: ["Agent", "Customer"], IVRRecordingBehavior: "Enabled" };
  return {
    identifier: "record",
    type: "UpdateContactRecordingBehavior",
    parameters: { RecordingBehavior: behavior },
    failures: {},
  };
}

function messageStep({ greeting, ssml }: GreetAndProveOptions): Step {
  return {
    identifier: "greet",
    type: "MessageParticipant",
    parameters: ssml === undefined ? { Text: greeting ?? DEFAULT_GREETING } : { SSML: ssml },
    failures: { NoMatchingError: "failed-greet" },
  };
}

function keyPressSteps(keyPress: GreetAndProveOptions["keyPress"]): Step[] {
  if (!keyPress) return [];
  const { key = "1", prompt, timeoutSeconds = 10 }: KeyPressOptions = keyPress === true ? {} : keyPress;
  return [
    {
      identifier: ASK,
      type: "GetParticipantInput",
      parameters: {
        Text: prompt ?? `Please press ${KEY_NAMES[key] ?? key} to confirm that you heard this.`,
        InputTimeLimitSeconds: String(timeoutSeconds),
        StoreInput: "False",
      },
      failures: {
        NoMatchingError: "failed-ask-for-key",
        NoMatchingCondition: WRONG_KEY,
        InputTimeLimitExceeded: NO_KEY,
      },
      operand: key,
    },
  ];
}

const ASK = "ask-for-key";
const TRY_AGAIN = "try-again";
const WRONG_KEY = "wrong-key";
const NO_KEY = "no-key";
const DEFAULT_ATTEMPTS = 2;

/** Counts how often the key was asked for. */
function retry(retries: number): FlowAction[] {
  if (retries < 1) return [];
  const when = (operand: string, next: string) => ({
    NextAction: next,
    Condition: { Operator: "Equals", Operands: [operand] },
  });
  return [
    {
      Identifier: TRY_AGAIN,
      Type: "Loop",
      Parameters: { LoopCount: String(retries) },
      Transitions: {
        NextAction: HANG_UP,
        Errors: [],
        Conditions: [when("ContinueLooping", ASK), when("DoneLooping", HANG_UP)],
      },
    },
  ];
}

const KEY_NAMES: Record<string, string> = { "*": "star", "#": "pound" };

/** The good path: each step leads to the next, the last one hangs up, and no error goes unmarked. */
function chain(steps: readonly Step[]): FlowAction[] {
  return steps.map((step, index) => {
    const next = steps[index + 1]?.identifier ?? HANG_UP;
    const errors = Object.entries(step.failures).map(
      ([type, stage]): FlowErrorBranch => ({ NextAction: markIdentifier(stage), ErrorType: type }),
    );
    const condition = step.operand && { NextAction: next, Condition: { Operator: "Equals", Operands: [step.operand] } };
    const otherwise = step.failures.NoMatchingCondition;
    return {
      Identifier: step.identifier,
      Type: step.type,
      Parameters: step.parameters,
      Transitions: {
        NextAction: condition && otherwise ? markIdentifier(otherwise) : next,
        Errors: errors,
        Conditions: condition ? [condition] : [],
      },
    };
  });
}

const HANG_UP = "hang-up";

function markIdentifier(stage: string): string {
  return `mark-${stage}`;
}

/** What failed branches lead to: a word about where it failed, then the end; after a key, another try. */
function endings(steps: readonly Step[], retries: number): FlowAction[] {
  const after = (stage: string): string => (retries > 0 && [WRONG_KEY, NO_KEY].includes(stage) ? TRY_AGAIN : HANG_UP);
  const stages = steps.flatMap((step) => Object.values(step.failures));
  const marks = stages.map(
    (stage): FlowAction => ({
      Identifier: markIdentifier(stage),
      Type: "UpdateContactAttributes",
      Parameters: { Attributes: { [STAGE_ATTRIBUTE]: stage }, TargetContact: "Current" },
      Transitions: {
        NextAction: after(stage),
        Errors: [{ NextAction: after(stage), ErrorType: "NoMatchingError" }],
        Conditions: [],
      },
    }),
  );
  return [...marks, { Identifier: HANG_UP, Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }];
}

function findProblems({ greeting, ssml, engine, voice, keyPress }: GreetAndProveOptions): string[] {
  const asked: KeyPressOptions = typeof keyPress === "object" ? keyPress : {};
  const { key = "1", prompt, timeoutSeconds = 10, attempts = DEFAULT_ATTEMPTS } = asked;
  const checks: [boolean, string][] = [
    [
      greeting !== undefined && ssml !== undefined,
      "greeting, ssml: give one of the two, the service takes one message.",
    ],
    [greeting === "" || ssml === "", "greeting, ssml: must not be empty; leave it out for the default greeting."],
    [(greeting?.length ?? 0) > 3000, "greeting: at most 3,000 characters; shorten it."],
    [(ssml?.length ?? 0) > 6000, "ssml: at most 6,000 characters with its tags; shorten it."],
    [engine !== undefined && voice === undefined, "engine: belongs to a voice; name the voice too."],
    [!/^[0-9*#]$/.test(key), "keyPress.key: must be one of 0 to 9, * or #."],
    [prompt === "", "keyPress.prompt: must not be empty; leave it out for the default."],
    [
      !Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 180,
      "keyPress.timeoutSeconds: must be a whole number from 1 to 180.",
    ],
    [
      !Number.isInteger(attempts) || attempts < 1 || attempts > 10,
      "keyPress.attempts: must be a whole number from 1 to 10.",
    ],
  ];
  return checks.filter(([broken]) => broken).map(([, problem]) => problem);
}
