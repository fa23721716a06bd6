/** The operations that are served, typed by the SDK's own request types, and the way handlers are written. */
import type * as sdk from "@aws-sdk/client-connect";
import type { Context } from "./context";

/**
 * A request after the checks: required members are there, timestamps are milliseconds. (The SDK types required
 * members as possibly undefined, and timestamps as Date.)
 */
export type Checked<T> = T extends Date
  ? number
  : T extends (infer Item)[]
    ? Checked<Item>[]
    : T extends object
      ? { [K in keyof T]: Record<never, never> extends Pick<T, K> ? Checked<T[K]> : Checked<Exclude<T[K], undefined>> }
      : T;

export interface Operations {
  CreateInstance: sdk.CreateInstanceRequest;
  DescribeInstance: sdk.DescribeInstanceRequest;
  ListInstances: sdk.ListInstancesRequest;
  DeleteInstance: sdk.DeleteInstanceRequest;
  DescribeInstanceAttribute: sdk.DescribeInstanceAttributeRequest;
  ListInstanceAttributes: sdk.ListInstanceAttributesRequest;
  UpdateInstanceAttribute: sdk.UpdateInstanceAttributeRequest;
  CreateHoursOfOperation: sdk.CreateHoursOfOperationRequest;
  DescribeHoursOfOperation: sdk.DescribeHoursOfOperationRequest;
  ListHoursOfOperations: sdk.ListHoursOfOperationsRequest;
  UpdateHoursOfOperation: sdk.UpdateHoursOfOperationRequest;
  DeleteHoursOfOperation: sdk.DeleteHoursOfOperationRequest;
  CreateQueue: sdk.CreateQueueRequest;
  DescribeQueue: sdk.DescribeQueueRequest;
  ListQueues: sdk.ListQueuesRequest;
  DeleteQueue: sdk.DeleteQueueRequest;
  UpdateQueueName: sdk.UpdateQueueNameRequest;
  UpdateQueueStatus: sdk.UpdateQueueStatusRequest;
  UpdateQueueHoursOfOperation: sdk.UpdateQueueHoursOfOperationRequest;
  UpdateQueueMaxContacts: sdk.UpdateQueueMaxContactsRequest;
  UpdateQueueOutboundCallerConfig: sdk.UpdateQueueOutboundCallerConfigRequest;
  ListQueueQuickConnects: sdk.ListQueueQuickConnectsRequest;
  AssociateQueueQuickConnects: sdk.AssociateQueueQuickConnectsRequest;
  DisassociateQueueQuickConnects: sdk.DisassociateQueueQuickConnectsRequest;
  CreateContactFlow: sdk.CreateContactFlowRequest;
  DescribeContactFlow: sdk.DescribeContactFlowRequest;
  ListContactFlows: sdk.ListContactFlowsRequest;
  DeleteContactFlow: sdk.DeleteContactFlowRequest;
  UpdateContactFlowContent: sdk.UpdateContactFlowContentRequest;
  UpdateContactFlowMetadata: sdk.UpdateContactFlowMetadataRequest;
  UpdateContactFlowName: sdk.UpdateContactFlowNameRequest;
  CreateContactFlowVersion: sdk.CreateContactFlowVersionRequest;
  ListContactFlowVersions: sdk.ListContactFlowVersionsRequest;
  DeleteContactFlowVersion: sdk.DeleteContactFlowVersionRequest;
  BatchGetFlowAssociation: sdk.BatchGetFlowAssociationRequest;
  ListFlowAssociations: sdk.ListFlowAssociationsRequest;
  CreateContactFlowModule: sdk.CreateContactFlowModuleRequest;
  DescribeContactFlowModule: sdk.DescribeContactFlowModuleRequest;
  ListContactFlowModules: sdk.ListContactFlowModulesRequest;
  DeleteContactFlowModule: sdk.DeleteContactFlowModuleRequest;
  UpdateContactFlowModuleContent: sdk.UpdateContactFlowModuleContentRequest;
  UpdateContactFlowModuleMetadata: sdk.UpdateContactFlowModuleMetadataRequest;
  SearchAvailablePhoneNumbers: sdk.SearchAvailablePhoneNumbersRequest;
  ClaimPhoneNumber: sdk.ClaimPhoneNumberRequest;
  DescribePhoneNumber: sdk.DescribePhoneNumberRequest;
  ListPhoneNumbers: sdk.ListPhoneNumbersRequest;
  ListPhoneNumbersV2: sdk.ListPhoneNumbersV2Request;
  ReleasePhoneNumber: sdk.ReleasePhoneNumberRequest;
  UpdatePhoneNumber: sdk.UpdatePhoneNumberRequest;
  UpdatePhoneNumberMetadata: sdk.UpdatePhoneNumberMetadataRequest;
  AssociatePhoneNumberContactFlow: sdk.AssociatePhoneNumberContactFlowRequest;
  DisassociatePhoneNumberContactFlow: sdk.DisassociatePhoneNumberContactFlowRequest;
  StartOutboundVoiceContact: sdk.StartOutboundVoiceContactRequest;
  DescribeContact: sdk.DescribeContactRequest;
  UpdateContact: sdk.UpdateContactRequest;
  StopContact: sdk.StopContactRequest;
  SearchContacts: sdk.SearchContactsRequest;
  GetContactAttributes: sdk.GetContactAttributesRequest;
  UpdateContactAttributes: sdk.UpdateContactAttributesRequest;
  TagContact: sdk.TagContactRequest;
  UntagContact: sdk.UntagContactRequest;
  TagResource: sdk.TagResourceRequest;
  UntagResource: sdk.UntagResourceRequest;
  ListTagsForResource: sdk.ListTagsForResourceRequest;
  AssociateLambdaFunction: sdk.AssociateLambdaFunctionRequest;
  DisassociateLambdaFunction: sdk.DisassociateLambdaFunctionRequest;
  ListLambdaFunctions: sdk.ListLambdaFunctionsRequest;
}

export type OperationName = keyof Operations;
export type Input<K extends OperationName> = Checked<Operations[K]>;

/** The answer's members as they go over the wire; undefined ones are left out. */
export type Output = Record<string, unknown> | undefined;

/** One file of handlers serves the operations of one subject. */
export type Handlers = { [K in OperationName]?: (context: Context, input: Input<K>) => Output };

/** Operations that change nothing need no write transaction. */
export function isReadOnly(operation: string): boolean {
  return /^(Describe|List|Get|BatchGet|Search)/.test(operation);
}
