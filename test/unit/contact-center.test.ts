/** What ContactCenter asks of its children, recorded by Pulumi's own mocks: arguments, and the absence of keys. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";

interface Recorded {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  id: string | undefined;
}

const recorded: Recorded[] = [];

// Mocks belong to the whole process: each file puts its own in place before it runs.
function useMocks(): void {
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        recorded.push({ type, name, inputs, id });
        const arn = `arn:aws:connect:us-east-1:123456789012:${name}`;
        return { id: id || `${name}-id`, state: { ...inputs, arn, phoneNumber: "+15555550199" } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
  );
}

const { ContactCenter } = require("../../components") as typeof ringcheck;

/** The children of one component, by type without its module. */
async function childrenOf(args: ringcheck.ContactCenterArgs): Promise<Map<string, Recorded>> {
  recorded.length = 0;
  const center = new ContactCenter("support", args);
  const { flows, modules, ...single } = center.nodes;
  const nodes = [...Object.values(single), ...Object.values(flows), ...Object.values(modules), center.verification];
  await Promise.all(nodes.map((node) => node && promiseOf(node.urn)));
  return new Map(recorded.map((child) => [child.type.split(":").pop() ?? "", child]));
}

function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

const INSTANCE = { alias: "acme-support" };

/** The shortest flow that Connect takes. */
function hangUp(): object {
  const end = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
  return { Version: "2019-10-30", StartAction: "end", Actions: [end] };
}

describe("ContactCenter", () => {
  before(useMocks);

  it("makes an instance, hours, a queue and a flow, and nothing that was not asked for", async () => {
    const children = await childrenOf({ instance: INSTANCE });
    assert.deepEqual([...children.keys()].sort(), [
      "ContactCenter",
      "ContactFlow",
      "HoursOfOperation",
      "Instance",
      "Queue",
    ]);
  });

  it("switches calls and flow logs on, and leaves the rest to Connect", async () => {
    const children = await childrenOf({ instance: INSTANCE });
    assert.deepEqual(children.get("Instance")?.inputs, {
      identityManagementType: "CONNECT_MANAGED",
      inboundCallsEnabled: true,
      outboundCallsEnabled: true,
      contactFlowLogsEnabled: true,
      instanceAlias: "acme-support",
    });
  });

  it("is open from midnight to midnight on all seven days", async () => {
    const { inputs } = (await childrenOf({ instance: INSTANCE })).get("HoursOfOperation") as Recorded;
    const midnight = { hours: 0, minutes: 0 };
    assert.equal((inputs.configs as unknown[]).length, 7);
    assert.deepEqual((inputs.configs as unknown[])[0], { day: "MONDAY", startTime: midnight, endTime: midnight });
  });

  it("sends no caller id where there is no number", async () => {
    const children = await childrenOf({ instance: INSTANCE });
    assert.ok(!("outboundCallerConfig" in (children.get("Queue") as Recorded).inputs));
  });

  it("makes the claimed number the queue's caller id", async () => {
    const children = await childrenOf({
      instance: INSTANCE,
      phoneNumber: { claim: { countryCode: "US" } },
      queue: { callerIdName: "ACME" },
    });
    assert.deepEqual(children.get("PhoneNumber")?.inputs, {
      targetArn: "arn:aws:connect:us-east-1:123456789012:support-instance",
      countryCode: "US",
      type: "DID",
    });
    assert.deepEqual(children.get("Queue")?.inputs.outboundCallerConfig, {
      outboundCallerIdName: "ACME",
      outboundCallerIdNumberId: "support-number-id",
    });
  });

  it("reads what it adopts, by id or ARN, and creates nothing for it", async () => {
    const id = (digit: string) => `${digit.repeat(8)}-2222-4333-8444-555555555555`;
    const arn = `arn:aws:connect:us-east-1:123456789012:instance/${id("1")}`;
    const children = await childrenOf({
      instance: { existing: arn },
      hours: { existing: id("2") },
      queue: { existing: `${arn}/queue/${id("3")}` },
      phoneNumber: { existing: `arn:aws:connect:us-east-1:123456789012:phone-number/${id("4")}` },
      flow: { existing: `${arn}/contact-flow/${id("5")}:$LATEST` },
    });
    const ids = ["Instance", "HoursOfOperation", "Queue", "PhoneNumber", "ContactFlow"].map(
      (type) => children.get(type)?.id,
    );
    const part = (digit: string) => `${id("1")}:${id(digit)}`;
    assert.deepEqual(ids, [id("1"), part("2"), part("3"), id("4"), part("5")]);
  });

  it("sends flow-language text byte for byte", async () => {
    const text = ` ${JSON.stringify(hangUp())}\n`;
    const children = await childrenOf({ instance: INSTANCE, flow: text });
    assert.equal(children.get("ContactFlow")?.inputs.content, text);
  });

  it("tags every child that takes tags", async () => {
    const children = await childrenOf({
      instance: INSTANCE,
      phoneNumber: { claim: { countryCode: "US" } },
      tags: { team: "voice" },
    });
    for (const type of ["Instance", "HoursOfOperation", "Queue", "PhoneNumber", "ContactFlow"]) {
      assert.deepEqual(children.get(type)?.inputs.tags, { team: "voice" }, type);
    }
  });

  it("passes each child's arguments through its transform", async () => {
    const children = await childrenOf({
      instance: INSTANCE,
      transform: { queue: (args) => ({ ...args, maxContacts: 5 }) },
    });
    assert.equal(children.get("Queue")?.inputs.maxContacts, 5);
  });

  it("hands the call one trigger for each thing it depends on", async () => {
    const args: ringcheck.ContactCenterArgs = {
      instance: INSTANCE,
      verification: { destinationPhoneNumber: "+12065550100", triggers: { release: "7" } },
    };
    const first = (await childrenOf(args)).get("VerificationCall")?.inputs.triggers as Record<string, string>;
    assert.deepEqual(Object.keys(first).sort(), [
      "callerId",
      "flow",
      "hours",
      "instanceAttributes",
      "phoneNumber",
      "queueStatus",
      "release",
    ]);
    const flow = JSON.stringify(hangUp());
    const second = (await childrenOf({ ...args, flow })).get("VerificationCall")?.inputs.triggers as Record<
      string,
      string
    >;
    const changed = Object.keys(first).filter((key) => first[key] !== second[key]);
    assert.deepEqual(changed, ["flow"]);
  });

  it("does not let a trigger of the user's hide a changed flow", async () => {
    const verification = { destinationPhoneNumber: "+12065550100", triggers: { flow: "v1" } };
    const { inputs } = (await childrenOf({ instance: INSTANCE, verification })).get("VerificationCall") as Recorded;
    assert.notEqual((inputs.triggers as Record<string, string>).flow, "v1");
  });

  it("calls nobody because a block was moved in the editor", async () => {
    const flowTrigger = async (metadata: Record<string, unknown>) => {
      const flow = JSON.stringify({ ...hangUp(), Metadata: metadata });
      const children = await childrenOf({
        instance: INSTANCE,
        flow,
        verification: { destinationPhoneNumber: "+12065550100" },
      });
      const { inputs } = children.get("VerificationCall") as Recorded;
      return (inputs.triggers as Record<string, string>).flow;
    };
    const at = (x: number) => flowTrigger({ entryPointPosition: { x, y: 0 } });
    assert.match(String(await at(0)), /^[0-9a-f]{16}$/);
    assert.equal(await at(0), await at(40));
  });

  it("refuses requirePassed where nobody is called", () => {
    const center = new ContactCenter("silent", { instance: INSTANCE });
    assert.throws(() => center.requirePassed(), /give it a destination/);
  });
});
