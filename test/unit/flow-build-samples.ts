/** One use of every builder function, each leading to the actions `ok` and `error` of the flow around it. */
import { actions as a, type BuiltAction, type FlowType, ref } from "../../flow";

const to = { next: "ok", errors: { NoMatchingError: "error" } } as const;
const ask = { text: "Type it.", inputTimeLimitSeconds: 5 } as const;
const queueErrors = { next: "ok", errors: { QueueAtCapacity: "error", NoMatchingError: "error" } } as const;
const profile = { profileRequestData: { ProfileId: "1" } } as const;
const foundErrors = { next: "ok", errors: { NoneFoundError: "error", NoMatchingError: "error" } } as const;
const thirdParty = { thirdPartyPhoneNumber: "+12065550100", thirdPartyConnectionTimeLimitSeconds: 30 } as const;
const menuErrors = { NoMatchingCondition: "ok", InputTimeLimitExceeded: "ok", NoMatchingError: "error" } as const;

type Sample = BuiltAction<"ok" | "error", FlowType>;

/** From the name of the function to what it gives. A list where its parameters have modes. */
export const SAMPLES: Record<keyof typeof a, Sample | Sample[]> = {
  messageParticipant: [
    a.messageParticipant({ text: "Hello." }, { next: "ok" }),
    a.messageParticipant({ ssml: "<speak>Hello.</speak>" }, to),
    a.messageParticipant({ promptId: ref("prompt") }, to),
    a.messageParticipant({ media: { uri: "s3://bucket/hello.wav", sourceType: "S3", mediaType: "Audio" } }, to),
  ],
  messageParticipantIteratively: a.messageParticipantIteratively({ messages: [{ text: "Please hold." }] }),
  messageParticipantWithInterrupts: a.messageParticipantWithInterrupts(
    { messages: [{ text: "Please hold." }], interruptFrequencySeconds: 20 },
    { MessagesInterrupted: "ok", next: "ok", errors: { NoMatchingError: "error" } },
  ),
  getParticipantInput: a.getParticipantInput(ask, { pressed: { "1": "ok", "#": "ok" }, errors: menuErrors }),
  storeParticipantInput: [
    a.storeParticipantInput({ ...ask, maximumLength: 4 }, to),
    a.storeParticipantInput(
      {
        ...ask,
        maximumLength: 16,
        inputEncryption: { encryptionKeyId: "id", key: "key" },
        dtmfConfiguration: { inputTerminationSequence: "#", disableCancelKey: true, interdigitTimeLimitSeconds: 3 },
      },
      to,
    ),
  ],
  storePhoneNumber: a.storePhoneNumber(
    { ...ask, phoneNumber: { numberFormat: "Local", countryCode: "US" } },
    { next: "ok", errors: { InvalidPhoneNumber: "error", NoMatchingError: "error" } },
  ),
  connectParticipantWithLexBot: a.connectParticipantWithLexBot(
    { text: "How can I help?", lexV2Bot: { aliasArn: ref("bot") }, lexSessionAttributes: { tier: "gold" } },
    { intents: { Book: "ok" }, errors: { NoMatchingCondition: "ok", NoMatchingError: "error" } },
  ),
  disconnectParticipant: a.disconnectParticipant(),
  updatePreviousContactParticipantState: a.updatePreviousContactParticipantState(
    { previousContactParticipantState: "OffHold" },
    to,
  ),
  updateContactMediaStreamingBehavior: a.updateContactMediaStreamingBehavior(
    { mediaStreamingState: "Enabled", mediaDirections: ["From", "To"] },
    to,
  ),
  updateContactAttributes: a.updateContactAttributes({ attributes: { tier: "$.External.tier" } }, to),
  updateFlowAttributes: a.updateFlowAttributes({ flowAttributes: { step: "one" } }, to),
  updateContactData: a.updateContactData({ languageCode: "en-US" }, to),
  updateContactTextToSpeechVoice: a.updateContactTextToSpeechVoice(
    { textToSpeechVoice: "Joanna", textToSpeechEngine: "neural", textToSpeechStyle: "Conversational" },
    { next: "ok" },
  ),
  updateContactRecordingBehavior: a.updateContactRecordingBehavior(
    { recordingBehavior: { recordedParticipants: ["Agent"], ivrRecordingBehavior: "Enabled" } },
    { next: "ok" },
  ),
  updateContactRecordingAndAnalyticsBehavior: [
    a.updateContactRecordingAndAnalyticsBehavior(
      { voiceBehavior: { voiceRecordingBehavior: { recordedParticipants: [] } } },
      { next: "ok", errors: { NoMatchingError: "error", ChannelMismatch: "error" } },
    ),
    a.updateContactRecordingAndAnalyticsBehavior(
      { screenRecordingBehavior: { screenRecordedParticipants: ["Agent"] } },
      { next: "ok", errors: { NoMatchingError: "error", ChannelMismatch: "error" } },
    ),
  ],
  updateFlowLoggingBehavior: a.updateFlowLoggingBehavior({ flowLoggingBehavior: "Enabled" }, { next: "ok" }),
  updateContactEventHooks: a.updateContactEventHooks({ event: "CustomerQueue", flow: ref("queueFlow") }, to),
  tagContact: a.tagContact({ tags: { tier: "gold" } }, to),
  untagContact: a.untagContact({ tagKeys: ["tier"] }, to),
  createTask: a.createTask({ name: "Call back", contactFlowId: ref("taskFlow"), attributes: { a: "b" } }, to),
  startOutboundChatContact: a.startOutboundChatContact(
    {
      sourcePhoneNumberArn: ref("number"),
      destinationPhoneNumber: "$.CustomerEndpoint.Address",
      contactFlowArn: ref("chatFlow"),
      message: "Hello.",
      relateToCurrentContact: true,
    },
    to,
  ),
  createWisdomSession: a.createWisdomSession({ wisdomAssistantArn: ref("assistant") }, to),
  startVoiceIdStream: a.startVoiceIdStream(to),
  checkVoiceId: a.checkVoiceId(
    { checkVoiceIdOption: "fraudDetection" },
    { outcomes: { HighRisk: "error", LowRisk: "ok", Inconclusive: "ok" }, errors: { NoMatchingError: "error" } },
  ),
  updateContactTargetQueue: [
    a.updateContactTargetQueue({ queueId: ref("queue") }, to),
    a.updateContactTargetQueue({ agentId: "$.Attributes.agent" }, to),
  ],
  transferContactToQueue: a.transferContactToQueue(queueErrors),
  dequeueContactAndTransferToQueue: a.dequeueContactAndTransferToQueue({ queueId: ref("queue") }, queueErrors),
  transferContactToAgent: a.transferContactToAgent(),
  transferParticipantToThirdParty: a.transferParticipantToThirdParty(thirdParty, {
    next: "ok",
    errors: { CallFailed: "error", ConnectionTimeLimitExceeded: "error", NoMatchingError: "error" },
  }),
  handParticipantToThirdParty: a.handParticipantToThirdParty(
    { ...thirdParty, callerId: { number: "+12065550101" } },
    to,
  ),
  transferToFlow: a.transferToFlow({ contactFlowId: ref("flow") }, { errors: { NoMatchingError: "error" } }),
  updateContactRoutingBehavior: [
    a.updateContactRoutingBehavior({ queuePriority: 9223372036854775807n }, { next: "ok" }),
    a.updateContactRoutingBehavior({ queueTimeAdjustmentSeconds: -60 }, { next: "ok" }),
  ],
  updateContactRoutingCriteria: a.updateContactRoutingCriteria(
    { steps: [{ proficiencies: [{ name: "language", value: "fr", level: 4 }], expirySeconds: 30 }] },
    to,
  ),
  updateContactCallbackNumber: a.updateContactCallbackNumber(
    { callbackNumber: "$.CustomerEndpoint.Address" },
    { next: "ok", errors: { InvalidCallbackNumber: "error", CallbackNumberNotDialable: "error" } },
  ),
  createCallbackContact: a.createCallbackContact(
    { initialCallDelaySeconds: 60, retryDelaySeconds: 600, maximumConnectionAttempts: 2 },
    to,
  ),
  completeOutboundCall: a.completeOutboundCall({ callerId: { number: "+12065550100" } }, { next: "ok" }),
  compare: a.compare(
    { comparisonValue: "$.Attributes.tier" },
    {
      when: [
        { equals: "gold", next: "ok" },
        { numberLessThan: 5, next: "ok" },
      ],
      otherwise: "error",
    },
  ),
  checkHoursOfOperation: a.checkHoursOfOperation(
    { hoursOfOperationId: ref("hours") },
    { open: "ok", closed: "error", errors: { NoMatchingError: "error" } },
  ),
  checkStaffing: a.checkStaffing(
    { metricType: "NumberOfAgentsStaffed", queueId: ref("queue") },
    { some: "ok", none: "error", errors: { NoMatchingError: "error" } },
  ),
  checkQueueStatus: a.checkQueueStatus(
    { metricType: "NumberOfContactsInQueue" },
    { when: [{ numberGreaterThan: 10, next: "error" }], otherwise: "ok", errors: { NoMatchingError: "error" } },
  ),
  getMetricData: a.getMetricData({ queueId: ref("queue"), queueChannel: "Voice" }, to),
  checkOutboundCallStatus: a.checkOutboundCallStatus({
    outcomes: { CallAnswered: "ok", VoicemailBeep: "ok", VoicemailNoBeep: "ok", NotDetected: "ok" },
    errors: { NoMatchingError: "error" },
  }),
  distributeByPercentage: a.distributeByPercentage({ shares: [{ percent: 10, next: "ok" }], otherwise: "error" }),
  loop: a.loop({ loopCount: 3 }, { again: "ok", done: "error" }),
  wait: a.wait({ timeLimitSeconds: 60 }, { completed: "ok", errors: { NoMatchingError: "error" } }),
  invokeLambdaFunction: a.invokeLambdaFunction(
    {
      lambdaFunctionArn: ref("lambda"),
      invocationTimeLimitSeconds: 3,
      lambdaInvocationAttributes: { number: "$.CustomerEndpoint.Address" },
      responseValidation: { responseType: "JSON" },
    },
    to,
  ),
  invokeFlowModule: a.invokeFlowModule(
    { flowModuleId: ref("module", ":$LATEST"), input: { name: "$.Attributes.name" } },
    { next: "ok", results: { known: "ok" }, errors: { NoMatchingError: "error", NoMatchingCondition: "error" } },
  ),
  endFlowExecution: a.endFlowExecution(),
  endFlowModuleExecution: a.endFlowModuleExecution({ result: "known" }),
  getCustomerProfile: a.getCustomerProfile(
    { identifierName: "_phone", identifierValue: "$.CustomerEndpoint.Address", profileResponseData: ["FirstName"] },
    { next: "ok", errors: { MultipleFoundError: "error", NoneFoundError: "error", NoMatchingError: "error" } },
  ),
  getCustomerProfileObject: a.getCustomerProfileObject(profile, foundErrors),
  getCalculatedAttributesForCustomerProfile: a.getCalculatedAttributesForCustomerProfile(profile, foundErrors),
  createCustomerProfile: a.createCustomerProfile(profile, to),
  updateCustomerProfile: a.updateCustomerProfile(profile, to),
  associateContactToCustomerProfile: a.associateContactToCustomerProfile(profile, to),
  createCase: a.createCase({ caseTemplateId: "1", linkContactToCase: true, caseRequestFields: { title: "x" } }, to),
  getCase: a.getCase(
    { customerId: "1", linkContactToCase: true, getLastUpdatedCase: true, caseResponseFields: ["title"] },
    {
      next: "ok",
      errors: { ContactNotLinked: "error", MultipleFound: "error", NoneFound: "error", NoMatchingError: "error" },
    },
  ),
  updateCase: a.updateCase(
    { caseId: "1", linkContactToCase: false, caseRequestFields: { title: "x" } },
    { next: "ok", errors: { ContactNotLinked: "error", NoMatchingError: "error" } },
  ),
  evaluateDataTableValues: a.evaluateDataTableValues({ dataTableId: "1", queries: [{ QueryName: "one" }] }, to),
  listDataTableValues: a.listDataTableValues(
    { dataTableId: "1", primaryKeyGroups: [{ PrimaryKeyGroupName: "one" }] },
    to,
  ),
  upsertDataTableValues: a.upsertDataTableValues(
    { dataTableId: "1", lockVersion: "1", dataTableUpsertAttributes: [{ AttributeName: "a" }] },
    to,
  ),
};
