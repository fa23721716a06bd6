/**
 * Reads a flow from the JSON that Connect and its console export. Nothing is dropped: members that the language does
 * not know come through, so that what is written back equals what was read.
 */
import { Flow } from "./flow";
import { FLOW_TYPES, type FlowType } from "./flow-types";
import type { FlowContent } from "./language";
import { isMembers, viewContent } from "./validate/shape";

/** Thrown for text that is no flow. */
export class FlowReadError extends Error {
  constructor(reason: string) {
    super(
      `This is no flow: ${reason}. Pass the flow-language JSON, as DescribeContactFlow or the console's export gives it.`,
    );
    this.name = "FlowReadError";
  }
}

/**
 * The flow in a JSON text. Says nothing about whether the service would take it; that is `validateFlow`.
 *
 * @throws {FlowReadError} when the text is no JSON, or JSON of another kind.
 */
export function readFlow(text: string): FlowContent {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new FlowReadError(`it is not JSON (${(error as Error).message})`);
  }
  if (!viewContent(parsed)) throw new FlowReadError("it has no list of Actions");
  return parsed as FlowContent;
}

/** What an exported flow cannot say about itself. */
export interface FlowFromOptions {
  /** @default the name in the export's metadata, or "flow" */
  name?: string;
  /** @default what the export says of itself, or `CONTACT_FLOW` */
  type?: FlowType;
}

/** An exported flow as a {@link Flow}, ready to deploy, draw or run in a test. */
export function flowFrom(content: FlowContent | string, options: FlowFromOptions = {}): Flow {
  const {
    Version: _version,
    StartAction,
    Metadata,
    Actions,
    ...members
  } = typeof content === "string" ? readFlow(content) : content;
  return new Flow({
    name: options.name ?? (typeof Metadata?.name === "string" ? Metadata.name : "flow"),
    type: options.type ?? flowTypeOf(content) ?? "CONTACT_FLOW",
    startAction: StartAction,
    actions: Actions,
    ...(Metadata && { metadata: Metadata }),
    members,
  });
}

/** How the console spells the kinds of flow in an export's metadata. */
const CONSOLE_TYPES: Record<string, FlowType> = Object.fromEntries([
  ...FLOW_TYPES.map((type) => [type.replaceAll("_", "").toLowerCase(), type]),
  ["transfertoagent", "AGENT_TRANSFER"],
  ["transfertoqueue", "QUEUE_TRANSFER"],
]);

/**
 * The kind of flow that an export says it is: by its metadata, or by what only a module carries.
 *
 * @returns `undefined` when it does not say.
 */
export function flowTypeOf(content: FlowContent | string): FlowType | undefined {
  const { Metadata, Settings, Actions } = (typeof content === "string" ? readFlow(content) : content) as FlowContent & {
    Settings?: unknown;
  };
  const said = isMembers(Metadata) && typeof Metadata.type === "string" ? Metadata.type.toLowerCase() : "";
  if (Object.hasOwn(CONSOLE_TYPES, said)) return CONSOLE_TYPES[said];
  const isModule = Settings !== undefined || Actions.some((action) => action?.Type === "EndFlowModuleExecution");
  return isModule ? "MODULE" : undefined;
}
