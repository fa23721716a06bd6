/** What the resource class itself does: secrets, identity, and what it refuses. The rules of the call are elsewhere. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";
import { withoutAnswer } from "../../components/debug-log";

const SECRET = "4dabf18193072939515e22adb298388d";
const recorded: Record<string, unknown>[] = [];

// Mocks belong to the whole process: each file puts its own in place before it runs.
function useMocks(): void {
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => {
        recorded.push(inputs);
        return { id: `${name}-id`, state: inputs };
      },
      call: () => ({}),
    },
    "project",
    "stack",
  );
}

const { VerificationCall } = require("../../components") as typeof ringcheck;

const CALL: ringcheck.VerificationCallArgs = {
  instanceId: "11111111-2222-3333-4444-555555555555",
  contactFlowId: "66666666-7777-8888-9999-000000000000",
  queueId: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  destinationPhoneNumber: "+12065550100",
};

async function inputsOf(args: ringcheck.VerificationCallArgs, name = "smoke"): Promise<Record<string, unknown>> {
  recorded.length = 0;
  const call = new VerificationCall(name, args);
  await new Promise((resolve) => call.id.apply(resolve));
  return recorded[0] as Record<string, unknown>;
}

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && SECRET in value;
}

describe("VerificationCall", () => {
  before(useMocks);

  it("has a type of its own from the first day", async () => {
    const call = new VerificationCall("typed", CALL);
    const urn = await new Promise<string>((resolve) => call.urn.apply(resolve));
    assert.match(urn, /pulumi-nodejs:dynamic\/ringcheck:VerificationCall::typed$/);
  });

  it("makes secret what is personal, also when it came as a plain string", async () => {
    const inputs = await inputsOf({
      ...CALL,
      sourcePhoneNumber: "+12065550199",
      attributes: { account: "7" },
      name: "smoke",
      description: "for people",
      references: { ticket: { type: "STRING", value: "42" } },
      allowedDestinations: ["+12065550100"],
      expect: { attributes: { account: "7" } },
      clientToken: "token",
      aws: { externalId: "7" },
    });
    for (const property of [
      "destinationPhoneNumber",
      "sourcePhoneNumber",
      "attributes",
      "name",
      "description",
      "references",
      "allowedDestinations",
      "expect",
      "clientToken",
      "aws",
    ]) {
      assert.ok(isSecret(inputs[property]), property);
    }
    assert.equal(inputs.queueId, CALL.queueId);
  });

  it("sends no key that was not given", async () => {
    const inputs = await inputsOf(CALL);
    const given = Object.keys(inputs).filter((key) => inputs[key] !== undefined);
    assert.deepEqual(given.sort(), [
      "__provider",
      "contactFlowId",
      "destinationPhoneNumber",
      "identity",
      "instanceId",
      "queueId",
      "resourceName",
    ]);
  });

  it("has one identity for one name, whatever it asks for, and another for another name or salt", async () => {
    const { identity } = await inputsOf(CALL);
    assert.match(String(identity), /^[0-9a-f]{32}$/);
    assert.equal((await inputsOf({ ...CALL, destinationPhoneNumber: "+12065550101" })).identity, identity);
    assert.notEqual((await inputsOf(CALL, "other")).identity, identity);
    assert.notEqual((await inputsOf({ ...CALL, identity: "salt" })).identity, identity);
  });

  it("keeps the engine's answers about calls, which hold secrets in clear, out of the debug log", () => {
    new VerificationCall("logged", CALL);
    const line = (type: string) =>
      `RegisterResource RPC finished: resource:smoke[pulumi-nodejs:dynamic/${type}]; err: null, resp: value,,,+12065550100\nmore`;
    assert.equal(
      withoutAnswer(line("ringcheck:VerificationCall")),
      "RegisterResource RPC finished: resource:smoke[pulumi-nodejs:dynamic/ringcheck:VerificationCall]; err: null, resp: [not shown: it holds secrets in clear]",
    );
    const failed = line("ringcheck:VerificationCall").replace("err: null", "err: Error: no-answer (x): y; z");
    assert.doesNotMatch(withoutAnswer(failed), /206555/);
    assert.equal(withoutAnswer(line("other:Thing")), line("other:Thing"));
    assert.doesNotMatch(
      withoutAnswer("Invoke RPC finished: tok=pulumi:pulumi:readStackResourceOutputs; err: null, resp: password"),
      /password/,
    );
    const cut = pulumi.log.debug;
    new VerificationCall("logged-again", CALL);
    assert.equal(pulumi.log.debug, cut, "cut once");
  });

  it("cannot be imported", () => {
    assert.throws(() => new VerificationCall("imported", CALL, { import: "id" }), /cannot be imported/);
  });

  it("fails requirePassed with the first reason where the call did not pass", async () => {
    const call = new VerificationCall("red", CALL);
    const red = Object.assign(Object.create(VerificationCall.prototype), {
      passed: pulumi.output(false),
      contactId: call.contactId,
      reasons: pulumi.output(["nobody answered"]),
    }) as ringcheck.VerificationCall;
    const promise = (red.requirePassed() as unknown as { promise(): Promise<string> }).promise();
    await assert.rejects(promise, /nobody answered/);
  });
});
