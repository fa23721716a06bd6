/** Where calls are kept: their records, which of them are going, and when something is next due in each. */
import { Partition } from "../records";
import type { Store } from "../store";
import type { ContactPlace, ContactRecord, TraceEntry } from "./contact-record";

/** A contact as it is worked on. */
export interface LiveCall {
  place: ContactPlace;
  partition: Partition;
  contact: ContactRecord;
  trace: TraceEntry[];
}

interface Due {
  place: ContactPlace;
  at: number;
}

const SEQUENCE_KEY = ["*", "sequence"];

export class CallBook {
  /** The earliest event of every contact that has one. */
  private due = new Map<string, Due>();

  constructor(private readonly store: Store) {
    this.reload();
  }

  /** Reads what is pending from the store: at the start, and after a transaction that was given up. */
  reload(): void {
    this.due = new Map();
    for (const { key, value } of this.store.list<number>(["*", "due"])) {
      const [, , account = "", region = "", instanceId = "", contactId = ""] = key;
      const place = { account, region, instanceId, contactId };
      this.due.set(keyOf(place), { place, at: value });
    }
  }

  /** What is due first; undefined if nothing is pending. */
  earliest(): Due | undefined {
    let first: Due | undefined;
    for (const each of this.due.values()) if (!first || each.at < first.at) first = each;
    return first;
  }

  /** The places of all contacts for which something is pending. */
  pending(): ContactPlace[] {
    return [...this.due.values()].map((each) => each.place);
  }

  load(place: ContactPlace): LiveCall | undefined {
    const partition = new Partition(this.store, place.account, place.region);
    const contact = partition.get("contact", place.instanceId, place.contactId);
    const trace = partition.get("trace", place.instanceId, place.contactId) ?? [];
    return contact && { place, partition, contact, trace };
  }

  save(call: LiveCall, at: number): void {
    const { contact, partition, place } = call;
    contact.updatedAt = at;
    contact.sequence ??= this.nextInSequence();
    partition.put("contact", [contact.instanceId, contact.id], contact);
    partition.put("trace", [contact.instanceId, contact.id], call.trace);
    const { account, region, instanceId, contactId } = place;
    const going = ["*", "going", account, region, instanceId, contactId];
    if (contact.disconnectedAt === undefined) this.store.write(going, contactId);
    else this.store.remove(going);
    this.setDue(place, contact.pending.length > 0 ? Math.min(...contact.pending.map((event) => event.at)) : undefined);
  }

  private nextInSequence(): number {
    const next = (this.store.read<number>(SEQUENCE_KEY) ?? 0) + 1;
    this.store.write(SEQUENCE_KEY, next);
    return next;
  }

  /** Nothing is pending for this contact any more. */
  forget(place: ContactPlace): void {
    this.setDue(place, undefined);
  }

  /** The contacts of an instance that have not ended. */
  going(partition: Partition, instanceId: string): ContactRecord[] {
    const going = this.store.list<string>(["*", "going", partition.account, partition.region, instanceId]);
    const contacts = going.map(({ value }) => partition.get("contact", instanceId, value));
    return contacts.filter((contact): contact is ContactRecord => contact !== undefined);
  }

  private setDue(place: ContactPlace, at: number | undefined): void {
    const key = ["*", "due", place.account, place.region, place.instanceId, place.contactId];
    if (at === undefined) {
      this.due.delete(keyOf(place));
      this.store.remove(key);
    } else {
      this.due.set(keyOf(place), { place, at });
      this.store.write(key, at);
    }
  }
}

const keyOf = (place: ContactPlace) => [place.account, place.region, place.instanceId, place.contactId].join("/");

export function placeOf(partition: Partition, contact: { instanceId: string; id: string }): ContactPlace {
  const { account, region } = partition;
  return { account, region, instanceId: contact.instanceId, contactId: contact.id };
}
