/** Wrong arguments of a centre: told all at once, by property, with limit and remedy, and with no stack. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentCheck, text, WrongArgumentsError } from "../../components/argument-check";
import { INSTANCE, linesOf, make, promiseOf, useMocks, wrongLines } from "./center-mocks";

const CLAIM = { countryCode: "US" };
const of = (args: object) => wrongLines({ instance: INSTANCE, ...args }).join("\n");

const REFUSED: [what: string, args: object, expected: RegExp][] = [
  ["no instance", { instance: undefined }, /^instance: undefined is not understood\. Write \{ alias: /],
  ["no alias", { instance: {} }, /^instance\.alias: a new instance needs an alias/],
  ["a directory's alias", { instance: { alias: "d-acme" } }, /^instance\.alias: "d-acme" is no alias: 1–45 letters/],
  ["a hyphen at the end", { instance: { alias: "acme-" } }, /^instance\.alias: "acme-" is no alias/],
  ["a long alias", { instance: { alias: "a".repeat(46) } }, /^instance\.alias: /],
  [
    "a setting that is a word",
    { instance: { ...INSTANCE, earlyMediaEnabled: "yes" } },
    /^instance\.earlyMediaEnabled: "yes" is neither/,
  ],
  [
    "a mistyped setting",
    { instance: { ...INSTANCE, inboundCallEnabled: true } },
    /^instance\.inboundCallEnabled: .*did you mean "inboundCallsEnabled"\?/,
  ],
  [
    "a mistyped identity type",
    { instance: { ...INSTANCE, identityManagementType: "SAML2" } },
    /^instance\.identityManagementType: "SAML2" is not allowed; did you mean "SAML"\?/,
  ],
  [
    "a directory for nothing",
    { instance: { ...INSTANCE, directoryId: "d-0123456789" } },
    /^instance\.directoryId: only EXISTING_DIRECTORY/,
  ],
  [
    "no directory",
    { instance: { ...INSTANCE, identityManagementType: "EXISTING_DIRECTORY" } },
    /^instance\.directoryId: EXISTING_DIRECTORY needs/,
  ],
  [
    "an empty existing",
    { instance: { existing: "" } },
    /^instance\.existing: "" names no instance: give its id, its ARN or its alias/,
  ],
  [
    "existing and more",
    { instance: { existing: "acme", alias: "acme" } },
    /^instance\.alias: there is no such argument; there are: existing/,
  ],
  [
    "an ARN of another kind",
    { queue: { existing: "arn:aws:connect:us-east-1:123456789012:instance/I" } },
    /^queue\.existing: this is not the ARN of a queue/,
  ],
  [
    "no room in a queue",
    { queue: { maxContacts: 0 } },
    /^queue\.maxContacts: 0 is not allowed: .*leave it out for no limit/,
  ],
  ["half a contact", { queue: { maxContacts: 1.5 } }, /^queue\.maxContacts: 1\.5/],
  ["a long queue name", { queue: { name: "x".repeat(128) } }, /^queue\.name: .*has 128 characters; 1–127 are allowed/],
  [
    "a long queue description",
    { queue: { description: "x".repeat(251) } },
    /^queue\.description: .*251 characters; 1–250/,
  ],
  ["a long caller id name", { queue: { callerIdName: "x".repeat(256) } }, /^queue\.callerIdName: .*1–255/],
  ["a status", { queue: { status: "enabled" } }, /^queue\.status: "enabled" is not allowed; did you mean "ENABLED"\?/],
  ["no quick connects", { queue: { quickConnectIds: [] } }, /^queue\.quickConnectIds: needs a list of 1–50/],
  [
    "a whisper that is not there",
    { queue: { outboundFlow: "whisper" } },
    /^queue\.outboundFlow: there is no flow "whisper" in `flows`\./,
  ],
  [
    "a queue by its name alone",
    { queue: "support" },
    /^queue: "support" is not understood\. Write \{ name: "support" \}/,
  ],
  ["a number alone", { phoneNumber: "+12065550100" }, /^phoneNumber: .* is not understood\. Write \{ claim/],
  ["nothing to claim", { phoneNumber: {} }, /^phoneNumber\.claim: undefined is not understood/],
  ["no country", { phoneNumber: { claim: {} } }, /^phoneNumber\.claim\.countryCode: needed/],
  [
    "a country's name",
    { phoneNumber: { claim: { countryCode: "Germany" } } },
    /^phoneNumber\.claim\.countryCode: "Germany" is no country/,
  ],
  ["a small country", { phoneNumber: { claim: { countryCode: "us" } } }, /"us" is no country: two capital letters/],
  [
    "a type",
    { phoneNumber: { claim: { ...CLAIM, type: "TOLLFREE" } } },
    /^phoneNumber\.claim\.type: .*did you mean "TOLL_FREE"\?/,
  ],
  [
    "a prefix without plus",
    { phoneNumber: { claim: { ...CLAIM, prefix: "206" } } },
    /^phoneNumber\.claim\.prefix: "206" is no prefix: a plus/,
  ],
  [
    "another country's prefix",
    { phoneNumber: { claim: { ...CLAIM, prefix: "+4420" } } },
    /^phoneNumber\.claim\.prefix: "\+4420" is not in US: its numbers begin with \+1\./,
  ],
  [
    "a long description",
    { phoneNumber: { claim: CLAIM, description: "x".repeat(501) } },
    /^phoneNumber\.description: .*0–500/,
  ],
  [
    "a number that is none",
    { phoneNumber: { existing: "206 555 0100" } },
    /^phoneNumber\.existing: .*is no phone number's id or ARN/,
  ],
  [
    "a flow that is not there",
    { phoneNumber: { claim: CLAIM, inboundFlow: "flwo" } },
    /^phoneNumber\.inboundFlow: .*did you mean "flow"\?/,
  ],
  [
    "a mistyped part",
    { phonenumber: { claim: CLAIM } },
    /^phonenumber: there is no such argument; did you mean "phoneNumber"\?/,
  ],
  ["a mistyped transform", { transform: { que: () => ({}) } }, /^transform\.que: .*did you mean "queue"\?/],
  [
    "a transform of no flow",
    { transform: { flows: { menu: () => ({}) } } },
    /^transform\.flows\.menu: there is no such/,
  ],
  ["a transform that is none", { transform: "queue" }, /^transform: "queue" is not understood/],
  ["an empty reference", { references: { prompt: "" } }, /^references\.prompt: "" is no id or ARN/],
  ["references in a list", { references: ["prompt"] }, /^references: .* is not understood/],
  ["tags in a list", { tags: ["voice"] }, /^tags: must be an object/],
  ["AWS's own tag", { tags: { "aws:x": "1" } }, /^tags: "aws:x" is no key of a tag/],
  [
    "too many tags",
    { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, "x"])) },
    /^tags: 51 tags; 50 are allowed/,
  ],
  ["a long tag", { tags: { note: "x".repeat(257) } }, /^tags: the value of "note" is longer than 256/],
];

describe("wrong arguments of a centre", () => {
  before(() => useMocks());

  for (const [what, args, expected] of REFUSED) {
    it(`name ${what}`, () => assert.match(of(args), expected));
  }

  it("are told all at once, in one message", () => {
    const args = { instance: { alias: "d-x" }, hours: { timeZone: "Berlin", monday: "5" }, queue: { maxContacts: -1 } };
    assert.deepEqual(
      wrongLines(args).map((line) => line.split(":")[0]),
      ["instance.alias", "hours.timeZone", "hours.monday", "queue.maxContacts"],
    );
    const problems = ["a", "b.c"].map((propertyPath) => ({ propertyPath, reason: "no." }));
    assert.equal(new WrongArgumentsError(problems, undefined).message, "2 arguments are wrong:\n  a: no.\n  b.c: no.");
  });

  it("never show a phone number", () => {
    assert.doesNotMatch(of({ phoneNumber: "+12065550100" }), /5550100/);
    assert.doesNotMatch(of({ phoneNumber: { existing: "+1206555010x" } }), /555010x/);
  });

  it("end an Output when it is known, and do not quote it", async () => {
    const check = new ArgumentCheck(undefined);
    const given = check.value("queue.name", pulumi.output("x".repeat(200)), text(1, 127));
    check.finish();
    await assert.rejects(promiseOf(given), (error) => {
      assert.deepEqual(linesOf(error), ["queue.name: the value has 200 characters; 1–127 are allowed."]);
      return true;
    });
    assert.equal(await promiseOf(check.value("queue.name", pulumi.output("Sales"), text(1, 127))), "Sales");
  });
});

/** An Output as it is in preview before the resource behind it exists. */
function unknown<T>(): pulumi.Output<T> {
  const Output = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<T>;
  const [value, isKnown, isSecret] = [undefined, false, false].map((part) => Promise.resolve(part));
  return new Output(new Set(), value, isKnown, isSecret, Promise.resolve(new Set()));
}

describe("a centre in preview", () => {
  before(() => useMocks(true));
  after(() => useMocks());

  it("takes arguments that are all unknown", async () => {
    const made = await make({
      instance: { alias: unknown(), earlyMediaEnabled: unknown() },
      hours: { timeZone: unknown(), monday: unknown() },
      queue: { name: unknown(), maxContacts: unknown(), outboundFlow: unknown() },
      phoneNumber: { claim: { countryCode: unknown(), prefix: unknown() }, inboundFlow: { existing: unknown() } },
      flow: unknown<string>(),
      flows: { menu: { content: unknown<string>(), name: unknown() } },
      modules: { greet: { existing: unknown() } },
      references: { prompt: unknown() },
      tags: unknown(),
    });
    assert.ok(made.children.has("support-queue"));
  });
});
