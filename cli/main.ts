#!/usr/bin/env node
/** The command line. Whatever goes wrong here is told in one sentence; RINGCHECK_DEBUG=1 adds the stack. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { outliveItsReader } from "./closed-output";
import { addFlow } from "./flow";
import { addSimulate } from "./simulate";
import { VisibleError } from "./visible-error";

async function main(): Promise<void> {
  outliveItsReader(process.stdout);
  outliveItsReader(process.stderr);
  const program = new Command("ringcheck")
    .description("A Pulumi deployment of Amazon Connect ends with one real phone call.")
    .version(packageVersion())
    .enablePositionalOptions()
    .showHelpAfterError("(ringcheck --help lists the commands)");
  addSimulate(program);
  addFlow(program);
  await program.parseAsync();
}

function packageVersion(): string {
  const file = path.join(__dirname, "..", "..", "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version;
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${pc.red("ringcheck:")} ${message.split("\n")[0]}\n`);
  if (process.env.RINGCHECK_DEBUG && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exitCode = error instanceof VisibleError ? error.exitCode : 1;
});
