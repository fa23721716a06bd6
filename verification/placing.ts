/** What placing a call needs to know, and what it comes to: shared by the look, the dialling and the superseding. */
import type { ContactRecord } from "./connect-api";
import type { VerificationCallInputs } from "./inputs";
import type { Policy } from "./policy";
import type { Clock } from "./ports";
import type { RecentCalls } from "./recent-calls";
import type { Session } from "./session";

/** How many used-up slots one placing walks past; the deadline bounds it as well. */
export const SLOT_WALK = 500;

/** What placing needs to know. Times by the local clock, in milliseconds. */
export interface Placing {
  inputs: VerificationCallInputs;
  expect: Policy["expect"];
  session: Session;
  clock: Clock;
  recent: RecentCalls;
  deadline: number;
  /**
   * The slot to begin with: the one after the outputs' last. Every run on the same outputs begins with the same one,
   * whatever it asks for, and walks on only past slots whose calls had ended before. So a live call of a dead run is met
   * on the way in both worlds, whatever search shows. (In world B a slot whose call has ended simply dials again.)
   */
  firstSlot: number;
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
  /** Throws one sentence when no further call may be placed. Asked before each request to dial. */
  brake(): void;
  /** Takes note of a call of this resource that cannot serve: of a run that died before it could write of it. */
  met(record: ContactRecord): void;
  /** Takes note of how a call ended that this one takes the place of; with a reason where it was stopped for that. */
  ended(record: ContactRecord, stoppedBecause?: string): void;
  log(line: string): void;
}

/** The call of this attempt. */
export interface Placed {
  contactId: string;
  /** The number under which its token was asked for. */
  slot: number;
  nonce: string;
  how: "placed" | "resumed" | "adopted";
}
