/** Actions between the flow and the person on the line: say, ask, hand to a bot, hang up. */
import {
  action,
  type BuiltAction,
  equalsBranches,
  lastAction,
  type Next,
  type NextOrError,
  type NumberOrPath,
  type OnErrors,
  type ResourceId,
  Verbatim,
} from "./action";

/** An audio file in S3. */
export interface Media {
  /** Such as `https://BUCKET.s3.REGION.amazonaws.com/KEY.wav`. */
  uri: string;
  /** The only source there is. */
  sourceType: "S3";
  /** The only kind there is. */
  mediaType: "Audio";
}

/** Exactly one way to say something. Texts may embed attribute paths and hold at most 6,000 characters. */
export type MessageSource =
  | {
      /** Plain text. */
      text: string;
      ssml?: never;
      promptId?: never;
      media?: never;
    }
  | {
      /** Text with SSML tags, within `<speak>`. */
      ssml: string;
      text?: never;
      promptId?: never;
      media?: never;
    }
  | {
      /** A prompt of the instance. */
      promptId: ResourceId;
      text?: never;
      ssml?: never;
      media?: never;
    }
  | {
      /** A file outside the instance. */
      media: Media;
      text?: never;
      ssml?: never;
      promptId?: never;
    };

/**
 * Plays a prompt.
 *
 * @example messageParticipant({ text: "Hello." }, { next: "menu" })
 */
export function messageParticipant<const T extends string>(
  parameters: MessageSource,
  to: Next<T> & Partial<OnErrors<T, never, "NoMatchingError">>,
): BuiltAction<T, "CUSTOMER_HOLD" | "AGENT_HOLD"> {
  return action("MessageParticipant", parameters, to);
}

/** Plays prompts over and over, until something interrupts or ends the wait. Only in queue and hold flows and modules. */
export function messageParticipantIteratively<const T extends string>(
  parameters: { messages: readonly [MessageSource, ...MessageSource[]] },
  to?: Partial<Next<T>> & Partial<OnErrors<T, never, "NoMatchingError">>,
): BuiltAction<T> {
  return action("MessageParticipantIteratively", parameters, to ?? {});
}

/** The same, leaving every `interruptFrequencySeconds` by the branch `MessagesInterrupted`. */
export function messageParticipantWithInterrupts<const T extends string>(
  parameters: {
    messages: readonly [MessageSource, ...MessageSource[]];
    /** At least 1. */
    interruptFrequencySeconds: NumberOrPath;
    continueMessagingDuringInterrupt?: boolean;
  },
  to: { MessagesInterrupted: T } & Partial<Next<T>> & Partial<OnErrors<T, never, "NoMatchingError">>,
): BuiltAction<T> {
  const { MessagesInterrupted, next, errors } = to;
  const branches = equalsBranches({ MessagesInterrupted });
  return action("MessageParticipantIteratively", parameters, {
    ...(next && { next }),
    ...(errors && { errors }),
    branches,
  });
}

/** A key of a telephone. */
export type Key = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#";

/** How keys are read. */
export interface DtmfConfiguration {
  /** Up to 5 keys that end the input. @default the service's own */
  inputTerminationSequence?: string;
  /** Whether `*` is a key like any other, instead of starting anew. @default the service's own */
  disableCancelKey?: boolean;
  /** How long to wait between two keys, 1 to 20. @default the service's own */
  interdigitTimeLimitSeconds?: number;
}

/**
 * Asks for one key. The mode of GetParticipantInput without `StoreInput`.
 *
 * @example
 * getParticipantInput(
 *   { text: "For sales, press 1.", inputTimeLimitSeconds: 5 },
 *   { pressed: { "1": "sales" }, errors: { NoMatchingCondition: "menu", InputTimeLimitExceeded: "menu", NoMatchingError: "sorry" } },
 * )
 */
export function getParticipantInput<const T extends string>(
  parameters: MessageSource & {
    /** How long to wait for the first key, 1 to 180. */
    inputTimeLimitSeconds: number;
  },
  to: { pressed: { readonly [K in Key]?: T } } & OnErrors<
    T,
    "NoMatchingCondition" | "InputTimeLimitExceeded" | "NoMatchingError"
  >,
): BuiltAction<T> {
  return action(
    "GetParticipantInput",
    { ...parameters, storeInput: false },
    { next: to.errors.NoMatchingCondition, errors: to.errors, branches: equalsBranches(to.pressed) },
  );
}

/** What is said, and how the keys that answer it are read. */
export type StoreParameters = MessageSource & {
  /** How long to wait for the first key, 1 to 180. */
  inputTimeLimitSeconds: number;
  /** How the keys are read. @default the service's own way */
  dtmfConfiguration?: DtmfConfiguration;
};

/** Stores keys in `$.StoredCustomerInput`; a timeout takes the error branch. */
export function storeParticipantInput<const T extends string>(
  parameters: StoreParameters & {
    /** How many keys are kept at most. */
    maximumLength: NumberOrPath;
    inputEncryption?: { encryptionKeyId: string; key: string };
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { maximumLength, ...rest } = parameters;
  const inputValidation = { customValidation: { maximumLength } };
  return action("GetParticipantInput", { ...rest, storeInput: true, inputValidation }, to);
}

/** Stores a telephone number in `$.StoredCustomerInput`, checked for its form. */
export function storePhoneNumber<const T extends string>(
  parameters: StoreParameters & {
    phoneNumber: { numberFormat: "E164" } | { numberFormat: "Local"; countryCode: string };
  },
  to: Next<T> & OnErrors<T, "InvalidPhoneNumber" | "NoMatchingError">,
): BuiltAction<T> {
  const { phoneNumber, ...rest } = parameters;
  const inputValidation = { phoneNumberValidation: phoneNumber };
  return action("GetParticipantInput", { ...rest, storeInput: true, inputValidation }, to);
}

/** A Lex bot: of the second version by the ARN of its alias, of the first by name. */
export type LexBot =
  | {
      /** A bot of Lex V2. */
      lexV2Bot: {
        /** The ARN of the bot's alias. */
        aliasArn: ResourceId;
      };
      lexBot?: never;
    }
  | {
      /** A bot of Lex V1. */
      lexBot: {
        /** The bot's name. */
        name: string;
        /** The Region that it is in, such as `us-east-1`. */
        region: string;
        /** The bot's alias. */
        alias: string;
      };
      lexV2Bot?: never;
    };

/** Hands the caller to a Lex bot; each intent may lead somewhere of its own. */
export function connectParticipantWithLexBot<const T extends string>(
  parameters: MessageSource &
    LexBot & { lexSessionAttributes?: Readonly<Record<string, string>>; lexTimeoutSeconds?: { text: NumberOrPath } },
  to: { intents: Readonly<Record<string, T>> } & OnErrors<
    T,
    "NoMatchingCondition" | "NoMatchingError",
    "InputTimeLimitExceeded"
  >,
): BuiltAction<T> {
  const { lexSessionAttributes, ...rest } = parameters;
  const attributes = lexSessionAttributes && { lexSessionAttributes: new Verbatim(lexSessionAttributes) };
  return action(
    "ConnectParticipantWithLexBot",
    { ...rest, ...attributes },
    { next: to.errors.NoMatchingError, errors: to.errors, branches: equalsBranches(to.intents) },
  );
}

/** Hangs up. */
export function disconnectParticipant(): BuiltAction<
  never,
  "CUSTOMER_WHISPER" | "AGENT_WHISPER" | "OUTBOUND_WHISPER" | "CUSTOMER_HOLD" | "AGENT_HOLD"
> {
  return lastAction("DisconnectParticipant");
}

/** Puts the customer or the agent of the previous contact on hold, or takes both off it. */
export function updatePreviousContactParticipantState<const T extends string>(
  parameters: { previousContactParticipantState: "AgentOnHold" | "CustomerOnHold" | "OffHold" },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("UpdatePreviousContactParticipantState", parameters, to);
}

/** Streams the customer's audio to Kinesis Video Streams, or stops it. */
export function updateContactMediaStreamingBehavior<const T extends string>(
  parameters: {
    mediaStreamingState: "Enabled" | "Disabled";
    /** What is streamed: what the customer hears (`To`), says (`From`), or both. */
    mediaDirections: readonly ["From" | "To", ...("From" | "To")[]];
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { mediaStreamingState, mediaDirections } = parameters;
  const participants = [{ participantType: "Customer", mediaDirections }];
  return action(
    "UpdateContactMediaStreamingBehavior",
    { mediaStreamingState, participants, mediaStreamType: "Audio" },
    to,
  );
}
