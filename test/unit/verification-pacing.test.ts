/** Limits that all calls of a process share: rates, slots, one call at a time per destination, one look at the past. */
import assert from "node:assert/strict";
import { TokenBucket } from "../../verification/pacing";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { HEALTHY, inputsFor, VirtualClock, World } from "./verification-world";

const number = (index: number) => `+1206555${String(1000 + index)}`;

describe("verification: pacing", () => {
  it("hands out a burst, then the rate, first come, first served", async () => {
    const clock = new VirtualClock();
    const bucket = new TokenBucket({ perSecond: 2, burst: 5 }, clock);
    const began = clock.now();
    const turn = () => bucket.take().then(() => clock.now() - began);
    const turns = await Promise.all(Array.from({ length: 9 }, turn));
    assert.deepEqual(turns, [0, 0, 0, 0, 0, 500, 1000, 1500, 2000]);
    bucket.drain();
    await bucket.take();
    assert.ok(clock.now() - began >= 2500);
  });

  it("places 100 calls to 100 numbers: at most 8 at once, each once, one search, at the service's pace", async () => {
    const world = new World();
    const starts: number[] = [];
    world.fault = (op, _n, when) => {
      if (op === "startOutboundVoiceContact" && when === "after") starts.push(world.clock.now());
      return undefined;
    };
    const provider = providerWith(world.ports());
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        provider.create(
          inputsFor({ identity: `identity-${index}`, destinationPhoneNumber: number(index) }) as unknown as Properties,
        ),
      ),
    );
    assert.ok(results.every(({ outs }) => outs.passed === true));
    assert.equal(world.contacts.length, 100);
    assert.equal(world.mostAtOnce, 8);
    assert.ok((world.counts.searchContacts ?? 0) <= 4, `${world.counts.searchContacts} searches`);
    for (let index = 5; index < starts.length; index += 1) {
      assert.ok((starts[index] ?? 0) - (starts[index - 5] ?? 0) >= 400, "six starts in less than the rate allows");
    }
  });

  it("needs at most 1.2 times what slots and rates allow for 100 calls of 20 seconds", async () => {
    const world = new World();
    world.scripts = Array.from({ length: 100 }, () => ({ ...HEALTHY, endsAfter: 20 }));
    const provider = providerWith(world.ports());
    const began = world.clock.now();
    const ends = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const inputs = inputsFor({ identity: `identity-${index}`, destinationPhoneNumber: number(index) });
        await provider.create(inputs as unknown as Properties);
        return world.clock.now();
      }),
    );
    const seconds = (Math.max(...ends) - began) / 1000;
    assert.ok(seconds <= 1.2 * Math.ceil(100 / 8) * 20, `${seconds} s`);
  });

  it("never calls one destination twice at once", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const create = (identity: string) => provider.create(inputsFor({ identity }) as unknown as Properties);
    await Promise.all([create("a"), create("b"), create("c")]);
    assert.equal(world.contacts.length, 3);
    assert.equal(world.mostAtOnce, 1);
  });

  it("gives the slot back when a call fails", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    void provider.configure({ config: { get: (key) => (key === "ringcheck:maxConcurrentCalls" ? "1" : undefined) } });
    world.scripts = [{ ...HEALTHY, proves: false }];
    const create = (identity: string) => provider.create(inputsFor({ identity }) as unknown as Properties);
    const results = await Promise.allSettled([create("a"), create("b")]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "fulfilled"],
    );
  });
});
