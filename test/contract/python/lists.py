"""Every list, followed page by page in the client's own way, holds what one large page holds, each entry once."""

import json
import urllib.request

# Operation -> the member that holds the list. Their parameters are those with which the walk called them.
LISTS = {
    "ListInstances": "InstanceSummaryList",
    "ListInstanceAttributes": "Attributes",
    "ListHoursOfOperations": "HoursOfOperationSummaryList",
    "ListQueues": "QueueSummaryList",
    "ListContactFlows": "ContactFlowSummaryList",
    "ListContactFlowVersions": "ContactFlowVersionSummaryList",
    "ListContactFlowModules": "ContactFlowModulesSummaryList",
    "ListFlowAssociations": "FlowAssociationSummaryList",
    "ListPhoneNumbers": "PhoneNumberSummaryList",
    "ListPhoneNumbersV2": "ListPhoneNumbersSummaryList",
    "SearchAvailablePhoneNumbers": "AvailableNumbersList",
    "SearchContacts": "Contacts",
    "ListLambdaFunctions": "LambdaFunctions",
}
NEVER_FULL = {"ListQueueQuickConnects": "QuickConnectSummaryList"}


def check(walk):
    furnish(walk)
    for operation, member in LISTS.items():
        parameters = {name: value for name, value in walk.good[operation].items() if name != "MaxResults"}
        if operation == "SearchAvailablePhoneNumbers":
            parameters["PhoneNumberPrefix"] = "+1312555019"
        whole = in_largest_pages(walk, operation, member, parameters)
        before = asked(walk, operation)
        paged = [entry for page in walk.pages(operation, **parameters) for entry in page.get(member, [])]
        walk.equal(sorted(paged, key=repr), sorted(whole, key=repr), f"pages of {operation}")
        walk.equal(len(paged) >= 2, True, f"{operation} has entries enough to page")
        walk.equal(asked(walk, operation) - before >= len(paged), True, f"{operation} was asked once an entry")
        refused_token(walk, operation, parameters)
    for operation, member in NEVER_FULL.items():
        walk.equal(walk.pages(operation, **walk.good[operation])[0].get(member, []), [], operation)
    clear(walk)


def in_largest_pages(walk, operation, member, parameters):
    answer = walk.call(operation, **parameters)
    whole = answer[member]
    while answer.get("NextToken"):
        answer = walk.call(operation, NextToken=answer["NextToken"], **parameters)
        whole += answer[member]
    return whole


def refused_token(walk, operation, parameters):
    """A token that is not of this list is refused, not taken for the beginning."""
    name = "InvalidRequestException" if operation == "ListInstances" else "InvalidParameterException"
    walk.refused(name, 400, operation, NextToken="bm9uc2Vuc2U=", **parameters)


def asked(walk, operation):
    with urllib.request.urlopen(f"{walk.endpoint}/_ringcheck/requests?operation={operation}") as answer:
        return len(json.load(answer)["requests"])


def clear(walk):
    """Takes the second ones away again."""
    moved = {"PhoneNumberId": walk.number_id, "TargetArn": walk.arn.replace(walk.id, walk.second)}
    walk.refused("ResourceInUseException", 409, "UpdatePhoneNumber", **moved)
    walk.call("DeleteInstance", InstanceId=walk.second)
    walk.call("ReleasePhoneNumber", PhoneNumberId=walk.second_number)
    walk.call("DeleteQueue", QueueId=walk.second_queue, **walk.i)


def furnish(walk):
    """A second one of whatever the walk has only one of."""
    create = {"IdentityManagementType": "SAML", "InboundCallsEnabled": False, "OutboundCallsEnabled": True}
    walk.second = walk.call("CreateInstance", InstanceAlias=f"{walk.prefix}-second", **create)["Id"]
    for name in ("b", "a"):
        walk.module_id = walk.call("CreateContactFlowModule", Name=name, Content=walk.module_content, **walk.i)["Id"]
    flow = {"ContactFlowId": walk.flow_id, **walk.i}
    for _ in range(2):
        walk.call("CreateContactFlowVersion", **flow)
    for name in ("one", "two"):
        arn = f"arn:aws:lambda:us-east-1:111122223333:function:{name}"
        walk.call("AssociateLambdaFunction", FunctionArn=arn, **walk.i)
    kind = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    found = walk.call("SearchAvailablePhoneNumbers", TargetArn=walk.arn, MaxResults=1, **kind)["AvailableNumbersList"]
    number = walk.call("ClaimPhoneNumber", TargetArn=walk.arn, PhoneNumber=found[0]["PhoneNumber"])["PhoneNumberId"]
    walk.second_number = number
    walk.second_queue = walk.call("CreateQueue", Name="second", HoursOfOperationId=walk.hours_id, **walk.i)["QueueId"]
    for each in (number, walk.number_id):
        walk.call("AssociatePhoneNumberContactFlow", PhoneNumberId=each, ContactFlowId=walk.flow_id, InstanceId=walk.id)
    start = {"ContactFlowId": walk.flow_id, "SourcePhoneNumber": walk.number, **walk.i}
    walk.call("UpdateInstanceAttribute", AttributeType="OUTBOUND_CALLS", Value="true", **walk.i)
    contact = walk.call("StartOutboundVoiceContact", DestinationPhoneNumber="+12065550100", **start)["ContactId"]
    walk.call("StopContact", ContactId=contact, **walk.i)
