/**
 * Programs that must not compile. Each directive is followed by one wrong line, and names what the compiler has to
 * complain about; `flow-types.test.ts` takes the directives away and sees that every one of them was earned.
 * This file is compiled, never run.
 */
// biome-ignore-all format: a wrong program is one line, since its directive stands for the line below.
import { actions as a, defineFlow, defineFlowModule, type Flow, ref } from "../../flow";

const end = a.disconnectParticipant();
const to = { next: "end", errors: { NoMatchingError: "end" } } as const;
const ask = { text: "Press a key.", inputTimeLimitSeconds: 5 } as const;
const menuErrors = { NoMatchingCondition: "end", InputTimeLimitExceeded: "end", NoMatchingError: "end" } as const;

export function danglingReferences(): void {
  // @ts-expect-error `nowhere`
  defineFlow({ name: "x", start: "nowhere", actions: { end } });
  // @ts-expect-error `nowhere`
  defineFlow({ name: "x", start: "say", actions: { say: a.messageParticipant({ text: "x" }, { next: "nowhere" }), end } });
  // @ts-expect-error `nowhere`
  defineFlow({ name: "x", start: "set", actions: { set: a.updateContactAttributes({ attributes: { a: "b" } }, { next: "end", errors: { NoMatchingError: "nowhere" } }), end } });
  // @ts-expect-error `nowhere`
  defineFlow({ name: "x", start: "menu", actions: { menu: a.getParticipantInput(ask, { pressed: { "1": "nowhere" }, errors: menuErrors }), end } });
  // @ts-expect-error `nowhere`
  defineFlow({ name: "x", start: "if", actions: { if: a.compare({ comparisonValue: "$.Attributes.a" }, { when: [{ equals: "b", next: "nowhere" }], otherwise: "end" }), end } });
  // @ts-expect-error `nowhere`
  defineFlow({ name: "x", start: "loop", actions: { loop: a.loop({ loopCount: 3 }, { again: "nowhere", done: "end" }), end } });
}

export function wrongKindsOfFlow(): void {
  // @ts-expect-error `CUSTOMER_WHISPER`
  defineFlow({ name: "x", type: "CUSTOMER_WHISPER", start: "end", actions: { end } });
  // @ts-expect-error `AGENT_HOLD`
  defineFlow({ name: "x", type: "AGENT_HOLD", start: "end", actions: { end } });
  // @ts-expect-error `CONTACT_FLOW`
  defineFlow({ name: "x", start: "end", actions: { end: a.endFlowExecution() } });
  // @ts-expect-error `CONTACT_FLOW`
  defineFlow({ name: "x", start: "end", actions: { end: a.endFlowModuleExecution() } });
  // @ts-expect-error `CONTACT_FLOW`
  defineFlow({ name: "x", start: "call", actions: { call: a.completeOutboundCall({}, { next: "end" }), end } });
  // @ts-expect-error `MODULE`
  defineFlowModule({ name: "x", start: "end", actions: { end: a.endFlowExecution() } });
  // @ts-expect-error `MODULE`
  defineFlow({ name: "x", type: "MODULE", start: "end", actions: { end } });
  // @ts-expect-error `INBOUND`
  defineFlow({ name: "x", type: "INBOUND", start: "end", actions: { end } });
}

export function missingBranches(): void {
  // @ts-expect-error `NoMatchingError`
  a.updateContactAttributes({ attributes: { a: "b" } }, { next: "end", errors: {} });
  // @ts-expect-error `errors`
  a.updateContactAttributes({ attributes: { a: "b" } }, { next: "end" });
  // @ts-expect-error `next`
  a.messageParticipant({ text: "x" }, {});
  // @ts-expect-error `InputTimeLimitExceeded`
  a.getParticipantInput(ask, { pressed: {}, errors: { NoMatchingCondition: "end", NoMatchingError: "end" } });
  // @ts-expect-error `QueueAtCapacity`
  a.transferContactToQueue({ next: "end", errors: { NoMatchingError: "end" } });
  // @ts-expect-error `otherwise`
  a.compare({ comparisonValue: "$.Attributes.a" }, { when: [{ equals: "b", next: "end" }] });
  // @ts-expect-error `closed`
  a.checkHoursOfOperation({}, { open: "end", errors: { NoMatchingError: "end" } });
  // @ts-expect-error `done`
  a.loop({ loopCount: 3 }, { again: "end" });
  // @ts-expect-error `NotDetected`
  a.checkOutboundCallStatus({ outcomes: { CallAnswered: "end", VoicemailBeep: "end", VoicemailNoBeep: "end" }, errors: { NoMatchingError: "end" } });
  // @ts-expect-error `CallFailed`
  a.transferParticipantToThirdParty({ thirdPartyPhoneNumber: "+12065550100", thirdPartyConnectionTimeLimitSeconds: 30 }, { next: "end", errors: { ConnectionTimeLimitExceeded: "end", NoMatchingError: "end" } });
  // @ts-expect-error `InvalidPhoneNumber`
  a.storePhoneNumber({ ...ask, phoneNumber: { numberFormat: "E164" } }, to);
  // @ts-expect-error `CallbackNumberNotDialable`
  a.updateContactCallbackNumber({ callbackNumber: "$.StoredCustomerInput" }, { next: "end", errors: { InvalidCallbackNumber: "end" } });
  // @ts-expect-error `MessagesInterrupted`
  a.messageParticipantWithInterrupts({ messages: [{ text: "x" }], interruptFrequencySeconds: 20 }, { next: "end" });
  // @ts-expect-error `LowRisk`
  a.checkVoiceId({ checkVoiceIdOption: "fraudDetection" }, { outcomes: { HighRisk: "end", Inconclusive: "end" }, errors: { NoMatchingError: "end" } });
}

export function branchesThatTheServiceRefuses(): void {
  // @ts-expect-error `InputTimeLimitExceeded`
  a.storeParticipantInput({ ...ask, maximumLength: 4 }, { next: "end", errors: { NoMatchingError: "end", InputTimeLimitExceeded: "end" } });
  // @ts-expect-error `pressed`
  a.storeParticipantInput({ ...ask, maximumLength: 4 }, { next: "end", pressed: { "1": "end" }, errors: { NoMatchingError: "end" } });
  // @ts-expect-error `errors`
  a.updateFlowLoggingBehavior({ flowLoggingBehavior: "Enabled" }, { next: "end", errors: { NoMatchingError: "end" } });
  // @ts-expect-error `CallFailed`
  a.handParticipantToThirdParty({ thirdPartyPhoneNumber: "+12065550100", thirdPartyConnectionTimeLimitSeconds: 30 }, { next: "end", errors: { NoMatchingError: "end", CallFailed: "end" } });
  // @ts-expect-error `NoMatchingError`
  a.updateContactCallbackNumber({ callbackNumber: "$.StoredCustomerInput" }, { next: "end", errors: { InvalidCallbackNumber: "end", CallbackNumberNotDialable: "end", NoMatchingError: "end" } });
  // @ts-expect-error `next`
  a.transferToFlow({ contactFlowId: "x" }, { next: "end", errors: { NoMatchingError: "end" } });
}

export function wrongOperands(): void {
  // @ts-expect-error `12`
  a.getParticipantInput(ask, { pressed: { "12": "end" }, errors: menuErrors });
  // @ts-expect-error `contains`
  a.compare({ comparisonValue: "$.Attributes.a" }, { when: [{ contains: "b", next: "end" }], otherwise: "end" });
  // @ts-expect-error `undefined`
  a.compare({ comparisonValue: "$.Attributes.a" }, { when: [{ equals: "b", textContains: "c", next: "end" }], otherwise: "end" });
  // @ts-expect-error `gold`
  a.compare({ comparisonValue: "gold" }, { when: [{ equals: "gold", next: "end" }], otherwise: "end" });
  // @ts-expect-error `0 element`
  a.compare({ comparisonValue: "$.Attributes.a" }, { when: [], otherwise: "end" });
  // @ts-expect-error `undefined`
  a.checkQueueStatus({ metricType: "NumberOfContactsInQueue" }, { when: [{ textContains: "1", next: "end" }], otherwise: "end", errors: { NoMatchingError: "end" } });
  // @ts-expect-error `NumberOfContactsInQueue`
  a.checkStaffing({ metricType: "NumberOfContactsInQueue" }, { some: "end", none: "end", errors: { NoMatchingError: "end" } });
  // @ts-expect-error `Busy`
  a.checkOutboundCallStatus({ outcomes: { CallAnswered: "end", VoicemailBeep: "end", VoicemailNoBeep: "end", NotDetected: "end", Busy: "end" }, errors: { NoMatchingError: "end" } });
}

export function wrongParameters(): void {
  // @ts-expect-error `ssml`
  a.messageParticipant({ text: "x", ssml: "<speak>x</speak>" }, { next: "end" });
  // @ts-expect-error `MessageSource`
  a.messageParticipant({}, { next: "end" });
  // @ts-expect-error `textType`
  a.messageParticipant({ text: "x", textType: "text" }, { next: "end" });
  // @ts-expect-error `S4`
  a.messageParticipant({ media: { uri: "s3://a/b", sourceType: "S4", mediaType: "Audio" } }, { next: "end" });
  // @ts-expect-error `string`
  a.messageParticipant({ text: ref("text") }, { next: "end" });
  // @ts-expect-error `inputTimeLimitSeconds`
  a.getParticipantInput({ text: "x" }, { pressed: {}, errors: menuErrors });
  // @ts-expect-error `inputEncryption`
  a.storePhoneNumber({ ...ask, phoneNumber: { numberFormat: "E164" }, inputEncryption: { encryptionKeyId: "a", key: "b" } }, { next: "end", errors: { InvalidPhoneNumber: "end", NoMatchingError: "end" } });
  // @ts-expect-error `countryCode`
  a.storePhoneNumber({ ...ask, phoneNumber: { numberFormat: "Local" } }, { next: "end", errors: { InvalidPhoneNumber: "end", NoMatchingError: "end" } });
  // @ts-expect-error `maximumLength`
  a.storeParticipantInput(ask, to);
  // @ts-expect-error `agentId`
  a.updateContactTargetQueue({ queueId: "a", agentId: "b" }, to);
  // @ts-expect-error `QueueOrAgent`
  a.updateContactTargetQueue({}, to);
  // @ts-expect-error `Id`
  a.updateContactTargetQueue({ queueId: { Id: "a" } }, to);
  // @ts-expect-error `9`
  a.invokeLambdaFunction({ lambdaFunctionArn: "a", invocationTimeLimitSeconds: 9 }, to);
  // @ts-expect-error `JSON_OBJECT`
  a.invokeLambdaFunction({ lambdaFunctionArn: "a", invocationTimeLimitSeconds: 8, responseValidation: { responseType: "JSON_OBJECT" } }, to);
  // @ts-expect-error `requestAttributes`
  a.invokeLambdaFunction({ lambdaFunctionArn: "a", invocationTimeLimitSeconds: 8, requestAttributes: {} }, to);
  // @ts-expect-error `On`
  a.updateFlowLoggingBehavior({ flowLoggingBehavior: "On" }, { next: "end" });
  // @ts-expect-error `OutboundWhisper`
  a.updateContactEventHooks({ event: "OutboundWhisper", flow: "a" }, to);
  // @ts-expect-error `OnHold`
  a.updatePreviousContactParticipantState({ previousContactParticipantState: "OnHold" }, to);
  // @ts-expect-error `Supervisor`
  a.updateContactRecordingBehavior({ recordingBehavior: { recordedParticipants: ["Supervisor"] } }, { next: "end" });
  // @ts-expect-error `voiceBehavior`
  a.updateContactRecordingAndAnalyticsBehavior({}, { next: "end", errors: { NoMatchingError: "end", ChannelMismatch: "end" } });
  // @ts-expect-error `ContactFields`
  a.updateContactData({}, to);
  // @ts-expect-error `queueTimeAdjustmentSeconds`
  a.updateContactRoutingBehavior({ queuePriority: 1, queueTimeAdjustmentSeconds: 1 }, { next: "end" });
  // @ts-expect-error `+12065550100`
  a.updateContactCallbackNumber({ callbackNumber: "+12065550100" }, { next: "end", errors: { InvalidCallbackNumber: "end", CallbackNumberNotDialable: "end" } });
  // @ts-expect-error `tagKeys`
  a.untagContact({}, to);
  // @ts-expect-error `string`
  a.untagContact({ tagKeys: [] }, to);
  // @ts-expect-error `turbo`
  a.updateContactTextToSpeechVoice({ textToSpeechVoice: "Joanna", textToSpeechEngine: "turbo" }, { next: "end" });
  // @ts-expect-error `3`
  a.loop({ loopCount: "3" }, { again: "end", done: "end" });
  // @ts-expect-error `Out`
  a.updateContactMediaStreamingBehavior({ mediaStreamingState: "Enabled", mediaDirections: ["Out"] }, to);
}

export function wrongUsesOfAFlow(flow: Flow): void {
  // @ts-expect-error `number`
  flow.toContent({ queue: 1 });
  // @ts-expect-error `readonly`
  flow.references.push("queue");
}
