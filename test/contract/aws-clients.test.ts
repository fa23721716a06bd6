/**
 * Three clients of the service walk through every operation: the JavaScript SDK, boto3 and the AWS CLI. Each sees every
 * operation answered well, its lists page by page, and every error that the service model lists for it.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { operations } from "../../simulator/model/table";
import { serviceModel } from "./service-model";
import { TestWorld } from "./simulator-harness";

const ROOT = join(__dirname, "..", "..");

interface Seen {
  provoked: string[];
  injected: string[];
}

interface Walked {
  checks: number;
  operations: Record<string, Seen>;
}

const SERVED = Object.keys(operations).filter((name) => operations[name]?.input !== undefined);

/** There are no quick connects in the simulator, so these two have nothing to answer well. */
const ALWAYS_REFUSED = ["AssociateQueueQuickConnects", "DisassociateQueueQuickConnects"];

/**
 * Errors that no client's request provokes, so that a fault rule injects them. The simulator has no faults of its own,
 * no permissions, no replicas in other Regions and no second writer; and where the model lists both InvalidRequest and
 * InvalidParameter without saying what tells them apart, a broken member is the second, and only a body that no client
 * can send is the first.
 */
const OF_THE_INSIDE = new Set([
  "InternalServiceException",
  "AccessDeniedException",
  "InvalidActiveRegionException",
  "ConflictException",
  "InvalidRequestException",
]);

/** Further ones: the model lists them, and no document says when the operation answers so. */
const UNEXPLAINED = new Set([
  "AssociateQueueQuickConnects LimitExceededException",
  "CreateContactFlowVersion LimitExceededException",
  "CreateHoursOfOperation ServiceQuotaExceededException",
  "CreateInstance ResourceNotFoundException",
  "DescribePhoneNumber InvalidParameterException",
  "ReleasePhoneNumber IdempotencyException",
  "UntagResource InvalidParameterException",
  "UpdatePhoneNumber IdempotencyException",
  "UpdatePhoneNumberMetadata IdempotencyException",
  "UpdatePhoneNumberMetadata ResourceInUseException",
]);

describe("clients of Connect", function () {
  this.timeout(300_000);
  let world: TestWorld;
  const walked: Record<string, Walked> = {};

  before(async () => {
    serviceModel();
    world = await TestWorld.start();
  });
  after(() => world.stop());

  for (const [client, script] of [
    ["JavaScript SDK", "run_js.py"],
    ["boto3", "run_boto3.py"],
    ["AWS CLI", "run_cli.py"],
  ] as const) {
    it(`${client}: every operation is answered as by the service`, async () => {
      const { status, output } = await python(script, world.simulator.endpoint);
      assert.equal(status, 0, output);
      walked[client] = JSON.parse(output.trim().split("\n").at(-1) ?? "") as Walked;
    });
  }

  it("no operation and no error is left out by any client", () => {
    assert.deepEqual(Object.keys(walked), ["JavaScript SDK", "boto3", "AWS CLI"]);
    process.stdout.write(`${table(walked)}\n`);
    for (const [client, { operations: seen }] of Object.entries(walked)) {
      const answered = [...Object.keys(seen), ...ALWAYS_REFUSED].sort();
      assert.deepEqual(answered, [...SERVED].sort(), client);
    }
  });

  it("only errors that no request can provoke are injected", () => {
    for (const { operations: seen } of Object.values(walked)) {
      const injected = Object.entries(seen).flatMap(([name, { injected: errors }]) =>
        errors.filter((error) => !OF_THE_INSIDE.has(error)).map((error) => `${name} ${error}`),
      );
      assert.deepEqual(
        injected.filter((pair) => !UNEXPLAINED.has(pair)),
        [],
      );
    }
  });
});

/** One line an operation: how many errors each client provoked, and how many it met through a fault rule. */
function table(walked: Record<string, Walked>): string {
  const clients = Object.keys(walked);
  const cell = (seen: Seen | undefined) =>
    seen ? `ok, ${seen.provoked.length} errors + ${seen.injected.length} injected` : "refused";
  const rows = SERVED.map((name) => [name, ...clients.map((client) => cell(walked[client]?.operations[name]))]);
  const lines = [["operation", ...clients], ...rows].map((row) => {
    const [name = "", ...cells] = row;
    return `      ${name.padEnd(36)}${cells.map((each) => each.padEnd(30)).join("")}`.trimEnd();
  });
  const checks = clients.map((client) => `${client} ${walked[client]?.checks} checks`);
  return [...lines, `      ${checks.join(", ")}`].join("\n");
}

/** Not awaited synchronously: the simulator it talks to is in this process. */
function python(script: string, endpoint: string): Promise<{ status: number | null; output: string }> {
  const program = join(ROOT, ".venv", "bin", "python");
  const env = { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(program, [join(__dirname, "python", script), endpoint], { env });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, output })));
}
