"""What people put where an id or a name is expected: ARNs, ids of other kinds, other instances, and every script."""

UNKNOWN = "00000000-0000-4000-8000-000000000000"
STRANGE = "Zeiten – 時間 – ساعات – 🕘 \"'<>&%/"
DAY = {"Day": "FRIDAY", "StartTime": {"Hours": 22, "Minutes": 0}, "EndTime": {"Hours": 6, "Minutes": 0}}


def check(walk):
    arns(walk)
    scripts(walk)
    unchanged(walk)


def arns(walk):
    """Operations take an ARN where they take an id, and an ARN that leads elsewhere is as unknown as a wrong id."""
    instance = {"InstanceId": walk.arn}
    for operation, member, id, tail in (
        ("DescribeHoursOfOperation", "HoursOfOperationId", walk.hours_id, "operating-hours"),
        ("DescribeQueue", "QueueId", walk.queue_id, "queue"),
        ("DescribeContactFlow", "ContactFlowId", walk.flow_id, "contact-flow"),
    ):
        arn = f"{walk.arn}/{tail}/{id}"
        by_id = walk.call(operation, **{member: id, **walk.i})
        walk.equal(walk.call(operation, **{member: arn, **instance}), by_id, f"{operation} by ARN")
        for wrong in (
            UNKNOWN,
            arn.replace("us-east-1", "eu-west-2"),
            arn.replace(walk.arn.split(":")[4], "999900001111"),
            f"{walk.arn}/{tail}/{UNKNOWN}",
            f"{walk.arn}/other/{id}",
            walk.arn,
            f"{id}x",
            id.upper() if id.upper() != id else f" {id}",
        ):
            walk.refused("ResourceNotFoundException", 404, operation, **{member: wrong, **walk.i})
    by_id = walk.call("DescribePhoneNumber", PhoneNumberId=walk.number_id)
    walk.equal(walk.call("DescribePhoneNumber", PhoneNumberId=walk.number_arn), by_id, "a number by ARN")
    walk.refused("ResourceNotFoundException", 404, "DescribePhoneNumber", PhoneNumberId=walk.queue_id)
    walk.refused("InvalidParameterException", 400, "ListTagsForResource", resourceArn=walk.queue_id)
    walk.refused("ResourceNotFoundException", 404, "ListTagsForResource", resourceArn=f"{walk.arn}/queue/{walk.hours_id}")
    walk.refused("InvalidParameterException", 400, "ClaimPhoneNumber", TargetArn=walk.id, PhoneNumber=walk.number)
    saved = f"{walk.arn}/contact-flow/{walk.flow_id}:$SAVED"
    walk.equal(walk.call("DescribeContactFlow", ContactFlowId=saved, **walk.i)["ContactFlow"]["Id"], walk.flow_id, "saved by ARN")
    for wrong in (":9", ":x", ":", ":$saved", ":$SAVED:1"):
        walk.refused("ResourceNotFoundException", 404, "DescribeContactFlow", ContactFlowId=walk.flow_id + wrong, **walk.i)
    # A qualifier names one content of the flow: what removes the whole flow must not take it for the flow.
    walk.refused("InvalidParameterException", 400, "DeleteContactFlow", ContactFlowId=f"{walk.flow_id}:$SAVED", **walk.i)


def scripts(walk):
    made = walk.call("CreateHoursOfOperation", Name=STRANGE, TimeZone="Asia/Tokyo", Config=[DAY], Tags={"größe 大": "é 🕘"}, **walk.i)
    target = {"HoursOfOperationId": made["HoursOfOperationId"], **walk.i}
    read = walk.call("DescribeHoursOfOperation", **target)["HoursOfOperation"]
    walk.equal((read["Name"], read["Tags"], read["Config"]), (STRANGE, {"größe 大": "é 🕘"}, [DAY]), "a name in many scripts")
    walk.call("UntagResource", resourceArn=made["HoursOfOperationArn"], tagKeys=["größe 大"])
    walk.equal("Tags" in walk.call("DescribeHoursOfOperation", **target)["HoursOfOperation"], False, "tags after the last is gone")
    walk.call("UpdateHoursOfOperation", Name=STRANGE.upper(), **target)
    # Names differ by case: the service compares them exactly.
    walk.call("CreateHoursOfOperation", Name=STRANGE, TimeZone="UTC", Config=[], **walk.i)
    walk.refused("DuplicateResourceException", 409, "UpdateHoursOfOperation", Name=STRANGE, **target)


def unchanged(walk):
    """An update to what is there already is answered well and leaves everything as it was."""
    queue = {"QueueId": walk.queue_id, **walk.i}
    read = walk.call("DescribeQueue", **queue)["Queue"]
    walk.call("UpdateQueueName", Name=read["Name"], **queue)
    walk.call("UpdateQueueMaxContacts", MaxContacts=read["MaxContacts"], **queue)
    walk.call("UpdateQueueOutboundCallerConfig", OutboundCallerConfig=read["OutboundCallerConfig"], **queue)
    walk.call("UpdateQueueMaxContacts", **queue)
    walk.equal("MaxContacts" in walk.call("DescribeQueue", **queue)["Queue"], False, "contacts without a limit")
    walk.call("UpdateQueueMaxContacts", MaxContacts=read["MaxContacts"], **queue)
    again = walk.call("DescribeQueue", **queue)["Queue"]
    walk.equal(*({**each, "LastModifiedTime": 0} for each in (again, read)), "a queue after updates that change nothing")
    hours = {"HoursOfOperationId": walk.hours_id, **walk.i}
    read = walk.call("DescribeHoursOfOperation", **hours)
    walk.call("UpdateHoursOfOperation", **hours)
    walk.equal(walk.call("DescribeHoursOfOperation", **hours), read, "hours after an update of nothing")
