import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Engine, engineEnvironment, preparePulumiHome } from "../../engine";
import { Sandbox } from "./engine-fixture";

describe("the Pulumi home of an engine", () => {
  let sandbox: Sandbox;
  let engine: Engine;
  let home: string;
  beforeEach(() => {
    sandbox = new Sandbox();
    home = join(sandbox.root, "home");
    engine = {
      root: join(sandbox.root, "engine"),
      pulumi: join(sandbox.root, "engine/bin/pulumi"),
      version: "3.259.0",
      source: "kit",
      plugins: [
        { name: "aws", version: "7.48.0", path: sandbox.program("programs/a/pulumi-resource-aws", "echo one") },
        { name: "command", version: "1.2.1", path: sandbox.program("programs/b/pulumi-resource-command", "echo one") },
      ],
    };
  });
  afterEach(() => sandbox.remove());

  const installed = (name = "aws-v7.48.0") =>
    join(home, "plugins", `resource-${name}`, `pulumi-resource-${name.split("-")[0]}`);

  it("holds real folders with the programs themselves, executable, without using their space twice", async () => {
    await preparePulumiHome(engine, home);
    assert.deepEqual(readdirSync(join(home, "plugins")), ["resource-aws-v7.48.0", "resource-command-v1.2.1"]);
    assert.ok(lstatSync(join(installed(), "..")).isDirectory());
    assert.equal(statSync(installed()).ino, statSync(engine.plugins[0]?.path ?? "").ino);
    assert.deepEqual(readdirSync(home), ["plugins"]);
  });

  it("may be prepared again, and by many at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => preparePulumiHome(engine, home)));
    const { ino, ctimeMs } = statSync(join(installed(), ".."));
    await preparePulumiHome(engine, home);
    const again = statSync(join(installed(), ".."));
    assert.deepEqual([again.ino, again.ctimeMs], [ino, ctimeMs]);
    assert.deepEqual(readdirSync(home), ["plugins"]);
  });

  it("replaces what it put there itself when the engine has another build", async () => {
    await preparePulumiHome(engine, home);
    const path = sandbox.program("programs/c/pulumi-resource-aws", "echo two");
    engine.plugins[0] = { name: "aws", version: "7.48.0", path };
    await preparePulumiHome(engine, home);
    assert.match(readFileSync(installed(), "utf8"), /echo two/);
  });

  it("leaves a plugin alone that the user installed", async () => {
    const path = sandbox.pluginInHome("aws", "7.48.0", "home");
    await preparePulumiHome(engine, home);
    assert.match(readFileSync(path, "utf8"), /real aws/);
    assert.deepEqual(readdirSync(join(path, "..")), ["pulumi-resource-aws"]);
  });

  it("is not taken for the user's own when the next engine is looked for", async () => {
    sandbox.goOnPath();
    const built = await sandbox.resolve();
    await preparePulumiHome(built, home);
    rmSync(installed());
    writeFileSync(installed(), "an older build of ours", { mode: 0o755 });
    sandbox.environment.PULUMI_HOME = home;
    assert.deepEqual((await sandbox.resolve()).plugins, built.plugins);
  });

  it("comes with the variables that make a pulumi use it and nothing else", () => {
    const environment = engineEnvironment(engine, { home, backend: "file:///state" });
    assert.deepEqual(environment, {
      PATH: `${join(engine.root, "bin")}:${process.env.PATH}`,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: "file:///state",
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  });
});
