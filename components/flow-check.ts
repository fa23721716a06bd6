/**
 * A flow on its way to Connect: its text, judged before anything runs. What the service is known to refuse stops the
 * program in preview; everything else is said in a few lines of warning.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  Flow,
  type FlowContent,
  type FlowProblem,
  type FlowType,
  flowProblemText,
  isAccepted,
  validateFlow,
  writeFlow,
} from "../flow";
import { maskText } from "../verification/mask";
import { withoutStack } from "./plain-error";

/** A {@link Flow}, flow-language JSON as text (sent byte for byte), or the same as an object. */
export type FlowSource = Flow | FlowContent | pulumi.Input<string>;

/** What a flow is checked for. */
export interface FlowCheck {
  /** The property that the user wrote the flow into: `flow`, or `modules.greeting`. */
  property: string;
  /** What the flow will be created as; rules about kinds of flow follow it. */
  type: FlowType;
  /** Whom errors and warnings belong to. */
  resource: pulumi.Resource | undefined;
  /**
   * The ids that a {@link Flow} may ask for by name.
   *
   * @default none
   */
  references?: Record<string, pulumi.Input<string>>;
}

/** At most so many problems are listed, of each severity. */
const MOST_LINES = 10;

/**
 * The text to send. A flow that is known is judged at once; the text of an Output as soon as it is known, in preview
 * where it can be. References that are not known yet do not keep a {@link Flow} from being judged.
 *
 * @throws {pulumi.ResourceError} naming the property, each rule that is broken, the action, and the remedy
 */
export function checkedContent(source: FlowSource, check: FlowCheck): pulumi.Input<string> {
  if (source instanceof Flow) {
    judge(source.toPreviewContent(), check);
    const { references = {} } = check;
    return source.references.length === 0
      ? source.toString()
      : pulumi.output(references).apply((values) => source.toString(values));
  }
  if (pulumi.Output.isInstance(source) || source instanceof Promise) {
    return pulumi.output(source).apply((text) => judge(withoutMark(text), check));
  }
  if (typeof source === "string") return judge(withoutMark(source), check);
  judge(source, check);
  return writeFlow(source);
}

/** Connect takes no byte-order mark. */
function withoutMark(text: string): string {
  return typeof text === "string" ? text.replace(/^\uFEFF/, "") : text;
}

function judge<Content extends FlowContent | string>(content: Content, check: FlowCheck): Content {
  const problems = validateFlow(content, { type: check.type });
  if (!isAccepted(problems)) {
    throw withoutStack(new pulumi.ResourceError(refusal(problems, check), check.resource, true));
  }
  if (problems.length > 0) {
    void pulumi.log.warn(warning(problems, check), check.resource);
  }
  return content;
}

function refusal(problems: readonly FlowProblem[], { property, type }: FlowCheck): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const kind = type === "MODULE" ? "flow module" : "flow";
  const heading = `${property}: Amazon Connect would refuse this ${kind} (${count(errors.length, "error")}):`;
  return [heading, ...lines(errors, property)].join("\n");
}

/** One line per rule: the same advice on twenty actions is one piece of advice. */
function warning(problems: readonly FlowProblem[], { property }: FlowCheck): string {
  const byRule = new Map<string, FlowProblem[]>();
  for (const problem of problems) byRule.set(problem.rule, [...(byRule.get(problem.rule) ?? []), problem]);
  const firsts = [...byRule.values()].map(([first, ...others]) => ({
    ...(first as FlowProblem),
    ...(others.length > 0 && { message: `${first?.message} (And at ${count(others.length, "other place")}.)` }),
  }));
  return [
    `${property}: Amazon Connect takes this flow, as far as is known; worth a look:`,
    ...lines(firsts, property),
  ].join("\n");
}

function lines(problems: readonly FlowProblem[], property: string): string[] {
  const shown = problems.slice(0, MOST_LINES).map((problem) => `  ${property}: ${maskText(flowProblemText(problem))}`);
  const rest = problems.length - shown.length;
  return rest === 0 ? shown : [...shown, `  and ${rest} more: "ringcheck flow check FILE" lists them all.`];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
