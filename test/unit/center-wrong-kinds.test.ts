/** Every argument of a centre with a value of every kind: taken on purpose, or one line that names the argument. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";
import { INSTANCE, linesOf, useMocks } from "./center-mocks";

const { ContactCenter } = require("../../components") as typeof ringcheck;

const DESTINATION = "+12065550100";

/** One value of each kind that a mistake or an `any` may bring. */
const KINDS: Record<string, unknown> = {
  null: null,
  "a number": 5,
  "not a number": Number.NaN,
  "a truth": true,
  "an empty text": "",
  "a text": "some text",
  "an empty list": [],
  "a list": ["some text"],
  "an empty object": {},
  "an object": { some: "member" },
  "a function": (given: unknown) => given,
};

/** A centre around one argument, and the kinds of value that are right for it. */
interface Place {
  args(value: unknown): Record<string, unknown>;
  right: (keyof typeof KINDS)[];
  /** Whose name the line begins with. @default the argument's */
  toldOf?: string;
}

const part =
  (name: string, around: object = {}) =>
  (member: string): Place["args"] =>
  (value) => ({ instance: INSTANCE, [name]: { ...around, [member]: value } });
const queue = part("queue");
const hours = part("hours", { timeZone: "UTC", weekdays: "09:00-17:00" });
const number = part("phoneNumber", { claim: { countryCode: "US" } });
const claim = (member: string) => (value: unknown) => ({
  instance: INSTANCE,
  phoneNumber: { claim: { countryCode: "US", [member]: value } },
});
const flow = part("flow", { file: "examples/exported-flow/main-line.json" });
const own = (member: string) => (value: unknown) => ({ instance: INSTANCE, [member]: value });
const instance = (member: string) => (value: unknown) => ({ instance: { ...INSTANCE, [member]: value } });
const afterCall = part("afterCall", { command: "true" });
const call = part("verification", { destinationPhoneNumber: DESTINATION });

const PLACES: Record<string, Place> = {
  instance: { args: own("instance"), right: [] },
  "instance.alias": { args: instance("alias"), right: [] },
  "instance.identityManagementType": { args: instance("identityManagementType"), right: [] },
  "instance.directoryId": { args: instance("directoryId"), right: [] },
  "instance.inboundCallsEnabled": { args: instance("inboundCallsEnabled"), right: ["a truth"] },
  "instance.existing": { args: (value) => ({ instance: { existing: value } }), right: ["a text"] },
  hours: { args: own("hours"), right: [] },
  "hours.timeZone": { args: hours("timeZone"), right: [] },
  "hours.name": { args: hours("name"), right: ["a text"] },
  "hours.description": { args: hours("description"), right: ["a text"] },
  "hours.weekdays": { args: hours("weekdays"), right: ["an empty list"] },
  "hours.monday": { args: hours("monday"), right: ["an empty list"] },
  "hours.config": {
    args: (value) => ({ instance: INSTANCE, hours: { timeZone: "UTC", config: value } }),
    right: ["an empty list"],
  },
  "hours.existing": { args: (value) => ({ instance: INSTANCE, hours: { existing: value } }), right: ["a text"] },
  queue: { args: own("queue"), right: ["an empty object"] },
  "queue.name": { args: queue("name"), right: ["a text"] },
  "queue.description": { args: queue("description"), right: ["a text"] },
  "queue.maxContacts": { args: queue("maxContacts"), right: ["a number"] },
  "queue.status": { args: queue("status"), right: [] },
  "queue.callerIdName": { args: queue("callerIdName"), right: ["a text"] },
  "queue.outboundFlow": { args: queue("outboundFlow"), right: [] },
  "queue.quickConnectIds": { args: queue("quickConnectIds"), right: ["a list"] },
  "queue.existing": { args: queue("existing"), right: ["a text"] },
  phoneNumber: { args: own("phoneNumber"), right: [] },
  "phoneNumber.claim": { args: number("claim"), right: [] },
  "phoneNumber.claim.countryCode": { args: claim("countryCode"), right: [] },
  "phoneNumber.claim.type": { args: claim("type"), right: [] },
  "phoneNumber.claim.prefix": { args: claim("prefix"), right: [] },
  "phoneNumber.description": { args: number("description"), right: ["a text", "an empty text"] },
  "phoneNumber.inboundFlow": { args: number("inboundFlow"), right: [] },
  "phoneNumber.existing": { args: (value) => ({ instance: INSTANCE, phoneNumber: { existing: value } }), right: [] },
  flow: { args: own("flow"), right: [] },
  "flow.file": { args: flow("file"), right: [] },
  "flow.content": { args: (value) => ({ instance: INSTANCE, flow: { content: value } }), right: [], toldOf: "flow" },
  "flow.replace": { args: flow("replace"), right: ["an empty object"], toldOf: "flow" },
  "flow.type": { args: flow("type"), right: [] },
  "flow.name": { args: flow("name"), right: ["a text"] },
  "flow.description": { args: flow("description"), right: ["a text", "an empty text"] },
  flows: { args: own("flows"), right: ["an empty object"] },
  modules: { args: own("modules"), right: ["an empty object"] },
  "flows.menu": { args: (value) => ({ instance: INSTANCE, flows: { menu: value } }), right: [] },
  "modules.menu": { args: (value) => ({ instance: INSTANCE, modules: { menu: value } }), right: [] },
  references: { args: own("references"), right: ["an empty object", "an object"] },
  "references.prompt": { args: (value) => ({ instance: INSTANCE, references: { prompt: value } }), right: ["a text"] },
  verification: { args: own("verification"), right: [] },
  "verification.flow": { args: call("flow"), right: [] },
  "verification.selfCall": {
    args: (value) => ({
      instance: INSTANCE,
      phoneNumber: { claim: { countryCode: "US" } },
      verification: { selfCall: value },
    }),
    right: ["a truth"],
  },
  "verification.selfCall.claim": {
    args: (value) => ({ instance: INSTANCE, verification: { selfCall: { claim: value } } }),
    right: [],
  },
  verifications: { args: own("verifications"), right: ["an empty object"] },
  "verifications.us": { args: (value) => ({ instance: INSTANCE, verifications: { us: value } }), right: [] },
  afterCall: { args: own("afterCall"), right: [] },
  "afterCall.command": { args: afterCall("command"), right: ["a text"] },
  "afterCall.environment": { args: afterCall("environment"), right: ["an empty object", "an object"] },
  "afterCall.interpreter": { args: afterCall("interpreter"), right: ["a list"] },
  "afterCall.dir": { args: afterCall("dir"), right: ["a text"] },
  tags: { args: own("tags"), right: ["an empty object", "an object"] },
  "tags.team": { args: (value) => ({ instance: INSTANCE, tags: { team: value } }), right: ["a text", "an empty text"] },
  transform: { args: own("transform"), right: ["an empty object"] },
  "transform.queue": { args: (value) => ({ instance: INSTANCE, transform: { queue: value } }), right: ["a function"] },
  "transform.flows": {
    args: (value) => ({ instance: INSTANCE, transform: { flows: value } }),
    right: ["a function", "an empty object"],
  },
};

describe("an argument of the wrong kind", () => {
  before(() => useMocks());

  for (const [path, { args, right, toldOf = path }] of Object.entries(PLACES)) {
    const kept = right.length > 0 ? `takes ${right.join(", ")}, and refuses the rest` : "refuses all";
    it(`${path}: ${kept}`, () => {
      const wrong = Object.entries(KINDS).flatMap(([kind, value]) => {
        const lines = refusalOf(args(value));
        const isRight = right.includes(kind) ? lines === undefined : lines?.some((line) => isOf(toldOf, line));
        return isRight ? [] : [`${kind}: ${lines?.join(" | ") ?? "taken"}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});

/** Whether a line is about an argument, or about something in it. */
function isOf(path: string, line: string): boolean {
  return line.startsWith(path) && [":", ".", "["].includes(line.charAt(path.length));
}

/** The lines that refuse the arguments; undefined where they are taken. */
function refusalOf(args: Record<string, unknown>): string[] | undefined {
  try {
    new ContactCenter("support", args as never);
    return undefined;
  } catch (error) {
    // A flow's text is held to the rules of flows, and a transform's result is told by the child.
    return pulumi.InputPropertiesError.isInstance(error)
      ? linesOf(error)
      : String((error as Error).message).split("\n");
  }
}
