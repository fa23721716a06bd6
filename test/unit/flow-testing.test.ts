import assert from "node:assert/strict";
import { actions as a, defineFlow, defineFlowModule, drawSvg, greetAndProve, ref } from "../../flow";
import { callFlow, FlowCoverage, HANG_UP, SILENCE } from "../../testing";

const support = defineFlow({
  name: "Support",
  start: "hours",
  actions: {
    hours: a.checkHoursOfOperation(
      { hoursOfOperationId: ref("support-hours") },
      { open: "lookup", closed: "closed", errors: { NoMatchingError: "sorry" } },
    ),
    lookup: a.invokeLambdaFunction(
      {
        lambdaFunctionArn: ref("customers"),
        invocationTimeLimitSeconds: 3,
        lambdaInvocationAttributes: { number: "$.CustomerEndpoint.Address" },
      },
      { next: "remember", errors: { NoMatchingError: "sorry" } },
    ),
    remember: a.updateContactAttributes(
      { attributes: { name: "$.External.name" } },
      { next: "menu", errors: { NoMatchingError: "sorry" } },
    ),
    menu: a.getParticipantInput(
      { text: "Hello $.Attributes.name. For sales, press 1. To be called back, press 2.", inputTimeLimitSeconds: 5 },
      {
        pressed: { "1": "choose", "2": "bye now" },
        errors: { NoMatchingCondition: "again", InputTimeLimitExceeded: "again", NoMatchingError: "sorry" },
      },
    ),
    again: a.loop({ loopCount: 1 }, { again: "menu", done: "sorry" }),
    choose: a.updateContactTargetQueue(
      { queueId: ref("sales") },
      { next: "queue", errors: { NoMatchingError: "sorry" } },
    ),
    queue: a.transferContactToQueue({ next: "sorry", errors: { QueueAtCapacity: "full", NoMatchingError: "sorry" } }),
    "bye now": a.invokeFlowModule(
      { flowModuleId: ref("farewell", ":$LATEST") },
      { next: "end", errors: { NoMatchingError: "sorry", NoMatchingCondition: "end" } },
    ),
    full: a.messageParticipant({ ssml: "<speak>All lines are <emphasis>busy</emphasis>.</speak>" }, { next: "end" }),
    closed: a.messageParticipant({ text: "We are closed." }, { next: "end" }),
    sorry: a.messageParticipant({ text: "Sorry." }, { next: "end" }),
    end: a.disconnectParticipant(),
  },
});

const farewell = defineFlowModule({
  name: "Farewell",
  start: "say",
  actions: { say: a.messageParticipant({ text: "Goodbye." }, { next: "back" }), back: a.endFlowModuleExecution() },
});

const centre = {
  hours: { "support-hours": "open" },
  queues: { sales: { maxContacts: 5 } },
  modules: { farewell },
  lambdas: { customers: () => ({ name: "Ada" }) },
} as const;

describe("a flow called by a scripted caller", () => {
  it("says, asks, sets and ends as the caller's keys decide", async () => {
    const call = await callFlow(support, { ...centre, caller: { answers: ["1"] } });
    call
      .assertAsked("Hello Ada. For sales, press 1", 1)
      .assertAttribute("name", "Ada")
      .assertInvoked("customers", { number: "+12065550100" })
      .assertPath("hours", "menu", "queue")
      .assertInQueue("sales")
      .assertEnded("queue")
      .assertNotSaid("Sorry");
  });

  it("lets the caller be silent, wrong, or gone", async () => {
    const silent = await callFlow(support, { ...centre, caller: { answers: [SILENCE, "9"] } });
    silent.assertAsked("press 1", 2).assertSaid("Sorry.").assertEnded("flow", "end");
    const gone = await callFlow(support, { ...centre, caller: { answers: [SILENCE, HANG_UP] } });
    gone.assertEnded("caller", "menu").assertNotSaid("Sorry.");
    const impatient = await callFlow(support, { ...centre, caller: { hangsUpAfterSeconds: 2 } });
    impatient.assertEnded("caller", "menu");
    assert.equal(impatient.seconds, 2);
  });

  it("goes by the centre that the test describes", async () => {
    (await callFlow(support, { ...centre, hours: { "support-hours": "closed" } })).assertSaid("We are closed.");
    const full = { ...centre, queues: { sales: { maxContacts: 1, waiting: 1 } } };
    (await callFlow(support, { ...full, caller: { answers: ["1"] } })).assertSaid("All lines are busy.");
    (await callFlow(support, { ...centre, queues: {}, caller: { answers: ["1"] } })).assertSaid("Sorry.");
    const broken = { ...centre, lambdas: { customers: () => Promise.reject(new Error("down")) } };
    (await callFlow(support, broken)).assertPath("lookup", "sorry");
  });

  it("keeps the hours of the moment at which it is called", async () => {
    const config = [{ Day: "THURSDAY", StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 17, Minutes: 0 } }];
    const hours = { "support-hours": config };
    const at = (time: string) => callFlow(support, { ...centre, hours, at: new Date(time) });
    (await at("2026-01-01T10:00:00Z")).assertAsked("press 1");
    (await at("2026-01-01T18:00:00Z")).assertSaid("We are closed.");
  });

  it("runs modules", async () => {
    const call = await callFlow(support, { ...centre, caller: { answers: ["2"] } });
    call.assertSaid("Goodbye.").assertPath("bye now", "say", "back", "end").assertEnded("flow", "end");
  });

  it("shows whether a verification call would be proven", async () => {
    const attributes = { ringcheck_nonce: "n" };
    (await callFlow(greetAndProve(), { attributes, initiationMethod: "API" })).assertProven();
    const asking = greetAndProve({ keyPress: true });
    const unproven = await callFlow(asking, { attributes });
    unproven.assertAttribute("ringcheck_stage", "no-key").assertAttribute("ringcheck_proof", undefined);
    assert.throws(() => unproven.assertProven(), /did not write the proof/);
    (await callFlow(asking, { attributes, caller: { answers: ["1"] } })).assertProven();
  });

  it("reads exports too, and tells a flow that leads nowhere from one that ends", async () => {
    const content = greetAndProve().toContent();
    const text = JSON.stringify({ ...content, Actions: content.Actions.slice(0, 1) });
    const call = await callFlow(text);
    assert.equal(call.end.kind, "broken");
    assert.match(call.end.note, /no action/);
  });
});

describe("assertions on a call", () => {
  it("fail with what was looked for and the whole conversation", async () => {
    const call = await callFlow(support, { ...centre, caller: { answers: ["1"] } });
    const wrong: [() => unknown, RegExp][] = [
      [() => call.assertSaid("Bonjour"), /never said Bonjour/],
      [() => call.assertNotSaid("Hello"), /said Hello/],
      [() => call.assertAsked("press 1", 2), /asked press 1 1 times, not 2/],
      [() => call.assertAttribute("name", "Bob"), /name is "Ada", not Bob/],
      [() => call.assertEnded("flow"), /ended by queue at queue, not by flow/],
      [() => call.assertInQueue("service"), /in queue sales, not in service/],
      [() => call.assertPath("queue", "menu"), /did not come to menu/],
      [() => call.assertInvoked("customers", { number: "1" }), /invoked with/],
      [() => call.assertInvoked("others"), /never invoked/],
    ];
    for (const [assertion, message] of wrong) {
      assert.throws(assertion, (error: Error) => message.test(error.message) && error.message.includes("pressed 1"));
    }
  });
});

describe("coverage of a suite", () => {
  it("names every branch that no call took, and counts those that were", async () => {
    const coverage = new FlowCoverage();
    coverage.add(await callFlow(support, { ...centre, caller: { answers: ["2"] } }));
    coverage.add(await callFlow(support, { ...centre, caller: { answers: ["2"] } }));
    const [first, second] = coverage.toJSON();
    assert.deepEqual(first?.actions, { covered: 6, total: 12 });
    const menu = first?.branches.all
      .filter(({ action }) => action === "menu")
      .map(({ branch, count }) => [branch, count]);
    assert.deepEqual(menu, [
      ["Conditions:1", 0],
      ["Conditions:2", 2],
      ["Errors:NoMatchingCondition", 0],
      ["Errors:InputTimeLimitExceeded", 0],
      ["Errors:NoMatchingError", 0],
    ]);
    assert.deepEqual([second?.flow, second?.actions.covered], ["Farewell", 2]);
    assert.match(coverage.toText(), /Support: 6\/12 \(50 %\) of actions/);
    assert.match(coverage.toText(), /not taken: menu Conditions:1 → choose/);
    assert.deepEqual(JSON.parse(JSON.stringify(coverage)), coverage.toJSON());
  });

  it("reaches every action of the verification flow that can be reached without a fault", async () => {
    const coverage = new FlowCoverage();
    const flow = greetAndProve({ keyPress: true });
    for (const answers of [["1"], ["2"], [SILENCE]] as const) {
      coverage.add(await callFlow(flow, { attributes: { ringcheck_nonce: "n" }, caller: { answers } }));
    }
    const missed = coverage.toJSON()[0]?.branches.all.filter(({ count }) => count === 0);
    assert.deepEqual([...new Set(missed?.map(({ branch }) => branch))], ["Errors:NoMatchingError", "NextAction"]);
  });
});

describe("a call over a drawing", () => {
  it("marks what the caller met", async () => {
    const call = await callFlow(greetAndProve(), { attributes: { ringcheck_nonce: "n" } });
    const svg = drawSvg(greetAndProve().toContent(), { trace: call.trace });
    assert.equal([...svg.matchAll(/class="box \w+ visited"/g)].length, 5);
  });
});
