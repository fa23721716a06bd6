/** A machine of its own for each engine test: fake programs on a PATH, a fake network, a clock that only the test moves. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ResolveOptions, resolveEngine } from "../../engine";
import { type Machine, thisMachine } from "../../engine/machine";

/** What the fake Go "builds": tells a version like the CLI, or serves on a port like a plugin. */
const BUILT = `case "$1" in version) echo v3.259.0;; *) echo 4711; exec sleep 60;; esac`;

/** Answers like Go, and writes each call to calls.txt; the test can make it fail, hang or change its version. */
const GO = `
echo "go $* | $GOFLAGS $GOWORK $GOTOOLCHAIN GOOS=$GOOS" >> "$SANDBOX/calls.txt"
case "$1" in
env) cat "$SANDBOX/go-version";;
mod) shift 3; echo "{ \\"Dir\\": \\"$SANDBOX/modules/$1\\" }";;
build)
  while [ "$1" != "-o" ]; do shift; done
  if [ -e "$SANDBOX/fail-\${2##*/}" ]; then cat "$SANDBOX/fail-\${2##*/}" >&2; exit 1; fi
  if [ -e "$SANDBOX/hang" ]; then echo $$ > "$SANDBOX/hanging"; exec sleep 60; fi
  cp "$SANDBOX/built" "$2"; chmod +x "$2";;
esac`;

export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "ringcheck-engine-"));
  readonly cache = join(this.root, "cache");
  readonly lines: string[] = [];
  readonly fetched: string[] = [];
  /** What the network answers, by URL; everything else cannot be reached. */
  readonly network = new Map<string, Buffer | string>();
  readonly environment: NodeJS.ProcessEnv = {
    PATH: join(this.root, "path", "bin"),
    HOME: join(this.root, "user"),
    SANDBOX: this.root,
    GOOS: "plan9",
  };
  private clock = 0;
  private readonly ticks = new Set<() => void>();
  /** A stand-in for the system's clock, network and timers; programs are really run, but only those of the sandbox. */
  readonly machine: Machine = {
    ...thisMachine(this.environment),
    platform: "linux",
    arch: "x64",
    now: () => this.clock,
    every: (_, action) => {
      this.ticks.add(action);
      return () => this.ticks.delete(action);
    },
    sleep: () => Promise.resolve(),
    fetch: (url) => {
      this.fetched.push(url);
      const body = this.network.get(url);
      const refused = new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) });
      return body === undefined
        ? Promise.reject(refused)
        : Promise.resolve(new Response(new Uint8Array(Buffer.from(body))));
    },
  };

  constructor() {
    mkdirSync(join(this.root, "path", "bin"), { recursive: true });
  }

  /** A shell script that is found under `path`, below the sandbox. */
  program(path: string, script: string): string {
    const file = this.file(path, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  file(path: string, content: string): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  pulumiOnPath(version: string, folder = "path/bin"): string {
    return this.program(`${folder}/pulumi`, `echo "pulumi $*" >> "$SANDBOX/calls.txt"; echo v${version}`);
  }

  goOnPath(version = "go1.26.8"): void {
    this.program("path/bin/go", GO);
    this.file("go-version", `${version}\n`);
    this.program("built", BUILT);
    this.file("modules/github.com/pulumi/pulumi/sdk/v3/nodejs/dist/pulumi-resource-pulumi-nodejs", "#!/bin/sh\n");
    providerSource(this, "modules/github.com/hashicorp/terraform-provider-aws");
  }

  /** Plugins as a user's own `pulumi plugin install` leaves them. */
  pluginInHome(name: string, version: string, home = "user/.pulumi"): string {
    return this.program(`${home}/plugins/resource-${name}-v${version}/pulumi-resource-${name}`, `echo real ${name}`);
  }

  resolve(options: ResolveOptions = {}, machine: Partial<Machine> = {}) {
    return resolveEngine(
      {
        cacheFolder: this.cache,
        environment: this.environment,
        pluginVersions: { aws: "7.48.0", command: "1.2.1" },
        progress: (line) => this.lines.push(line),
        ...options,
      },
      { ...this.machine, ...machine },
    );
  }

  tick(milliseconds: number): void {
    this.clock += milliseconds;
    for (const action of this.ticks) action();
  }

  /** Calls of the fake programs so far, one a line. */
  calls(startingWith = ""): string[] {
    const file = join(this.root, "calls.txt");
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    return lines.filter((line) => line !== "" && line.startsWith(startingWith));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** terraform-provider-aws in small: every kind of file that the cut keeps, changes or drops. */
export function providerSource(sandbox: Sandbox, folder: string): void {
  const module = "github.com/hashicorp/terraform-provider-aws";
  const files: Record<string, string> = {
    LICENSE: "licence",
    "go.mod": `module ${module}\n`,
    "go.sum": "",
    "main.go": "package main",
    "names/names.go": "package names",
    "version/VERSION": "6.34.0",
    "xpprovider/provider.go": "package xpprovider",
    "internal/embed.go": "package internal",
    "internal/embed_test.go": "package internal",
    "internal/acctest/acctest.go": "package acctest",
    "internal/generate/main.go": "package main",
    "internal/service/smarterr.hcl": "global",
    "internal/service/connect/queue.go": "package connect",
    "internal/service/connect/queue_test.go": "package connect",
    "internal/service/connect/testdata/queue.tf": "",
    "internal/service/connectcases/domain.go": "package connectcases",
    "internal/provider/sdkv2/service_packages_gen.go": [
      "import (",
      '\t"context"',
      `\t"${module}/internal/conns"`,
      `\t"${module}/internal/service/connect"`,
      `\t"${module}/internal/service/connectcases"`,
      ")",
      "\tv := []conns.ServicePackage{",
      "\t\tconnect.ServicePackage(ctx),",
      "\t\tconnectcases.ServicePackage(ctx),",
      "\t}",
    ].join("\n"),
    "internal/conns/awsclient_gen.go": [
      "import (",
      '\t"context"',
      '\t"github.com/aws/aws-sdk-go-v2/service/connect"',
      '\t"github.com/aws/aws-sdk-go-v2/service/connectcases"',
      '\tcognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentity"',
      '\t"github.com/aws/aws-sdk-go-v2/service/sts"',
      ")",
      ...["Connect", "ConnectCases", "CognitoIdentity", "STS"].map((name) => {
        const service = name.toLowerCase();
        return `\nfunc (c *AWSClient) ${name}Client(ctx context.Context) *${service}.Client {\n\treturn x[*${service}.Client](c)\n}`;
      }),
      "",
    ].join("\n"),
  };
  for (const [path, content] of Object.entries(files)) sandbox.file(join(folder, path), content);
}
