/** The queue: its outbound caller id is the number that a called person sees. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Existing, given, isExisting, type PartContext, partId } from "./part";
import { child } from "./transform";

/** A new queue, or one that exists. */
export type QueueArgs = NewQueue | Existing;

/** A new queue. */
export interface NewQueue {
  /** 1–127 characters. @default the component's name */
  name?: pulumi.Input<string>;
  /** 1–250 characters. @default none */
  description?: pulumi.Input<string>;
  /** How many contacts may wait. @default no limit */
  maxContacts?: pulumi.Input<number>;
  /** @default `"ENABLED"` */
  status?: pulumi.Input<"ENABLED" | "DISABLED">;
  /** The name shown with the number, 1–255 characters. @default none */
  callerIdName?: pulumi.Input<string>;
  /** An outbound whisper flow, by id. @default none */
  outboundFlowId?: pulumi.Input<string>;
}

/** Creates or adopts the queue. */
export function queue(
  args: QueueArgs,
  {
    name,
    instanceId,
    hoursOfOperationId,
    callerIdNumberId,
    tags,
    transform,
    opts,
  }: PartContext<aws.connect.QueueArgs> & {
    hoursOfOperationId: pulumi.Input<string>;
    callerIdNumberId: pulumi.Input<string> | undefined;
  },
): aws.connect.Queue {
  if (isExisting(args)) {
    return aws.connect.Queue.get(`${name}-queue`, partId(instanceId, args.existing), undefined, opts);
  }
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
      outboundCallerConfig: callerConfig(args, callerIdNumberId),
      tags,
    }),
    transform,
    opts,
  );
}

// An empty object would count as a block of its own and come back as a difference at every preview.
function callerConfig(
  args: NewQueue,
  callerIdNumberId: pulumi.Input<string> | undefined,
): aws.types.input.connect.QueueOutboundCallerConfig | undefined {
  const config = given({
    outboundCallerIdName: args.callerIdName,
    outboundCallerIdNumberId: callerIdNumberId,
    outboundFlowId: args.outboundFlowId,
  });
  return Object.keys(config).length > 0 ? config : undefined;
}
