/** Hours of operation. */
import { randomUUID } from "node:crypto";
import { type Context, seconds } from "../context";
import { duplicate, inUse, invalidParameter, ServiceError } from "../errors";
import { hoursOf, instanceOf, ownedArn, tagsOut } from "../lookup";
import type { Handlers, Input } from "../operations";
import { page } from "../pages";
import type { HoursRecord, HoursSlot } from "../records";

type Slot = NonNullable<Input<"CreateHoursOfOperation">["Config"]>[number];

export const hours: Handlers = {
  CreateHoursOfOperation(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    refuseTaken(context, instance.id, input.Name);
    if (context.store.list("hours", instance.id).length >= context.settings.quotas.hoursOfOperation) {
      throw new ServiceError("LimitExceededException", "The number of hours of operation is at its quota");
    }
    const parents = (input.ParentHoursOfOperationConfigs ?? []).map((each) => each.HoursOfOperationId ?? "");
    const record: HoursRecord = {
      id: randomUUID(),
      name: input.Name,
      description: input.Description,
      timeZone: knownTimeZone(input.TimeZone),
      config: checkedConfig(input.Config),
      parents: parents.map((parent) => hoursOf(context, instance.id, parent).id),
      tags: input.Tags ?? {},
      modifiedAt: context.now,
    };
    context.store.put("hours", [instance.id, record.id], record);
    return { HoursOfOperationId: record.id, HoursOfOperationArn: ownedArn(context, "hours", instance.id, record.id) };
  },

  DescribeHoursOfOperation(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = hoursOf(context, instance.id, input.HoursOfOperationId);
    return { HoursOfOperation: described(context, instance.id, record) };
  },

  ListHoursOfOperations(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const found = page("hours", context.store.list("hours", instance.id), (each) => each.id, input);
    return {
      HoursOfOperationSummaryList: found.items.map((each) => ({
        Id: each.id,
        Arn: ownedArn(context, "hours", instance.id, each.id),
        Name: each.name,
        LastModifiedTime: seconds(each.modifiedAt),
        LastModifiedRegion: context.store.region,
      })),
      NextToken: found.NextToken,
    };
  },

  UpdateHoursOfOperation(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = hoursOf(context, instance.id, input.HoursOfOperationId);
    if (input.Name !== undefined && input.Name !== record.name) refuseTaken(context, instance.id, input.Name);
    if (input.Name !== undefined) record.name = input.Name;
    if (input.Description !== undefined) record.description = input.Description || undefined;
    if (input.TimeZone !== undefined) record.timeZone = knownTimeZone(input.TimeZone);
    if (input.Config !== undefined) record.config = checkedConfig(input.Config);
    record.modifiedAt = context.now;
    context.store.put("hours", [instance.id, record.id], record);
    return undefined;
  },

  DeleteHoursOfOperation(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = hoursOf(context, instance.id, input.HoursOfOperationId);
    const user = context.store.list("queue", instance.id).find((queue) => queue.hoursId === record.id);
    const ResourceId = ownedArn(context, "hours", instance.id, record.id);
    if (user) throw inUse(`The hours of operation are in use by queue ${user.name}`, { ResourceId });
    const child = context.store.list("hours", instance.id).find((other) => other.parents.includes(record.id));
    if (child) throw inUse(`The hours of operation are in use by ${child.name}`, { ResourceId });
    context.store.remove("hours", instance.id, record.id);
    return undefined;
  },
};

function described(context: Context, instanceId: string, record: HoursRecord) {
  const parents = record.parents.map((id) => ({ Id: id, Name: context.store.get("hours", instanceId, id)?.name }));
  return {
    HoursOfOperationId: record.id,
    HoursOfOperationArn: ownedArn(context, "hours", instanceId, record.id),
    Name: record.name,
    Description: record.description,
    TimeZone: record.timeZone,
    Config: record.config,
    ParentHoursOfOperations: parents.length > 0 ? parents : undefined,
    Tags: tagsOut(record.tags),
    LastModifiedTime: seconds(record.modifiedAt),
    LastModifiedRegion: context.store.region,
  };
}

function refuseTaken(context: Context, instanceId: string, name: string) {
  if (context.store.list("hours", instanceId).some((each) => each.name === name)) {
    throw duplicate(`Hours of operation with the name ${name} exist already`);
  }
}

function knownTimeZone(timeZone: string): string {
  const unknown = invalidParameter("TimeZone must be a name of the IANA time zone database");
  // Offsets such as +05:00 are zones to Intl, but they are no names.
  if (!/^[A-Za-z]/.test(timeZone)) throw unknown;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    throw unknown;
  }
}

function checkedConfig(config: Slot[]): HoursSlot[] {
  const bounds = config.flatMap((slot) => [slot.StartTime, slot.EndTime]);
  if (bounds.some((time) => !within(time.Hours, 23) || !within(time.Minutes, 59))) {
    throw invalidParameter("Config times must be within 0:00 and 23:59");
  }
  return config as HoursSlot[];
}

function within(value: number | undefined, most: number): boolean {
  return value !== undefined && value >= 0 && value <= most;
}
