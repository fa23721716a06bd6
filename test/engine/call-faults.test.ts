/** One fault of each class through the engine: it is recovered from, or people read the catalogue's sentence and no more. */
import assert from "node:assert/strict";
import type { FaultRule, Simulator } from "../../simulator";
import { requestFailure } from "../../verification";
import { CallsProject } from "./calls-project";
import { startSimulator } from "./harness";
import { type Centre, makeCentre } from "./made-centre";

const START = "StartOutboundVoiceContact";

/** What is met at the way to one call, and lets it pass all the same. */
const RECOVERED: [what: string, rules: FaultRule[]][] = [
  [
    "throttling under both names, and errors of the service",
    [
      { operation: START, error: "ThrottlingException" },
      { operation: START, nth: 2, error: "TooManyRequestsException" },
      { operation: START, nth: 3, error: "InternalServiceException" },
      { operation: "DescribeContact", error: "TooManyRequestsException" },
      { operation: "DescribeContact", nth: 2, error: "InternalServiceException" },
    ],
  ],
  [
    "connections that drop before and after the effect",
    [
      { operation: START, drop: "before" },
      { operation: START, nth: 2, drop: "after" },
      { operation: "DescribeContact", drop: "before" },
    ],
  ],
  // A request is given up after 10 seconds by the clock on the wall; the simulator's is 10 times faster.
  ["an answer that comes too late", [{ operation: START, delaySeconds: 150 }]],
  ["a quota that is free again", [{ operation: START, error: "LimitExceededException" }]],
];

/** What no repetition helps against. */
const REFUSALS = [
  "OutboundContactNotPermittedException",
  "DestinationNotAllowedException",
  "InvalidParameterException",
  "AccessDeniedException",
];

describe("faults through the engine", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let centre: Centre;
  let project: CallsProject;
  let placedBefore = 0;

  before(async () => {
    // Injected errors may be ones that the service model does not list for the operation.
    simulator = await startSimulator();
    centre = await makeCentre(simulator);
    // "Invalid" may mean "not yet" in a new instance, and would be asked again: this one is an hour old.
    simulator.clock.notBefore(simulator.clock.now() + 3_600_000);
    project = await CallsProject.create(simulator);
  });
  after(() => simulator.stop());

  for (const [what, rules] of RECOVERED) {
    it(`recovers from ${what}: one call`, async () => {
      const { code, output } = await meet(rules, what);
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /error/i);
      assert.equal(calls(), 1);
    });
  }

  for (const name of REFUSALS) {
    it(`${name} is the catalogue's sentence and nothing else`, async () => {
      const { code, output } = await meet([{ operation: START, times: "all", error: name, message: "no" }], name);
      assert.equal(code, 1);
      const { cause, remedy } = requestFailure(name);
      assert.deepEqual(errorsIn(output), [`error: smoke: ${name}: ${cause} ("no"); ${remedy}`]);
      assert.equal(calls(), 0);
    });
  }

  it("looking for earlier calls that fails is one sentence, and nobody is called", async () => {
    const rule: FaultRule = {
      operation: "SearchContacts",
      times: "all",
      error: "AccessDeniedException",
      message: "no",
    };
    const { output } = await meet([rule], "search");
    const { cause, remedy } = requestFailure("AccessDeniedException");
    assert.deepEqual(errorsIn(output), [
      `error: smoke: no call is placed, since looking for earlier calls by SearchContacts failed: AccessDeniedException: ${cause} ("no"); ${remedy}`,
    ]);
    assert.equal(calls(), 0);
  });

  /** One `up` of a call with a trigger of its own, while these rules hold. */
  async function meet(rules: FaultRule[], trigger: string) {
    simulator.faults.clear();
    for (const rule of rules) simulator.faults.add(rule);
    const triggers = { of: trigger };
    project.plan({ name: "smoke", args: { ...centre, destinationPhoneNumber: "+12065550100", triggers } });
    placedBefore = simulator.contacts().length;
    const said = await project.up();
    simulator.faults.clear();
    assert.doesNotMatch(said.output, /\n\s+at .*\(.*:\d+:\d+\)/, "no stack trace");
    return said;
  }

  /** How many calls the last `up` placed. */
  function calls(): number {
    return simulator.contacts().length - placedBefore;
  }
});

/** The lines of errors, without the engine's own that an update failed. */
function errorsIn(output: string): string[] {
  const lines = output.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line.startsWith("error: ") && line !== "error: update failed"))];
}
