/** Contacts: started, described, given attributes and tags, stopped. Searching them is a file of its own. */
import { arn } from "../arns";
import { type Context, seconds } from "../context";
import { invalidRequest, notFound, ServiceError } from "../errors";
import { isKept } from "../lifetimes";
import { instanceOf, tagsOut } from "../lookup";
import type { Handlers, Input } from "../operations";
import type { ContactRecord } from "../telephony/contact-record";
import { checkedAttributes } from "./contact-attributes";
import { startOutbound } from "./outbound-voice";

const MOST_TAGS = 6;

export const contacts: Handlers = {
  StartOutboundVoiceContact: (context, input) => ({ ContactId: startOutbound(context, input) }),

  DescribeContact(context, input) {
    return { Contact: described(context, contactOf(context, input.InstanceId, input.ContactId)) };
  },

  UpdateContact(context, input) {
    const contact = contactOf(context, input.InstanceId, input.ContactId);
    if (input.Name !== undefined) contact.name = input.Name;
    if (input.Description !== undefined) contact.description = input.Description;
    if (input.References !== undefined) contact.references = { ...contact.references, ...input.References };
    save(context, contact);
    return {};
  },

  StopContact(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const contact = context.store.get("contact", instance.id, input.ContactId);
    if (!contact || contact.disconnectedAt !== undefined) {
      throw new ServiceError("ContactNotFoundException", "The contact is not active or does not exist");
    }
    context.calls.stop(context.store, contact, context.now);
    return {};
  },

  GetContactAttributes(context, input) {
    return { Attributes: contactOf(context, input.InstanceId, input.InitialContactId).attributes };
  },

  UpdateContactAttributes(context, input) {
    const contact = contactOf(context, input.InstanceId, input.InitialContactId);
    contact.attributes = checkedAttributes({ ...contact.attributes, ...input.Attributes }, invalidRequest);
    save(context, contact);
    return {};
  },

  TagContact(context, input) {
    const contact = contactOf(context, input.InstanceId, input.ContactId);
    contact.tags = { ...contact.tags, ...input.Tags };
    if (Object.keys(contact.tags).length > MOST_TAGS) throw invalidRequest(`A contact has at most ${MOST_TAGS} tags`);
    save(context, contact);
    return {};
  },

  UntagContact(context, input) {
    const contact = contactOf(context, input.InstanceId, input.ContactId);
    const kept = Object.entries(contact.tags).filter(([key]) => !input.TagKeys.includes(key));
    contact.tags = Object.fromEntries(kept);
    save(context, contact);
    return {};
  },
};

function contactOf(context: Context, instanceId: string, contactId: string): ContactRecord {
  const instance = instanceOf(context, instanceId);
  const contact = context.store.get("contact", instance.id, contactId);
  if (!contact || !isKept(contact, context.now)) throw notFound(`Contact ${contactId}`);
  return contact;
}

function save(context: Context, contact: ContactRecord) {
  context.store.put("contact", [contact.instanceId, contact.id], { ...contact, updatedAt: context.now });
}

const maybeSeconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : seconds(milliseconds);

function described(context: Context, contact: ContactRecord) {
  const endpoint = (address: string | undefined) => address && { Type: "TELEPHONE_NUMBER", Address: address };
  return {
    Arn: arn(context, `instance/${contact.instanceId}/contact/${contact.id}`),
    Id: contact.id,
    InitialContactId: contact.id,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Name: contact.name,
    Description: contact.description,
    Channel: "VOICE",
    QueueInfo: contact.queueId && { Id: contact.queueId, EnqueueTimestamp: maybeSeconds(contact.enqueuedAt) },
    InitiationTimestamp: seconds(contact.initiatedAt),
    DisconnectTimestamp: maybeSeconds(contact.disconnectedAt),
    LastUpdateTimestamp: seconds(contact.updatedAt),
    ConnectedToSystemTimestamp: maybeSeconds(contact.connectedAt),
    RingStartTimestamp: contact.campaign ? seconds(contact.initiatedAt) : undefined,
    CustomerEndpoint: endpoint(contact.customerAddress),
    SystemEndpoint: endpoint(contact.systemAddress),
    CustomerId: contact.customerId,
    Tags: tagsOut(contact.tags),
    Campaign: contact.campaignId && { CampaignId: contact.campaignId },
    AnsweringMachineDetectionStatus: contact.connectedAt === undefined ? undefined : contact.answeringMachineStatus,
    SegmentAttributes: { "connect:Subtype": { ValueString: "connect:Telephony" } },
    DisconnectReason: contact.disconnectReason,
    Attributes: contact.attributes,
  };
}

export type StartInput = Input<"StartOutboundVoiceContact">;
