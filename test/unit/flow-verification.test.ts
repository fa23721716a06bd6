import assert from "node:assert/strict";
import { answerAndListen, greetAndProve, VerificationFlowError, validateFlow } from "../../flow";
import { NONCE_ATTRIBUTE, PROOF_ATTRIBUTE, STAGE_ATTRIBUTE } from "../../flow/proof";
import { callFlow, SILENCE } from "../../testing";

describe("the ready-made verification flow", () => {
  it("marks, greets, proves and hangs up, in that order", () => {
    const content = greetAndProve({ greeting: "Hello." }).toContent();
    const byId = new Map(content.Actions.map((action) => [action.Identifier, action]));
    const path = [];
    for (let id: string | undefined = content.StartAction; id; id = byId.get(id)?.Transitions.NextAction)
      path.push(byId.get(id));
    assert.deepEqual(
      path.map((action) => [action?.Type, action?.Parameters]),
      [
        ["UpdateContactAttributes", { Attributes: { [STAGE_ATTRIBUTE]: "answered" }, TargetContact: "Current" }],
        ["MessageParticipant", { Text: "Hello." }],
        [
          "UpdateContactAttributes",
          {
            Attributes: { [PROOF_ATTRIBUTE]: `$.Attributes.${NONCE_ATTRIBUTE}`, [STAGE_ATTRIBUTE]: "completed" },
            TargetContact: "Current",
          },
        ],
        ["DisconnectParticipant", {}],
      ],
    );
  });

  it("leads every error branch of the good path to a stage of its own and never to the proof", () => {
    const flow = greetAndProve({ voice: "Amy", language: "en-GB", keyPress: true, recording: true });
    const { Actions } = flow.toContent();
    const stages = Actions.filter((action) => !action.Identifier.startsWith("mark-failed"))
      .flatMap((action) => action.Transitions.Errors ?? [])
      .map(({ NextAction }) => Actions.find((action) => action.Identifier === NextAction))
      .flatMap((action) => (action?.Type === "UpdateContactAttributes" ? [action.Parameters.Attributes] : []))
      .map((attributes) => (attributes as Record<string, string>)[STAGE_ATTRIBUTE]);
    assert.equal(new Set(stages).size, stages.length);
    assert.ok(stages.includes("no-key") && stages.includes("wrong-key") && stages.includes("failed-greet"));
    assert.ok(!stages.includes("completed"));
  });

  it("records nothing unless asked to", () => {
    const types = (recording: boolean) =>
      greetAndProve({ recording })
        .toContent()
        .Actions.map((action) => action.Type);
    assert.ok(!types(false).includes("UpdateContactRecordingBehavior"));
    assert.ok(types(true).includes("UpdateContactRecordingBehavior"));
  });

  it("asks for a key as often as it is told, and once more by default", async () => {
    const wrong = { caller: { answers: ["2", "3", "4"] } } as const;
    (await callFlow(greetAndProve({ keyPress: true }), wrong))
      .assertAsked("press 1", 2)
      .assertAttribute(STAGE_ATTRIBUTE, "wrong-key");
    (await callFlow(greetAndProve({ keyPress: { attempts: 1 } }), wrong)).assertAsked("press 1", 1);
    const attributes = { [NONCE_ATTRIBUTE]: "n" };
    (await callFlow(greetAndProve({ keyPress: { key: "#" } }), { attributes, caller: { answers: [SILENCE, "#"] } }))
      .assertAsked("press pound", 2)
      .assertProven();
  });

  it("is accepted in every form, without a warning", () => {
    const forms = [
      {},
      { keyPress: true },
      { voice: "Amy", engine: "neural", language: "en-GB", recording: true },
    ] as const;
    for (const form of forms) {
      const problems = validateFlow(greetAndProve(form).toContent(), { type: "CONTACT_FLOW", expectProof: true });
      assert.deepEqual(problems, []);
    }
  });

  it("writes the same bytes for the same options", () => {
    assert.equal(greetAndProve().toString(), greetAndProve().toString());
    assert.notEqual(greetAndProve().toString(), greetAndProve({ greeting: "Another." }).toString());
  });

  it("names every problem with its options at once", () => {
    assert.throws(
      () => greetAndProve({ greeting: "", ssml: "<speak/>", keyPress: { key: "12", timeoutSeconds: 0, attempts: 0 } }),
      (error) => error instanceof VerificationFlowError && error.problems.length === 5,
    );
  });
});

describe("the ready-made answering flow", () => {
  it("is accepted, listens as long as it is told, and then hangs up", async () => {
    const flow = answerAndListen({ listenSeconds: 90 });
    assert.deepEqual(validateFlow(flow.toString()), []);
    const call = await callFlow(flow, { caller: { answers: [SILENCE] } });
    call.assertEnded("flow", "hang-up");
    assert.ok(call.seconds >= 90 && call.seconds < 95, String(call.seconds));
  });

  it("says all limits that are exceeded at once", () => {
    assert.throws(() => answerAndListen({ greeting: "", listenSeconds: 181 }), {
      name: "VerificationFlowError",
      problems: [
        "greeting: must not be empty; leave it out for silence.",
        "listenSeconds: must be a whole number from 1 to 180.",
      ],
    });
  });
});
