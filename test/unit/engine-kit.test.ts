import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import type { Context } from "../../engine/context";
import { kitFolder, programPath } from "../../engine/kit";
import { BIN_PROGRAMS, PLUGIN_PROGRAMS } from "../../engine/pins";
import { Sandbox } from "./engine-fixture";

describe("the engine kit", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.goOnPath();
  });
  afterEach(() => sandbox.remove());

  const builds = () => sandbox.calls("go build").map((call) => /-o \S*\/(\S+)/.exec(call)?.[1]);
  const lockFile = () => ({ lockfilePath: join(sandbox.cache, "lock"), realpath: false });

  it("builds with committed checksums only, for this machine, whatever the user's Go is set to", async () => {
    sandbox.environment.GOFLAGS = "-mod=mod";
    await sandbox.resolve();
    for (const call of sandbox.calls("go build")) assert.match(call, / -trimpath .*\| -mod=readonly off local GOOS=$/);
    assert.equal(sandbox.calls("go build").length, 4);
    const [pulumi] = sandbox.calls("go build").filter((call) => call.includes("/cmd/pulumi "));
    assert.match(pulumi ?? "", /-tags osusergo,grpcnotrace -ldflags -w -s -X \S+version\.Version=v3\.259\.0 -o/);
  });

  it("keeps what is finished, and goes on from there after a failure", async () => {
    sandbox.file("fail-pulumi-resource-aws", "# internal\nmain.go:7: undefined: x\n");
    const log = join(sandbox.cache, "logs", "pulumi-resource-aws.log");
    await assert.rejects(sandbox.resolve(), {
      name: "EngineError",
      message: `Go could not build pulumi-resource-aws: main.go:7: undefined: x. All that Go said is in ${log}.`,
    });
    assert.match(readFileSync(log, "utf8"), /# internal/);
    const failed = builds();
    rmSync(join(sandbox.root, "fail-pulumi-resource-aws"));
    assert.equal((await sandbox.resolve()).source, "cache");
    assert.deepEqual(builds().slice(failed.length), ["pulumi-resource-aws", "pulumi-resource-command"]);
    assert.deepEqual(readdirSync(join(sandbox.cache, "work")), []);
  });

  it("tells an unreachable module mirror from a broken build", async () => {
    sandbox.file(
      "fail-pulumi-language-nodejs",
      "go: x@v1: Get https://proxy.example: dial tcp: lookup proxy.example: no\n",
    );
    await assert.rejects(sandbox.resolve(), /could not download the modules of pulumi-language-nodejs .* set GOPROXY/);
  });

  for (const [what, script] of [
    ["tells another version", 'case "$1" in version) echo v3.1.0;; *) echo 4711;; esac'],
    ["does not start", 'case "$1" in version) echo missing library >&2; exit 127;; *) echo 4711;; esac'],
  ] as const) {
    it(`does not keep a program that ${what}`, async () => {
      sandbox.program("built", script);
      await assert.rejects(sandbox.resolve(), /^EngineError: pulumi was built but does not answer/);
      const kept = readdirSync(join(sandbox.cache, "programs")).map((name) => name.replace(/-[0-9a-f]{12}$/, ""));
      assert.deepEqual(kept.sort(), ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
    });
  }

  it("tells which program it builds and for how long", async () => {
    await sandbox.resolve(
      {},
      {
        run: async (command, args, options) => {
          if (args[0] === "build" && args.at(-1)?.endsWith("/cmd/pulumi")) for (const _ of "....") sandbox.tick(15_500);
          return sandbox.machine.run(command, args, options);
        },
      },
    );
    const about = sandbox.lines.filter((line) => /^building pulumi\b(?!-)/.test(line));
    assert.deepEqual(
      about.map((line) => line.replace("building pulumi", "")),
      [" …", ": 16 s so far", ": 31 s so far", ": 47 s so far", ": 1 min 2 s so far", ": done in 1 min 2 s"],
    );
    assert.match(sandbox.lines[0] ?? "", /^building the engine with Go 1\.26\.8: some ten minutes/);
    sandbox.tick(15_500);
    assert.match(
      sandbox.lines.at(-1) ?? "",
      /^building pulumi-resource-command: done in/,
      "heartbeats end with the build",
    );
  });

  it("waits for another run and then uses what that has built", async () => {
    const other = new Sandbox();
    other.goOnPath();
    const theirs = await other.resolve();
    mkdirSync(sandbox.cache, { recursive: true });
    const release = await lock(sandbox.cache, lockFile());
    const engine = await sandbox.resolve(
      {},
      {
        sleep: async () => {
          cpSync(other.cache, sandbox.cache, { recursive: true });
          await release();
        },
      },
    );
    other.remove();
    assert.equal(engine.source, "cache");
    assert.equal(engine.root, theirs.root.replace(other.cache, sandbox.cache));
    assert.deepEqual(sandbox.lines, ["Another run is getting the engine; waiting for it."]);
    assert.deepEqual(builds(), []);
  });

  it("takes over the lock of a run that was killed", async () => {
    mkdirSync(join(sandbox.cache, "lock"), { recursive: true });
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(sandbox.cache, "lock"), longAgo, longAgo);
    assert.equal((await sandbox.resolve()).source, "kit");
    assert.equal(builds().length, 4);
  });

  it("clears away what killed runs left behind, once it is a day old", async () => {
    for (const name of ["old", "new"]) mkdirSync(join(sandbox.cache, "work", name), { recursive: true });
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(join(sandbox.cache, "work", "old"), longAgo, longAgo);
    await sandbox.resolve();
    assert.deepEqual(readdirSync(join(sandbox.cache, "work")), ["new"]);
  });

  it("lets two runs at once build everything once", async () => {
    const pause = { sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 20)) };
    const [one, two] = await Promise.all([sandbox.resolve({}, pause), sandbox.resolve({}, pause)]);
    assert.equal(one.root, two.root);
    assert.equal(builds().length, 4);
  });

  for (const how of ["an abort", "SIGINT"]) {
    it(`ends Go on ${how}, and leaves no lock and no work behind`, async () => {
      sandbox.file("hang", "");
      const controller = new AbortController();
      const running = sandbox.resolve({ signal: controller.signal });
      const hanging = join(sandbox.root, "hanging");
      while (!existsSync(hanging) || readFileSync(hanging, "utf8") === "") await new Promise(setImmediate);
      if (how === "SIGINT") process.emit("SIGINT");
      else controller.abort();
      await assert.rejects(running, /^EngineError: Getting the engine was interrupted\. What was finished is kept/);
      assert.throws(() => process.kill(Number(readFileSync(hanging, "utf8")), 0), { code: "ESRCH" });
      assert.equal(existsSync(join(sandbox.cache, "lock")), false);
      assert.deepEqual(readdirSync(join(sandbox.cache, "work")), []);
      assert.deepEqual(readdirSync(join(sandbox.cache, "programs")).length, 1, "the launcher was finished");
    });
  }

  it("says so when the cache cannot be written", async () => {
    const cacheFolder = sandbox.file("a-file", "");
    await assert.rejects(sandbox.resolve({ cacheFolder }), /^EngineError: The engine's cache .* RINGCHECK_CACHE/);
  });

  it("builds a program anew when its pins, checksums or sources change, and no other", async () => {
    const kit = join(sandbox.root, "kit");
    cpSync(kitFolder(), kit, { recursive: true });
    const context = { machine: sandbox.machine, cache: sandbox.cache, kit } as Context;
    const programs = [...BIN_PROGRAMS, ...Object.values(PLUGIN_PROGRAMS)];
    const paths = () => Promise.all(programs.map((program) => programPath(context, program)));
    const before = await paths();
    sandbox.file("kit/aws/source/go.sum", "other\n");
    const after = await paths();
    const changed = programs.filter((_, i) => before[i] !== after[i]).map(({ file }) => file);
    assert.deepEqual(changed, ["pulumi-resource-aws"]);
    const elsewhere = { ...context, machine: { ...sandbox.machine, arch: "arm64" } };
    assert.notEqual(await programPath(elsewhere, BIN_PROGRAMS[0] as never), before[0]);
  });

  it("never writes into its own sources", async () => {
    const files = () =>
      readdirSync(kitFolder(), { recursive: true, encoding: "utf8" }).map(
        (file) => `${file} ${statSync(join(kitFolder(), file)).mtimeMs}`,
      );
    const before = files();
    await sandbox.resolve();
    assert.deepEqual(files(), before);
  });
});
