/**
 * The flow that takes the other end of a call which a centre places to itself: it answers, is silent for as long as the
 * caller's own flow may talk, and hangs up. It leaves no proof: the calling side brings that.
 */
import { Flow } from "./flow";
import { VerificationFlowError } from "./verification-flow";

/** What {@link answerAndListen} may be told. */
export interface AnswerAndListenOptions {
  /** The flow's name, 1–127 characters. @default `"ringcheck answering"` */
  name?: string;
  /** What is said at first, as plain text of at most 3,000 characters. @default nothing: a second of silence */
  greeting?: string;
  /** How long it listens, in whole seconds, 1–180. The caller's hanging up ends it sooner. @default `60` */
  listenSeconds?: number;
}

const LISTEN = "listen";
const HANG_UP = "hang-up";
/** Something must be played before keys can be waited for, and a voice would talk into the caller's greeting. */
const SILENCE = '<speak><break time="1s"/></speak>';

/**
 * The ready-made answering flow. `Wait` is not for voice contacts, so it waits for a key that nobody presses.
 *
 * ```ts
 * new ContactCenter("support", { …, flows: { answering: answerAndListen({ listenSeconds: 90 }) } });
 * ```
 *
 * @throws {VerificationFlowError} when an option exceeds its limit
 */
export function answerAndListen(options: AnswerAndListenOptions = {}): Flow {
  const { name = "ringcheck answering", greeting, listenSeconds = 60 } = options;
  const problems = problemsOf({ greeting, listenSeconds });
  if (problems.length > 0) throw new VerificationFlowError(problems);
  const errorTypes = ["NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded"];
  return new Flow({
    name,
    actions: [
      {
        Identifier: LISTEN,
        Type: "GetParticipantInput",
        Parameters: {
          ...(greeting === undefined ? { SSML: SILENCE } : { Text: greeting }),
          InputTimeLimitSeconds: String(listenSeconds),
          StoreInput: "False",
        },
        Transitions: {
          NextAction: HANG_UP,
          Errors: errorTypes.map((ErrorType) => ({ NextAction: HANG_UP, ErrorType })),
          Conditions: [],
        },
      },
      { Identifier: HANG_UP, Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
    ],
  });
}

function problemsOf({ greeting, listenSeconds }: { greeting: string | undefined; listenSeconds: number }): string[] {
  const checks: [boolean, string][] = [
    [greeting === "", "greeting: must not be empty; leave it out for silence."],
    [(greeting?.length ?? 0) > 3000, "greeting: at most 3,000 characters; shorten it."],
    [
      !Number.isInteger(listenSeconds) || listenSeconds < 1 || listenSeconds > 180,
      "listenSeconds: must be a whole number from 1 to 180.",
    ],
  ];
  return checks.filter(([broken]) => broken).map(([, problem]) => problem);
}
