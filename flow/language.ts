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
  /** The identifier of the action that follows. */
  NextAction: string;
  /** What the result is compared with. */
  Condition: {
    /** Such as `Equals`. */
    Operator: string;
    /** One text; the service takes no more. */
    Operands: string[];
  };
}

/** One way out of an action when it ends in an error of the named type. */
export interface FlowErrorBranch {
  /** The identifier of the action that follows. */
  NextAction: string;
  /** Such as `NoMatchingError`. */
  ErrorType: string;
}

/** The ways out of an action. Terminal actions have an empty object. */
export interface FlowTransitions {
  /** The identifier of the action that follows; absent where nothing does. */
  NextAction?: string;
  /** Where errors lead; absent where none can happen. */
  Errors?: FlowErrorBranch[];
  /** Where results lead; absent where there are none. */
  Conditions?: FlowCondition[];
}

/** One block of a flow. Scalars in `Parameters` are strings on the wire. */
export interface FlowAction {
  /** Unique in the flow; what transitions name. */
  Identifier: string;
  /** Such as `MessageParticipant`. */
  Type: string;
  /** What the action does, by the type's own names. */
  Parameters: Record<string, unknown>;
  /** The ways out. */
  Transitions: FlowTransitions;
}

/** A whole flow or module. `Metadata` is for the editor only and never changes how a contact is handled. */
export interface FlowContent {
  /** Always {@link FLOW_LANGUAGE_VERSION}. */
  Version: string;
  /** The identifier of the first action. */
  StartAction: string;
  /** What the editor keeps, such as where blocks are drawn; absent where no editor saw the flow. */
  Metadata?: Record<string, unknown>;
  /** The blocks, in any order. */
  Actions: FlowAction[];
}
