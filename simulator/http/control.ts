/**
 * The simulator's own controls over HTTP, under a path that Connect does not have, so that another process can read
 * and steer what a test in this process does through the object.
 */
import type { IncomingMessage } from "node:http";
import { ManualClock } from "../clock";
import { ServiceError } from "../errors";
import { type Filter, inventoryOf, listContacts } from "../inspection";
import { checkSettings, type Settings } from "../settings";
import type { ScriptedNumber } from "../telephony/scripted-numbers";
import type { World } from "../world";
import type { Buckets } from "./buckets";
import type { FaultRule, Faults } from "./faults";
import type { RequestLog } from "./request-log";
import { readBody } from "./requests";
import type { Answer } from "./service";

export const CONTROL_PREFIX = "/_ringcheck/";

type Action = (query: URLSearchParams, body: unknown) => unknown;

export class Control {
  private readonly actions: Record<string, Action>;

  constructor(world: World, faults: Faults, buckets: Buckets, log: RequestLog) {
    this.actions = {
      "GET health": () => ({ ok: true, now: world.clock.now() }),
      "GET contacts": (query) => listContacts(world.store, filterFrom(query)),
      "GET inventory": () => inventoryOf(world.store),
      "GET requests": (query) => ({ total: log.total, requests: log.list(query.get("operation") ?? undefined) }),
      "DELETE requests": () => log.clear(),
      "GET numbers": () => world.numbers.list(),
      "PUT numbers": (_query, body) => world.numbers.add(body as ScriptedNumber),
      "GET faults": () => faults.list(),
      "PUT faults": (_query, body) => faults.add(body as FaultRule),
      "DELETE faults": () => faults.clear(),
      "GET buckets": () => buckets.exceeded,
      "GET settings": () => world.settings,
      "PUT settings": (_query, body) => changeSettings(world.settings, body),
      "GET clock": () => ({ now: world.clock.now() }),
      "PUT clock": (_query, body) => advance(world, body),
    };
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    try {
      refuseForeign(request);
      const body = await readBody(request);
      const url = new URL(request.url ?? "/", "http://localhost");
      const name = `${request.method} ${url.pathname.slice(CONTROL_PREFIX.length)}`;
      const action = Object.hasOwn(this.actions, name) ? this.actions[name] : undefined;
      if (!action) return json(404, { message: `there is no control ${name.slice(0, 100)}` });
      const result = await action(url.searchParams, body.length > 0 ? JSON.parse(body.toString("utf8")) : undefined);
      return json(200, result ?? {});
    } catch (error) {
      const status = error instanceof ServiceError ? error.status : 400;
      return json(status, { message: error instanceof Error ? error.message : String(error) });
    }
  }
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** A web page must not steer the simulator: browsers name their origin, and a foreign name that leads here is refused. */
function refuseForeign(request: IncomingMessage): void {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (request.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost|\[::1\])$/.test(host)) {
    throw new ServiceError("AccessDeniedException", "the controls are for programs on this machine");
  }
}

function filterFrom(query: URLSearchParams): Filter {
  const { instanceId, contactId, account } = Object.fromEntries(query) as Record<string, string | undefined>;
  return { instanceId, contactId, account };
}

/** @throws Error that names a switch that does not exist or cannot have its value; then nothing is changed */
function changeSettings(settings: Settings, body: unknown): void {
  const given = (body ?? {}) as Partial<Settings>;
  checkSettings(given as Record<string, unknown>);
  const { quotas, ...rest } = given;
  Object.assign(settings, rest);
  Object.assign(settings.quotas, quotas ?? {});
}

async function advance(world: World, body: unknown): Promise<{ now: number }> {
  const by = (body as { advanceSeconds?: unknown } | undefined)?.advanceSeconds;
  if (typeof by !== "number" || !(by >= 0)) throw new Error("advanceSeconds must be 0 or more");
  if (world.clock instanceof ManualClock) await world.clock.advance(by * 1000);
  else world.clock.notBefore(world.clock.now() + by * 1000);
  await world.settled();
  return { now: world.clock.now() };
}
