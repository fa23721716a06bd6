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
  /** The highest attempt number that the outputs know. */
  lastAttempt: number;
  /** Calls that the outputs know to have ended: judged already, never adopted. */
  settled: ReadonlySet<string>;
  /** Calls of the outputs that this one supersedes, latest first. */
  superseded: readonly { contactId: string; ended: boolean }[];
  /** A call of this very request whose end the outputs do not know: resumed before anything else. */
  open?: { contactId: string; attempt: number };
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
}

/** Finds or places the call. Throws an ApiError, or an Error with one sentence, when there is no call. */
export async function placeCall(placing: Placing): Promise<Placed> {
  const found = placing.lookFirst ? await lookForOurs(placing) : { highest: placing.lastAttempt };
  if (found.call) return found.call;
  await supersedeKnown(placing);
  placing.brake();
  return await dial(placing, found.highest + 1);
}

interface Found {
  call?: Placed;
  highest: number;
}

async function lookForOurs(placing: Placing): Promise<Found> {
  const { inputs } = placing;
  const mine = fingerprintOf(inputs);
  let highest = placing.lastAttempt;
  let call = await openCall(placing);
  for (const record of await earlierCalls(placing)) {
    const origin = originOf(record);
    const attempt =
      origin.fingerprint === mine ? attemptOfNonce(inputs, origin.nonce, placing.lastAttempt + TOKEN_WALK) : undefined;
    highest = Math.max(highest, attempt ?? 0);
    const usable = attempt !== undefined && !call ? usableAs(record, attempt, placing) : undefined;
    if (record.contactId === call?.contactId) continue;
    if (usable) call = usable;
    else if (!origin.superseded && !placing.settled.has(record.contactId)) await supersede(placing, record);
  }
  return call ? { call, highest } : { highest };
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
  const { contactId, attempt } = placing.open;
  const { instanceId } = placing.session.target;
  try {
    const record = await placing.session.ask("describeContact", (api) => api.describeContact(instanceId, contactId), {
      deadline: placing.deadline,
    });
    return usableAs(record, attempt, placing);
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
  await markSuperseded(placing.session, record.contactId, placing.deadline);
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

async function dial(placing: Placing, firstAttempt: number): Promise<Placed> {
  const { inputs, session, clock, deadline, awaitReadiness } = placing;
  const last = firstAttempt + TOKEN_WALK;
  for (let attempt = firstAttempt; attempt < last; attempt += 1) {
    const request = startRequest(inputs, attempt, placing.requestChanged ? placing.lastAttempt + 1 : undefined);
    const askedAt = session.serviceNow();
    const { contactId } = await session.ask(
      "startOutboundVoiceContact",
      (api) => api.startOutboundVoiceContact(request),
      { deadline, awaitReadiness },
    );
    placing.recent.note(contactId, inputs.identity);
    const call: Placed = { contactId, attempt, nonce: nonceOf(inputs, attempt), how: "placed" };
    const earlier = await earlierCall(placing, contactId, askedAt);
    if (!earlier) return call;
    const usable = isOfRequest(earlier, inputs) ? usableAs(earlier, attempt, placing) : undefined;
    if (usable) return usable;
    if (isOurs(earlier, inputs)) await supersede(placing, earlier);
    if (clock.now() >= deadline) break;
  }
  throw new Error("Connect keeps answering with calls of earlier deployments; change triggers or wait 7 days");
}

/** The contact, when the token gave back a call that was placed before it was asked for now. */
async function earlierCall(placing: Placing, contactId: string, askedAt: number | undefined) {
  if (askedAt === undefined) return undefined;
  try {
    const { instanceId } = placing.session.target;
    const record = await placing.session.ask("describeContact", (api) => api.describeContact(instanceId, contactId), {
      deadline: placing.deadline,
    });
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
