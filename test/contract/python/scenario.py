"""One walk through every operation that the simulator serves, for any client.

A client is two functions: `call(operation, **parameters)` returns the answer as a dict or raises Refused, and
`pages(operation, **parameters)` lets the client follow the pages of a list in its own way, one entry a page.
"""

import json

import lists
import names
import refusals
from refused import Refused

UNKNOWN = "00000000-0000-4000-8000-000000000000"
FLOW = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "say",
        "Actions": [
            {
                "Identifier": "say",
                "Type": "MessageParticipant",
                "Parameters": {"Text": "one two three"},
                "Transitions": {"NextAction": "end", "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}]},
            },
            {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    }
)
BROKEN = FLOW.replace('"NextAction": "end"', '"NextAction": "nowhere"')
MODULE = json.dumps({**json.loads(FLOW), "Settings": {"InputParameters": [], "OutputParameters": [], "Transitions": []}})
DAY = {"Day": "MONDAY", "StartTime": {"Hours": 9, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 30}}


class Walk:
    """The scenario, in the order in which its parts need each other."""

    def __init__(self, call, pages, endpoint, prefix):
        # Operation -> parameters that were answered well.
        self.good = {}
        # Operation -> error -> whether a request provoked it or a fault rule injected it.
        self.errors = {}
        self.checks = 0
        self.pages = pages
        self.endpoint = endpoint
        self.prefix = prefix
        self._call = call

    def call(self, operation, **parameters):
        try:
            answer = self._call(operation, **parameters)
        except Refused as error:
            self.errors.setdefault(operation, {}).setdefault(error.name, "provoked")
            raise
        self.good[operation] = parameters
        return answer

    def equal(self, got, wanted, what):
        self.checks += 1
        assert got == wanted, f"{what}: {got!r} instead of {wanted!r}"

    def refused(self, name, status, operation, **parameters):
        """The request must be answered with this error."""
        self.checks += 1
        try:
            self.call(operation, **parameters)
        except Refused as error:
            assert error.name == name, f"{operation}: {error.name} instead of {name}"
            assert error.status in (None, status), f"{operation}: {error.status} instead of {status}"
            return
        raise AssertionError(f"{operation} was accepted: {parameters}")

    def run(self):
        self.instance()
        self.hours()
        self.numbers()
        self.queues()
        self.flows()
        self.modules()
        self.associations()
        self.contacts()
        self.tags()
        names.check(self)
        lists.check(self)
        refusals.check(self)
        self.clear()
        refusals.throttled(self)

    def instance(self):
        create = {"IdentityManagementType": "CONNECT_MANAGED", "InboundCallsEnabled": True, "OutboundCallsEnabled": True}
        alias = f"{self.prefix}-centre"
        made = self.call("CreateInstance", InstanceAlias=alias, Tags={"team": "voice"}, **create)
        self.id, self.arn = made["Id"], made["Arn"]
        self.i = {"InstanceId": self.id}
        self.module_content = MODULE
        instance = self.call("DescribeInstance", **self.i)["Instance"]
        self.equal(instance["InstanceStatus"], "ACTIVE", "status")
        self.equal(instance["Tags"], {"team": "voice"}, "tags")
        listed = self.call("ListInstances", MaxResults=10)["InstanceSummaryList"]
        self.equal([each["InstanceAlias"] for each in listed], [alias], "instances")
        self.refused("InvalidRequestException", 400, "CreateInstance", InstanceAlias=alias, **create)
        self.refused("InvalidRequestException", 400, "CreateInstance", InstanceAlias="d-x", **create)
        self.call("UpdateInstanceAttribute", AttributeType="CONTACTFLOW_LOGS", Value="true", **self.i)
        read = self.call("DescribeInstanceAttribute", AttributeType="CONTACTFLOW_LOGS", **self.i)["Attribute"]
        self.equal(read["Value"], "true", "attribute")
        # The CLI follows the pages by itself, boto3 does not.
        attributes = self.call("ListInstanceAttributes", MaxResults=7, **self.i)["Attributes"]
        self.equal(len(attributes) in (7, 14), True, "attributes")
        self.refused("InvalidParameterException", 400, "UpdateInstanceAttribute", AttributeType="EARLY_MEDIA", Value="x", **self.i)

    def hours(self):
        create = {"TimeZone": "UTC", "Config": [DAY]}
        made = self.call("CreateHoursOfOperation", Name="office", Description="d", **create, **self.i)
        self.hours_id = made["HoursOfOperationId"]
        target = {"HoursOfOperationId": self.hours_id, **self.i}
        self.call("UpdateHoursOfOperation", Name="changed", Description="", TimeZone="Europe/London", Config=[DAY, DAY], **target)
        read = self.call("DescribeHoursOfOperation", **target)["HoursOfOperation"]
        self.equal((read["Name"], read["TimeZone"], len(read["Config"])), ("changed", "Europe/London", 2), "hours")
        self.equal("Description" in read, False, "an emptied description")
        names = [each["Name"] for each in self.call("ListHoursOfOperations", **self.i)["HoursOfOperationSummaryList"]]
        self.equal(sorted(names), ["Basic Hours", "changed"], "list of hours")
        self.refused("DuplicateResourceException", 409, "CreateHoursOfOperation", Name="changed", **create, **self.i)
        self.refused("InvalidParameterException", 400, "CreateHoursOfOperation", Name="x", TimeZone="Nowhere", Config=[], **self.i)
        spare = self.call("CreateHoursOfOperation", Name="spare", **create, **self.i)["HoursOfOperationId"]
        self.call("DeleteHoursOfOperation", HoursOfOperationId=spare, **self.i)
        self.refused("ResourceNotFoundException", 404, "DescribeHoursOfOperation", HoursOfOperationId=spare, **self.i)

    def numbers(self):
        kind = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
        found = self.call("SearchAvailablePhoneNumbers", TargetArn=self.arn, MaxResults=3, **kind)["AvailableNumbersList"]
        self.number = found[0]["PhoneNumber"]
        claim = {"TargetArn": self.arn, "PhoneNumber": self.number, "ClientToken": f"{self.prefix}-token"}
        made = self.call("ClaimPhoneNumber", PhoneNumberDescription="main", Tags={"a": "b"}, **claim)
        self.number_id, self.number_arn = made["PhoneNumberId"], made["PhoneNumberArn"]
        self.refused("IdempotencyException", 409, "ClaimPhoneNumber", **claim)
        self.refused("InvalidParameterException", 400, "ClaimPhoneNumber", TargetArn=self.arn, PhoneNumber=self.number)
        self.call("UpdatePhoneNumberMetadata", PhoneNumberId=self.number_id, PhoneNumberDescription="changed")
        self.call("UpdatePhoneNumber", PhoneNumberId=self.number_arn, TargetArn=self.arn)
        read = self.call("DescribePhoneNumber", PhoneNumberId=self.number_arn)["ClaimedPhoneNumberSummary"]
        self.equal((read["PhoneNumberDescription"], read["PhoneNumberStatus"]["Status"]), ("changed", "CLAIMED"), "number")
        old = self.call("ListPhoneNumbers", PhoneNumberTypes=["DID", "TOLL_FREE"], **self.i)["PhoneNumberSummaryList"]
        new = self.call("ListPhoneNumbersV2", TargetArn=self.arn)["ListPhoneNumbersSummaryList"]
        self.equal([each["Id"] for each in old], [each["PhoneNumberId"] for each in new], "lists of numbers")

    def queues(self):
        made = self.call("CreateQueue", Name="support", HoursOfOperationId=self.hours_id, MaxContacts=2, **self.i)
        self.queue_id = made["QueueId"]
        target = {"QueueId": self.queue_id, **self.i}
        caller = {"OutboundCallerIdName": "Acme", "OutboundCallerIdNumberId": self.number_id}
        self.call("UpdateQueueName", Name="renamed", Description="d", **target)
        self.call("UpdateQueueStatus", Status="DISABLED", **target)
        self.call("UpdateQueueHoursOfOperation", HoursOfOperationId=self.hours_id, **target)
        self.call("UpdateQueueMaxContacts", MaxContacts=7, **target)
        self.call("UpdateQueueOutboundCallerConfig", OutboundCallerConfig=caller, **target)
        read = self.call("DescribeQueue", **target)["Queue"]
        got = (read["Name"], read["Description"], read["Status"], read["MaxContacts"], read["OutboundCallerConfig"])
        self.equal(got, ("renamed", "d", "DISABLED", 7, caller), "queue")
        self.equal(len(self.call("ListQueues", QueueTypes=["STANDARD"], **self.i)["QueueSummaryList"]), 2, "queues")
        self.equal(self.call("ListQueueQuickConnects", **target)["QuickConnectSummaryList"], [], "quick connects")
        for change in ("AssociateQueueQuickConnects", "DisassociateQueueQuickConnects"):
            self.refused("ResourceNotFoundException", 404, change, QuickConnectIds=[UNKNOWN], **target)
        self.refused("ResourceNotFoundException", 404, "CreateQueue", Name="x", HoursOfOperationId=UNKNOWN, **self.i)
        self.refused("DuplicateResourceException", 409, "CreateQueue", Name="renamed", HoursOfOperationId=self.hours_id, **self.i)
        self.refused("ResourceInUseException", 409, "DeleteHoursOfOperation", HoursOfOperationId=self.hours_id, **self.i)
        self.refused("ResourceInUseException", 409, "ReleasePhoneNumber", PhoneNumberId=self.number_id)

    def flows(self):
        create = {"Name": "greet", "Type": "CONTACT_FLOW", **self.i}
        self.flow_id = self.call("CreateContactFlow", Content=FLOW, **create)["ContactFlowId"]
        target = {"ContactFlowId": self.flow_id, **self.i}
        self.refused("DuplicateResourceException", 409, "CreateContactFlow", Content=FLOW, **create)
        self.refused("InvalidContactFlowException", 400, "CreateContactFlow", Content=BROKEN, **{**create, "Name": "x"})
        self.refused("InvalidContactFlowException", 400, "UpdateContactFlowContent", Content=BROKEN, **target)
        self.call("UpdateContactFlowContent", Content=FLOW + " ", **target)
        self.call("UpdateContactFlowName", Name="renamed", **target)
        self.call("UpdateContactFlowMetadata", Description="d", ContactFlowState="ACTIVE", **target)
        read = self.call("DescribeContactFlow", **target)["ContactFlow"]
        self.equal((read["Name"], read["Description"], read["Content"]), ("renamed", "d", FLOW + " "), "flow")
        self.equal(self.call("CreateContactFlowVersion", Description="v", **target)["Version"], 1, "version")
        versions = self.call("ListContactFlowVersions", **target)["ContactFlowVersionSummaryList"]
        self.equal([each["Version"] for each in versions], [1], "versions")
        first = {**target, "ContactFlowId": f"{self.flow_id}:1"}
        self.equal(self.call("DescribeContactFlow", **first)["ContactFlow"]["Version"], 1, "a version")
        self.call("DeleteContactFlowVersion", ContactFlowVersion=1, **target)
        saved = self.call("CreateContactFlow", Content="{", Status="SAVED", **{**create, "Name": "draft"})["ContactFlowId"]
        self.refused("ContactFlowNotPublishedException", 404, "DescribeContactFlow", ContactFlowId=saved, **self.i)
        draft = self.call("DescribeContactFlow", ContactFlowId=f"{saved}:$SAVED", **self.i)["ContactFlow"]
        self.equal((draft["Status"], draft["Content"]), ("SAVED", "{"), "draft")
        self.call("DeleteContactFlow", ContactFlowId=saved, **self.i)
        listed = self.call("ListContactFlows", ContactFlowTypes=["CONTACT_FLOW"], **self.i)["ContactFlowSummaryList"]
        self.equal("renamed" in [each["Name"] for each in listed], True, "flows")

    def modules(self):
        made = self.call("CreateContactFlowModule", Name="m", Content=MODULE, **self.i)
        target = {"ContactFlowModuleId": made["Id"], **self.i}
        self.call("UpdateContactFlowModuleContent", Content=MODULE + " ", **target)
        self.call("UpdateContactFlowModuleMetadata", Name="n", State="ARCHIVED", **target)
        read = self.call("DescribeContactFlowModule", **target)["ContactFlowModule"]
        self.equal((read["Name"], read["State"], read["Content"]), ("n", "ARCHIVED", MODULE + " "), "module")
        self.equal(len(self.call("ListContactFlowModules", **self.i)["ContactFlowModulesSummaryList"]), 1, "modules")
        self.refused("InvalidContactFlowModuleException", 400, "CreateContactFlowModule", Name="x", Content="{", **self.i)
        self.refused("DuplicateResourceException", 409, "CreateContactFlowModule", Name="n", Content=MODULE, **self.i)
        self.call("DeleteContactFlowModule", **target)
        self.refused("ResourceNotFoundException", 404, "DescribeContactFlowModule", **target)

    def associations(self):
        pair = {"PhoneNumberId": self.number_id, "InstanceId": self.id}
        self.call("AssociatePhoneNumberContactFlow", ContactFlowId=self.flow_id, **pair)
        listed = self.call("ListFlowAssociations", ResourceType="VOICE_PHONE_NUMBER", **self.i)["FlowAssociationSummaryList"]
        self.equal([each["ResourceId"] for each in listed], [self.number_arn], "associations")
        batch = self.call("BatchGetFlowAssociation", ResourceIds=[self.number_arn], **self.i)["FlowAssociationSummaryList"]
        self.equal(batch, listed, "associations by batch")
        self.call("DisassociatePhoneNumberContactFlow", **pair)
        self.refused("ResourceNotFoundException", 404, "DisassociatePhoneNumberContactFlow", **pair)
        function = {"FunctionArn": "arn:aws:lambda:us-east-1:111122223333:function:look-up", **self.i}
        self.call("AssociateLambdaFunction", **function)
        self.refused("ResourceConflictException", 409, "AssociateLambdaFunction", **function)
        self.equal(len(self.call("ListLambdaFunctions", **self.i)["LambdaFunctions"]), 1, "functions")
        self.call("DisassociateLambdaFunction", **function)
        self.refused("ResourceNotFoundException", 404, "DisassociateLambdaFunction", **function)

    def contacts(self):
        start = {"ContactFlowId": self.flow_id, "SourcePhoneNumber": self.number, "DestinationPhoneNumber": "+12065550100", **self.i}
        contact = self.call("StartOutboundVoiceContact", Attributes={"a": "1"}, **start)["ContactId"]
        target = {"ContactId": contact, **self.i}
        self.call("UpdateContactAttributes", InitialContactId=contact, Attributes={"b": "2"}, **self.i)
        attributes = self.call("GetContactAttributes", InitialContactId=contact, **self.i)["Attributes"]
        self.equal(attributes, {"a": "1", "b": "2"}, "attributes")
        self.call("UpdateContact", Name="n", **target)
        self.call("TagContact", Tags={"x": "1", "y": "2"}, **target)
        self.call("UntagContact", TagKeys=["x"], **target)
        read = self.call("DescribeContact", **target)["Contact"]
        self.equal((read["InitiationMethod"], read["Name"], read["Tags"]), ("API", "n", {"y": "2"}), "contact")
        span = {"Type": "INITIATION_TIMESTAMP", "StartTime": 1767225500, "EndTime": 1767225700}
        self.call("StopContact", **target)
        found = self.call("SearchContacts", TimeRange=span, **self.i)
        self.equal([each["Id"] for each in found["Contacts"]], [contact], "search")
        self.refused("ContactNotFoundException", 410, "StopContact", **target)
        self.refused("DestinationNotAllowedException", 403, "StartOutboundVoiceContact", **{**start, "DestinationPhoneNumber": "+447700900123"})
        self.refused("LimitExceededException", 429, "StartOutboundVoiceContact", TrafficType="CAMPAIGN", **start)
        self.refused("ResourceNotFoundException", 404, "DescribeContact", **{**target, "ContactId": UNKNOWN})
        self.call("UpdateInstanceAttribute", AttributeType="OUTBOUND_CALLS", Value="false", **self.i)
        self.refused("OutboundContactNotPermittedException", 403, "StartOutboundVoiceContact", **start)

    def tags(self):
        arns = [self.arn, self.number_arn]
        arns += [f"{self.arn}/{tail}" for tail in (f"queue/{self.queue_id}", f"contact-flow/{self.flow_id}", f"operating-hours/{self.hours_id}")]
        for arn in arns:
            self.call("TagResource", resourceArn=arn, tags={"k 1": "v", "k/2": "w"})
            self.call("UntagResource", resourceArn=arn, tagKeys=["k 1", "team", "a"])
            self.equal(self.call("ListTagsForResource", resourceArn=arn)["tags"], {"k/2": "w"}, f"tags of {arn}")
        self.refused("ResourceNotFoundException", 404, "ListTagsForResource", resourceArn=f"{self.arn}/queue/{UNKNOWN}")

    def clear(self):
        self.call("DeleteQueue", QueueId=self.queue_id, **self.i)
        self.call("DeleteHoursOfOperation", HoursOfOperationId=self.hours_id, **self.i)
        self.call("ReleasePhoneNumber", PhoneNumberId=self.number_id)
        self.refused("ResourceNotFoundException", 404, "DescribePhoneNumber", PhoneNumberId=self.number_id)
        self.call("DeleteContactFlow", ContactFlowId=self.flow_id, **self.i)
        self.call("DeleteInstance", **self.i)
        self.refused("ResourceNotFoundException", 404, "DescribeInstance", **self.i)

