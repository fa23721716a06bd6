/**
 * 10,000 malformed and random requests, generated from the service model with a fixed seed: none is answered with a
 * 500, none ends the simulator, and none leaves memory behind. Another seed: RINGCHECK_FUZZ_SEED=n.
 */
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import * as sdk from "@aws-sdk/client-connect";
import { operations } from "../../simulator/model/table";
import { type ModelShape, serviceModel } from "./service-model";
import { type CallCentre, clientOf, GREET, TestWorld } from "./simulator-harness";

const REQUESTS = 10_000;
const SEED = Number(process.env.RINGCHECK_FUZZ_SEED ?? 20_170_808);
const MOST_GROWTH_BYTES = 150 * 1024 * 1024;

/** A small generator whose sequence a seed fixes. */
class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

const STRANGE: unknown[] = [
  null,
  "",
  " ",
  "x".repeat(300),
  "x".repeat(40_000),
  "\u0000",
  "\ud800",
  "é😀\u202e",
  "../../etc/passwd",
  "%00",
  "$.Attributes.a",
  "__proto__",
  "constructor",
  -1,
  0,
  1e308,
  0.5,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { __proto__: 1 },
  true,
  "true",
  "NaN",
  "2026-01-01",
  "00000000-0000-4000-8000-000000000000",
  "arn:aws:connect:us-east-1:111122223333:instance/x",
  "a:$SAVED",
  ":",
  "/",
  "*",
];

/** Builds requests from the model's shapes: mostly well formed, here and there not. */
class RequestMaker {
  constructor(
    private readonly dice: Dice,
    /** By shape: ids of things that exist. */
    private readonly known: Record<string, string[]>,
  ) {}

  value(shapeName: string, depth = 0): unknown {
    const shape = serviceModel().shapes[shapeName] as ModelShape;
    if (this.dice.chance(0.04)) return this.dice.pick(STRANGE);
    // Most requests name what exists, so that they get further than the first look-up.
    const existing = this.known[shapeName];
    if (existing && this.dice.chance(0.9)) return this.dice.pick(existing);
    if (shape.type === "structure") return depth > 6 ? {} : this.structure(shape, depth);
    if (shape.type === "list") return this.times(() => this.value(shape.member?.shape ?? "", depth + 1));
    if (shape.type === "map") {
      const entry = () => [
        String(this.value(shape.key?.shape ?? "", depth + 1)),
        this.value(shape.value?.shape ?? "", depth + 1),
      ];
      return Object.fromEntries(this.times(entry));
    }
    return this.scalar(shape);
  }

  structure(shape: ModelShape, depth: number): Record<string, unknown> {
    const members = Object.entries(shape.members ?? {}).filter(([name]) =>
      this.dice.chance(shape.required?.includes(name) ? 0.97 : 0.35),
    );
    return Object.fromEntries(members.map(([name, member]) => [name, this.value(member.shape, depth + 1)]));
  }

  private times<T>(make: () => T): T[] {
    return Array.from({ length: this.dice.below(4) }, make);
  }

  private scalar(shape: ModelShape): unknown {
    if (shape.type === "boolean") return this.dice.chance(0.5);
    if (shape.type === "timestamp") return 1_767_225_600 + this.dice.below(100_000);
    if (shape.type !== "string") return (shape.min ?? 0) + this.dice.below((shape.max ?? 100) - (shape.min ?? 0) + 2);
    if (shape.enum) return this.dice.pick(shape.enum);
    if (shape.pattern?.includes("1,14")) return this.dice.pick(["+12065550100", "+14255550100", "+12065550199"]);
    return this.dice.chance(0.1) ? this.dice.pick(Object.values(this.known).flat()) : `text ${this.dice.below(1000)}`;
  }
}

describe("simulator: fuzz", () => {
  let world: TestWorld;
  afterEach(() => world.stop());

  it(`${REQUESTS} random requests: no 500, no crash, no growth`, async function () {
    this.timeout(240_000);
    world = await TestWorld.start({ quotas: { instances: 5 } });
    const centre = await world.callCentre(GREET);
    const known = await existingIds(world, centre);
    const dice = new Dice(SEED);
    const maker = new RequestMaker(dice, known);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const statuses = new Map<number, number>();
    const failures: string[] = [];
    let before = 0;
    for (let done = 0; done < REQUESTS; done += 50) {
      const batch = Array.from({ length: 50 }, () => randomRequest(dice, maker));
      const answers = await Promise.all(batch.map((each) => send(world.simulator.port, agent, each)));
      answers.forEach((answer, index) => {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status >= 500 && answer.status !== 501)
          failures.push(`${JSON.stringify(batch[index]).slice(0, 500)} -> ${answer.body}`);
      });
      if (dice.chance(0.2)) await world.clock.advance(dice.below(5000));
      if (done === REQUESTS / 5) before = settledMemory();
    }
    const growth = settledMemory() - before;
    agent.destroy();
    const summary = [...statuses].sort().map(([status, count]) => `${status}: ${count}`);
    process.stdout.write(`      statuses ${summary.join(", ")}; memory ${(growth / 2 ** 20).toFixed(0)} MiB\n`);
    assert.deepEqual(failures.slice(0, 3), []);
    assert.ok((statuses.get(200) ?? 0) > REQUESTS / 20, "too few requests were well formed to mean anything");
    assert.ok(growth < MOST_GROWTH_BYTES, `memory grew by ${growth} bytes`);
    await clientOf(world.simulator).send(new sdk.ListInstancesCommand({}));
  });
});

function settledMemory(): number {
  global.gc?.();
  return process.memoryUsage().rss;
}

async function existingIds(world: TestWorld, centre: CallCentre): Promise<Record<string, string[]>> {
  const { instanceId: InstanceId, instanceArn } = centre;
  const contact = await centre.call("+12065550100");
  const { QueueSummaryList } = await world.client.send(new sdk.ListQueuesCommand({ InstanceId }));
  const { HoursOfOperationSummaryList } = await world.client.send(new sdk.ListHoursOfOperationsCommand({ InstanceId }));
  const { PhoneNumberSummaryList } = await world.client.send(new sdk.ListPhoneNumbersCommand({ InstanceId }));
  return {
    InstanceId: [InstanceId, instanceArn],
    ContactFlowId: [centre.flowId, `${centre.flowId}:$SAVED`, `${centre.flowId}:1`],
    ContactId: [contact],
    QueueId: [QueueSummaryList?.[0]?.Id ?? ""],
    HoursOfOperationId: [HoursOfOperationSummaryList?.[0]?.Id ?? ""],
    PhoneNumberId: [PhoneNumberSummaryList?.[0]?.Id ?? ""],
    ARN: [instanceArn, `${instanceArn}/contact-flow/${centre.flowId}`],
    TagKey: ["a", "b"],
    NextToken: ["bm9uc2Vuc2U="],
  };
}

interface Sent {
  method: string;
  path: string;
  body: string;
  authorization: string;
}

const SIGNED = `AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

function randomRequest(dice: Dice, maker: RequestMaker): Sent {
  const model = serviceModel();
  // Deleting the instance that everything lives in would end the test's interest early.
  const names = Object.keys(model.operations).filter((name) => name !== "DeleteInstance");
  const operation = model.operations[dice.pick(dice.chance(0.9) ? SERVED : names)];
  const members = operation?.input ? maker.structure(model.shapes[operation.input.shape] as ModelShape, 0) : {};
  let path = operation?.http.requestUri ?? "/";
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(model.shapes[operation?.input?.shape ?? ""]?.members ?? {})) {
    const wire = member.locationName ?? name;
    const value = members[name];
    if (member.location === "uri") path = path.replace(`{${wire}}`, encodeAny(value ?? "x"));
    else if (value === undefined) continue;
    else if (member.location === "querystring") for (const each of [value].flat()) query.append(wire, String(each));
    else body[wire] = value;
  }
  const search = query.size > 0 ? `?${query}` : "";
  return {
    method: dice.chance(0.02)
      ? dice.pick(["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD"])
      : (operation?.http.method ?? "GET"),
    path: dice.chance(0.02)
      ? `/${dice.pick(["%", "%zz", "a//b", "instance/%E0%A4", "..", "_ringcheck/nothing"])}`
      : path + search,
    body: dice.chance(0.05)
      ? dice.pick(["{", "[]", "null", "\u0000", '"x"', `${"[".repeat(20_000)}`, "a=b&Action=x"])
      : JSON.stringify(body),
    authorization: dice.chance(0.03) ? dice.pick(["", "Basic x", "AWS4-HMAC-SHA256 Credential="]) : SIGNED,
  };
}

const SERVED = Object.entries(operations)
  .filter(([name, row]) => row.input !== undefined && name !== "DeleteInstance")
  .map(([name]) => name);

function encodeAny(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "?"));
}

function send(
  port: number,
  agent: Agent,
  { method, path, body, authorization }: Sent,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = authorization ? { authorization, "content-length": Buffer.byteLength(body) } : {};
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    // A request that is never answered is a failure of its own, and must say which it was.
    sent.setTimeout(20_000, () =>
      sent.destroy(new Error(`no answer: ${method} ${path.slice(0, 300)} ${body.slice(0, 300)}`)),
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
