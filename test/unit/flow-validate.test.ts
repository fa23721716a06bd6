import assert from "node:assert/strict";
import fc from "fast-check";
import {
  actions as a,
  defineFlow,
  type FlowAction,
  type FlowContent,
  greetAndProve,
  isAccepted,
  validateFlow,
} from "../../flow";
import { flowOfSize } from "./flow-of-size";

const content = (...Actions: FlowAction[]): FlowContent => ({
  Version: "2019-10-30",
  StartAction: Actions[0]?.Identifier ?? "",
  Actions,
});

const say = (Identifier: string, NextAction: string): FlowAction => ({
  Identifier,
  Type: "MessageParticipant",
  Parameters: { Text: "Hello." },
  Transitions: { NextAction, Errors: [{ ErrorType: "NoMatchingError", NextAction }] },
});

const end: FlowAction = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };

const rulesOf = (flow: FlowContent, options?: Parameters<typeof validateFlow>[1]): string[] => [
  ...new Set(validateFlow(flow, options).map(({ rule }) => rule)),
];

describe("a problem", () => {
  it("says rule, action, place, what is wrong and how to mend it", () => {
    const flow = content({ ...say("greet", "end"), Parameters: { Text: "Hi.", PromptId: "x" } }, end);
    assert.deepEqual(validateFlow(flow), [
      {
        severity: "error",
        rule: "MessageParticipant/clashing-parameters/Text,SSML,PromptId,Media",
        action: "greet",
        path: "Actions[0].Parameters",
        message: "MessageParticipant takes only one of Text, SSML, PromptId, Media, and has Text and PromptId.",
        remedy: "Keep one of Text, PromptId.",
      },
    ]);
  });

  it("stands beside all others, in the order of the actions", () => {
    const flow = content(
      say("one", "nowhere"),
      { ...say("two", "end"), Parameters: {} },
      { ...end, Transitions: { NextAction: "one" } },
    );
    const places = validateFlow(flow, { advice: false }).map(({ path }) => path.slice(0, 10));
    assert.deepEqual(places, ["Actions[0]", "Actions[0]", "Actions[1]", "Actions[2]"]);
  });
});

describe("the validator", () => {
  it("reads values whose toString is no function", () => {
    const odd = { toString: false };
    const Conditions = [{ NextAction: odd, Condition: { Operator: odd, Operands: [odd] } }];
    const Errors = [{ NextAction: odd, ErrorType: odd }];
    const Transitions = { NextAction: odd, Errors, Conditions };
    const Actions = [{ Identifier: odd, Type: "Loop", Parameters: { LoopCount: odd }, Transitions }];
    const content = { Version: odd, StartAction: odd, Actions } as unknown as FlowContent;
    assert.ok(!isAccepted(validateFlow(content)));
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => Array.isArray(validateFlow(value as FlowContent))),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => Array.isArray(validateFlow(text))),
      { numRuns: 200 },
    );
    const broken = fc.record({
      Version: fc.anything(),
      StartAction: fc.anything(),
      Actions: fc.array(
        fc.oneof(
          fc.anything(),
          fc.record({
            Identifier: fc.oneof(fc.string(), fc.anything()),
            Type: fc.constantFrom(
              "Compare",
              "GetParticipantInput",
              "ShowView",
              "Wait",
              "UpdateContactEventHooks",
              "__proto__",
              "constructor",
            ),
            Parameters: fc.anything(),
            Transitions: fc.record({
              NextAction: fc.anything(),
              Errors: fc.anything(),
              Conditions: fc.array(fc.anything()),
            }),
          }),
        ),
      ),
    });
    fc.assert(
      fc.property(broken, (value) => Array.isArray(validateFlow(value as FlowContent))),
      { numRuns: 500 },
    );
  });

  it("takes text and content alike", () => {
    const flow = greetAndProve().toContent();
    assert.deepEqual(validateFlow(JSON.stringify(flow)), validateFlow(flow));
    assert.deepEqual(validateFlow(`\uFEFF${JSON.stringify(flow)}`), []);
  });

  it("does not refuse a spelling that differs only in case, nor a path where a value may be one", () => {
    const voice = (TextToSpeechStyle: string): FlowAction => ({
      Identifier: "voice",
      Type: "UpdateContactTextToSpeechVoice",
      Parameters: { TextToSpeechVoice: "Joanna", TextToSpeechEngine: "Neural", TextToSpeechStyle },
      Transitions: { NextAction: "end" },
    });
    for (const style of ["conversational", "$.Attributes.style"])
      assert.ok(isAccepted(validateFlow(content(voice(style), end))), style);
    assert.ok(!isAccepted(validateFlow(content(voice("Loud"), end))));
  });

  it("goes by the kind of flow only where it is told the kind", () => {
    const flow = content(say("greet", "end"), end);
    assert.ok(isAccepted(validateFlow(flow)));
    assert.ok(isAccepted(validateFlow(flow, { type: "CONTACT_FLOW" })));
    assert.ok(!isAccepted(validateFlow(flow, { type: "AGENT_WHISPER" })));
  });

  it("comes to an end on flows that go round in circles, and on large ones", () => {
    assert.ok(isAccepted(validateFlow(content(say("one", "two"), say("two", "one")))));
    assert.ok(isAccepted(validateFlow(flowOfSize(250))));
    assert.ok(rulesOf(flowOfSize(251)).includes("document/action-count"));
  });

  it("looks at each action so many times, however many there are", () => {
    const reads = (size: number): number => {
      let count = 0;
      const counted = flowOfSize(size).Actions.map(
        (action) =>
          new Proxy(action, {
            get(target, member, receiver) {
              count += 1;
              return Reflect.get(target, member, receiver);
            },
          }),
      );
      validateFlow({ Version: "2019-10-30", StartAction: "menu-0", Actions: counted });
      return count / size;
    };
    assert.ok(reads(250) <= reads(10) * 1.01, "the work for one action does not grow with the flow");
  });
});

describe("what no record proves", () => {
  const warnings = (action: Partial<FlowAction>): string[] =>
    validateFlow(content({ ...say("one", "end"), ...action }, end), { advice: false }).map(
      ({ severity, rule }) => `${severity} ${rule}`,
    );

  const cases: [string, Partial<FlowAction>][] = [
    ["Loop/number-range/LoopCount", { Type: "Loop", Parameters: { LoopCount: "101" } }],
    [
      "InvokeLambdaFunction/number-range/InvocationTimeLimitSeconds",
      { Type: "InvokeLambdaFunction", Parameters: { LambdaFunctionARN: "arn", InvocationTimeLimitSeconds: "nine" } },
    ],
    [
      "InvokeLambdaFunction/static-parameter/InvocationTimeLimitSeconds",
      {
        Type: "InvokeLambdaFunction",
        Parameters: { LambdaFunctionARN: "arn", InvocationTimeLimitSeconds: "$.Attributes.limit" },
      },
    ],
    ["MessageParticipant/text-length/Text", { Parameters: { Text: "x".repeat(6001) } }],
    [
      "UpdateContactAttributes/key-text/Attributes",
      { Type: "UpdateContactAttributes", Parameters: { Attributes: { "a b": "c" } } },
    ],
    [
      "GetMetricData/clashing-parameters/QueueId,AgentId",
      { Type: "GetMetricData", Parameters: { QueueId: "a", AgentId: "b" } },
    ],
    ["document/action-shape", { Parameters: undefined as unknown as Record<string, unknown> }],
    ["document/quoted-scalars", { Type: "UpdateContactRoutingBehavior", Parameters: { QueuePriority: 1 } }],
    ["document/identifier-text", { Identifier: "one (1)" }],
  ];

  for (const [rule, action] of cases) {
    it(`warns: ${rule}`, () => assert.ok(warnings(action).includes(`warning ${rule}`), warnings(action).join()));
  }

  it("lets the names of attributes be paths, as published flows have them", () => {
    const Attributes = { "score_$.Attributes.round": "1", "$.External.key": "2" };
    assert.deepEqual(warnings({ Type: "UpdateContactAttributes", Parameters: { Attributes } }), []);
  });
});

describe("advice", () => {
  it("names actions that no branch leads to", () => {
    assert.deepEqual(rulesOf(content(say("one", "end"), say("two", "end"), end)), ["advice/unreachable"]);
  });

  it("names loops that a contact never leaves", () => {
    assert.deepEqual(rulesOf(content(say("one", "two"), say("two", "one"))), ["advice/loop-without-exit"]);
  });

  it("names errors that end a flow without a word", () => {
    const flow = content(
      {
        ...say("one", "two"),
        Transitions: { NextAction: "two", Errors: [{ ErrorType: "NoMatchingError", NextAction: "end" }] },
      },
      say("two", "end"),
      end,
    );
    assert.deepEqual(rulesOf(flow), ["advice/silent-error"]);
  });

  it("names inputs without a second try", () => {
    const make = (otherwise: "again" | "end") =>
      defineFlow({
        name: "Menu",
        start: "menu",
        actions: {
          menu: a.getParticipantInput(
            { text: "Press 1.", inputTimeLimitSeconds: 5 },
            {
              pressed: { "1": "one" },
              errors: { NoMatchingCondition: otherwise, InputTimeLimitExceeded: otherwise, NoMatchingError: "one" },
            },
          ),
          again: a.loop({ loopCount: 2 }, { again: "menu", done: "one" }),
          one: a.messageParticipant({ text: "One." }, { next: "end" }),
          end: a.disconnectParticipant(),
        },
      }).toContent();
    assert.deepEqual(rulesOf(make("again")), []);
    assert.ok(rulesOf(make("end")).includes("advice/input-without-retry"));
  });

  it("names a flow that cannot reach its proof, where one is expected", () => {
    const flow = greetAndProve().toContent();
    assert.deepEqual(rulesOf(flow, { expectProof: true }), []);
    const other = content(say("one", "end"), end);
    assert.deepEqual(rulesOf(other), []);
    assert.deepEqual(rulesOf(other, { expectProof: true }), ["advice/unreachable-proof"]);
    assert.ok(rulesOf({ ...flow, StartAction: "mark-failed-greet" }).includes("advice/unreachable-proof"));
  });

  it("can be left out, and never refuses", () => {
    const flow = content(say("one", "two"), say("two", "one"));
    assert.ok(isAccepted(validateFlow(flow)));
    assert.deepEqual(validateFlow(flow, { advice: false }), []);
  });
});
