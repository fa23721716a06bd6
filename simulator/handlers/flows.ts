/**
 * Contact flows: what callers hear (published), what was only saved (`$SAVED`), and numbered versions. Publishing
 * checks the content, saving does not.
 */
import { randomUUID } from "node:crypto";
import type { FlowType } from "../../flow";
import { type Context, seconds } from "../context";
import { duplicate, invalidParameter, invalidRequest, notFound, ServiceError } from "../errors";
import { problemsOf } from "../flow-checks";
import { flowOf, instanceOf, ownedArn, tagsOut } from "../lookup";
import type { Handlers } from "../operations";
import { page } from "../pages";
import type { FlowDraft, FlowRecord } from "../records";
import { sha256 } from "../tokens";

export const flows: Handlers = {
  CreateContactFlow(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    refuseTaken(context, instance.id, input.Name);
    const status = input.Status ?? "PUBLISHED";
    if (status === "PUBLISHED") refuseBroken(input.Content, input.Type);
    if (context.store.list("flow", instance.id).length >= context.settings.quotas.contactFlows) {
      throw new ServiceError("LimitExceededException", "The number of flows is at its quota");
    }
    const draft = draftOf(context, input.Content);
    const record: FlowRecord = {
      id: randomUUID(),
      name: input.Name,
      type: input.Type,
      description: input.Description,
      state: "ACTIVE",
      ...(status === "PUBLISHED" ? { published: draft } : { saved: draft }),
      latestVersion: 0,
      tags: input.Tags ?? {},
    };
    context.store.put("flow", [instance.id, record.id], record);
    return {
      ContactFlowId: record.id,
      ContactFlowArn: ownedArn(context, "flow", instance.id, record.id),
      FlowContentSha256: draft.sha256,
    };
  },

  DescribeContactFlow(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { record, qualifier } = flowOf(context, instance.id, input.ContactFlowId);
    return { ContactFlow: described(context, instance.id, record, qualifier) };
  },

  ListContactFlows(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const types: string[] = input.ContactFlowTypes ?? [];
    const all = context.store.list("flow", instance.id);
    const wanted = types.length === 0 ? all : all.filter((each) => types.includes(each.type));
    const found = page("flows", wanted, (each) => each.id, input);
    return {
      ContactFlowSummaryList: found.items.map((each) => ({
        Id: each.id,
        Arn: ownedArn(context, "flow", instance.id, each.id),
        Name: each.name,
        ContactFlowType: each.type,
        ContactFlowState: each.state,
        ContactFlowStatus: each.published ? "PUBLISHED" : "SAVED",
      })),
      NextToken: found.NextToken,
    };
  },

  DeleteContactFlow(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { record, qualifier } = flowOf(context, instance.id, input.ContactFlowId);
    if (qualifier !== undefined) throw invalidParameter("ContactFlowId must name a flow, not one of its contents");
    for (const number of context.store.list("number")) {
      if (number.flowId === record.id) context.store.put("number", [number.id], { ...number, flowId: undefined });
    }
    context.store.removeAll("flowVersion", instance.id, record.id);
    context.store.remove("flow", instance.id, record.id);
    return {};
  },

  UpdateContactFlowContent(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { record, qualifier } = flowOf(context, instance.id, input.ContactFlowId);
    const draft = draftOf(context, input.Content);
    if (qualifier === "$SAVED") {
      record.saved = draft;
    } else if (qualifier === undefined) {
      refuseBroken(input.Content, record.type);
      record.published = draft;
      record.saved = undefined;
    } else {
      throw invalidParameter("ContactFlowId may only be qualified by $SAVED here");
    }
    context.store.put("flow", [instance.id, record.id], record);
    return {};
  },

  UpdateContactFlowMetadata(context, input) {
    return describe(context, input, () => {
      const given = [input.Name, input.Description, input.ContactFlowState];
      if (given.every((each) => each === undefined)) {
        throw invalidRequest("Name, Description or ContactFlowState is required");
      }
    });
  },

  UpdateContactFlowName(context, input) {
    return describe(context, input, () => {
      if (input.Name === undefined && input.Description === undefined) {
        throw invalidRequest("Name or Description is required");
      }
    });
  },

  CreateContactFlowVersion(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { record } = flowOf(context, instance.id, input.ContactFlowId);
    if (!record.published) throw invalidRequest("Only a published flow can have versions");
    if (input.FlowContentSha256 !== undefined && input.FlowContentSha256 !== record.published.sha256) {
      throw invalidParameter("FlowContentSha256 does not match the published content");
    }
    record.latestVersion += 1;
    const version = record.latestVersion;
    const frozen = { ...record.published, modifiedAt: context.now, version, description: input.Description };
    context.store.put("flowVersion", [instance.id, record.id, padded(version)], frozen);
    context.store.put("flow", [instance.id, record.id], record);
    return { ContactFlowArn: `${ownedArn(context, "flow", instance.id, record.id)}:${version}`, Version: version };
  },

  ListContactFlowVersions(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { record } = flowOf(context, instance.id, input.ContactFlowId);
    const versions = context.store.list("flowVersion", instance.id, record.id);
    const found = page("flow-versions", versions, (each) => padded(each.version), input);
    return {
      ContactFlowVersionSummaryList: found.items.map((each) => ({
        Arn: `${ownedArn(context, "flow", instance.id, record.id)}:${each.version}`,
        VersionDescription: each.description,
        Version: each.version,
        LastModifiedTime: seconds(each.modifiedAt),
        LastModifiedRegion: context.store.region,
      })),
      NextToken: found.NextToken,
    };
  },

  DeleteContactFlowVersion(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const { record } = flowOf(context, instance.id, input.ContactFlowId);
    const key = padded(input.ContactFlowVersion);
    if (!context.store.get("flowVersion", instance.id, record.id, key)) {
      throw notFound(`Version ${input.ContactFlowVersion} of the flow`);
    }
    context.store.remove("flowVersion", instance.id, record.id, key);
    return {};
  },
};

/** So that versions sort as numbers do. */
const padded = (version: number) => String(version).padStart(16, "0");

function draftOf(context: Context, content: string): FlowDraft {
  return { content, sha256: sha256(content), modifiedAt: context.now };
}

function refuseBroken(content: string, type: FlowType) {
  const problems = problemsOf(content, type).map((message) => ({ message }));
  if (problems.length > 0) throw new ServiceError("InvalidContactFlowException", "", { problems });
}

function refuseTaken(context: Context, instanceId: string, name: string) {
  if (context.store.list("flow", instanceId).some((each) => each.name === name)) {
    throw duplicate(`A flow with the name ${name} exists already`);
  }
}

interface Description {
  InstanceId: string;
  ContactFlowId: string;
  Name?: string;
  Description?: string;
  ContactFlowState?: "ACTIVE" | "ARCHIVED";
}

function describe(context: Context, input: Description, check: () => void) {
  const instance = instanceOf(context, input.InstanceId);
  const { record } = flowOf(context, instance.id, input.ContactFlowId);
  check();
  if (input.Name !== undefined && input.Name !== record.name) refuseTaken(context, instance.id, input.Name);
  record.name = input.Name ?? record.name;
  record.description = input.Description ?? record.description;
  record.state = input.ContactFlowState ?? record.state;
  context.store.put("flow", [instance.id, record.id], record);
  return {};
}

/**
 * The content that a flow id means: the published one, also as `$LATEST`; `$SAVED` the saved one (or the published if
 * nothing was saved since), and a number a version.
 * @throws ContactFlowNotPublishedException if there is no published content to show
 */
export function contentOf(context: Context, instanceId: string, record: FlowRecord, qualifier: string | undefined) {
  if (qualifier === "$SAVED")
    return { draft: record.saved ?? record.published, status: record.saved ? "SAVED" : "PUBLISHED" };
  if (qualifier === undefined || qualifier === "$LATEST") {
    if (!record.published)
      throw new ServiceError("ContactFlowNotPublishedException", "The flow has not been published");
    return { draft: record.published, status: "PUBLISHED" };
  }
  const version = /^\d{1,15}$/.test(qualifier) ? Number(qualifier) : 0;
  const frozen = context.store.get("flowVersion", instanceId, record.id, padded(version));
  if (!frozen) throw notFound(`Version ${qualifier} of the flow`);
  return { draft: frozen, status: "PUBLISHED", version: frozen };
}

function described(context: Context, instanceId: string, record: FlowRecord, qualifier: string | undefined) {
  const { draft, status, version } = contentOf(context, instanceId, record, qualifier);
  return {
    Arn: ownedArn(context, "flow", instanceId, record.id),
    Id: record.id,
    Name: record.name,
    Type: record.type,
    State: record.state,
    Status: status,
    Description: record.description,
    Content: draft?.content,
    FlowContentSha256: draft?.sha256,
    Tags: tagsOut(record.tags),
    Version: version?.version,
    VersionDescription: version?.description,
    LastModifiedTime: seconds(draft?.modifiedAt ?? 0),
    LastModifiedRegion: context.store.region,
  };
}
