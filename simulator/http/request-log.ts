/** What was asked of the simulator, for tests: bounded, newest last. */

/** One request, and what became of it. */
export interface LoggedRequest {
  /** Milliseconds, on the simulator's clock. */
  at: number;
  /** The operation, or method and path where there is none. */
  operation: string;
  /** The HTTP status of the answer. */
  status: number;
  /** The caller's account; absent where the request says nothing of a caller. */
  account?: string;
  /** The Region that was asked; absent where the request does not say. */
  region?: string;
  /** The caller's access key; absent where the request is not signed. */
  accessKeyId?: string;
  /** The operation's input, as its members are named in the API. */
  input: unknown;
  /** The error's name; absent where the answer is none. */
  error?: string;
}

const MOST_ENTRIES = 5000;

/** The latest requests, oldest first. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  /** How many requests there were, also those that the log no longer holds. */
  total = 0;

  /** Notes a request. */
  add(entry: LoggedRequest): void {
    this.total += 1;
    this.entries.push(entry);
    if (this.entries.length > MOST_ENTRIES * 1.2) this.entries = this.entries.slice(-MOST_ENTRIES);
  }

  /** The requests that the log holds. @param operation only requests of this operation */
  list(operation?: string): LoggedRequest[] {
    return operation === undefined ? [...this.entries] : this.entries.filter((each) => each.operation === operation);
  }

  /** How many of them there are. @param operation only requests of this operation */
  count(operation?: string): number {
    return this.list(operation).length;
  }

  /** Forgets them, and what it counted. */
  clear(): void {
    this.entries = [];
    this.total = 0;
  }
}
