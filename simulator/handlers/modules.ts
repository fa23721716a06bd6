/** Contact flow modules. */
import { randomUUID } from "node:crypto";
import type { Context } from "../context";
import { duplicate, invalidRequest, ServiceError } from "../errors";
import { problemsOf } from "../flow-checks";
import { instanceOf, moduleOf, ownedArn, tagsOut } from "../lookup";
import type { Handlers } from "../operations";
import { page } from "../pages";
import type { ModuleRecord } from "../records";
import { recall, refuseOtherRequest, remember, sha256 } from "../tokens";

export const modules: Handlers = {
  CreateContactFlowModule(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { ClientToken, ...request } = input;
    const before = recall(context, instance.id, ClientToken);
    if (before) {
      refuseOtherRequest(before, request);
      return idAndArn(context, instance.id, before.result);
    }
    refuseTaken(context, instance.id, input.Name);
    refuseBroken(input.Content);
    if (context.store.list("module", instance.id).length >= context.settings.quotas.contactFlowModules) {
      throw new ServiceError("LimitExceededException", "The number of flow modules is at its quota");
    }
    const record: ModuleRecord = {
      id: randomUUID(),
      name: input.Name,
      description: input.Description,
      state: "ACTIVE",
      content: input.Content,
      settings: input.Settings,
      externalInvocation: input.ExternalInvocationConfiguration?.Enabled,
      tags: input.Tags ?? {},
    };
    context.store.put("module", [instance.id, record.id], record);
    remember(context, instance.id, ClientToken, record.id, request);
    return idAndArn(context, instance.id, record.id);
  },

  DescribeContactFlowModule(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = moduleOf(context, instance.id, input.ContactFlowModuleId);
    return { ContactFlowModule: described(context, instance.id, record) };
  },

  ListContactFlowModules(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const all = context.store.list("module", instance.id);
    const wanted = all.filter((each) => !input.ContactFlowModuleState || each.state === input.ContactFlowModuleState);
    const found = page("modules", wanted, (each) => each.id, input);
    return {
      ContactFlowModulesSummaryList: found.items.map((each) => ({
        ...idAndArn(context, instance.id, each.id),
        Name: each.name,
        State: each.state,
      })),
      NextToken: found.NextToken,
    };
  },

  DeleteContactFlowModule(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const record = moduleOf(context, instance.id, input.ContactFlowModuleId);
    context.store.remove("module", instance.id, record.id);
    return {};
  },

  UpdateContactFlowModuleContent(context, input) {
    return change(context, input, (record) => {
      if (input.Content === undefined && input.Settings === undefined) throw invalidRequest("Content is required");
      if (input.Content !== undefined) refuseBroken(input.Content);
      record.content = input.Content ?? record.content;
      record.settings = input.Settings ?? record.settings;
    });
  },

  UpdateContactFlowModuleMetadata(context, input) {
    return change(context, input, (record, instanceId) => {
      const given = [input.Name, input.Description, input.State];
      if (given.every((each) => each === undefined)) throw invalidRequest("Name, Description or State is required");
      if (input.Name !== undefined && input.Name !== record.name) refuseTaken(context, instanceId, input.Name);
      record.name = input.Name ?? record.name;
      record.description = input.Description ?? record.description;
      record.state = input.State ?? record.state;
    });
  },
};

function change(
  context: Context,
  input: { InstanceId: string; ContactFlowModuleId: string },
  work: (record: ModuleRecord, instanceId: string) => void,
) {
  const instance = instanceOf(context, input.InstanceId);
  const record = moduleOf(context, instance.id, input.ContactFlowModuleId);
  work(record, instance.id);
  context.store.put("module", [instance.id, record.id], record);
  return {};
}

function idAndArn(context: Context, instanceId: string, id: string) {
  return { Id: id, Arn: ownedArn(context, "module", instanceId, id) };
}

/** Modules report their problems under a name with a capital letter; flows do not. */
function refuseBroken(content: string) {
  const problems = problemsOf(content, "MODULE").map((message) => ({ message }));
  if (problems.length > 0) throw new ServiceError("InvalidContactFlowModuleException", "", { Problems: problems });
}

function refuseTaken(context: Context, instanceId: string, name: string) {
  if (context.store.list("module", instanceId).some((each) => each.name === name)) {
    throw duplicate(`A flow module with the name ${name} exists already`);
  }
}

function described(context: Context, instanceId: string, record: ModuleRecord) {
  const external = record.externalInvocation;
  return {
    ...idAndArn(context, instanceId, record.id),
    Name: record.name,
    Content: record.content,
    Description: record.description,
    State: record.state,
    Status: "PUBLISHED",
    Tags: tagsOut(record.tags),
    FlowModuleContentSha256: sha256(record.content),
    Settings: record.settings,
    ExternalInvocationConfiguration: external === undefined ? undefined : { Enabled: external },
  };
}
