/** Adopting by name: what is looked up and how, plain or known later, and what is said where nothing is found. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Existing } from "../../components";
import { existingInstanceId, existingPartId, existingPhoneNumberId, type LookUp } from "../../components/adopt";
import { INSTANCE_ARN, INSTANCE_ID, linesOf, make, promiseOf, useMocks } from "./center-mocks";

const ID = "77777777-2222-4333-8444-555555555555";
const at = (property: string, ...names: string[]): LookUp => ({
  property,
  parent: new pulumi.ComponentResource("test:index:Center", "center"),
  askNames: async () => names,
});

async function refusal(output: pulumi.Output<string>): Promise<string> {
  try {
    await promiseOf(output);
  } catch (error) {
    return linesOf(error).join("\n");
  }
  throw new Error("it was found, and should not have been");
}

describe("adopting what exists", () => {
  before(() => useMocks());

  for (const later of [false, true]) {
    it(`looks up every part by its ${later ? "name that is known later" : "name"}`, async () => {
      const named = (name: string): Existing => ({ existing: later ? pulumi.output(name) : name });
      const made = await make({
        instance: named("acme-support"),
        hours: named("Basic Hours"),
        queue: named("BasicQueue"),
        flow: named("Sample flow"),
        flows: { menu: named("Sample flow") },
        modules: { greet: named("Sample module") },
      });
      const read = [...made.children.values()].filter((child) => child.id).map(({ name, id }) => [name, id]);
      assert.deepEqual(Object.fromEntries(read), {
        "support-instance": INSTANCE_ID,
        "support-hours": `${INSTANCE_ID}:hours-1`,
        "support-queue": `${INSTANCE_ID}:queue-1`,
        "support-flow": `${INSTANCE_ID}:flow-1`,
        "support-flow-menu": `${INSTANCE_ID}:flow-1`,
        "support-module-greet": `${INSTANCE_ID}:module-1`,
      });
      const asked = made.lookedUp
        .map(({ token, inputs }) => `${token.split(":").pop()} ${JSON.stringify(inputs)}`)
        .sort();
      const inInstance = (name: string) => JSON.stringify({ instanceId: INSTANCE_ID, name });
      assert.deepEqual(asked, [
        `getContactFlow ${inInstance("Sample flow")}`,
        `getContactFlow ${inInstance("Sample flow")}`,
        `getContactFlowModule ${inInstance("Sample module")}`,
        `getHoursOfOperation ${inInstance("Basic Hours")}`,
        `getInstance ${JSON.stringify({ instanceAlias: "acme-support" })}`,
        `getQueue ${inInstance("BasicQueue")}`,
      ]);
    });
  }

  it("looks nothing up for an id or an ARN", async () => {
    const made = await make({
      instance: { existing: INSTANCE_ARN },
      queue: { existing: ID },
      phoneNumber: { existing: ID },
    });
    assert.deepEqual(made.lookedUp, []);
    assert.equal(made.children.get("support-number")?.id, ID);
  });

  it("names the property and the name where there is nothing", async () => {
    assert.equal(
      await refusal(existingInstanceId({ existing: "acme" }, at("instance"))),
      'instance.existing: this account and region have no instance "acme". There is none. It is looked up by its alias; an id or an ARN is taken too.',
    );
    assert.equal(
      await refusal(existingPartId({ existing: "Basic" }, "hours", INSTANCE_ID, at("hours", "Basic Hours"))),
      'hours.existing: the instance has no hours of operation "Basic". There is "Basic Hours". It is looked up by their exact name in Connect; an id or an ARN is taken too.',
    );
  });

  it("says which name was meant, or which there are", async () => {
    const refused = (existing: string, ...names: string[]) =>
      refusal(existingPartId({ existing }, "queue", INSTANCE_ID, at("queue", ...names)));
    assert.match(
      await refused("basic-queue", "Sales", "BasicQueue"),
      /"basic-queue"\. Did you mean "BasicQueue"\? It is/,
    );
    assert.match(
      await refused("Support", "Sales", "BasicQueue"),
      /"Support"\. There are "BasicQueue", "Sales"\. It is/,
    );
    const many = Array.from({ length: 11 }, (_, index) => `Line ${index + 10}`);
    assert.match(await refused("Support", ...many), /There are "Line 10", .*, "Line 17" and 3 more\. It is/);
    assert.match(await refused("Support", "+1 (206) 555-0100"), /There is "\+1 206 \*\*\* \*\*00"\. It is/);
  });

  it("asks for the names of its kind in its instance, and says nothing of them where they cannot be had", async () => {
    const asked: unknown[] = [];
    const askNames = async (...question: unknown[]): Promise<string[]> => {
      asked.push(question);
      throw new Error("AccessDeniedException");
    };
    const said = await refusal(
      existingPartId({ existing: "Greet" }, "module", INSTANCE_ID, { ...at("modules.greet"), askNames }),
    );
    assert.match(said, /no flow module "Greet"\. It is looked up by its exact name/);
    assert.deepEqual(asked, [["module", INSTANCE_ID]]);
  });

  it("does not tell a secret name that nothing has, nor which is near to it", async () => {
    const secret = { existing: pulumi.secret("Hidden") };
    assert.equal(
      await refusal(existingPartId(secret, "queue", INSTANCE_ID, at("queue", "Hidden 1"))),
      "queue.existing: the instance has no queue of that (secret) name. It is looked up by its exact name in Connect; an id or an ARN is taken too.",
    );
  });

  it("refuses an ARN of another instance", async () => {
    const other = INSTANCE_ARN.replace(INSTANCE_ID, ID);
    assert.equal(
      await refusal(existingPartId({ existing: `${other}/queue/${ID}` }, "queue", INSTANCE_ID, at("queue"))),
      "queue.existing: this ARN belongs to another instance.",
    );
  });

  it("says what AWS said where a look-up failed, without the number", async () => {
    const simulator = process.env.RINGCHECK_SIMULATOR;
    process.env.RINGCHECK_SIMULATOR = "http://127.0.0.1:9";
    try {
      const said = await refusal(
        existingPhoneNumberId({ existing: "+12065550100" }, INSTANCE_ARN, undefined, at("phoneNumber")),
      );
      assert.match(
        said,
        /^phoneNumber\.existing: the phone number "\+1 206 \*\*\* \*\*00" could not be looked up \(.+\)\. Give its id or ARN/,
      );
      assert.doesNotMatch(said, /5550100/);
    } finally {
      if (simulator === undefined) delete process.env.RINGCHECK_SIMULATOR;
      else process.env.RINGCHECK_SIMULATOR = simulator;
    }
  });
});
