/** Many `pulumi` commands over one stack of calls: who is called again, who is not, and what the state keeps. */
import assert from "node:assert/strict";
import { DeleteInstanceCommand } from "@aws-sdk/client-connect";
import type { Simulator } from "../../simulator";
import { CallsProject, type PlannedCall, type Said } from "./calls-project";
import { startSimulator } from "./harness";
import { type Centre, makeCentre, simulatorClient } from "./made-centre";

const number = (line: number) => `+120655502${String(line).padStart(2, "0")}`;

/** Each call has a number of its own, so that the simulator's contacts tell who was called. */
const NUMBERS = { red: 1, a: 2, b: 3, policy: 4, off: 5, moved: 6, kept: 7, braked: 8 } as const;
type Called = keyof typeof NUMBERS;

describe("the life of a call on the engine", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let centre: Centre;
  let project: CallsProject;

  before(async () => {
    const busy = (["red", "policy", "kept", "braked"] as const).map((name) => number(NUMBERS[name]));
    simulator = await startSimulator({
      numbers: busy.map((phoneNumber) => ({ phoneNumber, reaction: "busy", description: "is engaged" })),
    });
    centre = await makeCentre(simulator);
    project = await CallsProject.create(simulator);
  });
  after(() => simulator.stop());

  it("begins: everybody who may be called is, once", async () => {
    project.plan(
      call("red", "red"),
      call("switching", "a"),
      call("policy", "policy"),
      call("off", "off", { enabled: false }),
      call("kept", "kept", { onFailure: "warn" }),
      call("braked", "braked", { maxCallsPerDay: 1 }),
    );
    assert.equal((await up()).code, 1);
    assert.deepEqual(calls(), { red: 1, a: 1, policy: 1, kept: 1, braked: 1 });
  });

  it("red, refresh: nobody is called, and preview still says that something will be", async () => {
    const before = await project.outputs("red");
    assert.equal((await project.run("refresh", "--yes", "--skip-preview")).code, 0);
    assert.deepEqual(await project.outputs("red"), before);
    const { code, output } = await project.run("preview", "--expect-no-changes");
    assert.notEqual(code, 0);
    assert.match(output, /red: will dial \+1 206 \*\*\* \*\*01, 1 attempt \(the last verdict was busy\)/);
    assert.match(output, /kept: keeps the verdict of the last call: busy/);
    assert.match(output, /braked: error: no call is placed: 1 calls in the last 24 hours, and maxCallsPerDay is 1/);
    assert.deepEqual(calls(), { red: 1, a: 1, policy: 1, kept: 1, braked: 1 });
  });

  it("up --refresh: red tries again, A is changed to B, a policy is judged again, enabled calls", async () => {
    project.plan(
      call("red", "red"),
      call("switching", "b"),
      call("policy", "policy", { expect: { outcome: "busy" } }),
      call("off", "off"),
      call("kept", "kept", { onFailure: "warn" }),
      call("braked", "braked", { maxCallsPerDay: 1 }),
    );
    const { code, output } = await up("--refresh");
    assert.equal(code, 1);
    assert.deepEqual(errorsIn(output), [
      "braked: no call is placed: 1 calls in the last 24 hours, and maxCallsPerDay is 1; wait, or raise maxCallsPerDay",
      "busy (TELECOM_BUSY, expected completed)",
    ]);
    assert.deepEqual(calls(), { red: 2, a: 1, b: 1, policy: 1, off: 1, kept: 1, braked: 1 });
    assert.equal((await project.outputs("policy"))?.passed, true);
    assert.equal((await project.outputs("braked"))?.disconnectReason, "TELECOM_BUSY", "the evidence is kept");
  });

  it("B is changed back to A: a third call; a policy alone calls nobody; warn to fail calls", async () => {
    project.plan(
      call("red", "red", { expect: { outcome: "busy" } }),
      call("switching", "a"),
      call("policy", "policy", { expect: { outcome: "busy" }, maxCallSeconds: 60 }),
      call("off", "moved", { enabled: false }),
      call("kept", "kept", { onFailure: "fail" }),
      call("braked", "braked", { maxCallsPerDay: 2, onFailure: "warn", triggers: { flow: "new" } }),
    );
    const { output } = await up();
    assert.deepEqual(errorsIn(output), ["busy (TELECOM_BUSY, expected completed)"]);
    assert.deepEqual(calls(), { red: 2, a: 2, b: 1, policy: 1, off: 1, kept: 2, braked: 2 });
    assert.equal((await project.outputs("off"))?.outcome, "skipped");
    assert.equal((await project.outputs("switching"))?.lastAttempt, 3);
  });

  it("a vanished contact: refresh says so, calls nobody and keeps the evidence", async () => {
    const before = await project.outputs("switching");
    simulator.faults.add({ operation: "DescribeContact", error: "ResourceNotFoundException", times: "all" });
    const { code, output } = await project.run("refresh", "--yes", "--skip-preview");
    simulator.faults.clear();
    assert.equal(code, 0);
    assert.match(output, /switching: contact [0-9a-f-]{36} is no longer in Connect; its evidence is kept/);
    assert.deepEqual(await project.outputs("switching"), before);
  });

  it("a deleted instance: refresh and an unchanged up call nobody and keep the evidence; destroy works", async () => {
    project.plan(call("switching", "a"));
    assert.equal((await up()).code, 0);
    const before = await project.outputs("switching");
    const client = simulatorClient(simulator);
    await client.send(new DeleteInstanceCommand({ InstanceId: centre.instanceId.split("/")[1] }));
    client.destroy();
    const requests = simulator.requests.count("StartOutboundVoiceContact");
    const refreshed = await project.run("refresh", "--yes", "--skip-preview");
    assert.match(refreshed.output, /switching: .* is no longer in Connect; its evidence is kept/);
    assert.deepEqual(await project.outputs("switching"), before);
    assert.equal((await up("--expect-no-changes")).code, 0);
    assert.equal(simulator.requests.count("StartOutboundVoiceContact"), requests);
    assert.equal((await project.run("destroy", "--yes", "--skip-preview")).code, 0);
  });

  function call(name: string, called: Called, more: Record<string, unknown> = {}): PlannedCall {
    return { name, args: { ...centre, destinationPhoneNumber: number(NUMBERS[called]), ...more } };
  }

  /** A red call must not keep the others from being tried. */
  function up(...args: string[]): Promise<Said> {
    return project.up("--continue-on-error", ...args);
  }

  function calls(): Partial<Record<Called, number>> {
    const called = simulator.contacts().map(({ customerAddress }) => customerAddress);
    const counts = Object.entries(NUMBERS).map(([name, line]) => [
      name,
      called.filter((each) => each === number(line)).length,
    ]);
    return Object.fromEntries(counts.filter(([, count]) => count !== 0));
  }
});

/** What each error line says first, sorted. */
function errorsIn(output: string): string[] {
  const lines = output.split("\n").filter((line) => /^\s+(error: |\* )/.test(line));
  const said = lines.map((line) => line.replace(/^\s+(error: |\* )/, "").replace(/: the line is engaged.*/, ""));
  return [...new Set(said)].filter((line) => !/update failed|error occurred/.test(line)).sort();
}
