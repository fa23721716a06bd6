/** Contact flows, their versions, and modules, over HTTP with the JavaScript SDK. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as sdk from "@aws-sdk/client-connect";
import { action, flowOf, GREET, moduleOf, refused, TestWorld } from "./simulator-harness";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";
const CONTENT = flowOf(GREET);
const OTHER = flowOf([action("only", "DisconnectParticipant", {})]);
const WHISPER = flowOf([
  action("say", "MessageParticipant", { Text: "hello" }, "end"),
  action("end", "EndFlowExecution", {}),
]);
const MODULE = moduleOf([action("back", "EndFlowModuleExecution", {})]);
const OTHER_MODULE = moduleOf([
  action("say", "MessageParticipant", { Text: "hello" }, "back"),
  action("back", "EndFlowModuleExecution", {}),
]);
const BROKEN = flowOf([action("a", "PlayPrompt", {}, "nowhere"), action("a", "DisconnectParticipant", {})]);

describe("simulator: contact flows and modules", () => {
  let world: TestWorld;
  let InstanceId: string;

  beforeEach(async () => {
    world = await TestWorld.start();
    ({ id: InstanceId } = await world.instance());
  });
  afterEach(() => world.stop());

  const create = (more: Partial<sdk.CreateContactFlowCommandInput> = {}) =>
    world.client.send(
      new sdk.CreateContactFlowCommand({ InstanceId, Name: "greet", Type: "CONTACT_FLOW", Content: CONTENT, ...more }),
    );
  const describeFlow = async (ContactFlowId?: string) => {
    const { ContactFlow } = await world.client.send(new sdk.DescribeContactFlowCommand({ InstanceId, ContactFlowId }));
    assert.ok(ContactFlow);
    return ContactFlow;
  };
  const update = (ContactFlowId: string | undefined, Content: string) =>
    world.client.send(new sdk.UpdateContactFlowContentCommand({ InstanceId, ContactFlowId, Content }));

  it("a flow keeps its content byte for byte", async () => {
    const spaced = JSON.stringify(JSON.parse(CONTENT), null, 3);
    const made = await create({ Content: spaced, Description: "says hello", Tags: { k: "v" } });
    const sha = createHash("sha256").update(spaced).digest("hex");
    assert.equal(made.FlowContentSha256, sha);
    const flow = await describeFlow(made.ContactFlowId);
    assert.deepEqual(
      [flow.Arn, flow.Id, flow.Name, flow.Type, flow.State, flow.Status, flow.Description, flow.Content, flow.Tags],
      [
        made.ContactFlowArn,
        made.ContactFlowId,
        "greet",
        "CONTACT_FLOW",
        "ACTIVE",
        "PUBLISHED",
        "says hello",
        spaced,
        { k: "v" },
      ],
    );
    assert.equal((await describeFlow(made.ContactFlowArn)).FlowContentSha256, sha);
  });

  it("names and metadata can be updated, and names stay unique", async () => {
    const { ContactFlowId } = await create();
    await create({ Name: "other" });
    const target = { InstanceId, ContactFlowId };
    await world.client.send(new sdk.UpdateContactFlowNameCommand({ ...target, Name: "renamed", Description: "new" }));
    await world.client.send(new sdk.UpdateContactFlowMetadataCommand({ ...target, ContactFlowState: "ARCHIVED" }));
    const flow = await describeFlow(ContactFlowId);
    assert.deepEqual([flow.Name, flow.Description, flow.State], ["renamed", "new", "ARCHIVED"]);
    await refused(
      world.client.send(new sdk.UpdateContactFlowNameCommand({ ...target, Name: "other" })),
      "DuplicateResourceException",
      409,
    );
    await refused(world.client.send(new sdk.UpdateContactFlowNameCommand(target)), "InvalidRequestException", 400);
    await refused(world.client.send(new sdk.UpdateContactFlowMetadataCommand(target)), "InvalidRequestException", 400);
    await refused(create({ Name: "renamed" }), "DuplicateResourceException", 409);
    await world.client.send(new sdk.DeleteContactFlowCommand(target));
    await refused(describeFlow(ContactFlowId), "ResourceNotFoundException", 404);
  });

  it("publishing checks the content and reports every problem in the service's shape", async () => {
    const problems = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => assert.fail("was accepted"),
        (caught: sdk.InvalidContactFlowException) => caught,
      );
      assert.equal(error.name, "InvalidContactFlowException");
      assert.equal(error.$metadata.httpStatusCode, 400);
      return (error.problems ?? []).map((problem) => problem.message ?? "");
    };
    assert.ok((await problems(create({ Content: BROKEN }))).length >= 3);
    for (const Content of [
      "",
      "{",
      "[]",
      "null",
      '{"Version":"2019-10-30"}',
      CONTENT.replace("2019-10-30", "2020-01-01"),
    ]) {
      assert.ok((await problems(create({ Content }))).length >= 1, Content);
    }
    const { ContactFlowId } = await create();
    assert.ok((await problems(update(ContactFlowId, BROKEN))).length >= 3);
    assert.equal((await describeFlow(ContactFlowId)).Content, CONTENT);
  });

  it("publishing refuses by the rules that the service is known to have, and by what the flow is", async () => {
    const problems = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => assert.fail("was accepted"),
        (caught: { name: string; problems?: sdk.ProblemDetail[]; Problems?: sdk.ProblemDetail[] }) => caught,
      );
      return [
        error.name,
        ...(error.problems ?? error.Problems ?? []).map(({ message = "" }) => message.split(": ")[0]),
      ];
    };
    const noWay = flowOf([{ ...action("say", "MessageParticipant", { Text: "hello" }), Transitions: {} }]);
    const refusal = [
      "InvalidContactFlowException",
      "MessageParticipant/next-action at Actions[0].Transitions.NextAction",
    ];
    assert.deepEqual(await problems(create({ Content: noWay })), refusal);
    const { ContactFlowId } = await create({ Content: noWay, Status: "SAVED" });
    assert.deepEqual(await problems(update(ContactFlowId, noWay)), refusal);
    assert.equal((await describeFlow(`${ContactFlowId}:$SAVED`)).Status, "SAVED");
    assert.deepEqual(await problems(create({ Name: "whisper", Type: "AGENT_WHISPER" })), [
      "InvalidContactFlowException",
      "DisconnectParticipant/refused-flow-type at Actions[3].Type",
    ]);
    const module = { InstanceId, Name: "m", Content: MODULE };
    const { Id } = await world.client.send(new sdk.CreateContactFlowModuleCommand(module));
    const Content = flowOf([action("back", "EndFlowModuleExecution", {})]);
    for (const command of [
      new sdk.CreateContactFlowModuleCommand({ ...module, Name: "n", Content }),
      new sdk.UpdateContactFlowModuleContentCommand({ InstanceId, ContactFlowModuleId: Id, Content }),
    ]) {
      const work = world.client.send(command as sdk.CreateContactFlowModuleCommand);
      assert.deepEqual(await problems(work), [
        "InvalidContactFlowModuleException",
        "document/module-settings at Settings",
      ]);
    }
  });

  it("what a new instance contains could be published again", async () => {
    const { ContactFlowSummaryList: all = [] } = await world.client.send(
      new sdk.ListContactFlowsCommand({ InstanceId }),
    );
    for (const { Id } of all) await update(Id, (await describeFlow(Id)).Content ?? "");
    assert.equal(all.length, 9);
  });

  it("saving checks nothing, and a flow that was never published shows only its saved content", async () => {
    const { ContactFlowId } = await create({ Content: BROKEN, Status: "SAVED" });
    await refused(describeFlow(ContactFlowId), "ContactFlowNotPublishedException", 404);
    const saved = await describeFlow(`${ContactFlowId}:$SAVED`);
    assert.deepEqual([saved.Status, saved.Content], ["SAVED", BROKEN]);
    await update(ContactFlowId, OTHER);
    const published = await describeFlow(ContactFlowId);
    assert.deepEqual([published.Status, published.Content], ["PUBLISHED", OTHER]);
  });

  it("edits through $SAVED do not change what is published until it is", async () => {
    const { ContactFlowId } = await create();
    await update(`${ContactFlowId}:$SAVED`, BROKEN);
    assert.equal((await describeFlow(ContactFlowId)).Content, CONTENT);
    assert.equal((await describeFlow(`${ContactFlowId}:$SAVED`)).Content, BROKEN);
    await update(ContactFlowId, OTHER);
    const after = await describeFlow(`${ContactFlowId}:$SAVED`);
    assert.deepEqual([after.Status, after.Content], ["PUBLISHED", OTHER]);
  });

  it("versions are numbered, frozen, listed and deleted", async () => {
    const { ContactFlowId, ContactFlowArn, FlowContentSha256 } = await create();
    const publish = (more = {}) =>
      world.client.send(new sdk.CreateContactFlowVersionCommand({ InstanceId, ContactFlowId, ...more }));
    const first = await publish({ Description: "one", FlowContentSha256 });
    assert.deepEqual([first.Version, first.ContactFlowArn], [1, `${ContactFlowArn}:1`]);
    await update(ContactFlowId, OTHER);
    await refused(publish({ FlowContentSha256 }), "InvalidParameterException", 400);
    assert.equal((await publish()).Version, 2);
    const flow = await describeFlow(`${ContactFlowId}:1`);
    assert.deepEqual([flow.Content, flow.Version, flow.VersionDescription], [CONTENT, 1, "one"]);
    await update(ContactFlowId, CONTENT);
    assert.equal((await describeFlow(`${ContactFlowId}:$LATEST`)).Content, CONTENT, "the published one, not version 2");
    const list = async () => {
      const command = new sdk.ListContactFlowVersionsCommand({ InstanceId, ContactFlowId });
      return (await world.client.send(command)).ContactFlowVersionSummaryList?.map((each) => each.Version);
    };
    assert.deepEqual(await list(), [1, 2]);
    const remove = (ContactFlowVersion: number) =>
      world.client.send(new sdk.DeleteContactFlowVersionCommand({ InstanceId, ContactFlowId, ContactFlowVersion }));
    await remove(1);
    await refused(remove(1), "ResourceNotFoundException", 404);
    assert.deepEqual(await list(), [2]);
    await refused(describeFlow(`${ContactFlowId}:1`), "ResourceNotFoundException", 404);
    await refused(describeFlow(`${ContactFlowId}:x`), "ResourceNotFoundException", 404);
  });

  it("flows are listed by type, and refused beyond the quota", async () => {
    await create({ Type: "OUTBOUND_WHISPER", Name: "whisper", Content: WHISPER });
    const list = async (ContactFlowTypes?: sdk.ContactFlowType[]) => {
      const { ContactFlowSummaryList } = await world.client.send(
        new sdk.ListContactFlowsCommand({ InstanceId, ContactFlowTypes }),
      );
      return ContactFlowSummaryList?.map((each) => each.ContactFlowType) ?? [];
    };
    assert.deepEqual(await list(["OUTBOUND_WHISPER"]), ["OUTBOUND_WHISPER", "OUTBOUND_WHISPER"]);
    assert.deepEqual(new Set(await list(["AGENT_HOLD", "AGENT_WHISPER"])), new Set(["AGENT_HOLD", "AGENT_WHISPER"]));
    assert.equal((await list()).length, 10);
    await refused(create({ Type: "NOT_ONE" as never }), "InvalidParameterException", 400);
    await refused(create({ InstanceId: UNKNOWN }), "ResourceNotFoundException", 404);
    world.simulator.settings.quotas.contactFlows = 10;
    await refused(create({ Name: "x" }), "LimitExceededException", 429);
  });

  it("modules are created, read, updated, listed and deleted", async () => {
    const make = (more: Partial<sdk.CreateContactFlowModuleCommandInput> = {}) =>
      world.client.send(new sdk.CreateContactFlowModuleCommand({ InstanceId, Name: "m", Content: MODULE, ...more }));
    const read = async (ContactFlowModuleId?: string) =>
      (await world.client.send(new sdk.DescribeContactFlowModuleCommand({ InstanceId, ContactFlowModuleId })))
        .ContactFlowModule;
    const { Id: ContactFlowModuleId, Arn } = await make({ Description: "d", Tags: { a: "b" }, ClientToken: "t" });
    assert.equal((await make({ Description: "d", Tags: { a: "b" }, ClientToken: "t" })).Id, ContactFlowModuleId);
    await refused(make({ Description: "e", ClientToken: "t" }), "IdempotencyException", 409);
    await refused(make(), "DuplicateResourceException", 409);
    const target = { InstanceId, ContactFlowModuleId };
    await world.client.send(
      new sdk.UpdateContactFlowModuleMetadataCommand({ ...target, Name: "n", Description: "f", State: "ARCHIVED" }),
    );
    await world.client.send(new sdk.UpdateContactFlowModuleContentCommand({ ...target, Content: OTHER_MODULE }));
    const changed = await read(Arn);
    assert.deepEqual(
      [changed?.Name, changed?.Description, changed?.State, changed?.Status, changed?.Content, changed?.Tags],
      ["n", "f", "ARCHIVED", "PUBLISHED", OTHER_MODULE, { a: "b" }],
    );
    const broken = world.client.send(new sdk.UpdateContactFlowModuleContentCommand({ ...target, Content: BROKEN }));
    await refused(broken, "InvalidContactFlowModuleException", 400);
    await refused(make({ Name: "x", Content: BROKEN }), "InvalidContactFlowModuleException", 400);
    const list = async (ContactFlowModuleState?: sdk.ContactFlowModuleState) =>
      (await world.client.send(new sdk.ListContactFlowModulesCommand({ InstanceId, ContactFlowModuleState })))
        .ContactFlowModulesSummaryList?.length;
    assert.deepEqual([await list(), await list("ACTIVE"), await list("ARCHIVED")], [1, 0, 1]);
    await world.client.send(new sdk.DeleteContactFlowModuleCommand(target));
    await refused(read(ContactFlowModuleId), "ResourceNotFoundException", 404);
    world.simulator.settings.quotas.contactFlowModules = 0;
    await refused(make(), "LimitExceededException", 429);
  });
});
