/** `ringcheck flow draw` and `flow check` as a user types them: what comes out, and what is said where nothing can. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { addFlow } from "../../cli/flow";
import { VisibleError } from "../../cli/visible-error";
import { greetAndProve } from "../../flow";
import { callFlow } from "../../testing";

const FLOW = greetAndProve({ keyPress: true });

describe("ringcheck flow", () => {
  let folder: string;
  let flowFile: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ringcheck-draw-"));
    flowFile = file("support.json", FLOW.toString());
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  const json = (name: string, value: unknown): string => file(name, JSON.stringify(value));

  async function run(...args: string[]): Promise<{ output: string; exitCode: number }> {
    const program = new Command("ringcheck").exitOverride().configureOutput({ writeErr: () => undefined });
    addFlow(program);
    const written: string[] = [];
    const { write } = process.stdout;
    const before = process.exitCode;
    process.exitCode = 0;
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
    try {
      await program.parseAsync(["flow", ...args], { from: "user" });
      return { output: written.join(""), exitCode: Number(process.exitCode) };
    } finally {
      process.stdout.write = write;
      process.exitCode = before;
    }
  }

  const refusal = async (...args: string[]): Promise<string> => {
    const error = await run(...args).then(
      () => assert.fail("the command passed"),
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof VisibleError, String(error));
    assert.equal(error.exitCode, 2);
    return error.message.replaceAll(`${folder}/`, "");
  };

  it("draw prints Mermaid, called as the file is", async () => {
    const { output } = await run("draw", flowFile);
    assert.match(output, /^---\ntitle: "support"\n---\nflowchart TD\n/);
  });

  it("draw prints SVG where it is asked to, with the title that is given", async () => {
    const { output } = await run("draw", flowFile, "--format", "svg", "--title", "a <b> & c");
    assert.match(output, /^<svg .*\n<title>a &lt;b&gt; &amp; c<\/title>/);
  });

  it("draw writes into a file, in the format of its name", async () => {
    const svg = join(folder, "picture.SVG");
    assert.equal((await run("draw", flowFile, "--output", svg)).output, "");
    assert.match(readFileSync(svg, "utf8"), /^<svg /);
    await run("draw", flowFile, "--output", join(folder, "picture.mmd"));
    assert.match(readFileSync(join(folder, "picture.mmd"), "utf8"), /^---\ntitle/);
  });

  it("draw takes the title from the flow's metadata, and no markup from there", async () => {
    const content = FLOW.toContent();
    const named = json("named.json", { ...content, Metadata: { name: 'A "flow"\n<script>x</script>' } });
    assert.match((await run("draw", named)).output, /^---\ntitle: "A \\"flow\\" script x \/script"\n---\n/);
  });

  it("draw draws a call's path over the flow, however the call was kept", async () => {
    const call = await callFlow(FLOW, { caller: { answers: ["1"] }, initiationMethod: "API" });
    const plain = (await run("draw", flowFile)).output;
    assert.doesNotMatch(plain, /class .* visited/);
    const pictures = new Set<string>();
    for (const [name, kept] of Object.entries({ call, contact: { id: "c", trace: call.trace }, trace: call.trace })) {
      pictures.add((await run("draw", flowFile, "--trace", json(`${name}.json`, kept))).output);
    }
    pictures.add((await run("draw", flowFile, "--trace", json("list.json", [{ trace: call.trace }]))).output);
    assert.equal(pictures.size, 1);
    const visited = /class ([n\d,]+) visited/.exec([...pictures][0] ?? "")?.[1]?.split(",") ?? [];
    assert.equal(visited.length, new Set(call.path).size);
  });

  it("draw takes the steps of the flow that the call began in, or of the one that is named", async () => {
    const [first = "", second = ""] = FLOW.toContent().Actions.map(({ Identifier }) => Identifier);
    const trace = json("two.json", [
      { flow: "main", block: first, branch: "NextAction" },
      { flow: "module", block: second, branch: "NextAction" },
    ]);
    const visited = async (...more: string[]) =>
      /class (\S+) visited/.exec((await run("draw", flowFile, "--trace", trace, ...more)).output)?.[1];
    assert.deepEqual([await visited(), await visited("--flow", "module")], ["n1", "n2"]);
    assert.match(
      await refusal("draw", flowFile, "--trace", trace, "--flow", "other"),
      /^No step of two\.json belongs to this flow; the call came through main, module \(--flow chooses\)\.$/,
    );
  });

  it("draw says in one sentence what it cannot use", async () => {
    const bad = file("bad.json", "{");
    assert.match(await refusal("draw", join(folder, "none.json")), /^none\.json cannot be read \(ENOENT\)\.$/);
    assert.match(await refusal("draw", folder), /cannot be read \(EISDIR\)/);
    assert.match(await refusal("draw", bad), /^bad\.json: This is no flow: it is not JSON/);
    assert.match(await refusal("draw", json("other.json", {})), /^other\.json: This is no flow: it has no list/);
    assert.match(await refusal("draw", flowFile, "--trace", bad), /^bad\.json is not JSON/);
    for (const [name, value] of Object.entries({ a: {}, b: 7, c: [7], d: [{ trace: [] }, { trace: [] }], e: null })) {
      assert.match(await refusal("draw", flowFile, "--trace", json(`${name}.json`, value)), /holds no trace: give/);
    }
    const nowhere = join(folder, "no", "picture.svg");
    assert.match(await refusal("draw", flowFile, "--output", nowhere), /cannot be written \(ENOENT\)/);
  });

  it("draw draws what Connect would refuse all the same", async () => {
    const content = { ...FLOW.toContent(), StartAction: "nowhere" };
    assert.match((await run("draw", json("broken.json", content))).output, /Missing action<br\/>nowhere/);
  });

  it("check ends with 1 for a refused flow, and shows rule, place and remedy", async () => {
    assert.deepEqual((await run("check", flowFile, "--quiet")).exitCode, 0);
    const broken = json("broken.json", { ...FLOW.toContent(), StartAction: "nowhere" });
    const { output, exitCode } = await run("check", folder, "--json");
    assert.equal(exitCode, 1);
    const reports = JSON.parse(output) as { file: string; accepted: boolean; problems: { rule: string }[] }[];
    assert.deepEqual(
      reports.map(({ file: name, accepted }) => [name, accepted]),
      [
        [broken, false],
        [flowFile, true],
      ],
    );
    assert.ok(reports[0]?.problems.some(({ rule }) => rule === "document/start-action"));
    assert.match(
      (await run("check", broken, "--quiet")).output,
      /StartAction "nowhere" .*Write the identifier.*\n.*document\/start-action/,
    );
  });

  it("check says where there is nothing to check", async () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    assert.match(await refusal("check", empty), /^No flow in empty-[^ ]*: there is no \.json file\.$/);
    assert.match(await refusal("check", join(folder, "none.json")), /^There is no none\.json\.$/);
  });
});
