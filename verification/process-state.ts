/** What lives as long as the provider process: clients, rates, turns and the look at the recent past. */
import type { ConnectApi } from "./connect-api";
import { Shared, type Slots, type TokenBucket } from "./pacing";
import type { Clock, Ports } from "./ports";
import { RecentCalls } from "./recent-calls";
import { Session } from "./session";
import type { Target } from "./target";

/** What all verifications of one process share. */
export class ProcessState {
  readonly buckets = new Shared<TokenBucket>();
  readonly slots = new Shared<Slots>();
  readonly destinations = new Shared<Slots>();
  readonly recent: RecentCalls;

  private readonly apis = new Shared<ConnectApi>();

  constructor(clock: Clock) {
    this.recent = new RecentCalls(clock);
  }

  /** Requests to a target; all sessions with the same credentials and endpoint share one client. */
  session(target: Target, ports: Ports): Session {
    const { region, profile, roleArn, externalId, endpoint } = target;
    const key = JSON.stringify([region, profile, roleArn, externalId, endpoint]);
    return new Session(
      target,
      this.apis.get(key, () => ports.connect(target)),
      this.buckets,
      ports,
    );
  }
}
