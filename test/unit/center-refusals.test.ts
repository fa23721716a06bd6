/** Arguments that were once passed over in silence, or answered with a stack: each is one sentence that names it. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";
import { greetAndProve } from "../../flow";
import { INSTANCE, inputsOf, linesOf, make, useMocks, wrongLines } from "./center-mocks";

const { VerificationCall } = require("../../components") as typeof ringcheck;
const CALL = { destinationPhoneNumber: "+12065550100" };

const CIRCLE: Record<string, unknown> = {};
CIRCLE.self = CIRCLE;

const opening = (day: string, from: number, until: number) => ({
  day,
  startTime: { hours: from, minutes: 0 },
  endTime: { hours: until, minutes: 30 },
});

describe("an argument that must not be passed over", () => {
  before(() => useMocks());

  it("of a call: a mistyped switch or list would let it go out", () => {
    const mistyped = { ...CALL, allowedDestination: ["GB"], enabld: false };
    const sentences = [
      'there is no such argument; did you mean "allowedDestinations"?',
      'there is no such argument; did you mean "enabled"?',
    ];
    assert.deepEqual(wrongLines({ instance: INSTANCE, verification: mistyped }), [
      `verification.allowedDestination: ${sentences[0]}`,
      `verification.enabld: ${sentences[1]}`,
    ]);
    const ids = { instanceId: "i", contactFlowId: "f", queueId: "q" };
    assert.throws(
      () => new VerificationCall("smoke", { ...ids, ...mistyped } as ringcheck.VerificationCallArgs),
      (error) => {
        assert.deepEqual(linesOf(error), [`allowedDestination: ${sentences[0]}`, `enabld: ${sentences[1]}`]);
        return true;
      },
    );
  });

  it("of a transform that returns nothing, for the call as for every other child", async () => {
    const transform = { verification: (() => undefined) as never };
    await assert.rejects(make({ instance: INSTANCE, verification: CALL, transform }), /returned no arguments/);
  });

  const kinds: Record<string, [args: unknown, line: RegExp]> = {
    "no arguments": [null, /^args: null is not understood/],
    "flows that are text": [{ instance: INSTANCE, flows: "menu.json" }, /^flows: "menu\.json" is not understood/],
    "a transform that is no function": [
      { instance: INSTANCE, transform: { queue: {} } },
      /^transform\.queue: must be a function/,
    ],
    "verifications in an Output": [
      { instance: INSTANCE, verifications: pulumi.output({ us: CALL }) },
      /^verifications: an Output is not understood/,
    ],
    "a selfCall in an Output": [
      { instance: INSTANCE, verification: { selfCall: pulumi.output(true) } },
      /^verification\.selfCall: an Output is not understood/,
    ],
    "an instance in an Output": [{ instance: pulumi.output(INSTANCE) }, /^instance: an Output is not understood/],
    "a circle": [{ instance: INSTANCE, tags: CIRCLE }, /^tags: the value of "self" is no text/],
    "a circle among references": [
      { instance: INSTANCE, references: CIRCLE },
      /^references\.self: this object is no id/,
    ],
    "a circle as a day": [
      { instance: INSTANCE, hours: { timeZone: "UTC", weekdays: CIRCLE } },
      /^hours\.weekdays: this object is not understood/,
    ],
    "a BigInt as a day": [{ instance: INSTANCE, hours: { timeZone: "UTC", monday: 5n } }, /^hours\.monday: 5n is not/],
    "a day without colons": [
      { instance: INSTANCE, hours: { timeZone: "UTC", monday: "0900-1730" } },
      /^hours\.monday: "0900-1730" is no range/,
    ],
    "a BigInt": [{ instance: INSTANCE, queue: { maxContacts: 5n } }, /^queue\.maxContacts: /],
    "more openings than Connect takes": [
      {
        instance: INSTANCE,
        hours: { timeZone: "UTC", weekdays: Array.from({ length: 21 }, (_, hour) => `${hour}:00-${hour}:30`) },
      },
      /^hours: 105 openings; 100 are allowed\./,
    ],
    "openings of Connect's own shape that overlap": [
      { instance: INSTANCE, hours: { timeZone: "UTC", config: [opening("MONDAY", 9, 12), opening("MONDAY", 11, 14)] } },
      /^hours\.config: monday: "09:00-12:30" and "11:00-14:30" overlap/,
    ],
    "an opening of Connect's own shape that ends before it begins": [
      { instance: INSTANCE, hours: { timeZone: "UTC", config: [opening("FRIDAY", 22, 6)] } },
      /^hours\.config: friday: "22:00-06:30" ends before it begins/,
    ],
  };
  for (const [name, [args, line]] of Object.entries(kinds)) {
    it(`${name}: one line, no stack`, () => {
      const [first = "", ...others] = wrongLines(args);
      assert.match(first, line);
      assert.deepEqual(others, []);
    });
  }
});

describe("a number in a place or a spelling that is wrong", () => {
  before(() => useMocks());

  const digits = /(2065550100|206-555-0100|\(206\) 555-0100)/;
  const places: Record<string, object> = {
    "as the call": { verification: "12065550100" },
    "as the call, without quotes": { verification: 12065550100 },
    "as the call, in a list": { verification: ["206-555-0100"] },
    "as triggers": { verification: { ...CALL, triggers: "1 (206) 555-0100" } },
    "as the number": { phoneNumber: "1 (206) 555-0100" },
    "as what exists": { phoneNumber: { existing: "12065550100" } },
    "as what exists, without quotes": { phoneNumber: { existing: 12065550100 } },
    "as a prefix": { phoneNumber: { claim: { countryCode: "US", prefix: "12065550100" } } },
  };
  for (const [place, args] of Object.entries(places)) {
    it(`${place}: refused without being shown`, () => {
      const [line = ""] = wrongLines({ instance: INSTANCE, ...args });
      assert.match(line, /\*\*\* \*\*00/);
      // The remedy has a number of its own, as an example.
      assert.doesNotMatch(line.replaceAll("+12065550100", ""), digits);
    });
  }
});

describe("what is taken as it was meant", () => {
  before(() => useMocks());

  it("a flow with a byte-order mark, which Connect does not take", async () => {
    const text = greetAndProve().toString();
    for (const flow of [`\uFEFF${text}`, pulumi.output(`\uFEFF${text}`)]) {
      const made = await make({ instance: INSTANCE, flow });
      assert.equal(inputsOf(made, "support-flow").content, text);
    }
  });
});
