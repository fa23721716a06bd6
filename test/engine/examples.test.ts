/** Every example, as its README has it: up, up again, a change, destroy; and then nothing of it is left. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ConnectClient, CreateInstanceCommand } from "@aws-sdk/client-connect";
import type { Stack } from "@pulumi/pulumi/automation";
import { type Inventory, SIMULATOR_ACCESS_KEY_ID, type Simulator } from "../../simulator";
import { copyOfProject, createStack, NUMBERS, ROOT, startSimulator } from "./harness";

interface Example {
  /** Config beside `destination`. */
  config?: Record<string, string>;
  /** The names of the config values that are numbers to call. */
  destinations?: Record<string, string>;
  /** What there is before the first `up`. */
  before?: (simulator: Simulator) => Promise<unknown>;
  /** How many calls the first `up` places. @default one for each destination */
  calls?: number;
  /** How many calls another number in the first destination places. @default 1 */
  callsAgain?: number;
  /** What outlives the stack on purpose. */
  retained?: Partial<Inventory>;
}

const EXAMPLES: Record<string, Example> = {
  smallest: {},
  "existing-instance": {
    config: { instance: "acme-support" },
    before: createInstance,
    retained: { number: 1 },
  },
  "several-countries": {
    destinations: { destinationUs: NUMBERS.answers, destinationUk: "+442079460100", destinationCa: "+16135550100" },
  },
  "gated-rollout": {},
  "two-regions": { calls: 2, callsAgain: 2 },
  composed: {},
  "exported-flow": {},
};

/** Another number that answers. */
const OTHER = "+12065550114";

describe("examples", () => {
  it("are all in this table", () => {
    const folders = fs.readdirSync(path.join(ROOT, "examples")).filter((name) => !name.startsWith("."));
    assert.deepEqual(folders, Object.keys(EXAMPLES).sort());
  });

  for (const [folder, example] of Object.entries(EXAMPLES)) {
    describe(folder, () => runs(folder, example));
  }
});

function runs(folder: string, { config, destinations, before: prepare, ...expected }: Example): void {
  const numbers = destinations ?? { destination: NUMBERS.answers };
  const calls = expected.calls ?? Object.keys(numbers).length;
  let simulator: Simulator;
  let stack: Stack;
  let found: Inventory;

  before(async function () {
    this.timeout(120_000);
    simulator = await startSimulator();
    await prepare?.(simulator);
    found = simulator.inventory();
    const secrets = Object.entries(numbers).map(([key, value]) => [key, { value, secret: true }] as const);
    stack = await createStack(copyOfProject("examples", folder), simulator, {
      ...config,
      ...Object.fromEntries(secrets),
    });
  });
  after(() => simulator.stop());

  it("calls once, and not again while nothing changes", async () => {
    await stack.up();
    assert.equal(simulator.contacts().length, calls);
    const { summary } = await stack.up();
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ["same"]);
    assert.equal(simulator.contacts().length, calls);
  }).timeout(240_000);

  it("calls another number where that is all that has changed", async () => {
    await stack.setConfig(Object.keys(numbers)[0] as string, { value: OTHER, secret: true });
    const { summary } = await stack.up();
    const again = expected.callsAgain ?? 1;
    assert.equal(summary.resourceChanges?.update, again);
    assert.equal(simulator.contacts().length, calls + again);
  }).timeout(240_000);

  it("leaves only what was there before, or is kept on purpose", async () => {
    await stack.destroy();
    const left = { ...simulator.inventory(), contact: 0 };
    for (const [kind, count] of Object.entries(expected.retained ?? {})) {
      left[kind as keyof Inventory] -= count;
    }
    assert.deepEqual(left, found);
  }).timeout(240_000);
}

/** The instance that a company has had for years. */
async function createInstance(simulator: Simulator): Promise<void> {
  const client = new ConnectClient({
    endpoint: simulator.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: SIMULATOR_ACCESS_KEY_ID, secretAccessKey: "ringcheck" },
  });
  await client.send(
    new CreateInstanceCommand({
      IdentityManagementType: "CONNECT_MANAGED",
      InstanceAlias: "acme-support",
      InboundCallsEnabled: true,
      OutboundCallsEnabled: true,
    }),
  );
  client.destroy();
}
