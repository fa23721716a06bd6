/**
 * The calls of the last minutes that carry our attributes, found once per process and instance and shared by all
 * verifications in it, because SearchContacts may only be asked every two seconds. A search lags and leaves out calls
 * that are still going: it widens what is known, and is never proof that there is no call.
 */
import {
  DELETED,
  FINGERPRINT_ATTRIBUTE,
  IDENTITY_ATTRIBUTE,
  NONCE_ATTRIBUTE,
  NOT_SUPERSEDED,
  SUPERSEDED_ATTRIBUTE,
} from "../flow/proof";
import type { ContactRecord, ContactSummary } from "./connect-api";
import { Shared } from "./pacing";
import type { Clock } from "./ports";
import type { Session } from "./session";

/** How far back an unknown call of ours may be resumed or adopted. */
export const RESUME_WINDOW = 15 * 60_000;
/** One page of results serves everybody for this long. */
const FRESH_FOR = 60_000;
const PAGES = 5;

/** What a contact's attributes say about where it came from. */
export interface Origin {
  identity?: string;
  fingerprint?: string;
  nonce?: string;
  superseded: boolean;
  /** The resource that placed it was deleted. */
  deleted: boolean;
}

/** Reads the origin of a contact. */
export function originOf(record: ContactRecord): Origin {
  const attributes = record.attributes ?? {};
  return {
    identity: attributes[IDENTITY_ATTRIBUTE],
    fingerprint: attributes[FINGERPRINT_ATTRIBUTE],
    nonce: attributes[NONCE_ATTRIBUTE],
    superseded: (attributes[SUPERSEDED_ATTRIBUTE] ?? NOT_SUPERSEDED) !== NOT_SUPERSEDED,
    deleted: attributes[SUPERSEDED_ATTRIBUTE] === DELETED,
  };
}

interface Page {
  fetchedAt: number;
  records: Promise<ContactRecord[]>;
}

/** The shared look at the recent past of each instance. */
export class RecentCalls {
  private readonly pages = new Map<string, Page>();
  /** Calls placed by this process: it need not ask whose they are. */
  private readonly placed = new Shared<string>();

  constructor(private readonly clock: Clock) {}

  /** Remembers who placed a call. */
  note(contactId: string, identity: string): void {
    this.placed.get(contactId, () => identity);
  }

  /** The recent calls of one identity, latest first. Throws an ApiError when the search itself fails. */
  async of(identity: string, session: Session, deadline: number): Promise<ContactRecord[]> {
    const records = await this.page(session, deadline);
    return records.filter((record) => originOf(record).identity === identity);
  }

  private page(session: Session, deadline: number): Promise<ContactRecord[]> {
    const { endpoint, region, instanceId } = session.target;
    const key = [endpoint, region, instanceId].join(" ");
    const known = this.pages.get(key);
    if (known && this.clock.now() - known.fetchedAt < FRESH_FOR) return known.records;
    const page = { fetchedAt: this.clock.now(), records: this.fetch(session, deadline) };
    this.pages.set(key, page);
    page.records.catch(() => {
      // A failed look is not remembered: the next one asks again.
      if (this.pages.get(key) === page) this.pages.delete(key);
    });
    return page.records;
  }

  private async fetch(session: Session, deadline: number): Promise<ContactRecord[]> {
    const summaries = await this.search(session, deadline);
    const unknown = summaries.filter((summary) => !this.isPlacedHere(summary.contactId));
    const records = await Promise.all(unknown.map((summary) => this.describe(summary.contactId, session, deadline)));
    return await this.withAttributes(
      records.filter((record) => record !== undefined),
      session,
      deadline,
    );
  }

  /** Where DescribeContact tells the attributes of none, it may leave them out for all. */
  private async withAttributes(records: ContactRecord[], session: Session, deadline: number): Promise<ContactRecord[]> {
    if (records.some(({ attributes }) => attributes !== undefined)) return records;
    const read = records.map(async (record) => {
      const attributes = await session.attributesOf(record.contactId, deadline).catch(() => undefined);
      return attributes ? { ...record, attributes } : record;
    });
    return await Promise.all(read);
  }

  private isPlacedHere(contactId: string): boolean {
    return this.placed.has(contactId);
  }

  private async search(session: Session, deadline: number): Promise<ContactSummary[]> {
    const now = session.serviceNow() ?? this.clock.now();
    const found: ContactSummary[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const query = {
        instanceId: session.target.instanceId,
        from: now - RESUME_WINDOW,
        to: now,
        ...(nextToken ? { nextToken } : {}),
      };
      const answer = await session.ask("searchContacts", (api) => api.searchContacts(query), { deadline });
      found.push(...answer.contacts);
      nextToken = answer.nextToken;
      if (!nextToken) break;
    }
    return found;
  }

  private async describe(contactId: string, session: Session, deadline: number): Promise<ContactRecord | undefined> {
    try {
      return await session.describe(contactId, deadline);
    } catch {
      // One unreadable contact must not hide the others.
      return undefined;
    }
  }
}
