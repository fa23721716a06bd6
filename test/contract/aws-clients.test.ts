/** Two more clients of the service walk through every operation: boto3 and the AWS CLI, both from PyPI. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { serviceModel } from "./service-model";
import { TestWorld } from "./simulator-harness";

const ROOT = join(__dirname, "..", "..");

describe("other clients of Connect", function () {
  this.timeout(180_000);
  let world: TestWorld;

  before(async () => {
    serviceModel();
    world = await TestWorld.start();
  });
  after(() => world.stop());

  for (const [client, script] of [
    ["boto3", "run_boto3.py"],
    ["the AWS CLI", "run_cli.py"],
  ] as const) {
    it(`${client} runs every operation and is answered as by the service`, async () => {
      const { status, output } = await python(script, world.simulator.endpoint);
      assert.equal(status, 0, output);
      process.stdout.write(`      ${client}: ${output.trim().split("\n").at(-1)}\n`);
    });
  }
});

/** Not awaited synchronously: the simulator it talks to is in this process. */
function python(script: string, endpoint: string): Promise<{ status: number | null; output: string }> {
  const program = join(ROOT, ".venv", "bin", "python");
  const child = spawn(program, [join(__dirname, "python", script), endpoint], { env: { PATH: process.env.PATH } });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, output })));
}
