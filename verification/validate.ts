/**
 * All problems of a request at once, each with property, limit and remedy, while other inputs may still be unknown.
 * Total: any JSON at all gets an answer, because an exception here would reach people as a stack trace.
 */
import { destinationProblem, E164, readAllowEntry } from "./destinations";
import type { AwsTarget, VerificationCallInputs } from "./inputs";
import type { CheckFailure, Properties } from "./protocol";
import { INPUT_RULES, type InputRule } from "./request-rules";
import type { Settings } from "./settings";
import { ATTRIBUTE_BYTES, attributeBytes, REFERENCE_BYTES, referenceBytes } from "./sizes";
import { readArn, regionOf, simulatorRefusal } from "./target";
import { containsUnknown, isAbsent, isRecord, isUnknown } from "./unknowns";

type Environment = Readonly<Record<string, string | undefined>>;

/** Every problem of the inputs and of the stack's settings. */
export function validate(news: Properties, settings: Settings, env: Environment): CheckFailure[] {
  const inputs = isRecord(news) ? news : {};
  const shapes = shapeFailures(inputs);
  return [
    ...settingFailures(settings),
    ...shapes,
    ...callerFailures(inputs),
    ...campaignFailures(inputs),
    ...sizeFailures(inputs),
    ...awsFailures(inputs, env),
    ...destinationFailures(inputs, settings, env),
  ];
}

function shapeFailures(inputs: Properties): CheckFailure[] {
  return Object.entries(INPUT_RULES).flatMap(([property, rule]: [string, InputRule]) => {
    const value = Object.hasOwn(inputs, property) ? inputs[property] : undefined;
    const shown = rule.hidden ? "" : property;
    if (isAbsent(value)) return rule.required ? [{ property: shown, reason: `${property} is required` }] : [];
    return rule.find(value).map(({ path, reason }) => ({
      property: shown,
      reason: `${path ? `${property}.${path}` : property} ${reason}`,
    }));
  });
}

function settingFailures({ problems, allowedDestinations }: Settings): CheckFailure[] {
  const unreadable = (allowedDestinations ?? []).filter((entry) => !readAllowEntry(entry)).length;
  const inList =
    unreadable > 0
      ? [
          `stack config ringcheck:allowedDestinations has ${unreadable} entries that are no number (+12065550100), prefix (+1206*) or country (US)`,
        ]
      : [];
  return [...problems, ...inList].map((reason) => ({ property: "", reason }));
}

/** Who calls: a number or a queue, and things of one instance. */
function callerFailures(inputs: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (isAbsent(inputs.sourcePhoneNumber) && isAbsent(inputs.queueId)) {
    failures.push({
      property: "",
      reason:
        "sourcePhoneNumber or queueId is required: the call needs a caller id (a queue brings its outbound number)",
    });
  }
  const instance = typeof inputs.instanceId === "string" ? readArn(inputs.instanceId) : undefined;
  for (const property of ["contactFlowId", "queueId"]) {
    const value = inputs[property];
    const arn = typeof value === "string" ? readArn(value) : undefined;
    if (arn && instance && arn.instanceId !== instance.instanceId) {
      failures.push({ property, reason: `${property} is of another instance than instanceId` });
    }
  }
  return failures;
}

function campaignFailures(inputs: Properties): CheckFailure[] {
  const detection = inputs.answerMachineDetectionConfig;
  const detects = isRecord(detection) && detection.enableAnswerMachineDetection === true;
  if (!detects || inputs.trafficType === "CAMPAIGN" || isUnknown(inputs.trafficType)) return [];
  return [
    {
      property: "trafficType",
      reason:
        "answerMachineDetectionConfig.enableAnswerMachineDetection needs trafficType CAMPAIGN; set it, or leave the detection out",
    },
  ];
}

function sizeFailures(inputs: Properties): CheckFailure[] {
  const attributes = attributeBytes(inputs.attributes);
  const references = referenceBytes(inputs.references);
  const failures: CheckFailure[] = [];
  if (attributes > ATTRIBUTE_BYTES) {
    failures.push({
      property: "",
      reason: `attributes have ${attributes} bytes with ringcheck's own; Connect takes ${ATTRIBUTE_BYTES} UTF-8 bytes for keys and values together; shorten them`,
    });
  }
  if (references > REFERENCE_BYTES) {
    failures.push({
      property: "",
      reason: `references have ${references} bytes; Connect takes ${REFERENCE_BYTES} in all; shorten them`,
    });
  }
  return failures;
}

function awsFailures(inputs: Properties, env: Environment): CheckFailure[] {
  if (!isRecord(inputs.aws)) return [];
  const aws = inputs.aws as AwsTarget;
  const failures: string[] = [];
  if (aws.externalId && !aws.roleArn)
    failures.push("aws.externalId is only used with aws.roleArn; add the role or remove it");
  const texts = [aws.endpoint, aws.profile, aws.roleArn].every((value) => isAbsent(value) || typeof value === "string");
  const refusal = texts ? simulatorRefusal(aws, env) : undefined;
  if (refusal) failures.push(refusal);
  return failures.map((reason) => ({ property: "", reason }));
}

function destinationFailures(inputs: Properties, settings: Settings, env: Environment): CheckFailure[] {
  const number = inputs.destinationPhoneNumber;
  if (typeof number !== "string" || !E164.test(number)) return [];
  const own = inputs.allowedDestinations;
  const resourceList =
    Array.isArray(own) && !containsUnknown(own) ? own.filter((entry) => typeof entry === "string") : undefined;
  const region = regionForRules(inputs, settings, env);
  const reason = destinationProblem(number, {
    ...(settings.allowedDestinations ? { stackList: settings.allowedDestinations } : {}),
    ...(resourceList ? { resourceList } : {}),
    ...(region ? { region } : {}),
    regionPending: isUnknown(inputs.instanceId) || containsUnknown(inputs.aws),
  });
  return reason ? [{ property: "", reason: `destinationPhoneNumber may not be called: ${reason}` }] : [];
}

/** The region whose default countries hold; undefined while a better one may still turn up. */
function regionForRules(inputs: Properties, settings: Settings, env: Environment): string | undefined {
  const aws = isRecord(inputs.aws) ? (inputs.aws as AwsTarget) : undefined;
  if (typeof inputs.instanceId !== "string" || isUnknown(inputs.instanceId) || isUnknown(aws?.region)) return undefined;
  const region = regionOf({ instanceId: inputs.instanceId, ...(aws ? { aws } : {}) }, settings.region, env);
  return typeof region === "string" ? region : undefined;
}

/** Checks once more what must hold right before a number is dialled. Throws one sentence. */
export function assertMayDial(inputs: VerificationCallInputs, settings: Settings, env: Environment): void {
  const [first] = validate(inputs as unknown as Properties, settings, env);
  if (first) throw new Error(`no call is placed: ${first.reason}`);
}
