/**
 * The shapes that cross the border of this folder: what a call is asked for, and what is known after it.
 * They are resolved values (no Outputs), plain JSON, and what the first release writes stays readable for ever.
 */

/** How a call may end, seen from the evidence. Only `expect` turns an outcome into a pass. */
export type Outcome =
  | "completed"
  | "answered-unproven"
  | "no-answer"
  | "busy"
  | "rejected"
  | "carrier-problem"
  | "hung-up"
  | "stopped"
  | "inconclusive"
  | "skipped";

/** Outcomes that may be written into `expect.outcome`. The others say that nothing could be learnt. */
export const EXPECTABLE_OUTCOMES = [
  "completed",
  "answered-unproven",
  "no-answer",
  "busy",
  "rejected",
  "carrier-problem",
  "hung-up",
] as const satisfies readonly Outcome[];

/** One of {@link EXPECTABLE_OUTCOMES}. */
export type ExpectedOutcome = (typeof EXPECTABLE_OUTCOMES)[number];

/** What a call has to show to pass. */
export interface Expectation {
  /** The outcome that passes. @default `"completed"` */
  outcome?: ExpectedOutcome;
  /** Contact attributes that must have exactly these values when the call has ended. @default none */
  attributes?: Record<string, string>;
  /**
   * The number called is one of this very instance, and its inbound contact must be found: answered, by the same two
   * numbers, in the time of the call. Not found within `timeoutSeconds` is inconclusive. Experimental. @default `false`
   */
  inboundLeg?: boolean;
}

/** How often one deployment may call. */
export interface AttemptsPolicy {
  /** Calls at most in one deployment, one after the other, 1 to 10. @default `1` */
  limit?: number;
  /** Seconds between the end of one and the start of the next, 0 to 3600. @default `30` */
  intervalSeconds?: number;
}

/** Where and as whom Connect is asked. */
export interface AwsTarget {
  /** @default the region of the instance ARN, then `aws:region`, then the environment */
  region?: string;
  /** A profile of the AWS config files. @default none: the default credentials */
  profile?: string;
  /** A role to assume first. @default none */
  roleArn?: string;
  /** The external id that the role asks for. @default none */
  externalId?: string;
  /** Another endpoint of Connect, for a VPC endpoint or a simulator. @default the Region's own */
  endpoint?: string;
}

/** A reference shown to agents. Source: Connect API, `Reference`. */
export interface ContactReference {
  /** At creation: URL, NUMBER, STRING, DATE or EMAIL. */
  type: string;
  /** What it refers to. @default none */
  value?: string;
  /** The state of a file. @default none */
  status?: string;
  /** The ARN of a file. @default none */
  arn?: string;
  /** Why a file has that state. @default none */
  statusReason?: string;
}

/** The resolved inputs of a VerificationCall. Members of StartOutboundVoiceContact have its names in camelCase. */
export interface VerificationCallInputs {
  instanceId: string;
  contactFlowId: string;
  destinationPhoneNumber: string;
  sourcePhoneNumber?: string;
  queueId?: string;
  attributes?: Record<string, string>;
  answerMachineDetectionConfig?: { enableAnswerMachineDetection?: boolean; awaitAnswerMachinePrompt?: boolean };
  campaignId?: string;
  trafficType?: "GENERAL" | "CAMPAIGN";
  name?: string;
  description?: string;
  references?: Record<string, ContactReference>;
  relatedContactId?: string;
  ringTimeoutSeconds?: number;
  outboundStrategy?: OutboundStrategy;
  clientToken?: string;
  /** Any JSON; a map from name to hash lets preview name what changed. Any change places a new call. */
  triggers?: unknown;
  expect?: Expectation;
  onFailure?: "fail" | "warn";
  attempts?: AttemptsPolicy;
  timeoutSeconds?: number;
  maxCallSeconds?: number;
  maxCallsPerDay?: number;
  enabled?: boolean;
  /** Numbers, prefixes and countries; can only narrow what the stack allows. */
  allowedDestinations?: string[];
  aws?: AwsTarget;
  /** Who places the call: computed by the constructor, never part of a difference. */
  identity: string;
  /** The logical name, for the prefix of lines; never part of a difference. */
  resourceName?: string;
}

/** Source: Connect API, `OutboundStrategy`; usable only by the outbound-campaigns service principal. */
export interface OutboundStrategy {
  /** The only strategy there is. */
  type: "AGENT_FIRST";
  /** Its settings. @default the service's own */
  config?: {
    /** How the agent comes first. @default the service's own */
    agentFirst?: {
      /** What an agent sees before the call is placed. @default no preview */
      preview?: {
        /** How long the agent may look. */
        postAcceptTimeoutConfig: {
          /** In seconds. */
          durationInSeconds: number;
        };
        /** What the agent may do, such as `CALL` and `DISCARD`. */
        allowedUserActions: string[];
      };
    };
  };
}

/** One call of the last 24 hours. Times are ISO 8601 by the service's clock. */
export interface AttemptRecord {
  /** Counted from 1 over the life of the resource; numbers only grow. */
  number: number;
  /** The contact that the call was. */
  contactId: string;
  /** What became of it. */
  outcome: Outcome;
  /** Connect's own word for why the contact ended; absent where it is not known. */
  disconnectReason?: string;
  /** When the service accepted the call; absent where it is not known. */
  placedAt?: string;
  /** When the called side answered; absent where nobody did. */
  answeredAt?: string;
  /** When the contact ended; absent where it is not known. */
  endedAt?: string;
}

/** What is known about one call. Everything the judge needs is in here, so that it can judge again without a call. */
export interface Evidence {
  contactId?: string;
  contactArn?: string;
  placedAt?: string;
  answeredAt?: string;
  endedAt?: string;
  /** From placed to answered, or to the end of a call that nobody answered. */
  ringSeconds?: number;
  connectedSeconds?: number;
  disconnectReason?: string;
  /** Why we stopped the call, where we did. */
  stoppedBecause?: string;
  /** True when the nonce came back as proof; absent when nobody could look. */
  proofSeen?: boolean;
  /** How far the flow got, in its own words. */
  stage?: string;
  /** The contact's attributes at the end, without ringcheck's own. */
  attributes?: Record<string, string>;
  /** The other end of a call to a number of this instance, where it was looked for and found. */
  inboundLeg?: InboundLeg;
}

/** The inbound contact of a call that a centre placed to itself. Times are ISO 8601 by the service's clock. */
export interface InboundLeg {
  /** The inbound contact. */
  contactId: string;
  /** When it began. */
  placedAt: string;
  /** When the centre answered it. */
  answeredAt: string;
  /** When it ended; absent where it still went on. */
  endedAt?: string;
  /** Connect's own word for why it ended; absent where it still went on. */
  disconnectReason?: string;
}

/** The outputs of a VerificationCall: its inputs, the verdict, the evidence, and what the next run needs to know. */
export interface VerificationCallState extends Omit<VerificationCallInputs, "attributes" | "attempts">, Evidence {
  stateVersion: 1;
  outcome: Outcome;
  passed: boolean;
  reasons: string[];
  /** The calls of the last 24 hours, oldest first. */
  attempts: AttemptRecord[];
  /** Requests sent for this verdict, by operation. */
  apiRequests: Record<string, number>;
  previous?: PreviousCall;
  /** The inputs whose names the evidence took over. Holds what the user made secret: keep it secret. */
  asked: { attributes?: Record<string, string>; attempts?: AttemptsPolicy };
  /** The highest attempt number ever used; numbers only grow. */
  lastAttempt: number;
  /** Where the call was placed, so that delete finds it when the environment has changed. */
  placedRegion?: string;
}

/** What is kept of the verdict before this one. */
export interface PreviousCall {
  /** The contact that the verdict was about; absent where no call was placed. */
  contactId?: string;
  /** What became of it. */
  outcome: Outcome;
  /** From placing to answer, in seconds; absent where it is not known. */
  ringSeconds?: number;
}

const OUTPUT_ONLY = new Set([
  "stateVersion",
  "outcome",
  "passed",
  "reasons",
  "apiRequests",
  "previous",
  "asked",
  "lastAttempt",
  "placedRegion",
  "contactId",
  "contactArn",
  "placedAt",
  "answeredAt",
  "endedAt",
  "ringSeconds",
  "connectedSeconds",
  "disconnectReason",
  "stoppedBecause",
  "proofSeen",
  "stage",
  "attempts",
  "attributes",
  "inboundLeg",
]);

/** The inputs that led to a state: the other way round of what a state puts over them. */
export function inputsOf(state: VerificationCallState): VerificationCallInputs {
  const inputs = Object.fromEntries(Object.entries(state).filter(([key]) => !OUTPUT_ONLY.has(key)));
  const asked = state.asked ?? {};
  return {
    ...(inputs as unknown as VerificationCallInputs),
    ...(asked.attributes ? { attributes: asked.attributes } : {}),
    ...(asked.attempts ? { attempts: asked.attempts } : {}),
  };
}
