/** A part of a centre, created or adopted: what all parts need, and how one that exists already is named. */
import * as pulumi from "@pulumi/pulumi";
import type { Transform } from "./transform";

/** Adopts what exists. It is read, never changed and never deleted. */
export interface Existing {
  /** Its id or ARN. */
  existing: pulumi.Input<string>;
}

/** Whether a part is to be adopted rather than created. */
export function isExisting(part: unknown): part is Existing {
  return typeof part === "object" && part !== null && "existing" in part;
}

/** The last segment of an ARN, or the id itself. */
export function idOf(idOrArn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(idOrArn).apply((text) => text.slice(text.lastIndexOf("/") + 1));
}

/** The id under which the AWS provider knows a part of an instance: `INSTANCE:PART`. */
export function partId(instanceId: pulumi.Input<string>, idOrArn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`${instanceId}:${idOf(idOrArn)}`;
}

/** What the creator of a part needs to know of its centre. */
export interface PartContext<Args> {
  /** The component's logical name; children are called `NAME-PART`. */
  name: string;
  instanceId: pulumi.Input<string>;
  tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  transform: Transform<Args> | undefined;
  opts: pulumi.CustomResourceOptions;
}

/** The given entries without the ones that are undefined: a key that was not given must not reach a child. */
export function given<Entries extends object>(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Entries;
}
