/** The Lambda functions of this world: handlers that a test gives, called with the event that Connect would send. */

import { arn } from "./arns";
import type { Invocation } from "./telephony/calls";
import type { Exit } from "./telephony/contact-record";

/** What Connect sends to a function. */
export interface LambdaEvent {
  /** What is known of the contact, and what the flow hands over. */
  Details: {
    /** The contact, as Connect describes it to functions. */
    ContactData: Record<string, unknown>;
    /** The action's `LambdaInvocationAttributes`. */
    Parameters: Record<string, unknown>;
  };
  /** Always the same. */
  Name: "ContactFlowEvent";
}

/**
 * Answers with a map, of texts alone where the action's `ResponseValidation` is `STRING_MAP`; a throw or a rejected
 * promise is a failed invocation.
 */
export type LambdaHandler = (event: LambdaEvent) => unknown;

const MOST_ANSWER_BYTES = 32 * 1024;

type Answered = (exit: Exit, external: Record<string, unknown> | undefined) => void;

const failed = (note: string): Exit => ({ kind: "error", type: "NoMatchingError", note });

export class Lambdas {
  private readonly handlers = new Map<string, LambdaHandler>();
  private readonly running = new Set<Invocation>();

  /** @param functionArn the function's ARN, as in the flow */
  set(functionArn: string, handler: LambdaHandler): void {
    this.handlers.set(functionArn, handler);
  }

  /** Comes to rest when no function is running whose answer is awaited: one that took too long no longer is. */
  async settled(isAwaited: (invocation: Invocation) => boolean): Promise<void> {
    while ([...this.running].some(isAwaited)) await new Promise((resolve) => setImmediate(resolve));
  }

  invoke(invocation: Invocation, answered: Answered): void {
    this.running.add(invocation);
    void this.run(invocation, answered).finally(() => this.running.delete(invocation));
  }

  private async run(invocation: Invocation, answered: Answered): Promise<void> {
    await undefined;
    const handler = this.handlers.get(invocation.functionArn);
    if (!handler) return answered(failed(`no handler was given for ${invocation.functionArn}`), undefined);
    try {
      const answer = await handler(eventOf(invocation));
      const external = checkedAnswer(answer, invocation.flat ?? false);
      answered({ kind: "next", note: "the function answered" }, external);
    } catch (error) {
      answered(failed(`the function failed: ${error instanceof Error ? error.message : String(error)}`), undefined);
    }
  }
}

function eventOf({ contact, payload, place }: Invocation): LambdaEvent {
  const { id, customerAddress, systemAddress, initiationMethod, attributes } = contact;
  return {
    Details: {
      ContactData: {
        Attributes: attributes,
        Channel: "VOICE",
        ContactId: id,
        CustomerEndpoint: { Address: customerAddress, Type: "TELEPHONE_NUMBER" },
        CustomerId: contact.customerId,
        Description: contact.description,
        InitialContactId: id,
        InitiationMethod: initiationMethod,
        InstanceARN: arn({ store: place }, `instance/${place.instanceId}`),
        LanguageCode: contact.languageCode ?? "en-US",
        Name: contact.name,
        References: contact.references,
        SystemEndpoint: { Address: systemAddress, Type: "TELEPHONE_NUMBER" },
      },
      Parameters: payload,
    },
    Name: "ContactFlowEvent",
  };
}

/** @throws Error if Connect would not take the answer */
function checkedAnswer(answer: unknown, flat: boolean): Record<string, unknown> {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    throw new Error("the answer is not a map");
  if (Buffer.byteLength(JSON.stringify(answer)) > MOST_ANSWER_BYTES) throw new Error("the answer has more than 32 KB");
  const other = flat ? Object.entries(answer).find(([, value]) => typeof value !== "string") : undefined;
  if (other) throw new Error(`STRING_MAP allows only texts, and ${other[0]} is none`);
  return answer as Record<string, unknown>;
}
