/** Phone numbers and their flows, over HTTP with the JavaScript SDK. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import { shapes } from "../../simulator/model/table";
import { clientOf, GREET, refused, TestWorld } from "./simulator-harness";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";
const DAY = 24 * 3600 * 1000;

describe("simulator: phone numbers", () => {
  let world: TestWorld;
  let InstanceId: string;
  let TargetArn: string;

  beforeEach(async () => {
    world = await TestWorld.start({ numberLagSeconds: 10 });
    ({ id: InstanceId, arn: TargetArn } = await world.instance());
  });
  afterEach(() => world.stop());

  const search = async (more: Partial<sdk.SearchAvailablePhoneNumbersCommandInput> = {}) => {
    const command = new sdk.SearchAvailablePhoneNumbersCommand({
      TargetArn,
      PhoneNumberCountryCode: "US",
      PhoneNumberType: "DID",
      ...more,
    });
    return (await world.client.send(command)).AvailableNumbersList?.map((each) => each.PhoneNumber ?? "") ?? [];
  };
  const claim = (PhoneNumber: string | undefined, more: Partial<sdk.ClaimPhoneNumberCommandInput> = {}) =>
    world.client.send(new sdk.ClaimPhoneNumberCommand({ TargetArn, PhoneNumber, ...more }));
  const describeNumber = async (PhoneNumberId?: string) =>
    (await world.client.send(new sdk.DescribePhoneNumberCommand({ PhoneNumberId }))).ClaimedPhoneNumberSummary;
  const release = (PhoneNumberId?: string) => world.client.send(new sdk.ReleasePhoneNumberCommand({ PhoneNumberId }));

  it("are found by country, type and prefix, and none is a test number", async () => {
    assert.equal((await search({ MaxResults: 1 })).length, 1);
    assert.equal((await search()).length, 10);
    assert.ok((await search({ PhoneNumberPrefix: "+1425" })).every((number) => number.startsWith("+1425")));
    assert.ok((await search({ PhoneNumberType: "TOLL_FREE" })).every((number) => /^\+18(00|88|77|66)/.test(number)));
    assert.ok((await search({ PhoneNumberCountryCode: "GB" })).every((number) => number.startsWith("+44")));
    assert.ok((await search({ PhoneNumberCountryCode: "JP" })).length > 0);
    assert.deepEqual(await search({ PhoneNumberPrefix: "+1206" }), []);
    assert.deepEqual(await search({ PhoneNumberType: "SHORT_CODE" }), []);
    await refused(search({ PhoneNumberCountryCode: "XX" as never }), "InvalidParameterException", 400);
    await refused(search({ PhoneNumberPrefix: "abc" }), "InvalidParameterException", 400);
    await refused(search({ TargetArn: undefined }), "InvalidParameterException", 400);
    await refused(search({ InstanceId }), "InvalidParameterException", 400);
    await refused(search({ TargetArn: TargetArn.replace(InstanceId, UNKNOWN) }), "InvalidParameterException", 400);
    assert.equal((await search({ TargetArn: undefined, InstanceId })).length, 10);
  });

  it("are offered to two that search at once in another order, so that both can claim what they find first", async () => {
    const [one, two] = await Promise.all([search({ MaxResults: 1 }), search({ MaxResults: 1 })]);
    assert.notEqual(one[0], two[0]);
    await claim(one[0]);
    await claim(two[0]);
  });

  it("are all walked through page by page, wherever a search begins", async () => {
    await search();
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const asked = { TargetArn, PhoneNumberCountryCode: "US", PhoneNumberType: "TOLL_FREE" } as const;
      const command = new sdk.SearchAvailablePhoneNumbersCommand({ ...asked, MaxResults: 7, NextToken });
      const answer = await world.client.send(command);
      found.push(...(answer.AvailableNumbersList ?? []).map((each) => each.PhoneNumber ?? ""));
      NextToken = answer.NextToken;
      // Another search in between changes nothing for this one.
      await search({ PhoneNumberType: "TOLL_FREE" });
    } while (NextToken);
    assert.equal(new Set(found).size, found.length);
    assert.ok(found.length > 7);
  });

  it("are claimed after a while, and then nobody else's", async () => {
    const [phoneNumber = ""] = await search();
    const made = await claim(phoneNumber, { PhoneNumberDescription: "main", Tags: { a: "b" } });
    assert.equal(made.PhoneNumberArn, `arn:aws:connect:us-east-1:111122223333:phone-number/${made.PhoneNumberId}`);
    assert.equal((await describeNumber(made.PhoneNumberId))?.PhoneNumberStatus?.Status, "IN_PROGRESS");
    await world.clock.advance(10_000);
    const read = await describeNumber(made.PhoneNumberArn);
    assert.deepEqual(
      [
        read?.PhoneNumber,
        read?.PhoneNumberCountryCode,
        read?.PhoneNumberType,
        read?.PhoneNumberDescription,
        read?.TargetArn,
      ],
      [phoneNumber, "US", "DID", "main", TargetArn],
    );
    assert.deepEqual(
      [read?.PhoneNumberStatus?.Status, read?.InstanceId, read?.Tags],
      ["CLAIMED", InstanceId, { a: "b" }],
    );
    assert.ok(!(await search({ MaxResults: 10 })).includes(phoneNumber));
    await refused(claim(phoneNumber), "InvalidParameterException", 400);
    await refused(claim("+12065550100"), "InvalidParameterException", 400);
    await refused(claim("12"), "InvalidParameterException", 400);
    const elsewhere = clientOf(world.simulator, "444455556666");
    await refused(
      elsewhere.send(new sdk.DescribePhoneNumberCommand({ PhoneNumberId: made.PhoneNumberId })),
      "ResourceNotFoundException",
      404,
    );
  });

  it("can be claimed wherever they are offered, also where countries share a calling code", async function () {
    this.timeout(60_000);
    world.simulator.settings.quotas.phoneNumbers = 1000;
    const offers = shapes.PhoneNumberCountryCode?.enum?.flatMap((country) => [
      [country, "DID"] as const,
      [country, "TOLL_FREE"] as const,
    ]);
    const claimed = new Set<string>();
    for (const [PhoneNumberCountryCode, PhoneNumberType] of offers ?? []) {
      const [first] = await search({
        PhoneNumberCountryCode: PhoneNumberCountryCode as sdk.PhoneNumberCountryCode,
        PhoneNumberType,
        MaxResults: 1,
      });
      if (first === undefined) continue;
      const { PhoneNumberId } = await claim(first);
      const read = await describeNumber(PhoneNumberId);
      assert.deepEqual(
        [read?.PhoneNumberCountryCode, read?.PhoneNumberType],
        [PhoneNumberCountryCode, PhoneNumberType],
      );
      claimed.add(first);
    }
    assert.ok(claimed.size > 200, `only ${claimed.size} were offered`);
  });

  it("are claimed once per client token", async () => {
    const [first, second] = await search();
    const made = await claim(first, { ClientToken: "t" });
    assert.equal((await claim(first, { ClientToken: "t" })).PhoneNumberId, made.PhoneNumberId);
    await refused(claim(second, { ClientToken: "t" }), "IdempotencyException", 409);
  });

  it("fail later, through their status, when the instance has its quota", async () => {
    world.simulator.settings.quotas.phoneNumbers = 1;
    const [first, second] = await search();
    await claim(first);
    const failed = await claim(second);
    await world.clock.advance(10_000);
    const status = (await describeNumber(failed.PhoneNumberId))?.PhoneNumberStatus;
    assert.equal(status?.Status, "FAILED");
    assert.match(status?.Message ?? "", /quota/);
    const listed = await world.client.send(new sdk.ListPhoneNumbersV2Command({ TargetArn }));
    assert.deepEqual(
      listed.ListPhoneNumbersSummaryList?.map((each) => each.PhoneNumber),
      [first],
    );
    await release(failed.PhoneNumberId);
    assert.ok((await search()).includes(second ?? ""));
  });

  it("cool down for 180 days when they are released, and too many releases block claims", async () => {
    world.simulator.settings.quotas.phoneNumberReleases = 1;
    const [phoneNumber = ""] = await search();
    const { PhoneNumberId } = await claim(phoneNumber);
    await release(PhoneNumberId);
    await refused(describeNumber(PhoneNumberId), "ResourceNotFoundException", 404);
    await refused(release(PhoneNumberId), "ResourceNotFoundException", 404);
    await refused(claim(phoneNumber), "InvalidParameterException", 400);
    const blocked = await claim((await search())[0]);
    await world.clock.advance(10_000);
    assert.equal((await describeNumber(blocked.PhoneNumberId))?.PhoneNumberStatus?.Status, "FAILED");
    await world.clock.advance(181 * DAY);
    await claim(phoneNumber);
  });

  it("are listed by both operations, with filters and pages", async () => {
    const numbers = await search({ MaxResults: 3 });
    for (const number of numbers) await claim(number);
    const [tollFree] = await search({ PhoneNumberType: "TOLL_FREE" });
    await claim(tollFree);
    const old = await world.client.send(new sdk.ListPhoneNumbersCommand({ InstanceId, PhoneNumberTypes: ["DID"] }));
    assert.deepEqual(new Set(old.PhoneNumberSummaryList?.map((each) => each.PhoneNumber)), new Set(numbers));
    const all = [];
    for await (const page of sdk.paginateListPhoneNumbersV2({ client: world.client, pageSize: 2 }, {})) {
      all.push(...(page.ListPhoneNumbersSummaryList ?? []));
    }
    assert.equal(new Set(all.map((each) => each.PhoneNumberArn)).size, 4);
    const prefixed = await world.client.send(
      new sdk.ListPhoneNumbersV2Command({ PhoneNumberPrefix: tollFree?.slice(0, 5) }),
    );
    assert.equal(prefixed.ListPhoneNumbersSummaryList?.length, 1);
  });

  it("move to another instance, and their description can change", async () => {
    const other = await world.instance("other");
    const { PhoneNumberId } = await claim((await search())[0]);
    await world.clock.advance(10_000);
    const moved = await world.client.send(new sdk.UpdatePhoneNumberCommand({ PhoneNumberId, TargetArn: other.arn }));
    assert.equal(moved.PhoneNumberId, PhoneNumberId);
    assert.equal((await describeNumber(PhoneNumberId))?.PhoneNumberStatus?.Status, "IN_PROGRESS");
    await world.clock.advance(10_000);
    assert.equal((await describeNumber(PhoneNumberId))?.TargetArn, other.arn);
    await world.client.send(
      new sdk.UpdatePhoneNumberMetadataCommand({ PhoneNumberId, PhoneNumberDescription: "moved" }),
    );
    assert.equal((await describeNumber(PhoneNumberId))?.PhoneNumberDescription, "moved");
    const nowhere = new sdk.UpdatePhoneNumberCommand({ PhoneNumberId, InstanceId: UNKNOWN });
    await refused(world.client.send(nowhere), "ResourceNotFoundException", 404);
  });

  it("are not released while a queue calls out with them", async () => {
    const { PhoneNumberId, PhoneNumberArn } = await claim((await search())[0]);
    const { HoursOfOperationSummaryList: hours } = await world.client.send(
      new sdk.ListHoursOfOperationsCommand({ InstanceId }),
    );
    const queue = await world.client.send(
      new sdk.CreateQueueCommand({
        InstanceId,
        Name: "q",
        HoursOfOperationId: hours?.[0]?.Id,
        OutboundCallerConfig: { OutboundCallerIdNumberId: PhoneNumberId },
      }),
    );
    await refused(release(PhoneNumberId), "ResourceInUseException", 409);
    await assert.rejects(release(PhoneNumberId), { ResourceType: "PHONE_NUMBER", ResourceId: PhoneNumberArn });
    await world.client.send(new sdk.DeleteQueueCommand({ InstanceId, QueueId: queue.QueueId }));
    await release(PhoneNumberId);
  });

  it("are released, moved and described once by one token, which no other request may carry", async () => {
    world.simulator.settings.quotas.instances = 3;
    const [first, second] = (await search()).slice(0, 2);
    const { PhoneNumberId } = await claim(first);
    const other = await claim(second);
    const elsewhere = await world.instance("elsewhere");
    const move = (target: string, ClientToken: string) =>
      world.client.send(new sdk.UpdatePhoneNumberCommand({ PhoneNumberId, TargetArn: target, ClientToken }));
    await move(elsewhere.arn, "move-1");
    await move(TargetArn, "move-2");
    await move(elsewhere.arn, "move-1");
    assert.equal((await describeNumber(PhoneNumberId))?.TargetArn, TargetArn, "the first token moves it once");
    await refused(move(TargetArn, "move-1"), "IdempotencyException", 409);

    const word = (PhoneNumberDescription: string, ClientToken: string) =>
      world.client.send(
        new sdk.UpdatePhoneNumberMetadataCommand({ PhoneNumberId, PhoneNumberDescription, ClientToken }),
      );
    await word("old", "word-1");
    await word("new", "word-2");
    await word("old", "word-1");
    assert.equal((await describeNumber(PhoneNumberId))?.PhoneNumberDescription, "new");
    await refused(word("newer", "word-1"), "IdempotencyException", 409);

    const leave = (id: string | undefined, ClientToken: string) =>
      world.client.send(new sdk.ReleasePhoneNumberCommand({ PhoneNumberId: id, ClientToken }));
    await refused(leave(UNKNOWN, "leave-1"), "ResourceNotFoundException", 404);
    await leave(PhoneNumberId, "leave-1");
    await leave(PhoneNumberId, "leave-1");
    await refused(leave(PhoneNumberId, "leave-2"), "ResourceNotFoundException", 404);
    await refused(leave(other.PhoneNumberId, "leave-1"), "IdempotencyException", 409);
    await world.clock.advance(7 * DAY);
    await leave(other.PhoneNumberId, "leave-1");
    await refused(describeNumber(other.PhoneNumberId), "ResourceNotFoundException", 404);
  });

  it("are tied to an inbound flow, which both lists of associations show", async () => {
    const ContactFlowId = await world.flow(InstanceId, GREET);
    const { PhoneNumberId, PhoneNumberArn } = await claim((await search())[0]);
    const associate = (flow = ContactFlowId) =>
      world.client.send(
        new sdk.AssociatePhoneNumberContactFlowCommand({ PhoneNumberId, InstanceId, ContactFlowId: flow }),
      );
    await associate();
    const list = async (ResourceType?: sdk.ListFlowAssociationResourceType) =>
      (await world.client.send(new sdk.ListFlowAssociationsCommand({ InstanceId, ResourceType })))
        .FlowAssociationSummaryList;
    const expected = [
      {
        ResourceId: PhoneNumberArn,
        FlowId: `${TargetArn}/contact-flow/${ContactFlowId}`,
        ResourceType: "VOICE_PHONE_NUMBER",
      },
    ];
    assert.deepEqual(await list("VOICE_PHONE_NUMBER"), expected);
    assert.deepEqual([await list(), await list("INBOUND_EMAIL")], [expected, []]);
    const batch = new sdk.BatchGetFlowAssociationCommand({ InstanceId, ResourceIds: [PhoneNumberArn ?? ""] });
    assert.deepEqual((await world.client.send(batch)).FlowAssociationSummaryList, expected);
    const disassociate = () =>
      world.client.send(new sdk.DisassociatePhoneNumberContactFlowCommand({ PhoneNumberId, InstanceId }));
    await disassociate();
    await refused(disassociate(), "ResourceNotFoundException", 404);
    await refused(associate(UNKNOWN), "ResourceNotFoundException", 404);
    await associate();
    await world.client.send(new sdk.DeleteContactFlowCommand({ InstanceId, ContactFlowId }));
    assert.deepEqual(await list(), []);
  });
});
