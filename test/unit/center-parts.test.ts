/** Every argument of instance, queue, number and binding: its effect on its child, and the absence of the others. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ContactCenterArgs } from "../../components";
import { INSTANCE, INSTANCE_ARN, INSTANCE_ID, inputsOf, make, promiseOf, useMocks } from "./center-mocks";

const CLAIM = { claim: { countryCode: "US" } };
const LEAST_INSTANCE = {
  instanceAlias: "acme-support",
  identityManagementType: "CONNECT_MANAGED",
  inboundCallsEnabled: true,
  outboundCallsEnabled: true,
  contactFlowLogsEnabled: true,
};
const LEAST_QUEUE = { instanceId: INSTANCE_ID, name: "support", hoursOfOperationId: "support-hours-id" };
const LEAST_NUMBER = { targetArn: INSTANCE_ARN, countryCode: "US", type: "DID" };

interface Case {
  what: string;
  args: Partial<ContactCenterArgs>;
  child: string;
  inputs: Record<string, unknown>;
}

const instance = (what: string, own: object, inputs: object): Case => ({
  what: `instance.${what}`,
  args: { instance: { ...INSTANCE, ...own } },
  child: "support-instance",
  inputs: { ...LEAST_INSTANCE, ...inputs },
});

const settings = [
  "inboundCallsEnabled",
  "outboundCallsEnabled",
  "contactFlowLogsEnabled",
  "contactLensEnabled",
  "autoResolveBestVoicesEnabled",
  "earlyMediaEnabled",
  "multiPartyConferenceEnabled",
].flatMap((key) => [
  instance(key, { [key]: false }, { [key]: false }),
  instance(key, { [key]: true }, { [key]: true }),
]);

const queue = (what: string, own: object, inputs: object): Case => ({
  what: `queue.${what}`,
  args: { queue: own },
  child: "support-queue",
  inputs: { ...LEAST_QUEUE, ...inputs },
});

const number = (what: string, own: object, inputs: object): Case => ({
  what: `phoneNumber.${what}`,
  args: { phoneNumber: own as never },
  child: "support-number",
  inputs: { ...LEAST_NUMBER, ...inputs },
});

const DIRECTORY = { identityManagementType: "EXISTING_DIRECTORY", directoryId: "d-0123456789" };
const FLOW_ID = "33333333-2222-4333-8444-555555555555";

const CASES: Case[] = [
  instance("alias", {}, {}),
  instance("identityManagementType", { identityManagementType: "SAML" }, { identityManagementType: "SAML" }),
  instance("directoryId", DIRECTORY, DIRECTORY),
  ...settings,
  queue("(nothing)", {}, {}),
  queue("name", { name: "Sales" }, { name: "Sales" }),
  queue("description", { description: "Who sells" }, { description: "Who sells" }),
  queue("maxContacts", { maxContacts: 5 }, { maxContacts: 5 }),
  queue("status", { status: "DISABLED" }, { status: "DISABLED" }),
  queue("callerIdName", { callerIdName: "ACME" }, { outboundCallerConfig: { outboundCallerIdName: "ACME" } }),
  queue("outboundFlow", { outboundFlow: FLOW_ID }, { outboundCallerConfig: { outboundFlowId: FLOW_ID } }),
  queue("quickConnectIds", { quickConnectIds: ["q1", "q2"] }, { quickConnectIds: ["q1", "q2"] }),
  queue(
    "outboundFlow as an ARN that is known later",
    { outboundFlow: pulumi.output(`${INSTANCE_ARN}/contact-flow/${FLOW_ID}`) },
    { outboundCallerConfig: { outboundFlowId: FLOW_ID } },
  ),
  queue(
    "outboundFlow that exists",
    { outboundFlow: { existing: "Sample flow" } },
    { outboundCallerConfig: { outboundFlowId: "flow-1" } },
  ),
  number("claim.countryCode", { claim: { countryCode: "GB" } }, { countryCode: "GB" }),
  number("claim.type", { claim: { countryCode: "US", type: "TOLL_FREE" } }, { type: "TOLL_FREE" }),
  number("claim.prefix", { claim: { countryCode: "US", prefix: "+1206" } }, { prefix: "+1206" }),
  number("description", { ...CLAIM, description: "Main" }, { description: "Main" }),
];

describe("every argument of a centre's parts", () => {
  before(() => useMocks());

  for (const { what, args, child, inputs } of CASES) {
    it(`${what} reaches its child, and nothing else does`, async () => {
      assert.deepEqual(inputsOf(await make({ instance: INSTANCE, ...args }), child), inputs);
    });
  }

  it("binds the number to a flow by name, to the centre's own, and to one that exists", async () => {
    const flows = { menu: { existing: FLOW_ID } };
    const bound = async (inboundFlow: string | { existing: string }) =>
      inputsOf(
        await make({ instance: INSTANCE, flows, phoneNumber: { ...CLAIM, inboundFlow } }),
        "support-inbound-flow",
      );
    const binding = { instanceId: INSTANCE_ID, phoneNumberId: "support-number-id" };
    assert.deepEqual(await bound("menu"), { ...binding, contactFlowId: "support-flow-menu-id" });
    assert.deepEqual(await bound("flow"), { ...binding, contactFlowId: "support-flow-id" });
    assert.deepEqual(await bound({ existing: "Sample flow" }), { ...binding, contactFlowId: "flow-1" });
    const { children } = await make({ instance: INSTANCE, phoneNumber: CLAIM });
    assert.ok(!children.has("support-inbound-flow"));
  });

  it("passes tags to every child that takes them, and only to those", async () => {
    const tags = { team: pulumi.output("voice") };
    const made = await make({
      instance: INSTANCE,
      phoneNumber: { ...CLAIM, inboundFlow: "flow" },
      flows: { menu: menuText() },
      modules: { greet: moduleText() },
      tags,
    });
    const tagged = [...made.children.values()].filter((child) => "tags" in child.inputs).map((child) => child.name);
    assert.deepEqual(tagged.sort(), [
      "support-flow",
      "support-flow-menu",
      "support-hours",
      "support-instance",
      "support-module-greet",
      "support-number",
      "support-queue",
    ]);
    for (const name of tagged) assert.deepEqual(inputsOf(made, name).tags, { team: "voice" }, name);
  });

  it("passes each child's arguments through its own transform", async () => {
    const mark = <Args>(args: Args) => ({ ...args, region: "eu-west-2" });
    const made = await make({
      instance: INSTANCE,
      phoneNumber: { ...CLAIM, inboundFlow: "flow" },
      flows: { menu: menuText(), other: menuText() },
      modules: { greet: moduleText() },
      transform: {
        instance: mark,
        hours: mark,
        queue: mark,
        phoneNumber: mark,
        inboundFlow: mark,
        flow: mark,
        flows: { menu: mark },
        modules: (args, name) => ({ ...args, description: `the module ${name}` }),
      },
    });
    const marked = [...made.children.values()].filter((child) => child.inputs.region === "eu-west-2");
    assert.deepEqual(marked.map((child) => child.name).sort(), [
      "support-flow",
      "support-flow-menu",
      "support-hours",
      "support-inbound-flow",
      "support-instance",
      "support-number",
      "support-queue",
    ]);
    assert.equal(inputsOf(made, "support-module-greet").description, "the module greet");
  });

  it("says so where a transform forgets to return", async () => {
    const transform = { queue: () => undefined as never };
    await assert.rejects(make({ instance: INSTANCE, transform }), {
      message: 'The transform of "support-queue" returned no arguments: return the ones to use.',
    });
  });

  it("says how a number that outlives its stack is taken back, and only for such a number", async () => {
    const line = async (args: ContactCenterArgs) => promiseOf((await make(args)).center.phoneNumberReadoption);
    const existing = { existing: INSTANCE_ID };
    const id = "44444444-2222-4333-8444-555555555555";
    assert.equal(
      await line({ instance: existing, phoneNumber: CLAIM }),
      'phoneNumber: { existing: "support-number-id" }',
    );
    assert.equal(await line({ instance: existing, phoneNumber: { existing: id } }), undefined);
    assert.equal(await line({ instance: INSTANCE, phoneNumber: CLAIM }), undefined);
  });

  it("offers every id, and every child under nodes", async () => {
    const made = await make({
      instance: INSTANCE,
      phoneNumber: { ...CLAIM, inboundFlow: "menu" },
      flows: { menu: menuText() },
      modules: { greet: moduleText() },
    });
    const { center } = made;
    assert.deepEqual(await promiseOf(center.contactFlowIds), { menu: "support-flow-menu-id" });
    assert.deepEqual(await promiseOf(center.contactFlowModuleIds), { greet: "support-module-greet-id" });
    const outputs = [center.instanceId, center.hoursOfOperationId, center.queueId, center.contactFlowId];
    assert.deepEqual(await Promise.all(outputs.map(promiseOf)), [
      INSTANCE_ID,
      "support-hours-id",
      "support-queue-id",
      "support-flow-id",
    ]);
    assert.equal(await promiseOf(center.phoneNumberId), "support-number-id");
    assert.deepEqual(Object.keys(center.nodes.flows), ["menu"]);
    assert.deepEqual(Object.keys(center.nodes.modules), ["greet"]);
    assert.ok(center.nodes.inboundFlow);
  });
});

const END = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };

function menuText(): string {
  return JSON.stringify({ Version: "2019-10-30", StartAction: "end", Actions: [END] });
}

function moduleText(): string {
  const Settings = { InputParameters: [], OutputParameters: [], Transitions: [] };
  const end = { ...END, Type: "EndFlowModuleExecution" };
  return JSON.stringify({ Version: "2019-10-30", StartAction: "end", Actions: [end], Settings });
}
