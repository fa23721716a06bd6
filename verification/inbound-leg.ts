/**
 * The other end of a call that a centre places to itself: the inbound contact of the number that was dialled. Nothing
 * links the two contacts, so it is looked for by the two numbers and the time. One that fits is evidence; none, several,
 * or a search that is refused is no evidence, and nothing is assumed.
 */
import type { ApiError, ContactRecord } from "./connect-api";
import { withoutAbsent } from "./evidence";
import { requestFailure } from "./failures";
import type { Evidence, InboundLeg, VerificationCallInputs } from "./inputs";
import type { Clock } from "./ports";
import type { Session } from "./session";

/** The two ends may differ by this much in what they call the beginning and the end, in milliseconds. */
const SKEW = 5_000;
/** Search lags by seconds to minutes: often at first, then less so, in milliseconds. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 15_000;
/** A busy instance has other inbound contacts in these seconds: so many pages of 100. */
const PAGES = 5;

/** One call whose other end is looked for. */
export interface Look {
  inputs: Pick<VerificationCallInputs, "destinationPhoneNumber" | "sourcePhoneNumber">;
  /** What watching came to. A call that nobody answered has no other end. */
  evidence: Evidence;
  session: Session;
  clock: Clock;
  /** By the local clock: when `timeoutSeconds` is over. There is one look at least. */
  deadline: number;
  log(line: string): void;
}

/** What the look came to: the inbound contact, or why there is none, one line each. */
export interface LookResult {
  leg?: InboundLeg;
  notes: string[];
}

/** Looks until the inbound contact is found or the time is over. Never throws: the call has its verdict either way. */
export async function lookForInboundLeg(look: Look): Promise<LookResult> {
  const { evidence, clock, deadline, log } = look;
  if (!evidence.contactId || !evidence.placedAt || !evidence.answeredAt) return { notes: [] };
  log("looks for the inbound contact of the call");
  const seen = new Map<string, ContactRecord>();
  let pause = FIRST_PAUSE;
  for (;;) {
    const result = await lookOnce(look, seen);
    if (result) return result;
    if (clock.now() + pause > deadline) {
      return { notes: ["no inbound contact of the call showed in SearchContacts within timeoutSeconds"] };
    }
    await clock.sleep(pause);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  }
}

/** One look; undefined when it makes sense to look again. */
async function lookOnce(look: Look, seen: Map<string, ContactRecord>): Promise<LookResult | undefined> {
  try {
    const caller = await callerOf(look);
    if (!caller)
      return { notes: ["Connect does not say from which number the call came, so its other end is unknown"] };
    for (const contactId of await candidates(look)) {
      if (seen.get(contactId)?.connectedAt === undefined)
        seen.set(contactId, await look.session.describe(contactId, look.deadline));
    }
    const fitting = [...seen.values()].filter((record) => fits(record, caller, look));
    if (fitting.length > 1) {
      return { notes: [`${fitting.length} inbound contacts fit the call, so none is established as its other end`] };
    }
    return fitting[0] && { leg: legOf(fitting[0]), notes: [] };
  } catch (error) {
    const { name } = error as ApiError;
    const { cause, remedy, retry } = requestFailure(name);
    if (retry !== "never") return undefined;
    return { notes: [`the inbound contact could not be looked for: ${name}: ${cause}; ${remedy}`] };
  }
}

/** The number that the called side saw. */
async function callerOf(look: Look): Promise<string | undefined> {
  const { inputs, evidence } = look;
  return (
    inputs.sourcePhoneNumber ?? (await look.session.describe(evidence.contactId ?? "", look.deadline)).systemNumber
  );
}

async function candidates({ session, clock, evidence, deadline }: Look): Promise<string[]> {
  const now = session.serviceNow() ?? clock.now();
  const from = Date.parse(evidence.placedAt ?? "") - SKEW;
  const to = Math.min(now, (evidence.endedAt ? Date.parse(evidence.endedAt) : now) + SKEW);
  const found: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = { instanceId: session.target.instanceId, initiationMethod: "INBOUND" as const, from, to };
    const answer = await session.ask(
      "searchContacts",
      (api) => api.searchContacts({ ...query, ...(nextToken ? { nextToken } : {}) }),
      { deadline },
    );
    found.push(...answer.contacts.map(({ contactId }) => contactId));
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return found;
}

/** Answered, from our caller id to the number that we dialled, and going while our call went: not one that was over before. */
function fits(record: ContactRecord, caller: string, { inputs, evidence }: Look): boolean {
  const placedAt = Date.parse(evidence.placedAt ?? "");
  return (
    (record.disconnectedAt === undefined || record.disconnectedAt > placedAt) &&
    record.initiatedAt !== undefined &&
    record.connectedAt !== undefined &&
    record.systemNumber === inputs.destinationPhoneNumber &&
    record.customerNumber === caller
  );
}

function legOf({ contactId, initiatedAt, connectedAt, disconnectedAt, disconnectReason }: ContactRecord): InboundLeg {
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  return withoutAbsent({
    contactId,
    placedAt: iso(initiatedAt ?? 0),
    answeredAt: iso(connectedAt ?? 0),
    endedAt: disconnectedAt === undefined ? undefined : iso(disconnectedAt),
    disconnectReason,
  }) as InboundLeg;
}
