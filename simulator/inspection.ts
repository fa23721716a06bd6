/** Looks into the store from outside the service: what exists, and which contacts there were with what they went through. */
import type { Key } from "./store";
import type { ContactFacts, ContactRecord, TraceEntry } from "./telephony/contact-record";

/** A contact as the simulator knows it: more than DescribeContact shows. */
export interface InspectedContact extends ContactFacts {
  /** The account of its instance. */
  account: string;
  /** The Region of its instance. */
  region: string;
  /** What it went through, block by block. */
  trace: TraceEntry[];
}

/** Which contacts are looked at. */
export interface Filter {
  /** Only those of this instance. @default of every instance */
  instanceId?: string;
  /** Only this one. @default every one */
  contactId?: string;
  /** Only those of this account. @default of every account */
  account?: string;
}

interface Listing {
  list(prefix: Key): { key: Key; value: unknown }[];
}

/** What an inventory counts. */
export type InventoryKind = "instance" | "hours" | "queue" | "flow" | "module" | "number" | "contact" | "lambda";

const LISTED: readonly InventoryKind[] = [
  "instance",
  "hours",
  "queue",
  "flow",
  "module",
  "number",
  "contact",
  "lambda",
];

/** How many of each kind exist, over all accounts and Regions. Contacts stay when their instance is deleted. */
export type Inventory = Record<InventoryKind, number>;

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
  return contacts.sort((a, b) => a.initiatedAt - b.initiatedAt || (a.sequence ?? 0) - (b.sequence ?? 0));
}

function inspected(account: string, region: string, record: ContactRecord): InspectedContact {
  const { run: _run, pending: _pending, ...shown } = record;
  return { ...shown, account, region, trace: [] };
}
