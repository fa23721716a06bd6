/** Outputs in preview, where some have a value already and others only later. */
import type * as pulumi from "@pulumi/pulumi";

/** Whether an Output has a value: in preview, the id of what will be created has none. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}

/** The value of an Output, when it is known; nothing ever where it is not. */
export function known<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => output.apply(resolve));
}
