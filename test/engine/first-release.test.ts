/**
 * A stack whose state the first release wrote (test/fixtures/states/first-release.json: exported from a run of that
 * code, never edited), under the code of today: no difference, no call, and destroy works.
 */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Simulator } from "../../simulator";
import { CallsProject, type PlannedCall } from "./calls-project";
import { ROOT, startSimulator } from "./harness";
import { type Centre, makeCentre } from "./made-centre";

const FIXTURE = path.join(ROOT, "test", "fixtures", "states", "first-release.json");
const GOLDEN = path.join(ROOT, "test", "unit", "golden", "provider-in-state.txt");

/** The centre of the recorded run: its ids are put in place of today's, nothing else. */
const RECORDED = {
  instance: "4c0be543-7748-4450-8141-b5104c69d25a",
  flow: "a536a0aa-aaa9-4960-809a-22d6ea91926c",
  sourcePhoneNumber: "+12125550100",
};

describe("a state of the first release", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let centre: Centre;
  let project: CallsProject;
  let state: string;

  before(async () => {
    simulator = await startSimulator();
    centre = await makeCentre(simulator);
    project = await CallsProject.create(simulator);
    state = fs.readFileSync(FIXTURE, "utf8");
    const [, instance = "", flow = ""] = /instance\/([^/]+)\/contact-flow\/(.+)$/.exec(centre.contactFlowId) ?? [];
    const today = state
      .replaceAll(RECORDED.instance, instance)
      .replaceAll(RECORDED.flow, flow)
      .replaceAll(RECORDED.sourcePhoneNumber, centre.sourcePhoneNumber);
    const file = path.join(project.folder, "state.json");
    fs.writeFileSync(file, today);
    assert.equal((await project.run("stack", "import", "--file", file)).code, 0);
  });
  after(() => simulator.stop());

  it("holds the golden text, so today's code is what it runs", () => {
    const { deployment } = JSON.parse(state) as { deployment: { resources: { outputs?: { __provider?: string } }[] } };
    const texts = deployment.resources.flatMap(({ outputs }) => outputs?.__provider ?? []);
    assert.equal(texts.length, 4);
    for (const text of texts) assert.equal(text, fs.readFileSync(GOLDEN, "utf8"));
  });

  it("makes no difference where nothing changed, and calls nobody", async () => {
    project.plan(...program().filter(({ name }) => name !== "red"));
    const { code, output } = await project.run("preview", "--diff");
    assert.equal(code, 0, output);
    // Red would be called again, so the program of this step is without it.
    assert.match(output, /1 to delete/);
    assert.match(output, /4 unchanged/);
    assert.doesNotMatch(output, /will dial|may dial/);
  });

  it("is read by a refresh: its contacts are not of this Connect, and the evidence is kept", async () => {
    const before = await project.outputs("green");
    const { code, output } = await project.run("refresh", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    assert.match(output, /green: contact [0-9a-f-]{36} is no longer in Connect; its evidence is kept/);
    assert.deepEqual(await project.outputs("green"), before);
    assert.equal(simulator.contacts().length, 0);
  });

  it("goes on: red calls again, a trigger calls, the others do not", async () => {
    project.plan(...program({ flow: "2" }));
    const { code } = await project.up("--continue-on-error");
    assert.equal(code, 1, "red is still engaged");
    assert.deepEqual(called(), ["+12065550100", "+12065550102"]);
    const green = await project.outputs("green");
    assert.deepEqual([green?.passed, green?.lastAttempt], [true, 2]);
    assert.equal((await project.outputs("red"))?.lastAttempt, 2);
  });

  it("is destroyed, and nobody is called", async () => {
    const { code, output } = await project.run("destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    assert.equal(called().length, 2);
  });

  /** The program of the recorded run. */
  function program(triggers = { flow: "1" }): PlannedCall[] {
    const call = (name: string, destinationPhoneNumber: string, more: object = {}) => ({
      name,
      args: { ...centre, destinationPhoneNumber, ...more },
    });
    return [
      call("green", "+12065550100", { attributes: { lang: "en" }, triggers, attempts: { limit: 2 } }),
      call("red", "+12065550102"),
      call("warned", "+12065550102", { onFailure: "warn" }),
      call("skipped", "+12065550100", { enabled: false }),
    ];
  }

  function called(): string[] {
    return simulator
      .contacts()
      .map(({ customerAddress }) => customerAddress)
      .sort();
  }
});
