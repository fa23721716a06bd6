/**
 * How long the service remembers: contacts, and what nobody can list, client tokens and how often instances and numbers
 * came and went. The latter are forgotten when they have outlived that, so that a state folder does not grow by them
 * for ever.
 */
import type { Context } from "./context";

const DAY_MS = 24 * 3600 * 1000;

/** A ClientToken. Source: API reference. */
export const TOKEN_LIFETIME_MS = 7 * DAY_MS;

/** The window in which creates and deletes of instances are counted. Source: administrator guide. */
export const INSTANCE_CHURN_MS = 30 * DAY_MS;

/** How long a released number can be claimed by nobody, and counts. Source: administrator guide, "up to 180 days". */
export const COOL_DOWN_MS = 180 * DAY_MS;

/** For how long the service has a contact, from its beginning on. Source: API reference, DescribeContact. */
const CONTACT_MONTHS = 24;

/** Whether the service still has a contact. The simulator keeps all, as evidence of what was called. */
export function isKept(contact: { initiatedAt: number }, now: number): boolean {
  const until = new Date(contact.initiatedAt);
  until.setUTCMonth(until.getUTCMonth() + CONTACT_MONTHS);
  return now < until.getTime();
}

/** Forgets what is too old in the caller's part of the world, at most once a day. Only inside a transaction. */
export function forgetOld({ store, now }: Pick<Context, "store" | "now">): void {
  const last = store.get("swept");
  if (last !== undefined && now - last < DAY_MS) return;
  store.put("swept", [], now);
  store.removeUntil(now - TOKEN_LIFETIME_MS, "token");
  store.removeUntil(now - INSTANCE_CHURN_MS, "churn", "instance");
  store.removeUntil(now - COOL_DOWN_MS, "churn", "number");
}
