/**
 * Getting exactly one call for one attempt: look for what an earlier run left behind, resume or adopt it where it is
 * ours, end what it has superseded, and only then ask Connect to dial, with a token that makes repetition harmless.
 */
import type { ApiError, ContactRecord } from "./connect-api";
import { dial } from "./dial";
import type { Placed, Placing } from "./placing";
import { usableByNonce } from "./resume";
import { sentenceWithQuote } from "./sentences";
import { endCall, markSuperseded, supersede } from "./supersede";

/** Finds or places the call. Throws an ApiError, or an Error with one sentence, when there is no call. */
export async function placeCall(placing: Placing): Promise<Placed> {
  const { call, useless } = placing.lookFirst ? await lookForOurs(placing) : NOTHING_FOUND;
  if (call) return call;
  await supersedeKnown(placing);
  const superseded = placing.superseded.map(({ contactId }) => contactId);
  return await dial({ ...placing, settled: new Set([...placing.settled, ...useless, ...superseded]) });
}

interface Found {
  /** The call that can serve. */
  call?: Placed;
  /** Calls that cannot serve. */
  useless: string[];
}

const NOTHING_FOUND: Found = { useless: [] };

async function lookForOurs(placing: Placing): Promise<Found> {
  let call = await openCall(placing);
  const useless: string[] = [];
  for (const record of await earlierCalls(placing)) {
    if (record.contactId === call?.contactId) continue;
    const usable = call ? undefined : usableByNonce(record, placing);
    if (usable) {
      call = usable;
    } else if (!placing.settled.has(record.contactId)) {
      placing.met(record);
      useless.push(record.contactId);
      await supersede(placing, record);
    }
  }
  return { useless, ...(call ? { call } : {}) };
}

/** Without the look there is no promise, so a look that fails is a refusal to dial. */
async function earlierCalls({ inputs, session, recent, deadline }: Placing): Promise<ContactRecord[]> {
  try {
    return await recent.of(inputs.identity, session, deadline);
  } catch (error) {
    const failure = error as ApiError;
    const why = `${failure.name}: ${sentenceWithQuote(failure, inputs)}`;
    throw new Error(`no call is placed, since looking for earlier calls by SearchContacts failed: ${why}`);
  }
}

async function openCall(placing: Placing): Promise<Placed | undefined> {
  if (!placing.open) return undefined;
  try {
    return usableByNonce(await placing.session.contact(placing.open, placing.deadline), placing);
  } catch (error) {
    if ((error as ApiError).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

async function supersedeKnown(placing: Placing): Promise<void> {
  for (const { contactId, ended } of placing.superseded) {
    if (!ended) await endCall(placing, contactId);
    await markSuperseded(placing.session, contactId, placing.deadline);
  }
}
