/**
 * Every argument of the resources that the simulator serves, and the values it takes in turn: what a centre is created
 * with, two rounds of updates, and the round in which what can only be replaced changes.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { FLOW_LANGUAGE_VERSION } from "../../flow";
import { ROOT, temporaryFolder } from "./harness";
import { type Centre, type Kind, RESOURCES, Reference, type ResourceName } from "./provider-program";

export type Round = "created" | "updated" | "updated again" | "replaced";
export const ROUNDS: Round[] = ["created", "updated", "updated again", "replaced"];

/** Rows by resource and argument; the last value stays for the rounds that follow. */
type Rows = { [K in ResourceName]: Record<string, unknown[]> };

/** What the service shows for an argument, where it does not show the argument itself. */
class Shown {
  constructor(
    readonly given: unknown,
    readonly shown: unknown,
  ) {}
}

/** The service keeps this argument to itself. */
export const NOT_SHOWN = Symbol("not shown");

const ref = (to: ResourceName, output: string) => new Shown(new Reference(to, output), to);

const TAGS = [{ a: "1", "b c": "2" }, { "b c": "3", d: "4" }, undefined];
const slot = (day: string, from: number, until: number) => ({
  day,
  startTime: { hours: from, minutes: 30 },
  endTime: { hours: until, minutes: 0 },
});
const IN_INSTANCE = { instanceId: [ref("instance", "id")] };

const module = (words: string) =>
  flow(words, "EndFlowModuleExecution", { Settings: { InputParameters: [], OutputParameters: [], Transitions: [] } });

function flow(words: string, end: string, more: object = {}): string {
  return JSON.stringify({
    ...more,
    Version: FLOW_LANGUAGE_VERSION,
    StartAction: "say",
    Metadata: { note: "kept as it is" },
    Actions: [
      {
        Identifier: "say",
        Type: "MessageParticipant",
        Parameters: { Text: words },
        Transitions: { NextAction: "end", Errors: [{ NextAction: "end", ErrorType: "NoMatchingError" }] },
      },
      { Identifier: "end", Type: end, Parameters: {}, Transitions: {} },
    ],
  });
}

function file(content: string): Shown {
  const name = path.join(temporaryFolder("flow"), "flow.json");
  fs.writeFileSync(name, content);
  return new Shown(name, content);
}

const hidden = (value: string) => new Shown(value, NOT_SHOWN);

export function rows(): Rows {
  const flip = (first: boolean) => [first, !first, first];
  return {
    instance: {
      instanceAlias: ["acme-one", "acme-one", "acme-one", "acme-two"],
      identityManagementType: ["SAML", "SAML", "SAML", "EXISTING_DIRECTORY"],
      directoryId: [undefined, undefined, undefined, hidden("d-0123456789")],
      inboundCallsEnabled: flip(true),
      outboundCallsEnabled: flip(true),
      autoResolveBestVoicesEnabled: flip(true),
      contactFlowLogsEnabled: flip(false),
      contactLensEnabled: flip(true),
      earlyMediaEnabled: flip(true),
      multiPartyConferenceEnabled: flip(false),
      tags: TAGS,
    },
    other: {
      instanceAlias: ["acme-other"],
      identityManagementType: ["CONNECT_MANAGED"],
      inboundCallsEnabled: [true],
      outboundCallsEnabled: [true],
    },
    office: {
      ...IN_INSTANCE,
      name: ["office", "Büro"],
      description: ["weekdays", "all days", undefined],
      timeZone: ["Europe/London", "UTC", "Asia/Tokyo"],
      configs: [[slot("MONDAY", 8, 17)], [slot("FRIDAY", 22, 6), slot("SUNDAY", 9, 12)], [slot("SUNDAY", 9, 12)]],
      tags: TAGS,
    },
    night: { ...IN_INSTANCE, name: ["night"], timeZone: ["UTC"], configs: [[slot("MONDAY", 18, 23)]] },
    inbound: {
      ...IN_INSTANCE,
      name: ["inbound", "inbound renamed"],
      type: ["CONTACT_FLOW"],
      description: ["says one", "says two", undefined],
      content: ["one", "two", "three"].map((words) => flow(words, "DisconnectParticipant")),
      tags: TAGS,
    },
    whisper: {
      ...IN_INSTANCE,
      name: ["whisper"],
      type: ["OUTBOUND_WHISPER", "OUTBOUND_WHISPER", "OUTBOUND_WHISPER", "CUSTOMER_WHISPER"],
      content: [flow("a whisper", "EndFlowExecution")],
    },
    fromFile: {
      ...IN_INSTANCE,
      name: ["from a file"],
      type: ["CONTACT_FLOW"],
      filename: [file(flow("file one", "DisconnectParticipant")), file(flow("file two", "DisconnectParticipant"))],
      contentHash: [hidden("one"), hidden("two")],
    },
    greet: {
      ...IN_INSTANCE,
      name: ["greet", "greet renamed"],
      description: ["greets once", "greets twice"],
      content: ["one", "two", "three"].map(module),
      tags: TAGS,
    },
    moduleFromFile: {
      ...IN_INSTANCE,
      name: ["module from a file"],
      filename: [file(module("one")), file(module("two"))],
      contentHash: [hidden("one"), hidden("two")],
    },
    main: { targetArn: [ref("instance", "arn")], countryCode: ["US"], type: ["DID"] },
    spare: {
      targetArn: [ref("instance", "arn"), ref("other", "arn"), ref("instance", "arn")],
      countryCode: ["US", "US", "US", "CA"],
      type: ["DID", "DID", "DID", "TOLL_FREE"],
      prefix: [hidden("+1312"), hidden("+1312"), hidden("+1312"), hidden("+1833")],
      description: ["spare", "spare", "spare", "replaced"],
      tags: TAGS,
    },
    support: {
      ...IN_INSTANCE,
      name: ["support", "support renamed"],
      description: ["first", "second", "third"],
      hoursOfOperationId: [
        ref("office", "hoursOfOperationId"),
        ref("night", "hoursOfOperationId"),
        ref("office", "hoursOfOperationId"),
      ],
      maxContacts: [5, 7, undefined],
      status: ["ENABLED", "DISABLED", "ENABLED"],
      outboundCallerConfig: [
        { outboundCallerIdName: "Acme" },
        {
          outboundCallerIdName: "Acme too",
          outboundCallerIdNumberId: ref("main", "id"),
          outboundFlowId: ref("whisper", "contactFlowId"),
        },
        { outboundCallerIdName: "Acme" },
      ],
      tags: TAGS,
    },
    binding: {
      ...IN_INSTANCE,
      phoneNumberId: [ref("main", "id"), ref("main", "id"), ref("main", "id"), ref("spare", "id")],
      contactFlowId: [
        ref("inbound", "contactFlowId"),
        ref("inbound", "contactFlowId"),
        ref("inbound", "contactFlowId"),
        ref("fromFile", "contactFlowId"),
      ],
    },
    lookUp: {
      ...IN_INSTANCE,
      functionArn: ["one", "one", "one", "two"].map((name) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`),
    },
  };
}

/** Arguments that no row has, and why. */
const LEFT_OUT: Record<string, string> = {
  "*.region": "another Region is another provider configuration",
  "queue.quickConnectIds": "there are no quick connects in the simulator",
};

/** The arguments that the type declarations of @pulumi/aws name and neither a row nor LEFT_OUT mentions. */
export function argumentsLeftOut(table: Rows): string[] {
  const kinds = new Set<Kind>(Object.values(RESOURCES));
  return [...kinds].flatMap((kind) => {
    const declared = fs.readFileSync(path.join(ROOT, "node_modules/@pulumi/aws/connect", `${kind}.d.ts`), "utf8");
    const args = /^export interface \w+Args \{([\s\S]*?)^\}/m.exec(declared)?.[1] ?? "";
    const names = [...args.matchAll(/^ {4}(\w+)\??:/gm)].map((match) => match[1] ?? "");
    if (names.length < 3) throw new Error(`the arguments of ${kind} cannot be read`);
    const covered = Object.entries(table).filter(([resource]) => RESOURCES[resource as ResourceName] === kind);
    const left = names.filter((name) => !covered.some(([, row]) => name in row));
    return left
      .filter((name) => !LEFT_OUT[`*.${name}`] && !LEFT_OUT[`${kind}.${name}`])
      .map((name) => `${kind}.${name}`);
  });
}

function valueAt(values: unknown[], round: Round): unknown {
  return values[Math.min(ROUNDS.indexOf(round), values.length - 1)];
}

/** What the program says in a round. */
export function argumentsAt(table: Rows, round: Round): Centre {
  return mapped(table, round, (value) => value.given);
}

/** What the service must show in a round, under the same names. */
export function shownAt(table: Rows, round: Round): Centre {
  return mapped(table, round, (value) => value.shown);
}

/** The arguments that are not what they were a round earlier, as `resource.argument`. */
export function changedAt(table: Rows, round: Round): { of: ResourceName; name: string }[] {
  const before = ROUNDS[ROUNDS.indexOf(round) - 1] ?? round;
  return Object.entries(table).flatMap(([of, row]) =>
    Object.entries(row)
      .filter(([, values]) => JSON.stringify(valueAt(values, round)) !== JSON.stringify(valueAt(values, before)))
      .map(([name]) => ({ of: of as ResourceName, name })),
  );
}

function mapped(table: Rows, round: Round, pick: (value: Shown) => unknown): Centre {
  const each = (value: unknown): unknown => {
    if (value instanceof Shown) return pick(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));
  };
  const centre = Object.entries(table).map(([of, row]) => {
    const args = Object.entries(row).map(([name, values]) => [name, each(valueAt(values, round))]);
    return [of, Object.fromEntries(args.filter(([, value]) => value !== undefined && value !== NOT_SHOWN))];
  });
  return Object.fromEntries(centre) as Centre;
}
