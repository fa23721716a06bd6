/** The kinds of block that a picture tells apart, and the console's name for each action type. */

export type Kind = "start" | "say" | "ask" | "decide" | "set" | "route" | "call-out" | "end" | "missing";

/** Colours: the box, its edge, and the title. Each pair keeps a contrast of at least 4.5 to 1. */
export const COLOURS: Record<Kind, { fill: string; edge: string; title: string }> = {
  start: { fill: "#1f2937", edge: "#1f2937", title: "#ffffff" },
  say: { fill: "#eff6ff", edge: "#2563eb", title: "#1d4ed8" },
  ask: { fill: "#f5f3ff", edge: "#7c3aed", title: "#6d28d9" },
  decide: { fill: "#fffbeb", edge: "#d97706", title: "#92400e" },
  set: { fill: "#f8fafc", edge: "#64748b", title: "#475569" },
  route: { fill: "#f0fdfa", edge: "#0d9488", title: "#0f766e" },
  "call-out": { fill: "#fff7ed", edge: "#ea580c", title: "#9a3412" },
  end: { fill: "#fef2f2", edge: "#dc2626", title: "#b91c1c" },
  missing: { fill: "#ffffff", edge: "#dc2626", title: "#b91c1c" },
};

const rows: [Kind, Record<string, string>][] = [
  ["say", { MessageParticipant: "Play prompt", MessageParticipantIteratively: "Loop prompts", ShowView: "Show view" }],
  [
    "ask",
    {
      GetParticipantInput: "Get customer input",
      ConnectParticipantWithLexBot: "Get customer input (Lex)",
      AuthenticateParticipant: "Authenticate customer",
    },
  ],
  [
    "decide",
    {
      Compare: "Check contact attributes",
      CheckHoursOfOperation: "Check hours of operation",
      CheckMetricData: "Check staffing or queue",
      CheckOutboundCallStatus: "Check call progress",
      CheckVoiceId: "Check Voice ID",
      DistributeByPercentage: "Distribute by percentage",
      Loop: "Loop",
      Wait: "Wait",
    },
  ],
  [
    "route",
    {
      UpdateContactTargetQueue: "Set working queue",
      TransferContactToQueue: "Transfer to queue",
      DequeueContactAndTransferToQueue: "Transfer to queue",
      TransferContactToAgent: "Transfer to agent",
      TransferParticipantToThirdParty: "Transfer to phone number",
      TransferToFlow: "Transfer to flow",
      CreateCallbackContact: "Queue a callback",
      CompleteOutboundCall: "Call phone number",
    },
  ],
  [
    "call-out",
    {
      InvokeLambdaFunction: "AWS Lambda function",
      InvokeFlowModule: "Invoke module",
      CreateTask: "Create task",
      StartOutboundChatContact: "Send message",
      GetCustomerProfile: "Customer profiles",
      CreateCase: "Cases",
      GetCase: "Cases",
      UpdateCase: "Cases",
    },
  ],
  [
    "set",
    {
      UpdateContactAttributes: "Set contact attributes",
      UpdateFlowAttributes: "Set flow attributes",
      UpdateContactData: "Set contact properties",
      UpdateContactTextToSpeechVoice: "Set voice",
      UpdateContactRecordingBehavior: "Set recording behavior",
      UpdateContactRecordingAndAnalyticsBehavior: "Set recording behavior",
      UpdateFlowLoggingBehavior: "Set logging behavior",
      UpdateContactEventHooks: "Set event flow",
      UpdateContactMediaStreamingBehavior: "Media streaming",
      UpdateContactCallbackNumber: "Set callback number",
      UpdateContactRoutingBehavior: "Change routing priority",
      UpdateContactRoutingCriteria: "Set routing criteria",
      UpdatePreviousContactParticipantState: "Hold customer or agent",
      GetMetricData: "Get queue metrics",
      TagContact: "Contact tags",
      UntagContact: "Contact tags",
    },
  ],
  [
    "end",
    {
      DisconnectParticipant: "Disconnect",
      EndFlowExecution: "End flow",
      EndFlowModuleExecution: "Return from module",
    },
  ],
];

/** The kind and the console's name of each action type; types that are not here are drawn as `set`, by their own name. */
export const KINDS: Record<string, { kind: Kind; title: string }> = Object.fromEntries(
  rows.flatMap(([kind, titles]) => Object.entries(titles).map(([type, title]) => [type, { kind, title }])),
);
