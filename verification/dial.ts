/**
 * Asking Connect to dial. The token names a slot (who, where, which number) and not the request, so that the call of a
 * run that died is given back to whoever asks next, whatever is asked for now: it is resumed, or ended first.
 */
import { ApiError, type ContactRecord } from "./connect-api";
import type { VerificationCallInputs } from "./inputs";
import { type Placed, type Placing, SLOT_WALK } from "./placing";
import { originOf } from "./recent-calls";
import { fingerprintOf, nonceOf, startRequest } from "./request";
import { usableByNonce } from "./resume";
import { supersede } from "./supersede";

/** By how much the service's times may be off (its Date header has whole seconds), in milliseconds. */
const CLOCK_MARGIN = 5_000;

/** Asks for slot after slot until one gives a call that can serve: a new one, or what a dead run left going. */
export async function dial(placing: Placing): Promise<Placed> {
  const { inputs, clock, deadline, firstSlot, session } = placing;
  const settled = new Set(placing.settled);
  let refusal: ApiError | undefined;
  for (let slot = firstSlot; slot < firstSlot + SLOT_WALK; ) {
    placing.brake();
    const askedAt = session.serviceNow();
    const answer = await start(placing, slot);
    if (answer instanceof ApiError) refusal = answer;
    // What the outputs or this run know to have ended needs no second look: this slot is used up.
    if (answer instanceof ApiError || settled.has(answer)) {
      slot += 1;
    } else {
      const earlier = await earlierCall(placing, answer, slot, askedAt);
      if (!earlier) return { contactId: answer, slot, nonce: nonceOf(inputs, slot), how: "placed" };
      const usable = usableByNonce(earlier, placing);
      if (usable) return usable;
      if (isOurs(earlier, inputs)) {
        placing.met(earlier);
        await supersede(placing, earlier);
      }
      settled.add(answer);
      // A call that ended only now may have freed its slot (world B). Then the next call belongs there: one that
      // stood in a later slot would not be met by the next run.
      if (hadEnded(earlier, askedAt)) slot += 1;
    }
    if (clock.now() >= deadline) break;
  }
  throw (
    refusal ??
    new Error("Connect keeps answering with calls of earlier deployments; wait 7 days, or set another identity")
  );
}

/** One start request: the same bytes for the same slot, however often it is sent. Answers with a refused token. */
async function start(placing: Placing, slot: number): Promise<string | ApiError> {
  const { inputs, session, deadline, awaitReadiness, firstSlot } = placing;
  const request = startRequest(inputs, slot, placing.requestChanged ? firstSlot : undefined);
  try {
    const { contactId } = await session.ask(
      "startOutboundVoiceContact",
      (api) => api.startOutboundVoiceContact(request),
      { deadline, awaitReadiness },
    );
    placing.recent.note(contactId, inputs.identity);
    return contactId;
  } catch (error) {
    if (error instanceof ApiError && isTokenRefusal(error)) return error;
    throw error;
  }
}

/**
 * Whether the service refuses the token because it came with another request before. Undocumented for this operation.
 * Not where an earlier try of this request may have dialled: then the refusal may speak of that very call.
 */
function isTokenRefusal({ name, message, effectUnknown }: ApiError): boolean {
  if (effectUnknown) return false;
  if (/^Idempoten|ParameterMismatch|^(Resource)?ConflictException$/.test(name)) return true;
  return /^Invalid(Request|Parameter)Exception$/.test(name) && /token|idempot/i.test(message);
}

/** The contact, when the slot gave back a call that was placed before it was asked for now. */
async function earlierCall(placing: Placing, contactId: string, slot: number, askedAt: number | undefined) {
  let record: ContactRecord;
  try {
    record = await placing.session.contact(contactId, placing.deadline);
  } catch {
    // In doubt it is new: to take a new call for an old one would place a second.
    return undefined;
  }
  const { superseded, fingerprint, nonce } = originOf(record);
  // Nobody can have superseded a call that was placed a moment ago, and it carries what was just sent.
  if (superseded) return record;
  if (fingerprint !== undefined && fingerprint !== fingerprintOf(placing.inputs)) return record;
  if (nonce !== undefined && nonce !== nonceOf(placing.inputs, slot)) return record;
  if (askedAt === undefined || record.initiatedAt === undefined) return undefined;
  return record.initiatedAt < askedAt - CLOCK_MARGIN ? record : undefined;
}

/** A derived token gives back calls of this resource only; a user's own can give anybody's, and the attributes tell. */
function isOurs(record: ContactRecord, inputs: VerificationCallInputs): boolean {
  return !inputs.clientToken || originOf(record).identity === inputs.identity;
}

/** Whether the call was over for sure when its slot was asked for. */
function hadEnded({ disconnectedAt }: ContactRecord, askedAt: number | undefined): boolean {
  return disconnectedAt !== undefined && askedAt !== undefined && disconnectedAt < askedAt - CLOCK_MARGIN;
}
