/** What looks like the call that was asked for and is not: another request's, one that was stopped, one not yet readable. */
import assert from "node:assert/strict";
import { ApiError } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { ENDLESS, HEALTHY, inputsFor, NO_ANSWER, World } from "./verification-world";

async function run(world: World, inputs: VerificationCallInputs): Promise<Properties> {
  const provider = providerWith(world.ports());
  try {
    return (await provider.create(inputs as unknown as Properties)).outs;
  } catch (error) {
    const { properties } = error as { properties?: Properties };
    return properties ?? { refused: String(error) };
  }
}

const unreadable = new ApiError("InternalServiceException", "");

describe("verification: what is not the call that was asked for", () => {
  it("the call of another request, which could not be read when it was given back, is no pass", async () => {
    const world = new World();
    world.fault = (operation, count) => (operation === "describeContact" && count === 3 ? "hang" : undefined);
    const expect = { outcome: "answered-unproven" } as const;
    void run(world, inputsFor({ expect, triggers: { flow: "old" } }));
    await world.death();
    let failures = 0;
    world.fault = (operation) => {
      if (operation !== "describeContact" || failures >= 6) return undefined;
      failures += 1;
      return unreadable;
    };
    const outs = await run(world, inputsFor({ expect, triggers: { flow: "new" } }));
    assert.equal(failures, 6);
    assert.notEqual(outs.passed, true);
  });

  it("a stranger's call that copied the attributes of one that passed is not adopted for it", async () => {
    const world = new World();
    // Long enough that search hides it from the call in between, which would end and mark it.
    const stranger = { answersAfter: 3, endsAfter: 100, reason: "CONTACT_FLOW_DISCONNECT", proves: false };
    world.scripts = [HEALTHY, stranger];
    const provider = providerWith(world.ports());
    const a = inputsFor({ triggers: "a" });
    const first = await provider.create(a as unknown as Properties);
    await world.api().startOutboundVoiceContact({
      ClientToken: "a stranger's",
      RelatedContactId: String(first.outs.contactId),
      Attributes: {},
    } as never);
    const second = await provider.update("id", first.outs, inputsFor({ triggers: "b" }) as unknown as Properties);
    world.clock.advance(200_000);
    const third = await provider.update("id", second.outs, a as unknown as Properties);
    assert.equal(third.outs.passed, true);
    assert.deepEqual(
      world.contacts.map(({ token }) => token === "a stranger's"),
      [false, true, false, false],
    );
    assert.equal(third.outs.contactId, world.contacts.at(-1)?.id);
  });

  for (const [outcome, script] of [
    ["answered-unproven", { ...HEALTHY, proves: false }],
    ["no-answer", NO_ANSWER],
  ] as const) {
    for (const shown of [true, false]) {
      const where = shown ? "DescribeContact" : "GetContactAttributes";
      it(`a stranger's young call that a user's own token gives is no pass as ${outcome} (${where})`, async () => {
        const world = new World();
        world.describeShowsAttributes = shown;
        world.scripts = [script];
        await world.api().startOutboundVoiceContact({ ClientToken: "mine", Attributes: {} } as never);
        const outs = await run(world, inputsFor({ clientToken: "mine", expect: { outcome } }));
        assert.equal(outs.contactId, "contact-1");
        assert.equal(outs.outcome, "inconclusive");
        assert.equal(outs.passed, false);
      });
    }
  }

  it("a call that was stopped by us is not one that nobody answered, also where the stop's answer was lost", async () => {
    const world = new World();
    world.scripts = [{ ...NO_ANSWER, endsAfter: 100_000 }];
    let lost = 0;
    world.fault = (operation, _count, when) => {
      if (operation !== "stopContact" || when !== "after" || lost > 0) return undefined;
      lost += 1;
      return new ApiError("NetworkError", "the answer was lost", true);
    };
    const outs = await run(world, inputsFor({ timeoutSeconds: 15, expect: { outcome: "no-answer" } }));
    assert.equal(lost, 1);
    assert.equal(outs.outcome, "stopped");
    assert.equal(outs.passed, false);
  });

  it("a call that was stopped with a delay is not one that nobody answered, at the next up", async () => {
    const world = new World();
    world.scripts = [{ ...NO_ANSWER, endsAfter: 100_000 }, NO_ANSWER];
    const inputs = inputsFor({ timeoutSeconds: 35, expect: { outcome: "no-answer" } });
    world.fault = (operation, _count, when) => {
      const [call] = world.contacts;
      if (operation === "stopContact" && when === "after" && call) call.stoppedAt = world.clock.now() + 40_000;
      return undefined;
    };
    const olds = await run(world, inputs);
    assert.equal(olds.outcome, "inconclusive");
    assert.match(
      String(olds.reasons),
      /ringcheck stopped it because timeoutSeconds \(35\) was over; .*it is ended first/,
    );
    world.clock.advance(60_000);
    const { outs } = await providerWith(world.ports()).update("id", olds, inputs as unknown as Properties);
    assert.equal(outs.contactId, "contact-2");
    assert.equal((outs.attempts as { outcome: string }[])[0]?.outcome, "stopped");
  });

  it("a call that was stopped by a run that died right after is not one that nobody answered", async () => {
    const world = new World();
    world.scripts = [{ ...NO_ANSWER, endsAfter: 100_000 }, NO_ANSWER];
    const inputs = inputsFor({ timeoutSeconds: 35, expect: { outcome: "no-answer" } });
    world.fault = (operation, _count, when) => (operation === "stopContact" && when === "after" ? "hang" : undefined);
    void run(world, inputs);
    await world.death();
    world.fault = () => undefined;
    const outs = await run(world, inputs);
    assert.equal(outs.contactId, "contact-2");
  });

  it("a call that a process without its engine stopped is no pass for the run that has resumed it", async () => {
    const world = new World();
    world.scripts = [{ ...NO_ANSWER, endsAfter: 100_000 }];
    const expect = { outcome: "no-answer" } as const;
    void run(world, inputsFor({ timeoutSeconds: 15, expect }));
    while (world.contacts.length === 0) await world.clock.sleep(100);
    const outs = await run(world, inputsFor({ timeoutSeconds: 300, expect }));
    assert.equal(outs.contactId, "contact-1");
    assert.equal(outs.outcome, "stopped");
    assert.equal(outs.passed, false);
  });

  it("a call that ended by itself when it was to be stopped is adopted all the same", async () => {
    const world = new World();
    world.scripts = [{ ...HEALTHY, endsAfter: 16 }];
    const inputs = inputsFor({ maxCallSeconds: 12 });
    let over = false;
    world.fault = (operation, _count, when) => {
      if (operation === "updateContactAttributes" && when === "after" && !over) {
        over = true;
        world.clock.advance(2_000);
      }
      return undefined;
    };
    const outs = await run(world, inputs);
    assert.equal(outs.outcome, "completed");
    const again = await run(world, inputs);
    assert.equal(again.contactId, outs.contactId);
    assert.equal(world.contacts.length, 1);
  });

  it("a call that cannot be found for a moment is not over: no second one beside it", async () => {
    const world = new World();
    world.scripts = [ENDLESS];
    const gone = new ApiError("ResourceNotFoundException", "");
    world.fault = (operation) =>
      ["describeContact", "stopContact"].includes(operation) && world.contacts.length === 1 && world.clock.now() < until
        ? gone
        : undefined;
    const until = world.clock.now() + 55_000;
    const outs = await run(world, inputsFor({ timeoutSeconds: 20, attempts: { limit: 2, intervalSeconds: 0 } }));
    assert.equal(world.mostAtOnce, 1, JSON.stringify(outs));
  });
});
