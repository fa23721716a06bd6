/**
 * The kinds of flow that Connect knows. `CreateContactFlow.Type` takes all but `MODULE`, which is made by
 * `CreateContactFlowModule` and follows the same language.
 */

/** Every kind of flow, in the service's own words. Source: API reference of `CreateContactFlow`. */
export const FLOW_TYPES = [
  "CONTACT_FLOW",
  "CUSTOMER_QUEUE",
  "CUSTOMER_HOLD",
  "CUSTOMER_WHISPER",
  "AGENT_HOLD",
  "AGENT_WHISPER",
  "OUTBOUND_WHISPER",
  "AGENT_TRANSFER",
  "QUEUE_TRANSFER",
  "CAMPAIGN",
  "MODULE",
] as const;

/** One of {@link FLOW_TYPES}. */
export type FlowType = (typeof FLOW_TYPES)[number];
