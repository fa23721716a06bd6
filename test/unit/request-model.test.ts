/**
 * Our request beside the service model and the SDK: the same members, and limits that refuse what the model refuses and
 * nothing else. A member that AWS adds fails here.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operations, type ShapeRow, shapeOf } from "../../simulator/model/table";
import { DISCONNECT_FAILURES } from "../../verification/disconnect-failures";
import { REQUEST_FAILURES } from "../../verification/failures";
import { REQUEST_MEMBERS, REQUEST_PROPERTIES, type RequestProperty } from "../../verification/request";
import { INPUT_RULES } from "../../verification/request-rules";

const ROOT = join(__dirname, "..", "..");
const REQUEST = shapeOf("StartOutboundVoiceContactRequest");
const SDK_MODELS = join(ROOT, "node_modules/@aws-sdk/client-connect/dist-types/models");
const ARGS = readFileSync(join(ROOT, "components/verification-call.ts"), "utf8");

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const reasonsFor = (property: RequestProperty, value: unknown) =>
  INPUT_RULES[property].find(value).map(({ path, reason }) => `${path} ${reason}`);

/** The members that the SDK's own type has, read from its text: types are gone at run time. */
function sdkMembers(name: string): string[] {
  const texts = readdirSync(SDK_MODELS).map((file) => readFileSync(join(SDK_MODELS, file), "utf8"));
  const body = texts
    .map((text) => new RegExp(`export interface ${name} \\{\n(.*?)\n\\}`, "s").exec(text)?.[1])
    .find(Boolean);
  return [...(body ?? "").matchAll(/^ {4}(\w+)\??:/gm)].map((match) => match[1] ?? "").sort();
}

/** The members of an object as our rules know them, from the sentence about one that does not exist. */
function ourMembers(property: RequestProperty, wrong: unknown): string[] {
  const [sentence = ""] = reasonsFor(property, wrong).filter((reason) => reason.includes("it has "));
  return sentence
    .replace(/.*it has /, "")
    .split(", ")
    .sort();
}

describe("verification: the request beside the service model", () => {
  it("has every member of the operation, in the model and in the SDK", () => {
    const ours = Object.values(REQUEST_MEMBERS).sort();
    assert.deepEqual(ours, Object.keys(REQUEST.members ?? {}).sort());
    assert.deepEqual(ours, sdkMembers("StartOutboundVoiceContactRequest"));
  });

  for (const [shape, property, wrong] of [
    ["AnswerMachineDetectionConfig", "answerMachineDetectionConfig", { no: 1 }],
    ["Reference", "references", { a: { type: "URL", no: 1 } }],
    ["OutboundStrategy", "outboundStrategy", { type: "AGENT_FIRST", no: 1 }],
    ["OutboundStrategyConfig", "outboundStrategy", { type: "AGENT_FIRST", config: { no: 1 } }],
    ["AgentFirst", "outboundStrategy", { type: "AGENT_FIRST", config: { agentFirst: { no: 1 } } }],
    ["Preview", "outboundStrategy", { type: "AGENT_FIRST", config: { agentFirst: { preview: { no: 1 } } } }],
  ] as const) {
    it(`has every member of ${shape}`, () => {
      assert.deepEqual(
        ourMembers(property, wrong),
        Object.keys(shapeOf(shape).members ?? {})
          .map(camel)
          .sort(),
      );
    });
  }

  for (const property of REQUEST_PROPERTIES) {
    const row = shapeOf(REQUEST.members?.[REQUEST_MEMBERS[property]]?.shape ?? "");
    // A user's token leaves room for the suffix of later attempts; numbers have a pattern of their own.
    if (property === "clientToken" || row.pattern) continue;
    if (row.max !== undefined || row.enum) {
      it(`${property}: its limits are the model's`, () => assertLimits(property, row, (value) => value));
    }
  }

  for (const member of ["Value", "Status", "StatusReason", "Arn", "Type"]) {
    it(`references: the limits of ${member} are the model's`, () => {
      const row = shapeOf(shapeOf("Reference").members?.[member]?.shape ?? "");
      const wrap = (value: unknown) => ({ a: { type: "STRING", [camel(member)]: value } });
      assertLimits("references", row, wrap);
    });
  }

  it("counts characters as the service does: one for what is two UTF-16 units", () => {
    assert.deepEqual(reasonsFor("name", "😀".repeat(1024)), []);
    assert.match(reasonsFor("name", "😀".repeat(1025))[0] ?? "", /at most 1024 characters \(it has 1025\)/);
  });

  it("lists every error of every operation that a verification sends", () => {
    const sent = [
      "StartOutboundVoiceContact",
      "DescribeContact",
      "GetContactAttributes",
      "UpdateContactAttributes",
      "StopContact",
      "SearchContacts",
      "DescribeInstance",
      "DescribeContactFlow",
      "DescribeQueue",
      "ListPhoneNumbersV2",
    ];
    const named = new Set(REQUEST_FAILURES.map(({ name }) => name));
    for (const operation of sent) {
      const errors = operations[operation]?.errors ?? [];
      assert.ok(errors.length > 0, operation);
      assert.deepEqual(
        errors.filter((name) => !named.has(name)),
        [],
        operation,
      );
    }
  });

  it("lists every disconnect reason of a voice contact in the administrator guide", () => {
    const documented =
      "TELECOM_BUSY TELECOM_NUMBER_INVALID TELECOM_POTENTIAL_BLOCKING TELECOM_UNANSWERED TELECOM_TIMEOUT " +
      "TELECOM_ORIGINATOR_CANCEL TELECOM_PROBLEM CUSTOMER_NEVER_ARRIVED THIRD_PARTY_DISCONNECT CUSTOMER_DISCONNECT " +
      "AGENT_DISCONNECT BARGED CONTACT_FLOW_DISCONNECT OTHER OUTBOUND_DESTINATION_ENDPOINT_ERROR " +
      "OUTBOUND_RESOURCE_ERROR OUTBOUND_ATTEMPT_FAILED OUTBUND_PREVIEW_DISCARDED EXPIRED";
    const named = DISCONNECT_FAILURES.map(({ name }) => name);
    assert.deepEqual(
      documented.split(" ").filter((reason) => !named.includes(reason)),
      [],
    );
  });

  for (const property of REQUEST_PROPERTIES) {
    it(`${property}: its docstring names the member that it becomes`, () => {
      const text = new RegExp(`/\\*\\*((?:(?!\\*/).)*)\\*/\\s+${property}\\??: `, "s").exec(ARGS)?.[1] ?? "";
      assert.ok(text.includes(`Source: StartOutboundVoiceContact, \`${REQUEST_MEMBERS[property]}\``), text);
    });
  }
});

/** What the model allows passes, and what is just beyond it does not. */
function assertLimits(property: RequestProperty, row: ShapeRow, wrap: (value: unknown) => unknown): void {
  const found = (value: unknown) => reasonsFor(property, wrap(value));
  const of = (size: number) => (row.type === "integer" ? size : "x".repeat(size));
  if (row.enum) {
    // Some kinds of reference exist, but not when a contact is created.
    assert.ok(row.enum.some((word) => found(word).length === 0));
    assert.equal(found("NO_SUCH_WORD").length, 1);
    return;
  }
  if (row.max !== undefined) {
    assert.deepEqual(found(of(row.max)), []);
    assert.equal(found(of(row.max + 1)).length, 1, `${property} beyond ${row.max}`);
  }
  if (row.min !== undefined && row.min > 0) {
    assert.deepEqual(found(of(row.min)), []);
    assert.equal(found(of(row.min - 1)).length, 1, `${property} below ${row.min}`);
  }
}
