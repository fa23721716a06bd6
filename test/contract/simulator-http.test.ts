/** The wire itself: who may ask, what is too much, and that one client's trouble is nobody else's. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import * as sdk from "@aws-sdk/client-connect";
import { Simulator } from "../../simulator";
import { accountOf } from "../../simulator/http/caller";
import { clientOf, TestWorld } from "./simulator-harness";

const SIGNED = `AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

describe("simulator: HTTP", () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = await TestWorld.start();
  });
  afterEach(() => world.stop());

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${world.simulator.endpoint}${path}`, { ...init, headers: { authorization: SIGNED, ...init.headers } });

  it("refuses requests without a signature, and paths that are no operation", async () => {
    const unsigned = await fetch(`${world.simulator.endpoint}/instance`);
    assert.deepEqual(
      [unsigned.status, unsigned.headers.get("x-amzn-errortype")],
      [403, "MissingAuthenticationTokenException"],
    );
    const nonsense = await ask("/instance", { headers: { authorization: "Basic x" } });
    assert.equal(nonsense.headers.get("x-amzn-errortype"), "IncompleteSignatureException");
    const unknown = await ask("/no/such/path");
    assert.deepEqual([unknown.status, unknown.headers.get("x-amzn-errortype")], [404, "UnknownOperationException"]);
  });

  it("tells the simulator's time and a request id with every answer", async () => {
    for (const path of ["/instance", "/instance/unknown"]) {
      const answer = await ask(path);
      assert.equal(answer.headers.get("date"), new Date(world.clock.now()).toUTCString());
      assert.match(answer.headers.get("x-amzn-requestid") ?? "", /^[0-9a-f-]{36}$/);
    }
  });

  it("refuses bodies that are too large or not JSON", async () => {
    const large = await ask("/instance", { method: "PUT", body: "x".repeat(5 * 1024 * 1024) }).catch(
      (error: Error) => error,
    );
    if (!(large instanceof Error)) assert.equal(large.status, 413);
    for (const body of ["{", "[]", "null", '"x"', Buffer.from([0xff, 0xfe])]) {
      const answer = await ask("/instance", { method: "PUT", body });
      assert.deepEqual([answer.status, answer.headers.get("x-amzn-errortype")], [400, "InvalidRequestException"]);
    }
    assert.equal((await ask("/instance")).status, 200);
  });

  it("serves others while clients are slow, broken or gone", async () => {
    const sockets = Array.from({ length: 50 }, (_, index) => {
      const socket = connect(world.simulator.port, "127.0.0.1");
      socket.on("error", () => undefined);
      const start = `PUT /instance HTTP/1.1\r\nHost: x\r\nAuthorization: ${SIGNED}\r\nContent-Length: 100\r\n\r\n{`;
      socket.write(index % 3 === 0 ? "GET /inst" : index % 3 === 1 ? start : "\u0000\u0001 nonsense\r\n\r\n");
      return socket;
    });
    const { id } = await world.instance();
    for (const socket of sockets) socket.destroy();
    assert.equal((await world.client.send(new sdk.DescribeInstanceCommand({ InstanceId: id }))).Instance?.Id, id);
  });

  it("serves others while one client holds more connections than there may be", async () => {
    const { id } = await world.instance();
    const silent = Array.from({ length: 700 }, () => connect(world.simulator.port, "127.0.0.1"));
    for (const socket of silent) socket.on("error", () => undefined);
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    const fresh = clientOf(world.simulator);
    for (const client of [world.client, fresh]) {
      const { Instance } = await client.send(new sdk.DescribeInstanceCommand({ InstanceId: id }));
      assert.equal(Instance?.Id, id);
    }
    const closed = () => silent.filter((socket) => socket.destroyed || socket.readyState !== "open").length;
    while (closed() < 200) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const socket of silent) socket.destroy();
    fresh.destroy();
  });

  it("answers STS in its own protocol, also what goes wrong", async () => {
    const sts = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await ask("/", { method: "POST", body, headers });
      assert.equal(answer.headers.get("content-type"), "text/xml");
      const text = await answer.text();
      return [answer.status, /<(?:Code|Account)>([^<]*)</.exec(text)?.[1]];
    };
    const identity = "Action=GetCallerIdentity&Version=2011-06-15";
    assert.deepEqual(await sts(identity), [200, "111122223333"]);
    assert.deepEqual(await sts("Action=AssumeRole&Version=2011-06-15"), [400, "InvalidAction"]);
    assert.deepEqual(await sts("Action=constructor&Version=2011-06-15"), [400, "InvalidAction"]);
    assert.deepEqual(await sts("%zz&&&="), [400, "MissingAction"]);
    assert.deepEqual(await sts(identity, { authorization: "Basic x" }), [403, "IncompleteSignatureException"]);
    world.simulator.faults.add({ operation: "GetCallerIdentity", error: "ThrottlingException" });
    assert.deepEqual(await sts(identity), [429, "ThrottlingException"]);
  });

  it("cannot be reached by any other address of the machine", async () => {
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const foreign = others.filter((each) => each.family === "IPv4" && !each.internal).map(({ address }) => address);
    for (const address of ["127.0.0.2", ...foreign]) {
      const socket = connect(world.simulator.port, address);
      const outcome = await new Promise((resolve) => {
        socket.once("connect", () => resolve("connected"));
        socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      socket.destroy();
      assert.equal(outcome, "ECONNREFUSED", address);
    }
  });

  it("listens on loopback only, and names a port that is taken", async () => {
    assert.match(world.simulator.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    await assert.rejects(Simulator.start({ port: world.simulator.port }), /^Error: port \d+ is taken/);
  });

  it("finds the account in an access key", () => {
    assert.equal(accountOf("123456789012"), "123456789012");
    assert.equal(accountOf("ASIAQNZGKIQY56JQ7WML"), "029608264753");
    assert.match(accountOf("anything"), /^\d{12}$/);
    assert.notEqual(accountOf("anything"), accountOf("anything else"));
  });

  it("is read and steered over HTTP by programs, not by web pages", async () => {
    const control = async (method: string, name: string, body?: unknown) => {
      const answer = await fetch(`${world.simulator.endpoint}/_ringcheck/${name}`, {
        method,
        body: body && JSON.stringify(body),
      } as RequestInit);
      return { status: answer.status, value: JSON.parse(await answer.text()) };
    };
    const centre = await world.callCentre();
    const id = await centre.call("+12065550100");
    assert.equal((await control("PUT", "clock", { advanceSeconds: 10 })).status, 200);
    const [contact] = (await control("GET", `contacts?contactId=${id}`)).value;
    assert.equal(contact.disconnectReason, "CONTACT_FLOW_DISCONNECT");
    assert.ok(contact.trace.length > 3);
    assert.equal((await control("GET", "inventory")).value.instance, 1);
    assert.equal((await control("GET", "requests?operation=StartOutboundVoiceContact")).value.requests.length, 1);
    await control("PUT", "settings", { searchLagSeconds: 9, quotas: { instances: 3 } });
    assert.deepEqual([world.simulator.settings.searchLagSeconds, world.simulator.settings.quotas.instances], [9, 3]);
    assert.match((await control("PUT", "settings", { nonsense: 1 })).value.message, /no option nonsense/);
    await control("PUT", "faults", { operation: "ListInstances", error: "InternalServiceException" });
    await assert.rejects(clientOf(world.simulator).send(new sdk.ListInstancesCommand({})));
    await control("DELETE", "faults");
    await control("PUT", "numbers", { phoneNumber: "+12065550177", reaction: "busy", description: "is engaged" });
    assert.ok(world.simulator.numbers.find("+12065550177"));
    assert.equal((await control("GET", "nothing")).status, 404);
    const page = await fetch(`${world.simulator.endpoint}/_ringcheck/contacts`, {
      headers: { origin: "https://example.com" },
    });
    assert.equal(page.status, 403);
  });
});
