/** The policy for exactly the given arguments: how it narrows, and what it leaves out. The engine tests compare it with what is asked for. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";

const { requiredPermissions } = require("../../components") as typeof ringcheck;

const ARN = "arn:aws:connect:eu-west-2:123456789012:instance/11111111-2222-4333-8444-555555555555";
const US = { destinationPhoneNumber: "+12065550100" };

function bySid(args: ringcheck.ContactCenterArgs, scope?: ringcheck.PermissionScope) {
  const { Version, Statement } = requiredPermissions(args, scope);
  assert.equal(Version, "2012-10-17");
  assert.equal(new Set(Statement.map(({ Sid }) => Sid)).size, Statement.length);
  for (const { Sid, Action, Resource } of Statement) {
    assert.match(Sid, /^[A-Za-z0-9]+$/);
    assert.ok(Action.length > 0 && Resource.length > 0, Sid);
    assert.equal(new Set(Action).size, Action.length, Sid);
  }
  return new Map(Statement.map((statement) => [statement.Sid, statement]));
}

describe("requiredPermissions", () => {
  it("has a statement for each part that there is, and for what AWS checks besides", () => {
    const sids = [...bySid({ instance: { alias: "acme" }, phoneNumber: { claim: { countryCode: "US" } } }).keys()];
    assert.deepEqual(sids, [
      "Account",
      "Instance",
      "Hours",
      "Queue",
      "PhoneNumber",
      "Flows",
      "InstanceDirectory",
      "InstanceRole",
      "FlowLogs",
    ]);
  });

  it("narrows to an instance that is adopted by ARN, to its region and account, and never changes it", () => {
    const policy = bySid({
      instance: { existing: ARN },
      phoneNumber: { claim: { countryCode: "GB" } },
      verification: US,
    });
    const instance = policy.get("Instance");
    assert.deepEqual(instance?.Action, ["connect:DescribeInstance", "connect:DescribeInstanceAttribute"]);
    assert.deepEqual(instance?.Resource, [ARN, `${ARN}/*`]);
    const numbers = "arn:aws:connect:eu-west-2:123456789012:phone-number/*";
    assert.deepEqual(policy.get("PhoneNumber")?.Resource, [ARN, `${ARN}/*`, numbers]);
    assert.deepEqual(policy.get("Queue")?.Resource, [ARN, `${ARN}/*`, numbers], "its caller id is a resource too");
    assert.deepEqual(policy.get("InstanceDirectory")?.Action, ["ds:DescribeDirectories"]);
    assert.ok(!policy.has("InstanceRole") && !policy.has("FlowLogs"));
    assert.ok(policy.get("Call")?.Action.includes("connect:StartOutboundVoiceContact"));
  });

  it("narrows a new instance to the account and region that are said", () => {
    const policy = bySid({ instance: { alias: "acme" } }, { account: "123456789012", region: "eu-west-2" });
    assert.deepEqual(policy.get("Hours")?.Resource, [
      "arn:aws:connect:eu-west-2:123456789012:instance/*",
      "arn:aws:connect:eu-west-2:123456789012:instance/*/*",
    ]);
    assert.deepEqual(policy.get("InstanceRole")?.Resource, [
      "arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com/*",
    ]);
    assert.deepEqual(policy.get("FlowLogs")?.Resource, [
      "arn:aws:logs:eu-west-2:123456789012:log-group:/aws/connect/*",
    ]);
  });

  it("lets a part that is adopted by ARN be read, and nothing else of its kind", () => {
    const queue = `${ARN}/queue/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee`;
    const statement = bySid({ instance: { existing: ARN }, queue: { existing: queue } }).get("Queue");
    assert.deepEqual(statement?.Resource, [queue]);
    assert.deepEqual(statement?.Action, ["connect:DescribeQueue", "connect:ListQueueQuickConnects"]);
  });

  it("lets names be looked up, and Outputs, which may turn out to be names", () => {
    for (const existing of ["BasicQueue", pulumi.output("BasicQueue")]) {
      const policy = bySid({ instance: { existing: ARN }, queue: { existing } });
      assert.ok(policy.get("Queue")?.Action.includes("connect:ListQueues"));
      assert.deepEqual(policy.get("Queue")?.Resource, [ARN, `${ARN}/*`]);
    }
  });

  it("releases a number only with an instance of its own", () => {
    const phoneNumber = { claim: { countryCode: "US" } };
    const release = "connect:ReleasePhoneNumber";
    assert.ok(
      bySid({ instance: { alias: "acme" }, phoneNumber })
        .get("PhoneNumber")
        ?.Action.includes(release),
    );
    assert.ok(
      !bySid({ instance: { existing: ARN }, phoneNumber })
        .get("PhoneNumber")
        ?.Action.includes(release),
    );
  });

  it("has what tags, quick connects, a source number and a call to itself need, only where they are asked for", () => {
    const instance = { alias: "acme" };
    const phoneNumber = { claim: { countryCode: "US" } };
    const plain = bySid({ instance, phoneNumber, verification: US });
    assert.ok(!plain.has("Tags") && !plain.has("SelfCall"));
    assert.ok(!plain.get("Call")?.Action.includes("connect:ListPhoneNumbersV2"));
    const all = bySid({
      instance,
      phoneNumber,
      queue: { quickConnectIds: ["q"] },
      tags: { team: "voice" },
      verifications: { self: { selfCall: true }, us: { ...US, sourcePhoneNumber: "+12065550199" } },
    });
    assert.deepEqual(all.get("Tags")?.Action, ["connect:TagResource", "connect:UntagResource"]);
    assert.ok(all.get("Queue")?.Action.includes("connect:AssociateQueueQuickConnects"));
    assert.ok(all.get("Call")?.Action.includes("connect:ListPhoneNumbersV2"));
    assert.ok(all.get("SelfCall")?.Action.includes("connect:AssociatePhoneNumberContactFlow"));
    assert.ok(!all.get("SelfCall")?.Action.includes("connect:ClaimPhoneNumber"));
  });
});
