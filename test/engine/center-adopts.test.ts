/** Adopting by name, by number and by id: nothing adopted is changed or deleted, and a number claimed for it stays. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import { greetAndProve } from "../../flow";
import type { Simulator } from "../../simulator";
import { type Center, centerStack, changesIn, setCenters, VERIFICATION } from "./centers";
import { failureOf, startSimulator, stripColours } from "./harness";

/** What an owner has made, and others adopt. */
const OWNED: Center = {
  args: {
    instance: { alias: "acme-owned" },
    hours: { timeZone: "UTC", weekdays: "00:00-24:00", weekend: "00:00-24:00", name: "Always" },
    queue: { name: "Owned queue", callerIdName: "ACME" },
    phoneNumber: { claim: { countryCode: "US" } },
    flow: { content: greetAndProve().toString(), name: "Owned flow" },
  },
};

const CHANGING = /^(Update|Delete|Release|Tag|Untag|Associate|Disassociate)(?!Contact)/;

describe("a centre that adopts", function () {
  this.timeout(400_000);
  let simulator: Simulator;
  let number = "";

  before(async () => {
    simulator = await startSimulator();
    const owner = await centerStack(simulator, { owner: OWNED });
    const { outputs } = await owner.up();
    number = outputs.owner?.value.phoneNumber;
  });
  after(() => simulator.stop());

  const changes = () => {
    const operations = simulator.requests.list().map(({ operation }) => operation);
    return operations.filter((operation) => CHANGING.test(operation) && operation !== "UpdateInstanceAttribute");
  };

  it("finds everything by name, plain or later, calls, and leaves all of it as it was", async () => {
    const inventory = simulator.inventory();
    const args = {
      instance: { existing: "acme-owned" },
      hours: { existing: { output: "Always" } },
      queue: { existing: { secret: "Owned queue" } },
      phoneNumber: { existing: number },
      flow: { existing: "Owned flow" },
      verification: VERIFICATION,
    };
    const stack = await centerStack(simulator, { guest: { args } });
    const { outputs } = await stack.up();
    assert.equal(outputs.guest?.value.outcome, "completed");
    assert.equal(outputs.guest?.value.phoneNumber, number);
    assert.deepEqual(await changesIn(stack), []);
    await stack.destroy();
    assert.deepEqual({ ...simulator.inventory(), contact: 0 }, { ...inventory, contact: 0 });
    assert.deepEqual(changes(), []);
  });

  it("names what it does not find, without a stack trace", async () => {
    const args = {
      instance: { existing: "acme-owned" },
      queue: { existing: "Owned queu" },
    };
    const stack = await centerStack(simulator, { mistaken: { args } });
    const message = await failureOf(stack.up());
    assert.match(
      message,
      /queue\.existing: the instance has no queue "Owned queu"\. Did you mean "Owned queue"\? It is looked up by its exact name/,
    );
    assert.doesNotMatch(message, /\n\s+at /);
  });

  it("keeps a number that it claimed there, and says the line that takes it back", async () => {
    const guest = { args: { instance: { existing: "acme-owned" }, phoneNumber: { claim: { countryCode: "US" } } } };
    const stack = await centerStack(simulator, { guest });
    const before = simulator.inventory();
    const { stdout, outputs } = await stack.up();
    const line = String(outputs.guest?.value.readoption);
    assert.match(line, /^phoneNumber: \{ existing: "[0-9a-f-]{36}" \}$/);
    assert.ok(stripColours(stdout).includes(`To take it back later: ${line}`), stdout);
    await stack.destroy();
    const { number: numbers, ...rest } = simulator.inventory();
    assert.deepEqual([numbers, rest.queue, rest.flow], [before.number + 1, before.queue, before.flow]);
    await takesBack(stack, line);
  });

  async function takesBack(stack: Stack, line: string): Promise<void> {
    const existing = /"(.*)"/.exec(line)?.[1];
    const args = { instance: { existing: "acme-owned" }, phoneNumber: { existing }, verification: VERIFICATION };
    await setCenters(stack, { guest: { args } });
    const { outputs } = await stack.up();
    assert.equal(outputs.guest?.value.outcome, "completed");
    await stack.destroy();
  }
});
