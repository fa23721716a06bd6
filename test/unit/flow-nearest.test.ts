/** A mistyped word of a flow is answered with the one that was meant, where one is near. */
import assert from "node:assert/strict";
import { type FlowAction, type FlowContent, validateFlow } from "../../flow";
import { nearest } from "../../flow/nearest";

const END: FlowAction = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };

const MENU: FlowAction = {
  Identifier: "menu",
  Type: "CheckHoursOfOperation",
  Parameters: { HoursOfOperationId: "hours" },
  Transitions: {
    NextAction: "end",
    Errors: [{ NextAction: "end", ErrorType: "NoMatchingError" }],
    Conditions: ["True", "False"].map((text) => ({
      NextAction: "end",
      Condition: { Operator: "Equals", Operands: [text] },
    })),
  },
};

function remedy(rule: string, change: (action: FlowAction) => unknown): string {
  const action = structuredClone(MENU);
  change(action);
  const content: FlowContent = { Version: "2019-10-30", StartAction: "menu", Actions: [action, END] };
  const found = validateFlow(content).filter((problem) => problem.rule === rule);
  assert.equal(found.length, 1, rule);
  return found[0]?.remedy ?? "";
}

describe("a mistyped word of a flow", () => {
  const named: [what: string, rule: string, meant: string, change: (action: FlowAction) => unknown][] = [
    [
      "type",
      "document/unknown-type",
      "CheckHoursOfOperation",
      (action) => Object.assign(action, { Type: "checkHoursOfOperations" }),
    ],
    [
      "parameter",
      "CheckHoursOfOperation/unknown-parameter",
      "HoursOfOperationId",
      (action) => Object.assign(action, { Parameters: { HoursOfOperationID: "hours" } }),
    ],
    [
      "error",
      "CheckHoursOfOperation/unsupported-error",
      "NoMatchingError",
      ({ Transitions }) => Transitions.Errors?.splice(0, 1, { NextAction: "end", ErrorType: "NoMatchingErrors" }),
    ],
    [
      "operand",
      "CheckHoursOfOperation/operand",
      "False",
      ({ Transitions }) => Transitions.Conditions?.[1]?.Condition.Operands.splice(0, 1, "Flase"),
    ],
    [
      "operator",
      "CheckHoursOfOperation/operator",
      "Equals",
      ({ Transitions }) => {
        const [first] = Transitions.Conditions ?? [];
        if (first) first.Condition.Operator = "Equal";
      },
    ],
  ];

  for (const [what, rule, meant, change] of named) {
    it(`is answered with the ${what} that was meant`, () => {
      assert.match(remedy(rule, change), new RegExp(`^Did you mean "${meant}"\\? `));
    });
  }

  it("is answered with all there is where none is near", () => {
    assert.equal(
      remedy("CheckHoursOfOperation/operand", ({ Transitions }) =>
        Transitions.Conditions?.push({ NextAction: "end", Condition: { Operator: "Equals", Operands: ["Holiday"] } }),
      ),
      "Its outcomes are True, False.",
    );
    assert.equal(
      remedy("document/unknown-type", (action) => Object.assign(action, { Type: "Start" })),
      "Use one of the types of the flow language.",
    );
  });

  it("is not answered with a parameter or an error that is there already", () => {
    const double = remedy("CheckHoursOfOperation/unknown-parameter", ({ Parameters }) => {
      Parameters.HoursOfOperationIds = "hours";
    });
    assert.equal(double, "Remove it. The parameters are HoursOfOperationId.");
    const twice = remedy("CheckHoursOfOperation/unsupported-error", ({ Transitions }) =>
      Transitions.Errors?.push({ NextAction: "end", ErrorType: "NoMatchingErrors" }),
    );
    assert.match(twice, /^Remove that branch\. Its errors are /);
  });

  it("is answered with the flow language's word for a block of the console, and never with a refused one", () => {
    const type = (name: string) => remedy("document/unknown-type", (action) => Object.assign(action, { Type: name }));
    assert.equal(type("GetCustomerInput"), "Write GetParticipantInput.");
    assert.equal(
      type("TransferParticipantToQueue"),
      'Did you mean "TransferContactToQueue"? Use one of the types of the flow language.',
    );
    assert.doesNotMatch(type("RouteContactToAgents"), /"RouteContactToAgent"/);
    assert.doesNotMatch(type("constructor"), /function/);
  });
});

describe("the nearest word", () => {
  it("is the only near one, whatever its case", () => {
    assert.equal(nearest("MESSAGE", ["message", "messages"]), "message");
    assert.equal(nearest("messag", ["message", "messags"]), undefined);
    assert.equal(nearest("on", ["On", "Off"]), "On");
  });

  it("is none for a word that is too short or too far from all", () => {
    assert.equal(nearest("x", ["y", "z"]), undefined);
    assert.equal(nearest("ab", ["cd"]), undefined);
    assert.equal(nearest("", ["a"]), undefined);
    assert.equal(nearest("message", []), undefined);
  });
});
