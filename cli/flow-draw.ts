/** `ringcheck flow draw`: a flow as a picture, with the path of a call over it where a trace is given. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Command, Option } from "commander";
import { drawMermaid, drawSvg, type FlowContent, FlowReadError, readFlow, type TraceStep, viewedSteps } from "../flow";
import { VisibleError } from "./visible-error";

interface DrawOptions {
  format?: "mermaid" | "svg";
  output?: string;
  title?: string;
  trace?: string;
  flow?: string;
}

/** What is wrong is the command's own: a file that cannot be read or holds something else. */
const UNUSABLE = 2;

/** Adds `draw` to the commands about flows. */
export function addFlowDraw(flow: Command): void {
  flow
    .command("draw")
    .description(
      "Draw a flow as Mermaid text or a self-contained SVG. Ends with 2 where a file is no flow or no trace.",
    )
    .argument("<file>", "flow-language JSON; - reads standard input")
    .addOption(
      new Option("--format <format>", "svg where --output ends in .svg, else mermaid").choices(["mermaid", "svg"]),
    )
    .option("--output <file>", "where to write the picture; standard output without it")
    .option("--title <text>", "what the picture is called; the name in the flow's metadata, or the file's name")
    .option("--trace <file>", "JSON of a simulated call; the path that it took is drawn over the flow")
    .option("--flow <name>", "whose steps of the trace are drawn, where the call came through several flows")
    .addHelpText("after", EXAMPLES)
    .action((file: string, options: DrawOptions) => draw(file, options));
}

const EXAMPLES = `
A trace is what the simulator and ringcheck/testing give of a call, as JSON: what ringcheck simulate --contacts ID --json
prints, a contact of simulator.contacts(), a call of callFlow(), or its trace alone.

Examples:
  $ ringcheck flow draw support.json
  $ ringcheck flow draw support.json --output support.svg --title Support
  $ ringcheck flow draw support.json --format svg --trace call.json > call.svg`;

function draw(file: string, options: DrawOptions): void {
  const content = flowIn(file);
  const trace = options.trace === undefined ? undefined : stepsIn(options.trace);
  const title = options.title ?? nameOf(content) ?? path.basename(file, path.extname(file));
  const picture = { title, ...(trace && { trace, flowName: flowNameIn(trace, content, options) }) };
  if (trace && viewedSteps(content, picture) === 0) {
    throw new VisibleError(`No step of ${options.trace} belongs to this flow${suggestion(trace)}.`, UNUSABLE);
  }
  const format = options.format ?? (options.output?.toLowerCase().endsWith(".svg") ? "svg" : "mermaid");
  write(format === "svg" ? drawSvg(content, picture) : drawMermaid(content, picture), options.output);
}

function flowIn(file: string): FlowContent {
  try {
    return readFlow(textOf(file === "-" ? 0 : file));
  } catch (error) {
    throw error instanceof FlowReadError ? new VisibleError(`${file}: ${error.message}`, UNUSABLE) : error;
  }
}

function textOf(file: string | 0): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    throw new VisibleError(`${file || "standard input"} cannot be read (${codeOf(error)}).`, UNUSABLE);
  }
}

function write(text: string, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    fs.writeFileSync(output, text);
  } catch (error) {
    throw new VisibleError(`${output} cannot be written (${codeOf(error)}).`, UNUSABLE);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

function nameOf({ Metadata }: FlowContent): string | undefined {
  return typeof Metadata?.name === "string" && Metadata.name !== "" ? Metadata.name : undefined;
}

function stepsIn(file: string): TraceStep[] {
  let found: unknown;
  try {
    found = traceOf(JSON.parse(textOf(file)));
  } catch (error) {
    if (error instanceof VisibleError) throw error;
    throw new VisibleError(`${file} is not JSON (${(error as Error).message}).`, UNUSABLE);
  }
  if (!Array.isArray(found) || !found.every(isStep)) {
    throw new VisibleError(
      `${file} holds no trace: give the JSON of one contact of simulator.contacts(), of one callFlow(), or its trace.`,
      UNUSABLE,
    );
  }
  return found;
}

/** A list of one contact stands for that contact; of several, nobody can say which is meant. */
function traceOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 && hasTrace(value[0]) ? value[0].trace : value;
  return hasTrace(value) ? value.trace : undefined;
}

function hasTrace(value: unknown): value is { trace: unknown } {
  return typeof value === "object" && value !== null && "trace" in value;
}

function isStep(value: unknown): value is TraceStep {
  if (typeof value !== "object" || value === null || hasTrace(value)) return false;
  const { block, branch, flow } = value as Record<string, unknown>;
  return [block, branch, flow].every((member) => member === undefined || typeof member === "string");
}

/** A resource may have another name than the file, so the flow that the call began in stands for the one that is drawn. */
function flowNameIn(trace: readonly TraceStep[], content: FlowContent, { flow }: DrawOptions): string | undefined {
  const names = flowsOf(trace);
  if (flow !== undefined) return flow;
  const own = nameOf(content);
  return own !== undefined && names.includes(own) ? own : names[0];
}

function flowsOf(trace: readonly TraceStep[]): string[] {
  return [...new Set(trace.flatMap(({ flow }) => flow ?? []))];
}

function suggestion(trace: readonly TraceStep[]): string {
  const names = flowsOf(trace);
  return names.length === 0 ? "" : `; the call came through ${names.join(", ")} (--flow chooses)`;
}
