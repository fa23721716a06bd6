/**
 * For every live rule one flow that breaks just that rule, and its mended twin, both generated from the rule's own data.
 */
import assert from "node:assert/strict";
import type { FlowType } from "../../flow";
import { FLOW_RULES, type FlowAction, type FlowContent, type Rule, validateFlow } from "../../flow";
import { deriveFromData } from "../../flow/rules/derive";
import { breakRule, mendedContent } from "./flow-rule-cases";

const LIVE = FLOW_RULES.filter(({ confidence }) => confidence === "live");

const errorsOf = (content: FlowContent, type: FlowType | undefined): string[] => [
  ...new Set(
    validateFlow(content, { ...(type && { type }) })
      .filter(({ severity }) => severity === "error")
      .map(({ rule }) => rule),
  ),
];

describe("the list of rules", () => {
  it("is what the derivation makes of the table and the judgements", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(deriveFromData())), FLOW_RULES);
  });

  it("gives every rule a name of its own, a confidence and a source", () => {
    assert.equal(new Set(FLOW_RULES.map(({ name }) => name)).size, FLOW_RULES.length);
    assert.deepEqual(
      FLOW_RULES.filter(({ sources }) => sources.length === 0),
      [],
    );
  });

  it("holds at least one live rule for every live row", () => {
    assert.ok(LIVE.length > 300, `only ${LIVE.length} live rules`);
  });
});

describe("every live rule", () => {
  for (const rule of LIVE) {
    it(rule.name, () => {
      const mended = mendedContent(rule);
      assert.deepEqual(errorsOf(mended.content, mended.type), [], "the mended twin is accepted");
      const broken = breakRule(rule, mended);
      assert.deepEqual(errorsOf(broken.content, broken.type), [rule.name], "the broken flow breaks just this rule");
    });
  }
});

describe("rules that no record proves", () => {
  const unproven: Rule[] = FLOW_RULES.filter(({ confidence }) => confidence !== "live");

  it("never refuse a flow", () => {
    const broken: FlowAction = {
      Identifier: "one",
      Type: "GetCustomerProfile",
      Parameters: { Bogus: "1" },
      Transitions: { NextAction: "one", Errors: [], Conditions: [] },
    };
    const problems = validateFlow({ Version: "2019-10-30", StartAction: "one", Actions: [broken] });
    assert.ok(unproven.length > 100);
    assert.ok(problems.some(({ rule }) => rule === "GetCustomerProfile/unknown-parameter"));
    assert.deepEqual(
      problems.filter(({ severity }) => severity === "error"),
      [],
    );
  });
});
