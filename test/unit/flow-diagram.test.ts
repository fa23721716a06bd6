import assert from "node:assert/strict";
import { drawMermaid, drawSvg, type FlowContent, greetAndProve } from "../../flow";
import { fitText, textWidth, wrapText } from "../../flow/diagram/measure";
import { pictureOf } from "../../flow/diagram/picture";
import { flowOfSize } from "./flow-of-size";

const flow = greetAndProve({ keyPress: true }).toContent();

const trace = [
  { block: "mark-answered", branch: "NextAction" },
  { note: "the other party clears their throat" },
  { block: "greet", branch: "NextAction" },
  { block: "ask-for-key", branch: "Conditions:1" },
  { block: "prove", branch: "Errors:NoMatchingError" },
];

describe("the picture of a flow", () => {
  it("has a box for each action, the start among them, and one line between any two", () => {
    const { boxes, lines } = pictureOf(flow);
    assert.equal(boxes.length, flow.Actions.length + 1);
    const pairs = lines.map(({ from, to }) => `${from}-${to}`);
    assert.equal(new Set(pairs).size, pairs.length);
  });

  it("tells quiet errors from ways that a call should take", () => {
    const { boxes, lines } = pictureOf(flow);
    const id = boxes.find(({ identifier }) => identifier === "ask-for-key")?.id;
    const labels = lines.filter(({ from }) => from === id).map(({ labels: [label], error }) => [label, error]);
    assert.deepEqual(labels, [
      ["1", false],
      ["error", true],
      ["otherwise", false],
      ["no input", true],
    ]);
  });

  it("marks where a call came, and the branches that it took", () => {
    const { boxes, lines, traced } = pictureOf(flow, { trace });
    const name = (id: number) => boxes[id]?.identifier;
    assert.ok(traced);
    assert.deepEqual(
      boxes.filter(({ visits }) => visits.length > 0).map(({ identifier, visits }) => [identifier, visits]),
      [
        ["mark-answered", [1]],
        ["greet", [2]],
        ["ask-for-key", [3]],
        ["prove", [4]],
      ],
    );
    assert.deepEqual(
      lines.filter(({ taken }) => taken).map(({ from, to }) => [name(from), name(to)]),
      [
        ["", "mark-answered"],
        ["mark-answered", "greet"],
        ["greet", "ask-for-key"],
        ["ask-for-key", "prove"],
        ["prove", "mark-failed-prove"],
      ],
    );
  });

  it("shows a branch that leads nowhere as a missing action", () => {
    const [action] = flow.Actions;
    assert.ok(action);
    const broken: FlowContent = { ...flow, StartAction: action.Identifier, Actions: [action] };
    assert.deepEqual(
      pictureOf(broken)
        .boxes.filter(({ kind }) => kind === "missing")
        .map(({ identifier }) => identifier),
      ["mark-failed-mark-answered", "greet"],
    );
  });

  it("writes the branches into a box where too many would lead to one other, but never the path of a call", () => {
    const trace = [{ block: "menu-0", branch: "Errors:NoMatchingError" }];
    const { boxes, lines } = pictureOf(flowOfSize(60), { trace });
    const idOf = (name: string) => boxes.find(({ identifier }) => identifier === name)?.id;
    assert.deepEqual(boxes.find(({ identifier }) => identifier === "menu-1")?.asides, ["error → sorry"]);
    const toSorry = lines.filter(({ to }) => to === idOf("sorry")).map(({ from }) => from);
    assert.deepEqual(toSorry, [idOf("menu-0")]);
  });

  it("says in a box what the console would: the words, the name of a queue, the first prompt that repeats", () => {
    const arn = "arn:aws:connect:us-east-1:111122223333:instance/i/queue/q";
    const action = (Identifier: string, Type: string, Parameters: Record<string, unknown>) => ({
      Identifier,
      Type,
      Parameters,
      Transitions: {},
    });
    const named = (parameter: string, displayName: unknown) => ({ parameters: { [parameter]: { displayName } } });
    const { boxes } = pictureOf({
      Version: "2019-10-30",
      StartAction: "queue",
      Metadata: {
        ActionMetadata: {
          queue: named("QueueId", "Sales"),
          hours: named("HoursOfOperationId", "Weekdays"),
          other: named("QueueId", 7),
        },
      },
      Actions: [
        action("queue", "UpdateContactTargetQueue", { QueueId: arn }),
        action("hours", "CheckHoursOfOperation", { HoursOfOperationId: arn }),
        action("other", "UpdateContactTargetQueue", { QueueId: arn }),
        action("wait", "MessageParticipantIteratively", {
          Messages: [{ SSML: "<speak>One.</speak>" }, { Text: "Two." }],
        }),
        action("silent", "GetParticipantInput", { Text: "\u200b" }),
        action("family", "MessageParticipant", { Text: "👩\u200d👧" }),
      ],
    });
    assert.deepEqual(
      boxes.slice(1).map(({ lines: [, ...details] }) => details),
      [["Sales"], ["Weekdays"], ["q"], ["One."], [], ["👩\u200d👧"]],
    );
  });

  it("comes to an end on flows that go round in circles", () => {
    const circle: FlowContent = {
      Version: "2019-10-30",
      StartAction: "a",
      Actions: ["a", "b"].map((Identifier, index, all) => ({
        Identifier,
        Type: "Loop",
        Parameters: { LoopCount: "1" },
        Transitions: {
          NextAction: all[1 - index] as string,
          Errors: [{ ErrorType: "NoMatchingError", NextAction: Identifier }],
        },
      })),
    };
    assert.match(drawSvg(circle), /<\/svg>\n$/);
  });
});

describe("the drawings", () => {
  const hostile = `</text><script>alert("1")</script> & ]]> --> \u0000\ud800 "end" \`x\` |]`;
  const content: FlowContent = {
    Version: "2019-10-30",
    StartAction: hostile,
    Actions: [
      { Identifier: hostile, Type: hostile, Parameters: { Text: hostile }, Transitions: { NextAction: hostile } },
    ],
  };

  it("of SVG let no text of a flow become markup", () => {
    const svg = drawSvg(content, { title: hostile });
    assert.doesNotMatch(svg, /<script/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the character that XML forbids
    assert.doesNotMatch(svg, /\u0000|\p{Surrogate}/u);
  });

  it("of Mermaid let no text of a flow become syntax", () => {
    const lines = drawMermaid(content)
      .split("\n")
      .filter((line) => /^ {2}n\d/.test(line));
    for (const line of lines) assert.match(line, /^ {2}n\d+(\(\["|\{\{"|\["| -->| -\.->)/);
    const texts = lines.flatMap((line) => /"(.*)"/.exec(line)?.[1] ?? []);
    for (const text of texts) assert.doesNotMatch(text.replaceAll("<br/>", ""), /["<>`|[\]{}]/);
  });

  it("are the same bytes for the same flow", () => {
    assert.equal(drawSvg(flow, { trace }), drawSvg(flow, { trace }));
    assert.equal(drawMermaid(flow), drawMermaid(structuredClone(flow)));
  });
});

describe("measuring", () => {
  it("cuts what does not fit, with an ellipsis, and nothing else", () => {
    assert.equal(fitText("short", 12, 200), "short");
    const cut = fitText("a text that is far too long for its box", 12, 100);
    assert.match(cut, /^a text.*…$/);
    assert.ok(textWidth(cut, 12) <= 100);
  });

  it("breaks between words, and cuts the last row", () => {
    const rows = wrapText("one two three four five six seven eight nine ten", 12, 90, 2);
    assert.equal(rows.length, 2);
    for (const row of rows) assert.ok(textWidth(row, 12) <= 90);
  });
});
