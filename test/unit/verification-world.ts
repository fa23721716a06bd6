/**
 * A tiny telephone world in memory for unit tests of verification: contacts with scripts, tokens in world A or B, a
 * search that lags, a clock that only moves when everybody waits. It knows nothing that the port does not say.
 */
import { ApiError, type ConnectApi, type ContactRecord, type Operation } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Clock, Ports } from "../../verification/ports";
import type { Target } from "../../verification/target";

/** Moves to the next timer whenever nothing else is left to do. */
export class VirtualClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private timers: { at: number; fire: () => void }[] = [];
  private scheduled = false;

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = { at: this.time + milliseconds, fire: resolve };
      this.timers.push(timer);
      signal?.addEventListener("abort", () => {
        this.timers = this.timers.filter((other) => other !== timer);
        resolve();
      });
      this.schedule();
    });
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.timers.sort((a, b) => a.at - b.at);
      const next = this.timers.shift();
      if (!next) return;
      this.time = Math.max(this.time, next.at);
      next.fire();
      if (this.timers.length > 0) this.schedule();
    });
  }
}

/** How a called number behaves, in seconds from its start. */
export interface Script {
  answersAfter?: number;
  endsAfter: number;
  reason: string;
  /** The flow copies the nonce at its end. @default `true` for answered calls */
  proves?: boolean;
  /** What the flow leaves as proof. @default the call's own nonce */
  proof?: string;
  /** Seconds after the end at which reason and proof show. @default 0 */
  settlesAfter?: number;
  attributes?: Record<string, string>;
}

export const HEALTHY: Script = { answersAfter: 3, endsAfter: 10, reason: "CONTACT_FLOW_DISCONNECT" };
export const NO_ANSWER: Script = { endsAfter: 30, reason: "TELECOM_TIMEOUT" };
export const ENDLESS: Script = { answersAfter: 3, endsAfter: 100_000, reason: "CUSTOMER_DISCONNECT", proves: false };

export interface FakeContact {
  id: string;
  token: string;
  request: Record<string, unknown>;
  startedAt: number;
  stoppedAt?: number;
  script: Script;
  written: Record<string, string>;
  /** What it took from its related contact. */
  copied: Record<string, string>;
}

/**
 * What goes wrong: asked before (or after) the effect of each request; a returned error is thrown. "hang" never answers,
 * which is how the death of the process looks from here.
 */
export type Fault = (operation: Operation, count: number, when: "before" | "after") => ApiError | "hang" | undefined;

export class World {
  readonly clock = new VirtualClock();
  readonly contacts: FakeContact[] = [];
  readonly lines: string[] = [];
  readonly counts: Partial<Record<Operation, number>> = {};
  tokens: "A" | "B" = "A";
  /** What a token gives that comes with another request: its contact, or this error. */
  tokenMismatch: "returns" | ApiError = "returns";
  /** Seconds after its end at which a contact shows in search; calls that still go never do. */
  searchLag = 0;
  scripts: Script[] = [];
  fault: Fault = () => undefined;
  instance: { status: string; outboundCallsEnabled: boolean; createdAt?: number } = {
    status: "ACTIVE",
    outboundCallsEnabled: true,
  };
  flow = { state: "ACTIVE", status: "PUBLISHED", type: "CONTACT_FLOW" };
  queue: { status: string; outboundCallerIdNumberId?: string } = { status: "ENABLED", outboundCallerIdNumberId: "p" };
  ownNumbers = ["+12065550199"];
  account = "123456789012";
  mostAtOnce = 0;
  /** AWS support says that search leaves out calls that still go. */
  searchShowsOngoing = false;
  /** Where it does not, GetContactAttributes is the only source. */
  describeShowsAttributes = true;
  private dead: () => void = () => undefined;

  /** Resolves when a request hangs. */
  death(): Promise<void> {
    return new Promise((resolve) => {
      this.dead = resolve;
    });
  }

  ports(env: Record<string, string> = {}): Ports {
    return {
      clock: this.clock,
      random: () => 0.5,
      log: (line) => this.lines.push(line),
      connect: (target) => this.api(target),
      env: { AWS_REGION: "us-east-1", ...env },
    };
  }

  live(): FakeContact[] {
    return this.contacts.filter((contact) => !this.hasEnded(contact));
  }

  private hasEnded(contact: FakeContact): boolean {
    return contact.stoppedAt !== undefined || this.clock.now() >= contact.startedAt + contact.script.endsAfter * 1000;
  }

  record(contact: FakeContact): ContactRecord {
    const { script, startedAt, stoppedAt } = contact;
    const now = this.clock.now();
    const answer = script.answersAfter === undefined ? undefined : startedAt + script.answersAfter * 1000;
    const end = stoppedAt ?? startedAt + script.endsAfter * 1000;
    const answered = answer !== undefined && answer <= Math.min(now, end);
    const ended = end <= now;
    const own = contact.request.Attributes as Record<string, string>;
    const settled = end + (script.settlesAfter ?? 0) * 1000 <= now;
    const proved = settled && answered && stoppedAt === undefined && script.proves !== false;
    return {
      contactId: contact.id,
      arn: `arn:aws:connect:us-east-1:${this.account}:instance/i/contact/${contact.id}`,
      initiatedAt: startedAt,
      ...(answered ? { connectedAt: answer } : {}),
      ...(ended ? { disconnectedAt: end } : {}),
      ...(settled ? { disconnectReason: this.reasonOf(contact, answered) } : {}),
      attributes: {
        ...contact.copied,
        ...own,
        ...(proved ? { ringcheck_proof: script.proof ?? own.ringcheck_nonce ?? "", ...script.attributes } : {}),
        ...contact.written,
      },
    };
  }

  private reasonOf(contact: FakeContact, answered: boolean): string {
    if (contact.stoppedAt === undefined) return contact.script.reason;
    return answered ? "OTHER" : "TELECOM_ORIGINATOR_CANCEL";
  }

  private find(id: string): FakeContact {
    const contact = this.contacts.find((candidate) => candidate.id === id);
    if (!contact) throw new ApiError("ResourceNotFoundException", `no contact ${id}`);
    return contact;
  }

  private start(request: Record<string, unknown>): { contactId: string } {
    const token = String(request.ClientToken);
    const same = this.contacts.filter((contact) => contact.token === token);
    const known = this.tokens === "A" ? same[0] : same.find((contact) => !this.hasEnded(contact));
    if (known && this.tokenMismatch !== "returns" && JSON.stringify(known.request) !== JSON.stringify(request)) {
      throw this.tokenMismatch;
    }
    if (known) return { contactId: known.id };
    const script = this.scripts.shift() ?? HEALTHY;
    const id = `contact-${this.contacts.length + 1}`;
    const related = this.contacts.find((contact) => contact.id === request.RelatedContactId);
    const copied = related ? (this.record(related).attributes ?? {}) : {};
    this.contacts.push({ id, token, request, startedAt: this.clock.now(), script, written: {}, copied });
    this.mostAtOnce = Math.max(this.mostAtOnce, this.live().length);
    return { contactId: id };
  }

  private stop(id: string): void {
    const contact = this.find(id);
    if (this.hasEnded(contact)) throw new ApiError("ContactNotFoundException", "not active");
    contact.stoppedAt = this.clock.now();
  }

  private async answer<Answer>(operation: Operation, effect: () => Answer): Promise<Answer> {
    const count = (this.counts[operation] ?? 0) + 1;
    this.counts[operation] = count;
    await this.clock.sleep(50);
    await this.meet(operation, count, "before");
    const result = effect();
    await this.meet(operation, count, "after");
    return result;
  }

  private async meet(operation: Operation, count: number, when: "before" | "after"): Promise<void> {
    const fault = this.fault(operation, count, when);
    if (fault === "hang") {
      this.dead();
      await new Promise(() => undefined);
    }
    if (fault) throw fault;
  }

  api(_target?: Target): ConnectApi {
    return {
      startOutboundVoiceContact: (request) => this.answer("startOutboundVoiceContact", () => this.start(request)),
      describeContact: (_i, id) =>
        this.answer("describeContact", () => {
          const { attributes, ...record } = this.record(this.find(id));
          return this.describeShowsAttributes ? { ...record, attributes } : record;
        }),
      getContactAttributes: (_i, id) =>
        this.answer("getContactAttributes", () => this.record(this.find(id)).attributes ?? {}),
      updateContactAttributes: (_i, id, attributes) =>
        this.answer("updateContactAttributes", () => void Object.assign(this.find(id).written, attributes)),
      stopContact: (_i, id) => this.answer("stopContact", () => this.stop(id)),
      searchContacts: ({ from }) =>
        this.answer("searchContacts", () => ({
          contacts: this.contacts
            .filter((contact) => {
              const { disconnectedAt } = this.record(contact);
              if (disconnectedAt === undefined) return this.searchShowsOngoing;
              return disconnectedAt + this.searchLag * 1000 <= this.clock.now();
            })
            .filter((contact) => contact.startedAt >= from)
            .reverse()
            .map((contact) => ({ contactId: contact.id, initiatedAt: contact.startedAt })),
        })),
      describeInstance: () => this.answer("describeInstance", () => ({ ...this.instance })),
      describeContactFlow: () => this.answer("describeContactFlow", () => ({ ...this.flow })),
      describeQueue: () => this.answer("describeQueue", () => ({ ...this.queue })),
      hasPhoneNumber: (_i, number) => this.answer("hasPhoneNumber", () => this.ownNumbers.includes(number)),
      callerAccount: () => this.answer("callerAccount", () => this.account),
      serviceNow: () => this.clock.now(),
    };
  }
}

/** Inputs of a healthy verification. */
export function inputsFor(changes: Partial<VerificationCallInputs> = {}): VerificationCallInputs {
  return {
    instanceId: "11111111-2222-3333-4444-555555555555",
    contactFlowId: "66666666-7777-8888-9999-000000000000",
    destinationPhoneNumber: "+12065550100",
    sourcePhoneNumber: "+12065550199",
    identity: "identity-1",
    resourceName: "smoke",
    ...changes,
  };
}
