/** What a repeated request does, by its token. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import { refused, TestWorld, temporaryFolder } from "./simulator-harness";

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
});
