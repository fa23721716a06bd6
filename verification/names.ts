/** What an instance has of a kind, by name: for the sentence about a name that it does not have. Only ever reads. */
import { brieflyAsked } from "./aws-connect";

/** What people know by a name. */
export type NamedKind = "instance" | "hours" | "queue" | "flow" | "module";

/** The longest page that the service takes for the parts of an instance. Instances come by ten. */
const PAGE = 1000;

/**
 * The names of one page of what there is: of the parts of an instance, or of the instances of the account and region.
 * Source: ListInstances, ListHoursOfOperations, ListQueues, ListContactFlows, ListContactFlowModules.
 *
 * @throws {ApiError} for a request that failed, {Error} for a target that is refused or incomplete
 */
export async function namesOf(
  kind: NamedKind,
  instanceId: string | undefined,
  region: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const { service } = brieflyAsked(instanceId, region, env);
  const rows = await service.send(async (sdk, client, options): Promise<readonly (string | undefined)[]> => {
    const page = { InstanceId: instanceId, MaxResults: PAGE };
    switch (kind) {
      case "instance": {
        const { InstanceSummaryList = [] } = await client.send(new sdk.ListInstancesCommand({}), options);
        return InstanceSummaryList.map((row) => row.InstanceAlias);
      }
      case "hours": {
        const answer = await client.send(new sdk.ListHoursOfOperationsCommand(page), options);
        return (answer.HoursOfOperationSummaryList ?? []).map((row) => row.Name);
      }
      case "queue": {
        const command = new sdk.ListQueuesCommand({ ...page, QueueTypes: ["STANDARD"] });
        return ((await client.send(command, options)).QueueSummaryList ?? []).map((row) => row.Name);
      }
      case "flow": {
        const answer = await client.send(new sdk.ListContactFlowsCommand(page), options);
        return (answer.ContactFlowSummaryList ?? []).map((row) => row.Name);
      }
      case "module": {
        const answer = await client.send(new sdk.ListContactFlowModulesCommand(page), options);
        return (answer.ContactFlowModulesSummaryList ?? []).map((row) => row.Name);
      }
    }
  });
  return rows.filter((name) => name !== undefined);
}
