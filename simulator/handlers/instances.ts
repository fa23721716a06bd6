/** Instances and their attributes. */
import { randomUUID } from "node:crypto";
import { arn, partitionOf } from "../arns";
import { type Context, seconds } from "../context";
import { invalidParameter, invalidRequest, ServiceError } from "../errors";
import { furnish } from "../fresh-instance";
import { INSTANCE_CHURN_MS } from "../lifetimes";
import { instanceOf, isReady, tagsOut } from "../lookup";
import type { Handlers, Input } from "../operations";
import { page } from "../pages";
import type { InstanceRecord, Kind } from "../records";
import { isDone, recall, remember } from "../tokens";
import { releaseNumber } from "./phone-numbers";

/** What a fresh instance has, apart from the two that its creation decides. Source: the service's console defaults. */
const DEFAULT_ATTRIBUTES: Record<string, string> = {
  CONTACTFLOW_LOGS: "false",
  CONTACT_LENS: "true",
  AUTO_RESOLVE_BEST_VOICES: "true",
  USE_CUSTOM_TTS_VOICES: "false",
  EARLY_MEDIA: "true",
  MULTI_PARTY_CONFERENCE: "false",
  HIGH_VOLUME_OUTBOUND: "false",
  ENHANCED_CONTACT_MONITORING: "false",
  ENHANCED_CHAT_MONITORING: "false",
  MULTI_PARTY_CHAT_CONFERENCE: "false",
  MESSAGE_STREAMING: "false",
  AUTO_MUTE_AGENT_ON_HOLD: "false",
};

/** What goes with its instance. Contacts stay, unreachable, as evidence of what the simulator did. */
const CHILDREN: Kind[] = ["hours", "queue", "flow", "flowVersion", "module", "lambda"];

export const instances: Handlers = {
  CreateInstance(context, input) {
    const before = recall(context, "CreateInstance", input.ClientToken);
    if (before && context.store.get("instance", before.result)) return idAndArn(context, before.result);
    checkNewInstance(context, input);
    const instance = newInstance(context, input);
    context.store.put("instance", [instance.id], instance);
    if (instance.alias) {
      const { account, region } = context.store;
      context.shared.holdAlias(instance.alias, { account, region, instanceId: instance.id });
    }
    furnish(context, instance.id);
    recordChurn(context);
    remember(context, "CreateInstance", input.ClientToken, instance.id, {});
    return idAndArn(context, instance.id);
  },

  DescribeInstance(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    return { Instance: { ...summary(context, instance), Tags: tagsOut(instance.tags) } };
  },

  ListInstances(context, input) {
    const found = page("instances", context.store.list("instance"), (each) => each.id, input, 10);
    return { InstanceSummaryList: found.items.map((each) => summary(context, each)), NextToken: found.NextToken };
  },

  DeleteInstance(context, input) {
    if (isDone(context, "DeleteInstance", input)) return undefined;
    const instance = instanceOf(context, input.InstanceId);
    checkChurn(context);
    context.calls.endAllOf(context.store, instance.id, context.now);
    for (const number of context.store.list("number")) {
      if (number.instanceId === instance.id) releaseNumber(context, number);
    }
    for (const kind of CHILDREN) context.store.removeAll(kind, instance.id);
    context.store.remove("instance", instance.id);
    if (instance.alias) context.shared.freeAlias(instance.alias);
    recordChurn(context);
    return undefined;
  },

  DescribeInstanceAttribute(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    return { Attribute: attribute(instance, input.AttributeType) };
  },

  ListInstanceAttributes(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const names = Object.keys(instance.attributes).sort();
    const found = page("instance-attributes", names, (name) => name, input, 7);
    return { Attributes: found.items.map((name) => attribute(instance, name)), NextToken: found.NextToken };
  },

  UpdateInstanceAttribute(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const value = input.Value.toLowerCase();
    if (value !== "true" && value !== "false") throw invalidParameter("Value must be true or false");
    if (isDone(context, "UpdateInstanceAttribute", input)) return undefined;
    instance.attributes[input.AttributeType] = value;
    context.store.put("instance", [instance.id], instance);
    return undefined;
  },
};

function idAndArn(context: Context, id: string) {
  return { Id: id, Arn: arn(context, `instance/${id}`) };
}

function attribute(instance: InstanceRecord, type: string) {
  return { AttributeType: type, Value: instance.attributes[type] ?? "false" };
}

function summary(context: Context, instance: InstanceRecord) {
  const role = "role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect";
  const ready = isReady(context, instance);
  return {
    ...idAndArn(context, instance.id),
    IdentityManagementType: instance.identityManagementType,
    InstanceAlias: instance.alias,
    CreatedTime: seconds(instance.createdAt),
    ServiceRole: `arn:${partitionOf(context.store.region)}:iam::${context.store.account}:${role}_${instance.id.slice(0, 20)}`,
    InstanceStatus: ready ? "ACTIVE" : "CREATION_IN_PROGRESS",
    InboundCallsEnabled: instance.attributes.INBOUND_CALLS === "true",
    OutboundCallsEnabled: instance.attributes.OUTBOUND_CALLS === "true",
    InstanceAccessUrl: instance.alias && `https://${instance.alias}.my.connect.aws`,
  };
}

function checkNewInstance(context: Context, input: Input<"CreateInstance">) {
  const directory = input.IdentityManagementType === "EXISTING_DIRECTORY";
  if (directory && !input.DirectoryId) throw invalidRequest("Invalid Input. DirectoryId is required");
  if (!directory && input.DirectoryId) {
    throw invalidRequest("Invalid Input. DirectoryId is only valid with EXISTING_DIRECTORY");
  }
  if (!directory && !input.InstanceAlias) throw invalidRequest("Invalid Input. InstanceAlias is required");
  if (input.InstanceAlias && context.shared.alias(input.InstanceAlias)) {
    throw invalidRequest("Invalid Input. Instance alias is already used.");
  }
  if (context.store.list("instance").length >= context.settings.quotas.instances) {
    throw new ServiceError("ServiceQuotaExceededException", "The number of instances per Region is at its quota");
  }
  checkChurn(context);
}

function newInstance(context: Context, input: Input<"CreateInstance">): InstanceRecord {
  return {
    id: randomUUID(),
    alias: input.InstanceAlias,
    identityManagementType: input.IdentityManagementType,
    directoryId: input.DirectoryId,
    createdAt: context.now,
    readyAt: context.now + context.settings.readinessLagSeconds * 1000,
    attributes: {
      INBOUND_CALLS: String(input.InboundCallsEnabled),
      OUTBOUND_CALLS: String(input.OutboundCallsEnabled),
      ...DEFAULT_ATTRIBUTES,
    },
    tags: input.Tags ?? {},
  };
}

/** The service allows so many creates and deletes together within a rolling window, then none. */
function checkChurn(context: Context) {
  const recent = context.store.list("churn", "instance").filter((each) => context.now - each.at < INSTANCE_CHURN_MS);
  if (recent.length < context.settings.quotas.instanceChurn) return;
  const words = "Too many instances were created and deleted within 30 days";
  throw new ServiceError("ServiceQuotaExceededException", words);
}

function recordChurn(context: Context) {
  context.store.put("churn", ["instance", randomUUID()], { at: context.now });
}
