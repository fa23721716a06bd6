/** What stands behind the call: a command that runs only after it has passed, with the ContactId in its environment. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, failureOf, NUMBERS, startSimulator } from "./harness";

describe("a command behind the call", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    stack = await createStack(copyOfProject("test", "engine", "programs", "command"), simulator, {
      destination: { value: NUMBERS.ringsOut, secret: true },
    });
  });
  after(() => simulator.stop());

  it("does not run when the call has failed", async () => {
    await failureOf(stack.up());
    assert.equal((await stack.outputs()).said, undefined);
  });

  it("runs when it has passed, and prints the ContactId", async () => {
    await stack.setConfig("destination", { value: NUMBERS.answers, secret: true });
    const { outputs } = await stack.up();
    assert.equal(outputs.said?.value, `verified by ${simulator.contacts()[1]?.id}`);
    await stack.destroy();
  });
});
