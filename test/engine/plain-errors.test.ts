/** What goes wrong is told in one sentence each, and no stack trace reaches a user. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { promisify } from "node:util";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, failureOf, mainProgram, NUMBERS, ROOT, startSimulator } from "./harness";

const run = promisify(execFile);
const CLI = path.join(ROOT, "dist", "cli", "main.js");
const WITHOUT_COLOUR = { env: { ...process.env, NO_COLOR: "1" } };
const STACK_TRACE = /\n\s+at .*[:(]\d*/;

describe("plain errors", function () {
  this.timeout(240_000);
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.stop());

  it("a missing destination names the config key", async () => {
    const stack = await createStack(mainProgram(), simulator, {});
    const message = await failureOf(stack.preview());
    assert.match(message, /missing configuration value 'destination'|Missing required configuration variable/);
    assert.doesNotMatch(message, STACK_TRACE);
  });

  it("a destination that is no number is refused in preview, masked", async () => {
    const stack = await createStack(copyOfProject("examples", "smallest"), simulator, {
      destination: { value: "206 555 0100", secret: true },
    });
    const message = await failureOf(stack.preview());
    assert.match(message, /destinationPhoneNumber.*E\.164/);
    assert.doesNotMatch(message, STACK_TRACE);
    assert.doesNotMatch(message, /555 ?0100/);
  });

  it("an unreachable simulator is named", async () => {
    const gone = await startSimulator();
    const stack = await createStack(copyOfProject("examples", "smallest"), gone, {
      destination: { value: NUMBERS.answers, secret: true },
      "aws:maxRetries": "1",
    });
    await gone.stop();
    const message = await failureOf(stack.up());
    assert.match(message, /connection refused|ECONNREFUSED|cannot be reached/);
    assert.doesNotMatch(message, STACK_TRACE);
  });

  it("a taken port is named, with the remedy", async () => {
    const taken = http.createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    const failed = run(
      process.execPath,
      [CLI, "simulate", "--memory", "--port", String(port), "--", "true"],
      WITHOUT_COLOUR,
    );
    await assert.rejects(failed, (error: { stderr: string }) => {
      assert.match(error.stderr, new RegExp(`^ringcheck: .*${port}.*\n$`));
      return true;
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it("a command that does not exist is named", async () => {
    const failed = run(process.execPath, [CLI, "simulate", "--memory", "--", "no-such-command"], WITHOUT_COLOUR);
    await assert.rejects(failed, { code: 127, stderr: /^ringcheck: "no-such-command" was not found\..*\n$/ });
  });
});
