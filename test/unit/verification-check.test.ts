/** `check` and the plan over all kinds of inputs: total, complete, blind to key order and to what is not known yet. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { VerificationCallInputs, VerificationCallState } from "../../verification/inputs";
import { planUpdate } from "../../verification/plan";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { canonicalRequest, fingerprintOf, startRequest } from "../../verification/request";
import { INPUT_RULES } from "../../verification/request-rules";
import { DEFAULT_SETTINGS } from "../../verification/settings";
import { buildState } from "../../verification/state";
import { validate } from "../../verification/validate";
import { warningsFor } from "../../verification/warnings";
import { inputsFor, World } from "./verification-world";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ENV = { AWS_REGION: "us-east-1" };
const problemsOf = (changes: Record<string, unknown>) =>
  validate({ ...inputsFor(), ...changes } as Properties, DEFAULT_SETTINGS, ENV);
const reasonOf = (changes: Record<string, unknown>) =>
  problemsOf(changes)
    .map(({ reason }) => reason)
    .join(" | ");

const names = fc.constantFrom(...Object.keys(INPUT_RULES), "__provider", "nonsense");
const leaf = fc.oneof(
  fc.string(),
  fc.constant(UNKNOWN),
  fc.constant("+12065550100"),
  fc.constant("+1911"),
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), names), tie("value"), { maxKeys: 4 }),
  ),
}));
const requests = fc.dictionary(names, anything, { maxKeys: 12 });

function stateOf(inputs: VerificationCallInputs): VerificationCallState {
  return buildState({
    inputs,
    verdict: { outcome: "completed", passed: true, reasons: [] },
    evidence: {},
    attempts: [],
    lastAttempt: 1,
    apiRequests: {},
  });
}

/** The same value with its keys the other way round, at every depth. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe("verification: check", () => {
  it("never throws, on 10,000 requests", async () => {
    const provider = providerWith({ ...new World().ports(), log: () => undefined });
    const property = fc.asyncProperty(requests, fc.constantFrom({}, { instanceId: "old" }), async (news, olds) => {
      const { inputs, failures } = await provider.check(olds, news);
      assert.equal(inputs, news);
      for (const failure of failures) assert.ok(failure.reason.length > 0 && !failure.reason.includes("12065550100"));
    });
    await fc.assert(property, { numRuns: 10_000 });
  }).timeout(120_000);

  it("gives every request a plan and never throws, on 5,000 pairs", () => {
    const property = fc.property(requests, requests, (olds, news) => {
      const plan = planUpdate(
        olds as unknown as VerificationCallState,
        news as unknown as VerificationCallInputs,
        DEFAULT_SETTINGS,
      );
      assert.ok(plan.kind);
    });
    fc.assert(property, { numRuns: 5_000 });
  }).timeout(120_000);

  it("is blind to key order: no call, the same fingerprint, the same bytes", () => {
    const property = fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { maxKeys: 6 }),
      fc.jsonValue(),
      (attributes, triggers) => {
        const inputs = inputsFor({ attributes, triggers, references: { a: { type: "URL", value: "x" } } });
        const other = reversed(inputs) as VerificationCallInputs;
        assert.equal(planUpdate(stateOf(inputs), other, DEFAULT_SETTINGS).kind, "none");
        assert.equal(fingerprintOf(other), fingerprintOf(inputs));
        assert.equal(JSON.stringify(startRequest(other, 3)), JSON.stringify(startRequest(inputs, 3)));
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  }).timeout(120_000);

  it("is blind to unknowns: whatever is not known yet, at any depth, is no sure call, on 10,000 requests", () => {
    const whole = inputsFor({
      queueId: "q",
      attributes: { a: "1", b: "2" },
      references: { r: { type: "URL", value: "x" } },
      triggers: { flow: "1", hours: "2" },
      expect: { attributes: { a: "1" } },
      attempts: { limit: 2 },
      aws: { region: "us-east-1" },
    });
    const state = stateOf(whole);
    const property = fc.property(fc.infiniteStream(fc.boolean()), (hidden) => {
      const hide = (value: unknown): unknown => {
        if (hidden.next().value && hidden.next().value) return UNKNOWN;
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]));
      };
      const shown = Object.entries(whole).map(([key, value]) => [key, key === "identity" ? value : hide(value)]);
      const { kind } = planUpdate(state, Object.fromEntries(shown), DEFAULT_SETTINGS);
      assert.ok(kind !== "call" && kind !== "replace", kind);
    });
    fc.assert(property, { numRuns: 10_000 });
  }).timeout(120_000);

  it("never takes an unknown for a change, and never dials with one", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const { outs } = await provider.create(
      inputsFor({ queueId: "q", attributes: { a: "1" }, triggers: { flow: "1" } }) as unknown as Properties,
    );
    const olds = outs as unknown as VerificationCallState;
    for (const property of [
      "contactFlowId",
      "destinationPhoneNumber",
      "queueId",
      "attributes",
      "triggers",
      "expect",
      "aws",
    ]) {
      const news = {
        ...inputsFor({ queueId: "q", attributes: { a: "1" }, triggers: { flow: "1" } }),
        [property]: UNKNOWN,
      };
      assert.notEqual(planUpdate(olds, news, DEFAULT_SETTINGS).kind, "call", property);
      assert.deepEqual(validate(news as unknown as Properties, DEFAULT_SETTINGS, ENV), [], property);
    }
    const nested = inputsFor({ queueId: "q", attributes: { a: UNKNOWN }, triggers: { flow: UNKNOWN } });
    assert.equal(planUpdate(olds, nested, DEFAULT_SETTINGS).kind, "may-call");
    await assert.rejects(
      provider.update("id", outs, nested as unknown as Properties),
      /^Error: smoke: no call is placed: attributes, triggers not known$/,
    );
    assert.equal(world.contacts.length, 1);
  });

  it("dials nobody while anything is not known, also what is no part of the request", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const hidden = [
      { enabled: UNKNOWN },
      { allowedDestinations: ["+1206*", UNKNOWN] },
      { maxCallsPerDay: UNKNOWN },
      { expect: { attributes: { a: UNKNOWN } } },
      { aws: { endpoint: UNKNOWN } },
      { triggers: { flow: UNKNOWN } },
    ];
    for (const each of hidden) {
      const inputs = { ...inputsFor(), ...each } as unknown as Properties;
      await assert.rejects(provider.create(inputs), /^Error: smoke: no call is placed: \w+ not known$/);
    }
    assert.equal(world.contacts.length, 0);
  });

  it("reports all problems at once, each with property, limit and remedy", () => {
    const reasons = reasonOf({
      destinationPhoneNumber: "206 555 0100",
      sourcePhoneNumber: "0",
      ringTimeoutSeconds: 61,
      trafficType: "LOUD",
      name: "x".repeat(1025),
      attempts: { limit: 0, pause: 1 },
      expect: { outcome: "skipped" },
      contactFlowId: "",
    });
    for (const part of [
      "contactFlowId must not be empty",
      "destinationPhoneNumber must be in E.164",
      "sourcePhoneNumber must be in E.164",
      "ringTimeoutSeconds must be a whole number from 15 to 60",
      "trafficType must be one of GENERAL, CAMPAIGN",
      "name must have at most 1024 characters",
      "attempts.limit must be a whole number from 1 to 10",
      "attempts.pause does not exist",
      "expect.outcome must be one of completed",
    ]) {
      assert.ok(reasons.includes(part), `${part} in ${reasons}`);
    }
  });

  it("keeps the engine from printing numbers and attributes", () => {
    for (const property of [
      "destinationPhoneNumber",
      "sourcePhoneNumber",
      "attributes",
      "name",
      "description",
      "references",
      "expect",
      "allowedDestinations",
    ]) {
      for (const failure of problemsOf({ [property]: 7 })) assert.equal(failure.property, "", property);
      assert.ok(reasonOf({ [property]: 7 }).includes(property), property);
    }
  });

  it("counts attributes in UTF-8 bytes with its own, and references in all", () => {
    assert.equal(reasonOf({ attributes: { a: "ä".repeat(16_000) } }), "");
    assert.match(
      reasonOf({ attributes: { a: "ä".repeat(16_384) } }),
      /attributes have \d+ bytes with ringcheck's own; Connect takes 32768/,
    );
    assert.match(
      reasonOf({ references: { a: { type: "STRING", value: "x".repeat(4096) } } }),
      /references have 4103 bytes/,
    );
    assert.match(reasonOf({ references: { a: { type: "ATTACHMENT" } } }), /must be one of URL/);
    assert.match(reasonOf({ attributes: { ringcheck_proof: "x" } }), /ringcheck's own/);
    assert.match(reasonOf({ attributes: { "a b": "x" } }), /only letters, digits/);
  });

  it("holds the rules between inputs", () => {
    assert.match(reasonOf({ sourcePhoneNumber: undefined }), /sourcePhoneNumber or queueId is required/);
    assert.equal(reasonOf({ sourcePhoneNumber: undefined, queueId: UNKNOWN }), "");
    assert.match(
      reasonOf({ answerMachineDetectionConfig: { enableAnswerMachineDetection: true } }),
      /needs trafficType CAMPAIGN/,
    );
    assert.equal(
      reasonOf({ answerMachineDetectionConfig: { enableAnswerMachineDetection: true }, trafficType: "CAMPAIGN" }),
      "",
    );
    const arn = (id: string) => `arn:aws:connect:us-east-1:123456789012:instance/${id}`;
    assert.match(
      reasonOf({ instanceId: arn("a"), contactFlowId: `${arn("b")}/contact-flow/f` }),
      /of another instance/,
    );
    assert.match(reasonOf({ instanceId: "arn:aws:s3:::bucket" }), /not one of Amazon Connect/);
    assert.match(reasonOf({ aws: { externalId: "xx" } }), /only used with aws.roleArn/);
    assert.match(reasonOf({ clientToken: "x".repeat(493) }), /at most 492/);
  });

  it("asks nothing but the simulator while RINGCHECK_SIMULATOR is set", () => {
    const env = { ...ENV, RINGCHECK_SIMULATOR: "http://127.0.0.1:4000" };
    const reasons = (aws: object, simulator = env) =>
      validate({ ...inputsFor(), aws }, DEFAULT_SETTINGS, simulator)
        .map(({ reason }) => reason)
        .join();
    assert.equal(reasons({ endpoint: "http://127.0.0.1:4000/" }), "");
    assert.match(reasons({ endpoint: "https://connect.us-east-1.amazonaws.com" }), /remove aws.endpoint/);
    assert.match(reasons({ profile: "prod" }), /remove aws.profile/);
    assert.match(reasons({ roleArn: "arn:aws:iam::123456789012:role/r" }), /remove aws.roleArn/);
    assert.match(reasons({}, { ...ENV, RINGCHECK_SIMULATOR: "https://connect.us-east-1.amazonaws.com" }), /loopback/);
  });

  it("warns about what is allowed but seldom meant, and passes over what is not known", () => {
    assert.deepEqual(warningsFor({ ...inputsFor() }), []);
    assert.match(warningsFor({ campaignId: "c" })[0] ?? "", /campaignId does nothing/);
    assert.match(warningsFor({ destinationPhoneNumber: "+447911123456" })[0] ?? "", /\+447/);
    assert.match(
      warningsFor({ answerMachineDetectionConfig: { awaitAnswerMachinePrompt: true } })[0] ?? "",
      /awaitAnswerMachinePrompt/,
    );
    assert.match(warningsFor({ timeoutSeconds: 100 })[0] ?? "", /timeoutSeconds is less/);
    assert.deepEqual(warningsFor({ campaignId: "c", trafficType: { apply: () => undefined } }), []);
  });

  it("sends ids for ARNs and Connect's own spelling inside", () => {
    const arn = "arn:aws:connect:us-east-1:123456789012:instance/i";
    const request = canonicalRequest(
      inputsFor({
        instanceId: arn,
        contactFlowId: `${arn}/contact-flow/f`,
        queueId: `${arn}/queue/q`,
        outboundStrategy: {
          type: "AGENT_FIRST",
          config: {
            agentFirst: {
              preview: { postAcceptTimeoutConfig: { durationInSeconds: 5 }, allowedUserActions: ["CALL"] },
            },
          },
        },
        references: { link: { type: "URL", value: "https://x" } },
        ringTimeoutSeconds: 20,
      }),
    );
    assert.equal(request.InstanceId, "i");
    assert.equal(request.ContactFlowId, "f");
    assert.equal(request.QueueId, "q");
    assert.equal(request.RingTimeoutInSeconds, 20);
    assert.deepEqual(request.References, { link: { Type: "URL", Value: "https://x" } });
    assert.deepEqual(request.OutboundStrategy, {
      Type: "AGENT_FIRST",
      Config: {
        AgentFirst: { Preview: { PostAcceptTimeoutConfig: { DurationInSeconds: 5 }, AllowedUserActions: ["CALL"] } },
      },
    });
  });

  it("sends a user's token as given first, with a suffix after", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const mine = inputsFor({ clientToken: "mine" });
    const { outs } = await provider.create(mine as unknown as Properties);
    await provider.update("id", outs, { ...mine, triggers: "again" } as unknown as Properties);
    assert.deepEqual(
      world.contacts.map((contact) => contact.token),
      ["mine", "mine-3"],
    );
  });

  it("warns where a user's token stays while the request changes, and only there", async () => {
    const world = new World();
    const provider = providerWith(world.ports());
    const mine = inputsFor({ clientToken: "mine" });
    const { outs } = await provider.create(mine as unknown as Properties);
    const linesOf = async (olds: Properties, news: VerificationCallInputs) => {
      world.lines.length = 0;
      await provider.diff("id", olds, news as unknown as Properties);
      return world.lines.filter((line) => line.includes("clientToken stays"));
    };
    const [warning = "", ...others] = await linesOf(outs, { ...mine, triggers: "again" });
    assert.match(warning, /clientToken stays while the request changes.*leave clientToken out$/);
    assert.deepEqual(others, []);
    assert.deepEqual(await linesOf(outs, { ...mine, triggers: "again", clientToken: "other" }), []);
    assert.deepEqual(await linesOf({ ...outs, passed: false, outcome: "no-answer" }, mine), []);
    assert.deepEqual(await linesOf(outs, inputsFor({ triggers: "again" })), []);
  });
});
