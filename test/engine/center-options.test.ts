/** Pulumi's own options on a centre: what reaches its children, and centres beside and inside each other. */
import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { type Center, centerStack, setCenters } from "./centers";
import { leftOver, startSimulator } from "./harness";

interface Resource {
  urn: string;
  type: string;
  protect?: boolean;
  retainOnDelete?: boolean;
}

const args = (alias: string): Center["args"] => ({
  instance: { alias },
  hours: "24x7",
  queue: { name: "Support", callerIdName: "ACME" },
  phoneNumber: { claim: { countryCode: "US" }, inboundFlow: "flow" },
});

describe("Pulumi's options on a centre", function () {
  this.timeout(400_000);
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.stop());

  it("protect and retainOnDelete reach every child", async () => {
    const stack = await centerStack(simulator, {
      acme: { args: args("acme-options"), opts: { protect: true, retainOnDelete: true } },
    });
    await stack.up();
    const { resources } = (await stack.exportStack()).deployment as { resources: Resource[] };
    const children = resources.filter(({ type }) => type.startsWith("aws:connect/"));
    assert.equal(children.length, 6);
    for (const { urn, protect, retainOnDelete } of children)
      assert.deepEqual([protect, retainOnDelete], [true, true], urn);
  });

  it("an alias lets a renamed centre keep its children", async () => {
    const stack = await centerStack(simulator, { old: { args: args("acme-options") } });
    await stack.up();
    await setCenters(stack, { renamed: { args: args("acme-options"), opts: { aliases: [{ name: "old" }] } } });
    const { changeSummary } = await stack.preview();
    assert.deepEqual(
      [changeSummary.create, changeSummary.delete, changeSummary.replace],
      [undefined, undefined, undefined],
    );
  });

  it("two centres in two regions, one inside another component, live in one stack", async () => {
    const stack = await centerStack(simulator, {
      virginia: { args: args("acme-one"), region: "us-east-1" },
      london: { args: args("acme-two"), region: "eu-west-2", inside: "larger" },
    });
    const { outputs } = await stack.up();
    assert.match(outputs.virginia?.value.instanceArn, /:us-east-1:/);
    assert.match(outputs.london?.value.instanceArn, /:eu-west-2:/);
    assert.equal(simulator.inventory().instance, 2);
    const { resources } = (await stack.exportStack()).deployment as { resources: Resource[] };
    assert.ok(
      resources.some(({ urn }) => urn.includes("test:index:Larger$ringcheck:index:ContactCenter$aws:connect/queue")),
    );
    await stack.destroy();
    assert.deepEqual(leftOver(simulator), []);
  });
});
