/** A production number stands behind the call: bound after it has passed, and left alone by every later call. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, failureOf, NUMBERS, startSimulator } from "./harness";

describe("a number bound behind the call", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    stack = await createStack(copyOfProject("examples", "gated-rollout"), simulator, {
      destination: { value: NUMBERS.ringsOut, secret: true },
    });
  });
  after(() => simulator.stop());

  it("is not bound while the call fails", async () => {
    await failureOf(stack.up());
    assert.deepEqual(bindings(), []);
  });

  it("is bound once a call has passed", async () => {
    await stack.setConfig("destination", { value: NUMBERS.answers, secret: true });
    await stack.up();
    assert.deepEqual(bindings(), ["AssociatePhoneNumberContactFlow"]);
  });

  it("stays bound, untouched, through a failing call and a new one", async () => {
    await stack.setConfig("destination", { value: NUMBERS.ringsOut, secret: true });
    await failureOf(stack.up());
    await stack.setConfig("destination", { value: "+12065550107", secret: true });
    await stack.up();
    assert.equal(simulator.contacts().length, 4);
    assert.deepEqual(bindings(), ["AssociatePhoneNumberContactFlow"]);
    await stack.destroy();
  });

  function bindings(): string[] {
    return simulator.requests
      .list()
      .map(({ operation }) => operation)
      .filter((name) => name.endsWith("PhoneNumberContactFlow"));
  }
});
