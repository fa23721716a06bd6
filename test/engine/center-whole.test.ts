/** A centre with everything on, with the real provider: up, no change, updates, destroy, and nothing is left. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { type Center, centerStack, changesIn, setCenters, throughModule, VERIFICATION } from "./centers";
import { leftOver, startSimulator, stripColours } from "./harness";

const MUSIC = JSON.stringify({
  Version: "2019-10-30",
  StartAction: "end",
  Actions: [{ Identifier: "end", Type: "EndFlowExecution", Parameters: {}, Transitions: {} }],
});

function everything(greeting: string, own: Record<string, unknown> = {}): Center["args"] {
  const { flow, menu, module } = throughModule(greeting);
  return {
    instance: { alias: "acme-whole", contactLensEnabled: false, multiPartyConferenceEnabled: true },
    hours: { timeZone: "Europe/Berlin", weekdays: "00:00-24:00", weekend: ["00:00-12:00", "12:00-24:00"] },
    queue: { name: "Support", maxContacts: 7, callerIdName: "ACME", outboundFlow: "whisper" },
    phoneNumber: { claim: { countryCode: "US", prefix: "+1425" }, description: "Main", inboundFlow: "menu" },
    flow: { content: flow, name: "Check" },
    flows: {
      menu: { content: menu, description: "What callers hear" },
      whisper: { content: MUSIC, type: "OUTBOUND_WHISPER" },
    },
    modules: { greet: module },
    tags: { team: "voice" },
    verification: VERIFICATION,
    ...own,
  };
}

describe("a centre with everything on", function () {
  this.timeout(400_000);
  let simulator: Simulator;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    stack = await centerStack(simulator, { acme: { args: everything("Hello."), described: "by transforms" } });
  });
  after(() => simulator.stop());

  it("previews without a call", async () => {
    const { stdout } = await stack.preview();
    assert.match(stripColours(stdout), /acme-inbound-flow/);
    assert.equal(simulator.contacts().length, 0);
  });

  it("ends with a call that came through module and menu to its proof", async () => {
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
    const [contact] = simulator.contacts();
    const types = contact?.trace.map((entry) => JSON.stringify(entry)).join() ?? "";
    for (const step of ["InvokeFlowModule", "TransferToFlow"]) assert.ok(types.includes(step), `${step} in ${types}`);
    assert.equal(outputs.acme?.value.readoption, undefined);
  });

  it("asks for what was given, and for nothing else", () => {
    const sent = (operation: string) =>
      simulator.requests.list(operation).map(({ input }) => input as Record<string, unknown>);
    const queue = sent("CreateQueue")[0] as { OutboundCallerConfig: Record<string, string> };
    assert.deepEqual(Object.keys(queue.OutboundCallerConfig).sort(), [
      "OutboundCallerIdName",
      "OutboundCallerIdNumberId",
      "OutboundFlowId",
    ]);
    const [hours = {}] = sent("CreateHoursOfOperation");
    assert.equal((hours.Config as unknown[]).length, 9);
    assert.deepEqual(
      sent("CreateContactFlow")
        .map(({ Name }) => Name)
        .sort(),
      ["Check", "acme-menu", "acme-whisper"],
    );
    assert.deepEqual(
      sent("CreateContactFlowModule").map(({ Name }) => Name),
      ["acme-greet"],
    );
    assert.equal(sent("AssociatePhoneNumberContactFlow").length, 1);
    assert.deepEqual(sent("CreateQueue")[0]?.Tags, { team: "voice" });
    assert.equal(sent("CreateQueue")[0]?.Description, "by transforms");
  });

  it("is no change the second time", async () => {
    assert.deepEqual(await changesIn(stack), []);
  });

  it("changes tags and descriptions without a call", async () => {
    await setCenters(stack, { acme: { args: everything("Hello.", { tags: { team: "care" } }), described: "again" } });
    const { summary } = await stack.up();
    assert.ok((summary.resourceChanges?.update ?? 0) >= 6);
    assert.equal(simulator.contacts().length, 1);
  });

  it("calls again, once, when only a module's content has changed", async () => {
    await setCenters(stack, { acme: { args: everything("Hi.", { tags: { team: "care" } }), described: "again" } });
    const { stdout } = await stack.preview();
    assert.match(stripColours(stdout), /module:greet/);
    const { outputs } = await stack.up();
    assert.equal(outputs.acme?.value.outcome, "completed");
    assert.equal(simulator.contacts().length, 2);
  });

  it("is destroyed in the right order, twice, and nothing is left", async () => {
    await stack.destroy();
    assert.deepEqual(leftOver(simulator), []);
    await stack.destroy();
    assert.equal(simulator.contacts().length, 2);
  });
});
