/** The calls of a centre, recorded by Pulumi's own mocks: which resources they become, and what all of them together say. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";
import { greetAndProve } from "../../flow";

interface Recorded {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const NUMBERED = { phoneNumber: "+15555550199" };
const recorded: Recorded[] = [];
const ID = "12345678-1234-1234-1234-123456789012";
/** What the mocked calls come to, by logical name; a pass where nothing is written. */
const verdicts: Record<string, object> = {};

// Mocks belong to the whole process: each file puts its own in place before it runs.
function useMocks(): void {
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        recorded.push({ type, name, inputs });
        const arn = `arn:aws:connect:us-east-1:123456789012:${name}`;
        const call = { contactId: `${name}-contact`, passed: true, reasons: [], ...verdicts[name] };
        return { id: id || `${name}-id`, state: { ...inputs, arn, ...NUMBERED, contactFlowId: `${name}-id`, ...call } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
  );
}

const { ContactCenter } = require("../../components") as typeof ringcheck;

const INSTANCE = { alias: "acme-support" };
const US = { destinationPhoneNumber: "+12065550100" };
const UK = { destinationPhoneNumber: "+12065550101" };

async function centerOf(args: Omit<ringcheck.ContactCenterArgs, "instance">): Promise<ringcheck.ContactCenter> {
  recorded.length = 0;
  const center = new ContactCenter("support", { instance: INSTANCE, ...args });
  await Promise.all(Object.values(center.verifications).map((call) => promiseOf(call.urn)));
  return center;
}

function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}

function callsRecorded(): string[] {
  return recorded.filter(({ type }) => type.endsWith(":VerificationCall")).map(({ name }) => name);
}

/** `path: reason` of every problem that the constructor reports. */
function problemsOf(args: Omit<ringcheck.ContactCenterArgs, "instance">): string[] {
  try {
    new ContactCenter("support", { instance: INSTANCE, ...args });
  } catch (error) {
    assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
    return error.errors.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
  }
  return [];
}

describe("the calls of a ContactCenter", () => {
  before(useMocks);
  afterEach(() => {
    for (const name of Object.keys(verdicts)) {
      delete verdicts[name];
    }
  });

  it("are each a resource with its own name, destination and outputs", async () => {
    const center = await centerOf({ verifications: { us: US, uk: { ...UK, onFailure: "warn" } } });
    assert.deepEqual(callsRecorded().sort(), ["support-verification-uk", "support-verification-us"]);
    assert.deepEqual(Object.keys(center.verifications), ["us", "uk"]);
    const uk = recorded.find(({ name }) => name === "support-verification-uk");
    assert.equal(uk?.inputs.onFailure, "warn");
    assert.ok(!("flow" in (uk?.inputs ?? {})));
    assert.equal(
      await promiseOf(center.verifications.uk?.contactId as pulumi.Output<string>),
      "support-verification-uk-contact",
    );
  });

  it("give the component the contact of the first", async () => {
    const center = await centerOf({ verifications: { us: US, uk: UK } });
    assert.equal(await promiseOf(center.contactId), "support-verification-us-contact");
    assert.equal(center.verification, center.verifications.us);
  });

  it("keep the name that a single one has", async () => {
    const center = await centerOf({ verification: US });
    assert.deepEqual(callsRecorded(), ["support-verification"]);
    assert.deepEqual(Object.keys(center.verifications), ["verification"]);
  });

  it("have all to pass for requirePassed", async () => {
    const green = await centerOf({ verifications: { us: US, uk: UK } });
    assert.equal(await promiseOf(green.requirePassed()), "support-verification-us-contact");
    verdicts["support-verification-uk"] = { passed: false, reasons: ["busy: the line was engaged"] };
    verdicts["support-verification-fr"] = { passed: false, reasons: ["nobody answered"] };
    const red = await centerOf({ verifications: { us: US, uk: UK, fr: UK } });
    await assert.rejects(
      promiseOf(red.requirePassed()),
      /^Error: uk: busy: the line was engaged; fr: nobody answered$/,
    );
  });

  it("are refused in one go where they cannot be", () => {
    assert.deepEqual(problemsOf({ verification: US, verifications: { "u s": { ...US, flow: "menu" } } }), [
      "verifications: verification and verifications are both given; move the one call into verifications under a name.",
      "verifications.u s: the name of a call has 1–64 letters, digits, dots, hyphens and underscores; rename it.",
      'verifications.u s.flow: there is no flow "menu" in flows (none is given); name one, or leave it out.',
    ]);
  });

  it("run the flow that they name, of those that there are", async () => {
    await centerOf({ flows: { menu: greetAndProve() }, verification: { ...US, flow: "menu" } });
    assert.equal(named("support-verification").inputs.contactFlowId, "support-flow-menu-id");
    assert.deepEqual(problemsOf({ verification: { ...US, flow: "menu" } }), [
      'verification.flow: there is no flow "menu" in flows (none is given); name one, or leave it out.',
    ]);
  });
});

describe("a ContactCenter that calls itself", () => {
  before(useMocks);
  const NUMBER = { claim: { countryCode: "US" } };

  it("calls its own number, bound to a flow that answers, and wants the inbound contact", async () => {
    await centerOf({
      phoneNumber: NUMBER,
      verification: { selfCall: true, expect: { attributes: { a: "b" } } },
    });
    const { inputs } = named("support-verification");
    assert.equal(secretOf(inputs.destinationPhoneNumber), "+15555550199");
    assert.deepEqual(secretOf(inputs.expect), { attributes: { a: "b" }, inboundLeg: true });
    assert.ok(!("selfCall" in inputs));
    assert.deepEqual(named("support-answering-binding").inputs, {
      instanceId: "support-instance-id",
      phoneNumberId: "support-number-id",
      contactFlowId: "support-answering-flow-id",
    });
    const flow = JSON.parse(String(named("support-answering-flow").inputs.content)) as { Actions: { Type: string }[] };
    assert.deepEqual(
      flow.Actions.map(({ Type }) => Type),
      ["GetParticipantInput", "DisconnectParticipant"],
    );
    const triggers = Object.keys(inputs.triggers as object);
    assert.ok(triggers.includes("answeringFlow") && triggers.includes("answeringNumber"));
  });

  it("calls after the binding is there", async () => {
    const center = await centerOf({ phoneNumber: NUMBER, verification: { selfCall: true } });
    const order = recorded.map(({ name }) => name);
    assert.ok(order.indexOf("support-answering-binding") < order.indexOf("support-verification"));
    assert.ok(center.answering.verification?.binding);
  });

  it("calls a second number where one is to be claimed for it", async () => {
    await centerOf({ phoneNumber: NUMBER, verification: { selfCall: NUMBER } });
    assert.equal(named("support-verification-answering-number").inputs.countryCode, "US");
    const { inputs } = named("support-verification-answering-binding");
    assert.equal(inputs.phoneNumberId, "support-verification-answering-number-id");
  });

  it("leaves the binding of a number that has an inbound flow, or was adopted", async () => {
    for (const phoneNumber of [{ existing: ID }, { ...NUMBER, inboundFlow: "flow" }]) {
      const center = await centerOf({ phoneNumber, verification: { selfCall: true } });
      assert.ok(!recorded.some(({ name }) => name.startsWith("support-answering")));
      assert.equal(center.answering.verification?.binding, undefined);
    }
  });

  it("shares one answering side among several calls to its own number", async () => {
    await centerOf({ phoneNumber: NUMBER, verifications: { a: { selfCall: true }, b: { selfCall: true }, us: US } });
    assert.equal(recorded.filter(({ name }) => name === "support-answering-binding").length, 1);
    assert.equal(callsRecorded().length, 3);
  });

  it("says what is missing or given twice", () => {
    assert.deepEqual(problemsOf({ verification: { selfCall: true } }), [
      "verification.selfCall: the centre has no number to call; give it a phoneNumber, or selfCall a claim.",
    ]);
    assert.deepEqual(problemsOf({ phoneNumber: NUMBER, verification: { ...US, selfCall: true } as never }), [
      "verification.destinationPhoneNumber: a call needs one of destinationPhoneNumber and selfCall; give exactly one.",
    ]);
    assert.deepEqual(problemsOf({ verification: { selfCall: { claims: NUMBER.claim } } as never }), [
      'verification.selfCall.claims: there is no such argument; did you mean "claim"?',
      'verification.selfCall.claim: undefined is not understood. Write { countryCode: "US" }.',
    ]);
  });
});

describe("the command after a call", () => {
  before(useMocks);
  after(() => {
    delete verdicts["support-verification"];
  });

  it("has the evidence in its environment, and runs for a new contact only", async () => {
    const environment = { TOKEN: pulumi.secret("s3cret"), RINGCHECK_PASSED: "always" };
    const afterCall = { command: "./announce.sh", environment, interpreter: ["/bin/bash", "-c"], dir: "/srv" };
    await centerOf({ verification: US, afterCall });
    const { inputs } = await commandNamed("support-after-call");
    const { environment: given, ...others } = inputs;
    assert.deepEqual(others, {
      create: "./announce.sh",
      update: "exit 0",
      triggers: ["support-verification-contact"],
      interpreter: ["/bin/bash", "-c"],
      dir: "/srv",
    });
    const shown = secretOf(given) as Record<string, string>;
    assert.equal(shown.TOKEN, "s3cret");
    assert.equal(shown.RINGCHECK_CONTACT_ID, "support-verification-contact");
    assert.equal(shown.RINGCHECK_PASSED, "true");
    assert.equal(shown.RINGCHECK_RING_SECONDS, "");
    assert.equal(shown.RINGCHECK_CALL, "support-verification");
  });

  it("is one for each call, and sends no key that was not given", async () => {
    await centerOf({ verifications: { us: US, uk: UK }, afterCall: { command: "true" } });
    const { inputs } = await commandNamed("support-after-call-uk");
    assert.deepEqual(Object.keys(inputs).sort(), ["create", "environment", "triggers", "update"]);
    await commandNamed("support-after-call-us");
  });

  it("gives an interpreter that is no shell a blank program for what is no new call", async () => {
    await centerOf({ verification: US, afterCall: { command: "print(1)", interpreter: ["python3", "-c"] } });
    assert.equal((await commandNamed("support-after-call")).inputs.update, " ");
  });

  it("has nothing to run while calls are disabled", async () => {
    Object.assign(verdicts, { "support-verification": { passed: false, reasons: [], contactId: undefined } });
    await centerOf({ verification: US, afterCall: { command: "./announce.sh" } });
    assert.equal((await commandNamed("support-after-call")).inputs.create, "exit 0");
  });

  it("is refused without a command", () => {
    assert.deepEqual(problemsOf({ verification: US, afterCall: { comand: "x" } as never }), [
      'afterCall.comand: there is no such argument; did you mean "command"?',
      'afterCall.command: needed, such as "./announce.sh".',
    ]);
  });
});

async function commandNamed(name: string): Promise<Recorded> {
  for (let turn = 0; turn < 1000 && !recorded.some((each) => each.name === name); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return named(name);
}

function named(name: string): Recorded {
  const found = recorded.find((each) => each.name === name);
  assert.ok(found, `${name} among ${recorded.map((each) => each.name).join(", ")}`);
  return found;
}

/** The value behind Pulumi's mark of a secret. */
function secretOf(value: unknown): unknown {
  return (value as { value: unknown }).value;
}
