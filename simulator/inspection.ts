/** Looks into the store from outside the service: what exists, and which contacts there were with what they went through. */
import type { Key } from "./store";
import type { ContactRecord, TraceEntry } from "./telephony/contact-record";

/** A contact as the simulator knows it: more than DescribeContact shows. */
export type InspectedContact = Omit<ContactRecord, "run" | "pending"> & {
  account: string;
  region: string;
  trace: TraceEntry[];
};

export interface Filter {
  instanceId?: string;
  contactId?: string;
  account?: string;
}

interface Listing {
  list(prefix: Key): { key: Key; value: unknown }[];
}

const LISTED = ["instance", "hours", "queue", "flow", "module", "number", "contact", "lambda"] as const;

/** How many of each kind exist, over all accounts and Regions. Contacts stay when their instance is deleted. */
export type Inventory = Record<(typeof LISTED)[number], number>;

export function inventoryOf(store: Listing): Inventory {
  const counts = Object.fromEntries(LISTED.map((kind) => [kind, 0])) as Inventory;
  for (const { key } of store.list([])) {
    const kind = LISTED.find((each) => each === key[2]);
    if (key[0] !== "*" && kind !== undefined) counts[kind] += 1;
  }
  return counts;
}

/** Contacts in the order in which they began. */
export function listContacts(store: Listing, filter: Filter = {}): InspectedContact[] {
  const traces = new Map<string, TraceEntry[]>();
  const contacts: InspectedContact[] = [];
  for (const { key, value } of store.list([])) {
    const [account = "", region = "", kind, instanceId, contactId] = key;
    if (account === "*" || (filter.account !== undefined && account !== filter.account)) continue;
    if (filter.instanceId !== undefined && instanceId !== filter.instanceId) continue;
    if (filter.contactId !== undefined && contactId !== filter.contactId) continue;
    if (kind === "trace") traces.set(key.join("/"), value as TraceEntry[]);
    if (kind === "contact") contacts.push(inspected(account, region, value as ContactRecord));
  }
  for (const contact of contacts) {
    const { account, region, instanceId, id } = contact;
    contact.trace = traces.get([account, region, "trace", instanceId, id].join("/")) ?? [];
  }
  return contacts.sort((a, b) => a.initiatedAt - b.initiatedAt);
}

function inspected(account: string, region: string, record: ContactRecord): InspectedContact {
  const { run: _run, pending: _pending, ...shown } = record;
  return { ...shown, account, region, trace: [] };
}
