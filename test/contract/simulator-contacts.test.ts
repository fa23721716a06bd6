/** Outbound calls and their records, over HTTP with the JavaScript SDK. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import { action, type CallCentre, flowOf, refused, TestWorld } from "./simulator-harness";

const ANSWERS = "+12065550100";
const UNKNOWN = "00000000-0000-4000-8000-000000000000";

describe("simulator: contacts", () => {
  let world: TestWorld;
  let centre: CallCentre;

  beforeEach(async () => {
    world = await TestWorld.start();
    centre = await world.callCentre();
  });
  afterEach(() => world.stop());

  const attributesOf = async (InitialContactId: string) => {
    const command = new sdk.GetContactAttributesCommand({ InstanceId: centre.instanceId, InitialContactId });
    return (await world.client.send(command)).Attributes;
  };
  const stop = (ContactId: string) =>
    world.client.send(new sdk.StopContactCommand({ InstanceId: centre.instanceId, ContactId }));

  it("ring, are answered, run the flow to its end, and leave a whole record", async () => {
    const start = world.clock.now();
    const id = await centre.call(ANSWERS, { Attributes: { nonce: "n-1" }, Name: "check", Description: "d" });
    const ringing = await centre.describe(id);
    assert.deepEqual(
      [ringing.ConnectedToSystemTimestamp, ringing.DisconnectTimestamp, ringing.InitiationTimestamp?.getTime()],
      [undefined, undefined, start],
    );
    await world.clock.advance(1000);
    const answered = await centre.describe(id);
    assert.equal(answered.ConnectedToSystemTimestamp?.getTime(), start + 1000);
    assert.equal(answered.DisconnectTimestamp, undefined);
    assert.deepEqual(answered.Attributes, { nonce: "n-1", stage: "answered" });
    await world.clock.advance(2000);
    const ended = await centre.describe(id);
    assert.equal(ended.DisconnectTimestamp?.getTime(), start + 3000);
    assert.equal(ended.DisconnectReason, "CONTACT_FLOW_DISCONNECT");
    assert.deepEqual(ended.Attributes, { nonce: "n-1", stage: "completed", proof: "n-1" });
    assert.deepEqual(
      [ended.InitiationMethod, ended.Channel, ended.Name, ended.Description, ended.InitialContactId],
      ["API", "VOICE", "check", "d", id],
    );
    assert.equal(ended.CustomerEndpoint?.Address, ANSWERS);
    assert.equal(ended.SystemEndpoint?.Address, centre.phoneNumber);
    assert.equal(ended.Arn, `${centre.instanceArn}/contact/${id}`);
    assert.deepEqual(await attributesOf(id), ended.Attributes);
  });

  it("are refused for members that break the operation's rules", async () => {
    const call = (more: Partial<sdk.StartOutboundVoiceContactCommandInput>, to = ANSWERS) =>
      world.client.send(centre.request(to, more));
    const bad = (more: Partial<sdk.StartOutboundVoiceContactCommandInput>) =>
      refused(call(more), "InvalidParameterException", 400);
    await bad({ RingTimeoutInSeconds: 14 });
    await bad({ RingTimeoutInSeconds: 61 });
    await bad({ SourcePhoneNumber: undefined });
    await bad({ Attributes: { "not allowed": "x" } });
    await bad({ Attributes: { a: "x".repeat(32_767), b: "y" } });
    await bad({ References: { a: { Type: "ATTACHMENT", Value: "x" } } });
    await bad({ References: { a: { Type: "STRING", Value: "x".repeat(4096) } } });
    await bad({ AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: true } });
    await bad({ TrafficType: "OTHER" as never });
    await bad({ Name: "x".repeat(1025) });
    for (const to of ["2065550100", "+0206555", "+1206555010012345", ""]) {
      await refused(call({}, to), "InvalidParameterException", 400);
    }
    const strategy = { OutboundStrategy: { Type: "AGENT_FIRST" as const } };
    await refused(call(strategy), "InvalidRequestException", 400);
    assert.equal(world.simulator.contacts().length, 0);
  });

  it("are refused for what does not exist or cannot be used", async () => {
    const call = (more: Partial<sdk.StartOutboundVoiceContactCommandInput>) =>
      world.client.send(centre.request(ANSWERS, more));
    const gone = (more: Partial<sdk.StartOutboundVoiceContactCommandInput>) =>
      refused(call(more), "ResourceNotFoundException", 404);
    await gone({ InstanceId: UNKNOWN });
    await gone({ ContactFlowId: UNKNOWN });
    await gone({ QueueId: UNKNOWN });
    await gone({ SourcePhoneNumber: "+14255550199" });
    await gone({ RelatedContactId: UNKNOWN });
    const { ContactFlowSummaryList: flows } = await world.client.send(
      new sdk.ListContactFlowsCommand({ InstanceId: centre.instanceId, ContactFlowTypes: ["AGENT_HOLD"] }),
    );
    await refused(call({ ContactFlowId: flows?.[0]?.Id }), "InvalidParameterException", 400);
    const outbound = (Value: string) =>
      world.client.send(
        new sdk.UpdateInstanceAttributeCommand({
          InstanceId: centre.instanceId,
          AttributeType: "OUTBOUND_CALLS",
          Value,
        }),
      );
    await outbound("false");
    await refused(call({}), "OutboundContactNotPermittedException", 403);
    await outbound("true");
    await call({});
  });

  it("go only to the countries that the Region's accounts may call", async () => {
    const to = (destination: string, more = {}) => world.client.send(centre.request(destination, more));
    for (const number of ["+493023125000", "+447700900123", "+1911", "+8811234567", "+999123456"]) {
      await refused(to(number), "DestinationNotAllowedException", 403);
    }
    await to("+442079460000");
    world.simulator.settings.allowedCountries = ["DE"];
    await to("+493023125000");
    await refused(to("+442079460000"), "DestinationNotAllowedException", 403);
    world.simulator.settings.ukMobileAllowed = true;
    await to("+447700900123");
  });

  it("take the caller ID of the queue when there is no source number", async () => {
    const { HoursOfOperationSummaryList: hours } = await world.client.send(
      new sdk.ListHoursOfOperationsCommand({ InstanceId: centre.instanceId }),
    );
    const { PhoneNumberSummaryList: numbers } = await world.client.send(
      new sdk.ListPhoneNumbersCommand({ InstanceId: centre.instanceId }),
    );
    const create = (Name: string, OutboundCallerIdNumberId?: string) =>
      world.client.send(
        new sdk.CreateQueueCommand({
          InstanceId: centre.instanceId,
          Name,
          HoursOfOperationId: hours?.[0]?.Id,
          OutboundCallerConfig: OutboundCallerIdNumberId ? { OutboundCallerIdNumberId } : undefined,
        }),
      );
    const withNumber = await create("with", numbers?.[0]?.Id);
    const id = await centre.call(ANSWERS, { SourcePhoneNumber: undefined, QueueId: withNumber.QueueId });
    const contact = await centre.describe(id);
    assert.equal(contact.SystemEndpoint?.Address, centre.phoneNumber);
    assert.equal(contact.QueueInfo?.Id, withNumber.QueueId);
    const without = await create("without");
    const call = world.client.send(centre.request(ANSWERS, { SourcePhoneNumber: undefined, QueueId: without.QueueId }));
    await refused(call, "InvalidRequestException", 400);
  });

  it("inherit the attributes of a related contact", async () => {
    const first = await centre.call(ANSWERS, { Attributes: { a: "1", b: "2" } });
    const second = await centre.call(ANSWERS, { RelatedContactId: first, Attributes: { b: "3" } });
    const contact = await centre.describe(second);
    assert.deepEqual(contact.Attributes, { a: "1", b: "3" });
    assert.equal(contact.RelatedContactId, first);
  });

  it("can be stopped, once, before and after the answer", async () => {
    const ringing = await centre.call(ANSWERS);
    await stop(ringing);
    assert.equal((await centre.describe(ringing)).DisconnectReason, "TELECOM_ORIGINATOR_CANCEL");
    const answered = await centre.call(ANSWERS);
    await world.clock.advance(1500);
    await stop(answered);
    const contact = await centre.describe(answered);
    assert.equal(contact.DisconnectReason, "OTHER");
    assert.equal(contact.Attributes?.proof, undefined);
    for (const id of [ringing, answered, UNKNOWN]) await refused(stop(id), "ContactNotFoundException", 410);
    const elsewhere = new sdk.StopContactCommand({ InstanceId: UNKNOWN, ContactId: answered });
    await refused(world.client.send(elsewhere), "ResourceNotFoundException", 404);
  });

  it("take attributes from outside while they go and after they have ended", async () => {
    const id = await centre.call(ANSWERS, { Attributes: { a: "1" } });
    const update = (Attributes: Record<string, string>, InitialContactId = id) =>
      world.client.send(
        new sdk.UpdateContactAttributesCommand({ InstanceId: centre.instanceId, InitialContactId, Attributes }),
      );
    await update({ b: "2", nonce: "late" });
    await world.clock.advance(5000);
    assert.equal((await attributesOf(id))?.proof, "late");
    await update({ a: "9" });
    assert.equal((await attributesOf(id))?.a, "9");
    await refused(update({ "a b": "1" }), "InvalidRequestException", 400);
    await refused(update({ big: "x".repeat(32_767) }), "InvalidRequestException", 400);
    await refused(update({ a: "1" }, UNKNOWN), "ResourceNotFoundException", 404);
    await refused(attributesOf(UNKNOWN), "ResourceNotFoundException", 404);
    await refused(centre.describe(UNKNOWN), "ResourceNotFoundException", 404);
  });

  it("can be named and tagged", async () => {
    const target = { InstanceId: centre.instanceId, ContactId: await centre.call(ANSWERS) };
    await world.client.send(new sdk.UpdateContactCommand({ ...target, Name: "n", Description: "d" }));
    await world.client.send(new sdk.TagContactCommand({ ...target, Tags: { a: "1", b: "2" } }));
    await world.client.send(new sdk.UntagContactCommand({ ...target, TagKeys: ["a"] }));
    const contact = await centre.describe(target.ContactId);
    assert.deepEqual([contact.Name, contact.Description, contact.Tags], ["n", "d", { b: "2" }]);
    const many = Object.fromEntries(["c", "d", "e", "f", "g", "h"].map((key) => [key, "1"]));
    await refused(
      world.client.send(new sdk.TagContactCommand({ ...target, Tags: many })),
      "InvalidRequestException",
      400,
    );
    const gone = { ...target, ContactId: UNKNOWN };
    await refused(
      world.client.send(new sdk.TagContactCommand({ ...gone, Tags: { a: "1" } })),
      "ResourceNotFoundException",
      404,
    );
    await refused(
      world.client.send(new sdk.UntagContactCommand({ ...gone, TagKeys: ["a"] })),
      "ResourceNotFoundException",
      404,
    );
    await refused(
      world.client.send(new sdk.UpdateContactCommand({ ...gone, Name: "x" })),
      "ResourceNotFoundException",
      404,
    );
  });

  it("run a saved draft only when it is asked for, and the flow as it was when the call began", async () => {
    const target = { InstanceId: centre.instanceId, ContactFlowId: centre.flowId };
    const quick = flowOf([action("end", "DisconnectParticipant", {})]);
    const slow = await centre.call(ANSWERS);
    const saved = { ...target, ContactFlowId: `${centre.flowId}:$SAVED`, Content: quick };
    await world.client.send(new sdk.UpdateContactFlowContentCommand(saved));
    const draft = await centre.call(ANSWERS, { ContactFlowId: `${centre.flowId}:$SAVED` });
    await world.client.send(new sdk.UpdateContactFlowContentCommand({ ...target, Content: quick }));
    await world.clock.advance(5000);
    assert.equal((await centre.describe(slow)).Attributes?.stage, "completed");
    assert.equal((await centre.describe(draft)).Attributes?.stage, undefined);
    await world.client.send(new sdk.UpdateContactFlowMetadataCommand({ ...target, ContactFlowState: "ARCHIVED" }));
    await refused(world.client.send(centre.request(ANSWERS)), "InvalidRequestException", 400);
  });

  it("are found by time, method, attribute, tag and name, in order and in pages", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.push(await centre.call(ANSWERS, { Attributes: { batch: "x", index: String(index) }, Name: `call ${index}` }));
      await world.clock.advance(10_000);
    }
    const TimeRange = {
      Type: "INITIATION_TIMESTAMP" as const,
      StartTime: new Date(world.clock.now() - 60_000),
      EndTime: new Date(world.clock.now()),
    };
    const search = async (more: Partial<sdk.SearchContactsCommandInput> = {}) => {
      const command = new sdk.SearchContactsCommand({ InstanceId: centre.instanceId, TimeRange, ...more });
      return (await world.client.send(command)).Contacts?.map((each) => each.Id) ?? [];
    };
    assert.deepEqual(await search(), [...ids].reverse());
    assert.deepEqual(await search({ Sort: { FieldName: "INITIATION_TIMESTAMP", Order: "ASCENDING" } }), ids);
    const byAttribute = (Key: string, Values: string[]): sdk.SearchCriteria => ({
      SearchableContactAttributes: { Criteria: [{ Key, Values }], MatchType: "MATCH_ALL" },
    });
    assert.deepEqual(await search({ SearchCriteria: byAttribute("index", ["3"]) }), [ids[3]]);
    assert.deepEqual(await search({ SearchCriteria: { InitiationMethods: ["INBOUND"] } }), []);
    assert.equal((await search({ SearchCriteria: { InitiationMethods: ["API"], Channels: ["VOICE"] } })).length, 5);
    const named: sdk.SearchCriteria = { Name: { SearchText: ["CALL 2"], MatchType: "MATCH_EXACT" } };
    assert.deepEqual(await search({ SearchCriteria: named }), [ids[2]]);
    const paged: (string | undefined)[] = [];
    for await (const page of sdk.paginateSearchContacts(
      { client: world.client, pageSize: 2 },
      { InstanceId: centre.instanceId, TimeRange },
    )) {
      paged.push(...(page.Contacts ?? []).map((each) => each.Id));
      // Pages stay put when a new contact appears in front of them.
      await centre.call(ANSWERS);
    }
    assert.deepEqual(paged, [...ids].reverse());
    const late = { ...TimeRange, StartTime: new Date(world.clock.now() + 1), EndTime: new Date(world.clock.now()) };
    await refused(search({ TimeRange: late }), "InvalidParameterException", 400);
    const long = { ...TimeRange, StartTime: new Date(world.clock.now() - 57 * 24 * 3600 * 1000) };
    await refused(search({ TimeRange: long }), "InvalidParameterException", 400);
    await refused(search({ NextToken: "x" }), "InvalidParameterException", 400);
    await refused(search({ InstanceId: UNKNOWN }), "ResourceNotFoundException", 404);
  });

  it("are found by every criterion, and by none that nothing here can meet", async () => {
    const { id } = await centre.call(ANSWERS).then(async (id) => ({ id, ended: await world.clock.advance(60_000) }));
    const range = (
      Type: sdk.SearchContactsTimeRangeType,
      from: number,
      until: number,
    ): sdk.SearchContactsTimeRange => ({
      ...{ Type, StartTime: new Date(world.clock.now() + from), EndTime: new Date(world.clock.now() + until) },
    });
    const found = async (SearchCriteria: sdk.SearchCriteria) => {
      const command = new sdk.SearchContactsCommand({
        ...{ InstanceId: centre.instanceId, TimeRange: range("INITIATION_TIMESTAMP", -600_000, 0), SearchCriteria },
      });
      return (await world.client.send(command)).Contacts?.some((each) => each.Id === id);
    };
    const segment = (value: string) => ({ Criteria: [{ Key: "connect:Subtype", Values: [value] }] });
    const absent = (Type: sdk.SearchContactsTimeRangeType) => ({
      AdditionalTimeRange: {
        Criteria: [{ TimestampCondition: { Type, ConditionType: "NOT_EXISTS" as const } }],
        MatchType: "MATCH_ALL" as const,
      },
    });
    const ended = (from: number, until: number) => ({
      AdditionalTimeRange: {
        Criteria: [{ TimeRange: range("DISCONNECT_TIMESTAMP", from, until) }],
        MatchType: "MATCH_ALL" as const,
      },
    });
    const transcript = (MatchType: sdk.SearchContactsMatchType) => ({
      ContactAnalysis: {
        Transcript: {
          Criteria: [{ ParticipantRole: "CUSTOMER" as const, SearchText: ["hello"], MatchType: "MATCH_ALL" as const }],
          MatchType,
        },
      },
    });
    for (const [criteria, expected] of [
      [{ SearchableSegmentAttributes: segment("connect:Telephony") }, true],
      [{ SearchableSegmentAttributes: segment("connect:WebRTC") }, false],
      [{ ActiveRegions: ["us-east-1"] }, true],
      [{ ActiveRegions: ["eu-west-2"] }, false],
      [absent("ENQUEUE_TIMESTAMP"), true],
      [absent("DISCONNECT_TIMESTAMP"), false],
      [ended(-600_000, 0), true],
      [ended(-1000, 0), false],
      [transcript("MATCH_ALL"), false],
      [transcript("MATCH_NONE"), true],
      [{ AgentIds: [UNKNOWN] }, false],
      [{ AgentHierarchyGroups: { L1Ids: [UNKNOWN] } }, false],
      [{ QueueIds: [UNKNOWN] }, false],
      [{ Channels: ["CHAT"] }, false],
    ] as [sdk.SearchCriteria, boolean][]) {
      assert.equal(await found(criteria), expected, JSON.stringify(criteria));
    }
  });

  it("are shown in the order in which they began, also those of one moment", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 8; index++) ids.push(await centre.call(ANSWERS));
    await world.clock.advance(60_000);
    assert.deepEqual(
      world.simulator.contacts().map((each) => each.id),
      ids,
    );
  });

  it("hear fast busy above the quota of concurrent calls", async () => {
    world.simulator.settings.quotas.concurrentCalls = 2;
    const [first, second, third] = [await centre.call(ANSWERS), await centre.call(ANSWERS), await centre.call(ANSWERS)];
    await world.clock.advance(10_000);
    const reasons = await Promise.all(
      [first, second, third].map(async (id) => (await centre.describe(id)).DisconnectReason),
    );
    assert.deepEqual(reasons, ["CONTACT_FLOW_DISCONNECT", "CONTACT_FLOW_DISCONNECT", "TELECOM_BUSY"]);
  });

  it("of a campaign need a quota, and then classify who answers", async () => {
    const campaign = {
      TrafficType: "CAMPAIGN" as const,
      CampaignId: "c-1",
      AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: true },
    };
    await refused(world.client.send(centre.request(ANSWERS, campaign)), "LimitExceededException", 429);
    world.simulator.settings.quotas.campaignCalls = 5;
    const human = await centre.callFor(ANSWERS, 5, campaign);
    const machine = await centre.callFor("+12065550105", 5, campaign);
    assert.equal(human.contact.AnsweringMachineDetectionStatus, "HUMAN_ANSWERED");
    assert.equal(machine.contact.AnsweringMachineDetectionStatus, "VOICEMAIL_BEEP");
    assert.equal(human.contact.Campaign?.CampaignId, "c-1");
    assert.ok(human.contact.RingStartTimestamp);
  });

  it("to a number claimed here run that number's inbound flow at its other end", async () => {
    const other = await world.instance("other");
    const number = await world.number(other.arn);
    const unanswered = await centre.callFor(number.phoneNumber, 5);
    assert.equal(unanswered.contact.DisconnectReason, "TELECOM_UNANSWERED");
    const actions = [
      action("mark", "UpdateContactAttributes", { Attributes: { caller: "$.CustomerEndpoint.Address" } }, "say"),
      action("say", "MessageParticipant", { Text: "one two three" }, "end"),
      action("end", "DisconnectParticipant", {}),
    ];
    const made = await world.client.send(
      new sdk.CreateContactFlowCommand({
        InstanceId: other.id,
        Name: "in",
        Type: "CONTACT_FLOW",
        Content: flowOf(actions),
      }),
    );
    await world.client.send(
      new sdk.AssociatePhoneNumberContactFlowCommand({
        PhoneNumberId: number.id,
        InstanceId: other.id,
        ContactFlowId: made.ContactFlowId,
      }),
    );
    const { contact } = await centre.callFor(number.phoneNumber, 10);
    // The inbound flow says three words, then hangs up on the outbound one, which says six.
    assert.equal(contact.DisconnectReason, "CUSTOMER_DISCONNECT");
    const [inbound] = world.simulator.contacts({ instanceId: other.id });
    assert.equal(inbound?.initiationMethod, "INBOUND");
    assert.equal(inbound?.attributes.caller, centre.phoneNumber);
    assert.equal(inbound?.disconnectReason, "CONTACT_FLOW_DISCONNECT");
  });
});
