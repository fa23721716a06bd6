/** StartOutboundVoiceContact: what the service checks before it dials, and what a ClientToken gives. */
import type { Context } from "../context";
import { invalidParameter, invalidRequest, notFound, ServiceError } from "../errors";
import { isKept } from "../lifetimes";
import { flowOf, instanceOf, isReady, queueOf } from "../lookup";
import type { Input } from "../operations";
import type { FlowRecord, InstanceRecord } from "../records";
import { isAllowed } from "../telephony/destinations";
import { canonical, recall, remember, sha256 } from "../tokens";
import { checkedAttributes } from "./contact-attributes";
import { contentOf } from "./flows";

type StartInput = Input<"StartOutboundVoiceContact">;

const MOST_REFERENCE_BYTES = 4096;
const DEFAULT_RING_SECONDS = 60;
const REFERENCE_TYPES = ["URL", "NUMBER", "STRING", "DATE", "EMAIL"];

/** Places the call. @returns the contact's id */
export function startOutbound(context: Context, input: StartInput): string {
  const instance = instanceOf(context, input.InstanceId);
  const scope = `outbound-${instance.id}`;
  const before = recall(context, scope, input.ClientToken);
  const earlier = before && context.store.get("contact", instance.id, before.result);
  const replays = earlier && (context.settings.tokens === "A" || earlier.disconnectedAt === undefined);
  const asked = { ...input, ClientToken: undefined };
  if (replays) {
    if (context.settings.tokenMismatch === "refused") refuseOtherRequest(before, asked);
    return earlier.id;
  }
  checkMembers(input);
  const { flow, content } = flowToRun(context, instance, input.ContactFlowId);
  const systemAddress = callerId(context, instance, input);
  checkPermission(context, instance, input);
  const attributes = checkedAttributes(
    { ...inherited(context, instance, input), ...input.Attributes },
    invalidParameter,
  );
  const contact = context.calls.start(
    context.store,
    {
      instanceId: instance.id,
      customerAddress: input.DestinationPhoneNumber,
      systemAddress,
      attributes,
      references: references(input),
      flowId: flow.id,
      content,
      campaign: input.TrafficType === "CAMPAIGN",
      campaignId: input.CampaignId,
      name: input.Name,
      description: input.Description,
      relatedContactId: input.RelatedContactId,
      queueId: input.QueueId && queueOf(context, instance.id, input.QueueId).id,
      ringTimeoutSeconds: input.RingTimeoutInSeconds ?? DEFAULT_RING_SECONDS,
      detectMachine: input.AnswerMachineDetectionConfig?.EnableAnswerMachineDetection ?? false,
    },
    context.now,
  );
  remember(context, scope, input.ClientToken, contact.id, asked);
  return contact.id;
}

/** Under a name that the operation lists: IdempotencyException is not among them. */
function refuseOtherRequest(before: { fingerprint: string }, asked: unknown) {
  if (before.fingerprint !== sha256(canonical(asked))) {
    throw invalidParameter("The client token was already used with other parameters");
  }
}

/** Rules across members, from the operation's documentation. */
function checkMembers(input: StartInput) {
  if (input.AnswerMachineDetectionConfig?.EnableAnswerMachineDetection && input.TrafficType !== "CAMPAIGN") {
    throw invalidParameter("TrafficType must be CAMPAIGN when answering machine detection is enabled");
  }
  if (input.OutboundStrategy) {
    throw invalidRequest("OutboundStrategy is only available to the outbound campaigns service principal");
  }
  const given = Object.entries(input.References ?? {});
  const refused = given.find(([, reference]) => !REFERENCE_TYPES.includes(reference.Type));
  if (refused)
    throw invalidParameter(`References must be of types ${REFERENCE_TYPES.join(", ")} when a contact is created`);
  const bytes = given.reduce((sum, [key, reference]) => sum + Buffer.byteLength(key + (reference.Value ?? "")), 0);
  if (bytes > MOST_REFERENCE_BYTES)
    throw invalidParameter(`References must have at most ${MOST_REFERENCE_BYTES} bytes`);
}

function flowToRun(context: Context, instance: InstanceRecord, id: string): { flow: FlowRecord; content: string } {
  const { record, qualifier } = flowOf(context, instance.id, id);
  if (record.type !== "CONTACT_FLOW") throw invalidParameter("ContactFlowId must name a flow of type CONTACT_FLOW");
  if (record.state === "ARCHIVED") throw invalidRequest("The flow is archived");
  if (qualifier === undefined && !record.published) throw invalidRequest("The flow has not been published");
  const { draft } = contentOf(context, instance.id, record, qualifier);
  return { flow: record, content: draft?.content ?? "" };
}

/** The source number, else the queue's: the call's caller ID. */
function callerId(context: Context, instance: InstanceRecord, input: StartInput): string | undefined {
  const queue = input.QueueId === undefined ? undefined : queueOf(context, instance.id, input.QueueId);
  if (input.SourcePhoneNumber !== undefined) {
    const own = context.store.list("number").find((each) => each.phoneNumber === input.SourcePhoneNumber);
    if (own?.instanceId !== instance.id) throw notFound("SourcePhoneNumber of this instance");
    if (context.now < own.readyAt) throw invalidRequest("SourcePhoneNumber is not claimed yet");
    return own.phoneNumber;
  }
  if (!queue) throw invalidParameter("SourcePhoneNumber or QueueId is required");
  const id = queue.caller?.OutboundCallerIdNumberId;
  const number = id === undefined ? undefined : context.store.get("number", id);
  if (!number) throw invalidRequest("The queue has no outbound caller ID number");
  return number.phoneNumber;
}

function checkPermission(context: Context, instance: InstanceRecord, input: StartInput) {
  if (!isReady(context, instance)) throw invalidRequest("The instance is not active");
  if (instance.attributes.OUTBOUND_CALLS !== "true") {
    throw new ServiceError("OutboundContactNotPermittedException", "Outbound calls are not enabled for the instance");
  }
  if (!isAllowed(input.DestinationPhoneNumber, context.store.region, context.settings)) {
    throw new ServiceError(
      "DestinationNotAllowedException",
      "Outbound calls to the destination number are not allowed",
    );
  }
  if (input.TrafficType === "CAMPAIGN" && context.settings.quotas.campaignCalls === 0) {
    throw new ServiceError("LimitExceededException", "The quota of concurrent campaign calls is 0");
  }
}

/** A related contact hands its attributes on; the request's own win. */
function inherited(context: Context, instance: InstanceRecord, input: StartInput): Record<string, string> {
  if (input.RelatedContactId === undefined) return {};
  const related = context.store.get("contact", instance.id, input.RelatedContactId);
  if (!related || !isKept(related, context.now)) throw notFound(`Contact ${input.RelatedContactId}`);
  return related.attributes;
}

function references(input: StartInput) {
  const entries = Object.entries(input.References ?? {});
  return Object.fromEntries(entries.map(([key, { Type, Value }]) => [key, { Type, Value }]));
}
