import assert from "node:assert/strict";
import {
  actions as a,
  defineFlow,
  defineFlowModule,
  Flow,
  type FlowType,
  MissingReferenceError,
  ref,
  validateFlow,
} from "../../flow";
import language from "../../flow/data/flow-language.json";
import { SAMPLES } from "./flow-build-samples";

/** Rows that are for other channels, or of which nothing but the name is known. */
const NOT_BUILT = new Set([
  "ShowView",
  "AuthenticateParticipant",
  "UpdateContactMediaProcessing",
  "ResumeContact",
  "StartOutboundEmailContact",
  "CreateContact",
  "CreatePersistentContactAssociation",
  "LoadContactContent",
  "RenderMessageTemplate",
]);

/** A kind of flow in which each end may stand; all other samples stand in an inbound flow. */
const KINDS: Record<string, FlowType> = {
  endFlowExecution: "CUSTOMER_QUEUE",
  endFlowModuleExecution: "MODULE",
  completeOutboundCall: "OUTBOUND_WHISPER",
};

function flowAround(name: string, sample: (typeof SAMPLES)["compare"]): Flow {
  const built = Array.isArray(sample) ? sample : [sample];
  const type = KINDS[name] ?? "CONTACT_FLOW";
  const end = type === "CONTACT_FLOW" ? a.disconnectParticipant() : a.endFlowExecution();
  const named = { ...Object.fromEntries(built.map((entry, index) => [`sample-${index}`, entry])), ok: end, error: end };
  const actions = Object.entries(named).map(([Identifier, entry]) => ({
    Identifier,
    Type: entry.type,
    Parameters: { ...entry.parameters },
    Transitions: entry.transitions,
  }));
  return new Flow({ name, type, actions, ...(type === "MODULE" && { members: { Settings: {} } }) });
}

describe("the builder", () => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    it(`${name} gives what the service takes`, () => {
      const flow = flowAround(name, sample);
      const problems = validateFlow(flow.toPreviewContent(), { type: flow.type, advice: false });
      const unproven = new Set(["EndFlowExecution/module/refused-flow-type"]);
      assert.deepEqual(
        problems.filter(({ rule }) => !unproven.has(rule)),
        [],
      );
    });
  }

  it("has a function for every action type that a call can meet", () => {
    const built = new Set(
      Object.values(SAMPLES)
        .flat()
        .map(({ type }) => type),
    );
    const missing = language.actions.map(({ type }) => type).filter((type) => !built.has(type) && !NOT_BUILT.has(type));
    assert.deepEqual(missing, []);
  });

  it("uses the names as identifiers, so that a change in one place changes nothing elsewhere", () => {
    const make = (text: string) =>
      defineFlow({
        name: "Hello",
        start: "greet",
        actions: { greet: a.messageParticipant({ text }, { next: "end" }), end: a.disconnectParticipant() },
      }).toContent();
    const [before, after] = [make("Hello."), make("Good morning.")];
    assert.deepEqual(
      before.Actions.map(({ Identifier }) => Identifier),
      ["greet", "end"],
    );
    assert.deepEqual(before.Actions[1], after.Actions[1]);
    assert.deepEqual(before.Actions[0]?.Transitions, after.Actions[0]?.Transitions);
  });

  it("writes scalars as strings and the wire's own names", () => {
    const sample = Object.values(SAMPLES.storeParticipantInput)[1];
    assert.deepEqual(sample?.parameters, {
      Text: "Type it.",
      InputTimeLimitSeconds: "5",
      InputEncryption: { EncryptionKeyId: "id", Key: "key" },
      DTMFConfiguration: { InputTerminationSequence: "#", DisableCancelKey: "True", InterdigitTimeLimitSeconds: "3" },
      StoreInput: "True",
      InputValidation: { CustomValidation: { MaximumLength: "16" } },
    });
  });

  it("leaves the keys of attributes, tags and inputs as the user wrote them", () => {
    const { parameters } = a.updateContactAttributes(
      { attributes: { camelCase: "1", "with-dash": "2" } },
      { next: "x", errors: { NoMatchingError: "x" } },
    );
    assert.deepEqual(parameters.Attributes, { camelCase: "1", "with-dash": "2" });
  });

  it("refuses shares that leave nothing", () => {
    assert.throws(
      () => a.distributeByPercentage({ shares: [{ percent: 100, next: "x" }], otherwise: "y" }),
      RangeError,
    );
  });
});

describe("references", () => {
  const flow = defineFlow({
    name: "Queue",
    start: "choose",
    actions: {
      choose: a.updateContactTargetQueue(
        { queueId: ref("queue") },
        { next: "run", errors: { NoMatchingError: "end" } },
      ),
      run: a.invokeFlowModule(
        { flowModuleId: ref("module", ":$LATEST") },
        { next: "end", errors: { NoMatchingError: "end", NoMatchingCondition: "end" } },
      ),
      end: a.disconnectParticipant(),
    },
  });

  it("are listed by name and filled whole", () => {
    assert.deepEqual(flow.references, ["module", "queue"]);
    const [choose, run] = flow.toContent({ queue: "arn:queue", module: "id" }).Actions;
    assert.equal(choose?.Parameters.QueueId, "arn:queue");
    assert.equal(run?.Parameters.FlowModuleId, "id:$LATEST");
  });

  it("are all named when values are missing", () => {
    assert.throws(
      () => flow.toString({}),
      (error) => error instanceof MissingReferenceError && error.missing.join() === "module,queue",
    );
  });

  it("cannot be put into a text", () => {
    assert.throws(() => `Hello ${ref("queue") as unknown as string}`, TypeError);
  });
});

describe("modules", () => {
  it("carry the settings that the service demands", () => {
    const flow = defineFlowModule({
      name: "Greeting",
      start: "say",
      actions: { say: a.messageParticipant({ text: "Hi." }, { next: "back" }), back: a.endFlowModuleExecution() },
    });
    assert.equal(flow.type, "MODULE");
    assert.deepEqual(validateFlow(flow.toContent(), { type: "MODULE" }), []);
  });
});
