import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AWS_SERVICES, cutAwsProvider } from "../../engine/aws-cut";
import { defaultCacheFolder } from "../../engine/cache";
import { kitFolder } from "../../engine/kit";
import { BIN_PROGRAMS, GO_FLOOR, PULUMI_VERSION } from "../../engine/pins";
import { isAtLeast, versionIn } from "../../engine/version";
import { providerSource, Sandbox } from "./engine-fixture";

const kit = (...path: string[]) => readFileSync(join(kitFolder(), ...path), "utf8");

describe("the pins of the engine kit", () => {
  it("are those of the committed go.mod files", () => {
    assert.match(kit("cli", "go.mod"), new RegExp(`github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}\n`));
    assert.match(kit("cli", "go.mod"), new RegExp(`github.com/pulumi/pulumi/sdk/v3 v${PULUMI_VERSION} `));
    assert.match(kit("lang", "go.mod"), /github.com\/pulumi\/pulumi\/sdk\/v3 v3\.68\.0\n/);
    assert.match(kit("aws", "go.mod"), /github.com\/pulumi\/pulumi-terraform-bridge\/v3 v3\.127\.0\n/);
    assert.match(kit("command", "go.mod"), /github.com\/pulumi\/pulumi-go-provider v1\.1\.2\n/);
    const wanted = readdirSync(kitFolder(), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("go.mod"))
      .map((file) => versionIn(/^go .*$/m.exec(kit(file))?.[0] ?? "") ?? "");
    assert.equal(wanted.length, 5);
    assert.ok(wanted.includes(GO_FLOOR) && wanted.every((version) => isAtLeast(GO_FLOOR, version)), wanted.join());
  });

  it("hold the AWS provider to the two checksums that its go.mod calls trusted on first use", () => {
    const name = "github.com/upbound/terraform-provider-aws v0.0.0-20260305123303-f7691456b787";
    assert.equal(
      kit("aws", "source", "go.sum"),
      `${name} h1:dJlp2eNgY/iVKTPINdguYlHbHc9CtXBZKmQmqYq0REs=\n${name}/go.mod h1:WOPLTXSK2ZhAuuLIh2EVZ9zWib65hkmw1XLc227hsuQ=\n`,
    );
    assert.match(kit("aws", "source", "go.mod"), /Trust on first use/);
    assert.ok(kit("aws", "source", "go.mod").includes(`=> ${name}`));
  });

  it("stamp the CLI with its version, without which it tells none", () => {
    const stamp = BIN_PROGRAMS.find(({ file }) => file === "pulumi")?.stamp;
    assert.equal(stamp, `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`);
  });
});

describe("the cut of the AWS provider", () => {
  it("keeps the wanted services, the core's clients and nothing else", async () => {
    const sandbox = new Sandbox();
    providerSource(sandbox, "source");
    const cut = join(sandbox.root, "cut");
    await cutAwsProvider(join(sandbox.root, "source"), cut, AWS_SERVICES);
    const read = (path: string) => readFileSync(join(cut, path), "utf8");
    const gone = ["main.go", "internal/embed_test.go", "internal/acctest", "internal/generate"];
    const goneServices = ["connectcases", "connect/queue_test.go", "connect/testdata"];
    for (const path of [...gone, ...goneServices.map((name) => `internal/service/${name}`)]) {
      assert.equal(existsSync(join(cut, path)), false, path);
    }
    assert.equal(read("internal/service/connect/smarterr.hcl"), "global");
    assert.equal(read("xpprovider/provider.go"), "package xpprovider");
    const packages = read("internal/provider/sdkv2/service_packages_gen.go");
    assert.deepEqual(packages.match(/service\/\w+|\w+\.ServicePackage\(/g), [
      "service/connect",
      "connect.ServicePackage(",
    ]);
    const clients = read("internal/conns/awsclient_gen.go");
    assert.deepEqual(clients.match(/service\/\w+|\w+Client\(/g), [
      "service/connect",
      "service/sts",
      "ConnectClient(",
      "STSClient(",
    ]);
    sandbox.remove();
  });
});

describe("small things of the engine", () => {
  it("compares versions by number, not by text", () => {
    assert.ok(isAtLeast("3.146.0", "3.146.0") && isAtLeast("3.259.0", "3.146.0") && isAtLeast("1.26", "1.25.11"));
    assert.ok(!isAtLeast("3.99.9", "3.146.0") && !isAtLeast("1.25", "1.25.11") && !isAtLeast("2.999.0", "3.0.0"));
    assert.deepEqual(["v3.259.0\n", "go1.26rc1", "none"].map(versionIn), ["3.259.0", "1.26", undefined]);
  });

  it("keeps its cache outside every checkout", () => {
    assert.equal(defaultCacheFolder({ RINGCHECK_CACHE: "/a", XDG_CACHE_HOME: "/b", HOME: "/c" }), "/a");
    assert.equal(defaultCacheFolder({ XDG_CACHE_HOME: "/b", HOME: "/c" }), "/b/ringcheck");
    assert.equal(defaultCacheFolder({ HOME: "/c" }), "/c/.cache/ringcheck");
  });
});
