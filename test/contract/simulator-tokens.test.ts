/** What a repeated request does, by its token, and for how long the simulator remembers tokens, churn and contacts. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import { ManualClock } from "../../simulator";
import { peek } from "../../simulator/store";
import { refused, TestWorld, temporaryFolder } from "./simulator-harness";

const DAY_MS = 24 * 3600 * 1000;
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:look-up";

describe("simulator: tokens", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let world: TestWorld;

  beforeEach(async () => {
    folder = temporaryFolder();
    world = await TestWorld.start({ state: folder.path });
  });
  afterEach(async () => {
    await world.stop();
    folder.remove();
  });

  it("an instance is deleted once by one token, so that a client may ask again that heard no answer", async () => {
    const { id: InstanceId } = await world.instance();
    const remove = (ClientToken: string) =>
      world.client.send(new sdk.DeleteInstanceCommand({ InstanceId, ClientToken }));
    await remove("gone");
    await remove("gone");
    await refused(remove("another"), "ResourceNotFoundException", 404);
  });

  it("an attribute is set once by one token, and another value under it is a request of its own", async () => {
    const { id: InstanceId } = await world.instance();
    const set = async (Value: string, ClientToken: string) => {
      const named = { InstanceId, AttributeType: "EARLY_MEDIA" as const };
      await world.client.send(new sdk.UpdateInstanceAttributeCommand({ ...named, Value, ClientToken }));
      return (await world.client.send(new sdk.DescribeInstanceAttributeCommand(named))).Attribute?.Value;
    };
    assert.equal(await set("false", "first"), "false");
    assert.equal(await set("true", "second"), "true");
    assert.equal(await set("false", "first"), "true", "said again, it changes nothing");
    assert.equal(await set("false", "second"), "false");
  });

  it("a function is associated and disassociated once by one token", async () => {
    const named = { InstanceId: (await world.instance()).id, FunctionArn: FUNCTION };
    const add = (ClientToken: string) =>
      world.client.send(new sdk.AssociateLambdaFunctionCommand({ ...named, ClientToken }));
    const remove = (ClientToken: string) =>
      world.client.send(new sdk.DisassociateLambdaFunctionCommand({ ...named, ClientToken }));
    await add("a");
    await add("a");
    await refused(add("b"), "ResourceConflictException", 409);
    await remove("a");
    await remove("a");
    await refused(remove("b"), "ResourceNotFoundException", 404);
  });

  it("a contact can be described and found for 24 months, and is evidence after that", async () => {
    const centre = await world.callCentre();
    const { contact } = await centre.callFor("+12065550100", 30);
    const begun = contact.InitiationTimestamp?.getTime() ?? 0;
    const range = { Type: "INITIATION_TIMESTAMP" as const, StartTime: new Date(begun), EndTime: new Date(begun + 1) };
    const found = async () => {
      const search = new sdk.SearchContactsCommand({ InstanceId: centre.instanceId, TimeRange: range });
      return (await world.client.send(search)).Contacts?.length;
    };
    await world.clock.advance(Date.UTC(2028, 0, 1) - 1 - world.clock.now());
    assert.equal(new Date(begun).toISOString().slice(0, 10), "2026-01-01");
    assert.deepEqual([(await centre.describe(contact.Id ?? "")).Id, await found()], [contact.Id, 1]);
    await world.clock.advance(1 + begun - Date.UTC(2026, 0, 1));
    await refused(centre.describe(contact.Id ?? ""), "ResourceNotFoundException", 404);
    await refused(centre.call("+12065550100", { RelatedContactId: contact.Id }), "ResourceNotFoundException", 404);
    assert.deepEqual([await found(), world.simulator.contacts().length], [0, 1]);
  });

  it("are forgotten after 7 days, creates and deletes after 30, and releases after 180", async () => {
    const centre = await world.callCentre();
    await centre.call("+12065550100", { ClientToken: "t" });
    const { id: PhoneNumberId } = await world.number(centre.instanceArn);
    await world.client.send(new sdk.ReleasePhoneNumberCommand({ PhoneNumberId }));
    const rememberedAfter = async (days: number) => {
      await world.clock.advance(days * DAY_MS);
      const named = { InstanceId: centre.instanceId, AttributeType: "EARLY_MEDIA" as const };
      await world.client.send(new sdk.UpdateInstanceAttributeCommand({ ...named, Value: "true" }));
      return remembered();
    };
    const remembered = async () => {
      const now = world.clock.now();
      await world.stop();
      const kept = peek(folder.path, (list) => list([]).map(({ key }) => key.slice(2, 4).join(" ")));
      world = await TestWorld.start({ state: folder.path, clock: new ManualClock(now) });
      const count = (words: string) => kept.filter((each) => each.startsWith(words)).length;
      return [count("token outbound"), count("token"), count("churn instance"), count("churn number")];
    };
    assert.deepEqual(await rememberedAfter(6), [1, 6, 1, 1], "all of them, and the token of the attribute");
    assert.deepEqual(await rememberedAfter(1), [0, 2, 1, 1], "the tokens of the two attributes");
    assert.deepEqual(await rememberedAfter(23), [0, 1, 0, 1]);
    assert.deepEqual(await rememberedAfter(150), [0, 1, 0, 0]);
  });
});
