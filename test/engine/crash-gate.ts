/**
 * A gate on the way to the simulator: it holds a chosen request before it arrives, or its answer, so that a test knows
 * exactly how far a process has come when it kills it. Time stands still unless a request moves it.
 */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { ManualClock } from "../../simulator";

/** One request as the gate sees it. */
export interface Passing {
  operation: string;
  contactId?: string;
  /** How many of this operation came through this gate, about this contact where it is about one. */
  nth: number;
  /** The answer's body, once there is one. */
  answer?: string;
}

/** How a gate treats what passes. */
export interface Rules {
  /** What to hold: asked before the request goes on, and again with its answer. From then on everything is held. */
  holds?: (passing: Passing) => boolean;
  /** By how many seconds a request moves time before it goes on. */
  moves: (passing: Passing) => number;
}

const ROUTES: [operation: string, method: string, path: RegExp][] = [
  ["StartOutboundVoiceContact", "PUT", /^\/contact\/outbound-voice$/],
  ["DescribeContact", "GET", /^\/contacts\/[^/]+\/([^/]+)$/],
  ["SearchContacts", "POST", /^\/search-contacts$/],
  ["StopContact", "POST", /^\/contact\/stop$/],
];

export class Gate {
  /** Resolves when a request is held. */
  readonly held: Promise<void>;
  private readonly counts = new Map<string, number>();
  private readonly released: Promise<void>;
  private dropped = false;
  private rules: Rules;
  private noteHeld: () => void = () => undefined;
  private noteReleased: () => void = () => undefined;

  private constructor(
    private readonly target: string,
    private readonly clock: ManualClock,
    private readonly server: http.Server,
    rules: Rules,
  ) {
    this.rules = rules;
    this.held = new Promise((resolve) => {
      this.noteHeld = resolve;
    });
    this.released = new Promise((resolve) => {
      this.noteReleased = resolve;
    });
  }

  static async start(target: string, clock: ManualClock, rules: Rules): Promise<Gate> {
    const server = http.createServer();
    const gate = new Gate(target, clock, server, rules);
    server.on("request", (request, response) => void gate.pass(request, response).catch(() => response.destroy()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return gate;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many requests of an operation came. */
  count(operation: string): number {
    return this.counts.get(operation) ?? 0;
  }

  /** Lets what is held go on. Time stands still for it from now on. */
  release(): void {
    this.rules = { moves: () => 0 };
    this.noteReleased();
  }

  /** Whoever sent what is held was killed: none of it goes on, and nothing that comes later. */
  drop(): void {
    this.dropped = true;
    this.release();
  }

  async stop(): Promise<void> {
    this.drop();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const passing = this.understood(request);
    await this.hold(passing);
    // Not read from the connection: that it has closed may be noticed later than that its owner is dead.
    if (this.dropped) return void response.destroy();
    const seconds = this.rules.moves(passing);
    if (seconds > 0) await this.clock.advance(seconds * 1000);
    const answer = await this.forward(request, body);
    const text = await bytesOf(answer);
    await this.hold({ ...passing, answer: text.toString("utf8") });
    if (this.dropped) return void response.destroy();
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    response.end(text);
  }

  private understood(request: http.IncomingMessage): Passing {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const route = ROUTES.find(([, method, pattern]) => method === request.method && pattern.test(path));
    const operation = route?.[0] ?? "other";
    const contactId = route?.[2].exec(path)?.[1];
    const key = contactId ?? operation;
    const nth = this.count(key) + 1;
    this.counts.set(key, nth);
    return { operation, nth, ...(contactId ? { contactId } : {}) };
  }

  private async hold(passing: Passing): Promise<void> {
    if (!this.rules.holds?.(passing)) return;
    this.rules = { ...this.rules, holds: () => true };
    this.noteHeld();
    await this.released;
  }

  private forward(request: http.IncomingMessage, body: Buffer): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { method, url, headers } = request;
      const onward = http.request(`${this.target}${url}`, { method, headers }, resolve);
      onward.on("error", reject);
      onward.end(body);
    });
  }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
