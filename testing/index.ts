/**
 * The public names of `ringcheck/testing`: flows tried by scripted callers, without network.
 *
 * @module ringcheck/testing
 */
export type { LambdaEvent, LambdaHandler } from "../simulator/lambdas";
export type { ClockTime, HoursSlot } from "../simulator/records";
export type { TraceEntry } from "../simulator/telephony/contact-record";
export { type CallFlowOptions, callFlow } from "./call-flow";
export { type Answer, type Caller, HANG_UP, SILENCE } from "./caller";
export { type CoveredBranch, FlowCoverage, type FlowCoverageReport, type Share } from "./coverage";
export { type CallEnd, FlowCall, type FlowCallFacts, type Question, type Utterance, type Words } from "./flow-call";
export type { TestCentre, TestHours, TestQueue } from "./test-world";
