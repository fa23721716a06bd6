/** A destination that never answers: red in one line, with the evidence kept, until a call passes. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, failureOf, NUMBERS, startSimulator, stripColours } from "./harness";

describe("a destination that never answers", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    stack = await createStack(copyOfProject("examples", "smallest"), simulator, {
      destination: { value: NUMBERS.ringsOut, secret: true },
    });
  });
  after(() => simulator.stop());

  it("fails the update with one line: outcome, disconnect reason, remedy", async () => {
    const message = await failureOf(stack.up());
    assert.match(message, /no-answer.*TELECOM_TIMEOUT/);
    assert.doesNotMatch(message, /\n\s+at .*\(/, "no stack trace");
    assert.equal(simulator.contacts().length, 1);
  });

  it("keeps the failed call's ContactId in the state", async () => {
    assert.equal(await contactIdInState(stack), simulator.contacts()[0]?.id);
  });

  it("is not unchanged after a refresh, in preview and in up", async () => {
    await stack.refresh();
    assert.equal(await contactIdInState(stack), simulator.contacts()[0]?.id);
    const { changeSummary } = await stack.preview();
    assert.equal(changeSummary.update, 1);
    assert.equal(simulator.contacts().length, 1);
    await failureOf(stack.up());
    assert.equal(simulator.contacts().length, 2);
  });

  it("is green once somebody answers", async () => {
    await stack.setConfig("destination", { value: NUMBERS.answers, secret: true });
    const { outputs, stdout } = await stack.up();
    assert.equal(outputs.contactId?.value, simulator.contacts()[2]?.id);
    assert.doesNotMatch(stripColours(stdout), /\+?1?\D*206\D*555/, "no number in clear");
    await stack.destroy();
  });
});

async function contactIdInState(stack: Stack): Promise<unknown> {
  const { deployment } = await stack.exportStack();
  const { resources } = deployment as { resources: { type: string; outputs: Record<string, unknown> }[] };
  return resources.find(({ type }) => type.endsWith("VerificationCall"))?.outputs.contactId;
}
