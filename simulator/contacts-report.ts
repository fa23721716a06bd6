/** Which contacts a state folder holds, read without a simulator and beside one; numbers are masked. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type InspectedContact, listContacts } from "./inspection";
import { peek } from "./store";
import type { TraceEntry } from "./telephony/contact-record";
import { masked } from "./telephony/masked";

/** One contact as the report shows it. */
export interface ReportedContact {
  /** The contact's id. */
  contactId: string;
  /** The instance that placed or took the call. */
  instanceId: string;
  /** Such as `+1 206 *** **00`. */
  destination: string;
  /** `API`, `INBOUND` or `CALLBACK`. */
  initiationMethod: string;
  /** When it began. */
  initiatedAt: Date;
  /** When it was answered; absent where nobody did. */
  connectedAt?: Date;
  /** When it ended; absent while it goes on. */
  disconnectedAt?: Date;
  /** Why it ended, in Connect's words; absent while it goes on. */
  disconnectReason?: string;
  /** The way it took, action by action. Without parameters and notes, which may hold what a caller said or pressed. */
  trace: Pick<TraceEntry, "flow" | "block" | "type" | "branch">[];
}

/** All contacts in a state folder in the order in which they began; none if nothing was ever kept there. */
export function contactsIn(folder: string): ReportedContact[] {
  if (!existsSync(join(folder, "data.mdb"))) return [];
  return peek(folder, (list) => listContacts({ list }).map(reported));
}

function reported(contact: InspectedContact): ReportedContact {
  const date = (milliseconds: number | undefined) => (milliseconds === undefined ? undefined : new Date(milliseconds));
  return {
    contactId: contact.id,
    instanceId: contact.instanceId,
    destination: masked(contact.customerAddress),
    initiationMethod: contact.initiationMethod,
    initiatedAt: new Date(contact.initiatedAt),
    connectedAt: date(contact.connectedAt),
    disconnectedAt: date(contact.disconnectedAt),
    disconnectReason: contact.disconnectReason,
    trace: contact.trace
      .filter(({ block }) => block !== undefined)
      .map(({ flow, block, type, branch }) => ({ flow, block, type, branch })),
  };
}
