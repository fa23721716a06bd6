/** Every default test number, and the contact record that a call to it leaves. */
import assert from "node:assert/strict";
import { DEFAULT_NUMBERS } from "../../simulator";
import { action, type CallCentre, GREET, TestWorld } from "./simulator-harness";

interface Expected {
  reason: string | undefined;
  /** Seconds from the start of the call; absent where it is never answered, or never ends. */
  connectedAfter?: number;
  endedAfter?: number;
  attributes: Record<string, string>;
}

/** Sets stage, asks for 1, keeps the answer, greets for two seconds, proves. */
const ASK = [
  action("stage", "UpdateContactAttributes", { Attributes: { stage: "answered" } }, "ask"),
  action(
    "ask",
    "GetParticipantInput",
    { Text: "please press one", InputTimeLimitSeconds: "5", StoreInput: "False" },
    "greet",
    {
      conditions: [["Equals", "1", "pressed"]],
      errors: { NoMatchingCondition: "wrong", InputTimeLimitExceeded: "silent", NoMatchingError: "wrong" },
    },
  ),
  action("pressed", "UpdateContactAttributes", { Attributes: { keys: "asked" } }, "greet"),
  action("wrong", "UpdateContactAttributes", { Attributes: { keys: "wrong" } }, "greet"),
  action("silent", "UpdateContactAttributes", { Attributes: { keys: "none" } }, "greet"),
  ...GREET.slice(1),
];

const COMPLETED = { stage: "completed", proof: "" };
const unanswered = (reason: string, endedAfter: number): Expected => ({ reason, endedAfter, attributes: {} });

/** With the flow above: one second of prompt, then a key after one second or none for five, then two of greeting. */
const EXPECTED: Record<string, Expected> = {
  "+12065550100": {
    reason: "CONTACT_FLOW_DISCONNECT",
    connectedAfter: 1,
    endedAfter: 9,
    attributes: { ...COMPLETED, keys: "none" },
  },
  "+12065550101": unanswered("TELECOM_TIMEOUT", 60),
  "+12065550102": unanswered("TELECOM_BUSY", 0.5),
  "+12065550103": unanswered("TELECOM_NUMBER_INVALID", 0.5),
  "+12065550104": unanswered("TELECOM_POTENTIAL_BLOCKING", 0.5),
  "+12065550105": {
    reason: "CONTACT_FLOW_DISCONNECT",
    connectedAfter: 1,
    endedAfter: 9,
    attributes: { ...COMPLETED, keys: "none" },
  },
  "+12065550106": {
    reason: "CUSTOMER_DISCONNECT",
    connectedAfter: 1,
    endedAfter: 2,
    attributes: { stage: "answered" },
  },
  "+12065550107": {
    reason: "CONTACT_FLOW_DISCONNECT",
    connectedAfter: 1,
    endedAfter: 5,
    attributes: { ...COMPLETED, keys: "asked" },
  },
  "+12065550108": {
    reason: "CONTACT_FLOW_DISCONNECT",
    connectedAfter: 1,
    endedAfter: 5,
    attributes: { ...COMPLETED, keys: "wrong" },
  },
  "+12065550109": { reason: undefined, connectedAfter: 1, attributes: { stage: "answered" } },
  "+12065550110": unanswered("TELECOM_UNANSWERED", 0.5),
  "+12065550111": unanswered("TELECOM_PROBLEM", 0.5),
  "+12065550112": unanswered("TELECOM_ORIGINATOR_CANCEL", 60),
  "+12065550113": unanswered("TELECOM_UNANSWERED", 60),
  "+12065550114": {
    reason: "CONTACT_FLOW_DISCONNECT",
    connectedAfter: 10,
    endedAfter: 18,
    attributes: { ...COMPLETED, keys: "none" },
  },
  "+12065550115": {
    reason: "CUSTOMER_DISCONNECT",
    connectedAfter: 1,
    endedAfter: 6,
    attributes: { stage: "answered" },
  },
};

describe("simulator: test numbers", () => {
  let world: TestWorld;
  let centre: CallCentre;

  before(async () => {
    world = await TestWorld.start();
    centre = await world.callCentre(ASK);
  });
  after(() => world.stop());

  it("all have a row here", () => {
    assert.deepEqual(
      DEFAULT_NUMBERS.map((number) => number.phoneNumber),
      Object.keys(EXPECTED),
    );
  });

  for (const { phoneNumber, description } of DEFAULT_NUMBERS) {
    it(`${phoneNumber} ${description}`, async () => {
      const expected = EXPECTED[phoneNumber];
      const started = world.clock.now();
      const sinceStart = (date: Date | undefined) => date && (date.getTime() - started) / 1000;
      const { contact, trace } = await centre.callFor(phoneNumber, 3600);
      assert.deepEqual(
        {
          reason: contact.DisconnectReason,
          connectedAfter: sinceStart(contact.ConnectedToSystemTimestamp),
          endedAfter: sinceStart(contact.DisconnectTimestamp),
          attributes: contact.Attributes,
        },
        { connectedAfter: undefined, endedAfter: undefined, ...expected },
      );
      assert.equal(
        trace.some((entry) => entry.block !== undefined),
        expected?.connectedAfter !== undefined,
      );
    });
  }

  it("the ring timeout is the one of the request", async () => {
    const { contact } = await centre.callFor("+12065550101", 20, { RingTimeoutInSeconds: 15 });
    const rang = (contact.DisconnectTimestamp?.getTime() ?? 0) - (contact.InitiationTimestamp?.getTime() ?? 0);
    assert.equal(rang, 15_000);
    const slow = await centre.callFor("+12065550114", 20, { RingTimeoutInSeconds: 15 });
    assert.ok(slow.contact.ConnectedToSystemTimestamp);
  });

  it("scripts can be added and changed", async () => {
    world.simulator.numbers.add({ phoneNumber: "+12065550100", reaction: "busy", description: "is engaged today" });
    const changed = await centre.callFor("+12065550100", 5);
    assert.equal(changed.contact.DisconnectReason, "TELECOM_BUSY");
    world.simulator.numbers.add({
      ...{ phoneNumber: "+12065550199", reaction: "answers", description: "presses two, then nothing", keys: ["2"] },
    });
    const pressed = await centre.callFor("+12065550199", 20);
    assert.equal(pressed.contact.Attributes?.keys, "wrong");
    assert.throws(
      () => world.simulator.numbers.add({ phoneNumber: "12", reaction: "busy", description: "" }),
      /E\.164/,
    );
  });
});
