/** How much of two quotas is used: instances in a region, and numbers of an instance. Only ever reads, and not for long. */
import { brieflyAsked } from "./aws-connect";

/** What is there already, and how much there may be unless the quota was raised. */
export interface QuotaUse {
  region: string;
  /** At most a page of the service's list: what matters is whether it is less than the quota. */
  used: number;
  /** Source: Connect service quotas, "Amazon Connect instances per account" and "Phone numbers per instance". */
  byDefault: number;
}

const INSTANCES = 2;
const NUMBERS = 5;

/**
 * Counts the numbers of an instance, or the instances of the account and region where no instance is given.
 *
 * @throws {ApiError} for a request that failed, {Error} for a target that is refused or incomplete
 */
export async function quotaUse(
  instanceArn: string | undefined,
  region: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<QuotaUse> {
  const { service, target } = brieflyAsked(instanceArn, region, env);
  return await service.send(async (sdk, client, options) => {
    if (instanceArn === undefined) {
      const { InstanceSummaryList: instances = [] } = await client.send(new sdk.ListInstancesCommand({}), options);
      return { region: target.region, used: instances.length, byDefault: INSTANCES };
    }
    const command = new sdk.ListPhoneNumbersV2Command({ TargetArn: instanceArn });
    const { ListPhoneNumbersSummaryList: numbers = [] } = await client.send(command, options);
    return { region: target.region, used: numbers.length, byDefault: NUMBERS };
  });
}
