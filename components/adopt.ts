/** Finds what a centre adopts: by id, by ARN, or by the name that people know it by. It only ever reads. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsTarget, findPhoneNumberId, maskText } from "../verification";
import { type ArgumentCheck, type ArgumentRule, WrongArgumentsError } from "./argument-check";
import { type AskNames, insteadOf } from "./existing-names";
import type { Existing } from "./part";

/** What can be adopted, with the word for it in an ARN and the one that people use. */
const KINDS = {
  instance: { segment: "instance", noun: "instance", byName: "its alias" },
  hours: { segment: "operating-hours", noun: "hours of operation", byName: "their exact name in Connect" },
  queue: { segment: "queue", noun: "queue", byName: "its exact name in Connect" },
  phoneNumber: { segment: "phone-number", noun: "phone number", byName: "the number itself, in E.164" },
  flow: { segment: "contact-flow", noun: "flow", byName: "its exact name in Connect" },
  module: { segment: "flow-module", noun: "flow module", byName: "its exact name in Connect" },
};

export type Kind = keyof typeof KINDS;
type PartOfInstance = "hours" | "queue" | "flow" | "module";

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ARN = /^arn:aws[\w-]*:connect:[a-z0-9-]+:\d{12}:(?:instance\/([^/]+)\/)?([\w-]+)\/([^/:]+)(?::[^/]*)?$/;
const E164 = /^\+[1-9]\d{1,14}$/;

/** Holds the name of something that exists to the forms that it can have. */
export function checkExisting(check: ArgumentCheck, property: string, kind: Kind, part: Existing): Existing {
  check.keys(property, part, ["existing"]);
  return { existing: check.value(`${property}.existing`, part.existing, existingRule(kind)) };
}

function existingRule(kind: Kind): ArgumentRule<string> {
  const { segment, noun, byName } = KINDS[kind];
  return (value, said) => {
    if (typeof value !== "string" || value === "")
      return `${said} names no ${noun}: give its id, its ARN or ${byName}.`;
    if (value.startsWith("arn:")) {
      return ARN.exec(value)?.[2] === segment
        ? undefined
        : `this is not the ARN of ${article(noun)} of Amazon Connect.`;
    }
    if (kind === "phoneNumber" && !ID.test(value) && !E164.test(value)) {
      return `${said} is no phone number's id or ARN, and no number in E.164 such as +12065550100.`;
    }
    return value.length <= 127 ? undefined : `${said} is too long for the name of ${article(noun)}.`;
  };
}

const article = (noun: string) =>
  noun.endsWith("s of operation") ? noun : `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

/** Whether a text is an id or an ARN, and so needs no looking up. */
export function isIdOrArn(text: string): boolean {
  return ID.test(text) || text.startsWith("arn:");
}

/** The id in an id or an ARN. */
export function idIn(text: string): string {
  return ARN.exec(text)?.[3] ?? text;
}

/** What a look-up needs: where the user wrote the name, and through whose provider to ask. */
export interface LookUp {
  property: string;
  parent: pulumi.Resource;
  /** What there is where nothing has the name. @default asks Connect, with the program's own credentials */
  askNames?: AskNames;
}

/** The id of an instance that exists. */
export function existingInstanceId({ existing }: Existing, at: LookUp): pulumi.Output<string> {
  return pulumi.output(existing).apply(async (text) =>
    isIdOrArn(text)
      ? idIn(text)
      : found({ name: text, kind: "instance", existing }, at, async () => {
          // By alias, the provider answers with the id under this name only.
          const { id } = await aws.connect.getInstance({ instanceAlias: text }, { parent: at.parent });
          return id;
        }),
  );
}

/** The id of a part of an instance, as the AWS provider writes it: `INSTANCE:PART`. */
export function existingPartId(
  { existing }: Existing,
  kind: PartOfInstance,
  instanceId: pulumi.Input<string>,
  at: LookUp,
): pulumi.Output<string> {
  return pulumi.all([instanceId, existing]).apply(async ([instance, text]) => {
    const owner = ARN.exec(text)?.[1];
    if (owner !== undefined && owner !== instance) throw wrong(at, "this ARN belongs to another instance.");
    const part = isIdOrArn(text)
      ? idIn(text)
      : await found({ name: text, kind, existing, instance }, at, () => BY_NAME[kind](instance, text, at));
    return `${instance}:${part}`;
  });
}

const BY_NAME: Record<PartOfInstance, (instanceId: string, name: string, at: LookUp) => Promise<string>> = {
  hours: async (instanceId, name, { parent }) =>
    (await aws.connect.getHoursOfOperation({ instanceId, name }, { parent })).hoursOfOperationId,
  queue: async (instanceId, name, { parent }) => (await aws.connect.getQueue({ instanceId, name }, { parent })).queueId,
  flow: async (instanceId, name, { parent }) =>
    (await aws.connect.getContactFlow({ instanceId, name }, { parent })).contactFlowId ?? "",
  module: async (instanceId, name, { parent }) =>
    (await aws.connect.getContactFlowModule({ instanceId, name }, { parent })).contactFlowModuleId,
};

/**
 * The id of a phone number that exists. The AWS provider cannot look one up, so a number in E.164 is asked for as the
 * verification call would ask: with `aws`, or the program's own credentials, and not through an explicit provider.
 */
export function existingPhoneNumberId(
  { existing }: Existing,
  instanceArn: pulumi.Input<string>,
  target: pulumi.Input<AwsTarget> | undefined,
  at: LookUp,
): pulumi.Output<string> {
  return pulumi
    .all([instanceArn, existing, target])
    .apply(async ([arn, text, asWhom]) =>
      isIdOrArn(text)
        ? idIn(text)
        : found({ name: text, kind: "phoneNumber", existing }, at, () =>
            findPhoneNumberId(arn, text, asWhom, process.env),
          ),
    );
}

interface Wanted extends Existing {
  name: string;
  kind: Kind;
  /** The id of the instance that it is a part of. */
  instance?: string;
}

async function found(wanted: Wanted, at: LookUp, ask: () => Promise<string>): Promise<string> {
  const { name, kind, existing, instance } = wanted;
  const secret = await pulumi.isSecret(pulumi.output(existing));
  const shown = secret ? "of that (secret) name" : `"${maskText(name)}"`;
  try {
    const id = await ask();
    if (id) return id;
  } catch (error) {
    const said = (error as Error).message;
    if (!/not ?found|couldn't find|empty result|no match/i.test(said))
      throw wrong(at, refused(shown, kind, said.replaceAll(name, "…")));
  }
  const { noun, byName } = KINDS[kind];
  const where = kind === "instance" ? "this account and region have" : "the instance has";
  // How near another name is would tell of a secret one; and numbers are nobody's to list.
  const instead = secret || kind === "phoneNumber" ? "" : await insteadOf(name, kind, instance, at.parent, at.askNames);
  throw wrong(
    at,
    `${where} no ${noun} ${shown}. ${instead}It is looked up by ${byName}; an id or an ARN is taken too.`,
  );
}

function refused(shown: string, kind: Kind, said: string): string {
  const reason = said.replace(/^.*?returned an error: /s, "").split("\n")[0] ?? "";
  return `the ${KINDS[kind].noun} ${shown} could not be looked up (${maskText(reason)}). Give its id or ARN instead.`;
}

function wrong({ property, parent }: LookUp, reason: string): WrongArgumentsError {
  return new WrongArgumentsError([{ propertyPath: `${property}.existing`, reason }], parent);
}
