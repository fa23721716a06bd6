/** A flow that Connect would refuse ends in preview: with property, action, rule and remedy, and without a stack. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { greetAndProve } from "../../flow";
import type { Simulator } from "../../simulator";
import { createStack, failureOf, mainProgram, NUMBERS, startSimulator, stripColours } from "./harness";

const STACK_TRACE = /\n\s+at .*[:(]\d*/;
const WITH_DESTINATION = { destination: { value: NUMBERS.answers, secret: true as const } };

/** A program whose flow is known only inside an Output. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { ContactCenter } = require("ringcheck");
const text = require("node:fs").readFileSync(require("node:path").join(__dirname, "..", "flow.json"), "utf8");
new ContactCenter("support", { instance: { alias: "flow-check" }, flow: pulumi.output(Promise.resolve(text)) });
`;

describe("a broken flow", function () {
  this.timeout(240_000);
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.stop());

  const project = (flow: object): string => {
    const folder = mainProgram();
    fs.writeFileSync(path.join(folder, "flow.json"), JSON.stringify(flow));
    return folder;
  };

  const assertRefused = (message: string): void => {
    assert.match(message, /flow: Amazon Connect would refuse this flow \(1 error\):/);
    assert.match(
      message,
      /flow: Actions\[\d+\]\.Transitions\.Errors “.*”: .* needs an error branch for NoMatchingError\./,
    );
    assert.match(
      message,
      /Add \{"ErrorType": "NoMatchingError".*\[UpdateContactAttributes\/required-error\/NoMatching/,
    );
    assert.doesNotMatch(message, STACK_TRACE);
    assert.doesNotMatch(message, /unhandled/i);
    assert.equal(simulator.requests.list("CreateContactFlow").length, 0);
  };

  it("as text is refused in preview", async () => {
    const stack = await createStack(project(withoutErrorBranch()), simulator, {
      ...WITH_DESTINATION,
      flowFile: "flow.json",
    });
    assertRefused(stripColours(await failureOf(stack.preview())));
  });

  it("in an Output is refused in preview", async () => {
    const folder = project(withoutErrorBranch());
    fs.writeFileSync(path.join(folder, "dist", "index.js"), PROGRAM);
    const stack = await createStack(folder, simulator, WITH_DESTINATION);
    assertRefused(stripColours(await failureOf(stack.preview())));
  });

  it("that Connect takes all the same is only warned about, in a line per rule", async () => {
    const content = greetAndProve().toContent();
    const stray = { Identifier: "stray", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
    const stack = await createStack(project({ ...content, Actions: [...content.Actions, stray] }), simulator, {
      ...WITH_DESTINATION,
      flowFile: "flow.json",
    });
    const { stdout } = await stack.preview();
    assert.match(
      stripColours(stdout),
      /warning: flow: .*worth a look:\s+flow: Actions\[\d+\] “stray”: No branch leads here/,
    );
  });
});

/** The ready-made flow with a block whose errors lead nowhere. */
function withoutErrorBranch(): object {
  const content = greetAndProve().toContent();
  const block = content.Actions.find(({ Type }) => Type === "UpdateContactAttributes");
  if (!block) throw new Error("the ready-made flow writes attributes");
  block.Transitions.Errors = [];
  return content;
}
