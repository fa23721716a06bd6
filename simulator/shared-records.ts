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
  constructor(private readonly store: Store) {}

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
