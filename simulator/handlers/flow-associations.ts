/** Which flow answers which phone number, as lists. */
import { arn } from "../arns";
import type { Context } from "../context";
import { instanceOf, ownedArn } from "../lookup";
import type { Handlers } from "../operations";
import { page } from "../pages";
import type { NumberRecord } from "../records";

const VOICE = "VOICE_PHONE_NUMBER";

export const flowAssociations: Handlers = {
  ListFlowAssociations(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const voice = input.ResourceType === undefined || input.ResourceType === VOICE;
    const found = page("flow-associations", voice ? associated(context, instance.id) : [], (each) => each.id, input);
    return {
      FlowAssociationSummaryList: found.items.map((each) => summary(context, each)),
      NextToken: found.NextToken,
    };
  },

  BatchGetFlowAssociation(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const voice = input.ResourceType === undefined || input.ResourceType === VOICE;
    const named = voice
      ? associated(context, instance.id).filter((each) => isNamed(context, each, input.ResourceIds))
      : [];
    return { FlowAssociationSummaryList: named.map((each) => summary(context, each)) };
  },
};

function associated(context: Context, instanceId: string): NumberRecord[] {
  return context.store.list("number").filter((each) => each.instanceId === instanceId && each.flowId);
}

function isNamed(context: Context, record: NumberRecord, ids: string[]): boolean {
  return ids.some((id) => id === record.id || id === arn(context, `phone-number/${record.id}`));
}

function summary(context: Context, record: NumberRecord) {
  return {
    ResourceId: arn(context, `phone-number/${record.id}`),
    FlowId: ownedArn(context, "flow", record.instanceId, record.flowId ?? ""),
    ResourceType: VOICE,
  };
}
