/** The Connect instance: created with the settings of a careful engineer, or adopted. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Existing, given, idOf, isExisting, type PartContext } from "./part";
import { child } from "./transform";

/** A new instance, or one that exists. */
export type InstanceArgs = NewInstance | Existing;

/** A new instance. Creates and deletes together are limited to 100 in 30 days, so do not make one per test run. */
export interface NewInstance {
  /** 1–45 letters, digits and inner hyphens, not starting with `d-`; unique in all of AWS. */
  alias: pulumi.Input<string>;
  /** Where users come from. @default `"CONNECT_MANAGED"` */
  identityManagementType?: pulumi.Input<"CONNECT_MANAGED" | "SAML" | "EXISTING_DIRECTORY">;
  /** The directory for `EXISTING_DIRECTORY`. @default none */
  directoryId?: pulumi.Input<string>;
  /** @default `true` */
  inboundCallsEnabled?: pulumi.Input<boolean>;
  /** A verification call needs it. @default `true` */
  outboundCallsEnabled?: pulumi.Input<boolean>;
  /** Flow logs in CloudWatch. @default `true` */
  contactFlowLogsEnabled?: pulumi.Input<boolean>;
  /** @default Connect's own, `true` */
  contactLensEnabled?: pulumi.Input<boolean>;
  /** @default Connect's own, `true` */
  autoResolveBestVoicesEnabled?: pulumi.Input<boolean>;
  /** @default Connect's own, `true` */
  earlyMediaEnabled?: pulumi.Input<boolean>;
  /** @default Connect's own, `false` */
  multiPartyConferenceEnabled?: pulumi.Input<boolean>;
}

/** Creates or adopts the instance. */
export function connectInstance(
  instance: InstanceArgs,
  { name, tags, transform, opts }: Omit<PartContext<aws.connect.InstanceArgs>, "instanceId">,
): aws.connect.Instance {
  if (isExisting(instance)) {
    return aws.connect.Instance.get(`${name}-instance`, idOf(instance.existing), undefined, opts);
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
