/** Actions that decide where a contact goes next: queues, agents, other flows, other numbers. */
import {
  type AttributePath,
  action,
  type BuiltAction,
  lastAction,
  type Next,
  type NextOrError,
  type NumberOrPath,
  type OnErrors,
  type ResourceId,
} from "./action";

/** A queue, or the queue of one agent. */
export type QueueOrAgent =
  | {
      /** A queue. */
      queueId: ResourceId;
      agentId?: never;
    }
  | {
      /** The agent whose own queue it is. */
      agentId: ResourceId;
      queueId?: never;
    };

/** A queue, the queue of one agent, or the queue that was chosen before. */
export type MaybeQueueOrAgent = QueueOrAgent | { queueId?: never; agentId?: never };

/** The kinds of flow in which a contact is on hold or being introduced. */
export type HoldOrWhisper = "CUSTOMER_HOLD" | "AGENT_HOLD" | "CUSTOMER_WHISPER" | "AGENT_WHISPER" | "OUTBOUND_WHISPER";

/** Chooses the queue that a later transfer goes to. */
export function updateContactTargetQueue<const T extends string>(
  parameters: QueueOrAgent,
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("UpdateContactTargetQueue", parameters, to);
}

/** Puts the contact into the queue that was chosen before. */
export function transferContactToQueue<const T extends string>(
  to: Next<T> & OnErrors<T, "QueueAtCapacity" | "NoMatchingError">,
): BuiltAction<T, HoldOrWhisper> {
  return action("TransferContactToQueue", {}, to);
}

/** From a customer queue flow: takes the contact out of its queue and puts it into another. */
export function dequeueContactAndTransferToQueue<const T extends string>(
  parameters: QueueOrAgent,
  to: Next<T> & OnErrors<T, "QueueAtCapacity" | "NoMatchingError">,
): BuiltAction<T> {
  return action("DequeueContactAndTransferToQueue", parameters, to);
}

/** Hands the contact to the agent that an agent transfer names. */
export function transferContactToAgent(): BuiltAction<never> {
  return lastAction("TransferContactToAgent");
}

/** A party outside the instance. */
export interface ThirdParty {
  /** E.164, or a path to it. */
  thirdPartyPhoneNumber: string;
  /** How long to wait for an answer, 0 to 600. */
  thirdPartyConnectionTimeLimitSeconds: NumberOrPath;
  /** Keys to press once connected, up to 50; a comma pauses. @default none */
  thirdPartyDtmfDigits?: string;
  /** What the third party sees. @default the service's own */
  callerId?: {
    /** A number claimed on the instance. */
    number: string;
    /** The name beside the number. @default none */
    name?: string;
  };
}

/** Connects a third party and comes back to the flow when that ends. */
export function transferParticipantToThirdParty<const T extends string>(
  parameters: ThirdParty,
  to: Next<T> & OnErrors<T, "CallFailed" | "ConnectionTimeLimitExceeded" | "NoMatchingError">,
): BuiltAction<T, "AGENT_TRANSFER"> {
  return action("TransferParticipantToThirdParty", { ...parameters, continueFlowExecution: true }, to);
}

/** Hands the call to a third party for good. */
export function handParticipantToThirdParty<const T extends string>(
  parameters: ThirdParty,
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("TransferParticipantToThirdParty", { ...parameters, continueFlowExecution: false }, to);
}

/** Goes on in another flow; comes back only when that fails to start. */
export function transferToFlow<const T extends string>(
  parameters: { contactFlowId: ResourceId },
  to: OnErrors<T, "NoMatchingError">,
): BuiltAction<T> {
  return action("TransferToFlow", parameters, { next: to.errors.NoMatchingError, errors: to.errors });
}

/** Moves the contact forward or back in its queue. */
export function updateContactRoutingBehavior<const T extends string>(
  parameters:
    | {
        /** 1 (first) to 9223372036854775807. @default 5 */
        queuePriority: number | bigint;
        queueTimeAdjustmentSeconds?: never;
      }
    | { queueTimeAdjustmentSeconds: number; queuePriority?: never },
  to: Next<T>,
): BuiltAction<T> {
  return action("UpdateContactRoutingBehavior", parameters, to);
}

/** One step of a search for agents. */
export interface RoutingStep {
  /** What an agent must be able to do, at which level at least, 1 to 5. */
  proficiencies: readonly [
    { name: string; value: string; level: number },
    ...{ name: string; value: string; level: number }[],
  ];
  /** When the next step is tried. @default never */
  expirySeconds?: number;
}

/** Asks for agents with certain proficiencies, in steps. */
export function updateContactRoutingCriteria<const T extends string>(
  parameters: { steps: readonly [RoutingStep, ...RoutingStep[]] },
  to: NextOrError<T>,
): BuiltAction<T> {
  const steps = parameters.steps.map(({ proficiencies, expirySeconds }) => ({
    expression: {
      andExpression: proficiencies.map(({ name, value, level }) => ({
        attributeCondition: {
          name,
          value,
          proficiencyLevel: level.toFixed(1),
          comparisonOperator: "NumberGreaterOrEqualTo",
        },
      })),
    },
    ...(expirySeconds && { expiry: { durationInSeconds: expirySeconds } }),
  }));
  return action("UpdateContactRoutingCriteria", { routingCriteria: { steps } }, to);
}

/** Chooses the number that a callback dials: a path, since the service refuses a number itself. */
export function updateContactCallbackNumber<const T extends string>(
  parameters: { callbackNumber: AttributePath },
  to: Next<T> & OnErrors<T, "InvalidCallbackNumber" | "CallbackNumberNotDialable">,
): BuiltAction<T> {
  return action("UpdateContactCallbackNumber", parameters, to);
}

/** Queues a callback. */
export function createCallbackContact<const T extends string>(
  parameters: MaybeQueueOrAgent & {
    /** 1 to 259,200. */
    initialCallDelaySeconds: number;
    /** 1 to 259,200. */
    retryDelaySeconds: number;
    /** At least 1. */
    maximumConnectionAttempts: number;
    contactFlowId?: ResourceId;
    /** A number claimed on the instance. */
    callerId?: string;
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("CreateCallbackContact", parameters, to);
}

/** Places the call that an agent dialled; only in an outbound whisper flow. */
export function completeOutboundCall<const T extends string>(
  parameters: { callerId?: { number: string } },
  to: Next<T>,
): BuiltAction<T, "CONTACT_FLOW"> {
  return action("CompleteOutboundCall", parameters, to);
}
