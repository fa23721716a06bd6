/** Config on the command line that leads away from the simulator, in every spelling that Pulumi takes for it. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseTargetsElsewhere } from "../../cli/pulumi-guard";

describe("ringcheck simulate -- pulumi with config on the command line", () => {
  let folder: string;
  let pulumi: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ringcheck-guard-"));
    pulumi = join(folder, "pulumi");
    // A stack without any config of its own.
    writeFileSync(pulumi, "#!/bin/sh\necho '{}'\n");
    chmodSync(pulumi, 0o755);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const spellings = [
    ["-c", "aws:profile=elsewhere"],
    ["-caws:profile=elsewhere"],
    ["--config=aws:profile=elsewhere"],
    ["-c", "aws:config:profile=elsewhere"],
    ["--config", "aws:config:endpoints=[]"],
    ["--config-path", "-c", "aws:assumeRoles[0].roleArn=elsewhere"],
  ];
  for (const words of spellings) {
    it(`${words.join(" ")}: refused`, async () => {
      await assert.rejects(
        refuseTargetsElsewhere([pulumi, "up", ...words], process.env),
        /^VisibleError: Not started: /,
      );
    });
  }

  it("what stays on the simulator passes", async () => {
    await refuseTargetsElsewhere(
      [pulumi, "up", "-c", "aws:config:region=eu-west-2", "-c", "app:profile=x"],
      process.env,
    );
  });
});
