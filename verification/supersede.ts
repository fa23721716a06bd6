/**
 * The end of calls that a new one takes the place of: stopped if they still go, and marked, so that nobody adopts them.
 */
import { type DELETED, type NOT_SUPERSEDED, SUPERSEDED, SUPERSEDED_ATTRIBUTE } from "../flow/proof";
import type { ApiError, ContactRecord } from "./connect-api";
import type { Placing } from "./placing";
import { originOf } from "./recent-calls";
import type { Session } from "./session";

/** A superseded call has this long to end before the next one may be placed. */
const STOP_WAIT = 30_000;

/** Marks a call that is never to be adopted, and ends it if it still goes. Throws when it cannot or may not be ended. */
export async function supersede(placing: Placing, record: ContactRecord): Promise<void> {
  await placing.session.refuseIfAbandoned();
  if (record.disconnectedAt === undefined) await endCall(placing, record.contactId);
  if (!originOf(record).superseded) await markSuperseded(placing.session, record.contactId, placing.deadline);
}

/** Best effort: a call that cannot be marked is still never adopted by whoever has it in its outputs. */
export async function markSuperseded(
  session: Session,
  contactId: string,
  deadline: number,
  as: typeof SUPERSEDED | typeof NOT_SUPERSEDED | typeof DELETED = SUPERSEDED,
): Promise<void> {
  try {
    const { instanceId } = session.target;
    const mark = { [SUPERSEDED_ATTRIBUTE]: as };
    await session.ask("updateContactAttributes", (api) => api.updateContactAttributes(instanceId, contactId, mark), {
      deadline,
      once: true,
    });
  } catch {
    // See above.
  }
}

/** Stops a call and waits until Connect shows its end: two calls must never live at once. */
export async function endCall(placing: Placing, contactId: string): Promise<void> {
  const { session, clock } = placing;
  const { instanceId } = session.target;
  const deadline = clock.now() + STOP_WAIT;
  try {
    if (await hasEndedOrIsGone(placing, contactId, deadline)) return;
    await session.refuseIfAbandoned();
    await session.ask("stopContact", (api) => api.stopContact(instanceId, contactId), { deadline });
    placing.log(`stopped the earlier call ${contactId}`);
    while (clock.now() < deadline) {
      if (await hasEnded(placing, contactId, deadline, "a new one takes its place")) return;
      await clock.sleep(1_000);
    }
  } catch (error) {
    const { name } = error as ApiError;
    if (name === "ContactNotFoundException" || name === "ResourceNotFoundException") return;
    throw error;
  }
  throw new Error(`the earlier call ${contactId} is still going and could not be stopped; no new call is placed`);
}

/** A call that was placed a moment ago may not be readable yet, so "not found" is believed only when it lasts. */
async function hasEndedOrIsGone(placing: Placing, contactId: string, deadline: number): Promise<boolean> {
  const { clock } = placing;
  for (;;) {
    try {
      return await hasEnded(placing, contactId, deadline);
    } catch (error) {
      if ((error as ApiError).name !== "ResourceNotFoundException") throw error;
      if (clock.now() >= deadline) return true;
      await clock.sleep(1_000);
    }
  }
}

async function hasEnded(
  placing: Placing,
  contactId: string,
  deadline: number,
  stoppedBecause?: string,
): Promise<boolean> {
  const record = await placing.session.describe(contactId, deadline);
  if (record.disconnectedAt === undefined) return false;
  placing.ended(record, stoppedBecause);
  return true;
}
