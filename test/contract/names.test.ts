/** The names that an error about an unknown one tells, as the service lists them. */
import assert from "node:assert/strict";
import { CreateContactFlowModuleCommand } from "@aws-sdk/client-connect";
import { type NamedKind, namesOf } from "../../verification";
import { ACCOUNT, action, moduleOf, REGION, TestWorld } from "./simulator-harness";

describe("the names of what there is", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await TestWorld.start();
  });
  afterEach(() => world.stop());

  const names = (kind: NamedKind, instanceId?: string): Promise<string[]> =>
    namesOf(kind, instanceId, REGION, {
      RINGCHECK_SIMULATOR: world.simulator.endpoint,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "ringcheck",
    });

  it("are those of the instance, and of the account for instances", async () => {
    const { instanceId } = await world.callCentre();
    const Content = moduleOf([action("back", "EndFlowModuleExecution", {})]);
    await world.client.send(
      new CreateContactFlowModuleCommand({ InstanceId: instanceId, Name: "Greeting module", Content }),
    );
    assert.deepEqual(await names("instance"), ["acme"]);
    assert.deepEqual(await names("hours", instanceId), ["Basic Hours"]);
    assert.deepEqual(await names("queue", instanceId), ["BasicQueue"]);
    assert.deepEqual(await names("module", instanceId), ["Greeting module"]);
    const flows = await names("flow", instanceId);
    assert.ok(flows.includes("flow") && flows.includes("Default agent whisper"), flows.join());
  });

  it("are none where there are none", async () => {
    const { id } = await world.instance("empty");
    assert.deepEqual(await names("module", id), []);
  });

  it("throw what the service says of an instance that is not there", async () => {
    await assert.rejects(names("queue", "11111111-2222-4333-8444-555555555555"), /ResourceNotFound/);
  });
});
