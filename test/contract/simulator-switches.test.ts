/** Every switch of the simulated world, in both positions, and the faults. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-connect";
import { ManualClock, Simulator, type SimulatorOptions } from "../../simulator";
import { type CallCentre, CHECKED, clientOf, refusal, refused, TestWorld, temporaryFolder } from "./simulator-harness";

const ANSWERS = "+12065550100";

describe("simulator: switches", () => {
  let world: TestWorld;
  let centre: CallCentre;

  const begin = async (options: SimulatorOptions = {}) => {
    world = await TestWorld.start(options);
    centre = await world.callCentre();
  };
  afterEach(() => world.stop());

  const search = async () => {
    const now = world.clock.now();
    const TimeRange = {
      Type: "INITIATION_TIMESTAMP" as const,
      StartTime: new Date(now - 600_000),
      EndTime: new Date(now),
    };
    const found = await world.client.send(new sdk.SearchContactsCommand({ InstanceId: centre.instanceId, TimeRange }));
    return found.Contacts?.length;
  };

  for (const tokens of ["A", "B"] as const) {
    it(`tokens ${tokens}: a token of an ended contact gives ${tokens === "A" ? "that contact" : "a new one"}`, async () => {
      await begin({ tokens });
      const call = () => centre.call(ANSWERS, { ClientToken: "deploy-1" });
      const first = await call();
      assert.equal(await call(), first, "while the call goes");
      await world.clock.advance(10_000);
      assert.equal((await call()) === first, tokens === "A", "after it has ended");
      await world.clock.advance(8 * 24 * 3600 * 1000);
      assert.notEqual(await call(), first, "after the token's seven days");
    });
  }

  for (const tokenMismatch of ["returns", "refused"] as const) {
    it(`a token with another request ${tokenMismatch === "returns" ? "returns the contact" : "is refused"}`, async () => {
      await begin({ tokenMismatch });
      const call = (Attributes: Record<string, string>) =>
        centre.call(ANSWERS, { ClientToken: "deploy-1", Attributes });
      const first = await call({ release: "1" });
      assert.equal(await call({ release: "1" }), first, "the same request");
      if (tokenMismatch === "returns") assert.equal(await call({ release: "2" }), first);
      else await refused(call({ release: "2" }), "InvalidParameterException", 400);
      assert.equal(world.simulator.contacts().length, 1);
      await world.clock.advance(10_000);
      world.simulator.settings.tokens = "B";
      assert.notEqual(await call({ release: "2" }), first, "a token that is free again");
    });
  }

  it("search lag: none, then a while", async () => {
    await begin({ searchShowsOngoing: true });
    await centre.call(ANSWERS);
    assert.equal(await search(), 1);
    world.simulator.settings.searchLagSeconds = 60;
    assert.equal(await search(), 0);
    await world.clock.advance(60_000);
    assert.equal(await search(), 1);
  });

  it("search of ongoing contacts: hidden, then shown", async () => {
    await begin();
    await centre.call(ANSWERS);
    assert.equal(await search(), 0);
    world.simulator.settings.searchShowsOngoing = true;
    assert.equal(await search(), 1);
    world.simulator.settings.searchShowsOngoing = false;
    await world.clock.advance(10_000);
    assert.equal(await search(), 1);
  });

  it("readiness lag: an instance places calls at once, or only when it is active", async () => {
    await begin();
    await centre.call(ANSWERS);
    await world.stop();
    world = await TestWorld.start({ readinessLagSeconds: 60 });
    centre = await world.callCentre();
    await refused(world.client.send(centre.request(ANSWERS)), "InvalidRequestException", 400);
    await world.clock.advance(60_000);
    await centre.call(ANSWERS);
  });

  it("number lag: a number calls out at once, or only when it is claimed", async () => {
    await begin({ numberLagSeconds: 60 });
    await refused(world.client.send(centre.request(ANSWERS)), "InvalidRequestException", 400);
    await world.clock.advance(60_000);
    await centre.call(ANSWERS);
  });

  it("buckets: counted, then enforced, and refilled by the clock", async () => {
    await begin();
    for (let index = 0; index < 7; index++) await centre.call(ANSWERS);
    assert.equal(world.simulator.throttled.StartOutboundVoiceContact, 2);
    await world.clock.advance(10_000);
    world.simulator.settings.buckets = "enforced";
    for (let index = 0; index < 5; index++) await centre.call(ANSWERS);
    await refused(world.client.send(centre.request(ANSWERS)), "ThrottlingException", 429);
    await world.clock.advance(500);
    await centre.call(ANSWERS);
    await refused(world.client.send(centre.request(ANSWERS)), "ThrottlingException", 429);
    await clientOf(world.simulator, undefined, "eu-west-2").send(new sdk.ListInstancesCommand({}));
  });

  it("buckets: contacts may be described more often than calls be started, and searched less", async () => {
    await begin({ buckets: "enforced" });
    const id = await centre.call(ANSWERS);
    for (let index = 0; index < 15; index++) await centre.describe(id);
    await refused(centre.describe(id), "ThrottlingException", 429);
    await search();
    await refused(search(), "ThrottlingException", 429);
    await world.clock.advance(2000);
    await search();
  });

  for (const throttlingName of ["ThrottlingException", "TooManyRequestsException"] as const) {
    it(`throttling is called ${throttlingName}`, async () => {
      await begin({ buckets: "enforced", throttlingName });
      for (let index = 0; index < 5; index++) await centre.call(ANSWERS);
      await refused(world.client.send(centre.request(ANSWERS)), throttlingName, 429);
    });
  }

  it("unlisted numbers answer, or do not exist", async () => {
    await begin();
    assert.equal((await centre.callFor("+14155550142", 5)).contact.DisconnectReason, "CONTACT_FLOW_DISCONNECT");
    world.simulator.settings.unlistedNumbers = "invalid";
    assert.equal((await centre.callFor("+14155550142", 5)).contact.DisconnectReason, "TELECOM_NUMBER_INVALID");
  });

  it("signatures are ignored, or checked", async () => {
    await begin();
    const wrong = new sdk.ConnectClient({
      ...{ endpoint: world.simulator.endpoint, region: "us-east-1", maxAttempts: 1 },
      credentials: { accessKeyId: "111122223333", secretAccessKey: "wrong" },
    });
    const tagKeys = ["a b", "c/d=e"];
    const requests = (client: sdk.ConnectClient) => [
      () => client.send(new sdk.DescribeInstanceCommand({ InstanceId: centre.instanceArn })),
      () => client.send(new sdk.TagResourceCommand({ resourceArn: centre.instanceArn, tags: { "a b": "ü" } })),
      () => client.send(new sdk.UntagResourceCommand({ resourceArn: centre.instanceArn, tagKeys })),
    ];
    for (const request of requests(wrong)) await request();
    world.simulator.settings.checkSignatures = true;
    for (const request of requests(wrong))
      await refused(request() as Promise<unknown>, "InvalidSignatureException", 403);
    for (const request of requests(world.client)) await request();
  });

  it("the account comes from the access key, or is one for all", async () => {
    await begin();
    assert.equal(world.simulator.contacts({ account: "111122223333" }).length, 0);
    world.simulator.settings.accountId = "999988887777";
    const { arn } = await world.instance("fixed");
    assert.match(arn, /:999988887777:/);
  });

  describe("faults", () => {
    const list = () => world.client.send(new sdk.ListInstancesCommand({}));

    it("an error for the nth request of an operation, so many times", async () => {
      await begin();
      world.simulator.faults.add({ operation: "ListInstances", nth: 2, times: 2, error: "InternalServiceException" });
      await list();
      await refused(list(), "InternalServiceException", 500);
      await refused(list(), "InternalServiceException", 500);
      await list();
      world.simulator.faults.add({ operation: "*", times: "all", error: "ThrottlingException", message: "slow down" });
      assert.equal((await refusal(list())).message, "slow down");
      world.simulator.faults.clear();
      await list();
    });

    it("a delay on the clock", async () => {
      await begin();
      world.simulator.faults.add({ operation: "ListInstances", delaySeconds: 5 });
      const asked = world.clock.now();
      let answered: number | undefined;
      const listed = list().then(() => {
        answered = world.clock.now();
      });
      // The request may still be on its way when the clock first moves.
      while (answered === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        await world.clock.advance(1000);
      }
      await listed;
      assert.ok(answered - asked >= 5000);
    });

    it("a connection dropped before the effect, or after it", async () => {
      await begin();
      world.simulator.faults.add({ operation: "StartOutboundVoiceContact", drop: "before" });
      await assert.rejects(world.client.send(centre.request(ANSWERS)));
      assert.equal(world.simulator.contacts().length, 0);
      world.simulator.faults.clear();
      world.simulator.faults.add({ operation: "StartOutboundVoiceContact", drop: "after" });
      await assert.rejects(world.client.send(centre.request(ANSWERS)));
      assert.equal(world.simulator.contacts().length, 1);
    });

    it("rules from a file, and refusals of rules that make no sense", async () => {
      await begin();
      const folder = temporaryFolder();
      const file = join(folder.path, "faults.json");
      writeFileSync(file, JSON.stringify([{ operation: "ListInstances", error: "InternalServiceException" }]));
      const other = await Simulator.start({ ...CHECKED, faults: file, clock: new ManualClock() });
      await refused(clientOf(other).send(new sdk.ListInstancesCommand({})), "InternalServiceException", 500);
      await other.stop();
      writeFileSync(file, "{");
      await assert.rejects(Simulator.start({ faults: file }), /cannot read fault rules/);
      writeFileSync(file, JSON.stringify([{ operation: "ListInstances", drop: "sometimes", nth: 0 }]));
      await assert.rejects(Simulator.start({ faults: file }), /nth must be 1 or more; drop must be before or after/);
      folder.remove();
    });
  });

  it("an unknown switch is refused", async () => {
    await begin();
    await assert.rejects(Simulator.start({ serchLagSeconds: 1 } as never), /no option serchLagSeconds/);
  });
});
