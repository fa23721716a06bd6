/** `ringcheck flow …`; `check` is here: what Connect would refuse, found before it is asked. */
import { type Command, Option } from "commander";
import pc from "picocolors";
import { checkFlowFile, FLOW_TYPES, type FlowFileReport, type FlowProblem, type FlowType, flowFilesIn } from "../flow";
import { addFlowDraw } from "./flow-draw";
import { VisibleError } from "./visible-error";

interface CheckOptions {
  type?: FlowType;
  json?: true;
  quiet?: true;
}

/** Adds the commands about flows to the command line. */
export function addFlow(program: Command): void {
  const flow = program.command("flow").description("Work with flows in the flow language.");
  flow
    .command("check")
    .description("Validate flow files, or every .json in folders. Ends with 1 where Connect would refuse one.")
    .argument("<path...>", "files and folders")
    .addOption(
      new Option("--type <type>", "what the flows are; read from the file where it says").choices([...FLOW_TYPES]),
    )
    .option("--json", "print the reports as JSON")
    .option("--quiet", "errors only, no warnings")
    .addHelpText("after", EXAMPLES)
    .action((paths: string[], options: CheckOptions) => {
      process.exitCode = check(paths, options);
    });
  addFlowDraw(flow);
}

const EXAMPLES = `
Exit codes: 0 all accepted, 1 one refused, 2 nothing to read.

Examples:
  $ ringcheck flow check flows/
  $ ringcheck flow check whisper.json --type AGENT_WHISPER
  $ ringcheck flow check flows/ --json > flows-report.json`;

function check(paths: string[], options: CheckOptions): number {
  const reports = filesOf(paths).map((file) => checkFlowFile(file, options.type ? { type: options.type } : {}));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
  } else {
    for (const report of reports) {
      process.stdout.write(textOf(report, options.quiet === true));
    }
  }
  return reports.every((report) => report.accepted) ? 0 : 1;
}

function filesOf(paths: string[]): string[] {
  try {
    const files = flowFilesIn(paths);
    if (files.length === 0) {
      throw new VisibleError(`No .json file in ${paths.join(", ")}.`, 2);
    }
    return files;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new VisibleError(`There is no ${(error as NodeJS.ErrnoException).path}.`, 2);
    }
    throw error;
  }
}

function textOf({ file, accepted, actions, problems }: FlowFileReport, quiet: boolean): string {
  const shown = problems.filter((problem) => !quiet || problem.severity === "error");
  const verdict = accepted ? pc.green("accepted") : pc.red("refused");
  return `${file}: ${verdict}, ${actions} actions\n${shown.map(problemText).join("")}`;
}

function problemText({ severity, rule, path, message, remedy }: FlowProblem): string {
  const word = severity === "error" ? pc.red("error") : pc.yellow("warning");
  return `  ${word} ${message} ${remedy}\n    ${pc.dim(`${path}  ${rule}`)}\n`;
}
