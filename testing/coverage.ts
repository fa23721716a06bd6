/** Which actions and branches of flows a suite of calls has tried, and which it has not. */
import type { FlowContent } from "../flow";
import { type ActionView, viewContent } from "../flow/validate/shape";
import type { FlowCall } from "./flow-call";

/** One branch of an action. */
export interface CoveredBranch {
  /** The identifier of the action. */
  action: string;
  /** `NextAction`, `Conditions:OPERAND` or `Errors:TYPE`, as in a trace. */
  branch: string;
  /** The identifier of the action that it leads to. */
  to: string;
  /** How often calls took it. */
  count: number;
}

/** What is known about one flow. */
export interface FlowCoverageReport {
  /** The flow's name. */
  flow: string;
  /** Its actions. */
  actions: Share;
  /** Its branches. */
  branches: Share & {
    /** Every branch, in the order of the content. */
    all: CoveredBranch[];
  };
}

/** How much of something was tried. */
export interface Share {
  /** So many were tried. */
  covered: number;
  /** So many there are. */
  total: number;
}

/**
 * Collects calls, and says what they have left out.
 *
 * @example
 * const coverage = new FlowCoverage();
 * coverage.add(await callFlow(flow, { caller: { answers: ["1"] } }));
 * console.log(coverage.toText());
 */
export class FlowCoverage {
  private readonly flows = new Map<string, FlowContent>();
  private readonly visits = new Map<string, number>();

  /** Counts what a call went through, in every flow and module that it came to. Returns the call. */
  add(call: FlowCall): FlowCall {
    for (const [name, content] of call.flows) this.flows.set(name, content);
    for (const { flow = "", block, branch = "" } of call.trace) {
      if (block === undefined) continue;
      this.count(keyOf(flow, block));
      this.count(keyOf(flow, block, branch));
    }
    return call;
  }

  /** One report for each flow that a call was given, in the order in which they came. Plain data, ready for JSON. */
  toJSON(): FlowCoverageReport[] {
    return [...this.flows].map(([flow, content]) => this.reportOn(flow, content));
  }

  /** The same for people: what is covered of each flow, and every branch that no call took. */
  toText(): string {
    return this.toJSON().map(reportText).join("\n");
  }

  private count(key: string): void {
    this.visits.set(key, (this.visits.get(key) ?? 0) + 1);
  }

  private reportOn(flow: string, content: FlowContent): FlowCoverageReport {
    const actions = viewContent(content)?.actions ?? [];
    const covered = actions.filter(({ label }) => this.visits.has(keyOf(flow, label))).length;
    const all = actions.flatMap((action) =>
      branchesOf(action).map((branch) => ({
        ...branch,
        count: this.visits.get(keyOf(flow, action.label, branch.branch)) ?? 0,
      })),
    );
    const taken = all.filter(({ count }) => count > 0).length;
    return {
      flow,
      actions: { covered, total: actions.length },
      branches: { covered: taken, total: all.length, all },
    };
  }
}

const keyOf = (...parts: string[]): string => JSON.stringify(parts);

/** Where conditions stand, the way on only repeats another branch, and no contact takes it. */
function branchesOf(action: ActionView): Omit<CoveredBranch, "count">[] {
  return action.ways
    .filter(({ kind }) => kind !== "next" || action.conditions.length === 0)
    .map(({ branch, target }) => ({ action: action.label, branch, to: String(target) }));
}

function reportText({ flow, actions, branches }: FlowCoverageReport): string {
  const missed = branches.all.filter(({ count }) => count === 0);
  return [
    `${flow}: ${share(actions)} of actions, ${share(branches)} of branches`,
    ...missed.map(({ action, branch, to }) => `  not taken: ${action} ${branch} → ${to}`),
  ].join("\n");
}

function share({ covered, total }: { covered: number; total: number }): string {
  return `${covered}/${total} (${total === 0 ? 100 : Math.floor((100 * covered) / total)} %)`;
}
