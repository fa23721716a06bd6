/** `ringcheck simulate -- pulumi …` with everything pointing elsewhere: a trap that listens there must hear nothing. */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { promisify } from "node:util";
import { copyOfProject, NUMBERS, pulumiEnvironment, ROOT, temporaryFolder, theEngine } from "./harness";

const run = promisify(execFile);
const CLI = path.join(ROOT, "dist", "cli", "main.js");

describe("under ringcheck simulate", function () {
  this.timeout(240_000);
  let trap: http.Server;
  let trapped: string[];
  let trapUrl: string;
  let project: string;
  let environment: Record<string, string>;

  before(async () => {
    trapped = [];
    trap = http.createServer((request, response) => {
      trapped.push(`${request.method} ${request.url}`);
      response.writeHead(418).end();
    });
    await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
    trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
    project = copyOfProject("examples", "smallest");
    environment = poisoned(await pulumiEnvironment("http://127.0.0.1:9", temporaryFolder("engine")), trapUrl);
    pulumi("stack", "init", "test");
    pulumi("config", "set", "--secret", "destination", NUMBERS.answers);
  });
  after(() => new Promise((resolve) => trap.close(resolve)));

  it("no request leaves the simulator, whatever the environment says", async () => {
    const { stdout } = await simulate("up", "--yes", "--skip-preview");
    assert.match(stdout, /contactId\s*:\s*"[0-9a-f-]{36}"/);
    const contacts = await run(process.execPath, [CLI, "simulate", "--contacts", "--json"], { cwd: project });
    assert.equal((JSON.parse(contacts.stdout) as unknown[]).length, 1);
    await simulate("destroy", "--yes", "--skip-preview");
    assert.deepEqual(trapped, []);
  });

  for (const [key, value] of [
    ["aws:profile", "elsewhere"],
    ["aws:endpoints[0].connect", "TRAP"],
    ["aws:assumeRoles[0].roleArn", "arn:aws:iam::123456789012:role/elsewhere"],
  ] as const) {
    it(`${key} in the stack's config is refused in one sentence, before any request`, async () => {
      const backup = fs.readFileSync(path.join(project, "Pulumi.test.yaml"));
      pulumi("config", "set", "--path", key, value.replace("TRAP", trapUrl));
      try {
        const { stderr, code } = await simulate("up", "--yes", "--skip-preview").then(
          () => ({ stderr: "", code: 0 }),
          (error: { stderr: string; code: number }) => error,
        );
        assert.equal(code, 1);
        assert.match(stderr, new RegExp(`^ringcheck: Not started: .*${key.split("[")[0]}.*\\.\n$`));
        assert.deepEqual(trapped, []);
      } finally {
        fs.writeFileSync(path.join(project, "Pulumi.test.yaml"), backup);
      }
    });
  }

  it("-c aws:profile on the command line is refused as well", async () => {
    await assert.rejects(simulate("preview", "-c", "aws:profile=elsewhere"), /Not started: .*aws:profile/);
    assert.deepEqual(trapped, []);
  });

  it("the program itself refuses, where the command line could not look", async () => {
    const script = `exec ${path.join((await theEngine()).root, "bin", "pulumi")} preview -c aws:profile=elsewhere`;
    const failed = run(process.execPath, [CLI, "simulate", "--", "sh", "-c", script], {
      cwd: project,
      env: environment,
    });
    await assert.rejects(failed, (error: { stdout: string; stderr: string }) => {
      const said = error.stdout + error.stderr;
      assert.match(said, /stack's config sets aws:profile: remove it/);
      assert.doesNotMatch(said, /\n\s+at .*\(/);
      return true;
    });
    assert.deepEqual(trapped, []);
  });

  function pulumi(...args: string[]): void {
    const result = spawnSync("pulumi", args, { cwd: project, env: environment, encoding: "utf8" });
    assert.equal(result.status, 0, result.stderr);
  }

  function simulate(...args: string[]): Promise<{ stdout: string; stderr: string }> {
    return run(
      process.execPath,
      [CLI, "simulate", "--speed", "10", "--", "pulumi", ...args, "--non-interactive", "--color", "never"],
      {
        cwd: project,
        env: environment,
      },
    );
  }
});

function poisoned(environment: Record<string, string>, trapUrl: string): Record<string, string> {
  const folder = temporaryFolder("poison");
  const config = path.join(folder, "config");
  fs.writeFileSync(
    config,
    `[default]\nregion = eu-west-1\nendpoint_url = ${trapUrl}\n[profile elsewhere]\nrole_arn = arn:aws:iam::123456789012:role/elsewhere\ncredential_source = Environment\nendpoint_url = ${trapUrl}\n`,
  );
  const { AWS_EC2_METADATA_DISABLED: _, RINGCHECK_SIMULATOR: __, ...rest } = environment;
  return {
    ...rest,
    AWS_PROFILE: "elsewhere",
    AWS_DEFAULT_PROFILE: "elsewhere",
    AWS_CONFIG_FILE: config,
    AWS_SDK_LOAD_CONFIG: "1",
    AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/elsewhere",
    AWS_WEB_IDENTITY_TOKEN_FILE: config,
    AWS_SESSION_TOKEN: "elsewhere",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${trapUrl}/credentials`,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: trapUrl,
    AWS_ENDPOINT_URL: trapUrl,
    AWS_ENDPOINT_URL_CONNECT: trapUrl,
    AWS_ENDPOINT_URL_STS: trapUrl,
    TF_AWS_STS_ENDPOINT: trapUrl,
    AWS_STS_ENDPOINT: trapUrl,
    AWS_CONNECT_ENDPOINT: trapUrl,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    HTTP_PROXY: trapUrl,
    HTTPS_PROXY: trapUrl,
  };
}
