/** What a validator says about a flow: one sentence per problem, with the rule behind it and the way out. */

/** One thing that is wrong, or worth a look. */
export interface FlowProblem {
  /** `error`: a record shows the service refusing it. `warning`: everything else. */
  severity: "error" | "warning";
  /** The rule's name in `flow/data/rules.json`, or `advice/…` for advice that no service rule is behind. */
  rule: string;
  /** The identifier of the action; absent where the problem is of the whole flow. */
  action?: string;
  /** Where in the content, as the service writes it: `Actions[3].Parameters.Text`. */
  path: string;
  /** What is wrong, in a sentence. */
  message: string;
  /** The way out, in a sentence. */
  remedy: string;
}

/** What one check found, before the rule's name and severity are put to it. */
export interface Finding {
  path: string;
  message: string;
  remedy: string;
}

/** A problem as one line for people: the place, what is wrong, the way out, and the rule in brackets. */
export function flowProblemText({ rule, action, path, message, remedy }: FlowProblem): string {
  const where = [path, action !== undefined && action !== path && `“${action}”`].filter(Boolean).join(" ");
  return `${where && `${where}: `}${message} ${remedy} [${rule}]`;
}
