/** The Connect instance: created with the settings of a careful engineer, or adopted. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkExisting, existingInstanceId } from "./adopt";
import { type ArgumentCheck, type ArgumentRule, truth, word } from "./argument-check";
import { type Existing, given, isExisting, type PartContext } from "./part";
import { child } from "./transform";

/** A new instance, or one that exists. */
export type InstanceArgs = NewInstance | Existing;

/**
 * A new instance. Creates and deletes together are limited to 100 in 30 days, so do not make one per test run.
 *
 * Source: Connect API, CreateInstance and UpdateInstanceAttribute; administrator guide, service quotas.
 */
export interface NewInstance {
  /**
   * 1–45 letters, digits and inner hyphens, not starting with `d-`; unique in all of AWS. Another alias replaces the
   * instance.
   */
  alias: pulumi.Input<string>;
  /** Where users come from. Another one replaces the instance. @default `"CONNECT_MANAGED"` */
  identityManagementType?: pulumi.Input<"CONNECT_MANAGED" | "SAML" | "EXISTING_DIRECTORY">;
  /** The directory for `EXISTING_DIRECTORY`, and for nothing else: `d-` and ten hexadecimal digits. @default none */
  directoryId?: pulumi.Input<string>;
  /** Whether callers can call the centre. @default `true` */
  inboundCallsEnabled?: pulumi.Input<boolean>;
  /** Whether the centre can call. A verification call needs it. @default `true` */
  outboundCallsEnabled?: pulumi.Input<boolean>;
  /** Flow logs in CloudWatch. @default `true` */
  contactFlowLogsEnabled?: pulumi.Input<boolean>;
  /** Contact Lens, the analysis of conversations. @default Connect's own, `true` */
  contactLensEnabled?: pulumi.Input<boolean>;
  /** The best voice for each language of text to speech. @default Connect's own, `true` */
  autoResolveBestVoicesEnabled?: pulumi.Input<boolean>;
  /** Agents hear what the network says before an answer. @default Connect's own, `true` */
  earlyMediaEnabled?: pulumi.Input<boolean>;
  /** More than two other parties on a call. @default Connect's own, `false` */
  multiPartyConferenceEnabled?: pulumi.Input<boolean>;
}

const SETTINGS = {
  inboundCallsEnabled: truth,
  outboundCallsEnabled: truth,
  contactFlowLogsEnabled: truth,
  contactLensEnabled: truth,
  autoResolveBestVoicesEnabled: truth,
  earlyMediaEnabled: truth,
  multiPartyConferenceEnabled: truth,
} satisfies Partial<Record<keyof NewInstance, ArgumentRule<boolean>>>;

const KEYS = ["alias", "identityManagementType", "directoryId", ...Object.keys(SETTINGS)];

const ALIAS = /^(?!d-)[\da-zA-Z]+(-*[\da-zA-Z])*$/;

const aliasRule: ArgumentRule<string> = (value, said) =>
  typeof value === "string" && value.length <= 45 && ALIAS.test(value)
    ? undefined
    : `${said} is no alias: 1–45 letters, digits and hyphens, with no hyphen at either end, and not starting with "d-".`;

const directoryRule: ArgumentRule<string> = (value, said) =>
  typeof value === "string" && /^d-[0-9a-f]{10}$/.test(value)
    ? undefined
    : `${said} is no directory's id: "d-" and ten hexadecimal digits.`;

/** Holds the instance's arguments to their limits. */
export function checkInstance(check: ArgumentCheck, instance: InstanceArgs): InstanceArgs {
  if (!check.isObject("instance", instance, '{ alias: "acme-support" }, or { existing: idOrArnOrAlias }'))
    return instance;
  if (isExisting(instance)) return checkExisting(check, "instance", "instance", instance);
  check.keys("instance", instance, KEYS);
  const { alias, identityManagementType = "CONNECT_MANAGED", directoryId, ...settings } = instance;
  if (alias === undefined) check.wrong("instance.alias", "a new instance needs an alias, unique in all of AWS.");
  if (typeof identityManagementType === "string") {
    const wanted = identityManagementType === "EXISTING_DIRECTORY";
    if (wanted && directoryId === undefined)
      check.wrong("instance.directoryId", "EXISTING_DIRECTORY needs a directory.");
    if (!wanted && directoryId !== undefined) {
      check.wrong("instance.directoryId", "only EXISTING_DIRECTORY takes a directory: set identityManagementType.");
    }
  }
  const switches = Object.entries(settings).map(([key, value]) => [key, check.value(`instance.${key}`, value, truth)]);
  const types = ["CONNECT_MANAGED", "SAML", "EXISTING_DIRECTORY"];
  return given({
    alias: check.value("instance.alias", alias, aliasRule),
    identityManagementType: check.value("instance.identityManagementType", identityManagementType, word(types)),
    directoryId: check.value("instance.directoryId", directoryId, directoryRule),
    ...Object.fromEntries(switches),
  });
}

/** Creates or adopts the instance. */
export function connectInstance(
  instance: InstanceArgs,
  { name, tags, transform, opts }: Omit<PartContext<aws.connect.InstanceArgs>, "instanceId">,
): aws.connect.Instance {
  if (isExisting(instance)) {
    const id = existingInstanceId(instance, { property: "instance", parent: opts.parent });
    return aws.connect.Instance.get(`${name}-instance`, id, undefined, opts);
  }
  const { alias, ...settings } = instance;
  return child(
    aws.connect.Instance,
    `${name}-instance`,
    given({
      identityManagementType: "CONNECT_MANAGED",
      inboundCallsEnabled: true,
      outboundCallsEnabled: true,
      contactFlowLogsEnabled: true,
      ...given(settings),
      instanceAlias: alias,
      tags,
    }),
    transform,
    opts,
  );
}
