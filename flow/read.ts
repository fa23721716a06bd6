/**
 * Reads a flow from the JSON that Connect and its console export. Nothing is dropped: members that the language does
 * not know come through, so that what is written back equals what was read.
 */
import { Flow } from "./flow";
import { FLOW_TYPES, type FlowType } from "./flow-types";
import type { FlowAction, FlowContent } from "./language";
import { FlowReference } from "./reference";
import { isMembers, isTooDeep, viewContent } from "./validate/shape";

const REMEDY = "Pass the flow-language JSON, as DescribeContactFlow or the console's export gives it.";

/** Thrown for text that is no flow, or not the flow that was meant. */
export class FlowReadError extends Error {
  constructor(reason: string, message = `This is no flow: ${reason}. ${REMEDY}`) {
    super(message);
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
  if (isTooDeep(parsed)) throw new FlowReadError("it is nested deeper than any flow");
  if (!viewContent(parsed)) throw new FlowReadError("it has no list of Actions");
  return parsed as FlowContent;
}

/** What an exported flow cannot say about itself. */
export interface FlowFromOptions {
  /** @default the name in the export's metadata, or "flow" */
  name?: string;
  /** @default what the export says of itself, or `CONTACT_FLOW` */
  type?: FlowType;
  /**
   * What stands in the export for resources of where it came from, and what takes its place: an id or ARN that is the
   * whole of a parameter, with or without a qualifier such as `:$LATEST`, gives way to a reference or another text.
   *
   * @default nothing is replaced
   * @example { "arn:aws:connect:us-east-1:111122223333:instance/I/queue/Q": ref("queue") }
   */
  replace?: Readonly<Record<string, FlowReference | string>>;
}

/**
 * An exported flow as a {@link Flow}, ready to deploy, draw or run in a test.
 *
 * @throws {FlowReadError} for text that is no flow, and for a key of `replace` that is nowhere in it.
 */
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
    actions: replaceIn(Actions, options.replace ?? {}),
    ...(Metadata && { metadata: Metadata }),
    members,
  });
}

/** The actions with each copied id or ARN given way to what was named for it. */
function replaceIn(actions: FlowAction[], replace: Readonly<Record<string, FlowReference | string>>): FlowAction[] {
  const copies = Object.keys(replace).sort((left, right) => right.length - left.length);
  const unused = new Set(copies);
  const visit = (value: unknown): unknown => {
    if (typeof value === "string") {
      const copied = copies.find((text) => value === text || value.startsWith(`${text}:`));
      if (copied === undefined) return value;
      unused.delete(copied);
      const suffix = value.slice(copied.length);
      const put = replace[copied] as FlowReference | string;
      return typeof put === "string" ? put + suffix : new FlowReference(put.name, put.suffix + suffix);
    }
    if (Array.isArray(value)) return value.map(visit);
    if (!isMembers(value) || value instanceof FlowReference) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part)]));
  };
  const replaced = actions.map((action) =>
    isMembers(action?.Parameters)
      ? { ...action, Parameters: visit(action.Parameters) as FlowAction["Parameters"] }
      : action,
  );
  if (unused.size > 0) {
    const texts = [...unused].map((text) => `"${text}"`).join(" or ");
    throw new FlowReadError(
      texts,
      `No parameter of the flow is ${texts}: replace names an id or ARN that is the whole of one.`,
    );
  }
  return replaced;
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
