/** Queues. */
import { randomUUID } from "node:crypto";
import { type Context, seconds } from "../context";
import { duplicate, inUse, invalidParameter, invalidRequest, notFound, ServiceError } from "../errors";
import { flowOf, hoursOf, instanceOf, numberOf, ownedArn, queueOf, tagsOut } from "../lookup";
import type { Handlers, Input } from "../operations";
import { page } from "../pages";
import type { QueueRecord } from "../records";

type Caller = Input<"UpdateQueueOutboundCallerConfig">["OutboundCallerConfig"];

export const queues: Handlers = {
  CreateQueue(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    refuseTaken(context, instance.id, input.Name);
    refuseQuickConnects(input.QuickConnectIds);
    refuseEmail(input);
    if (context.store.list("queue", instance.id).length >= context.settings.quotas.queues) {
      throw new ServiceError("LimitExceededException", "The number of queues is at its quota");
    }
    const record: QueueRecord = {
      id: randomUUID(),
      name: input.Name,
      description: input.Description,
      hoursId: hoursOf(context, instance.id, input.HoursOfOperationId).id,
      maxContacts: input.MaxContacts || undefined,
      caller: input.OutboundCallerConfig && checkedCaller(context, instance.id, input.OutboundCallerConfig),
      status: "ENABLED",
      quickConnectIds: [],
      tags: input.Tags ?? {},
      modifiedAt: context.now,
    };
    context.store.put("queue", [instance.id, record.id], record);
    return { QueueId: record.id, QueueArn: ownedArn(context, "queue", instance.id, record.id) };
  },

  DescribeQueue(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    return { Queue: described(context, instance.id, queueOf(context, instance.id, input.QueueId)) };
  },

  ListQueues(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const standard = !input.QueueTypes?.length || input.QueueTypes.includes("STANDARD");
    const all = standard ? context.store.list("queue", instance.id) : [];
    const found = page("queues", all, (each) => each.id, input);
    return {
      QueueSummaryList: found.items.map((each) => ({
        Id: each.id,
        Arn: ownedArn(context, "queue", instance.id, each.id),
        Name: each.name,
        QueueType: "STANDARD",
        LastModifiedTime: seconds(each.modifiedAt),
        LastModifiedRegion: context.store.region,
      })),
      NextToken: found.NextToken,
    };
  },

  UpdateQueueName(context, input) {
    if (input.Name === undefined && input.Description === undefined) {
      throw invalidRequest("Name or Description is required");
    }
    return change(context, input, (record, instanceId) => {
      if (input.Name !== undefined && input.Name !== record.name) refuseTaken(context, instanceId, input.Name);
      record.name = input.Name ?? record.name;
      record.description = input.Description ?? record.description;
    });
  },

  UpdateQueueStatus(context, input) {
    return change(context, input, (record) => {
      record.status = input.Status;
    });
  },

  UpdateQueueHoursOfOperation(context, input) {
    return change(context, input, (record, instanceId) => {
      record.hoursId = hoursOf(context, instanceId, input.HoursOfOperationId).id;
    });
  },

  UpdateQueueMaxContacts(context, input) {
    return change(context, input, (record) => {
      record.maxContacts = input.MaxContacts || undefined;
    });
  },

  UpdateQueueOutboundCallerConfig(context, input) {
    return change(context, input, (record, instanceId) => {
      record.caller = checkedCaller(context, instanceId, input.OutboundCallerConfig);
    });
  },

  DeleteQueue(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = queueOf(context, instance.id, input.QueueId);
    const ResourceId = ownedArn(context, "queue", instance.id, record.id);
    if (record.usedBy) throw inUse(`The queue is in use by ${record.usedBy}`, { ResourceId });
    context.store.remove("queue", instance.id, record.id);
    return undefined;
  },

  ListQueueQuickConnects(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = queueOf(context, instance.id, input.QueueId);
    const found = page("queue-quick-connects", record.quickConnectIds, (id) => id, input);
    const changed = { LastModifiedTime: seconds(record.modifiedAt), LastModifiedRegion: context.store.region };
    return { QuickConnectSummaryList: found.items.map((Id) => ({ Id })), NextToken: found.NextToken, ...changed };
  },

  AssociateQueueQuickConnects(context, input) {
    return change(context, input, () => refuseQuickConnects(input.QuickConnectIds));
  },

  DisassociateQueueQuickConnects(context, input) {
    return change(context, input, () => refuseQuickConnects(input.QuickConnectIds));
  },
};

function change(
  context: Context,
  input: { InstanceId: string; QueueId: string },
  work: (record: QueueRecord, instanceId: string) => void,
): undefined {
  const instance = instanceOf(context, input.InstanceId);
  const record = queueOf(context, instance.id, input.QueueId);
  work(record, instance.id);
  record.modifiedAt = context.now;
  context.store.put("queue", [instance.id, record.id], record);
}

function described(context: Context, instanceId: string, record: QueueRecord) {
  return {
    Name: record.name,
    QueueArn: ownedArn(context, "queue", instanceId, record.id),
    QueueId: record.id,
    Description: record.description,
    OutboundCallerConfig: record.caller,
    HoursOfOperationId: record.hoursId,
    MaxContacts: record.maxContacts,
    Status: record.status,
    Tags: tagsOut(record.tags),
    LastModifiedTime: seconds(record.modifiedAt),
    LastModifiedRegion: context.store.region,
  };
}

/** An empty object would read as a configured caller, so it is kept as none. */
function checkedCaller(context: Context, instanceId: string, caller: Caller): QueueRecord["caller"] {
  const { OutboundCallerIdName, OutboundCallerIdNumberId, OutboundFlowId } = caller;
  const checked: NonNullable<QueueRecord["caller"]> = {};
  if (OutboundCallerIdName !== undefined) checked.OutboundCallerIdName = OutboundCallerIdName;
  if (OutboundCallerIdNumberId !== undefined) {
    const number = numberOf(context, OutboundCallerIdNumberId);
    if (number.instanceId !== instanceId) throw notFound(`Phone number ${OutboundCallerIdNumberId} of this instance`);
    checked.OutboundCallerIdNumberId = number.id;
  }
  if (OutboundFlowId !== undefined) {
    const flow = flowOf(context, instanceId, OutboundFlowId).record;
    if (flow.type !== "OUTBOUND_WHISPER") throw invalidParameter("OutboundFlowId must name an OUTBOUND_WHISPER flow");
    checked.OutboundFlowId = flow.id;
  }
  return Object.keys(checked).length > 0 ? checked : undefined;
}

function refuseTaken(context: Context, instanceId: string, name: string) {
  if (context.store.list("queue", instanceId).some((each) => each.name === name)) {
    throw duplicate(`A queue with the name ${name} exists already`);
  }
}

/** The simulator holds no quick connects, so none that is named can exist. */
function refuseQuickConnects(ids: string[] | undefined) {
  if (ids?.length) throw notFound(`Quick connect ${ids[0]}`);
}

function refuseEmail(input: Input<"CreateQueue">) {
  const email = input.OutboundEmailConfig?.OutboundEmailAddressId ?? input.EmailAddressesConfig?.[0]?.EmailAddressId;
  if (email) throw notFound(`Email address ${email}`);
}
