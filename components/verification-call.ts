/**
 * VerificationCall: one real phone call as a Pulumi resource. Thin on purpose: it marks what is personal as secret,
 * computes the identity and hands over; every rule of the call lives in `verification/`, which knows no Pulumi.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  type AttemptRecord,
  type AwsTarget,
  type ContactReference,
  type Expectation,
  INPUT_RULES,
  type InboundLeg,
  type OutboundStrategy,
  type Outcome,
  type PreviousCall,
  warningsFor,
} from "../verification";
import { ArgumentCheck, text } from "./argument-check";
import { keepAnswersOutOfDebugLog } from "./debug-log";
import { callIdentity } from "./identity";
import { withoutStack } from "./plain-error";
import { assertSimulatorIsTheOnlyTarget } from "./simulator-guard";

const { provider } = require("./provider.cjs") as { provider: pulumi.dynamic.ResourceProvider };

/** Arguments of a {@link VerificationCall}: the members of StartOutboundVoiceContact, and how to judge the call. */
export interface VerificationCallArgs {
  /**
   * The Connect instance: its id or ARN, 1–100 characters. Another instance replaces the resource.
   *
   * Source: StartOutboundVoiceContact, `InstanceId`.
   */
  instanceId: pulumi.Input<string>;
  /**
   * The flow that talks to the called person: its id or ARN, at most 500 characters. An inbound flow (`CONTACT_FLOW`).
   *
   * Source: StartOutboundVoiceContact, `ContactFlowId`.
   */
  contactFlowId: pulumi.Input<string>;
  /**
   * The number to dial, E.164 (`+12065550100`). Becomes a secret, and is shown masked wherever it appears.
   *
   * Emergency and short numbers are refused always; premium, shared-cost, satellite and foreign toll-free numbers unless
   * `allowedDestinations` names them.
   *
   * Source: StartOutboundVoiceContact, `DestinationPhoneNumber`.
   */
  destinationPhoneNumber: pulumi.Input<string>;
  /**
   * The number shown to the called person, E.164; it must be claimed by this instance. Becomes a secret.
   *
   * @default the outbound caller id of `queueId`; one of the two is needed
   *
   * Source: StartOutboundVoiceContact, `SourcePhoneNumber`.
   */
  sourcePhoneNumber?: pulumi.Input<string>;
  /**
   * The queue whose outbound caller id is shown: its id or ARN.
   *
   * @default none; one of `queueId` and `sourcePhoneNumber` is needed
   *
   * Source: StartOutboundVoiceContact, `QueueId`.
   */
  queueId?: pulumi.Input<string>;
  /**
   * Contact attributes that the flow can read as `$.Attributes.NAME`: keys of letters, digits, `-` and `_`, at most
   * 32,768 UTF-8 bytes together with the five of ringcheck. Becomes a secret.
   *
   * @default `{}`
   *
   * Source: StartOutboundVoiceContact, `Attributes`.
   */
  attributes?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Answering machine detection; needs `trafficType: "CAMPAIGN"`.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `AnswerMachineDetectionConfig`.
   */
  answerMachineDetectionConfig?: pulumi.Input<{
    /** Whether to find out who or what answered. @default the service's own */
    enableAnswerMachineDetection?: pulumi.Input<boolean>;
    /** Whether to wait for the machine's prompt to end. @default the service's own */
    awaitAnswerMachinePrompt?: pulumi.Input<boolean>;
  }>;
  /**
   * The outbound campaign the call belongs to, 1–100 characters. Without `trafficType: "CAMPAIGN"` a warning.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `CampaignId`.
   */
  campaignId?: pulumi.Input<string>;
  /**
   * `GENERAL` or `CAMPAIGN`. Campaign calls need a quota that is 0 in a new account.
   *
   * @default `"GENERAL"`
   *
   * Source: StartOutboundVoiceContact, `TrafficType`.
   */
  trafficType?: pulumi.Input<"GENERAL" | "CAMPAIGN">;
  /**
   * A name shown to agents, at most 1,024 characters. Becomes a secret.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `Name`.
   */
  name?: pulumi.Input<string>;
  /**
   * A description shown to agents, at most 4,096 characters. Becomes a secret.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `Description`.
   */
  description?: pulumi.Input<string>;
  /**
   * Links and facts shown to agents: name (1–4,096 characters) → `{ type, value }`, type one of URL, NUMBER, STRING,
   * DATE, EMAIL; at most 4,096 UTF-8 bytes in all. `status`, `arn` (20–256 characters) and `statusReason` (at most 100)
   * are taken as well. Becomes a secret.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `References`.
   */
  references?: pulumi.Input<Record<string, pulumi.Input<ContactReferenceArgs>>>;
  /**
   * A contact whose attributes are copied to the new one, 1–256 characters.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `RelatedContactId`.
   */
  relatedContactId?: pulumi.Input<string>;
  /**
   * How long it may ring, in seconds, 15–60.
   *
   * @default the service's own 60
   *
   * Source: StartOutboundVoiceContact, `RingTimeoutInSeconds`.
   */
  ringTimeoutSeconds?: pulumi.Input<number>;
  /**
   * Agent-first dialling; usable by outbound campaigns only.
   *
   * @default none
   *
   * Source: StartOutboundVoiceContact, `OutboundStrategy`.
   */
  outboundStrategy?: pulumi.Input<OutboundStrategy>;
  /**
   * Your own idempotency token, at most 500 characters with the suffix `-n` that later attempts get. Changing it after
   * a run that died while its call went on gives up the means by which the next run is given that call.
   *
   * @default derived from the identity, the instance and the number of the attempt
   *
   * Source: StartOutboundVoiceContact, `ClientToken`.
   */
  clientToken?: pulumi.Input<string>;
  /**
   * Anything whose change must place a new call, by name; preview names the keys that changed.
   *
   * @example `{ flow: sha256OfTheFlow }`
   * @default `{}`
   */
  triggers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * What counts as a pass. `outcome` is `completed` (the proof was seen) or, written down on purpose for a flow of your
   * own without our proof, `answered-unproven`. `attributes` must be on the contact when it has ended. `inboundLeg`
   * (experimental) is for a call to a number of this very instance: its inbound contact must be found too.
   *
   * @default `{ outcome: "completed" }`
   */
  expect?: pulumi.Input<Expectation>;
  /**
   * `fail`: a verdict that is not a pass fails `pulumi up`, and the next one tries again. `warn`: it is kept and shown.
   *
   * @default `"fail"`
   */
  onFailure?: pulumi.Input<"fail" | "warn">;
  /**
   * How many calls one deployment may place, one after the other, and the pause between them in seconds.
   *
   * @default `{ limit: 1, intervalSeconds: 30 }`
   */
  attempts?: pulumi.Input<{
    /** 1 to 10. @default `1` */
    limit?: pulumi.Input<number>;
    /** 0 to 3600. @default `30` */
    intervalSeconds?: pulumi.Input<number>;
  }>;
  /**
   * How long placing and watching may take, in seconds. Pulumi's own `customTimeouts` do not reach a dynamic resource.
   *
   * @default `300`
   */
  timeoutSeconds?: pulumi.Input<number>;
  /**
   * A call that is connected for longer is stopped, in seconds.
   *
   * @default `120`
   */
  maxCallSeconds?: pulumi.Input<number>;
  /**
   * A brake for a red pipeline that runs all night: calls of this resource in 24 hours. Calls of runs that were killed
   * before they could write of them count as far as Connect shows them: where it gives the call of a used token back,
   * and otherwise those of the last 15 minutes that its search finds.
   *
   * @default `10`
   */
  maxCallsPerDay?: pulumi.Input<number>;
  /**
   * Whether a call may be placed at all. Also stack config `ringcheck:enabled`.
   *
   * @default `true`
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Numbers (`+12065550100`), prefixes (`+1206*`) and countries (`US`) that may be dialled. It narrows the stack's list
   * (`ringcheck:allowedDestinations`), never widens it.
   *
   * @default fixed, mobile and VoIP numbers of the region's default countries
   */
  allowedDestinations?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where and as whom to call Connect. A provider passed by `opts.provider` does not reach a dynamic resource.
   *
   * @default the region of the instance ARN, then `aws:region`, then the environment; the default credentials
   */
  aws?: pulumi.Input<AwsTarget>;
  /**
   * Salt of the identity, for equal names deployed from two self-managed backends to one instance; any text. It
   * is part of no request: setting it on a call that is there already calls nobody, and holds from the next call on.
   *
   * @default none
   */
  identity?: pulumi.Input<string>;
}

/** A reference with values that may not be known yet. */
export type ContactReferenceArgs = {
  [Member in keyof ContactReference]: pulumi.Input<Exclude<ContactReference[Member], undefined>>;
};

/** The evidence: what the service said about the call, and what we made of it. Present in every state, also a red one. */
const EVIDENCE = {
  contactId: undefined,
  contactArn: undefined,
  outcome: undefined,
  passed: undefined,
  reasons: undefined,
  attempts: undefined,
  attributes: undefined,
  inboundLeg: undefined,
  placedAt: undefined,
  answeredAt: undefined,
  endedAt: undefined,
  ringSeconds: undefined,
  connectedSeconds: undefined,
  disconnectReason: undefined,
  apiRequests: undefined,
  previous: undefined,
};

/**
 * Places one real outbound call at deploy time, watches it to its end and judges it.
 *
 * ```ts
 * const call = new VerificationCall("smoke", {
 *   instanceId: instance.id,
 *   contactFlowId: flow.contactFlowId,
 *   queueId: queue.queueId,
 *   destinationPhoneNumber: config.requireSecret("destination"),
 * });
 * export const contactId = call.contactId;
 * ```
 *
 * Only `pulumi up` dials, and only for a new, changed, triggered or not-passed call; preview says so beforehand.
 */
export class VerificationCall extends pulumi.dynamic.Resource {
  /** The id of the contact that the verdict is about. */
  declare readonly contactId: pulumi.Output<string>;
  /** Its ARN. */
  declare readonly contactArn: pulumi.Output<string>;
  /** What became of the call. */
  declare readonly outcome: pulumi.Output<Outcome>;
  /** True only where the outcome is the expected one and every expected attribute was seen. */
  declare readonly passed: pulumi.Output<boolean>;
  /** The verdict in sentences; empty for a pass. */
  declare readonly reasons: pulumi.Output<string[]>;
  /** Every call of the last 24 hours, oldest first. */
  declare readonly attempts: pulumi.Output<AttemptRecord[]>;
  /** When the service accepted the call, ISO 8601. */
  declare readonly placedAt: pulumi.Output<string | undefined>;
  /** When the called side answered, ISO 8601; absent where nobody did. */
  declare readonly answeredAt: pulumi.Output<string | undefined>;
  /** When the contact ended, ISO 8601. */
  declare readonly endedAt: pulumi.Output<string | undefined>;
  /** From placing to answer, in seconds. */
  declare readonly ringSeconds: pulumi.Output<number | undefined>;
  /** From answer to end, in seconds. */
  declare readonly connectedSeconds: pulumi.Output<number | undefined>;
  /** Connect's own word for why the contact ended. */
  declare readonly disconnectReason: pulumi.Output<string | undefined>;
  /** The contact's attributes at its end, without ringcheck's own. Secret. */
  declare readonly attributes: pulumi.Output<Record<string, string> | undefined>;
  /**
   * The other end of a call to a number of this instance: ids and times of the inbound contact, without numbers. Present
   * only where `expect.inboundLeg` asked for it and exactly one contact fitted.
   */
  declare readonly inboundLeg: pulumi.Output<InboundLeg | undefined>;

  /** How many requests were sent to AWS for this verdict, by operation. */
  declare readonly apiRequests: pulumi.Output<Record<string, number>>;
  /** The verdict before this one. */
  declare readonly previous: pulumi.Output<PreviousCall | undefined>;

  /**
   * @param name logical name, unique in the stack; part of the identity by which a call of ours is found again
   * @param args the call and its policy
   * @param opts Pulumi's options. `import` is refused: a call cannot be imported.
   */
  constructor(name: string, args: VerificationCallArgs, opts: pulumi.CustomResourceOptions = {}) {
    if (opts.import !== undefined) {
      throw new pulumi.RunError(`VerificationCall "${name}" cannot be imported: a phone call is placed, not adopted.`);
    }
    assertSimulatorIsTheOnlyTarget();
    keepAnswersOutOfDebugLog();
    refuseWrongArguments(args);
    super(
      provider,
      name,
      { ...EVIDENCE, ...resolvedArgs(name, args) },
      withSecrets(opts),
      "ringcheck",
      "VerificationCall",
    );
    // Preview answers an output that has the name of an input with that input, which is the policy here.
    const attempts = (this as unknown as { attempts: pulumi.Output<unknown> }).attempts;
    this.attempts = attempts.apply((value) => (Array.isArray(value) ? (value as AttemptRecord[]) : []));
    for (const warning of warningsFor(plainValues(args))) {
      pulumi.log.warn(warning, this);
    }
  }

  /** The ContactId, or an error for whoever depends on it: `warn` and `skipped` never pass. */
  requirePassed(): pulumi.Output<string> {
    return pulumi.all([this.passed, this.contactId, this.reasons]).apply(([passed, contactId, reasons]) => {
      if (!passed) {
        throw withoutStack(new pulumi.RunError(reasons[0] ?? "the verification call has not passed"));
      }
      return contactId;
    });
  }
}

/** The arguments of a call by name. */
export const CALL_ARGUMENTS: readonly string[] = Object.keys(INPUT_RULES).filter((name) => name !== "resourceName");

/** A mistyped `enabled` or `allowedDestinations` that was passed over would let a call go out that was forbidden. */
function refuseWrongArguments(args: VerificationCallArgs): void {
  const check = new ArgumentCheck(undefined);
  if (check.isObject("args", args, "{ instanceId, contactFlowId, queueId, destinationPhoneNumber }")) {
    check.keys("", args, CALL_ARGUMENTS);
    // Only its hash goes on from here, so no later check could tell.
    check.value("identity", args.identity ?? undefined, text(0));
  }
  check.finish();
}

function resolvedArgs(name: string, args: VerificationCallArgs): Record<string, unknown> {
  const secret = <T>(value: pulumi.Input<T> | undefined) => (value === undefined ? undefined : pulumi.secret(value));
  return {
    ...args,
    destinationPhoneNumber: secret(args.destinationPhoneNumber),
    sourcePhoneNumber: secret(args.sourcePhoneNumber),
    attributes: secret(args.attributes),
    name: secret(args.name),
    description: secret(args.description),
    references: secret(args.references),
    allowedDestinations: secret(args.allowedDestinations),
    expect: secret(args.expect),
    clientToken: secret(args.clientToken),
    aws: secret(args.aws),
    resourceName: name,
    identity: pulumi.output(args.identity).apply((salt) => callIdentity(name, salt)),
  };
}

function withSecrets(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts, { additionalSecretOutputs: ["attributes", "asked"] });
}

/** What can be warned about before anything runs: values that are neither Outputs nor promises. */
function plainValues(args: VerificationCallArgs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).filter(([, value]) => !pulumi.Output.isInstance(value) && !(value instanceof Promise)),
  );
}
