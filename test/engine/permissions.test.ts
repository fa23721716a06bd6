/** requiredPermissions against what a stack really asks for: no request without a permission, and none to spare. */
import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import { type ContactCenterArgs, type PolicyDocument, requiredPermissions } from "ringcheck";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, leftOver, NUMBERS, startSimulator } from "./harness";
import { resourcesNotAllowed } from "./policy-resources";
import { adoptedArgs, madeArgs } from "./programs/permissions/args";

/** Allowed, and not seen in these runs. */
const UNSEEN: Record<string, string> = {
  GetContactAttributes: "asked only where DescribeContact shows no attributes",
  StopContact: "asked only for a call that is still going",
  UpdateContactAttributes: "asked where a call is superseded or its resource is deleted",
  UpdateQueueHoursOfOperation: "asked where the queue gets other hours: here they change in place",
  UpdatePhoneNumber: "asked where the number moves to another instance, which these arguments cannot ask for",
};

/** Seen, and not needed: warnings about quotas are silent where they may not ask. */
const OPTIONAL = new Set(["ListInstances", "ListPhoneNumbersV2"]);

describe("the permissions that a centre needs", function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let made: Stack;
  let number: string;

  before(async () => {
    simulator = await startSimulator();
    const project = copyOfProject("test", "engine", "programs", "permissions");
    made = await createStack(project, simulator, { destination: NUMBERS.answers });
  });
  after(() => simulator.stop());

  let requests: { operation: string; input: unknown }[] = [];

  /** The operations of Connect that were asked for while something ran. STS GetCallerIdentity needs no permission. */
  const seenIn = async (run: () => Promise<unknown>) => {
    simulator.requests.clear();
    await run();
    requests = simulator.requests.list().filter(({ operation }) => operation !== "GetCallerIdentity");
    return new Set(requests.map(({ operation }) => operation));
  };

  /** What the requests of the last run name, and no statement allows them for. */
  const outside = (args: ContactCenterArgs) => resourcesNotAllowed(requests, args);
  const seenOfMade = new Set<string>();

  it("cover preview, up and refresh of a new centre", async () => {
    const seen = await seenIn(async () => {
      await made.preview();
      const { outputs } = await made.up();
      number = outputs.phoneNumber?.value;
      await made.refresh();
    });
    for (const each of seen) seenOfMade.add(each);
    assert.deepEqual(notAllowed(seen, madeArgs(NUMBERS.answers, "first"), OPTIONAL), []);
    assert.deepEqual(outside(madeArgs(NUMBERS.answers, "first")), []);
  });

  it("cover an update of every part in place", async () => {
    await made.setConfig("turn", { value: "second" });
    const seen = await seenIn(() => made.up());
    for (const each of seen) seenOfMade.add(each);
    assert.deepEqual(notAllowed(seen, madeArgs(NUMBERS.answers, "second")), []);
    assert.deepEqual(outside(madeArgs(NUMBERS.answers, "second")), []);
    assert.ok(seen.has("UpdateQueueStatus") && seen.has("UntagResource"), [...seen].join(" "));
  });

  it("cover a centre that is adopted by its names, and hold nothing that changes it", async () => {
    const args = adoptedArgs(NUMBERS.answers, number);
    const project = copyOfProject("test", "engine", "programs", "permissions");
    const adopted = await createStack(project, simulator, {
      destination: NUMBERS.answers,
      number,
      "ringcheck:enabled": "false",
    });
    const seen = await seenIn(async () => {
      await adopted.preview();
      await adopted.up();
      await adopted.refresh();
      await adopted.destroy();
    });
    assert.deepEqual(notAllowed(seen, args), []);
    assert.deepEqual(outside(args), []);
    const changing =
      /^connect:(Create|Delete|Claim|Release|Associate|Disassociate|Tag|Untag|Update(?!ContactAttributes))/;
    assert.deepEqual(
      connectActions(requiredPermissions(args)).filter((action) => changing.test(action)),
      [],
    );
  });

  it("cover destroy, and hold nothing that was not asked for in all of it", async () => {
    const seen = await seenIn(() => made.destroy());
    for (const each of seen) seenOfMade.add(each);
    const args = madeArgs(NUMBERS.answers, "second");
    assert.deepEqual(notAllowed(seen, args), []);
    assert.deepEqual(outside(args), []);
    assert.deepEqual(leftOver(simulator), []);
    const spare = connectActions(requiredPermissions(args)).map((action) => action.slice("connect:".length));
    assert.deepEqual(
      spare.filter((operation) => !seenOfMade.has(operation) && !(operation in UNSEEN)),
      [],
    );
  });
});

function notAllowed(seen: Set<string>, args: ContactCenterArgs, optional = new Set<string>()): string[] {
  const allowed = new Set(connectActions(requiredPermissions(args)));
  return [...seen].filter((operation) => !allowed.has(`connect:${operation}`) && !optional.has(operation)).sort();
}

function connectActions({ Statement }: PolicyDocument): string[] {
  const actions = Statement.flatMap(({ Action }) => Action);
  return [...new Set(actions.filter((action) => action.startsWith("connect:")))];
}
