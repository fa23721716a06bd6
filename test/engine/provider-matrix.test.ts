/**
 * The real AWS provider on the simulator: create, no-op, update of every argument that can be updated, replacement for
 * every argument that cannot, drift, import and destroy; after each, neither a preview nor a refresh finds a difference.
 */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import type { EngineEvent, OpType, Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { leftOver, startSimulator } from "./harness";
import { argumentsAt, argumentsLeftOut, changedAt, type Round, rows, shownAt } from "./provider-arguments";
import { type Centre, centreProgram, centreStack, RESOURCES, type ResourceName } from "./provider-program";
import { clientOf, type Ids, shownBy } from "./provider-shown";

const table = rows();

/** How a run treated one resource: what was done, and which arguments made it so. */
interface Treated {
  op: OpType;
  changed: string[];
}

describe("the AWS provider on the simulator", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let stack: Stack;
  let centre: Centre;
  let ids: Ids;

  before(async () => {
    simulator = await startSimulator({ quotas: { instances: 5 } });
    stack = await centreStack(
      simulator,
      "matrix",
      centreProgram(() => centre),
    );
  });
  after(() => simulator.stop());

  it("every argument that @pulumi/aws declares has a row in the table, or a reason for having none", () => {
    assert.deepEqual(argumentsLeftOut(table), []);
  });

  it("creates every resource as it was asked to", async () => {
    const treated = await run("created");
    assert.deepEqual(Object.keys(treated).sort(), Object.keys(RESOURCES).sort());
    assert.deepEqual(new Set(Object.values(treated).map(({ op }) => op)), new Set(["create"]));
  });

  it("does nothing when nothing has changed", async () => {
    const writes = () => simulator.requests.list().filter(({ operation }) => !/^(Describe|List|Get)/.test(operation));
    const before = writes().length;
    await stack.up({ expectNoChanges: true });
    assert.equal(writes().length, before);
  });

  for (const round of ["updated", "updated again"] as const) {
    it(`updates in place every argument that can be: ${round}`, async () => {
      const treated = await run(round);
      for (const { of, name } of changedAt(table, round)) {
        assert.equal(treated[of]?.op, "update", of);
        assert.ok(treated[of]?.changed.includes(name), `${of}.${name} in ${treated[of]?.changed}`);
      }
    });
  }

  it("imports them into another stack, whose program then finds nothing to do", async () => {
    const copy = await centreStack(
      simulator,
      "imported",
      centreProgram(() => importable(centre)),
    );
    const resources = Object.keys(importable(centre)).map((name) => {
      const kind = RESOURCES[name as ResourceName];
      const type = `aws:connect/${kind}:${kind[0]?.toUpperCase()}${kind.slice(1)}`;
      return { type, name, id: ids[name as ResourceName], version: AWS_VERSION };
    });
    const { summary } = await copy.import({ resources, generateCode: false, protect: false });
    assert.equal(summary.result, "succeeded");
    await findsNothingToDo(copy);
  });

  it("replaces for every argument that cannot, and whatever lies in a replaced instance", async () => {
    const before = ids;
    const treated = await run("replaced");
    for (const { of, name } of changedAt(table, "replaced")) {
      assert.equal(treated[of]?.op, "replace", of);
      assert.ok(treated[of]?.changed.includes(name), `${of}.${name} in ${treated[of]?.changed}`);
    }
    const kept = Object.keys(ids).filter((name) => ids[name as ResourceName] === before[name as ResourceName]);
    // A claimed number is moved to the new instance, not given back.
    assert.deepEqual(kept.sort(), ["main", "other"]);
    assert.equal(simulator.inventory().instance, 2);
  });

  it("finds by refresh what was changed or deleted behind its back, and puts it right", async () => {
    const client = clientOf(simulator);
    const [InstanceId, QueueId] = ids.support.split(":");
    const [, ContactFlowModuleId] = ids.greet.split(":");
    await client.send(new sdk.UpdateQueueMaxContactsCommand({ InstanceId, QueueId, MaxContacts: 99 }));
    await client.send(new sdk.UpdateQueueStatusCommand({ InstanceId, QueueId, Status: "DISABLED" }));
    await client.send(new sdk.DeleteContactFlowModuleCommand({ InstanceId, ContactFlowModuleId }));
    client.destroy();
    const { summary } = await stack.refresh();
    assert.equal(summary.resourceChanges?.update, 1);
    assert.equal(summary.resourceChanges?.delete, 1);
    const treated = await run("replaced");
    assert.deepEqual(
      Object.entries(treated).map(([name, { op }]) => [name, op]),
      [
        ["greet", "create"],
        ["support", "update"],
      ],
    );
  });

  it("destroys all of them and leaves nothing behind", async () => {
    const { summary } = await stack.destroy();
    assert.equal(summary.resourceChanges?.delete, Object.keys(RESOURCES).length + 1);
    assert.deepEqual(leftOver(simulator), []);
  });

  /** One `up`, after which the service shows what was asked for and nothing is left to do. */
  async function run(round: Round): Promise<Record<string, Treated>> {
    centre = argumentsAt(table, round);
    const events: EngineEvent[] = [];
    const { outputs } = await stack.up({ onEvent: (event) => events.push(event) });
    ids = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])) as Ids;
    assert.deepEqual(await shownOf(round), shownAt(table, round));
    await findsNothingToDo(stack);
    return treatedIn(events);
  }

  /** What the service shows, as far as the table speaks of it. */
  async function shownOf(round: Round): Promise<Record<string, unknown>> {
    const shown = await shownBy(simulator, ids);
    const asked = Object.entries(shownAt(table, round)) as [ResourceName, Record<string, unknown>][];
    return Object.fromEntries(
      asked.map(([of, args]) => {
        // What came from a file is shown as the content that it is.
        const told = Object.entries({ ...shown[of], filename: shown[of].content }).filter(
          ([name]) => name in args || name in table[of],
        );
        return [of, Object.fromEntries(told)];
      }),
    );
  }
});

const AWS_VERSION = (require("@pulumi/aws/package.json") as { version: string }).version;

/** A prefix, and that a content came from a file, is nothing that an import could read back. */
function importable(centre: Centre): Centre {
  const { spare: _spare, fromFile: _file, moduleFromFile: _module, ...rest } = centre;
  return rest as Centre;
}

async function findsNothingToDo(stack: Stack): Promise<void> {
  await stack.preview({ expectNoChanges: true });
  await stack.refresh({ expectNoChanges: true });
}

function treatedIn(events: EngineEvent[]): Record<string, Treated> {
  const treated: Record<string, Treated> = {};
  for (const { resourcePreEvent: event } of events) {
    if (!event || event.metadata.op === "same") continue;
    const name = event.metadata.urn.split("::").at(-1) ?? "";
    if (!(name in RESOURCES)) continue;
    const changed = Object.keys(event.metadata.detailedDiff ?? {}).map((key) => key.split(/[.[]/)[0] ?? "");
    const before = treated[name];
    const op =
      before?.op === "replace" || event.metadata.op === "replace" ? "replace" : (before?.op ?? event.metadata.op);
    treated[name] = { op, changed: [...(before?.changed ?? []), ...changed, ...(event.metadata.diffs ?? [])] };
  }
  return treated;
}
