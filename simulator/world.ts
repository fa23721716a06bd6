/** Everything behind the wire, in one place: the store, the clock, the telephone network, and how work is done on them. */
import type { Clock, Timer } from "./clock";
import type { Context } from "./context";
import { Lambdas } from "./lambdas";
import { forgetOld } from "./lifetimes";
import { Partition } from "./records";
import type { Settings } from "./settings";
import { Shared } from "./shared-records";
import type { Store } from "./store";
import { Calls } from "./telephony/calls";
import type { NumberBook } from "./telephony/scripted-numbers";

const CLOCK_KEY = ["*", "clock"];

export class World {
  readonly shared: Shared;
  readonly calls: Calls;
  readonly lambdas = new Lambdas();
  private timer: Timer | undefined;
  private closed = false;

  constructor(
    readonly store: Store,
    readonly clock: Clock,
    readonly settings: Settings,
    readonly numbers: NumberBook,
  ) {
    this.shared = new Shared(store);
    this.calls = new Calls(store, this.shared, settings, numbers);
    // A clock that was faster than the wall's must not be set back by a restart.
    clock.notBefore(store.read<number>(CLOCK_KEY) ?? 0);
  }

  /** Takes up the calls that were going when the store was last used. */
  resume(): void {
    this.settle();
  }

  /** Runs `work` for a caller after everything that is due has happened; what it changes is committed, or nothing. */
  perform<T>(account: string, region: string, readOnly: boolean, work: (context: Context) => T): T {
    const now = this.clock.now();
    if (this.calls.isDue(now)) this.change(now, () => undefined);
    const context = this.contextFor(account, region, now);
    if (readOnly) return work(context);
    return this.change(now, () => {
      forgetOld(context);
      return work(context);
    });
  }

  /** Lets everything happen that is due by now. */
  settle(): void {
    const now = this.clock.now();
    if (this.calls.isDue(now)) this.change(now, () => undefined);
    else this.afterChange();
  }

  /** Comes to rest when everything that is due has happened and no function is running that a call waits for. */
  async settled(): Promise<void> {
    this.settle();
    await this.lambdas.settled((invocation) => this.calls.isAwaited(invocation));
  }

  close(): void {
    this.closed = true;
    this.timer?.cancel();
  }

  private change<T>(now: number, work: () => T): T {
    try {
      const result = this.store.transaction(() => {
        this.calls.settle(now);
        const done = work();
        this.store.write(CLOCK_KEY, now);
        return done;
      });
      return result;
    } catch (error) {
      this.calls.reload();
      throw error;
    } finally {
      this.afterChange();
    }
  }

  private contextFor(account: string, region: string, now: number): Context {
    const { shared, clock, settings, calls } = this;
    return { store: new Partition(this.store, account, region), shared, clock, now, settings, calls };
  }

  /** Sets the timer for what comes next, and asks the functions that flows wait for. */
  private afterChange(): void {
    if (this.closed) return;
    for (const invocation of this.calls.takeInvocations()) {
      this.lambdas.invoke(invocation, (exit, external) => {
        if (this.closed) return;
        const at = this.clock.now();
        this.change(at, () => this.calls.lambdaAnswered(invocation, exit, external, at));
      });
    }
    this.timer?.cancel();
    const next = this.calls.nextDue();
    this.timer = next === undefined ? undefined : this.clock.at(next, () => this.settle());
  }
}
