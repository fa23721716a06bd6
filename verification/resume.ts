/** Whether a call that an earlier run left behind can serve as the one that was asked for. */
import type { ContactRecord } from "./connect-api";
import { evidenceOf } from "./evidence";
import { type Placed, type Placing, SLOT_WALK } from "./placing";
import { originOf, RESUME_WINDOW } from "./recent-calls";
import { fingerprintOf, nonceOf, slotOfNonce } from "./request";
import { judge } from "./verdict";

/** A call of this very request that can serve, found by the nonce that one of our slots gives. */
export function usableByNonce(record: ContactRecord, placing: Placing): Placed | undefined {
  const { inputs, firstSlot, open } = placing;
  const { fingerprint, nonce } = originOf(record);
  if (fingerprint !== fingerprintOf(inputs)) return undefined;
  // What the outputs know of lies before the first slot: there only a stranger's copy of a call of ours could be new.
  const first = record.contactId === open ? 1 : firstSlot;
  const slot = slotOfNonce(inputs, nonce, first, firstSlot + SLOT_WALK);
  return slot === undefined ? undefined : usableAs(record, slot, placing);
}

/** Whether a call of this very request can serve: going on: watch it; passed within the window: adopt it. */
function usableAs(record: ContactRecord, slot: number, placing: Placing): Placed | undefined {
  if (originOf(record).superseded || placing.settled.has(record.contactId)) return undefined;
  const nonce = nonceOf(placing.inputs, slot);
  const call = { contactId: record.contactId, slot, nonce };
  if (record.disconnectedAt === undefined) {
    placing.log(`resumes call ${record.contactId}, which an earlier run placed`);
    return { ...call, how: "resumed" };
  }
  const now = placing.session.serviceNow() ?? placing.clock.now();
  if (now - record.disconnectedAt > RESUME_WINDOW) return undefined;
  if (!judge(evidenceOf(record, nonce), placing.expect).passed) return undefined;
  placing.log(`adopts call ${record.contactId}, which an earlier run placed and which passed`);
  return { ...call, how: "adopted" };
}
