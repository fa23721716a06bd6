/**
 * `ringcheck/simulator`: Amazon Connect on loopback, for tests and demos.
 *
 * @module ringcheck/simulator
 */
export { type Clock, ManualClock, RealClock, type Timer } from "./clock";
export { contactsIn, type ReportedContact } from "./contacts-report";
export { SIMULATOR_ACCESS_KEY_ID, simulatorEnvironment } from "./environment";
export type { FaultRule, Faults } from "./http/faults";
export type { LoggedRequest, RequestLog } from "./http/request-log";
export type { ObservedExchange } from "./http/service";
export type { Filter as ContactFilter, InspectedContact, Inventory, InventoryKind } from "./inspection";
export type { LambdaEvent, LambdaHandler } from "./lambdas";
export type { Quotas, Settings } from "./settings";
export { Simulator, type SimulatorOptions } from "./simulator";
export type { ContactFacts, ContactPlace, TraceEntry } from "./telephony/contact-record";
export { DEFAULT_NUMBERS, type NumberBook, type Reaction, type ScriptedNumber } from "./telephony/scripted-numbers";
