/**
 * The few requests to Amazon Connect that a verification sends, as a port. Times are epoch milliseconds, ids are plain
 * ids (never ARNs), and every failure is an {@link ApiError} that carries the service's own error name.
 */

/** The request in Connect's own words, ready to send. */
export type StartRequest = Readonly<Record<string, unknown>> & {
  readonly InstanceId: string;
  readonly ContactFlowId: string;
  readonly DestinationPhoneNumber: string;
  readonly ClientToken: string;
  readonly Attributes: Readonly<Record<string, string>>;
};

/** What DescribeContact tells about a call. There is no state member: it follows from the times. */
export interface ContactRecord {
  contactId: string;
  arn?: string;
  initiatedAt?: number;
  connectedAt?: number;
  disconnectedAt?: number;
  disconnectReason?: string;
  attributes?: Record<string, string>;
  /** The number of the instance in this contact: the caller id of an outbound one, the number dialled of an inbound one. */
  systemNumber?: string;
  /** The number of the other side. */
  customerNumber?: string;
}

/** One row of SearchContacts. */
export interface ContactSummary {
  contactId: string;
  initiatedAt?: number;
}

/** What preflight asks about an instance. */
export interface InstanceRecord {
  status?: string;
  statusReason?: string;
  outboundCallsEnabled?: boolean;
  createdAt?: number;
}

/** The requests, by the names of their operations. */
export interface ConnectApi {
  startOutboundVoiceContact(request: StartRequest): Promise<{ contactId: string }>;
  describeContact(instanceId: string, contactId: string): Promise<ContactRecord>;
  getContactAttributes(instanceId: string, contactId: string): Promise<Record<string, string>>;
  updateContactAttributes(instanceId: string, contactId: string, attributes: Record<string, string>): Promise<void>;
  stopContact(instanceId: string, contactId: string): Promise<void>;
  /** Voice contacts that the API started (or others called in for) in a span of time, latest first. */
  searchContacts(query: {
    instanceId: string;
    /** @default `"API"` */
    initiationMethod?: "API" | "INBOUND";
    from: number;
    to: number;
    nextToken?: string;
  }): Promise<{ contacts: ContactSummary[]; nextToken?: string }>;
  describeInstance(instanceId: string): Promise<InstanceRecord>;
  describeContactFlow(
    instanceId: string,
    contactFlowId: string,
  ): Promise<{ state?: string; status?: string; type?: string }>;
  describeQueue(instanceId: string, queueId: string): Promise<{ status?: string; outboundCallerIdNumberId?: string }>;
  /** True when the instance has claimed this very number. */
  hasPhoneNumber(instanceId: string, phoneNumber: string): Promise<boolean>;
  /** The account that the credentials belong to. Source: STS GetCallerIdentity. */
  callerAccount(): Promise<string>;
  /** The service's clock as its last answer showed it; undefined before the first answer. */
  serviceNow(): number | undefined;
}

/** The operations by name: keys of buckets, counters and the catalogue. */
export type Operation = Exclude<keyof ConnectApi, "serviceNow">;

/** A request that failed, under the name that the service (or the network, or the credentials) gave it. */
export class ApiError extends Error {
  override readonly name: string;
  /** True when the service may have done what it was asked although no answer came. */
  readonly effectUnknown: boolean;

  constructor(name: string, message: string, effectUnknown = false) {
    super(message);
    this.name = name;
    this.effectUnknown = effectUnknown;
  }
}
