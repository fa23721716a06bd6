/** What the service itself says about the resources of a centre, asked with the SDK and told in the provider's words. */
import * as sdk from "@aws-sdk/client-connect";
import { SIMULATOR_ACCESS_KEY_ID, type Simulator } from "../../simulator";
import { type Kind, RESOURCES, type ResourceName } from "./provider-program";

type Described = Record<string, unknown>;

/** The ids of Pulumi's state, by resource. */
export type Ids = Record<ResourceName, string>;

export function clientOf(simulator: Simulator): sdk.ConnectClient {
  const credentials = { accessKeyId: SIMULATOR_ACCESS_KEY_ID, secretAccessKey: "ringcheck" };
  return new sdk.ConnectClient({ endpoint: simulator.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
}

/** Every resource as the service describes it; what refers to another resource is that one's name. */
export async function shownBy(simulator: Simulator, ids: Ids): Promise<Record<ResourceName, Described>> {
  const client = clientOf(simulator);
  const entries = Object.entries(ids) as [ResourceName, string][];
  const shown = entries.map(async ([name, id]) => [name, await describe(client, RESOURCES[name], id)] as const);
  const all = await Promise.all(shown);
  client.destroy();
  return Object.fromEntries(all.map(([name, found]) => [name, withNames(found, ids)])) as Record<
    ResourceName,
    Described
  >;
}

function describe(client: sdk.ConnectClient, kind: Kind, id: string): Promise<Described> {
  const [first = "", second = ""] = kind === "instance" || kind === "phoneNumber" ? [id] : id.split(/[:,]/);
  const pair = kind === "lambdaFunctionAssociation" ? id.slice(id.indexOf(",") + 1) : second;
  return DESCRIBERS[kind](client, first, pair, id);
}

type Describer = (client: sdk.ConnectClient, first: string, second: string, id: string) => Promise<Described>;

const DESCRIBERS: Record<Kind, Describer> = {
  async instance(client, InstanceId) {
    const { Instance: it } = await client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
    const attribute = async (AttributeType: sdk.InstanceAttributeType) => {
      const command = new sdk.DescribeInstanceAttributeCommand({ InstanceId, AttributeType });
      return (await client.send(command)).Attribute?.Value === "true";
    };
    return {
      instanceAlias: it?.InstanceAlias,
      identityManagementType: it?.IdentityManagementType,
      inboundCallsEnabled: it?.InboundCallsEnabled,
      outboundCallsEnabled: it?.OutboundCallsEnabled,
      autoResolveBestVoicesEnabled: await attribute("AUTO_RESOLVE_BEST_VOICES"),
      contactFlowLogsEnabled: await attribute("CONTACTFLOW_LOGS"),
      contactLensEnabled: await attribute("CONTACT_LENS"),
      earlyMediaEnabled: await attribute("EARLY_MEDIA"),
      multiPartyConferenceEnabled: await attribute("MULTI_PARTY_CONFERENCE"),
      tags: it?.Tags,
    };
  },

  async hoursOfOperation(client, InstanceId, HoursOfOperationId) {
    const command = new sdk.DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId });
    const { HoursOfOperation: it } = await client.send(command);
    const time = (at: sdk.HoursOfOperationTimeSlice | undefined) => ({ hours: at?.Hours, minutes: at?.Minutes });
    const configs = it?.Config?.map((slot) => ({
      day: slot.Day,
      startTime: time(slot.StartTime),
      endTime: time(slot.EndTime),
    }));
    // The provider holds them as a set, so that their order means nothing.
    configs?.sort((a, b) => String(a.day).localeCompare(String(b.day)));
    return { instanceId: InstanceId, ...named(it), timeZone: it?.TimeZone, configs };
  },

  async contactFlow(client, InstanceId, ContactFlowId) {
    const command = new sdk.DescribeContactFlowCommand({ InstanceId, ContactFlowId });
    const { ContactFlow: it } = await client.send(command);
    return { instanceId: InstanceId, ...named(it), type: it?.Type, content: it?.Content };
  },

  async contactFlowModule(client, InstanceId, ContactFlowModuleId) {
    const command = new sdk.DescribeContactFlowModuleCommand({ InstanceId, ContactFlowModuleId });
    const { ContactFlowModule: it } = await client.send(command);
    return { instanceId: InstanceId, ...named(it), content: it?.Content };
  },

  async phoneNumber(client, PhoneNumberId) {
    const { ClaimedPhoneNumberSummary: it } = await client.send(new sdk.DescribePhoneNumberCommand({ PhoneNumberId }));
    return {
      targetArn: it?.TargetArn?.split("/").at(-1),
      countryCode: it?.PhoneNumberCountryCode,
      type: it?.PhoneNumberType,
      description: it?.PhoneNumberDescription,
      tags: it?.Tags,
    };
  },

  async queue(client, InstanceId, QueueId) {
    const { Queue: it } = await client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId }));
    const caller = it?.OutboundCallerConfig;
    return {
      instanceId: InstanceId,
      ...named(it),
      hoursOfOperationId: it?.HoursOfOperationId,
      maxContacts: it?.MaxContacts,
      status: it?.Status,
      outboundCallerConfig: caller && {
        outboundCallerIdName: caller.OutboundCallerIdName,
        outboundCallerIdNumberId: caller.OutboundCallerIdNumberId,
        outboundFlowId: caller.OutboundFlowId,
      },
    };
  },

  async phoneNumberContactFlowAssociation(client, _number, _instance, id) {
    const [phoneNumberId = "", InstanceId = ""] = id.split(",");
    const command = new sdk.ListFlowAssociationsCommand({ InstanceId, ResourceType: "VOICE_PHONE_NUMBER" });
    const { FlowAssociationSummaryList: list } = await client.send(command);
    const it = list?.find((each) => each.ResourceId?.endsWith(phoneNumberId));
    return { instanceId: InstanceId, phoneNumberId, contactFlowId: it?.FlowId?.split("/").at(-1) };
  },

  async lambdaFunctionAssociation(client, InstanceId, functionArn) {
    const { LambdaFunctions: list } = await client.send(new sdk.ListLambdaFunctionsCommand({ InstanceId }));
    return { instanceId: InstanceId, functionArn: list?.find((each) => each === functionArn) };
  },
};

function named(it: { Name?: string; Description?: string; Tags?: Record<string, string> } | undefined): Described {
  return { name: it?.Name, description: it?.Description || undefined, tags: it?.Tags };
}

/** Ids that are those of resources of the centre become their names, and what is not there is left out. */
function withNames(value: unknown, ids: Ids): Described {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id.split(/[:,]/).at(-1), name]));
  const each = (item: unknown): unknown => {
    if (typeof item === "string") return names.get(item) ?? item;
    if (Array.isArray(item)) return item.map(each);
    if (typeof item !== "object" || item === null) return item;
    const kept = Object.entries(item).filter(([, member]) => member !== undefined);
    return Object.fromEntries(kept.map(([key, member]) => [key, each(member)]));
  };
  return each(value) as Described;
}
