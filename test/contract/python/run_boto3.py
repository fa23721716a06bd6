"""The scenario with boto3, which parses every answer by botocore's own model. Usage: run_boto3.py ENDPOINT"""

import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore import xform_name
from scenario import Refused, Walk, report
from served import served

endpoint = sys.argv[1]
session = boto3.Session("111122223333", "ringcheck", region_name="us-east-1")
config = Config(retries={"max_attempts": 0})
client = session.client("connect", endpoint_url=endpoint, config=config)


def call(operation, **parameters):
    try:
        answer = getattr(client, xform_name(operation))(**parameters)
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
        assert metadata["RequestId"], "an error without a request id"
        code = error.response["Error"]["Code"]
        if not code.startswith("InvalidContactFlow"):
            assert error.response["Error"]["Message"], f"{code} without a message"
        raise Refused(code, metadata["HTTPStatusCode"]) from error
    metadata = answer.pop("ResponseMetadata")
    assert metadata["HTTPStatusCode"] == 200 and metadata["RequestId"]
    return answer


identity = session.client("sts", endpoint_url=endpoint, config=config).get_caller_identity()
assert identity["Account"] == "111122223333", identity
iam = session.client("iam", endpoint_url=endpoint, config=config)
assert iam.get_user()["User"]["Arn"].startswith("arn:aws:iam::111122223333:")
assert iam.list_roles(MaxItems=1)["Roles"] == []

walk = Walk(call, "boto3")
walk.run()
report(walk, served())
