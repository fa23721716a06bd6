/** The committed table of the service model: it is what the installed model gives, and every row of it is served. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { handlers } from "../../simulator/handlers";
import { operations } from "../../simulator/model/table";
import { serviceModel } from "./service-model";
import { CHECKED } from "./simulator-harness";

const ROOT = join(__dirname, "..", "..");

const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

describe("simulator: the service model", () => {
  it("connect.json is what generate.py makes of the installed model", function () {
    this.timeout(60_000);
    serviceModel();
    const python = join(ROOT, ".venv", "bin", "python");
    const done = spawnSync(python, [join(ROOT, "simulator/model/generate.py"), "--check"], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stdout + done.stderr);
  });

  it("every operation in the table with an input has a handler, and no handler is without", () => {
    const served = Object.entries(operations).filter(([, row]) => row.input !== undefined);
    assert.deepEqual(Object.keys(handlers).sort(), served.map(([name]) => name).sort());
  });

  it("every other operation answers 501 and its own name", async () => {
    const simulator = await Simulator.start(CHECKED);
    const missing = Object.entries(operations).filter(([, row]) => row.input === undefined);
    assert.ok(missing.length > 300);
    for (const [name, row] of missing) {
      const path = row.path.replace(/\{[^}]+\}/g, "x");
      const answer = await raw(simulator.port, row.method, path);
      assert.equal(answer.status, 501, `${name}: ${answer.body}`);
      assert.match(answer.body, new RegExp(`does not serve ${name}"`));
    }
    await simulator.stop();
  });
});

function raw(port: number, method: string, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, method, path, headers: { authorization: AUTHORIZATION } },
      (answer) => {
        let body = "";
        answer.on("data", (chunk) => {
          body += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}
