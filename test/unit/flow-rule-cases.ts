/**
 * Makes, from the data of a rule, a flow that the service takes and one that breaks just that rule.
 * The accepted flow of a type is built from its row in the table, so a new row needs no new case.
 */
import type { FlowAction, FlowContent, FlowType, Rule } from "../../flow";
import { FLOW_RULES } from "../../flow";
import language from "../../flow/data/flow-language.json";

export interface RuleCase {
  content: FlowContent;
  type: FlowType | undefined;
}

const SUBJECT = "subject";
const END = "end";

const ROWS = new Map(language.actions.map((row) => [row.type, row]));

/** Values that a row's required parameters need to be taken; everything else is "text". */
const VALUES: Record<string, unknown> = {
  Messages: [{ Text: "text" }],
  ViewResource: { Id: "view" },
  Attributes: { name: "text" },
  FlowAttributes: { name: { Value: "text" } },
  RecordingBehavior: { RecordedParticipants: [] },
  VoiceBehavior: { VoiceRecordingBehavior: { RecordedParticipants: [] } },
  ChatBehavior: { ChatAnalyticsBehavior: {} },
  ScreenRecordingBehavior: { ScreenRecordedParticipants: ["Agent"] },
  EventHooks: { CustomerQueue: "flow" },
  Participants: [{ ParticipantType: "Customer", MediaDirections: ["To"] }],
  ChatProcessor: { ProcessingEnabled: "True", ChatProcessorSettings: { DeliverUnprocessedMessages: "True" } },
  RoutingCriteria: { Steps: [] },
  CallbackNumber: "$.CustomerEndpoint.Address",
  Tags: { name: "text" },
  TagKeys: ["name"],
  SourceEndpoint: { Address: "arn", Type: "CONNECT_PHONENUMBER_ARN" },
  DestinationEndpoint: { Address: "+12065550100", Type: "TELEPHONE_NUMBER" },
  ComparisonValue: "$.Attributes.name",
  LexV2Bot: { AliasArn: "arn" },
  InputValidation: { CustomValidation: { MaximumLength: "4" } },
  "InputValidation.PhoneNumberValidation": { NumberFormat: "E164" },
  "DTMFConfiguration.DisableCancelKey": "True",
  "ResponseValidation.ResponseType": "JSON",
  InputEncryption: { EncryptionKeyId: "id", Key: "key" },
  InputTimeLimitSeconds: "5",
  InterruptFrequencySeconds: "20",
  MetricType: "NumberOfContactsInQueue",
  Events: ["CustomerReturned"],
  StoreInput: "False",
};

/** Modes that a rule's `when` speaks of without giving the value. */
const EXTRA_ERRORS: Record<string, string[]> = {
  "GetParticipantInput/menu": ["NoMatchingCondition", "InputTimeLimitExceeded"],
  "GetParticipantInput/phone": ["InvalidPhoneNumber"],
  "TransferParticipantToThirdParty/continue": ["CallFailed", "ConnectionTimeLimitExceeded"],
  "Wait/bot": ["ParticipantNotFound"],
  "UpdateContactRecordingAndAnalyticsBehavior/chat": ["InFlightRedactionConfigurationFailed"],
};

/** A flow of the rule's action type, in the mode that the rule is about, with nothing to refuse. */
export function mendedContent(rule: Rule): RuleCase {
  const type = rule.name.startsWith("document/") ? documentType(rule) : (rule.type ?? "MessageParticipant");
  const subject = actionOf(type, rule);
  const flowType = flowTypeFor(rule);
  const module = flowType === "MODULE" && { Settings: { InputParameters: [], OutputParameters: [], Transitions: [] } };
  return { content: contentOf(subject, flowType, module || {}), type: flowType };
}

function documentType(rule: Rule): string {
  return ["empty-operand", "one-operand", "refused-operator"].includes(rule.check) ? "Compare" : "MessageParticipant";
}

/** A flow type in which the subject stands well; the broken twin moves it where it is refused. */
function flowTypeFor(rule: Rule): FlowType | undefined {
  if (rule.check === "flow-settings") return "CONTACT_FLOW";
  if (rule.check === "module-settings") return "MODULE";
  if (rule.check === "refused-flow-type")
    return rule.type === "DisconnectParticipant" ? "CONTACT_FLOW" : "OUTBOUND_WHISPER";
  if (rule.flowTypes) return rule.flowTypes[0];
  return undefined;
}

function contentOf(subject: FlowAction, flowType: FlowType | undefined, members: object): FlowContent {
  const endType = flowType === "OUTBOUND_WHISPER" ? "EndFlowExecution" : "DisconnectParticipant";
  const end: FlowAction = { Identifier: END, Type: endType, Parameters: {}, Transitions: {} };
  return { Version: "2019-10-30", StartAction: SUBJECT, Actions: [subject, end], ...members };
}

function actionOf(type: string, rule: Rule): FlowAction {
  const row = ROWS.get(type);
  if (!row) throw new Error(`${type} is no row of the table`);
  const parameters = parametersOf(type, rule);
  if (row.terminal) return { Identifier: SUBJECT, Type: type, Parameters: parameters, Transitions: {} };
  const errors = new Set([
    ...row.transitions.errors.filter(({ required }) => required).map((error) => error.type),
    ...modesOf(type, parameters).flatMap((mode) => EXTRA_ERRORS[`${type}/${mode}`] ?? []),
  ]);
  const branches = [...errors].map((ErrorType) => ({ ErrorType, NextAction: END }));
  const allowed =
    rule.check === "refused-error" ? branches.filter(({ ErrorType }) => ErrorType !== rule.error) : branches;
  return {
    Identifier: SUBJECT,
    Type: type,
    Parameters: parameters,
    Transitions: { NextAction: END, Errors: allowed, Conditions: conditionsOf(type, parameters) },
  };
}

function modesOf(type: string, parameters: Record<string, unknown>): string[] {
  if (type === "GetParticipantInput" && parameters.StoreInput !== "True") return ["menu"];
  if ("InputValidation" in parameters && "PhoneNumberValidation" in (parameters.InputValidation as object))
    return ["phone"];
  if (parameters.ContinueFlowExecution === "True") return ["continue"];
  if ((parameters.Events as string[] | undefined)?.includes("BotParticipantDisconnected")) return ["bot"];
  return "ChatBehavior" in parameters ? ["chat"] : [];
}

function parametersOf(type: string, rule: Rule): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  const groups = new Set<string>();
  for (const { name, required, enum: values } of ROWS.get(type)?.parameters ?? []) {
    const group = typeof required === "string" ? required : "";
    if (required !== true && (!group || groups.has(group))) continue;
    groups.add(group);
    parameters[name] = valueFor(name, values);
  }
  if (type === "UpdateContactData") parameters.Name = "text";
  for (const { parameter, oneOf, present, not } of rule.when ?? []) {
    if (oneOf && !not) setAt(parameters, parameter, parameter === "Events" ? oneOf.slice(0, 1) : oneOf[0]);
    if (present) chooseInstead(type, parameters, parameter);
  }
  if (rule.check === "parameter-value" && rule.parameter)
    setAt(parameters, rule.parameter, valueFor(rule.parameter, rule.values));
  completeModes(parameters);
  return parameters;
}

/** What a mode needs beside the parameter that chooses it. */
function completeModes(parameters: Record<string, unknown>): void {
  if (parameters.StoreInput === "True") parameters.InputValidation ??= VALUES.InputValidation;
  if (parameters.ContinueExecution === "True") parameters.MinimumWaitTimeSeconds = "1";
  if (parameters.IsVoiceIdStreamingEnabled) {
    parameters.IsVoiceAuthenticationEnabled = "TRUE";
    parameters.IsFraudDetectionEnabled = "TRUE";
  }
}

/** Sets a parameter, and takes out the one that it excludes. */
function chooseInstead(type: string, parameters: Record<string, unknown>, parameter: string): void {
  for (const rule of FLOW_RULES) {
    const clash = rule.type === type && rule.check === "clashing-parameters" ? (rule.parameters ?? []) : [];
    if (clash.includes(parameter)) for (const name of clash) delete parameters[name];
  }
  setAt(
    parameters,
    parameter,
    valueFor(parameter, ROWS.get(type)?.parameters.find(({ name }) => name === parameter)?.enum),
  );
}

function valueFor(name: string, values: readonly string[] | null | undefined): unknown {
  return structuredClone(VALUES[name] ?? values?.[0] ?? "text");
}

function setAt(parameters: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  let place = parameters;
  for (const key of keys.slice(0, -1)) {
    place[key] = typeof place[key] === "object" && place[key] !== null ? { ...place[key] } : {};
    place = place[key] as Record<string, unknown>;
  }
  place[keys.at(-1) as string] = value;
}

const condition = (Operator: string, operand: string) => ({
  NextAction: END,
  Condition: { Operator, Operands: [operand] },
});

function conditionsOf(type: string, parameters: Record<string, unknown>): ReturnType<typeof condition>[] {
  const required: Record<string, string[]> = {
    CheckHoursOfOperation: ["True", "False"],
    Loop: ["ContinueLooping", "DoneLooping"],
    Wait: [
      "WaitCompleted",
      ...(parameters.ContinueExecution ? ["Continue"] : []),
      ...((parameters.Events as string[]) ?? []),
    ],
    Compare: ["text"],
    CheckOutboundCallStatus: ["CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"],
    CheckVoiceId: ["Enrolled"],
    MessageParticipantIteratively: parameters.InterruptFrequencySeconds ? ["MessagesInterrupted"] : [],
  };
  if (type === "CheckMetricData") return [condition("NumberGreaterThan", "0")];
  if (type === "DistributeByPercentage") return [condition("NumberLessThan", "50")];
  return (required[type] ?? []).map((operand) => condition("Equals", operand));
}

/** The same flow with just the given rule broken. */
export function breakRule(rule: Rule, mended: RuleCase): RuleCase {
  const { content, type } = structuredClone(mended);
  const subject = content.Actions[0] as FlowAction;
  const flowType = rule.check === "refused-flow-type" ? rule.flowTypes?.[0] : type;
  const end = content.Actions[1] as FlowAction;
  if (rule.type === "CompleteOutboundCall" && flowType === "CONTACT_FLOW") end.Type = "DisconnectParticipant";
  const breaker = BREAKERS_BY_NAME[rule.name] ?? BREAKERS[rule.check];
  const broken = breaker?.({ rule, content, subject });
  if (!broken) throw new Error(`no way to break ${rule.check}`);
  return { content: broken, type: flowType };
}

interface Breaking {
  rule: Rule;
  content: FlowContent;
  subject: FlowAction;
}

const withParameters = ({ content, subject }: Breaking, parameters: Record<string, unknown>): FlowContent => {
  subject.Parameters = parameters;
  return content;
};

const withoutAt = (parameters: Record<string, unknown>, path: string): Record<string, unknown> => {
  const [first = "", ...rest] = path.split(".");
  const { [first]: value, ...others } = parameters;
  return rest.length === 0
    ? others
    : { ...others, [first]: withoutAt(value as Record<string, unknown>, rest.join(".")) };
};

const withTransitions = ({ content, subject }: Breaking, change: Partial<FlowAction["Transitions"]>): FlowContent => {
  subject.Transitions = { ...subject.Transitions, ...change };
  return content;
};

const withCondition = (breaking: Breaking, Operator: string, Operands: string[]): FlowContent =>
  withTransitions(breaking, {
    Conditions: [
      ...(breaking.subject.Transitions.Conditions ?? []),
      { NextAction: END, Condition: { Operator, Operands } },
    ],
  });

const withError = (breaking: Breaking, ErrorType: string): FlowContent =>
  withTransitions(breaking, {
    Errors: [...(breaking.subject.Transitions.Errors ?? []), { ErrorType, NextAction: END }],
  });

const ends = (names: readonly string[]): string[] => [names[0] ?? "", names.at(-1) ?? ""];

/** An operand that the type gives, so that only the operator is wrong. */
const operandOf = ({ subject }: Breaking): string =>
  ROWS.get(subject.Type)?.transitions.conditions.operands.find((operand) => !operand.startsWith("<")) ??
  subject.Transitions.Conditions?.[0]?.Condition.Operands[0] ??
  "1";

const operatorBeside = ({ rule, subject }: Breaking): string =>
  ROWS.get(subject.Type)?.transitions.conditions.operators.find((name) => !rule.operators?.includes(name)) ??
  "BogusOperator";

const BREAKERS_BY_NAME: Record<string, (breaking: Breaking) => FlowContent> = {
  "TransferParticipantToThirdParty/agent-transfer/parameter-value/ContinueFlowExecution": (b) => {
    withParameters(b, { ...b.subject.Parameters, ContinueFlowExecution: "True" });
    withError(b, "CallFailed");
    return withError(b, "ConnectionTimeLimitExceeded");
  },
};

const BREAKERS: Partial<Record<Rule["check"], (breaking: Breaking) => FlowContent>> = {
  "required-parameter": (b) => withParameters(b, withoutAt(b.subject.Parameters, b.rule.parameter ?? "")),
  "missing-one-of": (b) =>
    withParameters(b, (b.rule.parameters ?? []).reduce<Record<string, unknown>>(withoutAt, b.subject.Parameters)),
  "clashing-parameters": (b) =>
    withParameters(b, {
      ...b.subject.Parameters,
      ...Object.fromEntries(ends(b.rule.parameters ?? []).map((name) => [name, valueFor(name, null)])),
    }),
  "refused-parameter": (b) =>
    withParameters(b, { ...b.subject.Parameters, [b.rule.parameter ?? ""]: valueFor(b.rule.parameter ?? "", null) }),
  "unknown-parameter": (b) => withParameters(b, { ...b.subject.Parameters, Bogus: "text" }),
  "parameter-value": (b) => {
    const sample = valueFor(b.rule.parameter ?? "", b.rule.values);
    const bogus = Array.isArray(sample) ? ["Bogus"] : typeof sample === "object" ? { Bogus: "text" } : "Bogus";
    setAt(b.subject.Parameters, b.rule.parameter ?? "", b.rule.parameter === "Events" ? ["Bogus"] : bogus);
    return b.content;
  },
  "string-parameter": (b) => withParameters(b, { ...b.subject.Parameters, [b.rule.parameter ?? ""]: { Id: "text" } }),
  "path-parameter": (b) => withParameters(b, { ...b.subject.Parameters, [b.rule.parameter ?? ""]: "literal" }),
  "wrapped-values": (b) => withParameters(b, { ...b.subject.Parameters, [b.rule.parameter ?? ""]: { name: "flat" } }),
  "entry-count": (b) =>
    withParameters(b, {
      ...b.subject.Parameters,
      [b.rule.parameter ?? ""]: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((key) => [`key${key}`, "text"])),
    }),
  "next-action": ({ content, subject }) => {
    delete subject.Transitions.NextAction;
    return content;
  },
  terminal: (b) => withTransitions(b, { NextAction: END }),
  "required-error": (b) =>
    withTransitions(b, {
      Errors: b.subject.Transitions.Errors?.filter(({ ErrorType }) => ErrorType !== b.rule.error) ?? [],
    }),
  "refused-error": (b) => withError(b, b.rule.error ?? ""),
  "unsupported-error": (b) => withError(b, "BogusError"),
  "unsupported-conditions": (b) => withCondition(b, "Equals", ["1"]),
  "missing-conditions": (b) => withTransitions(b, { Conditions: [] }),
  "required-operand": (b) =>
    withTransitions(b, {
      Conditions: b.subject.Transitions.Conditions?.filter((c) => c.Condition.Operands[0] !== b.rule.operand) ?? [],
    }),
  operator: (b) => withCondition(b, operatorBeside(b), [operandOf(b)]),
  operand: (b) =>
    withCondition(b, b.subject.Transitions.Conditions?.[0]?.Condition.Operator ?? "Equals", ["BogusOperand"]),
  "refused-flow-type": ({ content }) => content,
  "start-action": ({ content }) => ({ ...content, StartAction: "nowhere" }),
  "transition-target": (b) => withTransitions(b, { NextAction: "nowhere" }),
  "unknown-type": ({ content, subject }) => {
    subject.Type = "Bogus";
    return content;
  },
  "refused-type": ({ rule, content, subject }) => {
    subject.Type = rule.values?.[0] ?? "";
    return content;
  },
  "empty-parameter": (b) => withParameters(b, { ...b.subject.Parameters, Text: "" }),
  "empty-operand": (b) => withCondition(b, "Equals", [""]),
  "one-operand": (b) => withCondition(b, "Equals", ["one", "two"]),
  "refused-operator": (b) => withCondition(b, b.rule.operators?.[0] ?? "", ["one"]),
  "flow-settings": ({ content }) => ({ ...content, Settings: {} }) as FlowContent,
  "module-settings": ({ content }) => {
    const { Settings: _settings, ...rest } = content as FlowContent & { Settings?: unknown };
    return rest;
  },
};
