/** What the command line and the judging script do with files: the same code that judged the flows of docs/real-flows.md. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkFlowFile,
  checkFlowText,
  drawMermaid,
  drawSvg,
  FlowReadError,
  flowFilesIn,
  flowFrom,
  greetAndProve,
  readFlow,
  validateFlow,
} from "../../flow";

const FIXTURES = join(__dirname, "../fixtures/flows");

describe("flow files", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ringcheck-flows-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("that are not JSON are told with the place of the mistake, and not with its text", () => {
    const [problem, ...others] = checkFlowText('{\n  "Version": "2019-10-30",\n  "Actions": [],\n}').problems;
    assert.equal(problem?.message, "This is no flow: it is not valid JSON, at line 4, column 1.");
    assert.deepEqual(others, []);
    const [secret] = validateFlow("{ +12065550100 }");
    assert.match(secret?.message ?? "", /^This is no flow: it is not valid JSON/);
    assert.doesNotMatch(secret?.message ?? "", /2065550100/);
  });

  it("of our own are read, accepted and written back equal", () => {
    const reports = flowFilesIn([FIXTURES]).map((file) => checkFlowFile(file));
    assert.ok(reports.length >= 5);
    for (const { file, accepted, writesBack, problems } of reports) {
      assert.deepEqual(
        { file, accepted, writesBack, problems },
        { file, accepted: true, writesBack: true, problems: [] },
      );
    }
  });

  it("say what they are, and are judged as that", () => {
    const types = flowFilesIn([FIXTURES]).map((file) => checkFlowFile(file).type);
    assert.deepEqual([...new Set(types)].sort(), [
      "AGENT_WHISPER",
      "CONTACT_FLOW",
      "CUSTOMER_HOLD",
      "CUSTOMER_QUEUE",
      "MODULE",
    ]);
    const whisper = { ...greetAndProve().toContent(), Metadata: { type: "agentWhisper" } };
    const { problems } = checkFlowText(JSON.stringify(whisper));
    assert.ok(problems.some(({ rule }) => rule === "DisconnectParticipant/refused-flow-type"));
  });

  it("are found below folders, sorted, and node_modules is left out", () => {
    mkdirSync(join(folder, "b"));
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["z.json", "b/a.json", "node_modules/x.json", "notes.md"])
      writeFileSync(join(folder, name), "{}");
    assert.deepEqual(flowFilesIn([folder]), [join(folder, "b/a.json"), join(folder, "z.json")]);
  });

  it("that hold no flow are refused with one problem, and nothing is thrown", () => {
    for (const text of ["", "{", "[]", "null", '"text"', "{}", '{"Actions": {}}']) {
      const report = checkFlowText(text);
      assert.deepEqual(
        [report.accepted, report.problems.map(({ rule }) => rule)],
        [false, ["document/readable"]],
        text,
      );
    }
  });

  it("of unusual shape are read, judged, drawn and written back, and nothing is thrown", () => {
    const end = '{"Identifier":"e","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}';
    const flow = (actions: string, members = "") =>
      `{"Version":"2019-10-30","StartAction":"e",${members}"Actions":[${actions}]}`;
    const odd: [text: string, accepted: boolean][] = [
      [`\uFEFF${flow(end)}`, true],
      [JSON.stringify(JSON.parse(flow(end)), null, 2).replaceAll("\n", "\r\n"), true],
      ...["null", "[1]", '"x"', '{"type":7,"name":[]}'].map((it): [string, boolean] => [
        flow(end, `"Metadata":${it},`),
        true,
      ]),
      [flow(end, '"__proto__":{"a":1},'), true],
      [flow(`${end},null,7,"x",[]`), false],
      [flow(end.replace('"e"', '"<id>"')), false],
      [flow('{"Identifier":7,"Type":null,"Parameters":null,"Transitions":[]}'), false],
      [flow(end.replace("DisconnectParticipant", "constructor")), false],
    ];
    for (const [text, accepted] of odd) {
      const report = checkFlowText(text);
      assert.deepEqual([report.accepted, report.writesBack], [accepted, true], text);
      assert.match(drawSvg(readFlow(text)), /^<svg /);
      assert.match(drawMermaid(readFlow(text)), /^flowchart/);
      assert.ok(flowFrom(text).toString().length > 0);
    }
  });

  it("that are nested without end, or are templates and no JSON, are refused like any other text", () => {
    const nested = `{"Version":"2019-10-30","Actions":[${"[".repeat(60_000)}${"]".repeat(60_000)}]}`;
    for (const text of [nested, "[".repeat(200_000), '{"StartAction": {{ start }}, "Actions": []}']) {
      const { accepted, problems } = checkFlowText(text);
      assert.deepEqual([accepted, problems.map(({ rule }) => rule)], [false, ["document/readable"]]);
      assert.throws(() => readFlow(text), FlowReadError);
    }
    const round: Record<string, unknown> = { Actions: [] };
    round.self = [round, round];
    assert.deepEqual(
      validateFlow(round as never).map(({ rule }) => rule),
      ["document/readable"],
    );
  });

  it("are judged by the script, with an exit code for machines", () => {
    const run = (...paths: string[]): { status: number; output: string } => {
      const args = ["--require", "tsx/cjs", join(__dirname, "../../bench/flow-judge.ts"), ...paths];
      try {
        return { status: 0, output: execFileSync(process.execPath, args, { encoding: "utf8" }) };
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string };
        return { status, output: stdout };
      }
    };
    assert.match(run(FIXTURES).output, /5 of 5 flows accepted and written back equal/);
    const broken = greetAndProve().toContent();
    writeFileSync(join(folder, "broken.json"), JSON.stringify({ ...broken, StartAction: "nowhere" }));
    const { status, output } = run(folder, "--json");
    assert.equal(status, 1);
    const [report] = JSON.parse(output) as { problems: { rule: string }[] }[];
    assert.deepEqual(
      report?.problems.map(({ rule }) => rule),
      ["document/start-action"],
    );
  });
});
