/**
 * Getting exactly one call for one attempt: look for what an earlier run left behind, resume or adopt it where it is
 * ours, end what it has superseded, and only then ask Connect to dial, with a token that makes repetition harmless.
 */
import { SUPERSEDED_ATTRIBUTE } from "../flow/proof";
import type { ApiError, ContactRecord } from "./connect-api";
import { evidenceOf } from "./evidence";
import { requestFailure } from "./failures";
import type { VerificationCallInputs } from "./inputs";
import type { Policy } from "./policy";
import type { Clock } from "./ports";
import { originOf, RESUME_WINDOW, type RecentCalls } from "./recent-calls";
import { attemptOfNonce, fingerprintOf, nonceOf, startRequest } from "./request";
import type { Session } from "./session";
import { judge } from "./verdict";

/** A superseded call has this long to end before the next one may be placed. */
const STOP_WAIT = 30_000;
/** Calls that are older than this when the token gives them back cannot be the one just asked for. */
const JUST_NOW = 5_000;
/** How many used-up tokens one placing walks past. */
const TOKEN_WALK = 100;

/** What placing needs to know. Times by the local clock, in milliseconds. */
export interface Placing {
  inputs: VerificationCallInputs;
  expect: Policy["expect"];
  session: Session;
  clock: Clock;
  recent: RecentCalls;
  deadline: number;
  /**
   * The token to begin with: the one after the outputs' last. Every run on the same outputs begins with the same one and
   * walks on only past tokens whose calls have ended, so that a live call is met on the way in both worlds, whatever
   * search shows. (In world B a used token simply dials again.)
   */
  firstAttempt: number;
  /** Calls that the outputs know to have ended: judged already, never adopted. */
  settled: ReadonlySet<string>;
  /** Calls of the outputs that this one supersedes, latest first. */
  superseded: readonly { contactId: string; ended: boolean }[];
  /** A call of this very request whose end the outputs do not know: resumed before anything else. */
  open?: string;
  /** Whether the outputs are of another request: then a user's own token goes as given. */
  requestChanged: boolean;
  /** False for a later attempt of the same run: nothing can have been left behind in between. */
  lookFirst: boolean;
  awaitReadiness: boolean;
  /** Throws one sentence when no further call may be placed. Asked right before dialling. */
  brake(): void;
  log(line: string): void;
}

/** The call of this attempt. */
export interface Placed {
  contactId: string;
  attempt: number;
  nonce: string;
  how: "placed" | "resumed" | "adopted";
  /** Earlier calls that were found and could not serve: they count as attempts too. */
  lost?: number;
}

/** Finds or places the call. Throws an ApiError, or an Error with one sentence, when there is no call. */
export async function placeCall(placing: Placing): Promise<Placed> {
  const { call, lost, useless } = placing.lookFirst ? await lookForOurs(placing) : NOTHING_FOUND;
  if (call) return call;
  await supersedeKnown(placing);
  placing.brake();
  return { ...(await dial({ ...placing, settled: new Set([...placing.settled, ...useless]) })), lost };
}

interface Found {
  /** The call that can serve. */
  call?: Placed;
  /** How many calls of this resource no outputs know of. */
  lost: number;
  /** Calls that cannot serve. */
  useless: string[];
}

const NOTHING_FOUND: Found = { lost: 0, useless: [] };

async function lookForOurs(placing: Placing): Promise<Found> {
  let call = await openCall(placing);
  let lost = 0;
  const useless: string[] = [];
  for (const record of await earlierCalls(placing)) {
    if (record.contactId === call?.contactId) continue;
    const usable = call ? undefined : usableByNonce(record, placing);
    if (usable) {
      call = usable;
    } else if (!placing.settled.has(record.contactId)) {
      if (!originOf(record).superseded) lost += 1;
      useless.push(record.contactId);
      await supersede(placing, record);
    }
  }
  return { lost, useless, ...(call ? { call } : {}) };
}

/** A call of this very request that can serve, found by the nonce that one of our tokens gives. */
function usableByNonce(record: ContactRecord, placing: Placing): Placed | undefined {
  const { inputs, firstAttempt } = placing;
  const { fingerprint, nonce } = originOf(record);
  if (fingerprint !== fingerprintOf(inputs)) return undefined;
  const attempt = attemptOfNonce(inputs, nonce, firstAttempt + TOKEN_WALK);
  return attempt === undefined ? undefined : usableAs(record, attempt, placing);
}

/** Without the look there is no promise, so a look that fails is a refusal to dial. */
async function earlierCalls({ inputs, session, recent, deadline }: Placing): Promise<ContactRecord[]> {
  try {
    return await recent.of(inputs.identity, session, deadline);
  } catch (error) {
    const { name, message } = error as ApiError;
    const { cause, remedy } = requestFailure(name);
    const detail = message ? ` ("${message}")` : "";
    throw new Error(
      `no call is placed, since looking for earlier calls by SearchContacts failed: ${name}: ${cause}${detail}; ${remedy}`,
    );
  }
}

async function openCall(placing: Placing): Promise<Placed | undefined> {
  if (!placing.open) return undefined;
  const contactId = placing.open;
  const { instanceId } = placing.session.target;
  try {
    const record = await placing.session.ask("describeContact", (api) => api.describeContact(instanceId, contactId), {
      deadline: placing.deadline,
    });
    return usableByNonce(record, placing);
  } catch (error) {
    if ((error as ApiError).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Whether a call of this very request can serve: going on: watch it; passed within the window: adopt it. */
function usableAs(record: ContactRecord, attempt: number, placing: Placing): Placed | undefined {
  if (originOf(record).superseded || placing.settled.has(record.contactId)) return undefined;
  const nonce = nonceOf(placing.inputs, attempt);
  const call = { contactId: record.contactId, attempt, nonce };
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

/** Marks a call that is never to be adopted, and ends it if it still goes. Throws when it cannot be ended. */
async function supersede(placing: Placing, record: ContactRecord): Promise<void> {
  if (record.disconnectedAt === undefined) await endCall(placing, record.contactId);
  if (!originOf(record).superseded) await markSuperseded(placing.session, record.contactId, placing.deadline);
}

async function supersedeKnown(placing: Placing): Promise<void> {
  for (const { contactId, ended } of placing.superseded) {
    if (!ended) await endCall(placing, contactId);
    await markSuperseded(placing.session, contactId, placing.deadline);
  }
}

/** Best effort: a call that cannot be marked is still never adopted by whoever has it in its outputs. */
export async function markSuperseded(session: Session, contactId: string, deadline: number): Promise<void> {
  try {
    const { instanceId } = session.target;
    const mark = { [SUPERSEDED_ATTRIBUTE]: "true" };
    await session.ask("updateContactAttributes", (api) => api.updateContactAttributes(instanceId, contactId, mark), {
      deadline,
      once: true,
    });
  } catch {
    // See above.
  }
}

/** Stops a call and waits until Connect shows its end: two calls must never live at once. */
async function endCall(placing: Placing, contactId: string): Promise<void> {
  const { session, clock } = placing;
  const { instanceId } = session.target;
  const deadline = clock.now() + STOP_WAIT;
  try {
    if (await hasEnded(placing, contactId, deadline)) return;
    await session.ask("stopContact", (api) => api.stopContact(instanceId, contactId), { deadline });
    placing.log(`stopped the earlier call ${contactId}`);
    while (clock.now() < deadline) {
      if (await hasEnded(placing, contactId, deadline)) return;
      await clock.sleep(1_000);
    }
  } catch (error) {
    const { name } = error as ApiError;
    if (name === "ContactNotFoundException" || name === "ResourceNotFoundException") return;
    throw error;
  }
  throw new Error(`the earlier call ${contactId} is still going and could not be stopped; no new call is placed`);
}

async function hasEnded(placing: Placing, contactId: string, deadline: number): Promise<boolean> {
  const { session } = placing;
  const record = await session.ask(
    "describeContact",
    (api) => api.describeContact(session.target.instanceId, contactId),
    { deadline },
  );
  return record.disconnectedAt !== undefined;
}

async function dial(placing: Placing): Promise<Placed> {
  const { inputs, clock, deadline, firstAttempt } = placing;
  for (let attempt = firstAttempt; attempt < firstAttempt + TOKEN_WALK; attempt += 1) {
    const askedAt = placing.session.serviceNow();
    const contactId = await start(placing, attempt);
    const call: Placed = { contactId, attempt, nonce: nonceOf(inputs, attempt), how: "placed" };
    // What the outputs or this run know to have ended needs no second look.
    const known = placing.settled.has(contactId);
    const earlier = known ? undefined : await earlierCall(placing, contactId, askedAt);
    if (!known && !earlier) return call;
    const usable = earlier && isOfRequest(earlier, inputs) ? usableAs(earlier, attempt, placing) : undefined;
    if (usable) return usable;
    if (earlier && isOurs(earlier, inputs)) await supersede(placing, earlier);
    if (clock.now() >= deadline) break;
  }
  throw new Error("Connect keeps answering with calls of earlier deployments; change triggers or wait 7 days");
}

/** One start request: the same bytes for the same attempt, however often it is sent. */
async function start(placing: Placing, attempt: number): Promise<string> {
  const { inputs, session, deadline, awaitReadiness, firstAttempt } = placing;
  const request = startRequest(inputs, attempt, placing.requestChanged ? firstAttempt : undefined);
  const { contactId } = await session.ask(
    "startOutboundVoiceContact",
    (api) => api.startOutboundVoiceContact(request),
    { deadline, awaitReadiness },
  );
  placing.recent.note(contactId, inputs.identity);
  return contactId;
}

/** The contact, when the token gave back a call that was placed before it was asked for now. */
async function earlierCall(placing: Placing, contactId: string, askedAt: number | undefined) {
  if (askedAt === undefined) return undefined;
  try {
    const { instanceId } = placing.session.target;
    const record = await placing.session.ask("describeContact", (api) => api.describeContact(instanceId, contactId), {
      deadline: placing.deadline,
    });
    // Nobody can have superseded a call that was placed a moment ago.
    if (originOf(record).superseded) return record;
    // In doubt it is new: to take a new call for an old one would place a second.
    return record.initiatedAt !== undefined && record.initiatedAt < askedAt - JUST_NOW ? record : undefined;
  } catch {
    return undefined;
  }
}

/** A derived token cannot give back another request's call; a user's own can, and then the attributes tell. */
function isOfRequest(record: ContactRecord, inputs: VerificationCallInputs): boolean {
  if (!inputs.clientToken) return true;
  return isOurs(record, inputs) && originOf(record).fingerprint === fingerprintOf(inputs);
}

function isOurs(record: ContactRecord, inputs: VerificationCallInputs): boolean {
  return originOf(record).identity === inputs.identity;
}
