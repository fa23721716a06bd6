/** `ringcheck flow check` on folders as they are: flows beside other JSON, and flows that should prove a call. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Command } from "commander";
import { addFlow } from "../../cli/flow";
import { VisibleError } from "../../cli/visible-error";
import { type FlowFileReport, greetAndProve } from "../../flow";

const FLOW = greetAndProve().toString();

/** As a flow that says hello and hangs up. */
const UNPROVEN = JSON.stringify({
  Version: "2019-10-30",
  StartAction: "greet",
  Actions: [
    {
      Identifier: "greet",
      Type: "MessageParticipant",
      Parameters: { Text: "Hello." },
      Transitions: { NextAction: "end" },
    },
    { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
  ],
});

/** What projects keep beside their flows; the tsconfig has comments, which JSON has not. */
const OTHERS = {
  "package.json": '{ "name": "flows", "scripts": { "up": "pulumi up" } }',
  "tsconfig.json": '{\n  // Pulumi runs it.\n  "compilerOptions": { "strict": true, },\n}\n',
  "prompts.json": '["Hello.", "Goodbye."]',
  "cdk.out/manifest.json": "{}",
};

describe("ringcheck flow check", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ringcheck-check-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };

  async function check(...args: string[]): Promise<{ output: string; told: string; exitCode: number }> {
    const program = new Command("ringcheck").exitOverride().configureOutput({ writeErr: () => undefined });
    addFlow(program);
    const written: Record<"stdout" | "stderr", string[]> = { stdout: [], stderr: [] };
    const kept = { stdout: process.stdout.write, stderr: process.stderr.write };
    const before = process.exitCode;
    process.exitCode = 0;
    for (const stream of ["stdout", "stderr"] as const) {
      process[stream].write = ((text: string) => written[stream].push(text) > 0) as typeof kept.stdout;
    }
    try {
      await program.parseAsync(["flow", "check", ...args], { from: "user" });
      return {
        output: bare(written.stdout.join("")),
        told: bare(written.stderr.join("")),
        exitCode: Number(process.exitCode),
      };
    } finally {
      process.stdout.write = kept.stdout;
      process.stderr.write = kept.stderr;
      process.exitCode = before;
    }
  }

  /** Without the folder, and without colours, which are on where CI=true even into a pipe. */
  const bare = (text: string): string => stripVTControlCharacters(text).replaceAll(`${folder}/`, "");

  const assertNothingToCheck = (paths: string[], message: string): Promise<void> =>
    assert.rejects(check(...paths), (error: unknown) => {
      assert.ok(error instanceof VisibleError, String(error));
      assert.deepEqual([bare(error.message).replaceAll(folder, "flows"), error.exitCode], [message, 2]);
      return true;
    });

  it("passes over JSON of a folder that was never meant as a flow, and tells it in one line", async () => {
    put({ ...OTHERS, "support.json": FLOW });
    const { output, told, exitCode } = await check(folder);
    assert.equal(exitCode, 0);
    assert.deepEqual(output.trimEnd().split("\n"), [
      `support.json: accepted, ${JSON.parse(FLOW).Actions.length} actions`,
      "4 files are no flows, passed over: cdk.out/manifest.json, package.json, prompts.json and 1 more",
    ]);
    assert.equal(told, "");
  });

  it("keeps standard output for the reports where it writes JSON", async () => {
    put({ "package.json": OTHERS["package.json"], "support.json": FLOW });
    const { output, told, exitCode } = await check(folder, "--json");
    const reports = JSON.parse(output) as FlowFileReport[];
    assert.deepEqual(
      reports.map(({ file, accepted }) => [file, accepted]),
      [["support.json", true]],
    );
    assert.equal(told, "1 file is no flow, passed over: package.json\n");
    assert.equal(exitCode, 0);
  });

  it("refuses a file that is named, whatever it holds", async () => {
    put(OTHERS);
    for (const name of Object.keys(OTHERS)) {
      const { output, exitCode } = await check(join(folder, name));
      assert.match(output, /: refused, 0 actions\n.*This is no flow/);
      assert.equal(exitCode, 1);
    }
  });

  it("refuses what lies in a folder as a flow and cannot be read as one", async () => {
    const damaged = {
      "cut.json": FLOW.slice(0, FLOW.length / 2),
      "empty.json": "",
      "no-actions.json": '{ "Version": "2019-10-30", "StartAction": "greet" }',
      "actions.json": '{ "Actions": {} }',
      "merged.json": `<<<<<<< ours\n${FLOW}`,
      "older-export.json": '{ "modules": [], "version": "1", "start": "greet", "metadata": {} }',
      "described.json": JSON.stringify({ ContactFlow: { Name: "Support", Content: FLOW } }),
    };
    put({ ...damaged, "support.json": FLOW });
    const { output, exitCode } = await check(folder, "--json");
    const refused = (JSON.parse(output) as FlowFileReport[]).filter(({ accepted }) => !accepted);
    assert.deepEqual(
      refused.map(({ file }) => file),
      Object.keys(damaged).sort(),
    );
    assert.equal(exitCode, 1);
  });

  it("ends with 2 where no folder holds a flow", async () => {
    await assertNothingToCheck([folder], "No flow in flows: there is no .json file.");
    put({ "package.json": OTHERS["package.json"], "tsconfig.json": OTHERS["tsconfig.json"] });
    const message = "No flow in flows: 2 files are no flows, passed over: package.json, tsconfig.json.";
    await assertNothingToCheck([folder], message);
    await assertNothingToCheck([folder, "--json"], message);
  });

  it("says of a path that cannot be read what is wrong with it", async () => {
    await assertNothingToCheck([join(folder, "none")], "There is no none.");
    put({ "support.json": FLOW });
    await assertNothingToCheck([join(folder, "support.json", "x")], "support.json/x cannot be read (ENOTDIR).");
  });

  it("warns of a flow that cannot prove a call, where it should, and of no other", async () => {
    put({ "hello.json": UNPROVEN, "support.json": FLOW });
    assert.doesNotMatch((await check(folder)).output, /warning/);
    const { output, exitCode } = await check(folder, "--expect-proof");
    const [warning, place, ...others] = output.split("\n").slice(1);
    assert.match(
      warning ?? "",
      /^ {2}warning No action that a contact can reach copies ringcheck_nonce into ringcheck_proof/,
    );
    assert.match(place ?? "", /advice\/unreachable-proof/);
    assert.deepEqual(others, [`support.json: accepted, ${JSON.parse(FLOW).Actions.length} actions`, ""]);
    assert.equal(exitCode, 0);
    assert.doesNotMatch((await check(folder, "--expect-proof", "--quiet")).output, /warning/);
  });
});
