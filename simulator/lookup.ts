/** Finds what a request names, by id or by ARN, and answers ResourceNotFoundException as the service does. */
import { arn } from "./arns";
import type { Context } from "./context";
import { notFound } from "./errors";
import type { HoursRecord, InstanceRecord, Kinds, NumberRecord, QueueRecord } from "./records";

/** The id in `value` if it is an ARN of the caller's account and region with this tail, else `value` itself. */
export function idFrom(context: Context, value: string, prefix: string): string {
  const own = arn(context, prefix);
  return value.startsWith(own) ? value.slice(own.length) : value;
}

export function instanceOf(context: Context, value: string): InstanceRecord {
  const instance = context.store.get("instance", idFrom(context, value, "instance/"));
  if (!instance) throw notFound(`Instance ${value}`);
  return instance;
}

export function isReady(context: Context, instance: InstanceRecord): boolean {
  return context.now >= instance.readyAt;
}

type Owned = "hours" | "queue" | "flow" | "module";

/** How the ARN of each kind goes on behind the instance, and what people call the kind. */
export const ARN_TAILS: Record<Owned, { tail: string; words: string }> = {
  hours: { tail: "operating-hours", words: "Hours of operation" },
  queue: { tail: "queue", words: "Queue" },
  flow: { tail: "contact-flow", words: "Contact flow" },
  module: { tail: "flow-module", words: "Contact flow module" },
};

export function ownedArn(context: Context, kind: Owned, instanceId: string, id: string): string {
  return arn(context, `instance/${instanceId}/${ARN_TAILS[kind].tail}/${id}`);
}

function owned<K extends Owned>(context: Context, kind: K, instanceId: string, value: string): Kinds[K] {
  const { tail, words } = ARN_TAILS[kind];
  const record = context.store.get(kind, instanceId, idFrom(context, value, `instance/${instanceId}/${tail}/`));
  if (!record) throw notFound(`${words} ${value}`);
  return record;
}

export const hoursOf = (context: Context, instanceId: string, value: string): HoursRecord =>
  owned(context, "hours", instanceId, value);
export const queueOf = (context: Context, instanceId: string, value: string): QueueRecord =>
  owned(context, "queue", instanceId, value);
export const moduleOf = (context: Context, instanceId: string, value: string) =>
  owned(context, "module", instanceId, value);

/** A flow id may carry `:$SAVED`, `:$LATEST` or `:VERSION`; this splits it. */
export function flowOf(context: Context, instanceId: string, value: string) {
  const id = idFrom(context, value, `instance/${instanceId}/contact-flow/`);
  const colon = id.indexOf(":");
  const qualifier = colon < 0 ? undefined : id.slice(colon + 1);
  const record = context.store.get("flow", instanceId, colon < 0 ? id : id.slice(0, colon));
  if (!record) throw notFound(`Contact flow ${value}`);
  return { record, qualifier };
}

export function numberOf(context: Context, value: string): NumberRecord {
  const record = context.store.get("number", idFrom(context, value, "phone-number/"));
  if (!record) throw notFound(`Phone number ${value}`);
  return record;
}

/** A map of tags as the wire wants it: an empty one is left out. */
export function tagsOut(tags: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(tags).length > 0 ? tags : undefined;
}
