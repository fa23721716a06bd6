/** The state folder: restarts, kills, and two simulators that want the same one. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-connect";
import { contactsIn, ManualClock, Simulator } from "../../simulator";
import { compileSimulator } from "./compiled-simulator";
import { action, CHECKED, clientOf, TestWorld, temporaryFolder } from "./simulator-harness";

const ANSWERS = "+12065550100";

describe("simulator: state", () => {
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it("survives a restart, and calls go on by their own time", async () => {
    const first = await TestWorld.start({ state: folder.path });
    const centre = await first.callCentre();
    const id = await centre.call(ANSWERS, { Attributes: { nonce: "n" }, ClientToken: "t" });
    await first.clock.advance(1500);
    const started = first.clock.now() - 1500;
    await first.stop();
    const second = await TestWorld.start({ state: folder.path, clock: new ManualClock(started + 60_000) });
    const read = new sdk.DescribeContactCommand({ InstanceId: centre.instanceId, ContactId: id });
    const { Contact: contact } = await second.client.send(read);
    assert.equal(contact?.DisconnectTimestamp?.getTime(), started + 3000);
    assert.deepEqual(contact?.Attributes, { nonce: "n", stage: "completed", proof: "n" });
    const again = await second.client.send(centre.request(ANSWERS, { ClientToken: "t" }));
    assert.equal(again.ContactId, id);
    await second.stop();
  });

  it("does not let time go back after a faster clock", async () => {
    const fast = await Simulator.start({
      ...CHECKED,
      state: folder.path,
      clock: new ManualClock(Date.UTC(2040, 0, 1)),
    });
    await clientOf(fast).send(
      new sdk.CreateInstanceCommand({
        ...{
          InstanceAlias: "a",
          IdentityManagementType: "SAML",
          InboundCallsEnabled: true,
          OutboundCallsEnabled: true,
        },
      }),
    );
    await fast.stop();
    const slow = await Simulator.start({ ...CHECKED, state: folder.path });
    assert.ok(slow.clock.now() >= Date.UTC(2040, 0, 1));
    await slow.stop();
  });

  it("asks a Lambda function again that was being waited for", async () => {
    const functionArn = "arn:aws:lambda:us-east-1:111122223333:function:f";
    const first = await TestWorld.start({
      state: folder.path,
      lambdas: { [functionArn]: () => new Promise(() => {}) },
    });
    const centre = await first.callCentre([
      action(
        "ask",
        "InvokeLambdaFunction",
        { LambdaFunctionARN: functionArn, InvocationTimeLimitSeconds: "8" },
        "keep",
        {
          errors: { NoMatchingError: "end" },
        },
      ),
      action("keep", "UpdateContactAttributes", { Attributes: { answer: "$.External.answer" } }, "end"),
      action("end", "DisconnectParticipant", {}),
    ]);
    const associate = { InstanceId: centre.instanceId, FunctionArn: functionArn };
    await first.client.send(new sdk.AssociateLambdaFunctionCommand(associate));
    await centre.call(ANSWERS);
    await first.clock.advance(2000);
    await first.stop();
    const clock = new ManualClock(first.clock.now());
    const second = await TestWorld.start({
      state: folder.path,
      clock,
      lambdas: { [functionArn]: () => ({ answer: "yes" }) },
    });
    await second.simulator.settled();
    assert.equal(second.simulator.contacts()[0]?.attributes.answer, "yes");
    await second.stop();
  });

  it("is used by one simulator at a time, in this process and in others", async () => {
    const first = await Simulator.start({ state: folder.path });
    await assert.rejects(Simulator.start({ state: folder.path }), /is in use by process \d+/);
    const other = startProcess(folder.path);
    assert.match(await other.failed, /is in use by process/);
    await first.stop();
    await (await Simulator.start({ state: folder.path })).stop();
  });

  it("shows its contacts, with masked numbers, beside a running simulator and without one", async () => {
    assert.deepEqual(contactsIn(folder.path), []);
    const world = await TestWorld.start({ state: folder.path });
    const centre = await world.callCentre();
    const id = await centre.call(ANSWERS);
    await world.clock.advance(5000);
    await centre.describe(id);
    const look = () =>
      contactsIn(folder.path).map(({ contactId, destination, disconnectReason }) => ({
        contactId,
        destination,
        disconnectReason,
      }));
    const expected = [{ contactId: id, destination: "+1 206 *** **00", disconnectReason: "CONTACT_FLOW_DISCONNECT" }];
    assert.deepEqual(look(), expected);
    await world.stop();
    assert.deepEqual(look(), expected);
  });

  it("leaves nothing behind when no folder was given", async () => {
    const temporary = () =>
      readdirSync(join(folder.path, "..")).filter((name) => name.startsWith("ringcheck-simulator-"));
    const before = temporary();
    const simulator = await Simulator.start();
    assert.equal(temporary().length, before.length + 1);
    await simulator.stop();
    assert.deepEqual(temporary(), before);
  });

  it("loses no acknowledged write in 100 kills", async function () {
    this.timeout(300_000);
    const { program, remove } = compileSimulator();
    const acknowledged = new Set<string>();
    let running = startProcess(folder.path, program);
    const create = new sdk.CreateInstanceCommand({
      ...{ InstanceAlias: "a", IdentityManagementType: "SAML", InboundCallsEnabled: true, OutboundCallsEnabled: true },
    });
    const made = await clientOf({ endpoint: await running.endpoint }).send(create);
    const instanceId = made.Id ?? "";
    for (let round = 0; round < 100; round++) {
      await writeAndKill(running, instanceId, round, acknowledged);
      running = startProcess(folder.path, program);
    }
    const held = await namesOf(await running.endpoint, instanceId);
    running.process.kill("SIGKILL");
    remove();
    assert.ok(acknowledged.size >= 300, `only ${acknowledged.size} writes were acknowledged`);
    assert.deepEqual(
      [...acknowledged].filter((name) => !held.has(name)),
      [],
    );
  });
});

interface Running {
  process: ChildProcess;
  endpoint: Promise<string>;
  /** What it said on its way out. */
  failed: Promise<string>;
}

function startProcess(state: string, program?: string): Running {
  const loaded = program ? [program] : ["--require", "tsx/cjs", join(__dirname, "simulator-process.ts")];
  const child = spawn(process.execPath, [...loaded, state], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<string>((resolve) => child.once("exit", () => resolve(errors)));
  const endpoint = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("\n")) resolve(output.trim());
    });
    child.once("exit", () => reject(new Error(`the simulator ended: ${errors}`)));
  });
  endpoint.catch(() => undefined);
  return { process: child, endpoint, failed: ended };
}

/** Three clients write at once; after some answers, at a moment that differs from round to round, the process dies. */
async function writeAndKill(running: Running, InstanceId: string, round: number, acknowledged: Set<string>) {
  const client = clientOf({ endpoint: await running.endpoint });
  let answers = 0;
  const writer = async (lane: number) => {
    for (let index = 0; ; index++) {
      const Name = `round ${round} lane ${lane} write ${index}`;
      await client.send(new sdk.CreateHoursOfOperationCommand({ InstanceId, Name, TimeZone: "UTC", Config: [] }));
      acknowledged.add(Name);
      answers += 1;
      if (answers === 3) setTimeout(() => running.process.kill("SIGKILL"), (round % 20) * 1.5);
    }
  };
  await Promise.allSettled([writer(0), writer(1), writer(2)]);
  client.destroy();
}

async function namesOf(endpoint: string, InstanceId: string): Promise<Set<string>> {
  const client = clientOf({ endpoint });
  const names = new Set<string>();
  for await (const page of sdk.paginateListHoursOfOperations({ client, pageSize: 1000 }, { InstanceId })) {
    for (const each of page.HoursOfOperationSummaryList ?? []) names.add(each.Name ?? "");
  }
  client.destroy();
  return names;
}
