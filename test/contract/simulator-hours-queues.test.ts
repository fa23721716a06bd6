/** Hours of operation and queues, over HTTP with the JavaScript SDK. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import { refusal, refused, TestWorld } from "./simulator-harness";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";
const MONDAY = { Day: "MONDAY" as const, StartTime: { Hours: 8, Minutes: 30 }, EndTime: { Hours: 17, Minutes: 0 } };

describe("simulator: hours of operation and queues", () => {
  let world: TestWorld;
  let InstanceId: string;

  beforeEach(async () => {
    world = await TestWorld.start();
    ({ id: InstanceId } = await world.instance());
  });
  afterEach(() => world.stop());

  const createHours = (more: Partial<sdk.CreateHoursOfOperationCommandInput> = {}) =>
    world.client.send(
      new sdk.CreateHoursOfOperationCommand({
        InstanceId,
        Name: "office",
        TimeZone: "Europe/London",
        Config: [MONDAY],
        ...more,
      }),
    );
  const describeHours = async (HoursOfOperationId?: string) =>
    (await world.client.send(new sdk.DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId })))
      .HoursOfOperation;
  const createQueue = async (more: Partial<sdk.CreateQueueCommandInput> = {}) => {
    const HoursOfOperationId = more.HoursOfOperationId ?? (await basicHours());
    return world.client.send(new sdk.CreateQueueCommand({ InstanceId, Name: "support", HoursOfOperationId, ...more }));
  };
  const describeQueue = async (QueueId?: string) =>
    (await world.client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId }))).Queue;
  const basicHours = async () => {
    const { HoursOfOperationSummaryList } = await world.client.send(
      new sdk.ListHoursOfOperationsCommand({ InstanceId }),
    );
    return HoursOfOperationSummaryList?.find((each) => each.Name === "Basic Hours")?.Id;
  };

  it("hours read back as they were created, and every part can be updated", async () => {
    const made = await createHours({ Description: "weekdays", Tags: { a: "b" } });
    const read = await describeHours(made.HoursOfOperationId);
    assert.equal(read?.HoursOfOperationArn, made.HoursOfOperationArn);
    assert.match(made.HoursOfOperationArn ?? "", new RegExp(`instance/${InstanceId}/operating-hours/`));
    assert.deepEqual(
      [read?.Name, read?.Description, read?.TimeZone, read?.Config, read?.Tags],
      ["office", "weekdays", "Europe/London", [MONDAY], { a: "b" }],
    );
    const update = { InstanceId, HoursOfOperationId: made.HoursOfOperationId };
    await world.client.send(
      new sdk.UpdateHoursOfOperationCommand({
        ...update,
        Name: "closed",
        Description: "",
        TimeZone: "UTC",
        Config: [],
      }),
    );
    const changed = await describeHours(made.HoursOfOperationArn);
    assert.deepEqual(
      [changed?.Name, changed?.Description, changed?.TimeZone, changed?.Config],
      ["closed", undefined, "UTC", []],
    );
    await world.client.send(new sdk.UpdateHoursOfOperationCommand({ ...update, Name: "renamed" }));
    assert.equal((await describeHours(made.HoursOfOperationId))?.TimeZone, "UTC");
    await world.client.send(new sdk.DeleteHoursOfOperationCommand(update));
    await refused(describeHours(made.HoursOfOperationId), "ResourceNotFoundException", 404);
    await refused(world.client.send(new sdk.DeleteHoursOfOperationCommand(update)), "ResourceNotFoundException", 404);
  });

  it("hours are refused for names, zones, times and quotas that do not fit", async () => {
    await createHours();
    await refused(createHours(), "DuplicateResourceException", 409);
    await refused(createHours({ Name: "Basic Hours" }), "DuplicateResourceException", 409);
    for (const TimeZone of ["Mars/Olympus", "+05:00", "", "Europe/London "]) {
      await refused(createHours({ Name: "x", TimeZone }), "InvalidParameterException", 400);
    }
    const late = { ...MONDAY, EndTime: { Hours: 24, Minutes: 0 } };
    await refused(createHours({ Name: "x", Config: [late] }), "InvalidParameterException", 400);
    await refused(createHours({ Name: "x".repeat(128) }), "InvalidParameterException", 400);
    await refused(
      createHours({ Name: "x", Config: [{ ...MONDAY, Day: "FUNDAY" as never }] }),
      "InvalidParameterException",
      400,
    );
    const other = await createHours({ Name: "other" });
    const rename = { InstanceId, HoursOfOperationId: other.HoursOfOperationId, Name: "office" };
    await refused(world.client.send(new sdk.UpdateHoursOfOperationCommand(rename)), "DuplicateResourceException", 409);
    await refused(createHours({ InstanceId: UNKNOWN }), "ResourceNotFoundException", 404);
    world.simulator.settings.quotas.hoursOfOperation = 3;
    await refused(createHours({ Name: "x" }), "LimitExceededException", 429);
  });

  it("all violations of a request are reported at once", async () => {
    const { message } = await refusal(
      createHours({ Name: "", Description: "", Config: [{ ...MONDAY, Day: "X" as never }] }),
    );
    for (const part of ["Name", "Description", "Config[0].Day"])
      assert.ok(message.includes(part), `${part} in: ${message}`);
  });

  it("hours that a queue or other hours use cannot be deleted", async () => {
    const parent = await createHours({ Name: "parent" });
    const child = await createHours({
      Name: "child",
      ParentHoursOfOperationConfigs: [{ HoursOfOperationId: parent.HoursOfOperationId }],
    });
    assert.equal((await describeHours(child.HoursOfOperationId))?.ParentHoursOfOperations?.[0]?.Name, "parent");
    const queue = await createQueue({ HoursOfOperationId: child.HoursOfOperationId });
    const remove = (HoursOfOperationId?: string) =>
      world.client.send(new sdk.DeleteHoursOfOperationCommand({ InstanceId, HoursOfOperationId }));
    await refused(remove(parent.HoursOfOperationId), "ResourceInUseException", 409);
    await assert.rejects(remove(child.HoursOfOperationId), {
      name: "ResourceInUseException",
      ResourceId: child.HoursOfOperationArn,
    });
    await world.client.send(new sdk.DeleteQueueCommand({ InstanceId, QueueId: queue.QueueId }));
    await remove(child.HoursOfOperationId);
    await remove(parent.HoursOfOperationId);
  });

  it("lists come in pages of the size asked for, each entry once", async () => {
    for (let index = 0; index < 7; index++) await createHours({ Name: `hours ${index}` });
    const names: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of sdk.paginateListHoursOfOperations({ client: world.client, pageSize: 3 }, { InstanceId })) {
      pages += 1;
      names.push(...(page.HoursOfOperationSummaryList ?? []).map((each) => each.Name));
    }
    assert.equal(pages, 3);
    assert.equal(new Set(names).size, 8);
    const list = (NextToken: string) =>
      world.client.send(new sdk.ListHoursOfOperationsCommand({ InstanceId, NextToken }));
    await refused(list("bm90IG91cnM="), "InvalidParameterException", 400);
    const ofQueues = Buffer.from(JSON.stringify({ list: "queues", after: "a" })).toString("base64");
    await refused(list(ofQueues), "InvalidParameterException", 400);
  });

  it("a queue is enabled when new and shows only what was set", async () => {
    const made = await createQueue();
    const { LastModifiedTime: _time, HoursOfOperationId, ...read } = (await describeQueue(made.QueueId)) ?? {};
    assert.deepEqual(read, {
      Name: "support",
      QueueArn: made.QueueArn,
      QueueId: made.QueueId,
      Status: "ENABLED",
      LastModifiedRegion: "us-east-1",
    });
    assert.equal(HoursOfOperationId, await basicHours());
    const connects = await world.client.send(
      new sdk.ListQueueQuickConnectsCommand({ InstanceId, QueueId: made.QueueId }),
    );
    assert.deepEqual(connects.QuickConnectSummaryList, []);
  });

  it("every part of a queue can be updated and reads back", async () => {
    const { QueueId } = await createQueue({ MaxContacts: 3, Description: "first", Tags: { k: "v" } });
    const target = { InstanceId, QueueId };
    const { HoursOfOperationId } = await createHours();
    const number = await world.number(`arn:aws:connect:us-east-1:111122223333:instance/${InstanceId}`);
    const { ContactFlowSummaryList: flows } = await world.client.send(
      new sdk.ListContactFlowsCommand({ InstanceId, ContactFlowTypes: ["OUTBOUND_WHISPER"] }),
    );
    const caller = {
      OutboundCallerIdName: "Acme",
      OutboundCallerIdNumberId: number.id,
      OutboundFlowId: flows?.[0]?.Id,
    };
    await world.client.send(new sdk.UpdateQueueNameCommand({ ...target, Name: "renamed", Description: "second" }));
    await world.client.send(new sdk.UpdateQueueNameCommand({ ...target, Description: "third" }));
    await world.client.send(new sdk.UpdateQueueStatusCommand({ ...target, Status: "DISABLED" }));
    await world.client.send(new sdk.UpdateQueueHoursOfOperationCommand({ ...target, HoursOfOperationId }));
    await world.client.send(new sdk.UpdateQueueMaxContactsCommand({ ...target, MaxContacts: 5 }));
    await world.client.send(
      new sdk.UpdateQueueOutboundCallerConfigCommand({ ...target, OutboundCallerConfig: caller }),
    );
    const read = await describeQueue(QueueId);
    assert.deepEqual(
      [
        read?.Name,
        read?.Description,
        read?.Status,
        read?.HoursOfOperationId,
        read?.MaxContacts,
        read?.OutboundCallerConfig,
      ],
      ["renamed", "third", "DISABLED", HoursOfOperationId, 5, caller],
    );
    await world.client.send(new sdk.UpdateQueueMaxContactsCommand({ ...target, MaxContacts: 0 }));
    await world.client.send(new sdk.UpdateQueueOutboundCallerConfigCommand({ ...target, OutboundCallerConfig: {} }));
    const cleared = await describeQueue(QueueId);
    assert.deepEqual(
      [cleared?.MaxContacts, cleared?.OutboundCallerConfig, cleared?.Tags],
      [undefined, undefined, { k: "v" }],
    );
  });

  it("queues are refused for what does not exist, is taken, or is of the wrong kind", async () => {
    await createQueue();
    await refused(createQueue(), "DuplicateResourceException", 409);
    await refused(createQueue({ Name: "x", HoursOfOperationId: UNKNOWN }), "ResourceNotFoundException", 404);
    await refused(createQueue({ Name: "x", QuickConnectIds: [UNKNOWN] }), "ResourceNotFoundException", 404);
    await refused(createQueue({ Name: "x", MaxContacts: -1 }), "InvalidParameterException", 400);
    const caller = (OutboundCallerConfig: sdk.OutboundCallerConfig) => createQueue({ Name: "x", OutboundCallerConfig });
    await refused(caller({ OutboundCallerIdNumberId: UNKNOWN }), "ResourceNotFoundException", 404);
    await refused(caller({ OutboundFlowId: UNKNOWN }), "ResourceNotFoundException", 404);
    const { ContactFlowSummaryList: flows } = await world.client.send(
      new sdk.ListContactFlowsCommand({ InstanceId, ContactFlowTypes: ["AGENT_HOLD"] }),
    );
    await refused(caller({ OutboundFlowId: flows?.[0]?.Id }), "InvalidParameterException", 400);
    const { QueueId } = await createQueue({ Name: "second" });
    const target = { InstanceId, QueueId };
    await refused(
      world.client.send(new sdk.UpdateQueueNameCommand({ ...target, Name: "support" })),
      "DuplicateResourceException",
      409,
    );
    await refused(world.client.send(new sdk.UpdateQueueNameCommand(target)), "InvalidRequestException", 400);
    const connects = { ...target, QuickConnectIds: [UNKNOWN] };
    await refused(
      world.client.send(new sdk.AssociateQueueQuickConnectsCommand(connects)),
      "ResourceNotFoundException",
      404,
    );
    await refused(
      world.client.send(new sdk.DisassociateQueueQuickConnectsCommand(connects)),
      "ResourceNotFoundException",
      404,
    );
    await refused(describeQueue(UNKNOWN), "ResourceNotFoundException", 404);
    world.simulator.settings.quotas.queues = 3;
    await refused(createQueue({ Name: "x" }), "LimitExceededException", 429);
  });

  it("queues are listed by type", async () => {
    await createQueue();
    const list = async (QueueTypes?: sdk.QueueType[]) =>
      (await world.client.send(new sdk.ListQueuesCommand({ InstanceId, QueueTypes }))).QueueSummaryList?.length;
    assert.deepEqual([await list(), await list(["STANDARD"]), await list(["AGENT"])], [2, 2, 0]);
    await refused(list(["OTHER" as never]), "InvalidParameterException", 400);
  });
});
