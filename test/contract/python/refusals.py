"""Every error that the service model lists for an operation reaches the client by its name and status.

What a request can provoke is provoked; what only the service's inside decides (a fault of its own, permissions, a
replica in another Region) is injected by a fault rule.
"""

import json
import pathlib
import urllib.request

from refused import Refused

TABLE = json.loads((pathlib.Path(__file__).parents[3] / "simulator" / "model" / "connect.json").read_text(encoding="utf-8"))
UNKNOWN = "00000000-0000-4000-8000-000000000000"
# The ids in a request, by name. An unknown one is ResourceNotFoundException wherever the operation lists that.
IDS = ("InstanceId", "HoursOfOperationId", "QueueId", "ContactFlowId", "ContactFlowModuleId", "PhoneNumberId", "ContactId", "InitialContactId")


# Quota of the simulator's settings -> what it refuses, and how.
QUOTAS = {
    "instances": ("CreateInstance", "ServiceQuotaExceededException"),
    "hoursOfOperation": ("CreateHoursOfOperation", "LimitExceededException"),
    "queues": ("CreateQueue", "LimitExceededException"),
    "contactFlows": ("CreateContactFlow", "LimitExceededException"),
    "contactFlowModules": ("CreateContactFlowModule", "LimitExceededException"),
    "lambdaFunctions": ("AssociateLambdaFunction", "ServiceQuotaExceededException"),
}


def check(walk):
    full(walk)
    taken(walk)
    for operation, row in TABLE["operations"].items():
        if "input" in row:
            walk.errors.setdefault(operation, {})
            good = good_request(walk, operation)
            unknown_ids(walk, operation, row, good)
            broken_members(walk, operation, row, good)
            injected(walk, operation, row, good)


def good_request(walk, operation):
    """A request that was answered well, so far as one can be answered well twice."""
    good = {**ALWAYS_REFUSED.get(operation, lambda _: {})(walk), **walk.good.get(operation, {})}
    good.pop("ClientToken", None)
    if operation.startswith("Create") and "Name" in good:
        good["Name"] = f"another {operation}"
    return good


# These two have no request that is answered well, since there are no quick connects.
ALWAYS_REFUSED = {
    operation: lambda walk: {"QueueId": walk.queue_id, "QuickConnectIds": [UNKNOWN], **walk.i}
    for operation in ("AssociateQueueQuickConnects", "DisassociateQueueQuickConnects")
}


def full(walk):
    """What is at its quota takes no more."""
    for quota, (operation, error) in QUOTAS.items():
        control(walk, "PUT", "settings", {"quotas": {quota: 0}})
        good = {**good_request(walk, operation)}
        if operation == "CreateInstance":
            good["InstanceAlias"] = f"{walk.prefix}-third"
        if operation == "AssociateLambdaFunction":
            good["FunctionArn"] += "-more"
        walk.refused(error, status_of(error), operation, **good)
        control(walk, "PUT", "settings", {"quotas": {quota: 100}})


def taken(walk):
    """An update may not take a name that another has, nor say nothing; a resource may not have more than 50 tags."""
    flow = {"ContactFlowId": walk.flow_id, **walk.i}
    module = {"ContactFlowModuleId": walk.module_id, **walk.i}
    queue = {"QueueId": walk.queue_id, **walk.i}
    for operation, target, name in (
        ("UpdateQueueName", queue, "BasicQueue"),
        ("UpdateContactFlowName", flow, "Default outbound"),
        ("UpdateContactFlowMetadata", flow, "Default outbound"),
        ("UpdateContactFlowModuleMetadata", module, "b"),
    ):
        walk.refused("DuplicateResourceException", 409, operation, Name=name, **target)
        walk.refused("InvalidRequestException", 400, operation, **target)
    walk.refused("InvalidRequestException", 400, "UpdateContactFlowModuleContent", **module)
    walk.refused("InvalidContactFlowModuleException", 400, "UpdateContactFlowModuleContent", Content="{", **module)
    once = {"Name": "once", "Content": walk.module_content, "ClientToken": f"{walk.prefix}-module", **walk.i}
    walk.call("CreateContactFlowModule", **once)
    walk.refused("IdempotencyException", 409, "CreateContactFlowModule", **{**once, "Name": "twice"})
    listed = walk.call("ListQueues", **walk.i)["QueueSummaryList"]
    basic = next(each["Id"] for each in listed if each["Name"] == "BasicQueue")
    walk.refused("ResourceInUseException", 409, "DeleteQueue", QueueId=basic, **walk.i)
    start = walk.good["StartOutboundVoiceContact"]
    walk.refused("InvalidRequestException", 400, "StartOutboundVoiceContact", OutboundStrategy={"Type": "AGENT_FIRST"}, **start)
    contact = {"InitialContactId": walk.good["DescribeContact"]["ContactId"], **walk.i}
    walk.refused("InvalidRequestException", 400, "UpdateContactAttributes", Attributes={"no space": "x"}, **contact)
    for index in range(5):
        walk.call("TagContact", Tags={f"tag{index}": "x"}, **walk.good["DescribeContact"])
    walk.refused("InvalidRequestException", 400, "TagContact", Tags={"seventh": "x"}, **walk.good["DescribeContact"])
    walk.refused("InvalidParameterException", 400, "TagResource", resourceArn=walk.arn, tags={"aws:no": "x"})
    many = {f"tag {index}": "x" for index in range(50)}
    walk.refused("InvalidRequestException", 400, "TagResource", resourceArn=walk.arn, tags={**many})


def status_of(error):
    return TABLE["errors"].get(error, 400)


def unknown_ids(walk, operation, row, good):
    changed = [{name: UNKNOWN} for name in IDS if name in good and operation != "CreateInstance"]
    if "TargetArn" in good:
        changed.append({"TargetArn": walk.arn.replace(walk.id, UNKNOWN)})
    if "resourceArn" in good:
        changed.append({"resourceArn": walk.arn.replace(walk.id, UNKNOWN)})
    for change in changed:
        name = "ResourceNotFoundException" if "ResourceNotFoundException" in row["errors"] else "InvalidParameterException"
        if operation == "StopContact" and "ContactId" in change:
            name = "ContactNotFoundException"
        walk.refused(name, status_of(name), operation, **{**good, **change})


def broken_members(walk, operation, row, good):
    """Each member that has a limit on its length, one beyond it; each enumeration, a value that is not in it."""
    members = TABLE["shapes"][row["input"]].get("members", {})
    name = "InvalidParameterException" if "InvalidParameterException" in row["errors"] else "InvalidRequestException"
    for member, place in members.items():
        shape = TABLE["shapes"][place["shape"]]
        if shape["type"] != "string":
            continue
        if shape.get("max", 10**6) < 10**5:
            walk.refused(name, 400, operation, **{**good, member: "x" * (shape["max"] + 1)})
        if "enum" in shape and member != "resourceArn":
            walk.refused(name, 400, operation, **{**good, member: "NO_SUCH_VALUE"})


def injected(walk, operation, row, good):
    for error in row["errors"]:
        if error in walk.errors[operation] or error == "ThrottlingException":
            continue
        control(walk, "PUT", "faults", {"operation": operation, "error": error})
        walk.refused(error, status_of(error), operation, **good)
        walk.errors[operation][error] = "injected"
        control(walk, "DELETE", "faults")


def throttled(walk):
    """With the rates enforced, an operation is refused after a burst, under the name that the switch gives it."""
    control(walk, "PUT", "settings", {"buckets": "enforced"})
    for operation, row in TABLE["operations"].items():
        if "input" in row:
            burst(walk, operation, good_request(walk, operation))
    control(walk, "PUT", "settings", {"buckets": "counted"})


def burst(walk, operation, good):
    for _ in range(30):
        try:
            walk.call(operation, **good)
        except Refused as error:
            if error.name == "ThrottlingException":
                walk.checks += 1
                return
    raise AssertionError(f"{operation} was not throttled within 30 requests")


def control(walk, method, name, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{walk.endpoint}/_ringcheck/{name}", data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
