/**
 * The answering side of a call that a centre places to itself: the number that is dialled, the flow that answers, and
 * the binding of the two. It has to be there before the call is placed.
 */
import * as aws from "@pulumi/aws";
import { answerAndListen } from "../flow";
import type { SelfCallArgs } from "./center-call-args";
import type { ContactCenterNodes } from "./center-nodes";
import type { ContactCenterArgs } from "./contact-center-args";
import { given, isExisting, type PartContext } from "./part";
import { phoneNumber } from "./phone-number";
import { child } from "./transform";

/** The resources of an answering side. */
export interface AnsweringNodes {
  /** The number that is called. */
  phoneNumber: aws.connect.PhoneNumber;
  /** Absent where the number's own inbound flow answers. */
  flow: aws.connect.ContactFlow | undefined;
  /** What binds the number to that flow. Absent where the number's own inbound flow answers. */
  binding: aws.connect.PhoneNumberContactFlowAssociation | undefined;
}

/** Brings the answering side about. `prefix` is how its resources are called; nothing without a number to call. */
export function createAnsweringSide(
  prefix: string,
  wanted: true | SelfCallArgs,
  args: ContactCenterArgs,
  nodes: ContactCenterNodes,
  opts: PartContext<never>["opts"],
): AnsweringNodes | undefined {
  const { tags, transform = {} } = args;
  const number = wanted === true ? nodes.phoneNumber : otherNumber(prefix, wanted, args, nodes, opts);
  if (!number) return undefined;
  if (wanted === true && (nodes.inboundFlow || isExisting(args.phoneNumber))) {
    return { phoneNumber: number, flow: undefined, binding: undefined };
  }
  const instanceId = nodes.instance.id;
  const content = answerAndListen().toString();
  const flow = child(
    aws.connect.ContactFlow,
    `${prefix}-flow`,
    given({ instanceId, name: prefix, type: "CONTACT_FLOW", content, tags }),
    transform.answeringFlow,
    opts,
  );
  const binding = child(
    aws.connect.PhoneNumberContactFlowAssociation,
    `${prefix}-binding`,
    { instanceId, phoneNumberId: number.id, contactFlowId: flow.contactFlowId },
    transform.answeringBinding,
    opts,
  );
  return { phoneNumber: number, flow, binding };
}

function otherNumber(
  name: string,
  { claim }: SelfCallArgs,
  { tags, transform }: ContactCenterArgs,
  nodes: ContactCenterNodes,
  opts: PartContext<never>["opts"],
): aws.connect.PhoneNumber {
  return phoneNumber(
    { claim },
    {
      name,
      instanceArn: nodes.instance.arn,
      // Nobody knows this number but the check: it goes with it, whoever owns the instance.
      instanceIsAdopted: false,
      lookUpAs: undefined,
      tags,
      transform: transform?.answeringNumber,
      opts,
    },
  );
}
