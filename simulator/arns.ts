/** ARNs of what a caller's part of the world holds. */
import type { Partition } from "./records";

/** `arn:PARTITION:connect:REGION:ACCOUNT:` and the rest. */
export function arn(context: { store: Pick<Partition, "account" | "region"> }, rest: string): string {
  return `arn:${partitionOf(context.store.region)}:connect:${context.store.region}:${context.store.account}:${rest}`;
}

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}
