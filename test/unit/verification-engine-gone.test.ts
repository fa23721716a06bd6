/** An engine that was killed must not leave somebody behind who dials for it. */
import assert from "node:assert/strict";
import * as net from "node:net";
import { engineIsGone } from "../../verification/engine-gone";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { inputsFor, World } from "./verification-world";

const SCRIPT = "/project/node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js";

describe("engineIsGone", () => {
  let engine: net.Server;
  let address: string;

  beforeEach(async () => {
    engine = net.createServer((socket) => socket.end());
    await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
    address = `127.0.0.1:${(engine.address() as net.AddressInfo).port}`;
  });
  afterEach(() => engine.close());

  it("is false while the engine listens", async () => {
    assert.equal(await engineIsGone(["node", SCRIPT, address]), false);
  });

  it("is true once it does not", async () => {
    await new Promise((resolve) => engine.close(resolve));
    assert.equal(await engineIsGone(["node", SCRIPT, address]), true);
  });

  it("is false where no engine started the process", async () => {
    await new Promise((resolve) => engine.close(resolve));
    assert.equal(await engineIsGone(["node", "/project/cli.js", address]), false);
  });
});

describe("a process whose engine is gone", () => {
  const create = (world: World, ports: object, overrides: object = {}): Promise<{ outs: Properties }> =>
    providerWith({ ...world.ports(), ...ports }).create(inputsFor(overrides) as unknown as Properties);
  const orphan = { abandoned: async () => true };

  it("dials nobody", async () => {
    const world = new World();
    await assert.rejects(create(world, orphan), /the engine that asked for this call is gone/);
    assert.equal(world.contacts.length, 0);
  });

  for (const triggers of [{}, { flow: "of the orphan" }]) {
    const request = "flow" in triggers ? "another" : "the same";
    it(`neither stops nor marks the call of the run after it, of ${request} request`, async () => {
      const world = new World();
      world.searchShowsOngoing = true;
      const living = create(world, {});
      while (world.contacts.length === 0) await world.clock.sleep(100);
      const outcome = await create(world, orphan, { triggers }).then(
        ({ outs }) => outs.passed,
        (error: Error) => error.message,
      );
      if (request === "another") assert.match(String(outcome), /the engine that asked for this call is gone/);
      else assert.equal(outcome, true);
      const { outs } = await living;
      assert.equal(outs.outcome, "completed");
      assert.deepEqual(
        world.contacts.map(({ stoppedAt, written }) => [stoppedAt, written]),
        [[undefined, {}]],
      );
    });
  }
});
