/**
 * What a rule about flows is: one check on one row of the flow language, with the confidence that its evidence earns.
 * The list itself is data (`flow/data/rules.json`), derived by `derive.ts`; this file only gives it types.
 */
import type { FlowType } from "../flow-types";

/**
 * How well a rule is known. `live`: a public project recorded the service accepting or refusing it. `docs`: AWS says
 * so. `inferred`: weak evidence. `unsure`: the row is live, this rule of it is not.
 */
export type Confidence = "live" | "docs" | "inferred" | "unsure";

/** Which way a rule looks at an action; each has one function in `flow/validate`. */
export type ActionCheck =
  | "required-parameter"
  | "missing-one-of"
  | "clashing-parameters"
  | "refused-parameter"
  | "unknown-parameter"
  | "parameter-value"
  | "string-parameter"
  | "path-parameter"
  | "wrapped-values"
  | "entry-count"
  | "static-parameter"
  | "number-range"
  | "text-length"
  | "key-text"
  | "next-action"
  | "terminal"
  | "required-error"
  | "refused-error"
  | "unsupported-error"
  | "unsupported-conditions"
  | "missing-conditions"
  | "required-operand"
  | "operator"
  | "operand"
  | "refused-flow-type";

/** Which way a rule looks at the whole document. */
export type DocumentCheck =
  | "version"
  | "start-action"
  | "transition-target"
  | "unique-identifier"
  | "identifier-text"
  | "reserved-identifier"
  | "action-shape"
  | "action-count"
  | "unknown-type"
  | "refused-type"
  | "empty-parameter"
  | "empty-operand"
  | "one-operand"
  | "refused-operator"
  | "flow-settings"
  | "module-settings"
  | "quoted-scalars";

/** When a rule applies: all of the given must hold of the action's parameters. */
export interface RuleCondition {
  /** Dotted path below `Parameters`. */
  parameter: string;
  /** Holds when the value, as text, is one of these, whatever their case. Absent: any value. */
  oneOf?: string[];
  /** Holds when the parameter is there (`true`) or not (`false`). Absent: either. */
  present?: boolean;
  /** Turns the condition around. Absent: it stands as it is. */
  not?: boolean;
}

/** One rule. The members beside the first eight are the operands of its check. */
export interface Rule {
  /** Unique, stable; what a problem is known by. Starts with the action's type, or with `document`. */
  name: string;
  /** The action type that the rule is about; absent for rules about the document. */
  type?: string;
  /** The way of looking that finds it. */
  check: ActionCheck | DocumentCheck;
  /** How well it is known. */
  confidence: Confidence;
  /** Whose record it is, as in `flow-language.json`. */
  sources: string[];
  /** Why the confidence is not that of the row, or what the rule rests on; absent where there is nothing to say. */
  note?: string;
  /** When it applies; absent where it always does. */
  when?: RuleCondition[];
  /** The kinds of flow that it is about; absent for every kind. */
  flowTypes?: FlowType[];

  /** The parameter it is about, a dotted path below `Parameters`; absent where it is about none or several. */
  parameter?: string;
  /** The parameters it is about; absent where it is about none or one. */
  parameters?: string[];
  /** The values that are allowed; absent where any is. */
  values?: string[];
  /** Whether the value must be a string, so that a JSON boolean is refused. Absent: no. */
  quoted?: boolean;
  /** The error branch it is about; absent where it is about none or several. */
  error?: string;
  /** The error branches it is about; absent where it is about none or one. */
  errors?: string[];
  /** The operators that are allowed; absent where it is about none. */
  operators?: string[];
  /** The operands that are allowed; absent where any is. */
  operands?: string[];
  /** The operand that must be there; absent where none must. */
  operand?: string;
  /** The least number or length; absent where there is none. */
  minimum?: number;
  /** The greatest number or length; absent where there is none. */
  maximum?: number;
}
