/** The public names of `ringcheck/testing`: flows tried by scripted callers, without network. */
export type { LambdaEvent, LambdaHandler } from "../simulator/lambdas";
export { type CallFlowOptions, callFlow } from "./call-flow";
export { type Answer, type Caller, HANG_UP, SILENCE } from "./caller";
export { type CoveredBranch, FlowCoverage, type FlowCoverageReport } from "./coverage";
export { type CallEnd, FlowCall, type Question, type Utterance } from "./flow-call";
export type { TestCentre, TestHours, TestQueue } from "./test-world";
