/**
 * Says in preview what a change costs besides time: an instance that is replaced, a claimed number that is released, a
 * caller id that cannot be taken away. A program does not see what its stack holds, so the engine is asked, and only where
 * something may be about to go.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ContactCenterNodes } from "./center-nodes";
import type { ContactCenterArgs } from "./contact-center-args";
import { STACK_OUTPUTS } from "./debug-log";
import { isKnown, known } from "./known";
import { isExisting } from "./part";

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
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const { outputs } = await pulumi.runtime.invoke(STACK_OUTPUTS, { stackName });
  return outputs;
};

/** Source: terraform-provider-aws, `aws_connect_queue`: the SDK refuses the request before it is sent. */
const EMPTIED =
  "The queue loses its outbound caller id altogether, which the AWS provider cannot ask for: `up` will fail at the queue. " +
  'Leave it a name, queue: { callerIdName: "ACME" }, or another phoneNumber.';

/** What the warnings need to know of a centre. */
export interface CostlyParts {
  /** The component's logical name. */
  name: string;
  args: Pick<ContactCenterArgs, "instance" | "phoneNumber" | "queue" | "transform">;
  nodes: Pick<ContactCenterNodes, "instance" | "phoneNumber" | "queue">;
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
  const instanceMayGo = !isExisting(args.instance) && !(await isKnown(nodes.instance.id));
  const numberMayGo = !nodes.phoneNumber || isExisting(args.phoneNumber) || !(await isKnown(nodes.phoneNumber.id));
  if (!instanceMayGo && !numberMayGo) return [];
  const before = await ask();
  const own = before[await known(center.urn)]?.outputs ?? {};
  const adopted: unknown[] = Array.isArray(own.adopted) ? own.adopted : [];
  const outputsOf = async (part: string, child: string, type: string) => {
    const urn = await known(pulumi.createUrn(`${name}-${child}`, type, center));
    return adopted.includes(part) ? undefined : before[urn]?.outputs;
  };
  const instance = instanceMayGo && (await outputsOf("instance", "instance", "aws:connect/instance:Instance"));
  const stays = !numberMayGo || own.phoneNumberReadoption;
  const number = !stays && (await outputsOf("phoneNumber", "number", "aws:connect/phoneNumber:PhoneNumber"));
  const queue = await outputsOf("queue", "queue", "aws:connect/queue:Queue");
  const emptied = queue?.outboundCallerConfig && hasNoCallerId(args) && (await isKnown(nodes.queue.id));
  return [...(instance ? [CHURN] : []), ...(number ? [LOCK] : []), ...(emptied ? [EMPTIED] : [])];
}

// By the arguments: in preview, what a resource does not have counts as not known. A transform is trusted to bring one.
function hasNoCallerId({ phoneNumber, queue, transform }: CostlyParts["args"]): boolean {
  if (phoneNumber || isExisting(queue) || transform?.queue) return false;
  return queue?.callerIdName === undefined && queue?.outboundFlow === undefined;
}

/** The parts that a centre adopts: said in its outputs, since a later run cannot tell them from those that it made. */
export function adoptedParts({ instance, phoneNumber, queue }: CostlyParts["args"]): string[] {
  const parts = { instance, phoneNumber, queue };
  return Object.entries(parts).flatMap(([name, part]) => (isExisting(part) ? [name] : []));
}
