/** `ringcheck simulate` as people start it: its list of numbers, and faults out of a file. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { DEFAULT_NUMBERS, type FaultRule } from "../../simulator";
import { TestWorld, temporaryFolder } from "./simulator-harness";

const ROOT = join(__dirname, "..", "..");
const CLI = join(ROOT, "dist", "cli", "main.js");
const run = promisify(execFile);

/** What the command under the simulator does: a few requests, and one line of JSON that says what came of each. */
const CLIENT = `
const sdk = require("@aws-sdk/client-connect");
const client = new sdk.ConnectClient({ maxAttempts: 1 });
const ask = (command) => client.send(command).then((answer) => answer, (error) => ({ error: error.name }));
const create = (InstanceAlias) => new sdk.CreateInstanceCommand({
  InstanceAlias, IdentityManagementType: "SAML", InboundCallsEnabled: true, OutboundCallsEnabled: true,
});
const aliases = async () => (await ask(new sdk.ListInstancesCommand({}))).InstanceSummaryList.map((each) => each.InstanceAlias);
(async () => {
  const seen = [];
  const attribute = () => ask(new sdk.DescribeInstanceAttributeCommand({ InstanceId: id, AttributeType: "EARLY_MEDIA" }));
  seen.push((await ask(create("lost-before"))).error !== undefined, await aliases());
  seen.push((await ask(create("lost-after"))).error !== undefined, await aliases());
  const id = (await ask(create("kept"))).Id;
  seen.push((await attribute()).error, (await attribute()).error, (await attribute()).error);
  const asked = performance.now();
  await ask(new sdk.DescribeInstanceCommand({ InstanceId: id }));
  seen.push(performance.now() - asked >= 290);
  console.log(JSON.stringify(seen));
})();
`;

describe("ringcheck simulate", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const simulate = (...args: string[]) => run(process.execPath, [CLI, "simulate", ...args], { cwd: ROOT });
  const fileOf = (content: string) => {
    const file = join(folder.path, "faults.json");
    writeFileSync(file, content);
    return file;
  };

  it("lists the default test numbers, which are those of the README", async () => {
    const { stdout } = await simulate("--numbers", "--json");
    assert.deepEqual(JSON.parse(stdout), DEFAULT_NUMBERS);
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const rows = [...readme.matchAll(/^\| (\+1 206 555 01\d\d) +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, number = "", words]) => [number.replaceAll(" ", ""), words]),
      DEFAULT_NUMBERS.map(({ phoneNumber, description }) => [phoneNumber, description]),
    );
  });

  it("says where it looked for contacts", async () => {
    const { stdout } = await simulate("--contacts", "--state", join(folder.path, "nothing"));
    assert.equal(stdout, `No contacts in ${join(folder.path, "nothing")}.\n`);
  });

  it("shows the way that one contact took, without what was said or pressed, as flow draw reads it", async () => {
    const world = await TestWorld.start({ state: folder.path });
    const centre = await world.callCentre();
    const id = await centre.call("+12065550100");
    await world.clock.advance(60_000);
    await centre.describe(id);
    await world.stop();
    const { stdout } = await simulate("--contacts", id, "--state", folder.path);
    assert.match(stripVTControlCharacters(stdout), /^Flow +Action +Type +Branch\n.* DisconnectParticipant +end\n$/s);
    const { stdout: json } = await simulate("--contacts", id, "--state", folder.path, "--json");
    const [{ contactId, trace }] = JSON.parse(json) as [{ contactId: string; trace: Record<string, string>[] }];
    assert.equal(contactId, id);
    assert.equal(trace.at(-1)?.type, "DisconnectParticipant");
    const members = new Set(trace.flatMap((step) => Object.keys(step)));
    assert.deepEqual([...members].sort(), ["block", "branch", "flow", "type"]);
    const unknown = simulate("--contacts", "nobody", "--state", folder.path);
    await assert.rejects(unknown, /There is no contact nobody in /);
  });

  for (const dashes of [[], ["--"]]) {
    it(`leaves the command its own options${dashes.length ? " after --" : ""}`, async () => {
      const program = "console.log(JSON.stringify(process.argv.slice(1)))";
      const command = [process.execPath, "-e", program, "up", "--yes", "--json", "--", "--memory"];
      const { stdout } = await simulate("--memory", ...dashes, ...command);
      assert.deepEqual(JSON.parse(stdout), ["up", "--yes", "--json", "--", "--memory"]);
    });
  }

  it("injects the faults of a file: an error for the nth request, a drop before and after the effect, a delay", async () => {
    const rules: FaultRule[] = [
      { operation: "CreateInstance", drop: "before" },
      { operation: "CreateInstance", nth: 2, drop: "after" },
      { operation: "DescribeInstanceAttribute", nth: 2, error: "InternalServiceException" },
      { operation: "DescribeInstance", delaySeconds: 3 },
    ];
    const faults = fileOf(JSON.stringify(rules));
    const command = [process.execPath, "-e", CLIENT];
    const { stdout } = await simulate("--memory", "--speed", "10", "--faults", faults, "--", ...command);
    assert.deepEqual(JSON.parse(stdout), [
      ...[true, []],
      ...[true, ["lost-after"]],
      ...[null, "InternalServiceException", null],
      // Three seconds of the simulator's time, ten times as fast as the wall's; a timer may be early by a little.
      true,
    ]);
  });

  for (const [content, problem] of [
    ["{", /cannot read fault rules from .*faults\.json/],
    ['{"operation": "ListInstances"}', /faults\.json must hold a list of fault rules/],
    ['[{"operation": "ListInstances", "drop": "sometimes"}]', /drop must be before or after/],
  ] as const) {
    it(`refuses a file of faults in one sentence: ${content}`, async () => {
      const failed = simulate("--memory", "--faults", fileOf(content), "--", process.execPath, "-e", "");
      await assert.rejects(failed, ({ code, stderr }: { code: number; stderr: string }) => {
        assert.equal(code, 1);
        assert.match(stderr, problem);
        assert.equal(stderr.trim().split("\n").length, 1);
        return true;
      });
    });
  }
});
