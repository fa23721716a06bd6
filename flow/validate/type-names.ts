/** What a flow should say where it names an action type that the service does not take. */
import rulesData from "../data/rules.json";
import { didYouMean } from "../nearest";
import type { Rule } from "../rules/rule";

const valuesOf = (rule: string): readonly string[] =>
  (rulesData as Rule[]).find(({ name }) => name === rule)?.values ?? [];

const REFUSED = new Set(valuesOf("document/refused-type"));

const TYPES = valuesOf("document/unknown-type").filter((type) => !REFUSED.has(type));

/** The way out for a type that the service refuses or does not know. */
export function typeRemedy(type: string): string {
  const renamed = Object.hasOwn(RENAMED, type) ? RENAMED[type] : undefined;
  return renamed ?? `${didYouMean(type, TYPES)}Use one of the types of the flow language.`;
}

/** Names of blocks in the console and in documents about it, and what the flow language calls them. */
const RENAMED: Record<string, string> = {
  UnTagContact: "Write UntagContact.",
  UpdateRoutingCriteria: "Write UpdateContactRoutingCriteria.",
  PlayPrompt: "Write MessageParticipant.",
  GetUserInput: "Write GetParticipantInput.",
  StoreUserInput: "Write GetParticipantInput with StoreInput True.",
  SetWorkingQueue: "Write UpdateContactTargetQueue.",
  SetVoice: "Write UpdateContactTextToSpeechVoice.",
  SetLoggingBehavior: "Write UpdateFlowLoggingBehavior.",
  SetContactAttributes: "Write UpdateContactAttributes.",
  CheckAttribute: "Write Compare.",
  CheckStaffing: "Write CheckMetricData.",
  CheckQueueStatus: "Write CheckMetricData.",
  Distribute: "Write DistributeByPercentage.",
  TransferToQueue: "Write TransferContactToQueue.",
  TransferToAgent: "Write TransferContactToAgent.",
  TransferToPhoneNumber: "Write TransferParticipantToThirdParty.",
  TransferToThirdParty: "Write TransferParticipantToThirdParty.",
  StartMediaStreaming: "Write UpdateContactMediaStreamingBehavior.",
  StopMediaStreaming: "Write UpdateContactMediaStreamingBehavior.",
  ReturnFromFlowModule: "Write EndFlowModuleExecution.",
  InvokeExternalResource: "Write InvokeLambdaFunction.",
  CheckContactAttributes: "Write Compare.",
  Disconnect: "Write DisconnectParticipant.",
  GetCustomerInput: "Write GetParticipantInput.",
  SetAttributes: "Write UpdateContactAttributes.",
  SetRecordingBehavior: "Write UpdateContactRecordingBehavior.",
  StoreCustomerInput: "Write GetParticipantInput with StoreInput True.",
};
