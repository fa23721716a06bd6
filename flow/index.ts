/**
 * The public names of `ringcheck/flow`: flows written in TypeScript, and the flow that every verification call can use.
 *
 * @module ringcheck/flow
 */
export { type AnswerAndListenOptions, answerAndListen } from "./answering-flow";
export type {
  AttributePath,
  BuiltAction,
  Next,
  NextOrError,
  NumberOrPath,
  OnErrors,
  ResourceId,
} from "./build/action";
export * as actions from "./build/actions";
export { defineFlow, defineFlowModule, type FlowDefinition, type NamedActions } from "./build/define";
export { drawMermaid, type MermaidOptions } from "./diagram/mermaid";
export { type PictureOptions, type TraceStep, viewedSteps } from "./diagram/picture";
export { drawSvg, type SvgOptions } from "./diagram/svg";
export {
  checkFlowFile,
  checkFlowText,
  type FlowFileReport,
  type FoundFlowFiles,
  findFlowFiles,
  flowFilesIn,
  flowFileText,
} from "./files";
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
export { NONCE_ATTRIBUTE, PROOF_ATTRIBUTE, STAGE_ATTRIBUTE } from "./proof";
export { type FlowFromOptions, FlowReadError, flowFrom, flowTypeOf, readFlow } from "./read";
export { FlowReference, MissingReferenceError, ref } from "./reference";
export type { ActionCheck, Confidence, DocumentCheck, Rule, RuleCondition } from "./rules/rule";
export { type FlowProblem, flowProblemText } from "./validate/problem";
export { FLOW_RULES, isAccepted, type ValidateOptions, validateFlow } from "./validate/validate";
export {
  DEFAULT_GREETING,
  type GreetAndProveOptions,
  greetAndProve,
  type KeyPressOptions,
  VerificationFlowError,
} from "./verification-flow";
export { writeBehavior, writeFlow } from "./write";
