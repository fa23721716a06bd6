/**
 * Says in preview that a quota may be in the way of what will be created, where that can be read: with the program's
 * own credentials, within seconds, and in silence otherwise. A warning, since a quota may have been raised.
 */
import * as pulumi from "@pulumi/pulumi";
import { type QuotaUse, quotaUse } from "../verification";
import type { ContactCenterNodes } from "./center-nodes";
import type { ContactCenterArgs } from "./contact-center-args";
import { isKnown, known } from "./known";
import { isExisting } from "./part";
import { asksAsTheProgram } from "./simulator-guard";

/** Asks how much is used: of numbers where an instance is given, of instances otherwise. */
export type AskQuota = (instanceArn: string | undefined, region: string | undefined) => Promise<QuotaUse>;

const askConnect: AskQuota = (instanceArn, region) => quotaUse(instanceArn, region, process.env);

/** Warns once for each quota that is used up by default. Never throws. */
export async function warnAboutQuotas(
  args: Pick<ContactCenterArgs, "instance" | "phoneNumber">,
  nodes: Pick<ContactCenterNodes, "instance" | "phoneNumber">,
  center: pulumi.Resource,
  ask = askConnect,
): Promise<void> {
  if (!pulumi.runtime.isDryRun() || !asksAsTheProgram(center)) return;
  try {
    const warning = await quotaWarning(args, nodes, ask);
    if (warning) await pulumi.log.warn(warning, center);
  } catch {
    // No permission, no network, no region: the deployment itself will tell.
  }
}

/** The warning, where one is due. Throws where it cannot be asked. */
export async function quotaWarning(
  { instance, phoneNumber }: Pick<ContactCenterArgs, "instance" | "phoneNumber">,
  nodes: Pick<ContactCenterNodes, "instance" | "phoneNumber">,
  ask: AskQuota,
): Promise<string | undefined> {
  const region = new pulumi.Config("aws").get("region");
  if (!isExisting(instance)) {
    if (await isKnown(nodes.instance.id)) return undefined;
    const use = await ask(undefined, region);
    return use.used < use.byDefault
      ? undefined
      : `This account has ${use.used} instances in ${use.region} already, and ${use.byDefault} is the default quota. Ask Service ` +
          "Quotas for more Amazon Connect instances, or adopt one: instance: { existing: alias }.";
  }
  // A new instance has no numbers yet. An adopted one may have all that it may have.
  if (!nodes.phoneNumber || isExisting(phoneNumber) || (await isKnown(nodes.phoneNumber.id))) return undefined;
  const use = await ask(await known(nodes.instance.arn), region);
  return use.used < use.byDefault
    ? undefined
    : `The instance has ${use.used} phone numbers already, and ${use.byDefault} is the default quota. Ask Service Quotas for more ` +
        "phone numbers per instance, or adopt one: phoneNumber: { existing: number }.";
}
