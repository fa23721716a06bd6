/** Preview says what a change of a centre costs: an instance that is replaced, a number that is released, a caller id that cannot go. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { type Center, centerStack, setCenters } from "./centers";
import { startSimulator, stripColours } from "./harness";

const NUMBER = { claim: { countryCode: "US" } };
/** What each warning is known by. */
const WARNINGS: Record<string, string> = {
  churn: "limited to 100 in 30 days",
  lock: "locked for up to 180 days",
  "caller id": "`up` will fail at the queue",
};

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
    assert.deepEqual(await costs(centers({})), [], "what is new");
    await stack.up();
  });
  after(() => simulator.stop());

  /** A centre without a number, one that claims its own, and one in the instance of the first; none calls anybody. */
  const centers = (own: { acme?: object; guest?: object; owner?: object }): Record<string, Center> => ({
    owner: { args: { instance: { alias: "acme-owner" }, ...own.owner } },
    acme: { args: { instance: { alias: "acme-costs" }, phoneNumber: NUMBER, ...own.acme } },
    guest: { args: { instance: { existing: instanceArn }, phoneNumber: NUMBER, ...own.guest } },
  });

  /** Which warnings preview gives for centres with these arguments. */
  const costs = async (next: Record<string, Center>) => {
    await setCenters(stack, next);
    const { stdout } = await stack.preview();
    const said = stripColours(stdout);
    return Object.keys(WARNINGS).filter((name) => said.includes(WARNINGS[name] as string));
  };

  it("are none where nothing changes, and none for a number that is added", async () => {
    assert.deepEqual(await costs(centers({})), []);
    assert.deepEqual(await costs(centers({ owner: { phoneNumber: NUMBER } })), []);
  });

  it("are the number's where it is replaced or left out", async () => {
    assert.deepEqual(await costs(centers({ acme: { phoneNumber: OTHER } })), ["lock"]);
    assert.deepEqual(await costs(centers({ acme: { phoneNumber: undefined } })), ["lock", "caller id"]);
  });

  it("are none for a number that stays with an adopted instance", async () => {
    assert.deepEqual(await costs(centers({ guest: { phoneNumber: OTHER } })), []);
    assert.deepEqual(await costs(centers({ guest: { phoneNumber: undefined } })), ["caller id"]);
  });

  it("is not the caller id, where a name is left of it", async () => {
    const own = { phoneNumber: undefined, queue: { callerIdName: "ACME" } };
    assert.deepEqual(await costs(centers({ guest: own })), []);
  });

  it("are both for another instance, and none where an adopted one gives way to a new one", async () => {
    assert.deepEqual(await costs(centers({ acme: { instance: { alias: "acme-moved" } } })), ["churn", "lock"]);
    const own = { instance: { alias: "acme-guest" }, phoneNumber: undefined };
    assert.deepEqual(await costs(centers({ guest: own })), []);
  });
});
