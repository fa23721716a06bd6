/** What a repeated request does, by its token, and for how long the simulator remembers what nobody can list. */
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
