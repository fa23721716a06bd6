/**
 * Which operations each part of a centre needs, by what the AWS provider asks for (create, read, update, delete) and by
 * what the call asks for itself; and which other actions AWS checks along with them. Tables and nothing else.
 */

/** Operations of Amazon Connect; the IAM action of each is `connect:` and its name. */
export interface PartOperations {
  /** For a part that is created. */
  created: readonly string[];
  /** For one that is adopted by its id or ARN. */
  adopted: readonly string[];
  /** Besides, for one that is looked up by its name. */
  byName: readonly string[];
}

/** Source: the code of terraform-provider-aws 6.34, which @pulumi/aws is built on; a test compares with what is seen. */
export const PART_OPERATIONS = {
  instance: {
    created: [
      "CreateInstance",
      "DescribeInstance",
      "DescribeInstanceAttribute",
      "UpdateInstanceAttribute",
      "DeleteInstance",
    ],
    adopted: ["DescribeInstance", "DescribeInstanceAttribute"],
    byName: ["ListInstances"],
  },
  hours: {
    created: ["CreateHoursOfOperation", "DescribeHoursOfOperation", "UpdateHoursOfOperation", "DeleteHoursOfOperation"],
    adopted: ["DescribeHoursOfOperation"],
    byName: ["ListHoursOfOperations"],
  },
  queue: {
    created: [
      "CreateQueue",
      "DescribeQueue",
      "ListQueueQuickConnects",
      "UpdateQueueHoursOfOperation",
      "UpdateQueueMaxContacts",
      "UpdateQueueName",
      "UpdateQueueOutboundCallerConfig",
      "UpdateQueueStatus",
      "DeleteQueue",
    ],
    adopted: ["DescribeQueue", "ListQueueQuickConnects"],
    byName: ["ListQueues"],
  },
  flow: {
    created: [
      "CreateContactFlow",
      "DescribeContactFlow",
      "UpdateContactFlowName",
      "UpdateContactFlowContent",
      "DeleteContactFlow",
    ],
    adopted: ["DescribeContactFlow"],
    byName: ["ListContactFlows"],
  },
  module: {
    created: [
      "CreateContactFlowModule",
      "DescribeContactFlowModule",
      "UpdateContactFlowModuleMetadata",
      "UpdateContactFlowModuleContent",
      "DeleteContactFlowModule",
    ],
    adopted: ["DescribeContactFlowModule"],
    byName: ["ListContactFlowModules"],
  },
  phoneNumber: {
    created: ["SearchAvailablePhoneNumbers", "ClaimPhoneNumber", "DescribePhoneNumber", "UpdatePhoneNumber"],
    adopted: ["DescribePhoneNumber"],
    byName: ["ListPhoneNumbersV2"],
  },
} as const satisfies Record<string, PartOperations>;

/** For a number that does not outlive its stack. */
export const RELEASE_OPERATIONS = ["ReleasePhoneNumber"];

/** For a queue that has quick connects. */
export const QUICK_CONNECT_OPERATIONS = ["AssociateQueueQuickConnects", "DisassociateQueueQuickConnects"];

/** For a number that is bound to a flow. */
export const BINDING_OPERATIONS = [
  "AssociatePhoneNumberContactFlow",
  "DescribePhoneNumber",
  "DescribeContactFlow",
  "ListFlowAssociations",
  "DisassociatePhoneNumberContactFlow",
];

/** For parts with tags. */
export const TAG_OPERATIONS = ["TagResource", "UntagResource"];

/** For placing, watching and ending a call, and for what is asked before. STS GetCallerIdentity needs no permission. */
export const CALL_OPERATIONS = [
  "StartOutboundVoiceContact",
  "DescribeContact",
  "GetContactAttributes",
  "UpdateContactAttributes",
  "StopContact",
  "SearchContacts",
  "DescribeInstance",
  "DescribeContactFlow",
  "DescribeQueue",
];

/** For a call with a source number of its own. */
export const SOURCE_NUMBER_OPERATIONS = ["ListPhoneNumbersV2"];

/** Operations that AWS checks against no single resource, so that a policy has to name all. */
export const ACCOUNT_OPERATIONS: ReadonlySet<string> = new Set([
  "CreateInstance",
  "ListInstances",
  "SearchAvailablePhoneNumbers",
]);

/**
 * What AWS checks besides, because Connect does it on behalf of the caller.
 *
 * Source: Service Authorization Reference, "Actions defined by Amazon Connect", column "Dependent actions".
 */
export const DEPENDENT_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  CreateInstance: [
    "ds:AuthorizeApplication",
    "ds:CheckAlias",
    "ds:CreateAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DeleteDirectory",
    "ds:DescribeDirectories",
    "ds:UnauthorizeApplication",
    "iam:AttachRolePolicy",
    "iam:CreateServiceLinkedRole",
    "iam:PutRolePolicy",
  ],
  DeleteInstance: ["ds:DeleteDirectory", "ds:DescribeDirectories", "ds:UnauthorizeApplication"],
  DescribeInstance: ["ds:DescribeDirectories"],
  ListInstances: ["ds:DescribeDirectories"],
  UpdateInstanceAttribute: [
    "ds:DescribeDirectories",
    "iam:AttachRolePolicy",
    "iam:CreateServiceLinkedRole",
    "iam:PutRolePolicy",
    "logs:CreateLogGroup",
  ],
};
