import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type FlowContent,
  FlowReadError,
  flowFrom,
  flowTypeOf,
  greetAndProve,
  readFlow,
  writeBehavior,
  writeFlow,
} from "../../flow";

/** Any JSON that has the shape of a flow, with members that the language does not know. */
const anyFlow = fc
  .record({
    Version: fc.string(),
    StartAction: fc.string(),
    Actions: fc.array(
      fc.record({
        Identifier: fc.string(),
        Type: fc.string(),
        Parameters: fc.dictionary(fc.string(), fc.jsonValue()),
        Transitions: fc.object(),
      }),
    ),
    Metadata: fc.dictionary(fc.string(), fc.jsonValue()),
    Other: fc.jsonValue(),
  })
  .map((flow) => JSON.parse(JSON.stringify(flow)) as FlowContent);

/** The same value with the members of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, shuffled(part)]),
  );
}

describe("reading and writing", () => {
  it("gives back what was read, whatever it holds", () => {
    fc.assert(fc.property(anyFlow, (flow) => assert.deepEqual(readFlow(writeFlow(flow)), flow)));
  });

  it("writes the same bytes twice, and for any order of members", () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const written = writeFlow(flow);
        assert.equal(writeFlow(readFlow(written)), written);
        assert.equal(writeFlow(shuffled(flow) as FlowContent), written);
      }),
    );
  });

  it("keeps members with names that objects of JavaScript have a meaning for", () => {
    const text = '{"Actions": [], "Metadata": {"__proto__": {"x": 1}, "constructor": "y"}}';
    assert.deepEqual(JSON.parse(writeFlow(readFlow(text))), JSON.parse(text));
    assert.match(writeFlow(readFlow(text)), /"__proto__"/);
  });

  it("names what is wrong with a text that is no flow", () => {
    assert.throws(
      () => readFlow("{"),
      (error) => error instanceof FlowReadError && /not JSON/.test(error.message),
    );
    assert.throws(
      () => readFlow("[]"),
      (error) => error instanceof FlowReadError && /no list of Actions/.test(error.message),
    );
  });

  it("makes a flow of an export, with everything that the export carries", () => {
    const content = { ...greetAndProve().toContent(), Settings: { InputParameters: [] } };
    const flow = flowFrom(writeFlow(content));
    assert.deepEqual([flow.name, flow.type], ["flow", "MODULE"]);
    assert.equal(flow.toString(), writeFlow(content));
  });

  it("knows the kind of a flow by what its export says", () => {
    const of = (type: string) => flowTypeOf({ ...greetAndProve().toContent(), Metadata: { type } });
    assert.deepEqual(
      ["contactFlow", "customerQueue", "agentHold", "outboundWhisper", "queueTransfer", "nonsense"].map(of),
      ["CONTACT_FLOW", "CUSTOMER_QUEUE", "AGENT_HOLD", "OUTBOUND_WHISPER", "QUEUE_TRANSFER", undefined],
    );
  });
});

describe("the text of what a flow does", () => {
  it("does not change when only the editor's picture does", () => {
    const flow = greetAndProve().toContent();
    assert.equal(writeBehavior({ ...flow, Metadata: {} }), writeBehavior(flow));
    assert.notEqual(writeBehavior({ ...flow, StartAction: "greet" }), writeBehavior(flow));
  });
});

describe("positions", () => {
  it("give every block of a flow a place of its own", () => {
    const { Metadata, Actions } = greetAndProve({ keyPress: true }).toContent();
    const placed = Metadata?.ActionMetadata as Record<string, { position: { x: number; y: number } }>;
    const places = Actions.map(({ Identifier }) => JSON.stringify(placed[Identifier]?.position));
    assert.equal(new Set(places).size, Actions.length);
    assert.ok((placed.greet?.position.x ?? 0) > (placed["mark-answered"]?.position.x ?? 0));
  });
});
