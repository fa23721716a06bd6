/** A flow that cannot prove a call is told in preview; and whose change means a new call of a centre to itself. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ContactCenterArgs } from "../../components";
import { type FlowContent, greetAndProve } from "../../flow";
import { INSTANCE, inputsOf, make, useMocks } from "./center-mocks";

const CALL = { destinationPhoneNumber: "+12065550100" };

const hangUp: FlowContent = {
  Version: "2019-10-30",
  StartAction: "end",
  Actions: [{ Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }],
};

async function warningsOf(args: Omit<ContactCenterArgs, "instance">, about = "ringcheck_proof"): Promise<string[]> {
  const said: string[] = [];
  const { warn } = pulumi.log;
  // The SDK's functions are properties of its module, so that a test may listen.
  (pulumi.log as { warn: unknown }).warn = (message: string) => said.push(message);
  try {
    await make({ instance: INSTANCE, ...args });
  } finally {
    (pulumi.log as { warn: unknown }).warn = warn;
  }
  return said.filter((line) => line.includes(about));
}

describe("a call whose flow cannot prove it", () => {
  before(() => useMocks());

  it("is warned about, by the name of the call", async () => {
    const [warning, ...others] = await warningsOf({ flow: hangUp, verification: CALL });
    assert.match(warning ?? "", /^verification: no flow .*expect: \{ outcome: "answered-unproven" \}\.$/);
    assert.deepEqual(others, []);
    const several = await warningsOf({ flow: hangUp, verifications: { us: CALL, uk: CALL } });
    assert.deepEqual(
      several.map((line) => line.split(":")[0]),
      ["verifications.us", "verifications.uk"],
    );
  });

  it("is not, where the proof is there, where an answer is enough, or where nobody can know", async () => {
    const quiet: Omit<ContactCenterArgs, "instance">[] = [
      { verification: CALL },
      { flow: hangUp },
      { flow: hangUp, verification: { ...CALL, expect: { outcome: "answered-unproven" } } },
      { flow: hangUp, verification: { ...CALL, expect: pulumi.output({ outcome: "answered-unproven" as const }) } },
      { flow: hangUp, flows: { proof: greetAndProve() }, verification: { ...CALL, flow: "proof" } },
      { flow: pulumi.output(JSON.stringify(hangUp)), verification: CALL },
    ];
    for (const args of quiet) assert.deepEqual(await warningsOf(args), []);
  });
});

describe("a call from a new queue without a number", () => {
  before(() => useMocks());

  const about = "no number to call from";

  it("is warned about, by the name of the call", async () => {
    const [warning, ...others] = await warningsOf({ verification: CALL }, about);
    assert.match(
      warning ?? "",
      /^verification: the new queue has no number to call from, .*give the centre a phoneNumber/,
    );
    assert.deepEqual(others, []);
  });

  it("is not, where a number comes from elsewhere, or nobody is called", async () => {
    const quiet: Omit<ContactCenterArgs, "instance">[] = [
      {},
      { verification: CALL, phoneNumber: { claim: { countryCode: "US" } } },
      { verification: CALL, queue: { existing: "BasicQueue" } },
      { verification: { ...CALL, sourcePhoneNumber: "+12065550199" } },
      { verification: { ...CALL, enabled: false } },
      { verification: CALL, transform: { queue: (args) => ({ ...args, outboundCallerConfig: {} }) } },
    ];
    for (const args of quiet) assert.deepEqual(await warningsOf(args, about), []);
  });
});

describe("a number that is claimed beside an adopted queue", () => {
  before(() => useMocks());

  const about = "keeps its own caller id";
  const queue = { existing: "BasicQueue" };
  const phoneNumber = { claim: { countryCode: "US" } };

  it("is not what a call shows, and that is warned about", async () => {
    const [warning, ...others] = await warningsOf({ verification: CALL, queue, phoneNumber }, about);
    assert.match(warning ?? "", /^verification: the adopted queue keeps its own caller id, .*leave queue out/);
    assert.deepEqual(others, []);
  });

  it("is no matter where it has another use, or may be the queue's own", async () => {
    const quiet: Omit<ContactCenterArgs, "instance">[] = [
      { verification: CALL, phoneNumber },
      { queue, phoneNumber },
      { verification: CALL, queue },
      { verification: CALL, queue, phoneNumber: { existing: "11111111-2222-4333-8444-555555555555" } },
      { verification: CALL, queue, phoneNumber: { ...phoneNumber, inboundFlow: "flow" } },
      { verification: { selfCall: true }, queue, phoneNumber },
      { verification: { ...CALL, sourcePhoneNumber: "+12065550199" }, queue, phoneNumber },
      { verification: { ...CALL, enabled: false }, queue, phoneNumber },
    ];
    for (const args of quiet) assert.deepEqual(await warningsOf(args, about), []);
  });
});

describe("a command after a call that is not placed", () => {
  before(() => useMocks());

  it("is warned about, and only then", async () => {
    const afterCall = { command: "./announce.sh" };
    const [warning, ...others] = await warningsOf({ afterCall }, "afterCall");
    assert.match(warning ?? "", /^afterCall: this centre places no call, .*leave afterCall out\.$/);
    assert.deepEqual(others, []);
    assert.deepEqual(await warningsOf({ afterCall, verification: CALL }, "afterCall"), []);
  });
});

describe("a centre that calls itself through an inbound flow of its own", () => {
  before(() => useMocks());

  const triggersWith = async (greeting: string) => {
    const reception = greetAndProve({ greeting });
    const phoneNumber = { claim: { countryCode: "US" }, inboundFlow: "reception" };
    const made = await make({
      instance: INSTANCE,
      phoneNumber,
      flows: { reception },
      verification: { selfCall: true },
    });
    return inputsOf(made, "support-verification").triggers as Record<string, string>;
  };

  it("is called again when that flow changes", async () => {
    const [before, same, after] = [
      await triggersWith("Good morning."),
      await triggersWith("Good morning."),
      await triggersWith("Good evening."),
    ];
    assert.ok(before.answeringFlow);
    assert.equal(before.answeringFlow, same.answeringFlow);
    assert.notEqual(before.answeringFlow, after.answeringFlow);
    assert.deepEqual({ ...before, answeringFlow: "" }, { ...after, answeringFlow: "" });
  });
});
