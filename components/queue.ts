/** The queue: its outbound caller id is the number that a called person sees. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkExisting, existingPartId, isIdOrArn } from "./adopt";
import { type ArgumentCheck, type ArgumentRule, text, texts, word } from "./argument-check";
import { oneOf } from "./one-of";
import { type Existing, given, isExisting, type PartContext } from "./part";
import { child } from "./transform";

/** A new queue, or one that exists. */
export type QueueArgs = NewQueue | Existing;

/** A new queue. Source: Connect API, CreateQueue. */
export interface NewQueue {
  /**
   * 1–127 characters, unique in the instance. To be renamed later it needs a `description`: the AWS provider sends one
   * with each new name, and the service takes no empty one.
   *
   * @default the component's name
   */
  name?: pulumi.Input<string>;
  /** 1–250 characters. It can be changed later, and not taken away: the service takes no empty one. @default none */
  description?: pulumi.Input<string>;
  /** How many contacts may wait, at least 1. @default no limit */
  maxContacts?: pulumi.Input<number>;
  /** Whether contacts can be put into it. @default `"ENABLED"` */
  status?: pulumi.Input<"ENABLED" | "DISABLED">;
  /**
   * The name shown with the number, 1–255 characters. The AWS provider cannot empty a queue's caller id altogether, so a
   * queue that loses its number needs this name; preview warns where it does not have one.
   *
   * @default none
   */
  callerIdName?: pulumi.Input<string>;
  /**
   * What an agent hears before an outbound call: an outbound whisper flow, by its name among the centre's `flows`, by
   * id or ARN, or `{ existing }`.
   *
   * @default Connect's own, "Default outbound"
   */
  outboundFlow?: pulumi.Input<string> | Existing;
  /** Quick connects that agents see in this queue, 1–50 ids. @default none */
  quickConnectIds?: pulumi.Input<pulumi.Input<string>[]>;
}

const KEYS = [
  "name",
  "description",
  "maxContacts",
  "status",
  "callerIdName",
  "outboundFlow",
  "quickConnectIds",
] satisfies (keyof NewQueue)[];

const maxContactsRule: ArgumentRule<number> = (value, said) =>
  Number.isInteger(value) && value >= 1
    ? undefined
    : `${said} is not allowed: a whole number of at least 1; leave it out for no limit.`;

const quickConnectsRule = texts(1, 50, "1–50 ids", "leave it out for none.");

/** Holds the queue's arguments to their limits. `flows` are the names that `outboundFlow` may mean. */
export function checkQueue(check: ArgumentCheck, queue: QueueArgs = {}, flows: readonly string[]): QueueArgs {
  if (!check.isObject("queue", queue, '{ name: "support" }, or { existing: idOrArnOrName }')) return queue;
  if (isExisting(queue)) return checkExisting(check, "queue", "queue", queue);
  check.keys("queue", queue, KEYS);
  return given({
    name: check.value("queue.name", queue.name, text(1, 127)),
    description: check.value("queue.description", queue.description, text(1, 250)),
    maxContacts: check.value("queue.maxContacts", queue.maxContacts, maxContactsRule),
    status: check.value("queue.status", queue.status, word(["ENABLED", "DISABLED"])),
    callerIdName: check.value("queue.callerIdName", queue.callerIdName, text(1, 255)),
    outboundFlow: checkFlowName(check, "queue.outboundFlow", queue.outboundFlow, flows),
    quickConnectIds: check.value("queue.quickConnectIds", queue.quickConnectIds, quickConnectsRule),
  });
}

/** Holds what names a flow of the centre, or one that exists, to what there is. */
export function checkFlowName(
  check: ArgumentCheck,
  property: string,
  flow: pulumi.Input<string> | Existing | undefined,
  flows: readonly string[],
): pulumi.Input<string> | Existing | undefined {
  if (isExisting(flow)) return checkExisting(check, property, "flow", flow);
  if (typeof flow === "string" && flow !== "" && !flows.includes(flow) && !isIdOrArn(flow)) {
    check.wrong(property, `there is no flow "${flow}" in \`flows\`${oneOf(flow, flows)}`);
  }
  return check.value(property, flow, flowNameRule);
}

const flowNameRule: ArgumentRule<string> = (value, said) =>
  typeof value === "string" && value !== ""
    ? undefined
    : `${said} names no flow: give its name among \`flows\`, its id or ARN, or { existing }.`;

/** Creates or adopts the queue. */
export function queue(
  args: QueueArgs,
  {
    name,
    instanceId,
    hoursOfOperationId,
    callerIdNumberId,
    outboundFlowId,
    tags,
    transform,
    opts,
  }: PartContext<aws.connect.QueueArgs> & {
    hoursOfOperationId: pulumi.Input<string>;
    callerIdNumberId: pulumi.Input<string> | undefined;
    outboundFlowId: pulumi.Input<string> | undefined;
  },
): aws.connect.Queue {
  if (isExisting(args)) {
    const id = existingPartId(args, "queue", instanceId, { property: "queue", parent: opts.parent });
    return aws.connect.Queue.get(`${name}-queue`, id, undefined, opts);
  }
  const config = given({
    outboundCallerIdName: args.callerIdName,
    outboundCallerIdNumberId: callerIdNumberId,
    outboundFlowId,
  });
  return child(
    aws.connect.Queue,
    `${name}-queue`,
    given({
      instanceId,
      name: args.name ?? name,
      description: args.description,
      hoursOfOperationId,
      maxContacts: args.maxContacts,
      status: args.status,
      // An empty object would count as a block of its own and come back as a difference at every preview.
      outboundCallerConfig: Object.keys(config).length > 0 ? config : undefined,
      quickConnectIds: args.quickConnectIds,
      tags,
    }),
    transform,
    opts,
  );
}
