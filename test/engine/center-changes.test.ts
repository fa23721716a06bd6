/** What a change of one part alone means: a new call, red or green; no call and red; or nothing at all. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import { greetAndProve } from "../../flow";
import type { Simulator } from "../../simulator";
import { centerStack, onlyWhileOpen, setCenters, VERIFICATION } from "./centers";
import { failureOf, leftOver, startSimulator } from "./harness";

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Open for a minute in three days, and so closed now. */
const CLOSED = { timeZone: "UTC", [String(DAYS[(new Date().getUTCDay() + 3) % 7])]: "12:00-12:01" };
const NUMBER = { claim: { countryCode: "US" } };

describe("a change of one part of a centre", function () {
  this.timeout(400_000);
  let simulator: Simulator;
  let stack: Stack;
  const standing = { flow: onlyWhileOpen(), phoneNumber: NUMBER, queue: { callerIdName: "ACME", description: "All" } };

  const centre = (own: Record<string, unknown> = {}) => ({
    acme: { args: { instance: { alias: "acme-changes" }, verification: VERIFICATION, ...standing, ...own } },
  });
  const calls = () => simulator.contacts().length;

  before(async () => {
    simulator = await startSimulator();
    stack = await centerStack(simulator, centre());
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
  });
  after(() => simulator.stop());

  it("to its tags, names and descriptions calls nobody", async () => {
    await setCenters(
      stack,
      centre({ tags: { team: "voice" }, queue: { callerIdName: "ACME", description: "Support", name: "Care" } }),
    );
    await stack.up();
    assert.equal(calls(), 1);
  });

  it("to the hours places one call, red where the flow asks for them before its proof", async () => {
    await setCenters(stack, centre({ hours: CLOSED }));
    assert.match(await failureOf(stack.up()), /answered-unproven/);
    assert.equal(calls(), 2);
  });

  it("to the flow's content places one call, green again with the ready-made flow that asks for no hours", async () => {
    await setCenters(stack, centre({ hours: CLOSED, flow: greetAndProve().toString() }));
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
    assert.equal(calls(), 3);
  });

  it("to the hours alone is one call, green with the ready-made flow", async () => {
    await setCenters(stack, centre({ flow: greetAndProve().toString() }));
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
    assert.equal(calls(), 4);
  });

  it("that breaks only the flow's content calls again and is red", async () => {
    const broken = greetAndProve().toContent();
    const [greeting, hangUp] = ["MessageParticipant", "DisconnectParticipant"].map((type) =>
      broken.Actions.find((action) => action.Type === type),
    );
    assert.ok(greeting && hangUp);
    greeting.Transitions.NextAction = hangUp.Identifier;
    await setCenters(stack, centre({ flow: JSON.stringify(broken) }));
    assert.match(await failureOf(stack.up()), /answered-unproven/);
    assert.equal(calls(), 5);
  });

  it("that takes the caller id away is red before anybody is called", async () => {
    // What is missing in an instance of some minutes may be on its way, and is waited for.
    simulator.clock.notBefore(simulator.clock.now() + 3_600_000);
    await setCenters(stack, centre({ flow: greetAndProve().toString() }));
    await stack.up();
    assert.equal(calls(), 6);
    await setCenters(stack, centre({ flow: greetAndProve().toString(), phoneNumber: undefined }));
    assert.match(await failureOf(stack.up()), /caller id|outbound caller|no number/i);
    assert.equal(calls(), 6);
  });

  it("to another working number places one call", async () => {
    const phoneNumber = { claim: { countryCode: "US", prefix: "+1425" } };
    await setCenters(stack, centre({ flow: greetAndProve().toString(), phoneNumber }));
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
    assert.equal(calls(), 7);
  });

  it("to the instance itself takes every part along, leaves nothing in the old one, and places one call", async () => {
    const { contact: _, ...before } = simulator.inventory();
    const phoneNumber = { claim: { countryCode: "US", prefix: "+1425" } };
    const moved = centre({ flow: greetAndProve().toString(), phoneNumber, instance: { alias: "acme-moved" } });
    await setCenters(stack, moved);
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
    assert.equal(calls(), 8);
    const { contact: __, ...after } = simulator.inventory();
    assert.deepEqual(after, before);
    const { summary } = await stack.up();
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ["same"]);
  });

  it("leaves nothing behind in the end", async () => {
    await stack.destroy();
    assert.deepEqual(leftOver(simulator), []);
  });
});
