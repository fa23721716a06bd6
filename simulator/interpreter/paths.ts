/** Attribute paths such as `$.Attributes.name`, alone or inside a text, replaced by what they stand for. */
import type { ContactRecord, Frame, RunState } from "../telephony/contact-record";

/** Everything that a path can reach, as one tree. */
export function namespaceOf(
  contact: ContactRecord,
  run: RunState,
  frame: Frame,
  facts: { region: string; instanceArn: string; queue?: Record<string, unknown> },
): Record<string, unknown> {
  return {
    Attributes: contact.attributes,
    FlowAttributes: frame.flowAttributes,
    External: run.external,
    StoredCustomerInput: run.storedInput,
    CustomerEndpoint: { Address: contact.customerAddress, Type: "TELEPHONE_NUMBER" },
    SystemEndpoint: { Address: contact.systemAddress, Type: "TELEPHONE_NUMBER" },
    Channel: "VOICE",
    InitiationMethod: contact.initiationMethod,
    ContactId: contact.id,
    InitialContactId: contact.id,
    InstanceARN: facts.instanceArn,
    AwsRegion: facts.region,
    LanguageCode: contact.languageCode ?? "en-US",
    CustomerId: contact.customerId,
    TextToSpeechVoiceId: run.voice ?? "Joanna",
    Name: contact.name,
    Description: contact.description,
    Tags: contact.tags,
    References: contact.references,
    Queue: facts.queue,
    Metrics: run.metrics,
    Modules: { Result: run.moduleResult, ResultData: run.moduleResultData },
    Loop: Object.fromEntries(Object.entries(frame.loops).map(([name, count]) => [name, { Index: String(count - 1) }])),
  };
}

const SEGMENT = String.raw`(?:\.[A-Za-z0-9_-]+|\['[^']*'\])`;
const EMBEDDED = new RegExp(String.raw`\$${SEGMENT}+`, "g");
const WHOLE = new RegExp(String.raw`^\$${SEGMENT}+$`);

/** What a path stands for; undefined where nothing is there. */
export function lookUp(path: string, names: Record<string, unknown>): unknown {
  const parts = path.match(new RegExp(SEGMENT, "g")) ?? [];
  return parts.reduce<unknown>((value, part) => {
    const key = part.startsWith(".") ? part.slice(1) : part.slice(2, -2);
    const holds = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return holds ? (value as Record<string, unknown>)[key] : undefined;
  }, names);
}

/** Parameters with every path replaced, at any depth. What a path does not find is an empty text, as in the service. */
export function resolve(value: unknown, names: Record<string, unknown>): unknown {
  if (typeof value === "string") return resolveText(value, names);
  if (Array.isArray(value)) return value.map((item) => resolve(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, names)]));
}

function resolveText(text: string, names: Record<string, unknown>): unknown {
  if (WHOLE.test(text)) {
    const found = lookUp(text, names);
    return typeof found === "object" && found !== null ? found : asText(found);
  }
  return text.replace(EMBEDDED, (path) => asText(lookUp(path, names)));
}

export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
