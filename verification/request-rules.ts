/**
 * What every input may look like: one row per input, with the service's limits. `hidden` keeps the engine from printing
 * the value: it shows that of a named property, and numbers and attributes must not be seen.
 *
 * Sources: Connect API reference, StartOutboundVoiceContact and its data types; the quotas page for attributes.
 */
import { E164, readAllowEntry } from "./destinations";
import { OWN_ATTRIBUTE_PREFIX } from "./evidence";
import { EXPECTABLE_OUTCOMES, type VerificationCallInputs } from "./inputs";
import { LIMITS } from "./policy";
import { CLIENT_TOKEN_LIMIT } from "./request";
import {
  leaf,
  listOf,
  type Member,
  mapOf,
  oneOf,
  type ShapeRule,
  shape,
  text,
  truth,
  wholeNumber,
} from "./shape-rules";
import { isLoopback, readArn } from "./target";

/** One input: whether it must be there, whether its value may be printed, and what it may look like. */
export interface InputRule extends Member {
  hidden?: true;
}

/** `-n` with room for a million attempts. */
const TOKEN_SUFFIX = 8;

const e164: ShapeRule = (value) =>
  typeof value === "string" && E164.test(value)
    ? undefined
    : "must be in E.164: a plus, the country code and the number, 15 digits at most, nothing between them, such as +12065550100";

const idOrArn =
  (max: number): ShapeRule =>
  (value) => {
    if (typeof value !== "string" || !value.startsWith("arn:")) return text(1, max)(value);
    return readArn(value) ? undefined : "is an ARN, but not one of Amazon Connect";
  };

const attributeKey: ShapeRule = (key) => {
  if (typeof key !== "string" || !/^[A-Za-z0-9_-]{1,32767}$/.test(key)) {
    return "has a name that is not allowed: only letters, digits, - and _";
  }
  return key.startsWith(OWN_ATTRIBUTE_PREFIX)
    ? `has a name that is ringcheck's own: nothing may start with ${OWN_ATTRIBUTE_PREFIX}`
    : undefined;
};

const endpoint: ShapeRule = (value) => {
  if (typeof value !== "string" || !URL.canParse(value))
    return "must be an address such as https://connect.eu-west-2.amazonaws.com";
  return value.startsWith("https://") || isLoopback(value) ? undefined : "must be https, except on loopback";
};

const allowEntry: ShapeRule = (value) =>
  typeof value === "string" && readAllowEntry(value)
    ? undefined
    : "must be a number (+12065550100), a prefix (+1206*) or a country (US)";

const region: ShapeRule = (value) =>
  typeof value === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value) ? undefined : "must be a region such as eu-west-2";

const limit = (name: keyof typeof LIMITS) => leaf(wholeNumber(LIMITS[name].min, LIMITS[name].max));

const REFERENCE_STATUSES = ["AVAILABLE", "DELETED", "APPROVED", "REJECTED", "PROCESSING", "FAILED", "DRAFTING"];

const REFERENCE = shape({
  type: { required: true, find: leaf(oneOf(["URL", "NUMBER", "STRING", "DATE", "EMAIL"])) },
  value: { find: leaf(text(0, 4096)) },
  status: { find: leaf(oneOf(REFERENCE_STATUSES)) },
  arn: { find: leaf(text(20, 256)) },
  statusReason: { find: leaf(text(0, 100)) },
});

const PREVIEW = shape({
  postAcceptTimeoutConfig: {
    required: true,
    find: shape({ durationInSeconds: { required: true, find: leaf(wholeNumber(0, 2 ** 31 - 1)) } }),
  },
  allowedUserActions: { required: true, find: listOf(leaf(oneOf(["CALL", "DISCARD"]))) },
});

const OUTBOUND_STRATEGY = shape({
  type: { required: true, find: leaf(oneOf(["AGENT_FIRST"])) },
  config: { find: shape({ agentFirst: { find: shape({ preview: { find: PREVIEW } }) } }) },
});

const AWS = shape({
  region: { find: leaf(region) },
  profile: { find: leaf(text(1, 128)) },
  roleArn: {
    find: leaf((value) =>
      typeof value === "string" && /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(value)
        ? undefined
        : "must be the ARN of a role",
    ),
  },
  externalId: { find: leaf(text(2, 1224)) },
  endpoint: { find: leaf(endpoint) },
});

/** The rows, in the order in which problems are reported. */
export const INPUT_RULES: Readonly<Record<keyof VerificationCallInputs, InputRule>> = {
  instanceId: { required: true, find: leaf(idOrArn(100)) },
  contactFlowId: { required: true, find: leaf(idOrArn(500)) },
  destinationPhoneNumber: { required: true, hidden: true, find: leaf(e164) },
  sourcePhoneNumber: { hidden: true, find: leaf(e164) },
  queueId: { find: leaf(idOrArn(500)) },
  attributes: { hidden: true, find: mapOf(leaf(text(0, 32_767)), attributeKey) },
  answerMachineDetectionConfig: {
    find: shape({
      enableAnswerMachineDetection: { find: leaf(truth) },
      awaitAnswerMachinePrompt: { find: leaf(truth) },
    }),
  },
  campaignId: { find: leaf(text(1, 100)) },
  trafficType: { find: leaf(oneOf(["GENERAL", "CAMPAIGN"])) },
  name: { hidden: true, find: leaf(text(0, 1024)) },
  description: { hidden: true, find: leaf(text(0, 4096)) },
  references: { hidden: true, find: mapOf(REFERENCE, text(1, 4096)) },
  relatedContactId: { find: leaf(text(1, 256)) },
  ringTimeoutSeconds: { find: leaf(wholeNumber(15, 60)) },
  outboundStrategy: { find: OUTBOUND_STRATEGY },
  clientToken: { hidden: true, find: leaf(text(1, CLIENT_TOKEN_LIMIT - TOKEN_SUFFIX)) },
  triggers: { hidden: true, find: () => [] },
  expect: {
    hidden: true,
    find: shape({
      outcome: { find: leaf(oneOf(EXPECTABLE_OUTCOMES)) },
      attributes: { find: mapOf(leaf(text(0, 32_767)), attributeKey) },
      inboundLeg: { find: leaf(truth) },
    }),
  },
  onFailure: { find: leaf(oneOf(["fail", "warn"])) },
  attempts: {
    find: shape({
      limit: { find: limit("attempts.limit") },
      intervalSeconds: { find: limit("attempts.intervalSeconds") },
    }),
  },
  timeoutSeconds: { find: limit("timeoutSeconds") },
  maxCallSeconds: { find: limit("maxCallSeconds") },
  maxCallsPerDay: { find: limit("maxCallsPerDay") },
  enabled: { find: leaf(truth) },
  allowedDestinations: { hidden: true, find: listOf(leaf(allowEntry)) },
  aws: { hidden: true, find: AWS },
  identity: { required: true, find: leaf(text(1, 256)) },
  resourceName: { find: leaf(text(0, 1024)) },
};
