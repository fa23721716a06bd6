/**
 * The Amazon Connect flow language as it goes over the wire: the JSON in `CreateContactFlow.Content`.
 * Everything that reads or writes flows shares these shapes; rules about them live elsewhere.
 *
 * Source: Amazon Connect API reference, "Flow language"; version 2019-10-30.
 */

/** The only version of the flow language that Connect accepts. */
export const FLOW_LANGUAGE_VERSION = "2019-10-30";

/** One way out of an action when its result equals an operand. */
export interface FlowCondition {
  NextAction: string;
  Condition: { Operator: string; Operands: string[] };
}

/** One way out of an action when it ends in an error of the named type. */
export interface FlowErrorBranch {
  NextAction: string;
  ErrorType: string;
}

/** The ways out of an action. Terminal actions have an empty object. */
export interface FlowTransitions {
  NextAction?: string;
  Errors?: FlowErrorBranch[];
  Conditions?: FlowCondition[];
}

/** One block of a flow. Scalars in `Parameters` are strings on the wire. */
export interface FlowAction {
  Identifier: string;
  Type: string;
  Parameters: Record<string, unknown>;
  Transitions: FlowTransitions;
}

/** A whole flow or module. `Metadata` is for the editor only and never changes how a contact is handled. */
export interface FlowContent {
  Version: string;
  StartAction: string;
  Metadata?: Record<string, unknown>;
  Actions: FlowAction[];
}
