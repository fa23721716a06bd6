/** What was asked of the simulator, for tests: bounded, newest last. */

export interface LoggedRequest {
  /** Milliseconds, on the simulator's clock. */
  at: number;
  /** The operation, or method and path where there is none. */
  operation: string;
  status: number;
  account?: string;
  region?: string;
  accessKeyId?: string;
  input: unknown;
  /** The error's name, if the answer is one. */
  error?: string;
}

const MOST_ENTRIES = 5000;

export class RequestLog {
  private entries: LoggedRequest[] = [];
  /** How many requests there were, also those that the log no longer holds. */
  total = 0;

  add(entry: LoggedRequest): void {
    this.total += 1;
    this.entries.push(entry);
    if (this.entries.length > MOST_ENTRIES * 1.2) this.entries = this.entries.slice(-MOST_ENTRIES);
  }

  /** @param operation only requests of this operation */
  list(operation?: string): LoggedRequest[] {
    return operation === undefined ? [...this.entries] : this.entries.filter((each) => each.operation === operation);
  }

  count(operation?: string): number {
    return this.list(operation).length;
  }

  clear(): void {
    this.entries = [];
    this.total = 0;
  }
}
