/** What each block of a flow does to a simulated call, seen in the contact record and in the trace. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import type { FlowAction } from "../../flow/language";
import { action, type CallCentre, flowOf, moduleOf, TestWorld } from "./simulator-harness";

const ANSWERS = "+12065550100";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:look-up";
const ONLY_TEXTS = { ResponseValidation: { ResponseType: "STRING_MAP" } };

/** Ends the call, after writing where it came from. */
const ends = (...names: string[]): FlowAction[] => [
  ...names.map((name) => action(name, "UpdateContactAttributes", { Attributes: { went: name } }, "end")),
  action("end", "DisconnectParticipant", {}),
];

describe("simulator: interpreter", () => {
  let world: TestWorld;
  let centre: CallCentre;

  beforeEach(async () => {
    world = await TestWorld.start();
    centre = await world.callCentre();
  });
  afterEach(() => world.stop());

  const run = async (
    actions: FlowAction[],
    options: { to?: string; seconds?: number; attributes?: Record<string, string> } = {},
  ) => {
    const content = { InstanceId: centre.instanceId, ContactFlowId: centre.flowId, Content: flowOf(actions) };
    await world.client.send(new sdk.UpdateContactFlowContentCommand(content));
    const { contact, trace } = await centre.callFor(options.to ?? ANSWERS, options.seconds ?? 30, {
      Attributes: options.attributes,
    });
    return { contact, trace, went: contact.Attributes?.went, reason: contact.DisconnectReason };
  };

  it("replaces paths alone and inside texts, and shows the result in the trace", async () => {
    const { contact, trace } = await run(
      [
        action("flow", "UpdateFlowAttributes", { FlowAttributes: { local: { Value: "here" } } }, "set"),
        action(
          "set",
          "UpdateContactAttributes",
          {
            Attributes: {
              a: "$.FlowAttributes.local",
              b: "to $.CustomerEndpoint.Address by $.InitiationMethod",
              c: "$.Attributes.none",
            },
          },
          "end",
        ),
        ...ends(),
      ],
      { attributes: { x: "1" } },
    );
    assert.deepEqual(contact.Attributes, { x: "1", a: "here", b: `to ${ANSWERS} by API`, c: "" });
    const entry = trace.find((each) => each.block === "set");
    assert.deepEqual(entry?.parameters, { Attributes: { a: "here", b: `to ${ANSWERS} by API`, c: "" } });
    assert.deepEqual([entry?.type, entry?.branch, entry?.flow], ["UpdateContactAttributes", "NextAction", "flow"]);
  });

  for (const [operator, operand, value, met] of [
    ["Equals", "7", "7", true],
    ["Equals", "7", "8", false],
    ["TextContains", "b", "abc", true],
    ["TextStartsWith", "b", "abc", false],
    ["TextEndsWith", "c", "abc", true],
    ["NumberGreaterThan", "7", "10", true],
    ["NumberLessOrEqualTo", "7", "seven", false],
  ] as const) {
    it(`Compare: "${value}" ${operator} "${operand}" is ${met}`, async () => {
      const compare = action("compare", "Compare", { ComparisonValue: "$.Attributes.v" }, "no", {
        conditions: [[operator, operand, "yes"]],
        errors: { NoMatchingCondition: "no" },
      });
      assert.equal((await run([compare, ...ends("yes", "no")], { attributes: { v: value } })).went, met ? "yes" : "no");
    });
  }

  it("Loop goes round so many times, and starts anew when it is met again", async () => {
    const { trace } = await run([
      action("loop", "Loop", { LoopCount: "3" }, "end", {
        conditions: [
          ["Equals", "ContinueLooping", "say"],
          ["Equals", "DoneLooping", "end"],
        ],
      }),
      action("say", "MessageParticipant", { Text: "again" }, "loop"),
      ...ends(),
    ]);
    assert.equal(trace.filter((each) => each.block === "say").length, 3);
    assert.equal(trace.filter((each) => each.block === "loop").at(-1)?.branch, "Conditions:DoneLooping");
  });

  it("stored input: the keys, a number that is none, and silence", async () => {
    const ask = (validation: object, errors: Record<string, string>) => [
      action(
        "ask",
        "GetParticipantInput",
        { Text: "code", InputTimeLimitSeconds: "5", StoreInput: "True", InputValidation: validation },
        "keep",
        { errors },
      ),
      action("keep", "UpdateContactAttributes", { Attributes: { stored: "$.StoredCustomerInput" } }, "end"),
      ...ends("failed", "invalid"),
    ];
    const digits = ask({ CustomValidation: { MaximumLength: "6" } }, { NoMatchingError: "failed" });
    assert.equal((await run(digits, { to: "+12065550107" })).contact.Attributes?.stored, "123456");
    assert.equal((await run(digits)).contact.Attributes?.stored, "Timeout");
    const phone = ask(
      { PhoneNumberValidation: { NumberFormat: "E164" } },
      { NoMatchingError: "failed", InvalidPhoneNumber: "invalid" },
    );
    assert.equal((await run(phone, { to: "+12065550108" })).went, "invalid");
    assert.equal((await run(phone, { to: "+12065550107" })).contact.Attributes?.stored, "+12065550107");
  });

  it("CheckHoursOfOperation asks the hours in their own time zone", async () => {
    const hours = (Name: string, TimeZone: string) =>
      world.client.send(
        new sdk.CreateHoursOfOperationCommand({
          ...{ InstanceId: centre.instanceId, Name, TimeZone },
          // The clock begins on Thursday, 2026-01-01T00:00:00Z.
          Config: [{ Day: "THURSDAY", StartTime: { Hours: 0, Minutes: 0 }, EndTime: { Hours: 1, Minutes: 0 } }],
        }),
      );
    const check = (id?: string) => [
      action("check", "CheckHoursOfOperation", id ? { HoursOfOperationId: id } : {}, "closed", {
        conditions: [
          ["Equals", "True", "open"],
          ["Equals", "False", "closed"],
        ],
        errors: { NoMatchingError: "failed" },
      }),
      ...ends("open", "closed", "failed"),
    ];
    assert.equal((await run(check((await hours("utc", "UTC")).HoursOfOperationId))).went, "open");
    assert.equal((await run(check((await hours("ny", "America/New_York")).HoursOfOperationId))).went, "closed");
    assert.equal((await run(check())).went, "failed");
  });

  it("DistributeByPercentage draws within its thresholds", async () => {
    const { trace, went } = await run([
      action("draw", "DistributeByPercentage", {}, "high", {
        conditions: [["NumberLessThan", "51", "low"]],
        errors: { NoMatchingCondition: "high" },
      }),
      ...ends("low", "high"),
    ]);
    const drawn = Number(/drew (\d+)/.exec(trace.find((each) => each.block === "draw")?.note ?? "")?.[1]);
    assert.ok(drawn >= 1 && drawn <= 100);
    assert.equal(went, drawn < 51 ? "low" : "high");
  });

  it("a queue takes the contact, refuses it at capacity, and its caller gives up in time", async () => {
    const { HoursOfOperationSummaryList: hours } = await world.client.send(
      new sdk.ListHoursOfOperationsCommand({ InstanceId: centre.instanceId }),
    );
    const queue = await world.client.send(
      new sdk.CreateQueueCommand({
        InstanceId: centre.instanceId,
        Name: "q",
        HoursOfOperationId: hours?.[0]?.Id,
        MaxContacts: 1,
      }),
    );
    const actions = [
      action("target", "UpdateContactTargetQueue", { QueueId: queue.QueueArn }, "name", {
        errors: { NoMatchingError: "failed" },
      }),
      action("name", "UpdateContactAttributes", { Attributes: { queue: "$.Queue.Name" } }, "transfer"),
      action("transfer", "TransferContactToQueue", {}, "failed", {
        errors: { QueueAtCapacity: "full", NoMatchingError: "failed" },
      }),
      ...ends("full", "failed"),
    ];
    const waiting = await run(actions, { seconds: 10 });
    assert.equal(waiting.reason, undefined);
    assert.equal(waiting.contact.QueueInfo?.Id, queue.QueueId);
    assert.ok(waiting.contact.QueueInfo?.EnqueueTimestamp);
    assert.equal(waiting.contact.Attributes?.queue, "q");
    assert.equal((await run(actions, { seconds: 10 })).went, "full");
    await world.clock.advance(200_000);
    assert.equal((await centre.describe(waiting.contact.Id ?? "")).DisconnectReason, "CUSTOMER_DISCONNECT");
  });

  it("other flows and modules take over, and a module comes back with its result", async () => {
    const target = await world.flow(centre.instanceId, ends("other"), "other");
    const transfer = [
      action("go", "TransferToFlow", { ContactFlowId: target }, "failed", { errors: { NoMatchingError: "failed" } }),
      ...ends("failed"),
    ];
    assert.equal((await run(transfer)).went, "other");
    const module = await world.client.send(
      new sdk.CreateContactFlowModuleCommand({
        ...{ InstanceId: centre.instanceId, Name: "m" },
        Content: moduleOf([
          action("say", "MessageParticipant", { Text: "in the module" }, "back"),
          action("back", "EndFlowModuleExecution", { Result: "good" }),
        ]),
      }),
    );
    const invoke = [
      action("module", "InvokeFlowModule", { FlowModuleId: `${module.Id}:$LATEST` }, "plain", {
        conditions: [["Equals", "good", "good"]],
        errors: { NoMatchingError: "failed", NoMatchingCondition: "failed" },
      }),
      ...ends("plain", "good", "failed"),
    ];
    const { went, trace } = await run(invoke);
    assert.equal(went, "good");
    assert.equal(trace.find((each) => each.block === "back")?.flow, "m");
  });

  it("a Lambda function answers, fails, takes too long, or is not associated", async () => {
    const ask = [
      action(
        "ask",
        "InvokeLambdaFunction",
        {
          LambdaFunctionARN: FUNCTION,
          InvocationTimeLimitSeconds: "3",
          LambdaInvocationAttributes: { who: "$.CustomerEndpoint.Address" },
        },
        "keep",
        { errors: { NoMatchingError: "failed" } },
      ),
      action("keep", "UpdateContactAttributes", { Attributes: { said: "$.External.greeting" } }, "end"),
      ...ends("failed"),
    ];
    assert.equal((await run(ask)).went, "failed", "not associated");
    const associate = { InstanceId: centre.instanceId, FunctionArn: FUNCTION };
    await world.client.send(new sdk.AssociateLambdaFunctionCommand(associate));
    assert.equal((await run(ask)).went, "failed", "no handler");
    world.simulator.lambda(FUNCTION, (event) => ({ greeting: `hello ${event.Details.Parameters.who}` }));
    assert.equal((await run(ask)).contact.Attributes?.said, `hello ${ANSWERS}`);
    world.simulator.lambda(FUNCTION, (event) => ({ greeting: event.Details.ContactData.InstanceARN }));
    assert.equal((await run(ask)).contact.Attributes?.said, centre.instanceArn);
    world.simulator.lambda(FUNCTION, () => {
      throw new Error("no luck");
    });
    const failed = await run(ask);
    assert.equal(failed.went, "failed");
    assert.match(failed.trace.find((each) => each.block === "ask")?.note ?? "", /no luck/);
    const plain = [{ ...ask[0], Parameters: { ...ask[0]?.Parameters, ...ONLY_TEXTS } } as FlowAction, ...ask.slice(1)];
    world.simulator.lambda(FUNCTION, () => ({ greeting: "hello", more: { nested: "yes" } }));
    assert.equal((await run(ask)).contact.Attributes?.said, "hello");
    assert.equal((await run(plain)).went, "failed");
    world.simulator.lambda(FUNCTION, () => ({ greeting: "hello" }));
    assert.equal((await run(plain)).contact.Attributes?.said, "hello");
    world.simulator.lambda(FUNCTION, () => "not a map");
    assert.equal((await run(ask)).went, "failed");
    world.simulator.lambda(FUNCTION, () => new Promise(() => undefined));
    const slow = await run(ask);
    assert.equal(slow.went, "failed");
    const asked = slow.trace.find((each) => each.block === "ask");
    assert.deepEqual(
      [(asked?.leftAt ?? 0) - (asked?.at ?? 0), asked?.note],
      [3000, "the function did not answer in time"],
    );
  });

  it("a call of a campaign takes the branch for who answers", async () => {
    world.simulator.settings.quotas.campaignCalls = 5;
    const heard = (name: string) =>
      action(name, "UpdateContactAttributes", { Attributes: { heard: name } }, "end", {
        errors: { NoMatchingError: "end" },
      });
    const names = ["CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"];
    const check = action("check", "CheckOutboundCallStatus", {}, "unknown", {
      conditions: names.map((name) => ["Equals", name, name]),
    });
    const flow = [check, ...[...names, "unknown"].map(heard), action("end", "DisconnectParticipant", {})];
    const ContactFlowId = await world.flow(centre.instanceId, flow, "who answers");
    const heardBy = async (to: string, detect: boolean) => {
      const more = { AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: detect }, ContactFlowId };
      const { contact } = await centre.callFor(to, 5, { TrafficType: "CAMPAIGN", ...more });
      return contact.Attributes?.heard;
    };
    assert.equal(await heardBy(ANSWERS, true), "CallAnswered");
    assert.equal(await heardBy("+12065550105", true), "VoicemailBeep");
    assert.equal(await heardBy(ANSWERS, false), "unknown");
  });

  it("breaks in SSML take the time that they ask for", async () => {
    const lasts = async (SSML: string) => {
      const { trace } = await run([action("say", "MessageParticipant", { SSML }, "end"), ...ends()], { seconds: 60 });
      const entry = trace.find((each) => each.block === "say");
      return [entry?.branch, (entry?.leftAt ?? 0) - (entry?.at ?? 0)];
    };
    assert.deepEqual(await lasts("<speak>one two three</speak>"), ["NextAction", 1000]);
    const three = '<break time=\'500ms\'/>two<break strength="strong" time="1.5s"/>three<break time="60s"/>';
    assert.deepEqual(await lasts(`<speak>one${three}</speak>`), ["NextAction", 13_000], "none of more than 10 seconds");
    assert.deepEqual(await lasts('<speak><break time="2s"/></speak>'), ["NextAction", 2000]);
    assert.deepEqual(await lasts("<speak><break/></speak>"), ["Errors:NoMatchingError", 0]);
    const [branch] = await lasts("<".repeat(200_000));
    assert.equal(branch, "NextAction", "what is no SSML holds nobody up");
  });

  it("a callback is queued for the number that was given", async () => {
    const { QueueSummaryList: queues } = await world.client.send(
      new sdk.ListQueuesCommand({ InstanceId: centre.instanceId }),
    );
    const callBack = [
      action("queue", "UpdateContactTargetQueue", { QueueId: queues?.[0]?.Id }, "number"),
      action("number", "UpdateContactCallbackNumber", { CallbackNumber: "$.Attributes.back" }, "callback", {
        errors: { InvalidCallbackNumber: "end", CallbackNumberNotDialable: "end" },
      }),
      action(
        "callback",
        "CreateCallbackContact",
        { InitialCallDelaySeconds: "5", RetryDelaySeconds: "60", MaximumConnectionAttempts: "1" },
        "end",
      ),
      ...ends(),
    ];
    await run(callBack, { attributes: { back: "+12065550102" } });
    const callback = world.simulator.contacts().find((each) => each.initiationMethod === "CALLBACK");
    assert.deepEqual([callback?.customerAddress, callback?.queueId], ["+12065550102", queues?.[0]?.Id]);
  });

  it("a block that it does not know ends the call, and the trace names the block", async () => {
    const { reason, trace, went } = await run([
      action("lex", "ConnectParticipantWithLexBot", { Text: "hello", LexV2Bot: { AliasArn: "arn" } }, "went", {
        errors: { NoMatchingError: "went", NoMatchingCondition: "went" },
      }),
      ...ends("went"),
    ]);
    assert.equal(reason, "OTHER");
    assert.equal(went, undefined);
    assert.match(
      trace.find((each) => each.block === "lex")?.note ?? "",
      /does not know the block ConnectParticipantWithLexBot/,
    );
  });

  it("a flow that is nested too deep ends its own call and no other", async () => {
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const Content = flowOf([action("say", "MessageParticipant", { Text: "DEEP" })]).replace('"DEEP"', nested);
    const named = { InstanceId: centre.instanceId, ContactFlowId: `${centre.flowId}:$SAVED` };
    await world.client.send(new sdk.UpdateContactFlowContentCommand({ ...named, Content }));
    const { contact, trace } = await centre.callFor(ANSWERS, 30, { ContactFlowId: named.ContactFlowId });
    assert.equal(contact.DisconnectReason, "CONTACT_FLOW_DISCONNECT");
    assert.ok(trace.some((each) => /cannot be read/.test(each.note ?? "")));
    assert.equal((await run(ends("well"))).went, "well");
  });

  it("an error without a branch for it, and a flow that goes in circles, end the call with a note", async () => {
    const lost = await run([action("say", "MessageParticipant", { Text: "$.Attributes.none" }, "end"), ...ends()]);
    assert.equal(lost.reason, "CONTACT_FLOW_DISCONNECT");
    assert.ok(lost.trace.some((each) => /has no branch Errors:NoMatchingError/.test(each.note ?? "")));
    const circle = await run([
      action("a", "UpdateContactAttributes", { Attributes: { x: "1" } }, "b"),
      action("b", "UpdateContactAttributes", { Attributes: { x: "2" } }, "a"),
    ]);
    assert.ok(circle.trace.some((each) => /without any time passing|is full/.test(each.note ?? "")));
    assert.equal(circle.reason, "CONTACT_FLOW_DISCONNECT");
  });
});
