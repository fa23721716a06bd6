/** `pulumi preview` with everything unknown, with secrets, and with wrong values: lines that name the property. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { centerStack, setCenters, VERIFICATION } from "./centers";
import { failureOf, leftOver, startSimulator, stripColours } from "./harness";

const STACK_TRACE = /\n\s+at .*[:(]\d*/;

/** Every text argument, given in one of the ways of the test program. */
const given = (as: (text: string) => unknown) => ({
  instance: { alias: as("acme-preview") },
  hours: { timeZone: as("Europe/Berlin"), weekdays: as("09:00-17:30"), name: as("Open"), description: as("Our hours") },
  queue: { name: as("Support"), description: as("Everyone"), callerIdName: as("ACME") },
  phoneNumber: {
    claim: { countryCode: as("US"), type: as("DID"), prefix: as("+1425") },
    description: as("Main"),
    inboundFlow: "flow",
  },
  references: { prompt: as("prompt") },
  tags: { team: as("voice") },
  verification: { ...VERIFICATION, enabled: false },
});

describe("a centre in preview", function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    stack = await centerStack(simulator, { acme: { args: given((later) => ({ later })) } });
  });
  after(() => simulator.stop());

  it("takes values that are all unknown, and then known", async () => {
    await stack.preview();
    await stack.up();
    await stack.destroy();
    assert.deepEqual(leftOver(simulator), []);
  });

  it("shows no secret", async () => {
    await setCenters(stack, { acme: { args: given((secret) => ({ secret })) } });
    const { stdout } = await stack.preview({ diff: true });
    for (const secret of ["acme-preview", "Europe/Berlin", "Everyone", "+1425"])
      assert.ok(!stripColours(stdout).includes(secret), secret);
  });

  it("names every plain value that is wrong, at once", async () => {
    const args = {
      instance: { alias: "d-acme" },
      hours: { timeZone: "Berlin", monday: "17:00-09:00", tuesdy: "closed" },
      queue: { maxContacts: 0, staus: "ENABLED" },
      phoneNumber: { claim: { countryCode: "Germany" }, inboundFlow: "menu" },
      flow: { file: "missing.json" },
    };
    await setCenters(stack, { acme: { args } });
    const message = await failureOf(stack.preview());
    for (const property of [
      "instance.alias",
      "hours.timeZone",
      "hours.monday",
      "hours.tuesdy",
      "queue.maxContacts",
      "queue.staus",
      "phoneNumber.claim.countryCode",
      "phoneNumber.inboundFlow",
      "flow.file",
    ]) {
      assert.ok(message.includes(`${property}: `), `${property} in ${message}`);
    }
    assert.doesNotMatch(message, STACK_TRACE);
    assert.doesNotMatch(message, /unhandled exception/);
  });
});
