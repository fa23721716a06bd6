/** A part of a centre, created or adopted: what all parts need. */
import type * as pulumi from "@pulumi/pulumi";
import type { Transform } from "./transform";

/**
 * Adopts what exists. It is read, never changed and never deleted; only the binding of a number changes, where an
 * `inboundFlow` is asked for beside it.
 */
export interface Existing {
  /**
   * Its id, its ARN, or its name: the alias of an instance, the number itself (E.164) of a phone number. A name is
   * looked up, and compared exactly; what has the form of an id is taken for one.
   *
   * @example "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-4333-8444-555555555555"
   * @example "BasicQueue"
   */
  existing: pulumi.Input<string>;
}

/** Whether a part is to be adopted rather than created. */
export function isExisting(part: unknown): part is Existing {
  return typeof part === "object" && part !== null && "existing" in part;
}

/** Tags of a resource: at most 50, keys of 1–128 characters that do not begin with `aws:`, values of at most 256. */
export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** What the creator of a part needs to know of its centre. */
export interface PartContext<Args> {
  /** The component's logical name; children are called `NAME-PART`. */
  name: string;
  instanceId: pulumi.Input<string>;
  tags: Tags | undefined;
  transform: Transform<Args> | undefined;
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource };
}

/**
 * A replaced instance takes its parts along. The AWS provider takes another instanceId for no change at all and would
 * leave the part in the instance that goes; and a number that is a queue's caller id cannot be moved.
 */
const FOLLOWS_THE_INSTANCE = ["instanceId", "targetArn"];

/** The options of a child. `retainOnDelete` of a component is not inherited by its children, so it is handed on. */
export function childOptions(
  parent: pulumi.Resource,
  { retainOnDelete }: pulumi.ComponentResourceOptions,
): PartContext<never>["opts"] {
  return given({ parent, retainOnDelete, replaceOnChanges: FOLLOWS_THE_INSTANCE });
}

/** The given entries without the ones that are undefined: a key that was not given must not reach a child. */
export function given<Entries extends object>(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Entries;
}
