/** Faults that tests and people ask for: an answer that is an error, one that is late, or a connection that drops. */
import { readFileSync } from "node:fs";
import { errorStatuses } from "../model/table";

/**
 * When an operation fails, and how. A rule counts the requests of its operation from when it was set.
 * @example { operation: "DescribeContact", nth: 2, error: "InternalServiceException" }
 */
export interface FaultRule {
  /** An operation of Connect or STS, or `*` for all. */
  operation: string;
  /** The first request that meets the fault, counted from 1. @default 1 */
  nth?: number;
  /** How many requests in a row meet it; `"all"` from then on. @default 1 */
  times?: number | "all";
  /** The error's name, as the service spells it. @default no error */
  error?: string;
  /** The error's message. @default "Injected by a fault rule" */
  message?: string;
  /** How much later the answer comes, on the simulator's clock. @default 0 */
  delaySeconds?: number;
  /** Closes the connection instead of answering: before the request has any effect, or after. @default it answers */
  drop?: "before" | "after";
}

interface ActiveRule {
  rule: FaultRule;
  seen: number;
}

/** The rules that are in force. */
export class Faults {
  private active: ActiveRule[] = [];

  constructor(rules: FaultRule[] = []) {
    for (const rule of rules) this.add(rule);
  }

  /** Adds a rule. @throws Error that names what is wrong with it */
  add(rule: FaultRule): void {
    this.active.push({ rule: checked(rule), seen: 0 });
  }

  /** Takes all rules away. */
  clear(): void {
    this.active = [];
  }

  /** The rules, in the order in which they were added. */
  list(): FaultRule[] {
    return this.active.map(({ rule }) => rule);
  }

  /** The rule that this request meets; every rule for its operation counts it. */
  meet(operation: string): FaultRule | undefined {
    const met = this.active.filter((each) => {
      if (each.rule.operation !== "*" && each.rule.operation !== operation) return false;
      each.seen += 1;
      const first = each.rule.nth ?? 1;
      const times = each.rule.times ?? 1;
      return each.seen >= first && (times === "all" || each.seen < first + times);
    });
    return met[0]?.rule;
  }
}

/** Rules from a JSON file: a list of them. @throws Error in one sentence */
export function readFaults(file: string): FaultRule[] {
  let rules: unknown;
  try {
    rules = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`cannot read fault rules from ${file}: ${error instanceof Error ? error.message : error}`);
  }
  if (!Array.isArray(rules)) throw new Error(`${file} must hold a list of fault rules`);
  return rules.map((rule) => checked(rule as FaultRule));
}

const RULE_MEMBERS = ["operation", "nth", "times", "error", "message", "delaySeconds", "drop"];

function checked(rule: FaultRule): FaultRule {
  const problems: string[] = [];
  if (typeof rule !== "object" || rule === null) throw new Error("a fault rule must be an object");
  const unknown = Object.keys(rule).filter((name) => !RULE_MEMBERS.includes(name));
  if (unknown.length > 0) problems.push(`unknown members ${unknown.join(", ")}`);
  if (typeof rule.operation !== "string" || rule.operation === "")
    problems.push("operation must name an operation or be *");
  if (rule.nth !== undefined && !(Number.isInteger(rule.nth) && rule.nth >= 1)) problems.push("nth must be 1 or more");
  const { times, delaySeconds, drop, error } = rule;
  if (times !== undefined && times !== "all" && !(Number.isInteger(times) && times >= 1)) {
    problems.push('times must be 1 or more, or "all"');
  }
  if (delaySeconds !== undefined && !(delaySeconds >= 0 && delaySeconds <= 3600)) {
    problems.push("delaySeconds must be 0 to 3600");
  }
  if (drop !== undefined && drop !== "before" && drop !== "after") problems.push("drop must be before or after");
  if (error !== undefined && errorStatuses[error] === undefined && !/^[A-Za-z]{1,100}$/.test(error)) {
    problems.push("error must be the name of an error");
  }
  if (error === undefined && delaySeconds === undefined && drop === undefined) {
    problems.push("error, delaySeconds or drop is needed");
  }
  if (problems.length > 0) throw new Error(`fault rule: ${problems.join("; ")}`);
  return rule;
}
