/** The main job through the real engine and the real AWS provider: one call, then none without a reason. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { greetAndProve } from "../../flow";
import type { Simulator } from "../../simulator";
import { createStack, failureOf, leftOver, mainProgram, NUMBERS, startSimulator, stripColours } from "./harness";

describe("the main program", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let project: string;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    project = mainProgram();
    fs.writeFileSync(path.join(project, "flow.json"), greetAndProve().toString());
    stack = await createStack(project, simulator, {
      destination: { value: NUMBERS.answers, secret: true },
      flowFile: "flow.json",
    });
  });
  after(() => simulator.stop());

  it("says in preview whom it will call, masked, and calls nobody", async () => {
    const { stdout } = await stack.preview();
    assert.match(stripColours(stdout), /VerificationCall .*create/);
    assert.equal(simulator.contacts().length, 0);
  });

  it("ends with the ContactId of a call that ran to its end", async () => {
    const { outputs } = await stack.up();
    assert.equal(outputs.outcome?.value, "completed");
    assert.deepEqual(
      simulator.contacts().map((contact) => contact.id),
      [outputs.contactId?.value],
    );
    assert.ok(outputs.answeredAt?.value > outputs.placedAt?.value);
  });

  it("sends the flow file byte for byte", () => {
    const sent = simulator.requests.list("CreateContactFlow");
    const content = fs.readFileSync(path.join(project, "flow.json"), "utf8");
    assert.deepEqual(
      sent.map((request) => (request.input as { Content: string }).Content),
      [content],
    );
  });

  it("changes nothing and calls nobody the second time", async () => {
    const { summary } = await stack.up();
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ["same"]);
    assert.equal(simulator.contacts().length, 1);
  });

  it("calls nobody on refresh", async () => {
    await stack.refresh();
    assert.equal(simulator.contacts().length, 1);
  });

  it("says in preview that a changed destination means a new call, and places one", async () => {
    await stack.setConfig("destination", { value: "+12065550107", secret: true });
    const { stdout, changeSummary } = await stack.preview();
    assert.equal(changeSummary.update, 1);
    assert.match(stripColours(stdout), /will dial \+1 206 \*\*\* \*\*07/);
    assert.equal(simulator.contacts().length, 1);
    const { outputs } = await stack.up();
    assert.equal(simulator.contacts().length, 2);
    assert.equal(outputs.outcome?.value, "completed");
  });

  it("calls again and is red when only the flow's content is broken", async () => {
    fs.writeFileSync(path.join(project, "flow.json"), withoutProof());
    const message = await failureOf(stack.up());
    assert.match(message, /answered-unproven/);
    assert.equal(simulator.contacts().length, 3);
  });

  it("destroys everything it made", async () => {
    await stack.destroy();
    assert.deepEqual(leftOver(simulator), []);
    assert.equal(simulator.contacts().length, 3);
  });
});

/** A flow that greets and hangs up before its end. */
function withoutProof(): string {
  const flow = greetAndProve().toContent();
  const hangUp = flow.Actions.find((action) => action.Type === "DisconnectParticipant");
  const greeting = flow.Actions.find((action) => action.Type === "MessageParticipant");
  if (!hangUp || !greeting) {
    throw new Error("the ready-made flow greets and hangs up");
  }
  greeting.Transitions.NextAction = hangUp.Identifier;
  return JSON.stringify(flow);
}
