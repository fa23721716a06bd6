/** The other end of a call to the centre's own number: found, or the verdict is no pass. */
import assert from "node:assert/strict";
import { ApiError, type ConnectApi, type ContactRecord } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { HEALTHY, inputsFor, NO_ANSWER, type Script, World } from "./verification-world";

const OWN = "+12065550199";
const CALLED = "+12065550100";
const SELF = inputsFor({ expect: { inboundLeg: true }, timeoutSeconds: 120 });

interface Outcome {
  state: Properties;
  error?: string;
}

/** A world in which answered calls have another end, as `leg` says; without one there is none. */
class SelfCallingWorld extends World {
  /** Seconds after the end of the call at which the inbound contact shows in search. */
  legLag = 0;
  leg: (record: ContactRecord) => Partial<ContactRecord>[] = () => [{}];
  searchError: string | undefined;
  inboundSearches = 0;

  override api(): ConnectApi {
    const api = super.api();
    return {
      ...api,
      searchContacts: (query) =>
        query.initiationMethod === "INBOUND" ? this.searchInbound(query) : api.searchContacts(query),
      describeContact: async (instanceId, id) =>
        this.legs().find((leg) => leg.contactId === id) ?? {
          ...(await api.describeContact(instanceId, id)),
          systemNumber: OWN,
        },
    };
  }

  private async searchInbound({ from, to }: { from: number; to: number }) {
    this.inboundSearches += 1;
    await this.clock.sleep(50);
    if (this.searchError) throw new ApiError(this.searchError, "");
    const inTime = this.legs().filter(({ initiatedAt = 0 }) => initiatedAt >= from && initiatedAt <= to);
    const shown = inTime.filter((leg) => (leg.disconnectedAt ?? 0) + this.legLag * 1000 <= this.clock.now());
    return { contacts: shown.map(({ contactId }) => ({ contactId })) };
  }

  private legs(): ContactRecord[] {
    return this.contacts.map((contact) => this.record(contact)).flatMap((call) => this.legsOf(call));
  }

  private legsOf(call: ContactRecord): ContactRecord[] {
    const { connectedAt, disconnectedAt } = call;
    if (connectedAt === undefined || disconnectedAt === undefined) return [];
    const leg = {
      initiatedAt: connectedAt,
      connectedAt,
      disconnectedAt,
      disconnectReason: "CUSTOMER_DISCONNECT",
      systemNumber: CALLED,
      customerNumber: OWN,
    };
    return this.leg(call).map((changes, index) => ({ contactId: `in-${call.contactId}-${index}`, ...leg, ...changes }));
  }
}

async function call(world: World, inputs: VerificationCallInputs = SELF, script: Script = HEALTHY): Promise<Outcome> {
  world.scripts = [script];
  const running = providerWith(world.ports()).create(inputs as unknown as Properties);
  return await running.then(
    ({ outs }) => ({ state: outs }),
    (error: Error & { properties?: Properties }) => ({ state: error.properties ?? {}, error: error.message }),
  );
}

function worldWith(leg: SelfCallingWorld["leg"]): SelfCallingWorld {
  const world = new SelfCallingWorld();
  world.leg = leg;
  return world;
}

describe("verification: the inbound leg", () => {
  it("is not a contact that was over before the call was placed", async () => {
    const world = new SelfCallingWorld();
    world.leg = ({ initiatedAt = 0 }) => [
      { initiatedAt: initiatedAt - 4_000, connectedAt: initiatedAt - 3_000, disconnectedAt: initiatedAt - 450 },
    ];
    const { state } = await call(world, SELF);
    assert.equal(state.passed, false);
    assert.equal(state.inboundLeg, undefined);
  });

  it("is found, is evidence, and makes the call a pass", async () => {
    const { state } = await call(new SelfCallingWorld());
    assert.equal(state.passed, true);
    assert.deepEqual(state.inboundLeg, {
      contactId: "in-contact-1-0",
      placedAt: state.answeredAt,
      answeredAt: state.answeredAt,
      endedAt: state.endedAt,
      disconnectReason: "CUSTOMER_DISCONNECT",
    });
    assert.ok(!JSON.stringify(state.inboundLeg).includes("+"));
  });

  it("is waited for where the search lags", async () => {
    const world = new SelfCallingWorld();
    world.legLag = 60;
    const { state } = await call(world);
    assert.equal(state.passed, true);
    assert.ok(world.inboundSearches > 3 && world.inboundSearches < 15, String(world.inboundSearches));
  });

  const NOT_ESTABLISHED: [string, SelfCallingWorld["leg"]][] = [
    ["there is none", () => []],
    ["another number was called", () => [{ systemNumber: "+12065550107" }]],
    ["another number called", () => [{ customerNumber: "+12065550107" }]],
    ["the caller is not shown", () => [{ customerNumber: "anonymous" }]],
    ["nothing answered it", (record) => [{ connectedAt: undefined, initiatedAt: record.initiatedAt ?? 0 } as never]],
    ["two fit", () => [{}, {}]],
  ];
  for (const [why, leg] of NOT_ESTABLISHED) {
    it(`is not established where ${why}`, async () => {
      const world = worldWith(leg);
      const before = world.clock.now();
      const { state, error } = await call(world);
      assert.equal(state.outcome, "inconclusive");
      assert.equal(state.passed, false);
      assert.ok(!("inboundLeg" in state));
      assert.match(String(error), /not established that the centre's own inbound flow did it/);
      assert.ok(world.clock.now() - before <= 125_000);
      assert.equal(world.contacts.length, 1);
    });
  }

  it("says which permission is missing, and does not wait", async () => {
    const world = new SelfCallingWorld();
    world.searchError = "AccessDeniedException";
    const { state } = await call(world);
    assert.equal(world.inboundSearches, 1);
    assert.match(String((state.reasons as string[])[1]), /could not be looked for: AccessDeniedException/);
  });

  it("looks again after an error that passes", async () => {
    const world = new SelfCallingWorld();
    world.searchError = "InternalServiceException";
    world.clock.sleep(40_000).then(() => {
      world.searchError = undefined;
    });
    assert.equal((await call(world)).state.passed, true);
  });

  it("is not looked for where nobody answered, and such a call passes under no expectation", async () => {
    const world = new SelfCallingWorld();
    const { state } = await call(world, { ...SELF, expect: { outcome: "no-answer", inboundLeg: true } }, NO_ANSWER);
    assert.equal(state.outcome, "no-answer");
    assert.equal(state.passed, false);
    assert.equal(world.inboundSearches, 0);
  });

  it("is not looked for unless asked, and leaves no trace in the outputs", async () => {
    const world = new SelfCallingWorld();
    const { state } = await call(world, inputsFor());
    assert.equal(state.passed, true);
    assert.equal(world.inboundSearches, 0);
    assert.ok(!("inboundLeg" in state));
    const provider = providerWith(world.ports());
    assert.equal((await provider.diff("id", state, inputsFor() as unknown as Properties)).changes, false);
  });

  it("asked for later, calls once more, since the old evidence lacks it", async () => {
    const world = new SelfCallingWorld();
    const { state } = await call(world, inputsFor());
    const provider = providerWith(world.ports());
    const later = { ...inputsFor(), expect: { inboundLeg: true } } as unknown as Properties;
    assert.equal((await provider.diff("id", state, later)).changes, true);
    const { outs } = await provider.update("id", state, later);
    assert.equal(outs.passed, true);
    assert.equal(world.contacts.length, 2);
    assert.equal((await provider.diff("id", outs, later)).changes, false);
  });

  it("is looked for after a dead run's call was adopted, without a second call", async () => {
    const world = new SelfCallingWorld();
    const first = await call(world);
    const again = await call(world);
    assert.equal(again.state.contactId, first.state.contactId);
    assert.equal(again.state.passed, true);
    assert.equal(world.contacts.length, 1);
  });
});
