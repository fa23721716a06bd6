/** A centre with two calls, one of them to itself, and a command after each: all of it through the real engine. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, failureOf, leftOver, NUMBERS, startSimulator } from "./harness";

describe("a centre that calls a number and itself", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let stack: Stack;
  let project: string;

  before(async () => {
    simulator = await startSimulator();
    project = copyOfProject("test", "engine", "programs", "checks");
    stack = await createStack(project, simulator, { destination: { value: NUMBERS.answers, secret: true } });
  });
  after(() => simulator.stop());

  /** What the commands after the calls have written: a call, its contact, the verdict, the note. */
  const commands = () => {
    const log = path.join(project, "calls.log");
    return fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n").sort() : [];
  };

  it("places both calls, finds the inbound contact, and runs the command once for each", async () => {
    const { outputs } = await stack.up();
    const leg = outputs.inboundLeg?.value as { contactId: string };
    const contacts = [outputs.contactId?.value, outputs.self?.value, leg.contactId];
    assert.deepEqual(
      simulator
        .contacts()
        .map(({ id }) => id)
        .sort(),
      [...contacts].sort(),
    );
    assert.equal(outputs.verified?.value, outputs.contactId?.value);
    assert.deepEqual(commands(), [
      `checks-verification-self ${outputs.self?.value} true completed first`,
      `checks-verification-us ${outputs.contactId?.value} true completed first`,
    ]);
  });

  it("had bound the number before it called it", () => {
    const operations = simulator.requests.list().map(({ operation, input }) => ({ operation, input }));
    const bound = operations.findIndex(({ operation }) => operation === "AssociatePhoneNumberContactFlow");
    const called = operations.findIndex(({ input }) => {
      const destination = (input as { DestinationPhoneNumber?: string } | undefined)?.DestinationPhoneNumber;
      return destination !== undefined && destination !== NUMBERS.answers;
    });
    assert.ok(bound >= 0 && called > bound, `${bound} ${called}`);
  });

  it("changes nothing, calls nobody and runs nothing the second time", async () => {
    const { summary } = await stack.up();
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ["same"]);
    assert.equal(simulator.contacts().length, 3);
    assert.equal(commands().length, 2);
  });

  it("runs nothing because the command's environment changed", async () => {
    await stack.setConfig("note", { value: "second" });
    const { summary } = await stack.up();
    assert.equal(summary.resourceChanges?.update, 2);
    assert.equal(simulator.contacts().length, 3);
    assert.equal(commands().length, 2);
  });

  it("runs the command of the new call only, and not after one that failed", async () => {
    await stack.setConfig("destination", { value: NUMBERS.ringsOut, secret: true });
    await failureOf(stack.up());
    assert.equal(simulator.contacts().length, 4);
    assert.equal(commands().length, 2);
  });

  it("runs it after a failed call under warn, and says so", async () => {
    await stack.setConfig("onFailure", { value: "warn" });
    await stack.setConfig("destination", { value: "+12065550102", secret: true });
    const { outputs } = await stack.up();
    assert.equal(simulator.contacts().length, 5);
    assert.equal(commands().length, 3);
    assert.ok(commands().includes(`checks-verification-us ${outputs.contactId?.value} false busy second`));
  });

  it("is taken down in order, twice in a row", async () => {
    await stack.destroy();
    await stack.destroy();
    assert.deepEqual(leftOver(simulator), []);
    assert.equal(commands().length, 3);
  });
});
