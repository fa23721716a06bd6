/**
 * Checks flows that lie in files, for the command line and for the script that judges a folder of real exports:
 * read, validate, write back, and see that writing lost nothing.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { FlowType } from "./flow-types";
import { FlowReadError, flowTypeOf, readFlow } from "./read";
import { type FlowProblem, flowProblemText } from "./validate/problem";
import { isMembers } from "./validate/shape";
import { isAccepted, type ValidateOptions, validateFlow } from "./validate/validate";
import { writeFlow } from "./write";

/** What is known about one file. */
export interface FlowFileReport {
  /** Its path, as it was given. */
  file: string;
  /** Whether the service would take the flow; `false` for a file that is no flow. */
  accepted: boolean;
  /** The kind of flow that it was judged as; absent where neither the caller nor the file says. */
  type?: FlowType;
  /** How many actions it has; 0 for a file that is no flow. */
  actions: number;
  /** What is wrong or worth a look. */
  problems: FlowProblem[];
  /** Whether writing the flow gives back what was read, and writing it twice the same bytes. */
  writesBack: boolean;
}

/** One file's report. Never throws for what is in the file. */
export function checkFlowFile(file: string, options: ValidateOptions = {}): FlowFileReport {
  return { file, ...checkFlowText(readFileSync(file, "utf8"), options) };
}

/** The same for text that lies in no file. */
export function checkFlowText(text: string, options: ValidateOptions = {}): Omit<FlowFileReport, "file"> {
  try {
    const content = readFlow(text);
    const type = options.type ?? flowTypeOf(content);
    const problems = validateFlow(content, { ...options, ...(type && { type }) });
    const written = writeFlow(content);
    const writesBack = isDeepStrictEqual(JSON.parse(written), content) && writeFlow(readFlow(written)) === written;
    return {
      accepted: isAccepted(problems),
      ...(type && { type }),
      actions: content.Actions.length,
      problems,
      writesBack,
    };
  } catch (error) {
    if (!(error instanceof FlowReadError)) throw error;
    return { accepted: false, actions: 0, problems: validateFlow(text), writesBack: false };
  }
}

/**
 * A report as lines for people: the verdict, then every problem with its rule, its place and the way out.
 *
 * @param withWarnings whether warnings are listed too. @default false
 */
export function flowFileText(report: FlowFileReport, withWarnings = false): string {
  const { file, type, actions, accepted, writesBack, problems } = report;
  const errors = problems.filter(({ severity }) => severity === "error");
  const counts = `${actions} actions, ${errors.length} errors, ${problems.length - errors.length} warnings`;
  const verdict = accepted ? "accepted" : "refused ";
  const lost = writesBack || actions === 0 ? "" : "  NOT EQUAL when written back";
  return [
    `${verdict}  ${file}  (${type ?? "kind unknown"}, ${counts})${lost}`,
    ...(withWarnings ? problems : errors).map((problem) => `    ${problem.severity}  ${flowProblemText(problem)}`),
  ].join("\n");
}

/**
 * The flow files behind a list of paths: a file stands for itself, a folder for every `.json` below it, sorted.
 * Files in `node_modules` are left out.
 */
export function flowFilesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => (statSync(path).isDirectory() ? jsonFilesBelow(path) : [path]));
}

/** What a list of paths holds. */
export interface FoundFlowFiles {
  /** The files to check: those that were named, and those of the folders that hold a flow or what was meant as one. */
  flows: string[];
  /** The JSON files of the folders that were never meant as a flow, such as `package.json`. */
  others: string[];
}

/**
 * The same, sorted into flows and other JSON. A file that was named counts as a flow whatever it holds, and so does one in
 * a folder that is empty or broken where a flow should be: what cannot be read is refused and not passed over.
 */
export function findFlowFiles(paths: readonly string[]): FoundFlowFiles {
  const found: FoundFlowFiles = { flows: [], others: [] };
  for (const path of paths) {
    if (!statSync(path).isDirectory()) found.flows.push(path);
    else for (const file of jsonFilesBelow(path)) (isMeantAsFlow(file) ? found.flows : found.others).push(file);
  }
  return found;
}

/** Members of a flow, of the console's older export, and of what the service answers about one. */
const FLOW_MEMBERS = ["Actions", "StartAction", "modules", "ContactFlow", "ContactFlowModule"];

/** A tsconfig.json may carry comments, so text that is no JSON counts only where it speaks of flows. */
function isMeantAsFlow(file: string): boolean {
  const text = readFileSync(file, "utf8");
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isMembers(parsed) && FLOW_MEMBERS.some((member) => Object.hasOwn(parsed, member));
  } catch {
    return text.trim() === "" || /\bStartAction\b|"Actions"/.test(text);
  }
}

function jsonFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : jsonFilesBelow(join(folder, entry.name));
      return entry.name.endsWith(".json") ? [join(folder, entry.name)] : [];
    });
}
