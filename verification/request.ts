/**
 * The request for one call: which inputs belong to it, how they read in Connect's words, and the hashes that say
 * "the same call". For one slot the bytes are the same on every try, or the service would see another request.
 *
 * Source: Connect API reference, StartOutboundVoiceContact.
 */
import {
  FINGERPRINT_ATTRIBUTE,
  IDENTITY_ATTRIBUTE,
  NONCE_ATTRIBUTE,
  NOT_SUPERSEDED,
  SUPERSEDED_ATTRIBUTE,
} from "../flow/proof";
import { canonicalJson, hashOf } from "./canonical";
import type { StartRequest } from "./connect-api";
import type { VerificationCallInputs } from "./inputs";
import { plainId } from "./target";
import { isAbsent, isRecord } from "./unknowns";

/** Input name -> member of the operation. Whatever is in here is part of "what was asked for". */
export const REQUEST_MEMBERS = {
  instanceId: "InstanceId",
  contactFlowId: "ContactFlowId",
  destinationPhoneNumber: "DestinationPhoneNumber",
  sourcePhoneNumber: "SourcePhoneNumber",
  queueId: "QueueId",
  attributes: "Attributes",
  answerMachineDetectionConfig: "AnswerMachineDetectionConfig",
  campaignId: "CampaignId",
  trafficType: "TrafficType",
  name: "Name",
  description: "Description",
  references: "References",
  relatedContactId: "RelatedContactId",
  ringTimeoutSeconds: "RingTimeoutInSeconds",
  outboundStrategy: "OutboundStrategy",
  clientToken: "ClientToken",
} as const satisfies Partial<Record<keyof VerificationCallInputs, string>>;

/** An input that belongs to the request. */
export type RequestProperty = keyof typeof REQUEST_MEMBERS;

/** The input names of the request, in the order of the table. */
export const REQUEST_PROPERTIES = Object.keys(REQUEST_MEMBERS) as RequestProperty[];

/** The longest ClientToken, suffix included. */
export const CLIENT_TOKEN_LIMIT = 500;

/** The value of one member as the service gets it: ids for ARNs, Connect's spelling inside, absent for empty. */
export function memberValue(property: RequestProperty, value: unknown): unknown {
  if (isAbsent(value)) return undefined;
  if (property === "instanceId" || property === "contactFlowId" || property === "queueId") {
    return typeof value === "string" ? plainId(value) : value;
  }
  if (property === "attributes") return isRecord(value) && Object.keys(value).length === 0 ? undefined : value;
  if (property === "references") return isRecord(value) ? mapValues(value, capitalised) : value;
  return capitalised(value);
}

/** All members that were given, in Connect's words, without ringcheck's own attributes. */
export function canonicalRequest(inputs: Partial<VerificationCallInputs>): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  for (const property of REQUEST_PROPERTIES) {
    const value = memberValue(property, inputs[property]);
    if (value !== undefined) request[REQUEST_MEMBERS[property]] = value;
  }
  return request;
}

/** The triggers with one spelling for "none". */
export function triggersOf({ triggers }: Partial<VerificationCallInputs>): unknown {
  if (isAbsent(triggers) || (isRecord(triggers) && Object.keys(triggers).length === 0)) return null;
  return triggers;
}

/** `hash(canonical request, triggers)`: equal for equal calls, whatever the order of keys. */
export function fingerprintOf(inputs: Partial<VerificationCallInputs>): string {
  return hashOf("fingerprint", canonicalRequest(inputs), triggersOf(inputs));
}

/**
 * The token of slot n, as derived: `hash(id, instance, n)`. The request is left out on purpose: a run that died while its
 * call went on and a run after it, with whatever request, ask for the same slot, so the second is given the live call.
 */
export function derivedToken(inputs: VerificationCallInputs, slot: number): string {
  return hashOf("slot", inputs.identity, plainId(inputs.instanceId), slot);
}

/**
 * What proves the end of the flow for this request in slot n; another request in the same slot has another nonce. Anyone who may read the contact may read it, so it guards against
 * stale and accidental proofs (copied attributes, a constant in the flow), not against someone who writes attributes.
 */
export function nonceOf(inputs: VerificationCallInputs, slot: number): string {
  return hashOf("nonce", derivedToken(inputs, slot), fingerprintOf(inputs)).slice(0, 32);
}

/**
 * The ClientToken that is sent. A user's own goes as given for the first attempt of a changed request, and with the
 * suffix `-n` for every later attempt.
 */
export function clientTokenOf(inputs: VerificationCallInputs, slot: number, firstSlot?: number): string {
  if (!inputs.clientToken) return derivedToken(inputs, slot);
  return slot === firstSlot ? inputs.clientToken : `${inputs.clientToken}-${slot}`;
}

/** The attributes that ringcheck adds to those of the user. */
export function ownAttributes(inputs: VerificationCallInputs, slot: number): Record<string, string> {
  return {
    [IDENTITY_ATTRIBUTE]: inputs.identity,
    [FINGERPRINT_ATTRIBUTE]: fingerprintOf(inputs),
    [NONCE_ATTRIBUTE]: nonceOf(inputs, slot),
    // The attributes of the related contact are copied: a call of ours may be among those, with its mark.
    ...(isAbsent(inputs.relatedContactId) ? {} : { [SUPERSEDED_ATTRIBUTE]: NOT_SUPERSEDED }),
  };
}

/** The request for slot n, complete. Key order is fixed, so that the bytes are. */
export function startRequest(inputs: VerificationCallInputs, slot: number, firstSlot?: number): StartRequest {
  const request = {
    ...canonicalRequest(inputs),
    Attributes: { ...inputs.attributes, ...ownAttributes(inputs, slot) },
    ClientToken: clientTokenOf(inputs, slot, firstSlot),
  };
  return JSON.parse(canonicalJson(request)) as StartRequest;
}

/** Which slot a nonce belongs to, looking at the numbers from `first` to `last`; undefined for a nonce that is not ours. */
export function slotOfNonce(inputs: VerificationCallInputs, nonce: string | undefined, first: number, last: number) {
  for (let slot = first; nonce && slot <= last; slot += 1) {
    if (nonceOf(inputs, slot) === nonce) return slot;
  }
  return undefined;
}

function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (!isRecord(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => !isAbsent(inner));
  return Object.fromEntries(
    present.map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), capitalised(inner)]),
  );
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
