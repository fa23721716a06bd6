/** The least IAM policy for deploying and verifying a centre, from its arguments alone. */
import { isIdOrArn } from "./adopt";
import type { CenterVerificationArgs } from "./center-call-args";
import {
  ACCOUNT_OPERATIONS,
  BINDING_OPERATIONS,
  CALL_OPERATIONS,
  DEPENDENT_ACTIONS,
  PART_OPERATIONS,
  QUICK_CONNECT_OPERATIONS,
  RELEASE_OPERATIONS,
  SOURCE_NUMBER_OPERATIONS,
  TAG_OPERATIONS,
} from "./connect-operations";
import type { ContactCenterArgs } from "./contact-center-args";
import { isExisting } from "./part";

/** An IAM policy document. */
export interface PolicyDocument {
  /** The version of the policy language. */
  Version: "2012-10-17";
  /** What is allowed. */
  Statement: PolicyStatement[];
}

/** One statement of a {@link PolicyDocument}. */
export interface PolicyStatement {
  /** Letters and digits; says what the actions are for. */
  Sid: string;
  /** A policy of ours only allows. */
  Effect: "Allow";
  /** Such as `connect:CreateQueue`. */
  Action: string[];
  /** ARNs, or patterns of them. */
  Resource: string[];
}

/** Where the policy is to hold, as far as the arguments do not say it. */
export interface PermissionScope {
  /** 12 digits. @default any account */
  account?: string;
  /** @default any region */
  region?: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. @default `"aws"` */
  partition?: string;
}

/**
 * The least IAM policy for preview, up, refresh and destroy of a centre with exactly these arguments, its calls included.
 *
 * Resources are narrowed to what is adopted by a plain id or ARN, and to `scope`. An argument that is an Output counts as
 * what it could be at most. A role that also takes away what earlier arguments made needs their policy too. Not in it,
 * since everything works without: `connect:ListInstances` and `connect:ListPhoneNumbersV2` for warnings about quotas.
 * What the flows refer to (Lambda functions, Lex bots) and what `afterCall` does is the program's own.
 *
 * @example requiredPermissions({ instance: { alias: "acme" } }, { account: "123456789012", region: "us-east-1" })
 *
 * Source: Service Authorization Reference, Amazon Connect; the operations of Pulumi's AWS provider.
 */
export function requiredPermissions(args: ContactCenterArgs, scope: PermissionScope = {}): PolicyDocument {
  const where = new Resources(args, scope);
  const wanted = [
    ...["instance", "hours", "queue", "phoneNumber"].map((part) => partStatement(part as SinglePart, args, where)),
    flowsStatement("Flows", "flow", [args.flow, ...Object.values(args.flows ?? {})], where),
    flowsStatement("Modules", "module", Object.values(args.modules ?? {}), where),
    ...answeringStatements(args, where),
    callStatement(args, where),
    args.tags === undefined ? undefined : statement("Tags", TAG_OPERATIONS, [...where.instance(), ...where.numbers()]),
  ];
  const statements = wanted.filter((each) => each !== undefined);
  return { Version: "2012-10-17", Statement: [...apart(statements), ...dependent(statements, where)] };
}

type Part = keyof typeof PART_OPERATIONS;
type SinglePart = Exclude<Part, "flow" | "module">;

const SIDS: Record<SinglePart, string> = {
  instance: "Instance",
  hours: "Hours",
  queue: "Queue",
  phoneNumber: "PhoneNumber",
};

/** The ARNs that the statements name. */
class Resources {
  private readonly prefix: string;
  private readonly instanceArn: string;

  constructor(args: ContactCenterArgs, { partition = "aws", region = "*", account = "*" }: PermissionScope) {
    const existing = isExisting(args.instance) ? args.instance.existing : undefined;
    const known = typeof existing === "string" && isIdOrArn(existing) ? existing : undefined;
    const isArn = known?.startsWith("arn:") === true;
    this.prefix = isArn ? known.slice(0, known.lastIndexOf(":")) : `arn:${partition}:connect:${region}:${account}`;
    this.instanceArn = isArn ? known : `${this.prefix}:instance/${known ?? "*"}`;
  }

  /** The instance and what is in it. */
  instance(): string[] {
    return [this.instanceArn, `${this.instanceArn}/*`];
  }

  numbers(): string[] {
    return [`${this.prefix}:phone-number/*`];
  }

  /** The resource of something adopted by its ARN; else everything that it could be. */
  of(part: Part, existing: unknown): string[] {
    if (part === "phoneNumber") return [...this.instance(), ...this.numbers()];
    if (part !== "instance" && typeof existing === "string" && existing.startsWith("arn:")) return [existing];
    return this.instance();
  }

  /** `arn:PARTITION:SERVICE:REGION:ACCOUNT`, in the same region and account. */
  elsewhere(service: string, isGlobal: boolean): string {
    const [arn, partition, , region, account] = this.prefix.split(":");
    return [arn, partition, service, isGlobal ? "" : region, account].join(":");
  }
}

function statement(Sid: string, operations: readonly string[], Resource: string[]): PolicyStatement {
  const Action = [...new Set(operations)].map((operation) => `connect:${operation}`);
  return { Sid, Effect: "Allow", Action, Resource };
}

function partStatement(part: SinglePart, args: ContactCenterArgs, where: Resources): PolicyStatement | undefined {
  const wanted = args[part];
  if (part === "phoneNumber" && wanted === undefined) return undefined;
  const more: string[] = [];
  if (part === "queue" && (args.queue as { quickConnectIds?: unknown } | undefined)?.quickConnectIds !== undefined) {
    more.push(...QUICK_CONNECT_OPERATIONS);
  }
  if (part === "phoneNumber") {
    if (!isExisting(wanted) && !isExisting(args.instance)) more.push(...RELEASE_OPERATIONS);
    if (args.phoneNumber?.inboundFlow !== undefined) more.push(...BINDING_OPERATIONS);
  }
  const existing = isExisting(wanted) ? wanted.existing : undefined;
  // A queue's caller id is a resource of its creation and of its changes.
  const callerId = part === "queue" && !isExisting(wanted) && args.phoneNumber !== undefined ? where.numbers() : [];
  const resources = [...where.of(part, existing), ...callerId];
  return statement(SIDS[part], [...operationsOf(part, wanted), ...more], resources);
}

function operationsOf(part: Part, wanted: unknown): string[] {
  const { created, adopted, byName } = PART_OPERATIONS[part];
  if (!isExisting(wanted)) return [...created];
  // An Output may turn out to be a name.
  const isKnown = typeof wanted.existing === "string" && isIdOrArn(wanted.existing);
  return isKnown ? [...adopted] : [...adopted, ...byName];
}

function flowsStatement(Sid: string, part: "flow" | "module", flows: unknown[], where: Resources) {
  if (flows.length === 0) return undefined;
  return statement(
    Sid,
    flows.flatMap((flow) => operationsOf(part, flow)),
    flows.length === 1 && isExisting(flows[0]) ? where.of(part, flows[0].existing) : where.instance(),
  );
}

function callsOf({ verification, verifications }: ContactCenterArgs): CenterVerificationArgs[] {
  return [...(verification ? [verification] : []), ...Object.values(verifications ?? {})];
}

function callStatement(args: ContactCenterArgs, where: Resources): PolicyStatement | undefined {
  const calls = callsOf(args);
  if (calls.length === 0) return undefined;
  const hasSource = calls.some(({ sourcePhoneNumber }) => sourcePhoneNumber !== undefined);
  const operations = [...CALL_OPERATIONS, ...(hasSource ? SOURCE_NUMBER_OPERATIONS : [])];
  return statement("Call", operations, [...where.instance(), ...(hasSource ? where.numbers() : [])]);
}

/** For calls of the centre to itself: a second number, and what is made to answer. */
function answeringStatements(args: ContactCenterArgs, where: Resources): PolicyStatement[] {
  const selfCalls = callsOf(args).flatMap(({ selfCall }) => (selfCall ? [selfCall] : []));
  const claims = selfCalls.some((selfCall) => selfCall !== true);
  const bindsOwn = selfCalls.includes(true) && !isExisting(args.phoneNumber) && !args.phoneNumber?.inboundFlow;
  if (!claims && !bindsOwn) return [];
  const release = isExisting(args.instance) ? [] : RELEASE_OPERATIONS;
  const number = claims ? [...PART_OPERATIONS.phoneNumber.created, ...release] : [];
  const operations = [...PART_OPERATIONS.flow.created, ...BINDING_OPERATIONS, ...number];
  return [statement("SelfCall", operations, [...where.instance(), ...where.numbers()])];
}

/** Takes out the actions that no single resource can be named for, into a statement of their own. */
function apart(statements: PolicyStatement[]): PolicyStatement[] {
  const isOfAccount = (action: string) => ACCOUNT_OPERATIONS.has(operationIn(action));
  const all = [...new Set(statements.flatMap(({ Action }) => Action).filter(isOfAccount))];
  const rest = statements.map((each) => ({ ...each, Action: each.Action.filter((action) => !isOfAccount(action)) }));
  const account: PolicyStatement[] =
    all.length > 0 ? [{ Sid: "Account", Effect: "Allow", Action: all, Resource: ["*"] }] : [];
  return [...account, ...rest.filter(({ Action }) => Action.length > 0)];
}

/** What AWS checks along with the actions, on the narrowest resources that hold. */
function dependent(statements: PolicyStatement[], where: Resources): PolicyStatement[] {
  const actions = new Set(
    statements.flatMap(({ Action }) => Action.flatMap((action) => DEPENDENT_ACTIONS[operationIn(action)] ?? [])),
  );
  const resources: Record<string, { Sid: string; Resource: string }> = {
    ds: { Sid: "InstanceDirectory", Resource: "*" },
    iam: {
      Sid: "InstanceRole",
      Resource: `${where.elsewhere("iam", true)}:role/aws-service-role/connect.amazonaws.com/*`,
    },
    logs: { Sid: "FlowLogs", Resource: `${where.elsewhere("logs", false)}:log-group:/aws/connect/*` },
  };
  return Object.entries(resources).flatMap(([service, { Sid, Resource }]) => {
    const Action = [...actions].filter((action) => action.startsWith(`${service}:`)).sort();
    return Action.length > 0 ? [{ Sid, Effect: "Allow" as const, Action, Resource: [Resource] }] : [];
  });
}

function operationIn(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}
