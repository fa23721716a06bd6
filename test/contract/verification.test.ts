/** Verifications of a call centre in the simulator, over HTTP and through the real SDK. */
import assert from "node:assert/strict";
import { StartOutboundVoiceContactCommand, type StartOutboundVoiceContactCommandInput } from "@aws-sdk/client-connect";
import { requestFailure } from "../../verification/failures";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties } from "../../verification/protocol";
import { startRequest } from "../../verification/request";
import { HttpWorld, IMPATIENT, type Outcome } from "./verification-http";

const REACTIONS: [number: string, outcome: string, reason: string][] = [
  ["+12065550100", "completed", "CONTACT_FLOW_DISCONNECT"],
  ["+12065550101", "no-answer", "TELECOM_TIMEOUT"],
  ["+12065550102", "busy", "TELECOM_BUSY"],
  ["+12065550103", "rejected", "TELECOM_NUMBER_INVALID"],
  ["+12065550104", "rejected", "TELECOM_POTENTIAL_BLOCKING"],
  ["+12065550106", "hung-up", "CUSTOMER_DISCONNECT"],
  ["+12065550110", "no-answer", "TELECOM_UNANSWERED"],
  ["+12065550111", "carrier-problem", "TELECOM_PROBLEM"],
  ["+12065550112", "no-answer", "TELECOM_ORIGINATOR_CANCEL"],
];

describe("verification over HTTP", () => {
  let http: HttpWorld;
  beforeEach(async () => {
    http = await HttpWorld.start();
  });
  afterEach(async () => {
    await http.stop();
  });

  for (const [destination, outcome, reason] of REACTIONS) {
    it(`${destination} comes to ${outcome}`, async () => {
      const { outs, reasons } = await http.create({ destinationPhoneNumber: destination });
      assert.equal(outs?.outcome, outcome, JSON.stringify(reasons));
      assert.equal(outs?.disconnectReason, reason);
      assert.equal(outs?.passed, outcome === "completed");
      assert.equal(http.simulator.contacts().length, 1);
    });
  }

  it("stops a call that never ends, and says so", async () => {
    const { outs } = await http.create({ destinationPhoneNumber: "+12065550109", maxCallSeconds: 15 });
    assert.equal(outs?.outcome, "stopped");
    assert.match(String(outs?.stoppedBecause), /maxCallSeconds/);
    assert.ok(outs?.endedAt);
  });

  it("sends every argument as its member of the request", async () => {
    const sent: Partial<VerificationCallInputs> = {
      attributes: { lang: "en" },
      answerMachineDetectionConfig: { enableAnswerMachineDetection: false, awaitAnswerMachinePrompt: false },
      campaignId: "campaign",
      trafficType: "GENERAL",
      name: "Smoke",
      description: "A test call",
      references: { run: { type: "URL", value: "https://ci/1" } },
      ringTimeoutSeconds: 20,
      clientToken: "mine",
    };
    await http.create(sent);
    const [request] = http.simulator.requests.list("StartOutboundVoiceContact");
    assert.ok(request);
    const { Attributes, InstanceId, ContactFlowId, ...input } = request.input as Record<string, Record<string, string>>;
    assert.deepEqual(input, {
      DestinationPhoneNumber: "+12065550100",
      SourcePhoneNumber: http.inputs.sourcePhoneNumber,
      AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: false, AwaitAnswerMachinePrompt: false },
      CampaignId: "campaign",
      TrafficType: "GENERAL",
      Name: "Smoke",
      Description: "A test call",
      References: { run: { Type: "URL", Value: "https://ci/1" } },
      RingTimeoutInSeconds: 20,
      ClientToken: "mine",
    });
    assert.ok(String(InstanceId).length === 36 && String(ContactFlowId).length === 36);
    const { ringcheck_identity, ringcheck_nonce, ringcheck_fingerprint, ...own } = Attributes ?? {};
    assert.deepEqual(own, { lang: "en" });
    assert.equal(ringcheck_identity, "identity-1");
    assert.ok(ringcheck_nonce && ringcheck_fingerprint);
  });

  it("keeps what the flow and the caller wrote, without its own attributes", async () => {
    const { outs } = await http.create({ attributes: { lang: "en" } });
    assert.deepEqual(outs?.attributes, { lang: "en" });
    assert.equal(outs?.stage, "completed");
  });

  it("preflight is clean on a centre that is ready, and asks each question once", async () => {
    const provider = http.provider();
    const inputs = http.inputs as unknown as Properties;
    assert.deepEqual((await provider.check({}, inputs)).failures, []);
    await provider.check({}, inputs);
    assert.deepEqual(
      http.lines.filter((line) => line.includes("preflight")),
      [],
    );
    for (const operation of ["DescribeInstance", "DescribeContactFlow", "ListPhoneNumbersV2", "GetCallerIdentity"]) {
      assert.equal(http.simulator.requests.count(operation), 1, operation);
    }
  });

  it("delete marks the call; the same resource made again calls again", async () => {
    const { outs } = await http.create();
    await http.provider().delete("id", outs ?? {});
    const again = await http.create();
    assert.equal(again.outs?.passed, true);
    assert.equal(http.simulator.contacts().length, 2);
  });

  it("is one call where the related contact is a call of ours that was superseded", async () => {
    const { outs } = await http.create();
    await http.provider().delete("id", outs ?? {});
    const related = { identity: "other", relatedContactId: String(outs?.contactId), timeoutSeconds: 60 };
    const call = await http.create(related);
    assert.equal(call.outs?.passed, true, JSON.stringify(call.reasons));
    assert.equal(http.simulator.contacts().length, 2);
  });

  it("finds a source number of more than eleven digits among the instance's", async () => {
    await http.create({ sourcePhoneNumber: "+442079460958" });
    const [asked] = http.simulator.requests.list("ListPhoneNumbersV2");
    assert.ok(asked);
    assert.equal((asked.input as { PhoneNumberPrefix: string }).PhoneNumberPrefix, "+44207946095");
    assert.equal(http.simulator.contacts().length, 0);
  });

  it("keeps the evidence when the instance is gone", async () => {
    const { outs } = await http.create();
    const { DeleteInstanceCommand } = await import("@aws-sdk/client-connect");
    await http.world.client.send(new DeleteInstanceCommand({ InstanceId: http.inputs.instanceId.split("/")[1] ?? "" }));
    const { props } = await http.provider().read("id", outs ?? {});
    assert.deepEqual(props, outs);
    await http.provider().delete("id", outs ?? {});
  });
});

/** Which requests a healthy verification sends. */
const OPERATIONS = [
  "StartOutboundVoiceContact",
  "DescribeContact",
  "SearchContacts",
  "DescribeInstance",
  "DescribeContactFlow",
  "ListPhoneNumbersV2",
  "GetCallerIdentity",
];

const ERRORS = [
  "ThrottlingException",
  "TooManyRequestsException",
  "InternalServiceException",
  "LimitExceededException",
  "InvalidRequestException",
  "InvalidParameterException",
  "ResourceNotFoundException",
  "AccessDeniedException",
  "DestinationNotAllowedException",
  "OutboundContactNotPermittedException",
  "ContactFlowNotPublishedException",
];

const RECOVERS = new Set([
  "ThrottlingException",
  "TooManyRequestsException",
  "InternalServiceException",
  "NetworkError",
  "RequestTimeout",
]);

/** Passed, or one masked line that the catalogue knows; one call at most. */
function assertHonest(http: HttpWorld, outcome: Outcome, name: string): void {
  const calls = http.simulator.contacts();
  assert.ok(calls.length <= 1, `${calls.length} calls`);
  if (outcome.outs?.passed) return;
  assert.ok(!RECOVERS.has(name), `not recovered: ${outcome.message}`);
  const text = outcome.reasons?.join("\n") ?? outcome.message ?? "";
  assert.ok(!text.includes("\n") && text.includes(requestFailure(name).cause), text);
  for (const line of [...http.lines, text]) assert.ok(!line.replace(/\D/g, "").includes("2065550100"), line);
}

describe("verification over HTTP: the fault matrix", () => {
  let http: HttpWorld;
  beforeEach(async () => {
    // Injected errors may be ones that the service model does not list for the operation.
    http = await HttpWorld.start({ onAnswer: () => undefined });
  });
  afterEach(async () => {
    await http.stop();
  });

  for (const operation of OPERATIONS) {
    for (const error of ERRORS) {
      it(`${operation}: ${error}`, async () => {
        http.simulator.faults.add({ operation, error, message: "cannot dial +1 206 555 0100" });
        assertHonest(http, await http.create(), error);
      });
    }

    it(`${operation}: the connection drops before and after the effect`, async () => {
      http.simulator.faults.add({ operation, drop: "before" });
      http.simulator.faults.add({ operation, nth: 2, drop: "after" });
      assertHonest(http, await http.create(), "NetworkError");
    });

    it(`${operation}: no answer in time`, async () => {
      http.simulator.faults.add({ operation, delaySeconds: 3600 });
      assertHonest(http, await http.create({}, http.provider(IMPATIENT)), "RequestTimeout");
    });
  }

  it("asks again with the very same bytes", async () => {
    http.simulator.faults.add({ operation: "StartOutboundVoiceContact", times: 2, drop: "after" });
    http.simulator.faults.add({ operation: "StartOutboundVoiceContact", nth: 3, error: "ThrottlingException" });
    const { outs } = await http.create();
    assert.equal(outs?.passed, true);
    const requests = http.simulator.requests
      .list("StartOutboundVoiceContact")
      .map(({ input }) => JSON.stringify(input));
    assert.equal(requests.length, 4);
    // The log has no input for a request that was refused by its rate.
    assert.equal(new Set(requests.filter(Boolean)).size, 1);
  });

  it("an unreachable endpoint is one sentence", async () => {
    await http.simulator.stop();
    const { message } = await http.create();
    assert.match(message ?? "", /^smoke: .*NetworkError: Connect could not be reached/);
    http = await HttpWorld.start();
  });
});

describe("verification over HTTP: 100 at once", () => {
  it("keeps within enforced rates and slots: nobody is throttled, nobody called twice", async () => {
    const http = await HttpWorld.start({ buckets: "enforced" });
    const provider = http.provider();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        http.create({ identity: `identity-${index}`, destinationPhoneNumber: `+1206555${1000 + index}` }, provider),
      ),
    );
    assert.deepEqual(
      outcomes.filter(({ outs }) => outs?.passed !== true).map(({ message }) => message),
      [],
    );
    const calls = http.simulator.contacts();
    assert.equal(new Set(calls.map((call) => call.attributes.ringcheck_identity)).size, 100);
    assert.equal(calls.length, 100);
    assert.ok(mostAtOnce(calls) <= 8);
    assert.deepEqual(http.simulator.throttled, {});
    await http.stop();
  });
});

/** The most calls that were live at one moment. */
function mostAtOnce(calls: { initiatedAt: number; disconnectedAt?: number }[]): number {
  const live = (at: number) =>
    calls.filter((call) => call.initiatedAt <= at && (call.disconnectedAt ?? Number.POSITIVE_INFINITY) > at);
  return Math.max(...calls.map((call) => live(call.initiatedAt).length));
}

for (const tokenMismatch of ["returns", "refused"] as const) {
  describe(`verification over HTTP: the token of a dead run's call, with another request, is ${tokenMismatch}`, () => {
    let http: HttpWorld;
    beforeEach(async () => {
      http = await HttpWorld.start({ tokenMismatch });
      const dead = startRequest(http.inputs, 1) as unknown as StartOutboundVoiceContactCommandInput;
      await http.world.client.send(new StartOutboundVoiceContactCommand(dead));
    });
    afterEach(() => http.stop());

    it("the same request resumes it", async () => {
      const { outs } = await http.create();
      assert.equal(outs?.contactId, http.simulator.contacts()[0]?.id);
      assert.equal(http.simulator.contacts().length, 1);
    });

    it(tokenMismatch === "returns" ? "a changed one ends it first" : "a changed one takes the next slot", async () => {
      const { outs } = await http.create({ triggers: { release: "2" } });
      const [old, placed] = http.simulator.contacts();
      assert.equal(outs?.contactId, placed?.id);
      assert.equal(outs?.passed, true);
      const isEnded = old?.disconnectReason === "TELECOM_ORIGINATOR_CANCEL";
      assert.equal(isEnded, tokenMismatch === "returns", old?.disconnectReason);
    });
  });
}

for (const tokens of ["A", "B"] as const) {
  describe(`verification over HTTP: world ${tokens}`, () => {
    let http: HttpWorld;
    beforeEach(async () => {
      http = await HttpWorld.start({ tokens });
    });
    afterEach(async () => {
      await http.stop();
    });

    it("A -> B -> A places three calls", async () => {
      const first = await http.create();
      const second = await http.update(first.outs ?? {}, { triggers: { flow: "b" } });
      const third = await http.update(second.outs ?? {}, {});
      assert.equal(third.outs?.passed, true);
      assert.equal(http.simulator.contacts().length, 3);
    });

    it("a state that was lost after a healthy call is found again: one call", async () => {
      await http.create();
      await http.pass(20);
      const again = await http.create();
      assert.equal(again.outs?.passed, true);
      assert.equal(http.simulator.contacts().length, 1);
      assert.ok(http.lines.some((line) => line.includes("adopts call")));
    });

    it("a red call of a lost state is not adopted: attempt 2", async () => {
      const destinationPhoneNumber = "+12065550102";
      await http.create({ destinationPhoneNumber });
      await http.pass(20);
      const again = await http.create({ destinationPhoneNumber });
      assert.equal(again.outs?.lastAttempt, 2);
      assert.equal(http.simulator.contacts().length, 2);
    });
  });
}
