/** The numbers that this world's telephone network knows, and how whoever is behind them behaves. Data, not code. */

/** What happens when the number is dialled, until someone answers or the network gives up. */
export type Reaction =
  | "answers"
  | "voicemail"
  | "rings-out"
  | "busy"
  | "invalid"
  | "blocked"
  | "unreachable"
  | "problem";

/** A number, and what happens when it is dialled. */
export interface ScriptedNumber {
  /** E.164. */
  phoneNumber: string;
  /** For people: what this number is for. */
  description: string;
  /** What happens until someone answers. */
  reaction: Reaction;
  /** How long it rings before it is answered or refused. @default 1 */
  ringSeconds?: number;
  /** The callee hangs up so long after the answer. @default it stays until the flow ends the call */
  hangsUpAfterSeconds?: number;
  /**
   * What is pressed at each prompt that asks for keys: what the flow asks for, something it does not, or these keys
   * in turn.
   *
   * @default nothing is pressed
   */
  keys?: "asked" | "wrong" | string[];
  /** The callee never lets go of the line: no prompt ends, and only StopContact ends the call. @default false */
  neverEnds?: boolean;
  /** The DisconnectReason of a call that nobody answers. @default "TELECOM_TIMEOUT" */
  unansweredReason?: "TELECOM_TIMEOUT" | "TELECOM_ORIGINATOR_CANCEL" | "TELECOM_UNANSWERED";
}

const at = (line: string) => `+120655501${line}`;

/** The numbers that need no set-up. +1 206 555 01xx is kept for fiction, so none of them is anybody's. */
export const DEFAULT_NUMBERS: ScriptedNumber[] = [
  { phoneNumber: at("00"), reaction: "answers", description: "answers after a second and listens to the end" },
  { phoneNumber: at("01"), reaction: "rings-out", description: "rings until the call gives up" },
  { phoneNumber: at("02"), reaction: "busy", description: "is engaged" },
  { phoneNumber: at("03"), reaction: "invalid", description: "is not a number that exists" },
  { phoneNumber: at("04"), reaction: "blocked", description: "blocks the call as unwanted" },
  { phoneNumber: at("05"), reaction: "voicemail", description: "is answered by a voicemail" },
  {
    phoneNumber: at("06"),
    reaction: "answers",
    hangsUpAfterSeconds: 1,
    description: "answers and hangs up after 1 second",
  },
  { phoneNumber: at("07"), reaction: "answers", keys: "asked", description: "presses the keys that the flow asks for" },
  {
    phoneNumber: at("08"),
    reaction: "answers",
    keys: "wrong",
    description: "presses keys that the flow does not ask for",
  },
  { phoneNumber: at("09"), reaction: "answers", neverEnds: true, description: "never lets the call end" },
  { phoneNumber: at("10"), reaction: "unreachable", description: "cannot be delivered to at the moment" },
  { phoneNumber: at("11"), reaction: "problem", description: "meets a problem of the carrier" },
  {
    phoneNumber: at("12"),
    reaction: "rings-out",
    unansweredReason: "TELECOM_ORIGINATOR_CANCEL",
    description: "rings until the call gives up, and the record blames the originator",
  },
  {
    phoneNumber: at("13"),
    reaction: "rings-out",
    unansweredReason: "TELECOM_UNANSWERED",
    description: "rings until the call gives up, and the record says unanswered",
  },
  { phoneNumber: at("14"), reaction: "answers", ringSeconds: 10, description: "answers after 10 seconds" },
  {
    phoneNumber: at("15"),
    reaction: "answers",
    hangsUpAfterSeconds: 5,
    description: "answers and hangs up after 5 seconds",
  },
];

/** DisconnectReason by reaction, for calls that are never answered. Source: administrator guide, contact records. */
export const FAILURES: Partial<Record<Reaction, string>> = {
  busy: "TELECOM_BUSY",
  invalid: "TELECOM_NUMBER_INVALID",
  blocked: "TELECOM_POTENTIAL_BLOCKING",
  unreachable: "TELECOM_UNANSWERED",
  problem: "TELECOM_PROBLEM",
};

/** A voicemail records for so long, then hangs up. */
export const VOICEMAIL_SECONDS = 60;

/** Who waits in a queue without hearing from an agent hangs up after so long. */
export const PATIENCE_SECONDS = 120;

/** The numbers of one simulator: the default ones, and those that a test adds or changes. */
/** The scripted numbers of one simulator. */
export class NumberBook {
  private readonly numbers = new Map<string, ScriptedNumber>();

  constructor(extra: ScriptedNumber[] = []) {
    for (const each of [...DEFAULT_NUMBERS, ...extra]) this.add(each);
  }

  /** Adds a number, or changes how one behaves from the next call on. @throws Error if it is not E.164 */
  add(number: ScriptedNumber): void {
    if (!/^\+[1-9]\d{1,14}$/.test(number.phoneNumber)) throw new Error(`${number.phoneNumber} is not an E.164 number`);
    this.numbers.set(number.phoneNumber, number);
  }

  /** The script of a number; none where it has none. */
  find(phoneNumber: string): ScriptedNumber | undefined {
    return this.numbers.get(phoneNumber);
  }

  /** All of them. */
  list(): ScriptedNumber[] {
    return [...this.numbers.values()];
  }
}
