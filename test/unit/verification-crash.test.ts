/**
 * A process dies at each boundary of a verification; the next run must leave one call where one was healthy, never two
 * live ones, and never the call of another request. Death is a request that hangs: nothing of the first run goes on.
 */
import assert from "node:assert/strict";
import { ApiError } from "../../verification/connect-api";
import type { AttemptRecord, VerificationCallInputs } from "../../verification/inputs";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { type Fault, HEALTHY, inputsFor, NO_ANSWER, World } from "./verification-world";

const bag = (inputs: VerificationCallInputs) => inputs as unknown as Properties;

/** Where the process dies: the first describe after `skip` seconds of the call, or around the start. */
const BOUNDARIES: Record<string, Fault | "after the end"> = {
  "before the start request leaves": (op, _n, when) =>
    op === "startOutboundVoiceContact" && when === "before" ? "hang" : undefined,
  "after the effect, before the answer": (op, _n, when) =>
    op === "startOutboundVoiceContact" && when === "after" ? "hang" : undefined,
  "after the answer": (op, n) => (op === "describeContact" && n === 1 ? "hang" : undefined),
  "while ringing": (op, n) => (op === "describeContact" && n === 2 ? "hang" : undefined),
  "while connected": (op, n) => (op === "describeContact" && n === 6 ? "hang" : undefined),
  "after the end, before the state is written": "after the end",
};

/** What a user may have changed before the next run. */
const CHANGES: Record<string, Partial<VerificationCallInputs>> = {
  "another trigger": { triggers: { flow: "newer" } },
  "another request": { description: "changed" },
};

interface Cell {
  world: World;
  olds?: Properties;
  inputs: VerificationCallInputs;
}

/** Runs the first, doomed run up to its death. */
async function crash({ world, olds, inputs }: Cell, boundary: Fault | "after the end"): Promise<void> {
  const provider = providerWith(world.ports());
  const run = olds ? provider.update("id", olds, bag(inputs)) : provider.create(bag(inputs));
  const over = run.then(
    () => undefined,
    () => undefined,
  );
  if (boundary === "after the end") return await over;
  world.counts.describeContact = 0;
  world.fault = boundary;
  await Promise.race([world.death(), over]);
  world.fault = () => undefined;
}

async function nextRun({ world, olds, inputs }: Cell): Promise<Properties> {
  const provider = providerWith(world.ports());
  const result = olds ? await provider.update("id", olds, bag(inputs)) : await provider.create(bag(inputs));
  return result.outs;
}

async function cellFor(tokens: "A" | "B", kind: "create" | "update"): Promise<Cell> {
  const world = new World();
  world.tokens = tokens;
  if (kind === "create") return { world, inputs: inputsFor() };
  const before = inputsFor({ triggers: { flow: "old" } });
  const { outs } = await providerWith(world.ports()).create(bag(before));
  return { world, olds: outs, inputs: inputsFor({ triggers: { flow: "new" } }) };
}

for (const tokens of ["A", "B"] as const) {
  for (const kind of ["create", "update"] as const) {
    describe(`verification: a crash in ${kind}, world ${tokens}`, () => {
      for (const [name, boundary] of Object.entries(BOUNDARIES)) {
        it(`${name}: one call, resumed or adopted`, async () => {
          const cell = await cellFor(tokens, kind);
          const before = cell.world.contacts.length;
          await crash(cell, boundary);
          const outs = await nextRun(cell);
          assert.equal(outs.passed, true);
          assert.equal(cell.world.contacts.length - before, 1);
          assert.equal(outs.contactId, cell.world.contacts.at(-1)?.id);
          assert.equal(cell.world.live().length, 0);
        });

        for (const [what, change] of Object.entries(CHANGES)) {
          for (const searchShowsOngoing of [false, true]) {
            const search = searchShowsOngoing ? "shows" : "hides";
            it(`${name}, then ${what} (search ${search} live calls): the old call is never adopted`, async () => {
              const cell = await cellFor(tokens, kind);
              cell.world.searchShowsOngoing = searchShowsOngoing;
              await crash(cell, boundary);
              const left = cell.world.contacts.map((contact) => contact.id);
              const outs = await nextRun({ ...cell, inputs: { ...cell.inputs, ...change } });
              assert.equal(outs.passed, true);
              assert.ok(!left.includes(String(outs.contactId)));
              assert.equal(cell.world.contacts.length, left.length + 1);
              assert.equal(cell.world.mostAtOnce, 1, "two calls were live");
              const orphan = cell.world.contacts.find((contact) => contact.id === left.at(-1));
              if (name !== "before the start request leaves")
                assert.equal(orphan?.written.ringcheck_superseded, "true");
            });
          }
        }
      }
    });
  }
}

for (const tokens of ["A", "B"] as const) {
  describe(`verification: a crash in the second attempt, world ${tokens}`, () => {
    const twice = { attempts: { limit: 2, intervalSeconds: 1 } };

    /** A red first attempt, and death while the second rings. */
    const crashInSecond = async (): Promise<Cell> => {
      const { world, inputs } = await cellFor(tokens, "create");
      const cell = { world, inputs: { ...inputs, ...twice } };
      world.scripts = [NO_ANSWER, HEALTHY];
      let second = false;
      world.fault = (op) => {
        second ||= op === "describeContact" && world.contacts.length === 2;
        return second ? "hang" : undefined;
      };
      void providerWith(world.ports()).create(bag(cell.inputs));
      await world.death();
      world.fault = () => undefined;
      assert.equal(world.live().length, 1);
      return cell;
    };

    it("the same request: the second call is resumed", async () => {
      const cell = await crashInSecond();
      const outs = await nextRun(cell);
      assert.equal(outs.contactId, "contact-2");
      assert.equal(outs.passed, true);
      assert.equal(cell.world.mostAtOnce, 1);
    });

    it("changed, and changed again after another death: one live call at any time", async () => {
      const cell = await crashInSecond();
      const changed = { ...cell, inputs: { ...cell.inputs, triggers: "changed" } };
      await crash(changed, (_op, _n, _when) => (cell.world.contacts.length === 3 ? "hang" : undefined));
      assert.equal(cell.world.live().length, 1);
      const outs = await nextRun({ ...cell, inputs: { ...cell.inputs, triggers: "changed again" } });
      assert.equal(outs.contactId, "contact-4");
      assert.equal(outs.passed, true);
      assert.equal(cell.world.mostAtOnce, 1);
      assert.deepEqual(
        cell.world.contacts.map((contact) => contact.stoppedAt !== undefined),
        [false, true, true, false],
      );
    });

    it("back to the first request after that: what was superseded is not adopted", async () => {
      const cell = await crashInSecond();
      const changed = { ...cell, inputs: { ...cell.inputs, triggers: "changed" } };
      await crash(changed, (_op, _n, _when) => (cell.world.contacts.length === 3 ? "hang" : undefined));
      const outs = await nextRun(cell);
      assert.equal(outs.contactId, "contact-4");
      assert.equal(cell.world.mostAtOnce, 1);
    });
  });
}

describe("verification: what a token gives back", () => {
  const REFUSALS = [
    new ApiError("IdempotencyException", "used before"),
    new ApiError("IdempotentParameterMismatchException", "other parameters"),
    new ApiError("InvalidParameterException", "The client token was used with other parameters"),
  ];

  for (const refusal of REFUSALS) {
    it(`${refusal.name} for another request's token: the next slot`, async () => {
      const cell = await cellFor("A", "create");
      cell.world.tokenMismatch = refusal;
      await crash(cell, "after the end");
      const outs = await nextRun({ ...cell, inputs: { ...cell.inputs, triggers: "changed" } });
      assert.equal(outs.contactId, "contact-2");
      assert.equal(outs.lastAttempt, 2);
    });
  }

  it("a refusal that may speak of our own lost answer is no reason to dial again", async () => {
    const cell = await cellFor("A", "create");
    cell.world.fault = (op, n, when) => {
      if (op !== "startOutboundVoiceContact") return undefined;
      if (n === 1) return when === "after" ? new ApiError("RequestTimeout", "no answer in time", true) : undefined;
      return new ApiError("IdempotencyException", "in use");
    };
    await assert.rejects(nextRun(cell), /IdempotencyException/);
    assert.equal(cell.world.contacts.length, 1);
  });

  it("another request's call is never taken for the new one, however young it is", async () => {
    for (const tokens of ["A", "B"] as const) {
      const cell = await cellFor(tokens, "create");
      await crash(cell, BOUNDARIES["after the effect, before the answer"] as Fault);
      const outs = await nextRun({ ...cell, inputs: { ...cell.inputs, triggers: "changed" } });
      assert.equal(outs.contactId, "contact-2", `world ${tokens}`);
      assert.ok(cell.world.contacts[0]?.stoppedAt);
    }
  });

  it("a user's own token that gives back a stranger's live call leaves it alone", async () => {
    const cell = await cellFor("A", "create");
    const theirs = { ...cell, inputs: inputsFor({ identity: "somebody else", clientToken: "shared" }) };
    await crash(theirs, BOUNDARIES["while ringing"] as Fault);
    const outs = await nextRun({ ...cell, inputs: { ...cell.inputs, clientToken: "shared" } });
    assert.equal(outs.contactId, "contact-2");
    assert.equal(cell.world.contacts[0]?.stoppedAt, undefined);
    assert.deepEqual(cell.world.contacts[0]?.written, {});
  });
});

describe("verification: what an earlier run left behind", () => {
  it("does not adopt a red call: attempt 2 follows", async () => {
    for (const tokens of ["A", "B"] as const) {
      const cell = await cellFor(tokens, "create");
      cell.world.scripts = [NO_ANSWER, HEALTHY];
      await crash(cell, "after the end");
      const outs = await nextRun(cell);
      assert.equal(outs.passed, true);
      assert.equal(cell.world.contacts.length, 2);
      assert.equal(outs.lastAttempt, 2);
    }
  });

  it("world A: walks past a used token when search does not show the red call", async () => {
    const cell = await cellFor("A", "create");
    cell.world.scripts = [NO_ANSWER, HEALTHY];
    cell.world.searchLag = 100_000;
    await crash(cell, "after the end");
    cell.world.clock.advance(10_000);
    const outs = await nextRun(cell);
    assert.equal(outs.passed, true);
    assert.equal(cell.world.contacts.length, 2);
  });

  it("world A: a passed call that search does not show yet is given back by its token", async () => {
    const cell = await cellFor("A", "create");
    cell.world.searchLag = 100_000;
    await crash(cell, "after the end");
    cell.world.clock.advance(10_000);
    const outs = await nextRun(cell);
    assert.equal(outs.contactId, "contact-1");
    assert.equal(cell.world.contacts.length, 1);
  });

  it("world B: the known residual is one more call while search lags, never two live ones", async () => {
    const cell = await cellFor("B", "create");
    cell.world.searchLag = 100_000;
    await crash(cell, "after the end");
    const outs = await nextRun(cell);
    assert.equal(outs.contactId, "contact-2");
    assert.equal(cell.world.mostAtOnce, 1);
  });

  it("does not adopt a passed call that is older than the resume window", async () => {
    for (const tokens of ["A", "B"] as const) {
      const cell = await cellFor(tokens, "create");
      await crash(cell, "after the end");
      cell.world.clock.advance(16 * 60_000);
      const outs = await nextRun(cell);
      assert.equal(outs.contactId, "contact-2", `world ${tokens}`);
    }
  });

  it("a deleted call is marked, so that the same resource made again calls again", async () => {
    for (const tokens of ["A", "B"] as const) {
      const cell = await cellFor(tokens, "create");
      const outs = await nextRun(cell);
      await providerWith(cell.world.ports()).delete("id", outs);
      const again = await nextRun(cell);
      assert.equal(again.contactId, "contact-2", `world ${tokens}`);
    }
  });

  it("refuses to dial when it may not look", async () => {
    const cell = await cellFor("A", "create");
    cell.world.fault = (op) => (op === "searchContacts" ? new ApiError("AccessDeniedException", "no") : undefined);
    await assert.rejects(
      nextRun(cell),
      /since looking for earlier calls by SearchContacts failed: AccessDeniedException: /,
    );
    assert.equal(cell.world.contacts.length, 0);
  });
});

describe("verification: attributes that only GetContactAttributes tells", () => {
  for (const tokens of ["A", "B"] as const) {
    for (const [name, boundary] of Object.entries(BOUNDARIES)) {
      it(`world ${tokens}, a crash ${name}: as where DescribeContact tells them`, async () => {
        const same = await cellFor(tokens, "create");
        same.world.describeShowsAttributes = false;
        await crash(same, boundary);
        assert.equal((await nextRun(same)).passed, true);
        assert.equal(same.world.contacts.length, 1);

        const changed = await cellFor(tokens, "update");
        changed.world.describeShowsAttributes = false;
        await crash(changed, boundary);
        const left = changed.world.contacts.length;
        await nextRun({ ...changed, inputs: { ...changed.inputs, description: "changed" } });
        assert.equal(changed.world.contacts.length, left + 1);
        assert.equal(changed.world.mostAtOnce, 1);
      });
    }
  }

  it("costs no request where DescribeContact tells them", async () => {
    const cell = await cellFor("A", "create");
    await crash(cell, BOUNDARIES["while ringing"] as Fault);
    await nextRun(cell);
    assert.equal(cell.world.counts.getContactAttributes, undefined);
  });
});

describe("verification: the brake and runs that died before they could write of their calls", () => {
  const WORLDS: ["A" | "B", number][] = [
    ["A", 180],
    ["B", 4],
  ];

  for (const [tokens, minutes] of WORLDS) {
    it(`world ${tokens}: every ${minutes} minutes one, until maxCallsPerDay is reached`, async () => {
      const { world, inputs } = await cellFor(tokens, "create");
      const cell = { world, inputs: { ...inputs, maxCallsPerDay: 3 } };
      world.scripts = [NO_ANSWER, NO_ANSWER, NO_ANSWER];
      for (let run = 0; run < 3; run += 1) {
        await crash(cell, (op) => (op === "describeContact" && world.contacts.length > run ? "hang" : undefined));
        world.clock.advance(minutes * 60_000);
      }
      await assert.rejects(nextRun(cell), /no call is placed: 3 calls in the last 24 hours, and maxCallsPerDay is 3/);
      assert.equal(world.contacts.length, 3);
      world.clock.advance(24 * 3_600_000);
      assert.equal((await nextRun(cell)).passed, true);
    });
  }

  it("are attempts of the run that comes to its end, with what became of them", async () => {
    const cell = await cellFor("A", "create");
    cell.world.scripts = [NO_ANSWER, HEALTHY];
    await crash(cell, BOUNDARIES["while ringing"] as Fault);
    cell.world.clock.advance(60_000);
    const { attempts, lastAttempt } = await nextRun(cell);
    assert.deepEqual(
      (attempts as AttemptRecord[]).map(({ number, contactId, outcome }) => [number, contactId, outcome]),
      [
        [1, "contact-1", "no-answer"],
        [2, "contact-2", "completed"],
      ],
    );
    assert.equal(lastAttempt, 2);
  });

  it("are counted no more once their resource was deleted", async () => {
    for (const tokens of ["A", "B"] as const) {
      const cell = await cellFor(tokens, "create");
      const inputs = { ...cell.inputs, maxCallsPerDay: 1 };
      for (let lifetime = 1; lifetime <= 3; lifetime += 1) {
        const outs = await nextRun({ ...cell, inputs });
        await providerWith(cell.world.ports()).delete("id", outs);
        assert.equal(cell.world.contacts.length, lifetime, `world ${tokens}`);
        cell.world.clock.advance(3_600_000);
      }
    }
  });

  it("a stranger's call that a user's own token gives back is not counted", async () => {
    const cell = await cellFor("A", "create");
    await nextRun({ ...cell, inputs: inputsFor({ identity: "somebody else", clientToken: "shared" }) });
    const { attempts } = await nextRun({ ...cell, inputs: inputsFor({ clientToken: "shared", maxCallsPerDay: 1 }) });
    assert.equal((attempts as AttemptRecord[]).length, 1);
  });
});
