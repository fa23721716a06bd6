/** The state of every earlier release: readable, without a difference, a call or an error, for ever. */
import assert from "node:assert/strict";
import { verifyCall } from "../../verification/call";
import { ApiError } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties } from "../../verification/protocol";
import { provider, providerWith } from "../../verification/provider";
import { DEFAULT_SETTINGS } from "../../verification/settings";
import { ENDLESS, HEALTHY, inputsFor, NO_ANSWER, World } from "./verification-world";

/** Never edited: outputs as version 1 wrote them (`__provider` and values that the program still has, included). */
const INPUTS_1 = {
  instanceId: "11111111-2222-3333-4444-555555555555",
  contactFlowId: "66666666-7777-8888-9999-000000000000",
  destinationPhoneNumber: "+12065550100",
  sourcePhoneNumber: "+12065550199",
  attributes: { lang: "en" },
  attempts: { limit: 2 },
  triggers: { flow: "abc" },
  identity: "identity-1",
  resourceName: "smoke",
  __provider: "exports.handler = …",
};
const STATE_1 = {
  ...INPUTS_1,
  stateVersion: 1,
  outcome: "completed",
  passed: true,
  reasons: [],
  attempts: [
    {
      number: 1,
      contactId: "contact-0",
      outcome: "completed",
      disconnectReason: "CONTACT_FLOW_DISCONNECT",
      placedAt: "2026-01-01T00:00:00.000Z",
      answeredAt: "2026-01-01T00:00:03.000Z",
      endedAt: "2026-01-01T00:00:10.000Z",
    },
  ],
  attributes: { lang: "en", heard: "yes" },
  asked: { attributes: { lang: "en" }, attempts: { limit: 2 } },
  apiRequests: { startOutboundVoiceContact: 1 },
  lastAttempt: 1,
  placedRegion: "us-east-1",
  contactId: "contact-0",
  contactArn: "arn:aws:connect:us-east-1:123456789012:instance/i/contact/contact-0",
  placedAt: "2026-01-01T00:00:00.000Z",
  answeredAt: "2026-01-01T00:00:03.000Z",
  endedAt: "2026-01-01T00:00:10.000Z",
  ringSeconds: 3,
  connectedSeconds: 7,
  disconnectReason: "CONTACT_FLOW_DISCONNECT",
  proofSeen: true,
  stage: "completed",
};

const bag = (inputs: Partial<VerificationCallInputs>) => inputs as unknown as Properties;

describe("verification: states of earlier releases", () => {
  it("version 1: no difference, no call, readable, deletable", async () => {
    const world = new World();
    const current = providerWith(world.ports());
    assert.equal((await current.diff("id", STATE_1, { ...INPUTS_1, __provider: "another text" })).changes, false);
    assert.deepEqual((await current.read("id", STATE_1)).props, STATE_1);
    await current.delete("id", STATE_1);
    assert.equal(world.contacts.length, 0);
  });

  it("version 1: goes on from its numbers and keeps what it was", async () => {
    const world = new World();
    const { outs } = await providerWith(world.ports()).update("id", STATE_1, {
      ...INPUTS_1,
      triggers: { flow: "new" },
    });
    assert.equal(outs.lastAttempt, 2);
    assert.deepEqual(outs.previous, { contactId: "contact-0", outcome: "completed", ringSeconds: 3 });
    assert.equal(outs.__provider, "exports.handler = …", "a red state without its provider could never be deleted");
  });

  it("refuses a text of a later release in one sentence", () => {
    assert.throws(() => provider(2 as 1), /^Error: this stack was written by a newer ringcheck: upgrade the package$/);
    assert.equal(provider(1), provider(1));
  });

  it("a red verdict carries the provider's text in its properties", async () => {
    const world = new World();
    world.scripts = [NO_ANSWER];
    const error = await providerWith(world.ports())
      .create({ ...bag(inputsFor()), __provider: "text" })
      .then(
        () => assert.fail(),
        (failure: { properties: Properties }) => failure,
      );
    assert.equal(error.properties.__provider, "text");
  });
});

describe("verification: a call whose end was not seen", () => {
  it("is resumed by the next up, and not called a second time while it goes", async () => {
    const world = new World();
    world.scripts = [ENDLESS, HEALTHY];
    // Reading and stopping fail until the run has given up.
    world.fault = (op, n) =>
      (op === "describeContact" && n > 1) || op === "stopContact"
        ? new ApiError("AccessDeniedException", "no")
        : undefined;
    const first = await providerWith(world.ports())
      .create(bag(inputsFor()))
      .then(
        () => assert.fail(),
        (failure: { properties: Properties }) => failure.properties,
      );
    assert.equal(first.outcome, "inconclusive");
    assert.equal(world.live().length, 1);
    world.fault = () => undefined;
    const olds = first;
    const second = await providerWith(world.ports())
      .update("id", olds, bag(inputsFor({ maxCallSeconds: 60 })))
      .then(
        ({ outs }) => outs,
        (failure: { properties: Properties }) => failure.properties,
      );
    assert.equal(second.contactId, "contact-1");
    assert.equal(second.outcome, "stopped");
    assert.equal(world.contacts.length, 1);
    const third = await providerWith(world.ports()).update("id", second, bag(inputsFor({ maxCallSeconds: 60 })));
    assert.equal(third.outs.passed, true);
    assert.equal(world.mostAtOnce, 1);
  });

  it("is stopped before a changed request is called, or nothing is called at all", async () => {
    const world = new World();
    world.scripts = [ENDLESS, HEALTHY];
    const id = (await world.api().startOutboundVoiceContact({ ClientToken: "t", Attributes: {} } as never)).contactId;
    const { endedAt: _end, ...rest } = STATE_1;
    const olds = { ...rest, contactId: id, outcome: "inconclusive", passed: false, attempts: [] };
    const changed = { ...INPUTS_1, triggers: { flow: "new" } };
    world.fault = (op) => (op === "stopContact" ? new ApiError("InternalServiceException", "no") : undefined);
    await assert.rejects(providerWith(world.ports()).update("id", olds, changed), /InternalServiceException/);
    assert.equal(world.contacts.length, 1);
    world.fault = () => undefined;
    const { outs } = await providerWith(world.ports()).update("id", olds, changed);
    assert.equal(outs.passed, true);
    assert.equal(world.mostAtOnce, 1);
  });
});

describe("verification: a call that nobody could stop", () => {
  const unstoppable = async (endsAfter: number) => {
    const world = new World();
    world.scripts = [{ ...ENDLESS, endsAfter }];
    world.fault = (op) => (op === "stopContact" ? new ApiError("InternalServiceException", "") : undefined);
    const olds = await providerWith(world.ports())
      .create(bag(inputsFor({ timeoutSeconds: 20 })))
      .then(
        () => assert.fail(),
        (failure: { properties: Properties }) => failure.properties,
      );
    world.fault = () => undefined;
    const disabled = inputsFor({ enabled: false, triggers: { flow: "new" } });
    return { world, olds, disable: () => providerWith(world.ports()).update("id", olds, bag(disabled)) };
  };

  it("is stopped before the next one, also where calls were disabled in between", async () => {
    const { world, disable } = await unstoppable(2_000);
    const { outs: off } = await disable();
    assert.equal(off.outcome, "skipped");
    assert.equal(world.live().length, 1);
    const { outs } = await providerWith(world.ports()).update("id", off, bag(inputsFor({ triggers: { flow: "new" } })));
    assert.equal(outs.passed, true);
    assert.equal(world.mostAtOnce, 1);
    assert.deepEqual(
      (outs.attempts as { number: number; outcome: string }[]).map(({ number, outcome }) => [number, outcome]),
      [
        [1, "stopped"],
        [2, "completed"],
      ],
    );
  });

  it("is looked for where it was placed, also where calls were disabled in between", async () => {
    const { world, disable } = await unstoppable(2_000);
    const { outs: off } = await disable();
    const elsewhere = world.ports({ AWS_REGION: "us-west-2" });
    const regions: string[] = [];
    const connect: typeof elsewhere.connect = (target) => {
      regions.push(target.region);
      return elsewhere.connect(target);
    };
    await providerWith({ ...elsewhere, connect }).delete("id", off);
    assert.deepEqual(regions, ["us-east-1"]);
    assert.equal(world.live().length, 0);
  });

  it("has its end among the attempts of the next one", async () => {
    const { world, olds } = await unstoppable(60);
    world.clock.advance(100_000);
    const { outs } = await providerWith(world.ports()).update("id", olds, bag(inputsFor()));
    const [first] = outs.attempts as { contactId: string; outcome: string; endedAt?: string }[];
    assert.equal(first?.contactId, "contact-1");
    assert.equal(first?.outcome, "hung-up");
    assert.equal(first?.endedAt, "2026-01-01T00:01:00.150Z");
  });
});

describe("verification: without a stack", () => {
  it("answers with the verdict, good or bad, and numbers its attempts on", async () => {
    const world = new World();
    world.scripts = [NO_ANSWER, HEALTHY];
    const lines: string[] = [];
    const options = { ports: world.ports(), log: (line: string) => lines.push(line) };
    const red = await verifyCall(inputsFor(), options);
    assert.deepEqual([red.outcome, red.passed], ["no-answer", false]);
    const green = await verifyCall(inputsFor(), { ...options, olds: red });
    assert.deepEqual([green.outcome, green.passed, green.lastAttempt], ["completed", true, 2]);
    assert.ok(lines.some((line) => line.startsWith("smoke: dials +1 206 *** **00, attempt 1")));
  });

  it("obeys enabled, and ringcheck:enabled of the settings", async () => {
    const world = new World();
    const options = { ports: world.ports() };
    const disabled = /^Error: smoke: no call is placed: calls are disabled/;
    await assert.rejects(verifyCall(inputsFor({ enabled: false }), options), disabled);
    await assert.rejects(
      verifyCall(inputsFor(), { ...options, settings: { ...DEFAULT_SETTINGS, enabled: false } }),
      disabled,
    );
    assert.equal(world.contacts.length, 0);
  });

  it("throws one masked sentence when no call came about", async () => {
    const world = new World();
    const inputs = inputsFor({ attributes: { token: "secret-token" } });
    world.fault = (op) =>
      op === "startOutboundVoiceContact"
        ? new ApiError("InvalidRequestException", "Attributes {token=secret-token} for +1 (206) 555-0100\nare bad")
        : undefined;
    await assert.rejects(verifyCall(inputs, { ports: world.ports() }), (error: Error) => {
      assert.ok(!/secret-token|555-0100|\n/.test(error.message), error.message);
      assert.match(error.message, /^smoke: InvalidRequestException: Connect refuses the request as it stands/);
      return true;
    });
    await assert.rejects(
      verifyCall(inputsFor({ destinationPhoneNumber: "+1911" }), { ports: world.ports() }),
      /emergency/,
    );
    assert.equal(world.contacts.length, 0);
  });
});
