/** Actions on what is known about the contact, and on how it is recorded, logged and voiced. */
import {
  action,
  type BuiltAction,
  equalsBranches,
  type Next,
  type NextOrError,
  type OnErrors,
  type ResourceId,
  Verbatim,
} from "./action";

/** The contact that an action is about: this one, or the one that it was made from. */
export type TargetContact = "Current" | "Related";

/** Sets contact attributes, all or none. Values may be or embed attribute paths; keys hold letters, digits, `-` and `_`. */
export function updateContactAttributes<const T extends string>(
  parameters: {
    attributes: Readonly<Record<string, string>>;
    /** @default "Current" */
    targetContact?: TargetContact;
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { attributes, targetContact = "Current" } = parameters;
  return action("UpdateContactAttributes", { attributes: new Verbatim(attributes), targetContact }, to);
}

/** Sets attributes that live as long as this flow, read as `$.FlowAttributes.NAME`. */
export function updateFlowAttributes<const T extends string>(
  parameters: { flowAttributes: Readonly<Record<string, string>> },
  to: NextOrError<T>,
): BuiltAction<T> {
  const entries = Object.entries(parameters.flowAttributes);
  const flowAttributes = new Verbatim(
    Object.fromEntries(entries.map(([name, Value]) => [name, { Type: "String", Value }])),
  );
  return action("UpdateFlowAttributes", { flowAttributes }, to);
}

/** Properties of the contact itself. */
export interface ContactFields {
  /** The name shown to agents. */
  name: string;
  /** The description shown to agents. */
  description: string;
  /** Such as `en-US`. */
  languageCode: string;
  /** The id of the customer, in your own system or in Customer Profiles. */
  customerId: string;
  /** A session of Amazon Q in Connect. */
  wisdomSessionArn: ResourceId;
}

/** At least one of the members of a type. */
export type AtLeastOne<Fields> = { [Name in keyof Fields]: Pick<Fields, Name> & Partial<Fields> }[keyof Fields];

/** Sets properties of the contact itself. */
export function updateContactData<const T extends string>(
  parameters: AtLeastOne<ContactFields> & {
    /** @default "Current" */
    targetContact?: TargetContact;
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("UpdateContactData", { targetContact: "Current", ...parameters }, to);
}

/** Chooses the voice that reads texts from here on. */
export function updateContactTextToSpeechVoice<const T extends string>(
  parameters: {
    /** A Polly voice, such as `Joanna`. */
    textToSpeechVoice: string;
    textToSpeechEngine?: "standard" | "neural" | "long-form" | "generative";
    textToSpeechStyle?: "None" | "Conversational" | "Newscaster";
  },
  to: Next<T> & Partial<OnErrors<T, never, "NoMatchingError">>,
): BuiltAction<T> {
  return action("UpdateContactTextToSpeechVoice", parameters, to);
}

/** Who is recorded. */
export interface RecordingBehavior {
  /** Empty: recording is off. */
  recordedParticipants: readonly ("Agent" | "Customer")[];
  /** Whether what the flow itself says and hears is recorded. @default the service's own */
  ivrRecordingBehavior?: "Enabled" | "Disabled";
  /** Whose screen is recorded. @default nobody's */
  screenRecordedParticipants?: readonly "Agent"[];
}

/** Turns recording on or off: the older block, without error branches. */
export function updateContactRecordingBehavior<const T extends string>(
  parameters: { recordingBehavior: RecordingBehavior },
  to: Next<T>,
): BuiltAction<T> {
  return action("UpdateContactRecordingBehavior", parameters, to);
}

/** How a voice contact is recorded and analysed. */
export interface VoiceBehavior {
  /** Who is recorded. */
  voiceRecordingBehavior: Pick<RecordingBehavior, "recordedParticipants" | "ivrRecordingBehavior">;
  /** Contact Lens. @default none */
  voiceAnalyticsBehavior?: {
    /** Whether the contact is analysed. */
    enabled: boolean;
    /** Such as `en-US`. */
    analyticsLanguage: string;
    /** When it is analysed. */
    analyticsModes: readonly ("RealTime" | "PostContact" | "AutomatedInteraction")[];
  };
}

/** Turns recording and analytics of the voice or of the agent's screen on or off: the newer block. */
export function updateContactRecordingAndAnalyticsBehavior<const T extends string>(
  parameters:
    | { voiceBehavior: VoiceBehavior; screenRecordingBehavior?: never }
    | { screenRecordingBehavior: { screenRecordedParticipants: readonly "Agent"[] }; voiceBehavior?: never },
  to: Next<T> & OnErrors<T, "NoMatchingError" | "ChannelMismatch">,
): BuiltAction<T> {
  return action("UpdateContactRecordingAndAnalyticsBehavior", parameters, to);
}

/** Turns flow logs on or off, for this flow and those that follow it. */
export function updateFlowLoggingBehavior<const T extends string>(
  parameters: { flowLoggingBehavior: "Enabled" | "Disabled" },
  to: Next<T>,
): BuiltAction<T> {
  return action("UpdateFlowLoggingBehavior", parameters, to);
}

/** An event at which another flow runs. */
export type EventHook =
  | "AgentHold"
  | "AgentWhisper"
  | "CustomerHold"
  | "CustomerQueue"
  | "CustomerRemaining"
  | "CustomerWhisper"
  | "DefaultAgentUI"
  | "DisconnectAgentUI"
  | "PauseContact"
  | "ResumeContact";

/** Names the flow that runs at an event. One event for each action. */
export function updateContactEventHooks<const T extends string>(
  parameters: { event: EventHook; flow: ResourceId },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("UpdateContactEventHooks", { eventHooks: new Verbatim({ [parameters.event]: parameters.flow }) }, to);
}

/** Tags the contact. 1 to 6 tags; keys that start with `aws:` are reserved. */
export function tagContact<const T extends string>(
  parameters: { tags: Readonly<Record<string, string>> },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("TagContact", { tags: new Verbatim(parameters.tags) }, to);
}

/** Takes tags off the contact. */
export function untagContact<const T extends string>(
  parameters: { tagKeys: readonly [string, ...string[]] },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("UntagContact", parameters, to);
}

/** Creates a task that runs a flow of its own. */
export function createTask<const T extends string>(
  parameters: {
    name: string;
    contactFlowId: ResourceId;
    description?: string;
    attributes?: Readonly<Record<string, string>>;
    /** 1 to 518,400. */
    delaySeconds?: number;
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { attributes, ...rest } = parameters;
  return action("CreateTask", { ...rest, ...(attributes && { attributes: new Verbatim(attributes) }) }, to);
}

/** Sends an SMS, and runs a chat flow for what comes back. */
export function startOutboundChatContact<const T extends string>(
  parameters: {
    sourcePhoneNumberArn: ResourceId;
    /** E.164, or a path to it. */
    destinationPhoneNumber: string;
    contactFlowArn: ResourceId;
    message?: string;
    relateToCurrentContact?: boolean;
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { sourcePhoneNumberArn, destinationPhoneNumber, contactFlowArn, message, relateToCurrentContact } = parameters;
  return action(
    "StartOutboundChatContact",
    {
      sourceEndpoint: { address: sourcePhoneNumberArn, type: "CONNECT_PHONENUMBER_ARN" },
      destinationEndpoint: { address: destinationPhoneNumber, type: "TELEPHONE_NUMBER" },
      contactFlowArn,
      contactSubtype: "connect:SMS",
      ...(message && { initialSystemMessage: { content: message } }),
      ...(relateToCurrentContact && { relatedContact: "CURRENT" }),
    },
    to,
  );
}

/** Starts a session of Amazon Q in Connect; its ARN is at `$.Wisdom.SessionArn`. */
export function createWisdomSession<const T extends string>(
  parameters: { wisdomAssistantArn: ResourceId },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("CreateWisdomSession", parameters, to);
}

/** Starts a Voice ID stream. Voice ID left service in May 2026. */
export function startVoiceIdStream<const T extends string>(to: NextOrError<T>): BuiltAction<T> {
  return action("StartVoiceIdStream", {}, to);
}

/** Where each outcome of Voice ID leads, and where an error does. */
export type VoiceIdWays<Target extends string, Outcome extends string> = {
  /** From the outcome to the name of the action that follows. */
  outcomes: { readonly [Name in Outcome]: Target };
} & OnErrors<Target, "NoMatchingError">;

/** Branches on what Voice ID says. Every outcome of the option leads somewhere. */
export function checkVoiceId<const T extends string>(
  parameters: { checkVoiceIdOption: "enrollmentStatus" },
  to: VoiceIdWays<T, "Enrolled" | "NotEnrolled" | "OptedOut">,
): BuiltAction<T>;
export function checkVoiceId<const T extends string>(
  parameters: { checkVoiceIdOption: "voiceAuthentication" },
  to: VoiceIdWays<T, "Authenticated" | "NotAuthenticated" | "Inconclusive" | "NotEnrolled" | "OptedOut">,
): BuiltAction<T>;
export function checkVoiceId<const T extends string>(
  parameters: { checkVoiceIdOption: "fraudDetection" },
  to: VoiceIdWays<T, "HighRisk" | "LowRisk" | "Inconclusive">,
): BuiltAction<T>;
export function checkVoiceId<const T extends string>(
  parameters: { checkVoiceIdOption: string },
  to: VoiceIdWays<T, string>,
): BuiltAction<T> {
  const branches = equalsBranches(to.outcomes);
  return action("CheckVoiceId", parameters, { next: to.errors.NoMatchingError, errors: to.errors, branches });
}
