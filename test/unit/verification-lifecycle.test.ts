/** Create, update and delete over a telephone world in memory: one call where one is due, none otherwise. */
import assert from "node:assert/strict";
import { ApiError } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties, ProviderV1 } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { ENDLESS, HEALTHY, inputsFor, NO_ANSWER, World } from "./verification-world";

interface InitError extends Error {
  id: string;
  properties: Properties;
  reasons: string[];
}

const bag = (inputs: VerificationCallInputs) => inputs as unknown as Properties;

/** Outputs of a create, whether it passed or failed as a red verdict. */
async function createOf(provider: ProviderV1, inputs: VerificationCallInputs): Promise<Properties> {
  return await provider.create(bag(inputs)).then(
    ({ outs }) => outs,
    (error: InitError) => {
      if (!error.properties) throw error;
      return error.properties;
    },
  );
}

async function up(provider: ProviderV1, olds: Properties, inputs: VerificationCallInputs): Promise<Properties> {
  const { changes } = await provider.diff("id", olds, bag(inputs));
  if (!changes) return olds;
  return await provider.update("id", olds, bag(inputs)).then(
    ({ outs }) => outs,
    (error: InitError) => {
      if (!error.properties) throw error;
      return error.properties;
    },
  );
}

describe("verification: create and update", () => {
  it("takes an identity salt for no difference, and uses it from the next call on", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const first = await createOf(provider, inputsFor());
    const salted = { identity: "identity-2" };
    assert.equal(await up(provider, first, inputsFor(salted)), first);
    const second = await up(provider, first, inputsFor({ ...salted, triggers: { flow: "new" } }));
    assert.deepEqual([second.passed, second.lastAttempt], [true, 2]);
    const identities = world.contacts.map(
      ({ request }) => (request.Attributes as Record<string, string>).ringcheck_identity,
    );
    assert.deepEqual(identities, ["identity-1", "identity-2"]);
  });

  it("lets no call of the identity before a salt go on beside the next one", async () => {
    const world = new World();
    world.scripts = [ENDLESS, HEALTHY];
    const provider = providerWith(world.ports());
    const inputs = inputsFor({ timeoutSeconds: 15 });
    world.fault = (op) => (op === "stopContact" ? new ApiError("AccessDeniedException", "no") : undefined);
    const first = await createOf(provider, inputs);
    assert.equal(world.live().length, 1);
    world.fault = () => undefined;
    await up(provider, first, { ...inputs, identity: "identity-2" });
    assert.deepEqual([world.contacts.length, world.mostAtOnce], [2, 1]);
  });

  it("places one call, watches it to its proof and passes", async () => {
    const world = new World();
    const { id, outs } = await providerWith(world.ports()).create(bag(inputsFor()));
    assert.equal(id, "identity-1");
    assert.equal(outs.outcome, "completed");
    assert.equal(outs.passed, true);
    assert.equal(outs.ringSeconds, 3);
    assert.equal(outs.connectedSeconds, 7);
    assert.equal(world.contacts.length, 1);
  });

  it("throws one line with the evidence when nobody answers", async () => {
    const world = new World();
    world.scripts = [NO_ANSWER];
    const error = await providerWith(world.ports())
      .create(bag(inputsFor()))
      .then(
        () => assert.fail("passed"),
        (failure: InitError) => failure,
      );
    assert.equal(error.id, "identity-1");
    assert.equal(error.properties.contactId, "contact-1");
    assert.equal(error.reasons.length, 1);
    assert.match(error.reasons[0] ?? "", /^no-answer \(TELECOM_TIMEOUT, expected completed\): .*ringTimeoutSeconds/);
  });

  it("is red without the proof", async () => {
    const world = new World();
    world.scripts = [{ ...HEALTHY, proves: false }];
    const outs = await createOf(providerWith(world.ports()), inputsFor());
    assert.equal(outs.outcome, "answered-unproven");
    assert.equal(outs.passed, false);
  });

  it("is red with a proof that is not this call's: a constant in the flow, or a copied attribute", async () => {
    const world = new World();
    world.scripts = [{ ...HEALTHY, proof: "an older nonce" }];
    const outs = await createOf(providerWith(world.ports()), inputsFor());
    assert.equal(outs.outcome, "answered-unproven");
  });

  it("gives reason and proof a moment to arrive after the end", async () => {
    const world = new World();
    world.scripts = [{ ...HEALTHY, settlesAfter: 2 }];
    const outs = await createOf(providerWith(world.ports()), inputsFor());
    assert.equal(outs.passed, true);
    assert.equal(outs.disconnectReason, "CONTACT_FLOW_DISCONNECT");
  });

  it("reads the proof from GetContactAttributes where DescribeContact does not show attributes", async () => {
    const world = new World();
    const ports = world.ports();
    const connect: typeof ports.connect = (target) => {
      const api = ports.connect(target);
      const describeContact: typeof api.describeContact = async (instanceId, contactId) => {
        const { attributes: _none, ...record } = await api.describeContact(instanceId, contactId);
        return record;
      };
      return { ...api, describeContact };
    };
    const outs = await createOf(providerWith({ ...ports, connect }), inputsFor());
    assert.equal(outs.passed, true);
    world.scripts = [HEALTHY];
    world.fault = (op) => (op === "getContactAttributes" ? new ApiError("AccessDeniedException", "no") : undefined);
    const blind = await up(providerWith({ ...ports, connect }), outs, inputsFor({ triggers: "again" }));
    assert.equal(blind.outcome, "inconclusive");
    assert.match(String(blind.reasons), /attributes could not be read; allow connect:GetContactAttributes/);
  });

  it("does nothing on a second up", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const outs = await createOf(provider, inputsFor());
    assert.deepEqual(await provider.diff("id", outs, bag(inputsFor())), {
      changes: false,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("places three calls for A, B and A again", async () => {
    for (const tokens of ["A", "B"] as const) {
      const world = new World();
      world.tokens = tokens;
      const provider = providerWith(world.ports());
      const [a, b] = [inputsFor(), inputsFor({ destinationPhoneNumber: "+12065550101" })];
      const first = await createOf(provider, a);
      const second = await up(provider, first, b);
      const third = await up(provider, second, a);
      assert.equal(world.contacts.length, 3, `world ${tokens}`);
      assert.equal(third.contactId, "contact-3");
      assert.equal(third.passed, true);
    }
  });

  it("calls again after a red verdict, and says so in diff", async () => {
    const world = new World();
    world.scripts = [NO_ANSWER];
    const provider = providerWith(world.ports());
    const red = await createOf(provider, inputsFor());
    assert.equal((await provider.diff("id", red, bag(inputsFor()))).changes, true);
    const green = await up(provider, red, inputsFor());
    assert.equal(green.passed, true);
    assert.equal(world.contacts.length, 2);
    assert.equal((green.previous as { outcome: string }).outcome, "no-answer");
  });
});
