/** Instances and their attributes, tags and lambda associations, over HTTP with the JavaScript SDK. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import { clientOf, refusal, refused, TestWorld } from "./simulator-harness";

describe("simulator: instances", () => {
  let world: TestWorld;
  const send = <I extends object, O extends object>(command: { input: I; resolveMiddleware: unknown } & object) =>
    world.client.send(command as never) as Promise<O>;

  beforeEach(async () => {
    world = await TestWorld.start({ readinessLagSeconds: 30 });
  });
  afterEach(() => world.stop());

  it("become active after a while and keep what they were created with", async () => {
    const made = await world.client.send(
      new sdk.CreateInstanceCommand({
        InstanceAlias: "acme-dev",
        IdentityManagementType: "CONNECT_MANAGED",
        InboundCallsEnabled: true,
        OutboundCallsEnabled: false,
        Tags: { team: "voice" },
      }),
    );
    assert.equal(made.Arn, `arn:aws:connect:us-east-1:111122223333:instance/${made.Id}`);
    const describe = async (id = made.Id) =>
      (await world.client.send(new sdk.DescribeInstanceCommand({ InstanceId: id }))).Instance;
    assert.equal((await describe())?.InstanceStatus, "CREATION_IN_PROGRESS");
    await world.clock.advance(30_000);
    const instance = await describe(made.Arn);
    assert.equal(instance?.InstanceStatus, "ACTIVE");
    assert.equal(instance?.InstanceAlias, "acme-dev");
    assert.equal(instance?.OutboundCallsEnabled, false);
    assert.equal(instance?.CreatedTime?.getTime(), Date.UTC(2026, 0, 1));
    assert.deepEqual(instance?.Tags, { team: "voice" });
    assert.match(
      instance?.ServiceRole ?? "",
      /^arn:aws:iam::111122223333:role\/aws-service-role\/connect\.amazonaws\.com\//,
    );
  });

  it("give the same instance for the same client token", async () => {
    const command = () =>
      new sdk.CreateInstanceCommand({
        ClientToken: "once",
        InstanceAlias: "acme",
        IdentityManagementType: "SAML",
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      });
    const first = await world.client.send(command());
    assert.equal((await world.client.send(command())).Id, first.Id);
    assert.equal((await world.client.send(new sdk.ListInstancesCommand({}))).InstanceSummaryList?.length, 1);
  });

  it("refuse a taken alias, also across accounts, and a third instance in a Region", async () => {
    await world.instance("one");
    const taken = await refusal(world.instance("one", clientOf(world.simulator, "444455556666")));
    assert.deepEqual([taken.name, taken.status], ["InvalidRequestException", 400]);
    assert.match(taken.message, /alias is already used/);
    await world.instance("two");
    await refused(world.instance("three"), "ServiceQuotaExceededException", 402);
    await world.instance("three", clientOf(world.simulator, "111122223333", "eu-west-2"));
  });

  it("refuse aliases and directories that break the rules", async () => {
    const create = (more: object) =>
      world.client.send(
        new sdk.CreateInstanceCommand({
          IdentityManagementType: "CONNECT_MANAGED",
          InboundCallsEnabled: true,
          OutboundCallsEnabled: true,
          ...more,
        }),
      );
    for (const InstanceAlias of ["d-abc", "ends-", "-starts", "two words", "a".repeat(46), ""]) {
      await refused(create({ InstanceAlias }), "InvalidRequestException", 400);
    }
    await refused(create({}), "InvalidRequestException", 400);
    await refused(create({ InstanceAlias: "x", DirectoryId: "d-0123456789" }), "InvalidRequestException", 400);
    await refused(create({ IdentityManagementType: "EXISTING_DIRECTORY" }), "InvalidRequestException", 400);
  });

  it("stop the churn of creates and deletes within 30 days", async () => {
    world.simulator.settings.quotas.instanceChurn = 3;
    const first = await world.instance("one");
    await world.client.send(new sdk.DeleteInstanceCommand({ InstanceId: first.id }));
    await world.instance("two");
    await refused(world.instance("three"), "ServiceQuotaExceededException", 402);
    await world.clock.advance(31 * 24 * 3600 * 1000);
    await world.instance("three");
  });

  it("keep an attribute and the instance's own view of it in step", async () => {
    const { id: InstanceId } = await world.instance();
    const update = (AttributeType: sdk.InstanceAttributeType, Value: string) =>
      world.client.send(new sdk.UpdateInstanceAttributeCommand({ InstanceId, AttributeType, Value }));
    await update("OUTBOUND_CALLS", "false");
    await update("CONTACTFLOW_LOGS", "true");
    const { Instance } = await world.client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
    assert.equal(Instance?.OutboundCallsEnabled, false);
    const read = await world.client.send(
      new sdk.DescribeInstanceAttributeCommand({ InstanceId, AttributeType: "CONTACTFLOW_LOGS" }),
    );
    assert.deepEqual(read.Attribute, { AttributeType: "CONTACTFLOW_LOGS", Value: "true" });
    await refused(update("EARLY_MEDIA", "perhaps"), "InvalidParameterException", 400);
    await refused(update("NOT_ONE" as never, "true"), "InvalidParameterException", 400);
    const all = [];
    for await (const page of sdk.paginateListInstanceAttributes(
      { client: world.client, pageSize: 5 },
      { InstanceId },
    )) {
      all.push(...(page.Attributes ?? []));
    }
    assert.equal(new Set(all.map((each) => each.AttributeType)).size, 14);
  });

  it("take everything under them along when they are deleted", async () => {
    const { id: InstanceId, arn } = await world.instance();
    const number = await world.number(arn);
    const { HoursOfOperationSummaryList: hours } = await world.client.send(
      new sdk.ListHoursOfOperationsCommand({ InstanceId }),
    );
    await world.client.send(new sdk.DeleteInstanceCommand({ InstanceId }));
    const gone = (command: object) => refused(send(command as never), "ResourceNotFoundException", 404);
    await gone(new sdk.DescribeInstanceCommand({ InstanceId }));
    await gone(new sdk.DeleteInstanceCommand({ InstanceId }));
    await gone(new sdk.DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId: hours?.[0]?.Id }));
    await gone(new sdk.ListQueuesCommand({ InstanceId }));
    await gone(new sdk.DescribePhoneNumberCommand({ PhoneNumberId: number.id }));
    const left = Object.values(world.simulator.inventory());
    assert.deepEqual(
      left.filter((count) => count > 0),
      [],
    );
    await world.instance("acme");
  });

  it("contain from the start what the service puts into a new one", async () => {
    const { id: InstanceId } = await world.instance();
    const hours = await world.client.send(new sdk.ListHoursOfOperationsCommand({ InstanceId }));
    assert.deepEqual(
      hours.HoursOfOperationSummaryList?.map((each) => each.Name),
      ["Basic Hours"],
    );
    const queues = await world.client.send(new sdk.ListQueuesCommand({ InstanceId }));
    assert.deepEqual(
      queues.QueueSummaryList?.map((each) => each.Name),
      ["BasicQueue"],
    );
    const flows = await world.client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
    const names = flows.ContactFlowSummaryList?.map((each) => each.Name);
    for (const name of ["Default outbound", "Default customer queue", "Default agent whisper"])
      assert.ok(names?.includes(name));
    const basic = { InstanceId, QueueId: queues.QueueSummaryList?.[0]?.Id };
    await refused(world.client.send(new sdk.DeleteQueueCommand(basic)), "ResourceInUseException", 409);
  });

  it("are invisible to other accounts and Regions", async () => {
    const { id: InstanceId, arn } = await world.instance();
    for (const client of [
      clientOf(world.simulator, "444455556666"),
      clientOf(world.simulator, undefined, "eu-west-2"),
    ]) {
      await refused(client.send(new sdk.DescribeInstanceCommand({ InstanceId })), "ResourceNotFoundException", 404);
      await refused(
        client.send(new sdk.DescribeInstanceCommand({ InstanceId: arn })),
        "ResourceNotFoundException",
        404,
      );
      await refused(
        client.send(new sdk.ListTagsForResourceCommand({ resourceArn: arn })),
        "ResourceNotFoundException",
        404,
      );
      assert.deepEqual((await client.send(new sdk.ListInstancesCommand({}))).InstanceSummaryList, []);
    }
  });

  it("are listed in pages whose tokens are checked", async () => {
    await world.instance("one");
    await world.instance("two");
    const first = await world.client.send(new sdk.ListInstancesCommand({ MaxResults: 1 }));
    const second = await world.client.send(new sdk.ListInstancesCommand({ MaxResults: 1, NextToken: first.NextToken }));
    assert.equal(second.NextToken, undefined);
    assert.notEqual(first.InstanceSummaryList?.[0]?.Id, second.InstanceSummaryList?.[0]?.Id);
    await refused(
      world.client.send(new sdk.ListInstancesCommand({ NextToken: "nonsense" })),
      "InvalidRequestException",
      400,
    );
    await refused(world.client.send(new sdk.ListInstancesCommand({ MaxResults: 11 })), "InvalidRequestException", 400);
  });

  it("carry tags that can be added, changed and removed, up to 50", async () => {
    const { arn: resourceArn } = await world.instance();
    const tag = (tags: Record<string, string>) => world.client.send(new sdk.TagResourceCommand({ resourceArn, tags }));
    const list = async () => (await world.client.send(new sdk.ListTagsForResourceCommand({ resourceArn }))).tags;
    assert.equal(await list(), undefined);
    await tag({ a: "1", "key with /:=+-@": "2", b: "3" });
    await tag({ a: "9" });
    await world.client.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys: ["b", "never there"] }));
    assert.deepEqual(await list(), { a: "9", "key with /:=+-@": "2" });
    await refused(tag({ "aws:x": "1" }), "InvalidParameterException", 400);
    await refused(tag({}), "InvalidParameterException", 400);
    await refused(
      tag(Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${i}`, ""]))),
      "InvalidRequestException",
      400,
    );
    const bad = (resourceArn: string) => world.client.send(new sdk.ListTagsForResourceCommand({ resourceArn }));
    await refused(bad("nonsense"), "InvalidParameterException", 400);
    await refused(bad(`${resourceArn}/nothing/x`), "ResourceNotFoundException", 404);
  });

  it("know the Lambda functions that they may invoke", async () => {
    const { id: InstanceId } = await world.instance();
    const FunctionArn = "arn:aws:lambda:us-east-1:111122223333:function:look-up";
    const associate = (name = FunctionArn) =>
      world.client.send(new sdk.AssociateLambdaFunctionCommand({ InstanceId, FunctionArn: name }));
    await associate();
    await refused(associate(), "ResourceConflictException", 409);
    await refused(associate("not-an-arn"), "InvalidParameterException", 400);
    const listed = await world.client.send(new sdk.ListLambdaFunctionsCommand({ InstanceId, MaxResults: 25 }));
    assert.deepEqual(listed.LambdaFunctions, [FunctionArn]);
    const disassociate = () =>
      world.client.send(new sdk.DisassociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
    await disassociate();
    await refused(disassociate(), "ResourceNotFoundException", 404);
    world.simulator.settings.quotas.lambdaFunctions = 0;
    await refused(associate(), "ServiceQuotaExceededException", 402);
  });
});
