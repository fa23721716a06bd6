/** Policy, preview and housekeeping: what dials and what never does, told by the number of calls in the world. */
import assert from "node:assert/strict";
import { ApiError } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties, ProviderV1 } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { ENDLESS, HEALTHY, inputsFor, NO_ANSWER, type Script, World } from "./verification-world";

interface InitError extends Error {
  id?: string;
  properties?: Properties;
  reasons?: string[];
}

const bag = (inputs: Partial<VerificationCallInputs>) => inputs as unknown as Properties;
const UNPROVEN: Script = { ...HEALTHY, proves: false };

/** A stack of one resource: what `pulumi up` does with its state. */
class Stack {
  state: Properties | undefined;
  error: InitError | undefined;
  readonly provider: ProviderV1;

  constructor(
    readonly world = new World(),
    config: Record<string, string> = {},
  ) {
    this.provider = providerWith(world.ports());
    void this.provider.configure({ config: { get: (key) => config[key] } });
  }

  async up(inputs: VerificationCallInputs): Promise<Properties> {
    const olds = this.state;
    this.error = undefined;
    const run = async () => {
      if (!olds) return (await this.provider.create(bag(inputs))).outs;
      const { changes } = await this.provider.diff("id", olds, bag(inputs));
      return changes ? (await this.provider.update("id", olds, bag(inputs))).outs : olds;
    };
    this.state = await run().catch((error: InitError) => {
      this.error = error;
      if (!error.properties && !olds) throw error;
      return error.properties ?? olds;
    });
    return this.state as Properties;
  }

  async changes(inputs: VerificationCallInputs): Promise<boolean> {
    return (await this.provider.diff("id", this.state ?? {}, bag(inputs))).changes;
  }
}

async function stackWith(scripts: Script[], inputs = inputsFor()): Promise<Stack> {
  const stack = new Stack();
  stack.world.scripts = scripts;
  await stack.up(inputs);
  return stack;
}

describe("verification: policy", () => {
  it("calls again up to attempts.limit, one after the other", async () => {
    const stack = await stackWith(
      [NO_ANSWER, NO_ANSWER, HEALTHY],
      inputsFor({ attempts: { limit: 3, intervalSeconds: 7 } }),
    );
    assert.equal(stack.state?.passed, true);
    assert.equal(stack.world.contacts.length, 3);
    assert.equal(stack.world.mostAtOnce, 1);
    const attempts = stack.state?.attempts as { number: number; outcome: string }[];
    assert.deepEqual(
      attempts.map(({ number, outcome }) => [number, outcome]),
      [
        [1, "no-answer"],
        [2, "no-answer"],
        [3, "completed"],
      ],
    );
    const [first, second] = stack.world.contacts;
    assert.ok((second?.startedAt ?? 0) - (first?.startedAt ?? 0) >= 37_000);
  });

  it("judges again without a call when only expect changes to what the evidence shows", async () => {
    const stack = await stackWith([UNPROVEN]);
    assert.equal(stack.state?.passed, false);
    await stack.up(inputsFor({ expect: { outcome: "answered-unproven" } }));
    assert.equal(stack.state?.passed, true);
    assert.equal(stack.world.contacts.length, 1);
  });

  it("calls when a changed policy is not met by the evidence", async () => {
    const stack = await stackWith([
      { ...HEALTHY, attributes: { lang: "en" } },
      { ...HEALTHY, attributes: { lang: "de" } },
    ]);
    await stack.up(inputsFor({ expect: { attributes: { lang: "de" } } }));
    assert.equal(stack.world.contacts.length, 2);
    assert.equal(stack.state?.passed, true);
  });

  it("stores other knobs without a call", async () => {
    const stack = await stackWith([HEALTHY]);
    assert.equal(await stack.changes(inputsFor({ timeoutSeconds: 200, attempts: { limit: 2 } })), true);
    await stack.up(inputsFor({ timeoutSeconds: 200, attempts: { limit: 2 } }));
    assert.equal(stack.world.contacts.length, 1);
    assert.equal(await stack.changes(inputsFor({ timeoutSeconds: 200, attempts: { limit: 2 } })), false);
  });

  it("keeps a bad verdict under warn, shows it, and calls again only when told", async () => {
    const warn = inputsFor({ onFailure: "warn" });
    const stack = await stackWith([NO_ANSWER, HEALTHY, HEALTHY], warn);
    assert.equal(stack.error, undefined);
    assert.equal(stack.state?.passed, false);
    stack.world.lines.length = 0;
    assert.equal(await stack.changes(warn), false);
    assert.deepEqual(stack.world.lines, ["smoke: keeps the verdict of the last call: no-answer"]);
    await stack.up(inputsFor({ onFailure: "warn", expect: { attributes: { a: "b" } } }));
    assert.equal(stack.world.contacts.length, 1);
    await stack.up(inputsFor({ onFailure: "fail" }));
    assert.equal(stack.world.contacts.length, 2);
    await stack.up(inputsFor({ onFailure: "fail", triggers: { flow: "x" } }));
    assert.equal(stack.world.contacts.length, 3);
  });

  it("skips while disabled, without a pass, and calls when enabled", async () => {
    const off = inputsFor({ enabled: false });
    const stack = await stackWith([], off);
    assert.equal(stack.state?.outcome, "skipped");
    assert.equal(stack.state?.passed, false);
    assert.equal(await stack.changes(off), false);
    assert.equal(stack.world.contacts.length, 0);
    await stack.up(inputsFor());
    assert.equal(stack.state?.passed, true);
    await stack.up(off);
    assert.equal(stack.state?.outcome, "completed", "a verdict stays when calls are disabled later");
    assert.equal(stack.world.contacts.length, 1);
  });

  it("obeys ringcheck:enabled of the stack", async () => {
    const stack = new Stack(new World(), { "ringcheck:enabled": "false" });
    assert.equal((await stack.up(inputsFor())).outcome, "skipped");
    assert.equal(stack.world.contacts.length, 0);
  });

  it("brakes at maxCallsPerDay: one line, nothing placed, evidence kept", async () => {
    const inputs = inputsFor({ maxCallsPerDay: 2 });
    const stack = await stackWith([NO_ANSWER, NO_ANSWER], inputs);
    await stack.up(inputs);
    const before = stack.state;
    stack.world.lines.length = 0;
    await stack.up(inputs);
    assert.match(stack.error?.message ?? "", /^smoke: no call is placed: 2 calls in the last 24 hours/);
    assert.equal(stack.error?.id, undefined);
    assert.equal(stack.state, before);
    assert.equal(stack.world.contacts.length, 2);
    assert.ok(stack.world.lines.some((line) => line.startsWith("smoke: error: no call is placed: 2 calls")));
    stack.world.clock.advance(24 * 3600_000);
    await stack.up(inputs);
    assert.equal(stack.state?.passed, true);
  });

  it("stops a call that outlives maxCallSeconds and says so", async () => {
    const stack = await stackWith([ENDLESS], inputsFor({ maxCallSeconds: 20 }));
    assert.equal(stack.state?.outcome, "stopped");
    assert.match(stack.error?.reasons?.[0] ?? "", /^stopped .*it outlived maxCallSeconds \(20\)/);
    assert.equal(stack.world.live().length, 0);
    const [contact] = stack.world.contacts;
    const connected = ((contact?.stoppedAt ?? 0) - (contact?.startedAt ?? 0)) / 1000 - 3;
    assert.ok(connected >= 20 && connected < 22, `${connected}`);
  });

  it("stops the call when timeoutSeconds is over, and never passes it", async () => {
    const stack = await stackWith([{ ...NO_ANSWER, endsAfter: 1000 }], inputsFor({ timeoutSeconds: 60 }));
    assert.equal(stack.state?.outcome, "stopped");
    assert.equal(stack.world.live().length, 0);
  });

  it("ends within a bound when neither reading nor stopping works", async () => {
    const world = new World();
    const stack = new Stack(world);
    world.fault = (op, n) =>
      (op === "describeContact" && n > 3) || op === "stopContact"
        ? new ApiError("InternalServiceException", "no")
        : undefined;
    const began = world.clock.now();
    await stack.up(inputsFor({ timeoutSeconds: 60 }));
    assert.equal(stack.state?.outcome, "inconclusive");
    assert.equal(stack.state?.contactId, "contact-1");
    assert.ok(world.clock.now() - began < 120_000);
  });

  it("never deletes before it replaces, and replaces only for another instance, region or account", async () => {
    const arn = (region: string, account: string, id: string) => `arn:aws:connect:${region}:${account}:instance/${id}`;
    const before = inputsFor({ instanceId: arn("us-east-1", "123456789012", "a") });
    const stack = await stackWith([HEALTHY], before);
    const replaces = async (changes: Partial<VerificationCallInputs>) => {
      const diff = await stack.provider.diff("id", stack.state ?? {}, bag({ ...before, ...changes }));
      assert.equal(diff.deleteBeforeReplace, false);
      return diff.replaces;
    };
    assert.deepEqual(await replaces({ instanceId: arn("us-east-1", "123456789012", "b") }), ["instanceId"]);
    assert.deepEqual(await replaces({ instanceId: arn("us-west-2", "123456789012", "a") }), ["instanceId"]);
    assert.deepEqual(await replaces({ instanceId: arn("us-east-1", "210987654321", "a") }), ["instanceId"]);
    assert.deepEqual(await replaces({ aws: { region: "us-west-2" } }), ["aws"]);
    assert.deepEqual(
      await replaces({ contactFlowId: "other", destinationPhoneNumber: "+12065550101", triggers: "x" }),
      [],
    );
    assert.deepEqual(await replaces({ instanceId: "a" }), [], "the id of the same instance");
  });
});

describe("verification: preview", () => {
  it("says whom it will call, masked, and how often at most", async () => {
    const stack = new Stack();
    await stack.provider.check({}, bag(inputsFor({ attempts: { limit: 2 } })));
    assert.deepEqual(stack.world.lines, ["smoke: will dial +1 206 *** **00, up to 2 attempts"]);
  });

  it("names the triggers that changed, and says may where one is not known", async () => {
    const stack = await stackWith([HEALTHY], inputsFor({ triggers: { flow: "1", hours: "1" } }));
    stack.world.lines.length = 0;
    await stack.changes(inputsFor({ triggers: { flow: "2", hours: "1", queue: "1" } }));
    await stack.changes(inputsFor({ triggers: { flow: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", hours: "1" } }));
    assert.deepEqual(stack.world.lines, [
      "smoke: will dial +1 206 *** **00, 1 attempt (triggers.flow, triggers.queue)",
      "smoke: may dial +1 206 *** **00, 1 attempt (triggers.flow is not known yet)",
    ]);
  });

  it("asks Connect beforehand: findings are failures of a create, lines of an update", async () => {
    const stack = new Stack();
    stack.world.flow.status = "SAVED";
    stack.world.instance.outboundCallsEnabled = false;
    const { failures } = await stack.provider.check({}, bag(inputsFor()));
    assert.deepEqual(failures, [
      { property: "", reason: "outbound calls are off for the instance; set outboundCallsEnabled" },
      { property: "", reason: "the flow is SAVED; publish it" },
    ]);
    stack.world.flow.status = "PUBLISHED";
    stack.world.instance.outboundCallsEnabled = true;
    await stack.up(inputsFor());
    stack.world.clock.advance(61_000);
    stack.world.flow.state = "ARCHIVED";
    stack.world.lines.length = 0;
    assert.equal(await stack.changes(inputsFor({ triggers: "x" })), true);
    assert.ok(stack.world.lines.includes("smoke: the call cannot succeed: the flow is archived; make it ACTIVE"));
    await stack.up(inputsFor({ triggers: "x" }));
    assert.match(stack.error?.message ?? "", /^smoke: no call is placed: the flow is archived/);
    assert.equal(stack.world.contacts.length, 1);
  });

  it("says once that the instance is not there, whatever was asked about it", async () => {
    const stack = new Stack();
    const gone = new ApiError("ResourceNotFoundException", "Instance not found");
    stack.world.fault = (op) => (op.startsWith("describe") ? gone : undefined);
    const { failures } = await stack.provider.check({}, bag(inputsFor()));
    assert.equal(failures?.length, 1);
    assert.match(failures[0]?.reason ?? "", /"Instance not found"/);
  });

  it("makes a note where it may not ask, and gives up after 10 seconds", async () => {
    const stack = new Stack();
    stack.world.fault = (op) => (op === "describeInstance" ? new ApiError("AccessDeniedException", "no") : undefined);
    assert.deepEqual((await stack.provider.check({}, bag(inputsFor()))).failures, []);
    assert.match(stack.world.lines[0] ?? "", /^smoke: preflight could not ask everything \(AccessDeniedException\)/);
    const slow = new Stack();
    slow.world.fault = (op) => (op === "describeContactFlow" ? "hang" : undefined);
    const began = slow.world.clock.now();
    assert.deepEqual((await slow.provider.check({}, bag(inputsFor()))).failures, []);
    assert.equal(slow.world.clock.now() - began, 10_000);
  });

  it("waits for a brand-new instance before it dials", async () => {
    const stack = new Stack();
    const { world } = stack;
    world.instance = { status: "CREATION_IN_PROGRESS", outboundCallsEnabled: true, createdAt: world.clock.now() };
    world.fault = (op, n) => {
      if (op === "describeInstance" && n > 4) world.instance.status = "ACTIVE";
      return undefined;
    };
    await stack.up(inputsFor());
    assert.equal(stack.state?.passed, true);
    assert.ok(world.lines.includes("smoke: waits: the instance is still being created"));
  });

  it("stays silent under ringcheck:preflight false", async () => {
    const stack = new Stack(new World(), { "ringcheck:preflight": "false" });
    await stack.up(inputsFor());
    assert.equal(stack.world.counts.describeInstance, undefined);
  });

  it("finds a source number of another instance and a foreign account", async () => {
    const stack = new Stack();
    stack.world.ownNumbers = [];
    stack.world.account = "999999999999";
    const instanceId = "arn:aws:connect:us-east-1:123456789012:instance/a";
    const { failures } = await stack.provider.check({}, bag(inputsFor({ instanceId })));
    assert.equal(failures.length, 2);
    assert.match(failures[0]?.reason ?? "", /credentials are of account 999999999999/);
    assert.match(failures[1]?.reason ?? "", /not claimed the source number \+1 206 \*\*\* \*\*99/);
  });

  it("finds a foreign account also where the same instance was asked about by its plain id before", async () => {
    const stack = new Stack();
    stack.world.account = "999999999999";
    assert.deepEqual((await stack.provider.check({}, bag(inputsFor({ instanceId: "a" })))).failures, []);
    const instanceId = "arn:aws:connect:us-east-1:123456789012:instance/a";
    const { failures } = await stack.provider.check({}, bag(inputsFor({ instanceId })));
    assert.match(failures[0]?.reason ?? "", /credentials are of account 999999999999/);
  });
});

describe("verification: refresh and destroy", () => {
  it("keeps the evidence of a vanished contact, with a note", async () => {
    const stack = await stackWith([HEALTHY]);
    stack.world.contacts.length = 0;
    stack.world.lines.length = 0;
    const { props } = await stack.provider.read("id", stack.state ?? {});
    assert.deepEqual(props, stack.state);
    assert.deepEqual(stack.world.lines, ["smoke: contact contact-1 is no longer in Connect; its evidence is kept"]);
    assert.equal(await stack.changes(inputsFor()), false);
  });

  it("stays red through a refresh", async () => {
    const stack = await stackWith([NO_ANSWER]);
    const { props } = await stack.provider.read("id", stack.state ?? {});
    stack.state = props;
    assert.equal(await stack.changes(inputsFor()), true);
  });

  it("says nothing about dialling in a refresh, whose diff shows the drift, and says it in the up after it", async () => {
    const stack = await stackWith([NO_ANSWER]);
    stack.world.lines.length = 0;
    const inputs = bag(inputsFor());
    await stack.provider.read("id", stack.state ?? {});
    assert.equal((await stack.provider.diff("id", stack.state ?? {}, inputs)).changes, true);
    assert.deepEqual(stack.world.lines, []);
    await stack.provider.check(inputs, inputs);
    await stack.provider.diff("id", stack.state ?? {}, inputs);
    assert.deepEqual(stack.world.lines, [
      "smoke: will dial +1 206 *** **00, 1 attempt (the last verdict was no-answer)",
    ]);
  });

  it("delete ends within 10 seconds and never throws, whatever Connect does", async () => {
    for (const fault of [
      "hang",
      new ApiError("AccessDeniedException", "no"),
      new ApiError("NetworkError", "no"),
    ] as const) {
      const stack = await stackWith([HEALTHY]);
      stack.world.fault = () => fault;
      const began = stack.world.clock.now();
      await stack.provider.delete("id", stack.state ?? {});
      assert.ok(stack.world.clock.now() - began <= 10_000);
    }
    await new Stack().provider.delete("id", {});
    await new Stack().provider.delete("id", { contactId: "x", instanceId: 7, attempts: "?" });
  });

  it("delete stops a call that still goes", async () => {
    const stack = await stackWith([HEALTHY]);
    const api = stack.world.api();
    stack.world.scripts = [ENDLESS];
    const { contactId } = await api.startOutboundVoiceContact({ ClientToken: "t", Attributes: {} } as never);
    await stack.provider.delete("id", { ...stack.state, contactId });
    assert.equal(stack.world.live().length, 0);
  });

  it("writes a state without undefined and with the policy that it ran under", async () => {
    const stack = await stackWith([{ ...HEALTHY, attributes: { lang: "en" } }], inputsFor({ attributes: { a: "1" } }));
    assert.deepEqual(JSON.parse(JSON.stringify(stack.state)), stack.state);
    assert.equal(stack.state?.stateVersion, 1);
    assert.deepEqual(stack.state?.attributes, { a: "1", lang: "en" });
    assert.deepEqual(stack.state?.asked, { attributes: { a: "1" } });
    assert.equal(await stack.changes(inputsFor({ attributes: { a: "1" } })), false);
  });
});
