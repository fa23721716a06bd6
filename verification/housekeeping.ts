/**
 * What refresh and destroy do with calls that exist: look, mark, stop. Bounded, never an error: a state must always be
 * readable and deletable, with or without a network, an instance or credentials.
 */
import { DELETED } from "../flow/proof";
import { bounded } from "./bounded";
import { ApiError } from "./connect-api";
import type { VerificationCallState } from "./inputs";
import { inputsOf } from "./inputs";
import type { Ports } from "./ports";
import type { ProcessState } from "./process-state";
import { sentenceOf } from "./sentences";
import type { Session } from "./session";
import type { Settings } from "./settings";
import { recentAttempts } from "./state";
import { markSuperseded } from "./supersede";
import { targetOf } from "./target";

/** How long one of these may talk to Connect, in milliseconds. */
export const HOUSEKEEPING_BOUND = 10_000;

/** How many ended calls are marked: as many as the rates allow within the bound. The latest come first. */
const FORGOTTEN_AT_MOST = 10;

/** Looks whether the contact is still in Connect. A line when it is not; nothing otherwise, nor when nobody answers. */
export async function lookAt(
  state: VerificationCallState,
  settings: Settings,
  ports: Ports,
  shared: ProcessState,
): Promise<string | undefined> {
  const { contactId } = state;
  if (!contactId) return undefined;
  try {
    await within(state, settings, ports, shared, async (session, deadline) => {
      await session.describe(contactId, deadline);
    });
  } catch (error) {
    const gone = error instanceof ApiError && error.name === "ResourceNotFoundException";
    if (gone) return `contact ${contactId} is no longer in Connect; its evidence is kept`;
  }
  return undefined;
}

/** Marks the calls of a state so that nobody adopts them, and stops those that still go. A line when that failed. */
export async function forgetCalls(
  state: VerificationCallState,
  settings: Settings,
  ports: Ports,
  shared: ProcessState,
): Promise<string | undefined> {
  const calls = callsToForget(state, ports.clock.now());
  if (calls.length === 0) return undefined;
  try {
    await within(state, settings, ports, shared, async (session, deadline) => {
      await Promise.all(calls.map((contactId) => forget(session, contactId, deadline)));
    });
    return undefined;
  } catch (error) {
    return `the call could not be looked up or stopped: ${sentenceOf(error, inputsOf(state))}`;
  }
}

/** Those that may still go, and those that a resource of the same name could adopt or would count among its own. */
function callsToForget(state: VerificationCallState, now: number): string[] {
  const attempts = Array.isArray(state.attempts) ? state.attempts : [];
  const open = attempts.filter(({ endedAt }) => !endedAt);
  const today = recentAttempts(attempts, now).slice(-FORGOTTEN_AT_MOST);
  return [...new Set([state.contactId, ...[...today, ...open].reverse().map((attempt) => attempt.contactId)])].filter(
    (id) => id !== undefined,
  );
}

async function forget(session: Session, contactId: string, deadline: number): Promise<void> {
  const { instanceId } = session.target;
  try {
    const record = await session.describe(contactId, deadline);
    // Stop first: a call that goes on costs money, a mark only helps the next look.
    if (record.disconnectedAt === undefined) {
      await session.ask("stopContact", (api) => api.stopContact(instanceId, contactId), { deadline });
    }
    await markSuperseded(session, contactId, deadline, DELETED);
  } catch (error) {
    const gone = error instanceof ApiError && /^(ResourceNotFound|ContactNotFound)Exception$/.test(error.name);
    if (!gone) throw error;
  }
}

async function within(
  state: VerificationCallState,
  settings: Settings,
  ports: Ports,
  shared: ProcessState,
  work: (session: Session, deadline: number) => Promise<void>,
): Promise<void> {
  const inputs = inputsOf(state);
  const region = state.placedRegion;
  const target = targetOf(region ? { ...inputs, aws: { ...inputs.aws, region } } : inputs, settings.region, ports.env);
  const session = shared.session(target, ports);
  const deadline = ports.clock.now() + HOUSEKEEPING_BOUND;
  await bounded(
    ports.clock,
    HOUSEKEEPING_BOUND,
    () => work(session, deadline),
    () => undefined,
  );
}
