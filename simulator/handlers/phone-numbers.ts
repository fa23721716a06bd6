/** Phone numbers: searched for, claimed, moved, released, and tied to an inbound flow. */
import { randomUUID } from "node:crypto";
import { arn } from "../arns";
import type { Context } from "../context";
import { inUse, invalidParameter, notFound } from "../errors";
import { COOL_DOWN_MS } from "../lifetimes";
import { flowOf, instanceOf, numberOf, tagsOut } from "../lookup";
import type { Handlers } from "../operations";
import { page, placeIn } from "../pages";
import type { InstanceRecord, NumberRecord } from "../records";
import { type OfferedNumber, offered, offerOf } from "../telephony/number-catalogue";
import { isDone, recall, refuseOtherRequest, remember } from "../tokens";

export const phoneNumbers: Handlers = {
  SearchAvailablePhoneNumbers(context, input) {
    targetOf(context, input);
    const free = sortedByNumber(
      offered(input.PhoneNumberCountryCode, input.PhoneNumberType).filter(
        (offer) => isFree(context, offer.phoneNumber) && hasPrefix(offer, input.PhoneNumberPrefix),
      ),
    );
    const list = `available-${input.PhoneNumberCountryCode}-${input.PhoneNumberType}`;
    const numbers = free.map((offer) => offer.phoneNumber);
    const [first = ""] = input.NextToken
      ? placeIn(list, input.NextToken).split(" ")
      : [context.shared.nextOffer(list, numbers)];
    // From the first number on to the last, and then those before it.
    const place = ({ phoneNumber }: OfferedNumber) => `${first} ${phoneNumber < first ? 2 : 1} ${phoneNumber}`;
    const ordered = [
      ...free.filter((offer) => offer.phoneNumber >= first),
      ...free.filter((offer) => offer.phoneNumber < first),
    ];
    const found = page(list, ordered, place, input, 10);
    return {
      AvailableNumbersList: found.items.map((offer) => ({
        PhoneNumber: offer.phoneNumber,
        PhoneNumberCountryCode: offer.country,
        PhoneNumberType: offer.type,
      })),
      NextToken: found.NextToken,
    };
  },

  ClaimPhoneNumber(context, input) {
    const { ClientToken, ...request } = input;
    const before = recall(context, "ClaimPhoneNumber", ClientToken);
    if (before && context.store.get("number", before.result)) {
      refuseOtherRequest(before, request);
      return idAndArn(context, before.result);
    }
    const instance = targetOf(context, input);
    const offer = offerOf(input.PhoneNumber);
    if (!offer || !isFree(context, input.PhoneNumber)) {
      throw invalidParameter(`Phone number not available: ${input.PhoneNumber}`);
    }
    const record: NumberRecord = {
      id: randomUUID(),
      phoneNumber: offer.phoneNumber,
      country: offer.country,
      type: offer.type,
      description: input.PhoneNumberDescription || undefined,
      instanceId: instance.id,
      readyAt: context.now + context.settings.numberLagSeconds * 1000,
      failure: whyNot(context, instance),
      tags: input.Tags ?? {},
    };
    context.store.put("number", [record.id], record);
    const { account, region } = context.store;
    if (!record.failure) context.shared.holdNumber(record.phoneNumber, { account, region, numberId: record.id });
    remember(context, "ClaimPhoneNumber", ClientToken, record.id, request);
    return idAndArn(context, record.id);
  },

  DescribePhoneNumber(context, input) {
    const record = numberOf(context, input.PhoneNumberId);
    return {
      ClaimedPhoneNumberSummary: {
        ...idAndArn(context, record.id),
        PhoneNumber: record.phoneNumber,
        PhoneNumberCountryCode: record.country,
        PhoneNumberType: record.type,
        PhoneNumberDescription: record.description,
        TargetArn: arn(context, `instance/${record.instanceId}`),
        InstanceId: record.instanceId,
        Tags: tagsOut(record.tags),
        PhoneNumberStatus: statusOf(context, record),
      },
    };
  },

  ListPhoneNumbers(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const all = held(context).filter((each) => each.instanceId === instance.id);
    const found = page("numbers-1", filtered(all, input), (each) => each.id, input);
    return {
      PhoneNumberSummaryList: found.items.map((each) => ({
        Id: each.id,
        Arn: arn(context, `phone-number/${each.id}`),
        PhoneNumber: each.phoneNumber,
        PhoneNumberType: each.type,
        PhoneNumberCountryCode: each.country,
      })),
      NextToken: found.NextToken,
    };
  },

  ListPhoneNumbersV2(context, input) {
    const target = (input.TargetArn ?? input.InstanceId) ? targetOf(context, input) : undefined;
    const all = held(context).filter((each) => !target || each.instanceId === target.id);
    const found = page("numbers-2", filtered(all, input), (each) => each.id, input);
    return {
      ListPhoneNumbersSummaryList: found.items.map((each) => ({
        ...idAndArn(context, each.id),
        PhoneNumber: each.phoneNumber,
        PhoneNumberCountryCode: each.country,
        PhoneNumberType: each.type,
        TargetArn: arn(context, `instance/${each.instanceId}`),
        InstanceId: each.instanceId,
        PhoneNumberDescription: each.description,
      })),
      NextToken: found.NextToken,
    };
  },

  UpdatePhoneNumber(context, input) {
    const record = numberOf(context, input.PhoneNumberId);
    const instance = targetOf(context, input);
    if (isDone(context, "UpdatePhoneNumber", input)) return idAndArn(context, record.id);
    if (instance.id === record.instanceId) return idAndArn(context, record.id);
    refuseUsed(context, record);
    const readyAt = context.now + context.settings.numberLagSeconds * 1000;
    if (whyNot(context, instance)) throw invalidParameter("The phone numbers of the target are at their quota");
    const moved = { ...record, instanceId: instance.id, flowId: undefined, readyAt };
    context.store.put("number", [record.id], moved);
    return idAndArn(context, record.id);
  },

  UpdatePhoneNumberMetadata(context, input) {
    const record = numberOf(context, input.PhoneNumberId);
    if (isDone(context, "UpdatePhoneNumberMetadata", input)) return undefined;
    const description = input.PhoneNumberDescription;
    const kept = description === undefined ? record.description : description || undefined;
    context.store.put("number", [record.id], { ...record, description: kept });
    return undefined;
  },

  ReleasePhoneNumber(context, input) {
    if (isDone(context, "ReleasePhoneNumber", input)) return undefined;
    const record = numberOf(context, input.PhoneNumberId);
    refuseUsed(context, record);
    releaseNumber(context, record);
    return undefined;
  },

  AssociatePhoneNumberContactFlow(context, input) {
    const { record, instance } = numberIn(context, input);
    const flow = flowOf(context, instance.id, input.ContactFlowId).record;
    if (flow.type !== "CONTACT_FLOW") throw invalidParameter("ContactFlowId must name a CONTACT_FLOW flow");
    context.store.put("number", [record.id], { ...record, flowId: flow.id });
    return undefined;
  },

  DisassociatePhoneNumberContactFlow(context, input) {
    const { record } = numberIn(context, input);
    if (!record.flowId) throw notFound(`A flow association of phone number ${input.PhoneNumberId}`);
    context.store.put("number", [record.id], { ...record, flowId: undefined });
    return undefined;
  },
};

/** Gives a number back to the carriers, where it cools down. */
export function releaseNumber(context: Context, record: NumberRecord): void {
  context.store.remove("number", record.id);
  if (record.failure) return;
  context.store.put("churn", ["number", record.id], { at: context.now });
  const { account, region } = context.store;
  const coolsUntil = context.now + COOL_DOWN_MS;
  context.shared.holdNumber(record.phoneNumber, { account, region, numberId: record.id, coolsUntil });
}

function idAndArn(context: Context, id: string) {
  return { PhoneNumberId: id, PhoneNumberArn: arn(context, `phone-number/${id}`) };
}

/** The instance that a request names by TargetArn or by InstanceId; exactly one of them is needed. */
function targetOf(context: Context, input: { TargetArn?: string; InstanceId?: string }): InstanceRecord {
  if ((input.TargetArn === undefined) === (input.InstanceId === undefined)) {
    throw invalidParameter("Exactly one of TargetArn and InstanceId is required");
  }
  if (input.InstanceId !== undefined) return instanceOf(context, input.InstanceId);
  const target = input.TargetArn ?? "";
  if (!target.startsWith("arn:")) throw invalidParameter("TargetArn must be an ARN");
  if (target.includes(":traffic-distribution-group/")) throw notFound(`Traffic distribution group ${target}`);
  return instanceOf(context, target);
}

function isFree(context: Context, phoneNumber: string): boolean {
  const holder = context.shared.number(phoneNumber);
  return !holder || (holder.coolsUntil !== undefined && context.now >= holder.coolsUntil);
}

/** A prefix may be given with or without the plus sign, and with or without the calling code. */
function hasPrefix(offer: OfferedNumber, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  return offer.phoneNumber.startsWith(prefix.startsWith("+") ? prefix : `+${prefix}`);
}

function sortedByNumber(offers: OfferedNumber[]): OfferedNumber[] {
  return offers.sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1));
}

function filtered(
  numbers: NumberRecord[],
  input: { PhoneNumberTypes?: string[]; PhoneNumberCountryCodes?: string[]; PhoneNumberPrefix?: string },
): NumberRecord[] {
  const { PhoneNumberTypes: types, PhoneNumberCountryCodes: countries } = input;
  return numbers.filter(
    (each) =>
      (!types?.length || types.includes(each.type)) &&
      (!countries?.length || countries.includes(each.country)) &&
      hasPrefix(each, input.PhoneNumberPrefix),
  );
}

/** The numbers that are really held: a claim that failed holds none. */
function held(context: Context): NumberRecord[] {
  return context.store.list("number").filter((each) => !each.failure);
}

/**
 * Why a claim will fail, if it will. The service accepts it and reports the failure later, through the number's
 * status; ClaimPhoneNumber has no error for quotas.
 */
function whyNot(context: Context, instance: InstanceRecord): string | undefined {
  const { phoneNumbers, phoneNumberReleases } = context.settings.quotas;
  const claimed = held(context).filter((each) => each.instanceId === instance.id);
  if (claimed.length >= phoneNumbers) return "The number of phone numbers of the instance is at its quota";
  const recent = context.store.list("churn", "number").filter((each) => context.now - each.at < COOL_DOWN_MS);
  return recent.length < phoneNumberReleases ? undefined : "Too many phone numbers were claimed and released";
}

function statusOf(context: Context, record: NumberRecord) {
  if (context.now < record.readyAt) return { Status: "IN_PROGRESS" };
  return record.failure ? { Status: "FAILED", Message: record.failure } : { Status: "CLAIMED" };
}

function refuseUsed(context: Context, record: NumberRecord) {
  const queues = context.store.list("queue", record.instanceId);
  const user = queues.find((queue) => queue.caller?.OutboundCallerIdNumberId === record.id);
  const details = { ResourceType: "PHONE_NUMBER", ResourceId: arn(context, `phone-number/${record.id}`) };
  if (user) throw inUse(`The phone number is the caller ID of queue ${user.name}`, details);
}

function numberIn(context: Context, input: { PhoneNumberId: string; InstanceId: string }) {
  const record = numberOf(context, input.PhoneNumberId);
  const instance = instanceOf(context, input.InstanceId);
  if (record.instanceId !== instance.id) throw notFound(`Phone number ${input.PhoneNumberId} of this instance`);
  return { record, instance };
}
