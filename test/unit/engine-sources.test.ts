import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../../engine";
import { Sandbox } from "./engine-fixture";

const RELEASE = "https://get.pulumi.com/releases/sdk/pulumi-v3.259.0-linux-x64.tar.gz";
const CHECKSUMS = "https://get.pulumi.com/releases/sdk/pulumi-3.259.0-checksums.txt";

describe("where the engine comes from", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const pluginsAtHome = () => {
    sandbox.pluginInHome("aws", "7.48.0");
    sandbox.pluginInHome("command", "1.2.1");
  };

  it("takes the pulumi on the PATH and the user's plugins, and touches nothing else", async () => {
    const pulumi = sandbox.pulumiOnPath("3.146.0");
    sandbox.program("path/bin/pulumi-language-nodejs", "");
    sandbox.goOnPath();
    pluginsAtHome();
    const engine = await sandbox.resolve();
    assert.deepEqual(
      { ...engine, plugins: engine.plugins.map((plugin) => plugin.path) },
      {
        root: join(sandbox.root, "path"),
        pulumi,
        version: "3.146.0",
        source: "path",
        plugins: ["aws-v7.48.0/pulumi-resource-aws", "command-v1.2.1/pulumi-resource-command"].map((path) =>
          join(sandbox.root, "user/.pulumi/plugins", `resource-${path}`),
        ),
      },
    );
    assert.deepEqual(sandbox.calls(), ["pulumi version"]);
    assert.deepEqual(sandbox.fetched, []);
    assert.equal(existsSync(sandbox.cache), false);
  });

  it("gives a pulumi that lies in no folder named bin a root that Automation API can use", async () => {
    const pulumi = sandbox.pulumiOnPath("3.200.0", "tools");
    sandbox.program("tools/pulumi-language-nodejs", "");
    sandbox.environment.PATH = join(sandbox.root, "tools");
    pluginsAtHome();
    const engine = await sandbox.resolve();
    assert.equal(engine.source, "path");
    assert.equal(readlinkSync(join(engine.root, "bin", "pulumi")), pulumi);
    assert.deepEqual(await sandbox.resolve(), engine);
  });

  for (const [why, prepare] of [
    ["is too old", () => sandbox.pulumiOnPath("3.145.9") && sandbox.program("path/bin/pulumi-language-nodejs", "")],
    ["has no language host", () => sandbox.pulumiOnPath("3.259.0")],
    ["does not run", () => sandbox.program("path/bin/pulumi", "exit 1")],
  ] as const) {
    it(`passes over a pulumi that ${why}`, async () => {
      prepare();
      sandbox.goOnPath();
      assert.equal((await sandbox.resolve()).source, "kit");
    });
  }

  it("asks Pulumi's host before it builds, and finds what it built at the next call", async () => {
    sandbox.goOnPath();
    const built = await sandbox.resolve();
    assert.equal(built.source, "kit");
    assert.deepEqual(sandbox.fetched, [CHECKSUMS]);
    const calls = sandbox.calls().length;
    const again = await sandbox.resolve();
    assert.deepEqual(again, { ...built, source: "cache" });
    assert.equal(sandbox.calls().length, calls);
    assert.equal(sandbox.fetched.length, 1);
  });

  it("installs Pulumi's release when the checksum fits, and its plugins from the registry", async () => {
    release();
    const engine = await sandbox.resolve();
    assert.equal(engine.source, "installer");
    assert.equal(engine.pulumi, join(engine.root, "bin", "pulumi"));
    assert.deepEqual(
      engine.plugins.map((plugin) => plugin.path),
      ["aws-v7.48.0/pulumi-resource-aws", "command-v1.2.1/pulumi-resource-command"].map((path) =>
        join(sandbox.cache, "home/plugins", `resource-${path}`),
      ),
    );
    const fetched = sandbox.fetched.length;
    assert.equal((await sandbox.resolve()).source, "cache");
    assert.equal(sandbox.fetched.length, fetched);
  });

  it("builds the kit's plugins where the registry does not give them", async () => {
    release("exit 1");
    sandbox.goOnPath();
    const engine = await sandbox.resolve();
    assert.equal(engine.source, "installer");
    const built = sandbox.calls("go build").map((call) => /-o \S*\/(\S+)/.exec(call)?.[1]);
    assert.deepEqual(built, ["pulumi-resource-aws", "pulumi-resource-command"]);
    assert.match(engine.plugins[0]?.path ?? "", /programs\/pulumi-resource-aws-[0-9a-f]{12}\/pulumi-resource-aws$/);
  });

  it("refuses a download whose checksum does not fit", async () => {
    release();
    sandbox.network.set(RELEASE, "something else");
    await assert.rejects(sandbox.resolve(), /does not have the checksum that Pulumi publishes/);
    assert.equal(existsSync(join(sandbox.cache, "engines")), false);
  });

  it("says in one message what is missing and what to install", async () => {
    const problem = await sandbox.resolve().catch((error: unknown) => error);
    assert.ok(problem instanceof EngineError);
    assert.equal(
      problem.message,
      "There is no Pulumi engine to run on: there is no pulumi on the PATH; get.pulumi.com could not be reached (ENOTFOUND); " +
        "there is no Go to build an engine with. Install Pulumi 3.146.0 or newer (https://www.pulumi.com/docs/install/), " +
        "or Go 1.25.11 or newer (https://go.dev/dl/) to build one, and run this again.",
    );
  });

  it("says so when Go is too old, or when only the plugins are missing", async () => {
    sandbox.goOnPath("go1.25.10");
    await assert.rejects(sandbox.resolve(), /path\/bin\/go is Go 1\.25\.10, older than 1\.25\.11\./);
    sandbox.pulumiOnPath("3.259.0");
    sandbox.program("path/bin/pulumi-language-nodejs", "");
    await assert.rejects(sandbox.resolve(), {
      message:
        `pulumi 3.259.0 is there, but the aws plugin 7.48.0 is neither installed nor to be downloaded, and ` +
        `${sandbox.root}/path/bin/go is Go 1.25.10, older than 1.25.11. Run \`pulumi plugin install resource aws 7.48.0\`, ` +
        "or install Go 1.25.11 or newer (https://go.dev/dl/).",
    });
  });

  it("looks for the plugin versions that the project's packages ask for", async () => {
    sandbox.pulumiOnPath("3.259.0");
    sandbox.program("path/bin/pulumi-language-nodejs", "");
    sandbox.file("project/node_modules/@pulumi/aws/package.json", '{"version":"7.9.1","pulumi":{"version":"v7.9.0"}}');
    sandbox.file("project/node_modules/@pulumi/command/package.json", '{"version":"1.0.2"}');
    sandbox.pluginInHome("aws", "7.9.0");
    sandbox.pluginInHome("command", "1.0.2");
    const engine = await sandbox.resolve({ project: join(sandbox.root, "project"), pluginVersions: {} });
    assert.deepEqual(
      engine.plugins.map(({ name, version }) => `${name} ${version}`),
      ["aws 7.9.0", "command 1.0.2"],
    );
  });

  it("passes over a plugin whose installation was interrupted", async () => {
    sandbox.goOnPath();
    pluginsAtHome();
    sandbox.file("user/.pulumi/plugins/resource-aws-v7.48.0.partial", "");
    const [aws, command] = (await sandbox.resolve()).plugins;
    assert.ok(aws?.path.startsWith(sandbox.cache));
    assert.ok(command?.path.startsWith(join(sandbox.root, "user")));
  });

  it("keeps to one folder of real files, with aws and command off the PATH", async () => {
    sandbox.goOnPath();
    const { root, plugins } = await sandbox.resolve();
    for (const program of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      const file = lstatSync(join(root, "bin", program));
      assert.ok(file.isFile() && (file.mode & 0o111) !== 0, program);
    }
    for (const { path } of plugins) assert.ok(!path.startsWith(root), path);
  });

  function release(
    pluginInstall = 'd="$PULUMI_HOME/plugins/resource-$4-v$5"; mkdir -p "$d"; cp "$0" "$d/pulumi-resource-$4"',
  ) {
    sandbox.program("release/pulumi/pulumi", pluginInstall);
    sandbox.program("release/pulumi/pulumi-language-nodejs", "");
    const tarball = join(sandbox.root, "release.tar.gz");
    execFileSync("tar", ["-czf", tarball, "-C", join(sandbox.root, "release"), "pulumi"]);
    const sum = createHash("sha256").update(readFileSync(tarball)).digest("hex");
    sandbox.network.set(RELEASE, readFileSync(tarball));
    sandbox.network.set(
      CHECKSUMS,
      `${"0".repeat(64)}  pulumi-v3.259.0-darwin-x64.tar.gz\n${sum}  ${RELEASE.split("/").at(-1)}\n`,
    );
    sandbox.program("path/bin/tar", 'exec tar "$@"');
    chmodSync(join(sandbox.root, "path/bin/tar"), 0o755);
  }
});
