/** `ringcheck flow …`; `check` is here: what Connect would refuse, found before it is asked. */
import { type Command, Option } from "commander";
import pc from "picocolors";
import {
  checkFlowFile,
  FLOW_TYPES,
  type FlowFileReport,
  type FlowProblem,
  type FlowType,
  type FoundFlowFiles,
  findFlowFiles,
  type ValidateOptions,
} from "../flow";
import { addFlowDraw } from "./flow-draw";
import { VisibleError } from "./visible-error";

interface CheckOptions {
  type?: FlowType;
  expectProof?: true;
  json?: true;
  quiet?: true;
}

/** Adds the commands about flows to the command line. */
export function addFlow(program: Command): void {
  const flow = program.command("flow").description("Work with flows in the flow language.");
  flow
    .command("check")
    .description("Validate flow files, or every flow in folders. Ends with 1 where Connect would refuse one.")
    .argument("<path...>", "files and folders")
    .addOption(
      new Option("--type <type>", "what the flows are; read from the file where it says").choices([...FLOW_TYPES]),
    )
    .option("--expect-proof", "also warn of a flow that cannot prove a verification call")
    .option("--json", "print the reports as JSON")
    .option("--quiet", "errors only, no warnings")
    .addHelpText("after", EXAMPLES)
    .action((paths: string[], options: CheckOptions) => {
      process.exitCode = check(paths, options);
    });
  addFlowDraw(flow);
}

const EXAMPLES = `
Exit codes: 0 all accepted, 1 one refused, 2 nothing to check or a file that cannot be read. Warnings do not count.
In a folder, JSON that was never meant as a flow (package.json) is passed over, and told; a file that is named is checked
whatever it holds.

Examples:
  $ ringcheck flow check flows/
  $ ringcheck flow check whisper.json --type AGENT_WHISPER
  $ ringcheck flow check verification.json --expect-proof
  $ ringcheck flow check flows/ --json > flows-report.json`;

function check(paths: string[], options: CheckOptions): number {
  const { flows, others } = filesOf(paths);
  const reports = flows.map((file) => readable(() => checkFlowFile(file, judgedBy(options))));
  if (options.json) process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
  else for (const report of reports) process.stdout.write(textOf(report, options.quiet === true));
  if (others.length > 0) (options.json ? process.stderr : process.stdout).write(`${passedOver(others)}\n`);
  return reports.every((report) => report.accepted) ? 0 : 1;
}

function judgedBy({ type, expectProof }: CheckOptions): ValidateOptions {
  return { ...(type && { type }), ...(expectProof && { expectProof }) };
}

function filesOf(paths: string[]): FoundFlowFiles {
  const found = readable(() => findFlowFiles(paths));
  if (found.flows.length > 0) return found;
  const why = found.others.length === 0 ? "there is no .json file" : passedOver(found.others);
  throw new VisibleError(`No flow in ${paths.join(", ")}: ${why}.`, 2);
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (path === undefined) throw error;
    throw new VisibleError(code === "ENOENT" ? `There is no ${path}.` : `${path} cannot be read (${code}).`, 2);
  }
}

/** The first few by name, so that a flow among them is noticed. */
function passedOver(others: readonly string[]): string {
  const named = others.slice(0, NAMED).join(", ");
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : "";
  const what = others.length === 1 ? "1 file is no flow" : `${others.length} files are no flows`;
  return `${what}, passed over: ${named}${more}`;
}

const NAMED = 3;

function textOf({ file, accepted, actions, problems }: FlowFileReport, quiet: boolean): string {
  const shown = problems.filter((problem) => !quiet || problem.severity === "error");
  const verdict = accepted ? pc.green("accepted") : pc.red("refused");
  return `${file}: ${verdict}, ${actions} actions\n${shown.map(problemText).join("")}`;
}

function problemText({ severity, rule, path, message, remedy }: FlowProblem): string {
  const word = severity === "error" ? pc.red("error") : pc.yellow("warning");
  return `  ${word} ${message} ${remedy}\n    ${pc.dim(`${path}  ${rule}`)}\n`;
}
