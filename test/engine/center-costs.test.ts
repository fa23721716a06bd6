/** Preview says what a change of a centre costs: an instance that is replaced, a number that is released; nothing else. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { type Center, centerStack, setCenters } from "./centers";
import { startSimulator, stripColours } from "./harness";

const NUMBER = { claim: { countryCode: "US" } };
const OTHER = { claim: { countryCode: "US", prefix: "+1425" } };

describe("the costs of a change of a centre", function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let stack: Stack;
  let instanceArn: string;

  before(async () => {
    simulator = await startSimulator();
    stack = await centerStack(simulator, { owner: { args: { instance: { alias: "acme-owner" } } } });
    instanceArn = (await stack.up()).outputs.owner?.value.instanceArn;
    assert.deepEqual(await costs(centers({})), [false, false], "what is new");
    await stack.up();
  });
  after(() => simulator.stop());

  /** A centre without a number, one that claims its own, and one in the instance of the first; none calls anybody. */
  const centers = (own: { acme?: object; guest?: object; owner?: object }): Record<string, Center> => ({
    owner: { args: { instance: { alias: "acme-owner" }, ...own.owner } },
    acme: { args: { instance: { alias: "acme-costs" }, phoneNumber: NUMBER, ...own.acme } },
    guest: { args: { instance: { existing: instanceArn }, phoneNumber: NUMBER, ...own.guest } },
  });

  /** Which of the two warnings preview gives for centres with these arguments. */
  const costs = async (next: Record<string, Center>) => {
    await setCenters(stack, next);
    const { stdout } = await stack.preview();
    const said = stripColours(stdout);
    return [said.includes("limited to 100 in 30 days") && "churn", said.includes("locked for up to 180 days") && "lock"];
  };

  it("are none where nothing changes, and none for a number that is added", async () => {
    assert.deepEqual(await costs(centers({})), [false, false]);
    assert.deepEqual(await costs(centers({ owner: { phoneNumber: NUMBER } })), [false, false]);
  });

  it("are the number's where it is replaced or left out", async () => {
    assert.deepEqual(await costs(centers({ acme: { phoneNumber: OTHER } })), [false, "lock"]);
    assert.deepEqual(await costs(centers({ acme: { phoneNumber: undefined } })), [false, "lock"]);
  });

  it("are none for a number that stays with an adopted instance", async () => {
    assert.deepEqual(await costs(centers({ guest: { phoneNumber: OTHER } })), [false, false]);
    assert.deepEqual(await costs(centers({ guest: { phoneNumber: undefined } })), [false, false]);
  });

  it("are both for another instance, and none where an adopted one gives way to a new one", async () => {
    assert.deepEqual(await costs(centers({ acme: { instance: { alias: "acme-moved" } } })), ["churn", "lock"]);
    const own = { instance: { alias: "acme-guest" }, phoneNumber: undefined };
    assert.deepEqual(await costs(centers({ guest: own })), [false, false]);
  });
});
