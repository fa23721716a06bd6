/** What exists once for all accounts and regions: instance aliases (they are host names) and phone numbers. */
import type { Store } from "./store";

export interface AliasHolder {
  account: string;
  region: string;
  instanceId: string;
}

export interface NumberHolder {
  account: string;
  region: string;
  numberId: string;
  /** Set while a released number cools down: until then nobody can claim it. Milliseconds. */
  coolsUntil?: number;
}

export class Shared {
  /** What each search began with, by what was searched for. Not stored: it only spreads those who ask at one time. */
  private readonly firstOffers = new Map<string, string>();

  constructor(private readonly store: Store) {}

  /**
   * Where a search for numbers begins: behind the one with which the search before began, so that two clients that
   * search at once and claim what they find first do not claim the same.
   */
  nextOffer(searchedFor: string, free: readonly string[]): string {
    const last = this.firstOffers.get(searchedFor) ?? "";
    const next = free.find((number) => number > last) ?? free[0] ?? "";
    this.firstOffers.set(searchedFor, next);
    return next;
  }

  alias(name: string): AliasHolder | undefined {
    return this.store.read(["*", "alias", name.toLowerCase()]);
  }

  holdAlias(name: string, holder: AliasHolder): void {
    this.store.write(["*", "alias", name.toLowerCase()], holder);
  }

  freeAlias(name: string): void {
    this.store.remove(["*", "alias", name.toLowerCase()]);
  }

  number(phoneNumber: string): NumberHolder | undefined {
    return this.store.read(["*", "number", phoneNumber]);
  }

  holdNumber(phoneNumber: string, holder: NumberHolder): void {
    this.store.write(["*", "number", phoneNumber], holder);
  }
}
