import assert from "node:assert/strict";
import { greetAndProve, VerificationFlowError } from "../../flow";
import { NONCE_ATTRIBUTE, PROOF_ATTRIBUTE, STAGE_ATTRIBUTE } from "../../flow/proof";

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

  it("writes the same bytes for the same options", () => {
    assert.equal(greetAndProve().toString(), greetAndProve().toString());
    assert.notEqual(greetAndProve().toString(), greetAndProve({ greeting: "Another." }).toString());
  });

  it("names every problem with its options at once", () => {
    assert.throws(
      () => greetAndProve({ greeting: "", ssml: "<speak/>", keyPress: { key: "12", timeoutSeconds: 0 } }),
      (error) => error instanceof VerificationFlowError && error.problems.length === 4,
    );
  });
});
