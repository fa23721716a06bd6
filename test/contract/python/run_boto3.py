"""The scenario with boto3, which parses every answer by botocore's own model. Usage: run_boto3.py ENDPOINT"""

import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from refused import Refused
from report import report
from scenario import Walk

endpoint = sys.argv[1]
session = boto3.Session("111122223333", "ringcheck", region_name="us-east-1")
config = Config(retries={"max_attempts": 0})
client = session.client("connect", endpoint_url=endpoint, config=config)


def call(operation, **parameters):
    try:
        answer = getattr(client, xform_name(operation))(**parameters)
    except ClientError as error:
        raise refusal(error) from error
    metadata = answer.pop("ResponseMetadata")
    assert metadata["HTTPStatusCode"] == 200 and metadata["RequestId"]
    return answer


def refusal(error):
    metadata = error.response["ResponseMetadata"]
    assert metadata["RequestId"], "an error without a request id"
    code = error.response["Error"]["Code"]
    if not code.startswith("InvalidContactFlow"):
        assert error.response["Error"]["Message"], f"{code} without a message"
    return Refused(code, metadata["HTTPStatusCode"])


def pages(operation, **parameters):
    method = xform_name(operation)
    if client.can_paginate(method):
        return list(client.get_paginator(method).paginate(**parameters, PaginationConfig={"PageSize": 1}))
    found, token = [], {}
    while token is not None:
        found.append(call(operation, MaxResults=1, **parameters, **token))
        token = {"NextToken": found[-1]["NextToken"]} if found[-1].get("NextToken") else None
    return found


identity = session.client("sts", endpoint_url=endpoint, config=config).get_caller_identity()
assert identity["Account"] == "111122223333", identity
iam = session.client("iam", endpoint_url=endpoint, config=config)
assert iam.get_user()["User"]["Arn"].startswith("arn:aws:iam::111122223333:")
assert iam.list_roles(MaxItems=1)["Roles"] == []
try:
    session.client("sts", endpoint_url=endpoint, config=config).get_session_token()
    raise AssertionError("STS answered what it does not serve")
except ClientError as error:
    assert refusal(error).name == "InvalidAction"
# The service has none; a client that is told otherwise would wait for nothing.
assert client.waiter_names == []

walk = Walk(call, pages, endpoint, "boto3")
walk.run()
report(walk)
