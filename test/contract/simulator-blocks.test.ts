/** Every block that the interpreter knows, by each way out of it: what the trace says of it, and how long it took. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import type { FlowAction } from "../../flow/language";
import { BLOCKS } from "../../simulator/interpreter/blocks";
import { action, type CallCentre, flowOf, moduleOf, TestWorld } from "./simulator-harness";

const ANSWERS = "+12065550100";
const PRESSES = "+12065550107";
const PRESSES_WRONG = "+12065550108";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:look-up";

/** One way through a block. Texts may name `{queue}`, `{hours}`, `{flow}`, `{module}` and `{nothing}`: ids. */
interface Way {
  parameters?: Record<string, unknown>;
  conditions?: [operator: string, operand: string, next: string][];
  /** Further error branches; those that the service demands are there anyway. */
  errors?: string[];
  /** Blocks that come first. */
  before?: [type: string, parameters: Record<string, unknown>][];
  to?: string;
  /** The branch that is taken; `end` where the block ends the flow. Absent: the block never ends by itself. */
  branch?: string;
  seconds?: number;
  note?: RegExp;
  /** Where the block has no way on. */
  terminal?: true;
  /** Met by way of this block, in a flow of the instance's own. */
  by?: { type: string; block: string };
  /** Run inside a module. */
  inModule?: true;
}

const NEXT = { branch: "NextAction" };
const MENU = { Text: "press a key", InputTimeLimitSeconds: "5", StoreInput: "False" };
const STORE = {
  ...{ Text: "your code", InputTimeLimitSeconds: "5", StoreInput: "True" },
  InputValidation: { CustomValidation: { MaximumLength: "4" } },
};
const ONE: Way["conditions"] = [["Equals", "1", "on"]];
const MENU_ERRORS = ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"];
const QUEUED: Way["before"] = [["UpdateContactTargetQueue", { QueueId: "{queue}" }]];
const LAMBDA = { LambdaFunctionARN: FUNCTION, InvocationTimeLimitSeconds: "3" };
const CALLBACK = { InitialCallDelaySeconds: "5", RetryDelaySeconds: "60", MaximumConnectionAttempts: "1" };
const TRUE_FALSE: Way["conditions"] = [
  ["Equals", "True", "on"],
  ["Equals", "False", "on"],
];

const WAYS: Record<string, Way[]> = {
  MessageParticipant: [
    { parameters: { Text: "one two three" }, ...NEXT, seconds: 1 },
    { parameters: { SSML: "<speak>one two three four five six</speak>" }, ...NEXT, seconds: 2 },
    { parameters: { Text: "$.Attributes.none" }, branch: "Errors:NoMatchingError", note: /nothing to say/ },
    { parameters: { Text: "one" }, to: "+12065550109", note: /never lets go/ },
  ],
  MessageParticipantIteratively: [
    {
      parameters: { Messages: [{ Text: "please wait" }], InterruptFrequencySeconds: "20" },
      conditions: [["Equals", "MessagesInterrupted", "on"]],
      branch: "Conditions:MessagesInterrupted",
      seconds: 20,
    },
  ],
  GetParticipantInput: [
    { parameters: MENU, conditions: ONE, to: PRESSES, branch: "Conditions:1", seconds: 2, note: /pressed 1/ },
    { parameters: MENU, conditions: ONE, to: PRESSES_WRONG, branch: "Errors:NoMatchingCondition", seconds: 2 },
    { parameters: MENU, conditions: ONE, branch: "Errors:InputTimeLimitExceeded", seconds: 6, note: /no key/ },
    { parameters: STORE, to: PRESSES, ...NEXT, note: /pressed 1234/ },
    { parameters: STORE, ...NEXT, note: /no key/ },
  ].map((way) => ({ ...way, errors: way.parameters === MENU ? MENU_ERRORS : ["NoMatchingError"] })),
  DisconnectParticipant: [{ terminal: true, branch: "end" }],
  UpdateContactAttributes: [
    { parameters: { Attributes: { a: "1" }, TargetContact: "Current" }, ...NEXT },
    { parameters: { Attributes: { "no space": "1" } }, branch: "Errors:NoMatchingError", note: /not allowed/ },
  ],
  UpdateFlowAttributes: [{ parameters: { FlowAttributes: { a: { Value: "1" } } }, ...NEXT }],
  UpdateContactData: [{ parameters: { Name: "named", LanguageCode: "en-GB" }, ...NEXT }],
  UpdateContactTextToSpeechVoice: [{ parameters: { TextToSpeechVoice: "Joanna" }, ...NEXT }],
  UpdateContactRecordingBehavior: [
    { parameters: { RecordingBehavior: { RecordedParticipants: ["Agent", "Customer"] } }, ...NEXT },
    { parameters: { RecordingBehavior: { RecordedParticipants: [] } }, ...NEXT },
  ],
  UpdateContactRecordingAndAnalyticsBehavior: [
    {
      parameters: {
        VoiceBehavior: {
          VoiceRecordingBehavior: { RecordedParticipants: ["Customer"], IVRRecordingBehavior: "Enabled" },
        },
      },
      ...NEXT,
    },
  ],
  UpdateFlowLoggingBehavior: [
    { parameters: { FlowLoggingBehavior: "Enabled" }, ...NEXT },
    { parameters: { FlowLoggingBehavior: "Disabled" }, ...NEXT },
  ],
  UpdateContactRoutingBehavior: [{ parameters: { QueuePriority: "1" }, ...NEXT }],
  UpdateContactEventHooks: [
    { parameters: { EventHooks: { CustomerQueue: "{flow}" } }, ...NEXT },
    { parameters: { EventHooks: { CustomerQueue: "{nothing}" } }, branch: "Errors:NoMatchingError", note: /no flow/ },
  ],
  UpdateContactTargetQueue: [
    { parameters: { QueueId: "{queue}" }, ...NEXT, note: /support/ },
    { parameters: { QueueId: "{nothing}" }, branch: "Errors:NoMatchingError", note: /no queue/ },
  ],
  TransferContactToQueue: [
    { before: QUEUED, branch: "Default customer queue" },
    { branch: "Errors:NoMatchingError", note: /no queue is set/ },
  ],
  DequeueContactAndTransferToQueue: [{ parameters: { QueueId: "{queue}" }, branch: "Default customer queue" }],
  TransferToFlow: [
    { parameters: { ContactFlowId: "{flow}" }, branch: "elsewhere" },
    {
      parameters: { ContactFlowId: "{nothing}" },
      branch: "Errors:NoMatchingError",
      note: /no published/,
    },
  ],
  UpdateContactCallbackNumber: [
    { parameters: { CallbackNumber: "$.Attributes.number" }, ...NEXT },
    {
      parameters: { CallbackNumber: "$.Attributes.none" },
      branch: "Errors:InvalidCallbackNumber",
      note: /not a number/,
    },
  ],
  CreateCallbackContact: [
    { before: QUEUED, parameters: CALLBACK, ...NEXT, note: /callback in queue support/ },
    { parameters: CALLBACK, branch: "Errors:NoMatchingError", note: /no queue is set/ },
  ],
  TagContact: [{ parameters: { Tags: { team: "voice" } }, ...NEXT }],
  Compare: [
    {
      parameters: { ComparisonValue: "$.Attributes.v" },
      conditions: [["Equals", "7", "on"]],
      errors: ["NoMatchingCondition"],
      branch: "Conditions:7",
    },
    {
      parameters: { ComparisonValue: "$.Attributes.v" },
      conditions: [["Equals", "8", "on"]],
      errors: ["NoMatchingCondition"],
      branch: "Errors:NoMatchingCondition",
      note: /compared "7"/,
    },
  ],
  CheckHoursOfOperation: [
    {
      parameters: { HoursOfOperationId: "{hours}" },
      conditions: TRUE_FALSE,
      branch: "Conditions:True",
      note: /always/,
    },
    { before: QUEUED, conditions: TRUE_FALSE, branch: "Conditions:True" },
    { conditions: TRUE_FALSE, branch: "Errors:NoMatchingError", note: /no queue is set/ },
  ],
  CheckMetricData: [
    {
      before: QUEUED,
      parameters: { MetricType: "NumberOfContactsInQueue" },
      conditions: [["NumberLessThan", "100", "on"]],
      errors: ["NoMatchingCondition"],
      branch: "Conditions:100",
      // The callbacks that were queued above still wait.
      note: /is 1/,
    },
  ],
  CheckOutboundCallStatus: [
    {
      conditions: ["CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"].map((name) => [
        "Equals",
        name,
        "on",
      ]),
      branch: "Errors:NoMatchingError",
      note: /campaign/,
    },
  ],
  DistributeByPercentage: [
    {
      conditions: [["NumberLessThan", "101", "on"]],
      errors: ["NoMatchingCondition"],
      branch: "Conditions:101",
      note: /drew \d+/,
    },
  ],
  Loop: [
    {
      parameters: { LoopCount: "0" },
      conditions: [
        ["Equals", "ContinueLooping", "on"],
        ["Equals", "DoneLooping", "on"],
      ],
      branch: "Conditions:DoneLooping",
    },
  ],
  Wait: [
    {
      parameters: { TimeLimitSeconds: "30", Events: ["CustomerReturned"] },
      conditions: [
        ["Equals", "WaitCompleted", "on"],
        ["Equals", "CustomerReturned", "on"],
      ],
      branch: "Conditions:WaitCompleted",
      seconds: 30,
    },
    {
      parameters: { TimeLimitSeconds: "30" },
      conditions: [["Equals", "WaitCompleted", "on"]],
      branch: "Errors:NoMatchingError",
      note: /cannot wait/,
    },
  ],
  EndFlowExecution: [
    { before: QUEUED, by: { type: "TransferContactToQueue", block: "end" }, branch: "end", note: /waits in the queue/ },
  ],
  EndFlowModuleExecution: [{ terminal: true, inModule: true, branch: "return" }],
  InvokeFlowModule: [
    { parameters: { FlowModuleId: "{module}" }, branch: "a module" },
    { parameters: { FlowModuleId: "{nothing}" }, branch: "Errors:NoMatchingError", note: /no active module/ },
  ],
  InvokeLambdaFunction: [
    { parameters: LAMBDA, ...NEXT, note: /answered/ },
    { parameters: { ...LAMBDA, InvocationType: "ASYNCHRONOUS" }, ...NEXT, note: /without waiting/ },
    {
      parameters: { ...LAMBDA, LambdaFunctionARN: `${FUNCTION}-x` },
      branch: "Errors:NoMatchingError",
      note: /not associated/,
    },
  ],
};

describe("simulator: blocks", () => {
  let world: TestWorld;
  let centre: CallCentre;
  const ids: Record<string, string> = { nothing: "00000000-0000-4000-8000-000000000000" };

  before(async () => {
    world = await TestWorld.start({ lambdas: { [FUNCTION]: () => ({ said: "hello" }) } });
    centre = await world.callCentre();
    const { instanceId: InstanceId } = centre;
    const end = [action("end", "DisconnectParticipant", {})];
    ids.flow = await world.flow(InstanceId, end, "elsewhere");
    ids.hours =
      (
        await send(
          new sdk.CreateHoursOfOperationCommand({ InstanceId, Name: "always", TimeZone: "UTC", Config: DAILY }),
        )
      ).HoursOfOperationId ?? "";
    ids.queue =
      (await send(new sdk.CreateQueueCommand({ InstanceId, Name: "support", HoursOfOperationId: ids.hours })))
        .QueueId ?? "";
    const Content = moduleOf([action("back", "EndFlowModuleExecution", {})]);
    ids.module =
      (await send(new sdk.CreateContactFlowModuleCommand({ InstanceId, Name: "a module", Content }))).Id ?? "";
    await send(new sdk.AssociateLambdaFunctionCommand({ InstanceId, FunctionArn: FUNCTION }));
  });
  after(() => world.stop());

  const send = <I extends object, O extends object>(command: sdk.$Command<I, O, never>) =>
    world.client.send(command as never) as Promise<O>;

  it("all have ways here", () => {
    assert.deepEqual(Object.keys(WAYS).sort(), Object.keys(BLOCKS).sort());
  });

  for (const [type, ways] of Object.entries(WAYS)) {
    ways.forEach((way, index) => {
      it(`${type} ${index + 1}: ${way.branch ?? "stays"}`, async () => {
        const parameters = filled(way.parameters ?? {}) as Record<string, unknown>;
        const errors = Object.fromEntries((way.errors ?? []).map((error) => [error, "on"]));
        const it = action("it", way.by?.type ?? type, parameters, way.terminal ? undefined : "on", {
          errors,
          conditions: way.conditions,
        });
        const entry = await traceOf(it, way);
        assert.equal(entry?.branch, way.branch);
        assert.equal(entry?.type, type);
        if (way.seconds !== undefined) assert.equal(entry?.leftAt, (entry?.at ?? 0) + way.seconds * 1000);
        if (way.note) assert.match(entry?.note ?? "", way.note);
      });
    });
  }

  async function traceOf(it: FlowAction, way: Way) {
    const on = [action("on", "DisconnectParticipant", {})];
    const before = (way.before ?? []).map(([type, parameters], index, all) =>
      action(
        `before${index}`,
        type,
        filled(parameters) as Record<string, unknown>,
        index + 1 < all.length ? `before${index + 1}` : "it",
      ),
    );
    const used = it.Transitions.NextAction || it.Transitions.Errors ? on : [];
    const target = { InstanceId: centre.instanceId };
    if (way.inModule) {
      await send(
        new sdk.UpdateContactFlowModuleContentCommand({
          ...target,
          ContactFlowModuleId: ids.module,
          Content: moduleOf([it]),
        }),
      );
      before.push(action("call", "InvokeFlowModule", { FlowModuleId: ids.module }, "on"));
    }
    const actions = way.inModule ? [...before, ...on] : [...before, it, ...used];
    await send(
      new sdk.UpdateContactFlowContentCommand({ ...target, ContactFlowId: centre.flowId, Content: flowOf(actions) }),
    );
    const { contact, trace } = await centre.callFor(way.to ?? ANSWERS, 60, {
      Attributes: { v: "7", number: "+12065550142" },
    });
    if (!contact.DisconnectTimestamp) await send(new sdk.StopContactCommand({ ...target, ContactId: contact.Id }));
    return trace.find((each) => each.block === (way.by?.block ?? "it"));
  }

  function filled(value: unknown): unknown {
    const text = JSON.stringify(value).replace(
      /\{(queue|hours|flow|module|nothing)\}/g,
      (_, name: string) => ids[name] ?? "",
    );
    return JSON.parse(text) as unknown;
  }
});

const midnight = { Hours: 0, Minutes: 0 };
const DAILY = (["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const).map((Day) => ({
  ...{ Day, StartTime: midnight, EndTime: midnight },
}));
