/** What each of Pulumi's resource options does to a call: docs/resource-options.md says it, this shows it. */
import assert from "node:assert/strict";
import type { InspectedContact, Simulator } from "../../simulator";
import { CallsProject, type PlannedCall, type Said } from "./calls-project";
import { startSimulator } from "./harness";
import { type Centre, makeCentre } from "./made-centre";

const number = (line: number) => `+120655503${String(line).padStart(2, "0")}`;

describe("resource options of a call", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let centre: Centre;
  let other: Centre;
  let project: CallsProject;
  let created: Said;
  let changed: Said;

  before(async () => {
    simulator = await startSimulator({
      numbers: [{ phoneNumber: number(10), reaction: "busy", description: "is engaged" }],
    });
    centre = await makeCentre(simulator);
    other = await makeCentre(simulator, "four five six", "other");
    project = await CallsProject.create(simulator);
    project.plan(
      call("ignoring", 1, {}, { ignoreChanges: ["destinationPhoneNumber", "triggers"] }),
      call("replacing", 2, { triggers: { flow: "1" } }, { replaceOnChanges: ["triggers"] }),
      call("protected", 3, {}, { protect: true }),
      call("retained", 4, {}, { retainOnDelete: true }),
      call("removed", 5),
      call("hurried", 6, {}, { customTimeouts: { create: "1s", update: "1s" } }),
      call("hidden", 7, {}, { additionalSecretOutputs: ["contactId"] }),
      call("before", 8),
      call("moving", 9, {}, { deleteBeforeReplace: true }),
      call("gate", 10),
      call("gated", 11, {}, { dependsOn: ["gate"] }),
    );
    created = await project.up("--continue-on-error");
    project.plan(
      call("ignoring", 21, { triggers: { flow: "2" } }, { ignoreChanges: ["destinationPhoneNumber", "triggers"] }),
      call("replacing", 2, { triggers: { flow: "2" } }, { replaceOnChanges: ["triggers"] }),
      call("protected", 3, {}, { protect: true }),
      call("hurried", 6, {}, { customTimeouts: { create: "1s", update: "1s" } }),
      call("hidden", 7, {}, { additionalSecretOutputs: ["contactId"] }),
      call("after", 8, {}, { aliases: [{ name: "before" }] }),
      { name: "moving", args: { ...other, destinationPhoneNumber: number(9) }, opts: { deleteBeforeReplace: true } },
      call("gate", 12),
      call("gated", 11, {}, { dependsOn: ["gate"] }),
    );
    changed = await project.up();
  });
  after(() => simulator.stop());

  it("all of them are accepted", () => {
    assert.equal(changed.code, 0, changed.output);
  });

  it("dependsOn: who waits for a call that failed is not called; after one that passed it is", () => {
    assert.equal(created.code, 1);
    assert.deepEqual([calls(10).length, calls(12).length, calls(11).length], [1, 1, 1]);
    assert.ok((calls(11)[0]?.initiatedAt ?? 0) >= (calls(12)[0]?.disconnectedAt ?? Number.POSITIVE_INFINITY));
  });

  it("ignoreChanges: a change that is ignored calls nobody", () => {
    assert.deepEqual([calls(1).length, calls(21).length], [1, 0]);
  });

  it("replaceOnChanges: an update all the same, so the attempts go on", async () => {
    assert.equal(calls(2).length, 2);
    assert.equal((await project.outputs("replacing"))?.lastAttempt, 2);
    assert.doesNotMatch(changed.output, /replacing .*replac/);
  });

  it("customTimeouts: without effect; timeoutSeconds bounds a call", async () => {
    assert.equal((await project.outputs("hurried"))?.passed, true);
  });

  it("additionalSecretOutputs: hides what it names, and attributes stay hidden", async () => {
    const outputs = await project.outputs("hidden");
    assert.equal(typeof outputs?.contactId, "object");
    assert.equal(typeof outputs?.attributes, "object");
    assert.match(created.output, /hidden\s*: \[secret\]/);
  });

  it("aliases: a renamed call keeps its evidence, and nobody is called", async () => {
    assert.equal(calls(8).length, 1);
    assert.equal((await project.outputs("after"))?.contactId, calls(8)[0]?.id);
  });

  it("deleteBeforeReplace: another instance is called, after the old call was marked", async () => {
    const [first, second] = calls(9);
    assert.equal(calls(9).length, 2);
    assert.notEqual(first?.instanceId, second?.instanceId);
    assert.equal(first?.attributes.ringcheck_superseded, "deleted");
    assert.equal((await project.outputs("moving"))?.contactId, second?.id);
  });

  it("retainOnDelete: the call is not marked, while that of a removed resource is", () => {
    assert.equal(calls(4)[0]?.attributes.ringcheck_superseded, undefined);
    assert.equal(calls(5)[0]?.attributes.ringcheck_superseded, "deleted");
  });

  it("import: refused in one sentence, from a program and from the command line", async () => {
    project.plan(call("imported", 30, {}, { import: "some-id" }));
    const { code, output } = await project.run("preview");
    assert.notEqual(code, 0);
    assert.match(output, /VerificationCall "imported" cannot be imported: a phone call is placed, not adopted/);
    assert.doesNotMatch(output, /\n\s+at .*\(/, "no stack trace");
    const type = "pulumi-nodejs:dynamic/ringcheck:VerificationCall";
    assert.notEqual((await project.run("import", type, "imported", "some-id", "--yes")).code, 0);
    assert.equal(calls(30).length, 0);
  });

  it("protect: destroy refuses until it is taken off, and calls nobody", async () => {
    const before = simulator.contacts().length;
    const refused = await project.run("destroy", "--yes", "--skip-preview");
    assert.notEqual(refused.code, 0);
    assert.match(refused.output, /protected/);
    assert.equal((await project.run("state", "unprotect", "--all", "--yes")).code, 0);
    assert.equal((await project.run("destroy", "--yes", "--skip-preview")).code, 0);
    assert.equal(simulator.contacts().length, before);
    assert.equal(calls(3)[0]?.attributes.ringcheck_superseded, "deleted");
  });

  function call(
    name: string,
    line: number,
    more: Record<string, unknown> = {},
    opts: Record<string, unknown> = {},
  ): PlannedCall {
    return { name, args: { ...centre, destinationPhoneNumber: number(line), ...more }, opts };
  }

  function calls(line: number): InspectedContact[] {
    return simulator.contacts().filter(({ customerAddress }) => customerAddress === number(line));
  }
});
