/** Every argument of a centre with every kind of value: taken where the table says so, and else refused by its name. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";
import type { NewFlow } from "../../components/flow-args";
import { INPUT_RULES } from "../../verification/request-rules";
import { DEFAULT_SETTINGS } from "../../verification/settings";
import { validate } from "../../verification/validate";
import { INSTANCE, useMocks } from "./center-mocks";
import { inputsFor } from "./verification-world";

const { ContactCenter, VerificationCall } = require("../../components") as typeof ringcheck;

/** An id, so that what may be adopted by it needs no looking up. */
const ID = "11111111-2222-4333-8444-555555555555";
const KINDS = {
  null: null,
  number: 5,
  NaN: Number.NaN,
  text: ID,
  "empty text": "",
  true: true,
  false: false,
  "empty list": [],
  "list of texts": [ID],
  "list of numbers": [5],
  "empty object": {},
  "unknown key": { mispelt: 1 },
  function: (args: unknown) => args,
  resource: "a resource",
};
type Kind = keyof typeof KINDS;

const CLAIM = { countryCode: "US" };
const CALL = { destinationPhoneNumber: "+12065550100" };
const HOURS = { timeZone: "UTC", weekdays: "09:00-10:00" };
const SWITCH: Kind[] = ["true", "false"];
const DAY: Kind[] = ["empty list"];

/** What may be given for each member of each part, in surroundings in which the rest is right. */
const PARTS: Record<string, { around: object; members: Record<string, readonly Kind[]> }> = {
  "": {
    around: { instance: INSTANCE, verification: undefined },
    members: {
      instance: [],
      hours: [],
      queue: ["empty object"],
      phoneNumber: [],
      flow: [],
      flows: ["empty object"],
      modules: ["empty object"],
      references: ["empty object"],
      verification: [],
      verifications: ["empty object"],
      afterCall: [],
      tags: ["empty object"],
      transform: ["empty object"],
    } satisfies Record<keyof ringcheck.ContactCenterArgs, Kind[]>,
  },
  instance: {
    around: { ...INSTANCE, identityManagementType: "CONNECT_MANAGED" },
    members: {
      alias: ["text"],
      identityManagementType: [],
      directoryId: [],
      inboundCallsEnabled: SWITCH,
      outboundCallsEnabled: SWITCH,
      contactFlowLogsEnabled: SWITCH,
      contactLensEnabled: SWITCH,
      autoResolveBestVoicesEnabled: SWITCH,
      earlyMediaEnabled: SWITCH,
      multiPartyConferenceEnabled: SWITCH,
    } satisfies Record<keyof ringcheck.NewInstance, Kind[]>,
  },
  hours: {
    around: HOURS,
    members: {
      timeZone: [],
      name: ["text"],
      description: ["text"],
      weekdays: DAY,
      weekend: DAY,
      monday: DAY,
      tuesday: DAY,
      wednesday: DAY,
      thursday: DAY,
      friday: DAY,
      saturday: DAY,
      sunday: DAY,
    } satisfies Record<Exclude<keyof ringcheck.WeekOfHours, "config">, Kind[]>,
  },
  queue: {
    around: {},
    members: {
      name: ["text"],
      description: ["text"],
      maxContacts: ["number"],
      status: [],
      callerIdName: ["text"],
      outboundFlow: ["text"],
      quickConnectIds: ["list of texts"],
    } satisfies Record<keyof ringcheck.NewQueue, Kind[]>,
  },
  phoneNumber: {
    around: { claim: CLAIM },
    members: { claim: [], description: ["text", "empty text"], inboundFlow: ["text"] } satisfies Record<
      keyof ringcheck.ClaimedNumber,
      Kind[]
    >,
  },
  "phoneNumber.claim": { around: CLAIM, members: { countryCode: [], type: [], prefix: [] } },
  flow: {
    around: { content: JSON.stringify(simplestFlow()) },
    members: {
      content: [],
      replace: ["empty object"],
      type: [],
      name: ["text"],
      description: ["text", "empty text"],
    } satisfies Record<Exclude<keyof NewFlow, "file">, Kind[]>,
  },
  "flow from a file": { around: {}, members: { file: [] } },
  flows: { around: {}, members: { menu: [], "": [], " ": [] } },
  modules: { around: {}, members: { greet: [], "": [] } },
  references: { around: {}, members: { prompt: ["text"] } },
  tags: { around: {}, members: { team: ["text", "empty text"] } },
  "afterCall.environment": { around: {}, members: { CHANNEL: ["text", "empty text"] } },
  afterCall: {
    around: { command: "./announce.sh" },
    members: {
      command: ["text"],
      environment: ["empty object"],
      interpreter: ["list of texts"],
      dir: ["text"],
    } satisfies Record<keyof ringcheck.AfterCallArgs, Kind[]>,
  },
  transform: {
    around: {},
    members: {
      instance: ["function"],
      hours: ["function"],
      queue: ["function"],
      phoneNumber: ["function"],
      inboundFlow: ["function"],
      flow: ["function"],
      flows: ["function", "empty object"],
      modules: ["function", "empty object"],
      verification: ["function"],
      answeringNumber: ["function"],
      answeringFlow: ["function"],
      answeringBinding: ["function"],
    } satisfies Record<keyof ringcheck.ContactCenterTransforms, Kind[]>,
  },
  verification: {
    around: CALL,
    members: { flow: [], selfCall: ["false"], triggers: ["null", "empty object", "unknown key"] },
  },
  "verification.selfCall": { around: {}, members: { claim: [] } },
  verifications: { around: {}, members: { us: [], "": [] } },
  ...Object.fromEntries(
    ["instance", "hours", "queue", "phoneNumber", "flow", "flows.menu", "modules.greet", "queue.outboundFlow"].map(
      (part) => [
        part === "queue.outboundFlow" ? part : `${part} adopted`,
        { around: {}, members: { existing: ["text"] } },
      ],
    ),
  ),
};

/** For a member of a call, null is what an engine sends for nothing at all. */
const OF_A_CALL: Partial<Record<keyof typeof INPUT_RULES, Kind[]>> = {
  instanceId: ["text"],
  contactFlowId: ["text"],
  destinationPhoneNumber: [],
  queueId: ["null", "text"],
  sourcePhoneNumber: ["null"],
  attributes: ["null", "empty object"],
  answerMachineDetectionConfig: ["null", "empty object"],
  campaignId: ["null", "text"],
  trafficType: ["null"],
  name: ["null", "text", "empty text"],
  description: ["null", "text", "empty text"],
  references: ["null", "empty object"],
  relatedContactId: ["null", "text"],
  ringTimeoutSeconds: ["null"],
  outboundStrategy: ["null"],
  clientToken: ["null", "text"],
  expect: ["null", "empty object"],
  onFailure: ["null"],
  attempts: ["null", "empty object"],
  timeoutSeconds: ["null"],
  maxCallSeconds: ["null", "number"],
  maxCallsPerDay: ["null", "number"],
  enabled: ["null", "true", "false"],
  allowedDestinations: ["null"],
  aws: ["null", "empty object"],
};

describe("every argument with every kind of value", () => {
  before(() => useMocks());

  for (const [name, { around, members }] of Object.entries(PARTS)) {
    const part = name.replace(/ .*/, "");
    for (const [member, taken] of Object.entries(members)) {
      const path = part ? `${part}.${member}` : member;
      it(`${path}: ${taken.join(", ") || "none of these"}; the rest is refused by its name`, () => {
        for (const kind of Object.keys(KINDS) as Kind[]) {
          const args = nested(part, { ...around, [member]: valueFor(kind) });
          const said = problemOf(() => new ContactCenter("support", args as ringcheck.ContactCenterArgs));
          const isNamed = said?.split("\n").some((line) => line.trim().startsWith(owner(path)));
          assert.equal(said === undefined, taken.includes(kind), `${path} = ${kind}: ${said}`);
          assert.ok(said === undefined || isNamed, `${path} = ${kind}: ${said}`);
        }
      });
    }
  }

  it("a call's own: by the check that runs in preview", () => {
    const { triggers: _anything, identity: _hashed, resourceName: _ours, ...rules } = INPUT_RULES;
    assert.deepEqual(Object.keys(OF_A_CALL).sort(), Object.keys(rules).sort());
    for (const [name, taken] of Object.entries(OF_A_CALL)) {
      for (const [kind, value] of Object.entries(KINDS)) {
        if (kind === "function" || kind === "resource") continue;
        const problems = validate({ ...inputsFor(), queueId: ID, [name]: value }, DEFAULT_SETTINGS, {
          AWS_REGION: "us-east-1",
        });
        const reasons = problems.map(({ reason }) => reason);
        assert.equal(reasons.length === 0, taken.includes(kind as Kind), `${name} = ${kind}: ${reasons}`);
        assert.ok(
          reasons.length === 0 || reasons.some((reason) => reason.includes(name)),
          `${name} = ${kind}: ${reasons}`,
        );
      }
    }
  });

  it("a call's identity, of which only a hash is left for later checks", () => {
    const ids = { instanceId: ID, contactFlowId: ID, queueId: ID, ...CALL };
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const args = { ...ids, identity: valueFor(kind) } as unknown as ringcheck.VerificationCallArgs;
      const said = problemOf(() => new VerificationCall("smoke", args));
      const taken = ["null", "text", "empty text"].includes(kind);
      assert.ok(taken ? said === undefined : said?.startsWith("identity: "), `${kind}: ${said}`);
    }
  });
});

function valueFor(kind: Kind): unknown {
  return kind === "resource" ? new pulumi.ComponentResource("test:index:Some", "some") : KINDS[kind];
}

/** The arguments of a centre in which `path` has this value. */
function nested(path: string, value: object): object {
  const [first = "", ...rest] = path.split(".");
  if (first === "") return { instance: INSTANCE, ...value };
  const inner = rest.length > 0 ? nestedIn(rest, value) : value;
  const call = first === "afterCall" || first === "transform" ? { verification: CALL } : {};
  return { instance: INSTANCE, ...call, [first]: inner };
}

function nestedIn([first = "", ...rest]: string[], value: object): object {
  const command = first === "environment" ? { command: "./announce.sh" } : {};
  return { ...command, [first]: rest.length > 0 ? nestedIn(rest, value) : value };
}

/** The property that a message has to name: the nearest that can be named. */
function owner(path: string): string {
  const [part = ""] = path.split(".");
  const isUnnamed = path.split(".").some((each) => each.trim() === "");
  if (isUnnamed || part === "tags" || part === "hours") return part;
  if (path === "afterCall.environment.CHANNEL") return "afterCall.environment";
  return path === "flow.content" ? "flow" : path;
}

/** What is said about the arguments, in whole: an error without a stack, and never a TypeError. */
function problemOf(create: () => unknown): string | undefined {
  try {
    create();
    return undefined;
  } catch (error) {
    assert.ok(pulumi.ResourceError.isInstance(error) && error.hideStack, String((error as Error).stack));
    assert.doesNotMatch(error.message, /TypeError|Cannot (read|convert)|\[object|Infinity/);
    return error.message;
  }
}

function simplestFlow() {
  const end = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
  return { Version: "2019-10-30", StartAction: "end", Metadata: {}, Actions: [end] };
}
