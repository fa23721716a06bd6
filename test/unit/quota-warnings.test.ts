/** Quotas in preview: a warning only where something will be created and the default is used up, and silence otherwise. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as warnings from "../../components/quota-warnings";

const { quotaWarning, warnAboutQuotas } = require("../../components/quota-warnings") as typeof warnings;

type Args = Parameters<typeof quotaWarning>[0];
type Nodes = Parameters<typeof quotaWarning>[1];

const ARN = "arn:aws:connect:us-east-1:123456789012:instance/i";
const NEW: Args = { instance: { alias: "acme" }, phoneNumber: { claim: { countryCode: "US" } } };
const ADOPTED: Args = { ...NEW, instance: { existing: ARN } };

/** Nodes as preview shows them: what exists has a known id. */
function nodesWith(known: { instance: boolean; number: boolean }): Nodes {
  const id = (isKnown: boolean) => ({ isKnown: Promise.resolve(isKnown) });
  return {
    instance: { id: id(known.instance), arn: pulumi.output(ARN) },
    phoneNumber: { id: id(known.number) },
  } as unknown as Nodes;
}

/** Answers with so many, and notes what was asked. */
function connectWith(used: number, byDefault: number) {
  const asked: unknown[] = [];
  const ask: warnings.AskQuota = async (arn) => {
    asked.push(arn ?? "instances");
    return { region: "us-east-1", used, byDefault };
  };
  return { asked, ask };
}

describe("warnings about quotas", () => {
  before(() =>
    pulumi.runtime.setMocks(
      { newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({}) },
      "p",
      "s",
      true,
    ),
  );

  it("say that the account has as many instances as a new one has", async () => {
    const { ask, asked } = connectWith(2, 2);
    const warning = await quotaWarning(NEW, nodesWith({ instance: false, number: false }), ask);
    assert.match(String(warning), /2 instances in us-east-1 already, and 2 is the default quota\. .*adopt one/);
    assert.deepEqual(asked, ["instances"]);
  });

  it("say that an adopted instance has as many numbers", async () => {
    const { ask, asked } = connectWith(7, 5);
    const warning = await quotaWarning(ADOPTED, nodesWith({ instance: true, number: false }), ask);
    assert.match(String(warning), /7 phone numbers already, and 5 is the default quota/);
    assert.deepEqual(asked, [ARN]);
  });

  it("ask nothing where nothing is created, and say nothing where there is room", async () => {
    const full = connectWith(9, 2);
    assert.equal(await quotaWarning(NEW, nodesWith({ instance: true, number: false }), full.ask), undefined);
    assert.equal(await quotaWarning(ADOPTED, nodesWith({ instance: true, number: true }), full.ask), undefined);
    const existing: Args = { ...ADOPTED, phoneNumber: { existing: "p" } };
    assert.equal(await quotaWarning(existing, nodesWith({ instance: true, number: false }), full.ask), undefined);
    assert.deepEqual(full.asked, []);
    const room = connectWith(1, 2);
    assert.equal(await quotaWarning(NEW, nodesWith({ instance: false, number: false }), room.ask), undefined);
  });

  it("are silent where it cannot be read, and never ask with an explicit provider or in up", async () => {
    const nodes = nodesWith({ instance: false, number: false });
    const center = new pulumi.ComponentResource("test:index:Center", "center");
    await warnAboutQuotas(NEW, nodes, center, () => Promise.reject(new Error("AccessDenied")));
    const { ask, asked } = connectWith(0, 2);
    await warnAboutQuotas(NEW, nodes, center, ask);
    assert.deepEqual(asked, ["instances"]);
    class Provider extends pulumi.ProviderResource {}
    const provider = new Provider("aws", "elsewhere");
    const other = new pulumi.ComponentResource("test:index:Center", "other", {}, { providers: { aws: provider } });
    await warnAboutQuotas(NEW, nodes, other, ask);
    assert.equal(asked.length, 1);
  });
});
