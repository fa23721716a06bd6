/** A flow on its way to Connect is judged before anything runs: what is refused, what is only said, and in whose name. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { checkedContent, type FlowCheck } from "../../components/flow-check";
import { actions as a, defineFlow, type FlowContent, greetAndProve, ref } from "../../flow";

const CHECK: FlowCheck = { property: "flow", type: "CONTACT_FLOW", resource: undefined };

/** A greeting without a way on, and a hanging up that something follows. */
function broken(): FlowContent {
  const end = { NextAction: "greet" };
  return {
    Version: "2019-10-30",
    StartAction: "greet",
    Actions: [
      { Identifier: "greet", Type: "MessageParticipant", Parameters: { Text: "Hello." }, Transitions: {} },
      { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: end },
    ],
  };
}

const REFUSED = [
  "flow: Amazon Connect would refuse this flow (2 errors):",
  "  flow: Actions[0].Transitions.NextAction “greet”: MessageParticipant needs a NextAction, even where its conditions " +
    "cover every outcome. Name the action that follows. [MessageParticipant/next-action]",
  "  flow: Actions[1].Transitions “end”: DisconnectParticipant ends the flow, so nothing can follow it. Leave " +
    "Transitions empty: {}. [DisconnectParticipant/terminal]",
].join("\n");

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(pulumi.ResourceError.isInstance(error) && error.hideStack, "told without a stack");
    return error.message;
  }
  throw new Error("the flow passed, and should have been refused");
}

/** What was warned about while the work was done; Pulumi writes it to the console where it has no engine. */
function warningsOf(work: () => unknown): string[] {
  const written: string[] = [];
  const { warn } = console;
  console.warn = (line: string) => void written.push(line);
  try {
    work();
  } finally {
    console.warn = warn;
  }
  return written;
}

const resolved = (content: pulumi.Input<string>): Promise<string> =>
  (pulumi.output(content) as unknown as { promise(): Promise<string> }).promise();

describe("a flow in preview", () => {
  before(() => pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }));

  it("is refused at once, with property, place, action, remedy and rule", () => {
    assert.equal(
      refusal(() => checkedContent(JSON.stringify(broken()), CHECK)),
      REFUSED,
    );
    assert.equal(
      refusal(() => checkedContent(broken(), CHECK)),
      REFUSED,
    );
  });

  it("is refused inside an Output or a promise, as soon as its text is known", async () => {
    for (const text of [pulumi.output(JSON.stringify(broken())), Promise.resolve(JSON.stringify(broken()))]) {
      await assert.rejects(resolved(checkedContent(text, CHECK)), (error: Error) => {
        assert.ok(pulumi.ResourceError.isInstance(error) && error.hideStack);
        return error.message === REFUSED;
      });
    }
  });

  it("is refused by an error that names its resource, and has no stack that Node could get lost in", () => {
    const resource = new pulumi.ComponentResource("test:index:Centre", "support");
    assert.throws(
      () => checkedContent(broken(), { ...CHECK, resource }),
      (error: pulumi.ResourceError) => error.resource === resource && !/\n\s+at /.test(error.stack ?? ""),
    );
  });

  it("is refused where it is no flow", () => {
    for (const text of ["", "{", "[]", '{"Actions": {}}']) {
      assert.match(
        refusal(() => checkedContent(text, CHECK)),
        /flow: This is no flow.*document\/readable/s,
      );
    }
    assert.match(
      refusal(() => checkedContent({} as never, CHECK)),
      /This is no flow/,
    );
  });

  it("is judged before its references are known, and written when they are", async () => {
    const flow = (message: string) =>
      defineFlow({
        name: "To the queue",
        start: "choose",
        actions: {
          choose: a.updateContactTargetQueue(
            { queueId: ref("queue") },
            { next: "say", errors: { NoMatchingError: "say" } },
          ),
          say: a.messageParticipant({ text: message }, { next: "end" }),
          end: a.disconnectParticipant(),
        },
      });
    const never = new Promise<string>(() => undefined);
    assert.match(
      refusal(() => checkedContent(flow(""), { ...CHECK, references: { queue: never } })),
      /document\/empty-parameter/,
    );
    const text = await resolved(checkedContent(flow("Hello."), { ...CHECK, references: { queue: "queue-arn" } }));
    assert.match(text, /"QueueId": "queue-arn"/);
  });

  it("is judged as what it will be, under the name of its property", () => {
    const message = refusal(() =>
      checkedContent(greetAndProve().toContent(), { ...CHECK, type: "MODULE", property: "modules.greeting" }),
    );
    assert.match(message, /^modules\.greeting: Amazon Connect would refuse this flow module/);
    assert.match(message, /\n {2}modules\.greeting: Settings: .*\[document\/module-settings\]/);
  });

  it("says nothing about a good flow", () => {
    assert.deepEqual(
      warningsOf(() => checkedContent(greetAndProve(), CHECK)),
      [],
    );
  });

  it("warns once, with a line per rule, and sends the text as it is", () => {
    const text = JSON.stringify(withStrays(30));
    let sent: pulumi.Input<string> = "";
    const [warning = "", ...others] = warningsOf(() => {
      sent = checkedContent(text, CHECK);
    });
    assert.equal(sent, text);
    assert.deepEqual(others, []);
    const lines = warning.split("\n");
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? "", /flow: Actions\[1\].*at 29 other places.*\[advice\/unreachable\]/);
  });

  it("lists no more than ten errors, and says how many are left", () => {
    const flow = withStrays(30);
    for (const { Type, Parameters } of flow.Actions) if (Type === "MessageParticipant") Parameters.Text = "";
    const lines = refusal(() => checkedContent(flow, CHECK)).split("\n");
    assert.equal(lines.length, 12);
    assert.match(lines[11] ?? "", /and 20 more: "ringcheck flow check FILE"/);
  });

  it("never shows a telephone number", () => {
    const flow = withStrays(0);
    const callback = { CallbackNumber: "+12065550123" };
    const errors = [{ ErrorType: "NoMatchingError", NextAction: "end" }];
    flow.Actions.push({
      Identifier: "call back",
      Type: "UpdateContactCallbackNumber",
      Parameters: callback,
      Transitions: { NextAction: "end", Errors: errors, Conditions: [] },
    });
    const said = refusal(() => checkedContent(flow, CHECK));
    assert.match(said, /path-parameter/);
    assert.doesNotMatch(said, /5550123/);
  });
});

/** A flow that hangs up, beside actions that nothing leads to. */
function withStrays(count: number): FlowContent {
  const strays = Array.from({ length: count }, (_, index) => ({
    Identifier: `stray ${index}`,
    Type: "MessageParticipant",
    Parameters: { Text: "Hello." },
    Transitions: { NextAction: "end", Errors: [], Conditions: [] },
  }));
  const end = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
  return { Version: "2019-10-30", StartAction: "end", Actions: [end, ...strays] };
}
