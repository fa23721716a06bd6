/** The resources that requests name, as IAM types them, against the statements of a policy. */
import { type ContactCenterArgs, requiredPermissions } from "ringcheck";

/**
 * Under an instance: the segment of the ARN, by the member of the request that names the resource.
 *
 * Source: Service Authorization Reference, "Resource types defined by Amazon Connect".
 */
const SEGMENTS: Record<string, string> = {
  QueueId: "queue",
  HoursOfOperationId: "operating-hours",
  ContactFlowId: "contact-flow",
  OutboundFlowId: "contact-flow",
  ContactFlowModuleId: "flow-module",
  ContactId: "contact",
};

/** What a request that creates something names besides: the kind of what it creates. */
const CREATED: Record<string, string> = {
  CreateQueue: "queue",
  CreateHoursOfOperation: "operating-hours",
  CreateContactFlow: "contact-flow",
  CreateContactFlowModule: "flow-module",
  StartOutboundVoiceContact: "contact",
};

const ACCOUNT = "arn:aws:connect:us-east-1:150701065463";

/** Each operation with a resource that it names, where no statement allows the one for the other. */
export function resourcesNotAllowed(
  requests: readonly { operation: string; input: unknown }[],
  args: ContactCenterArgs,
): string[] {
  const { Statement } = requiredPermissions(args);
  const isAllowed = (operation: string, arn: string) =>
    Statement.some(({ Action, Resource }) => Action.includes(`connect:${operation}`) && Resource.some(matches(arn)));
  const allowed = new Set(Statement.flatMap(({ Action }) => Action));
  const wrong = requests
    .filter(({ operation }) => allowed.has(`connect:${operation}`))
    .flatMap(({ operation, input }) => resourcesOf(operation, input).map((arn) => ({ operation, arn })))
    .filter(({ operation, arn }) => !isAllowed(operation, arn))
    .map(({ operation, arn }) => `${operation} ${arn.replace(/[0-9a-f-]{36}/g, "ID")}`);
  return [...new Set(wrong)].sort();
}

function resourcesOf(operation: string, input: unknown): string[] {
  const members = flat(input);
  const instance = members.find(([name]) => name === "InstanceId")?.[1];
  const within = (segment: string, id: string) => `${instanceArn(instance)}/${segment}/${id}`;
  const named = members.flatMap(([name, id]) => {
    if (name === "TargetArn" || name === "ResourceArn") return [id];
    if (name === "PhoneNumberId" || name === "OutboundCallerIdNumberId") return [asArn(id, `${ACCOUNT}:phone-number/`)];
    const segment = SEGMENTS[name];
    return segment ? [id.startsWith("arn:") ? id : within(segment, id)] : [];
  });
  const created = CREATED[operation];
  const all = [...named, ...(created ? [within(created, "new")] : [])];
  return all.length > 0 || instance === undefined ? all : [instanceArn(instance)];
}

const asArn = (id: string, prefix: string) => (id.startsWith("arn:") ? id : `${prefix}${id}`);

const instanceArn = (id = "") => asArn(id, `${ACCOUNT}:instance/`);

/** Every text in it, with the name of its member. */
function flat(value: unknown, name = ""): [name: string, text: string][] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, Array.isArray(value) ? name : key));
}

function matches(arn: string): (pattern: string) => boolean {
  return (pattern) => new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`).test(arn);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
