/** The calls of a centre, recorded by Pulumi's own mocks: which resources they become, and what all of them together say. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";

interface Recorded {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const recorded: Recorded[] = [];
/** What the mocked calls come to, by logical name; a pass where nothing is written. */
const verdicts: Record<string, { passed: boolean; reasons: string[] }> = {};

// Mocks belong to the whole process: each file puts its own in place before it runs.
function useMocks(): void {
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        recorded.push({ type, name, inputs });
        const arn = `arn:aws:connect:us-east-1:123456789012:${name}`;
        const call = { contactId: `${name}-contact`, passed: true, reasons: [], ...verdicts[name] };
        return { id: id || `${name}-id`, state: { ...inputs, arn, phoneNumber: "+15555550199", ...call } };
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
      "verifications: verification and verifications are both given; move the one call into verifications under a name",
      "verifications.u s: the name of a call has 1–64 letters, digits, dots, hyphens and underscores; rename it",
      'verifications.u s.flow: there is no flow "menu" in flows (none is given); name one, or leave it out',
    ]);
  });
});
