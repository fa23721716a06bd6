/**
 * Says in preview what a change costs besides time: an instance that is replaced, a claimed number that is released. A
 * program does not see what its stack holds, so the engine is asked, and only where something may be about to go.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ContactCenterNodes } from "./center-nodes";
import type { ContactCenterArgs } from "./contact-center-args";
import { keepAnswersOutOfDebugLog, STACK_OUTPUTS } from "./debug-log";
import { isExisting } from "./part";
import { exists, known } from "./quota-warnings";

/** The outputs of every resource that the stack held before this run, by URN. */
export type BeforeThisRun = Record<string, { outputs?: Record<string, unknown> }>;

/** Asks for them. */
export type AskEngine = () => Promise<BeforeThisRun>;

/** Sources: Connect service quotas; API reference, ReleasePhoneNumber. */
const CHURN =
  "The instance is replaced: creates and deletes of instances together are limited to 100 in 30 days. " +
  "Keep it (protect: true), or adopt one with { existing }.";
const LOCK =
  "The centre's claimed number is released: it is locked for up to 180 days. " +
  "To keep it, set retainOnDelete on the centre first, then adopt it with { existing }.";

const askTheEngine: AskEngine = async () => {
  keepAnswersOutOfDebugLog();
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const { outputs } = await pulumi.runtime.invoke(STACK_OUTPUTS, { stackName });
  return outputs;
};

/** What the warnings need to know of a centre. */
export interface CostlyParts {
  /** The component's logical name. */
  name: string;
  args: Pick<ContactCenterArgs, "instance" | "phoneNumber">;
  nodes: Pick<ContactCenterNodes, "instance" | "phoneNumber">;
}

/** Warns of what is replaced and what is released. Never throws. */
export async function warnAboutCosts(parts: CostlyParts, center: pulumi.Resource, ask = askTheEngine): Promise<void> {
  if (!pulumi.runtime.isDryRun()) return;
  try {
    for (const warning of await costWarnings(parts, center, ask)) await pulumi.log.warn(warning, center);
  } catch {
    // An engine that does not say what the stack holds.
  }
}

/** The warnings that are due. Throws where the engine cannot be asked. */
export async function costWarnings(
  { name, args, nodes }: CostlyParts,
  center: pulumi.Resource,
  ask: AskEngine,
): Promise<string[]> {
  const instanceMayGo = !isExisting(args.instance) && !(await exists(nodes.instance.id));
  const numberMayGo = !nodes.phoneNumber || isExisting(args.phoneNumber) || !(await exists(nodes.phoneNumber.id));
  if (!instanceMayGo && !numberMayGo) return [];
  const before = await ask();
  const urnOf = (child: string, type: string) => known(pulumi.createUrn(`${name}-${child}`, type, center));
  const own = before[await known(center.urn)]?.outputs ?? {};
  const adopted: unknown[] = Array.isArray(own.adopted) ? own.adopted : [];
  const held = async (part: string, child: string, type: string) =>
    !adopted.includes(part) && before[await urnOf(child, type)] !== undefined;
  const replaced = instanceMayGo && (await held("instance", "instance", "aws:connect/instance:Instance"));
  const released =
    numberMayGo &&
    !own.phoneNumberReadoption &&
    (await held("phoneNumber", "number", "aws:connect/phoneNumber:PhoneNumber"));
  return [...(replaced ? [CHURN] : []), ...(released ? [LOCK] : [])];
}

/** The parts that a centre adopts: said in its outputs, since a later run cannot tell them from those that it made. */
export function adoptedParts({ instance, phoneNumber }: CostlyParts["args"]): string[] {
  const parts = { instance, phoneNumber };
  return Object.entries(parts).flatMap(([name, part]) => (isExisting(part) ? [name] : []));
}
