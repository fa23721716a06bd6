/** An engine that was killed must not leave somebody behind who dials for it. */
import assert from "node:assert/strict";
import * as net from "node:net";
import { engineIsGone } from "../../verification/engine-gone";

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
