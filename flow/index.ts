/** The public names of `ringcheck/flow`: flows written in TypeScript, and the flow that every verification call can use. */
export { Flow, type FlowParts } from "./flow";
export { FLOW_TYPES, type FlowType } from "./flow-types";
export {
  FLOW_LANGUAGE_VERSION,
  type FlowAction,
  type FlowCondition,
  type FlowContent,
  type FlowErrorBranch,
  type FlowTransitions,
} from "./language";
export { FlowReference, MissingReferenceError, ref } from "./reference";
export {
  DEFAULT_GREETING,
  type GreetAndProveOptions,
  greetAndProve,
  type KeyPressOptions,
  VerificationFlowError,
} from "./verification-flow";
export { writeFlow } from "./write";
