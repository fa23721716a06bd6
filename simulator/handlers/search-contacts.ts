/** SearchContacts, with the lag that the service's index has. */
import { arn } from "../arns";
import { type Context, seconds } from "../context";
import { invalidParameter } from "../errors";
import { isKept } from "../lifetimes";
import { instanceOf, tagsOut } from "../lookup";
import type { Handlers, Input } from "../operations";
import { page } from "../pages";
import type { ContactRecord } from "../telephony/contact-record";
import { isInRange, MOMENTS, meets } from "./search-criteria";

type Search = Input<"SearchContacts">;

/** The service refuses longer ranges. Source: API reference. */
const LONGEST_RANGE_MS = 8 * 7 * 24 * 3600 * 1000;

const METHODS = ["API", "CALLBACK", "INBOUND"];

export const searchContacts: Handlers = {
  SearchContacts(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    checkRange(input);
    const all = context.store.list("contact", instance.id).filter((contact) => isIndexed(context, contact));
    const found = all.filter(
      (contact) => isInRange(contact, input.TimeRange) && meets(context, contact, input.SearchCriteria ?? {}),
    );
    const keyed = found.map((contact) => ({ contact, key: sortKey(contact, input.Sort) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    const taken = page(`contacts-${instance.id}`, keyed, (each) => each.key, input, 100);
    return {
      Contacts: taken.items.map(({ contact }) => summary(context, contact)),
      NextToken: taken.NextToken,
      TotalCount: found.length,
    };
  },
};

function checkRange({ TimeRange }: Search) {
  const length = TimeRange.EndTime - TimeRange.StartTime;
  if (length < 0) throw invalidParameter("TimeRange.EndTime must not be before StartTime");
  if (length > LONGEST_RANGE_MS) throw invalidParameter("TimeRange must not be longer than 8 weeks");
}

/** The index lags behind the contacts, and may not hold those that are still going. */
function isIndexed(context: Context, contact: ContactRecord): boolean {
  if (!isKept(contact, context.now)) return false;
  const { searchLagSeconds, searchShowsOngoing } = context.settings;
  if (!searchShowsOngoing && contact.disconnectedAt === undefined) return false;
  const since = searchShowsOngoing ? contact.initiatedAt : (contact.disconnectedAt ?? contact.initiatedAt);
  return context.now >= since + searchLagSeconds * 1000;
}

/** A text by which contacts sort in the wanted order, ascending; the id keeps the places of equals apart. */
function sortKey(contact: ContactRecord, wanted: Search["Sort"]): string {
  const field = wanted?.FieldName ?? "INITIATION_TIMESTAMP";
  const rank = METHODS.indexOf(contact.initiationMethod);
  const number = field === "INITIATION_METHOD" ? rank : (MOMENTS[field]?.(contact) ?? 0);
  const ascending = wanted?.Order === "ASCENDING" ? number : 1e15 - number;
  return `${String(ascending).padStart(16, "0")}/${contact.id}`;
}

function summary(context: Context, contact: ContactRecord) {
  const { enqueuedAt, disconnectedAt } = contact;
  return {
    Arn: arn(context, `instance/${contact.instanceId}/contact/${contact.id}`),
    Id: contact.id,
    InitialContactId: contact.id,
    InitiationMethod: contact.initiationMethod,
    Channel: "VOICE",
    QueueInfo: contact.queueId && {
      Id: contact.queueId,
      EnqueueTimestamp: enqueuedAt === undefined ? undefined : seconds(enqueuedAt),
    },
    InitiationTimestamp: seconds(contact.initiatedAt),
    DisconnectTimestamp: disconnectedAt === undefined ? undefined : seconds(disconnectedAt),
    Name: contact.name,
    Tags: tagsOut(contact.tags),
  };
}
