/** Which contacts a search means: every criterion that the service has, also those that nothing here can meet. */
import type { Context } from "../context";
import type { Input } from "../operations";
import type { ContactRecord } from "../telephony/contact-record";

type Search = Input<"SearchContacts">;
type Criteria = NonNullable<Search["SearchCriteria"]>;

export const MOMENTS: Record<string, (contact: ContactRecord) => number | undefined> = {
  INITIATION_TIMESTAMP: (contact) => contact.initiatedAt,
  DISCONNECT_TIMESTAMP: (contact) => contact.disconnectedAt,
  ENQUEUE_TIMESTAMP: (contact) => contact.enqueuedAt,
  SCHEDULED_TIMESTAMP: () => undefined,
  CONNECTED_TO_AGENT_TIMESTAMP: () => undefined,
};

export function isInRange(contact: ContactRecord, range: Search["TimeRange"]): boolean {
  const moment = MOMENTS[range.Type]?.(contact);
  return moment !== undefined && moment >= range.StartTime && moment <= range.EndTime;
}

export function meets(context: Context, contact: ContactRecord, criteria: Criteria): boolean {
  const among = (list: string[] | undefined, value: string | undefined) =>
    !list?.length || (value !== undefined && list.includes(value));
  return (
    among(criteria.InitiationMethods, contact.initiationMethod) &&
    among(criteria.Channels, "VOICE") &&
    among(criteria.QueueIds, contact.queueId) &&
    among(criteria.ActiveRegions, context.store.region) &&
    meetsWhatIsNotHere(criteria) &&
    meetsAdditionalTimes(contact, criteria) &&
    meetsSegment(criteria) &&
    meetsName(contact, criteria) &&
    meetsAttributes(contact, criteria) &&
    meetsTags(contact, criteria)
  );
}

/** There are no agents in the simulator, and nobody transcribes: who asks for one of them finds no contact. */
function meetsWhatIsNotHere(criteria: Criteria): boolean {
  const groups = Object.values(criteria.AgentHierarchyGroups ?? {}).some((ids) => ids?.length);
  const transcript = criteria.ContactAnalysis?.Transcript;
  const spoken = transcript?.Criteria.length && transcript.MatchType !== "MATCH_NONE";
  const routed = criteria.RoutingCriteria?.Steps?.length || criteria.AiAgents?.Criteria?.length;
  return !criteria.AgentIds?.length && !groups && !spoken && !routed;
}

function meetsAdditionalTimes(contact: ContactRecord, { AdditionalTimeRange: wanted }: Criteria): boolean {
  if (!wanted?.Criteria.length) return true;
  const results = wanted.Criteria.map(
    ({ TimeRange, TimestampCondition: absent }) =>
      (!TimeRange || isInRange(contact, TimeRange)) && (!absent || MOMENTS[absent.Type]?.(contact) === undefined),
  );
  return MATCHES[wanted.MatchType]?.(results) ?? false;
}

/** All contacts here are calls by telephone, which is all that their segments say. */
function meetsSegment({ SearchableSegmentAttributes: wanted }: Criteria): boolean {
  if (!wanted?.Criteria.length) return true;
  const results = wanted.Criteria.map(
    ({ Key, Values }) => Key === "connect:Subtype" && Values.includes("connect:Telephony"),
  );
  return MATCHES[wanted.MatchType ?? "MATCH_ALL"]?.(results) ?? false;
}

/** How many of the tests must hold. */
const MATCHES: Record<string, (results: boolean[]) => boolean> = {
  MATCH_ALL: (results) => results.every(Boolean),
  MATCH_EXACT: (results) => results.every(Boolean),
  MATCH_ANY: (results) => results.some(Boolean),
  MATCH_NONE: (results) => !results.some(Boolean),
};

function meetsName(contact: ContactRecord, { Name }: Criteria): boolean {
  if (!Name?.SearchText.length) return true;
  const name = (contact.name ?? "").toLowerCase();
  const exact = Name.MatchType === "MATCH_EXACT";
  const results = Name.SearchText.map((words) =>
    exact ? name === words.toLowerCase() : name.includes(words.toLowerCase()),
  );
  return MATCHES[Name.MatchType]?.(results) ?? false;
}

function meetsAttributes(contact: ContactRecord, { SearchableContactAttributes: wanted }: Criteria): boolean {
  if (!wanted?.Criteria.length) return true;
  const results = wanted.Criteria.map(({ Key, Values }) => Values.includes(contact.attributes[Key] ?? ""));
  return MATCHES[wanted.MatchType ?? "MATCH_ALL"]?.(results) ?? false;
}

function meetsTags(contact: ContactRecord, { ContactTags: wanted }: Criteria): boolean {
  if (!wanted) return true;
  const has = ({ TagKey, TagValue }: { TagKey?: string; TagValue?: string }) =>
    TagKey !== undefined && TagKey in contact.tags && (TagValue === undefined || contact.tags[TagKey] === TagValue);
  const or = !wanted.OrConditions?.length || wanted.OrConditions.some((group) => group.every(has));
  const and = !wanted.AndConditions?.length || wanted.AndConditions.every(has);
  return or && and && (!wanted.TagCondition || has(wanted.TagCondition));
}
