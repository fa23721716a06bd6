/**
 * Connect over the AWS SDK v3, behind the port. Made on first use, so that checking inputs never loads an SDK. The SDK
 * does not retry: whether a request may be sent again depends on the error's name, and that is decided above the port.
 */
import type { ConnectClient, StartOutboundVoiceContactCommandInput } from "@aws-sdk/client-connect";
import type { STSClient } from "@aws-sdk/client-sts";
import { toApiError } from "./api-errors";
import { ApiError, type ConnectApi, type ContactRecord } from "./connect-api";
import type { AwsTarget } from "./inputs";
import { isLoopback, type Target, targetOf } from "./target";

/** How long one HTTP request may take. */
export const REQUEST_TIMEOUT_MILLISECONDS = 10_000;

/** How requests are timed: their bound in milliseconds, and the local clock that the service's is measured by. */
export interface Timing {
  requestTimeout: number;
  now(): number;
}

const REAL_TIME: Timing = { requestTimeout: REQUEST_TIMEOUT_MILLISECONDS, now: () => Date.now() };

/** Makes the port for a target. Nothing is loaded or sent before the first request. */
export function awsConnect(
  target: Target,
  env: Readonly<Record<string, string | undefined>>,
  timing = REAL_TIME,
): ConnectApi {
  const service = new Service(target, env, timing);
  return {
    ...callOperations(service),
    ...centerOperations(service),
    callerAccount: () => service.callerAccount(),
    serviceNow: () => service.now(),
  };
}

type Sdk = typeof import("@aws-sdk/client-connect");

/** The clients of one target, the service's clock, and the one place where a request is sent. */
export class Service {
  private connect: Promise<{ sdk: Sdk; client: ConnectClient }> | undefined;
  private sts: Promise<STSClient> | undefined;
  private clockOffset: number | undefined;

  constructor(
    private readonly target: Target,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly timing: Timing,
  ) {}

  now(): number | undefined {
    return this.clockOffset === undefined ? undefined : this.timing.now() + this.clockOffset;
  }

  /** Runs one command; every failure leaves as an ApiError. */
  async send<Answer>(run: (sdk: Sdk, client: ConnectClient, options: { abortSignal: AbortSignal }) => Promise<Answer>) {
    this.connect ??= this.makeConnect();
    try {
      const { sdk, client } = await this.connect;
      return await run(sdk, client, { abortSignal: AbortSignal.timeout(this.timing.requestTimeout) });
    } catch (error) {
      throw toApiError(error);
    }
  }

  async callerAccount(): Promise<string> {
    this.sts ??= this.makeSts();
    try {
      const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      const client = await this.sts;
      const answer = await client.send(new GetCallerIdentityCommand({}), {
        abortSignal: AbortSignal.timeout(this.timing.requestTimeout),
      });
      return answer.Account ?? "";
    } catch (error) {
      throw toApiError(error);
    }
  }

  private async makeConnect() {
    silenceNodeWarning();
    const sdk = await import("@aws-sdk/client-connect");
    const client = new sdk.ConnectClient(await this.clientConfig(this.target.endpoint));
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        this.noteDate((result.response as { headers?: Record<string, string> } | undefined)?.headers);
        return result;
      },
      { step: "deserialize", name: "ringcheckServiceClock", priority: "low" },
    );
    return { sdk, client };
  }

  private async makeSts(): Promise<STSClient> {
    silenceNodeWarning();
    const { STSClient } = await import("@aws-sdk/client-sts");
    const { endpoint } = this.target;
    // A VPC endpoint of Connect does not answer for STS; a simulator on loopback answers for both.
    return new STSClient(await this.clientConfig(endpoint && isLoopback(endpoint) ? endpoint : undefined));
  }

  private async clientConfig(endpoint: string | undefined) {
    const credentials = await this.credentials();
    return {
      region: this.target.region,
      maxAttempts: 1,
      ...(endpoint ? { endpoint } : {}),
      ...(credentials ? { credentials } : {}),
    };
  }

  private async credentials() {
    const { profile, roleArn, externalId, region, simulated } = this.target;
    if (simulated) return simulatorKeys(this.env);
    if (!profile && !roleArn) return undefined;
    const { fromIni, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    const base = profile ? fromIni({ profile }) : undefined;
    if (!roleArn) return base;
    return fromTemporaryCredentials({
      ...(base ? { masterCredentials: base } : {}),
      params: { RoleArn: roleArn, RoleSessionName: "ringcheck", ...(externalId ? { ExternalId: externalId } : {}) },
      clientConfig: { region },
    });
  }

  private noteDate(headers: Record<string, string> | undefined): void {
    const stamp = headers?.date ? Date.parse(headers.date) : Number.NaN;
    if (!Number.isNaN(stamp)) this.clockOffset = stamp - this.timing.now();
  }
}

/** On Node 20 the SDK advertises newer versions of Node in seven lines, and they would land in every `pulumi up`. */
function silenceNodeWarning(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
}

/** Never the default chain: a simulated run must not even look at real credentials. */
function simulatorKeys(env: Readonly<Record<string, string | undefined>>) {
  return {
    accessKeyId: env.AWS_ACCESS_KEY_ID || "SIMULATOR",
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY || "worthless",
  };
}

function callOperations(service: Service) {
  return {
    startOutboundVoiceContact: (request: Readonly<Record<string, unknown>>) =>
      service.send(async (sdk, client, options) => {
        const input = request as unknown as StartOutboundVoiceContactCommandInput;
        const answer = await client.send(new sdk.StartOutboundVoiceContactCommand(input), options);
        if (!answer.ContactId) throw new ApiError("EmptyAnswer", "the answer holds no ContactId", true);
        return { contactId: answer.ContactId };
      }),
    describeContact: (InstanceId: string, ContactId: string) =>
      service.send(async (sdk, client, options): Promise<ContactRecord> => {
        const { Contact } = await client.send(new sdk.DescribeContactCommand({ InstanceId, ContactId }), options);
        return compact({
          contactId: Contact?.Id ?? ContactId,
          arn: Contact?.Arn,
          initiatedAt: Contact?.InitiationTimestamp?.getTime(),
          connectedAt: Contact?.ConnectedToSystemTimestamp?.getTime(),
          disconnectedAt: Contact?.DisconnectTimestamp?.getTime(),
          disconnectReason: Contact?.DisconnectReason,
          attributes: Contact?.Attributes,
          systemNumber: Contact?.SystemEndpoint?.Address,
          customerNumber: Contact?.CustomerEndpoint?.Address,
        });
      }),
    getContactAttributes: (InstanceId: string, InitialContactId: string) =>
      service.send(async (sdk, client, options) => {
        const command = new sdk.GetContactAttributesCommand({ InstanceId, InitialContactId });
        return (await client.send(command, options)).Attributes ?? {};
      }),
    updateContactAttributes: (InstanceId: string, InitialContactId: string, Attributes: Record<string, string>) =>
      service.send(async (sdk, client, options) => {
        const command = new sdk.UpdateContactAttributesCommand({ InstanceId, InitialContactId, Attributes });
        await client.send(command, options);
      }),
    stopContact: (InstanceId: string, ContactId: string) =>
      service.send(async (sdk, client, options) => {
        await client.send(new sdk.StopContactCommand({ InstanceId, ContactId }), options);
      }),
    searchContacts: (query: Parameters<ConnectApi["searchContacts"]>[0]) =>
      service.send(async (sdk, client, options) => {
        const command = new sdk.SearchContactsCommand({
          InstanceId: query.instanceId,
          TimeRange: { Type: "INITIATION_TIMESTAMP", StartTime: new Date(query.from), EndTime: new Date(query.to) },
          SearchCriteria: { Channels: ["VOICE"], InitiationMethods: [query.initiationMethod ?? "API"] },
          Sort: { FieldName: "INITIATION_TIMESTAMP", Order: "DESCENDING" },
          MaxResults: 100,
          NextToken: query.nextToken,
        });
        const answer = await client.send(command, options);
        const found = (answer.Contacts ?? []).filter((contact) => contact.Id);
        return compact({
          contacts: found.map((contact) =>
            compact({ contactId: contact.Id ?? "", initiatedAt: contact.InitiationTimestamp?.getTime() }),
          ),
          nextToken: answer.NextToken,
        });
      }),
  };
}

function centerOperations(service: Service) {
  return {
    describeInstance: (InstanceId: string) =>
      service.send(async (sdk, client, options) => {
        const { Instance } = await client.send(new sdk.DescribeInstanceCommand({ InstanceId }), options);
        return compact({
          status: Instance?.InstanceStatus as string | undefined,
          statusReason: Instance?.StatusReason?.Message,
          outboundCallsEnabled: Instance?.OutboundCallsEnabled,
          createdAt: Instance?.CreatedTime?.getTime(),
        });
      }),
    describeContactFlow: (InstanceId: string, ContactFlowId: string) =>
      service.send(async (sdk, client, options) => {
        const command = new sdk.DescribeContactFlowCommand({ InstanceId, ContactFlowId });
        const { ContactFlow } = await client.send(command, options);
        const { State, Status, Type } = ContactFlow ?? {};
        return compact({
          state: State as string | undefined,
          status: Status as string | undefined,
          type: Type as string | undefined,
        });
      }),
    describeQueue: (InstanceId: string, QueueId: string) =>
      service.send(async (sdk, client, options) => {
        const { Queue } = await client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId }), options);
        return compact({
          status: Queue?.Status as string | undefined,
          outboundCallerIdNumberId: Queue?.OutboundCallerConfig?.OutboundCallerIdNumberId,
        });
      }),
    hasPhoneNumber: (InstanceId: string, phoneNumber: string) =>
      claimedNumber(service, { InstanceId }, phoneNumber).then((row) => row !== undefined),
  };
}

/** Without members that are undefined: the port promises absence, not a value called undefined. */
function compact<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  const present = Object.entries(shape).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };
}

/** How long a question may take that somebody waits for and a deployment can do without, in milliseconds. */
const BRIEF: Timing = { ...REAL_TIME, requestTimeout: 4_000 };

/**
 * Connect for such a question: about an instance, or about the account and region where none is given.
 *
 * @throws {Error} for a target that is refused or incomplete
 */
export function brieflyAsked(
  instance: string | undefined,
  region: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { service: Service; target: Target } {
  const target = targetOf({ instanceId: instance ?? "none" }, region, env);
  return { target, service: new Service(target, env, BRIEF) };
}

/** ListPhoneNumbersV2 takes no longer prefix. */
const LONGEST_PREFIX = 12;

/**
 * The id of a number that an instance has claimed; empty where it has not.
 *
 * @throws {ApiError} for a request that failed, {Error} for a target that is refused or incomplete
 */
export async function findPhoneNumberId(
  instanceArn: string,
  phoneNumber: string,
  aws: AwsTarget | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const target = targetOf({ instanceId: instanceArn, ...(aws && { aws }) }, undefined, env);
  const service = new Service(target, env, REAL_TIME);
  return (await claimedNumber(service, { TargetArn: instanceArn }, phoneNumber))?.PhoneNumberId ?? "";
}

/** The row of a number that the instance has claimed: the service takes a prefix only, the rest is compared here. */
function claimedNumber(service: Service, where: { InstanceId: string } | { TargetArn: string }, phoneNumber: string) {
  return service.send(async (sdk, client, options) => {
    const PhoneNumberPrefix = phoneNumber.slice(0, LONGEST_PREFIX);
    const command = new sdk.ListPhoneNumbersV2Command({ ...where, PhoneNumberPrefix });
    const { ListPhoneNumbersSummaryList: rows = [] } = await client.send(command, options);
    return rows.find((row) => row.PhoneNumber === phoneNumber);
  });
}
