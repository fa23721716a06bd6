/** The one door through which the rules about flows reach the simulator's answers, and the service's limits on it. */
import assert from "node:assert/strict";
import { FLOW_RULES, type FlowContent, greetAndProve } from "../../flow";
import { problemsOf } from "../../simulator/flow-checks";
import { flowOfSize } from "./flow-of-size";
import { breakRule, mendedContent } from "./flow-rule-cases";

/** The rules behind the problems, as the simulator reports them. */
const rulesIn = (content: FlowContent, type: Parameters<typeof problemsOf>[1]): string[] => [
  ...new Set(problemsOf(JSON.stringify(content), type).map((problem) => problem.split(" at ")[0] ?? "")),
];

describe("what the simulator refuses when a flow is published", () => {
  it("is refused by every live rule, under its name, and its mended twin is not", () => {
    for (const rule of FLOW_RULES.filter(({ confidence }) => confidence === "live")) {
      const mended = mendedContent(rule);
      const broken = breakRule(rule, mended);
      // A rule about no kind of flow in particular is tried in one that has no rules of its own.
      assert.deepEqual(rulesIn(mended.content, mended.type ?? "QUEUE_TRANSFER"), [], `mended twin of ${rule.name}`);
      assert.ok(rulesIn(broken.content, broken.type ?? "QUEUE_TRANSFER").includes(rule.name), rule.name);
    }
  });

  it("is nothing that no record shows refused", () => {
    const unquoted = greetAndProve().toContent();
    unquoted.Actions.unshift({
      Identifier: "wait",
      Type: "Wait",
      Parameters: { TimeLimitSeconds: 5 },
      Transitions: {
        NextAction: unquoted.StartAction,
        Errors: [{ ErrorType: "NoMatchingError", NextAction: unquoted.StartAction }],
        Conditions: [
          { NextAction: unquoted.StartAction, Condition: { Operator: "Equals", Operands: ["WaitCompleted"] } },
        ],
      },
    });
    unquoted.StartAction = "wait";
    assert.deepEqual(problemsOf(JSON.stringify(unquoted), "CONTACT_FLOW"), []);
  });

  it("is also what cannot be run: another version, two actions of one name, an action of another shape", () => {
    const end = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
    const flow = (...Actions: unknown[]) => ({ Version: "2019-10-30", StartAction: "end", Actions });
    for (const [content, expected] of [
      [{ ...flow(end), Version: "2020-01-01" }, /^Version must be/],
      [flow(end, end), /^Actions\[1\]\.Identifier is not unique/],
      [flow(end, { ...end, Identifier: "x".repeat(51) }), /^Actions\[1\]\.Identifier must have/],
      [flow(end, { ...end, Identifier: "b", Parameters: [] }), /^Actions\[1\]\.Parameters/],
      [flow(end, { ...end, Identifier: "b", Transitions: null }), /^Actions\[1\]\.Transitions/],
      [flow(end, 7), /^Actions\[1\] must be an object/],
      [flow(), /^Actions must be a non-empty list/],
    ] as const) {
      assert.match(problemsOf(JSON.stringify(content), "CONTACT_FLOW")[0] ?? "", expected);
    }
  });

  it("is told in at most 50 problems of at most 256 characters, without telephone numbers", () => {
    const flow = flowOfSize(120);
    const bad = { ...flow, Actions: flow.Actions.map((action) => ({ ...action, Type: `No${"x".repeat(300)}` })) };
    const problems = problemsOf(JSON.stringify(bad), "CONTACT_FLOW");
    assert.deepEqual([problems.length, Math.max(...problems.map(({ length }) => length))], [50, 256]);
    const named = { ...flow, StartAction: "+12065550123" };
    assert.match(problemsOf(JSON.stringify(named), "CONTACT_FLOW")[0] ?? "", /"\+1 206 \*\*\* \*\*23"/);
  });

  it("is nothing in a flow of 250 actions that is right", () => {
    assert.deepEqual(problemsOf(JSON.stringify(flowOfSize(250)), "CONTACT_FLOW"), []);
  });
});
