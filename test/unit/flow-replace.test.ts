/** An exported flow carries the ARNs of where it came from: each can give way to a reference. */
import assert from "node:assert/strict";
import { FlowReadError, flowFrom, ref } from "../../flow";

const QUEUE = "arn:aws:connect:us-east-1:111122223333:instance/I/queue/Q";
const MODULE = "arn:aws:connect:us-east-1:111122223333:instance/I/flow-module/M";

/** An export with two ARNs in parameters, one of them nested, and the same text in a greeting. */
function exported(): string {
  const transitions = { NextAction: "end" };
  const action = (Identifier: string, Type: string, Parameters: object) => ({
    Identifier,
    Type,
    Parameters,
    Transitions: transitions,
  });
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: "queue",
    Metadata: { name: "Menu", entryPointPosition: { x: 1, y: 2 } },
    Actions: [
      action("queue", "UpdateContactTargetQueue", { QueueId: QUEUE }),
      action("module", "InvokeFlowModule", { FlowModuleId: `${MODULE}:$LATEST`, Nested: [{ Again: QUEUE }] }),
      action("say", "MessageParticipant", { Text: `The queue is ${QUEUE}` }),
    ],
  });
}

const parameters = (flow: { toContent(values: Record<string, string>): { Actions: { Parameters: object }[] } }) =>
  flow.toContent({ queue: "QUEUE", "module:greet": "MODULE" }).Actions.map((action) => action.Parameters);

describe("replacing what an export carries", () => {
  it("puts references in place of whole parameters, and keeps a qualifier", () => {
    const flow = flowFrom(exported(), { replace: { [QUEUE]: ref("queue"), [MODULE]: ref("module:greet") } });
    assert.deepEqual(flow.references, ["module:greet", "queue"]);
    assert.deepEqual(parameters(flow), [
      { QueueId: "QUEUE" },
      { FlowModuleId: "MODULE:$LATEST", Nested: [{ Again: "QUEUE" }] },
      { Text: `The queue is ${QUEUE}` },
    ]);
  });

  it("puts plain text in place, and takes the longest that fits", () => {
    const replace = { [MODULE]: "short", [`${MODULE}:$LATEST`]: "whole" };
    assert.throws(() => flowFrom(exported(), { replace }), FlowReadError);
    const flow = flowFrom(exported(), { replace: { [`${MODULE}:$LATEST`]: "whole" } });
    assert.equal((parameters(flow)[1] as { FlowModuleId: string }).FlowModuleId, "whole");
  });

  it("refuses what is nowhere in the flow, since it is a mistake", () => {
    assert.throws(() => flowFrom(exported(), { replace: { nowhere: ref("queue") } }), {
      name: "FlowReadError",
      message: 'No parameter of the flow is "nowhere": replace names an id or ARN that is the whole of one.',
    });
  });
});
