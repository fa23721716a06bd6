/** One request to the service, from bytes to an answer: who asks, which operation, is it well formed, what comes of it. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { partitionOf } from "../arns";
import { errorNamed, ServiceError } from "../errors";
import { handlers } from "../handlers";
import { answerQuery, errorAnswer } from "../handlers/query-services";
import { operations } from "../model/table";
import { isReadOnly } from "../operations";
import { checkRequest } from "../validate";
import type { World } from "../world";
import type { Buckets } from "./buckets";
import { type Caller, callerOf } from "./caller";
import type { FaultRule, Faults } from "./faults";
import type { LoggedRequest, RequestLog } from "./request-log";
import { membersOf, readBody } from "./requests";
import { type Found, Router } from "./router";
import { verifySignature } from "./signature";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Instead of being answered, the connection is closed. */
  drop?: boolean;
}

/** One answer as it went over the wire, and what it answered. */
export interface ObservedExchange {
  /** The operation, or method and path where there is none. */
  operation: string;
  /** The operation's input, as its members are named in the API. */
  input: unknown;
  /** The HTTP status. */
  status: number;
  /** The HTTP headers. */
  headers: Record<string, string>;
  /** The body, byte for byte. */
  body: string;
}

/** A request as far as it is understood. */
interface Exchange {
  requestId: string;
  operation: string;
  caller?: Caller;
  input?: unknown;
}

export class Service {
  private readonly router = new Router();

  constructor(
    private readonly world: World,
    private readonly faults: Faults,
    private readonly buckets: Buckets,
    private readonly log: RequestLog,
    private readonly observe: ((exchange: ObservedExchange) => void) | undefined,
  ) {}

  async answer(request: IncomingMessage): Promise<Answer> {
    const exchange: Exchange = { requestId: randomUUID(), operation: "" };
    const answer = await this.understand(request, exchange);
    if (!answer.drop) this.observe?.({ ...answer, operation: exchange.operation, input: exchange.input });
    return answer;
  }

  private async understand(request: IncomingMessage, exchange: Exchange): Promise<Answer> {
    const url = request.url ?? "/";
    const path = url.split("?")[0] ?? "/";
    exchange.operation = `${request.method} ${path.slice(0, 200)}`;
    const isQuery = request.method === "POST" && path === "/";
    try {
      const body = await readBody(request);
      const caller = callerOf(request.headers, this.world.settings.accountId);
      exchange.caller = caller;
      if (this.world.settings.checkSignatures) {
        verifySignature(request, body, caller, this.world.settings.secretAccessKey);
      }
      if (isQuery) return await this.query(body, caller, exchange);
      return await this.connect(request, url, body, caller, exchange);
    } catch (error) {
      return isQuery ? this.queryFailure(error, exchange) : this.failure(error, exchange);
    }
  }

  private async connect(request: IncomingMessage, url: string, body: Buffer, caller: Caller, exchange: Exchange) {
    const [path = "/", query = ""] = splitOnce(url, "?");
    const found = this.router.find(request.method ?? "", path);
    if (!found)
      throw new ServiceError(
        "UnknownOperationException",
        `There is no operation ${request.method} ${path.slice(0, 200)}`,
      );
    exchange.operation = found.operation;
    const fault = await this.beforeEffect(found.operation);
    if (fault?.drop === "before") return this.dropped(exchange);
    this.buckets.take(found.operation, caller.account, caller.region, this.world.clock.now());
    const input = checkedInput(found, new URLSearchParams(query), request, body);
    exchange.input = input;
    const handler = handlers[found.operation];
    if (!handler) throw new Error(`no handler for ${found.operation}`);
    const readOnly = isReadOnly(found.operation);
    const output = this.world.perform(caller.account, caller.region, readOnly, (context) => handler(context, input));
    if (fault?.drop === "after") return this.dropped(exchange);
    return this.success(output === undefined ? "" : JSON.stringify(output), "application/json", exchange);
  }

  private async query(body: Buffer, caller: Caller, exchange: Exchange): Promise<Answer> {
    const form = new URLSearchParams(body.toString("utf8"));
    const fault = await this.beforeEffect(form.get("Action") ?? "");
    if (fault?.drop) return this.dropped(exchange);
    const answer = answerQuery(form, caller, partitionOf(caller.region), exchange.requestId);
    exchange.operation = answer.operation.slice(0, 200);
    return this.xml(answer, exchange);
  }

  private queryFailure(error: unknown, exchange: Exchange): Answer {
    const known = error instanceof ServiceError ? error : unexpected(error);
    return this.xml(errorAnswer(known.name, known.message, exchange.requestId, known.status), exchange);
  }

  private xml({ status, xml, error }: { status: number; xml: string; error?: string }, exchange: Exchange): Answer {
    this.note(exchange, status, error);
    return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": exchange.requestId }, body: xml };
  }

  /** Faults that act before the request has any effect. */
  private async beforeEffect(operation: string): Promise<FaultRule | undefined> {
    const fault = this.faults.meet(operation);
    if (fault?.delaySeconds) await this.sleep(fault.delaySeconds * 1000);
    if (fault?.error && !fault.drop) throw errorNamed(fault.error, fault.message ?? "Injected by a fault rule");
    return fault;
  }

  private sleep(milliseconds: number): Promise<void> {
    const { clock } = this.world;
    return new Promise((resolve) => clock.at(clock.now() + milliseconds, resolve));
  }

  private success(body: string, type: string, exchange: Exchange): Answer {
    this.note(exchange, 200);
    return { status: 200, headers: { "content-type": type, "x-amzn-requestid": exchange.requestId }, body };
  }

  private dropped(exchange: Exchange): Answer {
    this.note(exchange, 0, "connection dropped");
    return { status: 0, headers: {}, body: "", drop: true };
  }

  private failure(error: unknown, exchange: Exchange): Answer {
    const known = error instanceof ServiceError ? fitting(error, exchange.operation) : unexpected(error);
    this.note(exchange, known.status, known.name);
    const headers = {
      "content-type": "application/json",
      "x-amzn-requestid": exchange.requestId,
      "x-amzn-errortype": known.name,
    };
    return { status: known.status, headers, body: JSON.stringify(known.body()) };
  }

  private note(exchange: Exchange, status: number, error?: string): void {
    const { operation, input, caller } = exchange;
    const entry: LoggedRequest = { at: this.world.clock.now(), operation, status, input, error };
    if (caller)
      Object.assign(entry, { account: caller.account, region: caller.region, accessKeyId: caller.accessKeyId });
    this.log.add(entry);
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** @throws the service's error for requests that break its constraints, or 501 for an operation that is not served */
function checkedInput(found: Found, query: URLSearchParams, request: IncomingMessage, body: Buffer) {
  const row = operations[found.operation];
  if (!row?.input) {
    throw new ServiceError("NotImplementedException", `The simulator does not serve ${found.operation}`);
  }
  const raw = membersOf(row, found.pathValues, query, request.headers, body);
  const { input, problems } = checkRequest(row.input, raw);
  if (problems.length === 0) return input;
  throw new ServiceError("InvalidParameterException", problems.slice(0, 20).join("; "));
}

/** What an operation answers whose model does not list an error, in the order of preference. */
const SUBSTITUTES: Record<string, string[]> = {
  InvalidParameterException: ["InvalidRequestException"],
  InvalidRequestException: ["InvalidParameterException"],
  SerializationException: ["InvalidRequestException", "InvalidParameterException"],
  ResourceNotFoundException: ["InvalidParameterException", "InvalidRequestException"],
};

/** The error by a name that the operation's model lists. */
function fitting(error: ServiceError, operation: string): ServiceError {
  const listed = operations[operation]?.errors;
  if (!listed || listed.includes(error.name)) return error;
  const name = SUBSTITUTES[error.name]?.find((each) => listed.includes(each));
  return name === undefined ? error : new ServiceError(name, error.message);
}

/** A fault of the simulator itself: the one case of a 500, with the message that a report of it needs. */
function unexpected(error: unknown): ServiceError {
  const message = error instanceof Error ? error.message : String(error);
  const fault = new ServiceError("InternalServiceException", `The simulator failed: ${message}`);
  return fault;
}
