/** What a box says below its title: the parameter that tells one action from another of its type. */
import { type ActionView, type ContentView, isMembers, textOf } from "../validate/shape";

/** Parameters that tell one action from another of its type, the most telling first. */
const TELLING = [
  "Text",
  "SSML",
  "PromptId",
  "ComparisonValue",
  "MetricType",
  "LambdaFunctionARN",
  "TextToSpeechVoice",
  "FlowLoggingBehavior",
  "LoopCount",
  "QueueId",
  "ContactFlowId",
  "FlowModuleId",
  "ThirdPartyPhoneNumber",
  "CallbackNumber",
];

/** What the editor calls the resources behind an action's parameters, by the action's identifier. */
export type DisplayNames = Readonly<Record<string, unknown>>;

export function displayNamesOf({ members: { Metadata } }: ContentView): DisplayNames {
  return isMembers(Metadata) && isMembers(Metadata.ActionMetadata) ? Metadata.ActionMetadata : {};
}

export function detailOf({ identifier, parameters }: ActionView, names: DisplayNames): string {
  const messages: unknown[] = Array.isArray(parameters.Messages) ? parameters.Messages : [];
  const source = messages.find(isMembers) ?? parameters;
  const named = displayNameOf(Object.hasOwn(names, textOf(identifier)) ? names[textOf(identifier)] : undefined);
  const told = TELLING.map((name) => named(name) || textIn(name, source[name])).find((text) => text !== "");
  if (told !== undefined) return told;
  const map = Object.values(parameters).find((value) => isMembers(value) && Object.keys(value).length > 0);
  return named("HoursOfOperationId") || (isMembers(map) ? Object.entries(map).map(entryText).join(", ") : "");
}

function displayNameOf(metadata: unknown): (parameter: string) => string {
  const parameters = isMembers(metadata) && isMembers(metadata.parameters) ? metadata.parameters : {};
  return (parameter) => {
    const named = Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined;
    return isMembers(named) && typeof named.displayName === "string" ? withoutMarkup(named.displayName) : "";
  };
}

const textIn = (name: string, value: unknown): string =>
  value === undefined ? "" : withoutMarkup(lastPart(name, textOf(value)));

function entryText([key, value]: [string, unknown]): string {
  const inner = isMembers(value) && value.Value !== undefined ? value.Value : value;
  return typeof inner === "object" ? key : `${key} = ${String(inner)}`;
}

/** Of an ARN people need only the end. */
function lastPart(name: string, value: string): string {
  return /Id$|ARN$/.test(name) && value.startsWith("arn:") ? (value.split(/[/:]/).at(-1) ?? value) : value;
}

/** Some flows say a space of no width, where the service takes no empty text. */
function withoutMarkup(text: string): string {
  const bare = text
    .replace(/<[^<>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /^(\s|\u200b|\u200c|\u200d|\ufeff)*$/.test(bare) ? "" : bare;
}
