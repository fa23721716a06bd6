/**
 * What a user may say for a flow or a flow module, read into one shape: where its text comes from, and which references
 * it uses. Only reads arguments, and files that they name; creates nothing.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  Flow,
  type FlowContent,
  FlowReadError,
  FlowReference,
  type FlowType,
  flowFrom,
  flowTypeOf,
  readFlow,
} from "../flow";
import { checkExisting } from "./adopt";
import { type ArgumentCheck, text, WrongArgumentsError, word } from "./argument-check";
import type { FlowSource } from "./flow-check";
import { type Existing, given, isExisting } from "./part";

/**
 * A {@link Flow}, flow-language JSON as text (sent byte for byte) or as an object, a file of it, or one that exists.
 *
 * A call's flow without ringcheck's proof at its end passes only with `expect: { outcome: "answered-unproven" }`.
 *
 * @example greetAndProve({ greeting: "Hello." })
 * @example { file: "menu.json", replace: { "arn:aws:connect:…:queue/…": ref("queue") } }
 * @example { content: menu, name: "Main menu", description: "What callers hear first" }
 * @example { existing: "Sample inbound flow (first contact experience)" }
 */
export type FlowArgs = FlowSource | NewFlow | Existing;

/** A new flow or flow module, with what its text cannot say. One of `content` and `file` is needed. */
export interface NewFlow {
  /**
   * The flow: a {@link Flow}, flow-language JSON as text, or the same as an object; at most 256,000 characters of text.
   *
   * @default what `file` holds
   */
  content?: FlowSource;
  /** A file of flow-language JSON in UTF-8; a relative path starts where the program runs. @default none */
  file?: string;
  /**
   * What stands in a copied or exported flow for resources of where it came from, and what takes its place: an id or
   * ARN that is the whole of a parameter gives way to a reference or to another text.
   *
   * @default nothing; the text is sent byte for byte
   * @example { "arn:aws:connect:us-east-1:111122223333:instance/I/queue/Q": ref("queue") }
   */
  replace?: Readonly<Record<string, FlowReference | string>>;
  /** What kind of flow it is; a flow in `modules` has none. @default what the flow says of itself, or `CONTACT_FLOW` */
  type?: Exclude<FlowType, "MODULE">;
  /**
   * 1–127 characters, unique in the instance. A module needs a `description` to be renamed later: the AWS provider sends
   * one with each new name, and the service takes no empty one.
   *
   * @default the component's name, and for named ones `COMPONENT-NAME`
   */
  name?: pulumi.Input<string>;
  /** 0–500 characters. @default none */
  description?: pulumi.Input<string>;
}

/** A flow as the component goes on with it. */
export interface FlowPlan {
  /** The property that the user wrote it into: `flow`, `flows.menu`, `modules.greeting`. */
  property: string;
  /** The name by which other flows refer to it: `flow`, `flow:menu`, `module:greeting`. */
  reference: string;
  existing?: Existing;
  source?: FlowSource;
  /** For text that is known only later: what to replace in it. */
  replace?: NonNullable<NewFlow["replace"]>;
  type: FlowType;
  name?: pulumi.Input<string>;
  description?: pulumi.Input<string>;
  /** The references that it uses. */
  uses: readonly string[];
}

const KEYS = ["content", "file", "replace", "type", "name", "description"] satisfies (keyof NewFlow)[];
const TYPES = [
  ...["CONTACT_FLOW", "CUSTOMER_QUEUE", "CUSTOMER_HOLD", "CUSTOMER_WHISPER", "AGENT_HOLD", "AGENT_WHISPER"],
  ...["OUTBOUND_WHISPER", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CAMPAIGN"],
];
const SHAPE = 'a Flow, flow-language JSON, { file: "flow.json" }, { content, name }, or { existing: idOrArnOrName }';

/** Where a flow stands among the arguments. */
export type FlowPlace = Pick<FlowPlan, "property" | "reference"> & { isModule: boolean };

/** Reads one flow's arguments; what is wrong is noted, and then the plan is of no use. */
export function planFlow(check: ArgumentCheck, flow: FlowArgs, place: FlowPlace): FlowPlan {
  const plan: FlowPlan = { ...place, type: place.isModule ? "MODULE" : "CONTACT_FLOW", uses: [] };
  if (isExisting(flow)) {
    const kind = place.isModule ? "module" : "flow";
    return { ...plan, existing: checkExisting(check, place.property, kind, flow) };
  }
  if (pulumi.Resource.isInstance(flow)) {
    check.wrong(place.property, "a resource is no flow: write { existing: flow.arn }.");
    return plan;
  }
  if (!isNewFlow(flow)) return withSource(check, plan, flow, {});
  check.keys(place.property, flow, KEYS);
  const type = check.value(`${place.property}.type`, flow.type, word(TYPES));
  if (place.isModule && type !== undefined)
    check.wrong(`${place.property}.type`, "a flow module has no type; leave it out.");
  const described = given({
    ...plan,
    ...(type && { type }),
    name: check.value(`${place.property}.name`, flow.name, text(1, 127)),
    description: check.value(`${place.property}.description`, flow.description, text(0, 500)),
  });
  const source = sourceOf(check, place.property, flow);
  if (!isReplace(check, `${place.property}.replace`, flow.replace)) return described;
  return source === undefined ? described : withSource(check, described, source, flow);
}

function isNewFlow(flow: FlowSource | NewFlow): flow is NewFlow {
  if (typeof flow !== "object" || flow === null || flow instanceof Flow || flow instanceof Promise) return false;
  return !pulumi.Output.isInstance(flow) && !("Actions" in flow) && KEYS.some((key) => key in flow);
}

function isReplace(check: ArgumentCheck, property: string, replace: NewFlow["replace"]): boolean {
  if (replace === undefined) return true;
  if (!check.isObject(property, replace, '{ "arn:aws:connect:…": ref("queue") }')) return false;
  const wrong = Object.entries(replace).filter(([, put]) => typeof put !== "string" && !(put instanceof FlowReference));
  for (const [key] of wrong)
    check.wrong(`${property}["${key}"]`, 'must be a reference such as ref("queue"), or a text.');
  return wrong.length === 0;
}

function sourceOf(check: ArgumentCheck, property: string, { content, file }: NewFlow): FlowSource | undefined {
  if ((content === undefined) === (file === undefined)) {
    check.wrong(property, "one of content and file is needed, and not both.");
    return undefined;
  }
  if (file === undefined) return content;
  if (typeof file !== "string" || file === "") {
    check.wrong(`${property}.file`, 'must be the path of a file, such as "menu.json".');
    return undefined;
  }
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "no path";
    check.wrong(`${property}.file`, `"${file}" cannot be read (${reason}); looked for at ${path.resolve(file)}.`);
    return undefined;
  }
}

function withSource(check: ArgumentCheck, plan: FlowPlan, source: FlowSource, { replace, type }: NewFlow): FlowPlan {
  if (pulumi.Output.isInstance(source) || source instanceof Promise) {
    const uses = Object.values(replace ?? {}).flatMap((put) => (put instanceof FlowReference ? [put.name] : []));
    return given({ ...plan, source, replace, uses: [...new Set(uses)].sort() });
  }
  if (typeof source === "string" ? looksLikeAFile(source) : !(source instanceof Flow) && !isContent(source)) {
    const remedy = looksLikeAFile(source) ? `write { file: ${JSON.stringify(source)} }` : `write ${SHAPE}`;
    check.wrong(plan.property, `this is no flow: ${remedy}.`);
    return plan;
  }
  if (source instanceof Flow && replace) {
    check.wrong(
      `${plan.property}.replace`,
      "only text has something to replace; in a Flow write ref(NAME) where it belongs.",
    );
  }
  try {
    const read = replace || hasReferences(source) ? referring(source, replace) : source;
    return {
      ...plan,
      source: read,
      type: type ?? typeIn(check, plan, read),
      uses: read instanceof Flow ? read.references : [],
    };
  } catch (error) {
    if (!(error instanceof FlowReadError)) throw error;
    check.wrong(plan.property, error.message);
    return plan;
  }
}

const looksLikeAFile = (source: unknown) => typeof source === "string" && /^[^{}\n]+\.json$/i.test(source);

const isContent = (source: unknown): source is FlowContent =>
  typeof source === "object" && source !== null && "Actions" in source && Array.isArray(source.Actions);

function hasReferences(source: Flow | FlowContent | string): boolean {
  return isContent(source) && flowFrom(source).references.length > 0;
}

function referring(source: Flow | FlowContent | string, replace: NewFlow["replace"]): Flow {
  return source instanceof Flow ? source : flowFrom(source, { ...(replace && { replace }) });
}

/** The kind of flow that a source says it is, held to the place where it stands. */
function typeIn(check: ArgumentCheck, { property, type }: FlowPlan, source: Flow | FlowContent | string): FlowType {
  const said =
    source instanceof Flow
      ? source.type
      : typeof source === "string" && !isReadable(source)
        ? type
        : flowTypeOf(source);
  if (said === "MODULE" && type !== "MODULE") check.wrong(property, "this is a flow module: put it under `modules`.");
  if (said !== undefined && said !== "MODULE" && type === "MODULE" && source instanceof Flow) {
    check.wrong(
      property,
      `this is a flow of type ${said}, not a module: put it under \`flows\`, or use defineFlowModule.`,
    );
  }
  return type === "MODULE" ? type : (said ?? type);
}

// Text that is no flow is told by the check of its content, with every other rule that it breaks.
function isReadable(source: string): boolean {
  try {
    return readFlow(source) !== undefined;
  } catch {
    return false;
  }
}

/** The text of a plan whose source is known only later, with what is to be replaced in it. */
export function replacedText(plan: FlowPlan, values: Record<string, pulumi.Input<string>>, resource: pulumi.Resource) {
  const source = plan.source as pulumi.Input<string>;
  return pulumi.all([source, values]).apply(([known, references]) => {
    try {
      return flowFrom(known, { replace: plan.replace ?? {} }).toString(references);
    } catch (error) {
      if (!(error instanceof FlowReadError)) throw error;
      throw new WrongArgumentsError([{ propertyPath: plan.property, reason: error.message }], resource);
    }
  });
}
