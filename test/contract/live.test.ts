/** The live suite without AWS: it loads and skips, and it runs end to end where the simulator stands for AWS. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ClaimPhoneNumberCommand, CreateInstanceCommand, ListContactFlowsCommand } from "@aws-sdk/client-connect";
import { SIMULATOR_ACCESS_KEY_ID, Simulator, simulatorEnvironment } from "../../simulator";
import { CALL_CASES } from "./call-cases";
import { clientOf } from "./simulator-harness";

const run = promisify(execFile);
const ROOT = join(__dirname, "..", "..");
const MOCHA = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");

describe("npm run test:live", function () {
  this.timeout(240_000);

  it("loads, and calls nobody unless everything is written down", async () => {
    const instance = "11111111-2222-3333-4444-555555555555";
    for (const [variables, reason] of [
      [{}, /RINGCHECK_LIVE is not 1/],
      [{ RINGCHECK_LIVE: "1" }, /names no instance/],
      [{ RINGCHECK_LIVE: "1", RINGCHECK_LIVE_INSTANCE: instance }, /names no number/],
    ] as const) {
      const { stdout } = await live(variables);
      assert.match(stdout, reason);
      assert.match(stdout, /0 passing/);
      assert.match(stdout, new RegExp(`${CALL_CASES.length} pending`));
    }
  });

  it("runs every case to its end, and leaves no flow behind", async () => {
    const simulator = await Simulator.start({ speed: 4, readinessLagSeconds: 0, numberLagSeconds: 0 });
    const environment = simulatorEnvironment(simulator.endpoint, { PATH: process.env.PATH });
    const client = clientOf(simulator, SIMULATOR_ACCESS_KEY_ID);
    const { Id, Arn = "" } = await client.send(
      new CreateInstanceCommand({
        InstanceAlias: "live",
        IdentityManagementType: "CONNECT_MANAGED",
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      }),
    );
    await client.send(new ClaimPhoneNumberCommand({ TargetArn: Arn, PhoneNumber: "+14255550100" }));
    const flowsBefore = await flows();
    const { stdout } = await live({
      ...environment,
      RINGCHECK_LIVE: "1",
      RINGCHECK_LIVE_INSTANCE: Arn,
      RINGCHECK_LIVE_NUMBER: "+12065550100",
      RINGCHECK_LIVE_SILENT_NUMBER: "+12065550101",
      RINGCHECK_LIVE_CLOSED_NUMBER: "+81312345678",
    });
    assert.match(stdout, new RegExp(`${CALL_CASES.length} passing`));
    assert.ok(simulator.contacts().length >= 10);
    assert.deepEqual(await flows(), flowsBefore);
    client.destroy();
    await simulator.stop();

    async function flows(): Promise<(string | undefined)[]> {
      const { ContactFlowSummaryList = [] } = await client.send(new ListContactFlowsCommand({ InstanceId: Id }));
      return ContactFlowSummaryList.map(({ Name }) => Name);
    }
  });
});

/** What `npm run test:live` runs, with these variables and none of ours. */
function live(variables: NodeJS.ProcessEnv): Promise<{ stdout: string }> {
  const env = { PATH: process.env.PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...variables };
  return run(process.execPath, [MOCHA, "test/live/*.test.ts"], { cwd: ROOT, env });
}
