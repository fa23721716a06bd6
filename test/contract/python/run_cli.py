"""The scenario with the AWS CLI: its own driver, run in one process so that hundreds of commands do not take minutes.

Usage: run_cli.py ENDPOINT
"""

import contextlib
import io
import json
import os
import re
import sys
import tempfile

from awscli.clidriver import create_clidriver
from botocore import xform_name
from refused import Refused
from report import report
from scenario import Walk

endpoint = sys.argv[1]
empty = tempfile.NamedTemporaryFile()
os.environ.update(
    AWS_ACCESS_KEY_ID="222233334444",
    AWS_SECRET_ACCESS_KEY="ringcheck",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_CONFIG_FILE=empty.name,
    AWS_SHARED_CREDENTIALS_FILE=empty.name,
    AWS_MAX_ATTEMPTS="1",
)
driver = create_clidriver()


def run(service, command, parameters, *options):
    out, err = io.StringIO(), io.StringIO()
    arguments = [service, command, "--endpoint-url", endpoint, "--output", "json", *options]
    if parameters:
        arguments += ["--cli-input-json", json.dumps(parameters)]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = driver.main(arguments)
    if code == 0:
        return json.loads(out.getvalue() or "{}")
    match = re.search(r"\((\w+)\) when calling the \w+ operation", err.getvalue())
    if not match:
        raise AssertionError(f"{command}: {err.getvalue()}")
    raise Refused(match[1])


def call(operation, **parameters):
    return run("connect", xform_name(operation, "-"), parameters)


def pages(operation, **parameters):
    """The CLI follows the pages by itself where it knows how, and shows them as one answer."""
    command = xform_name(operation, "-")
    with contextlib.suppress(AssertionError):
        return [run("connect", command, parameters, "--page-size", "1")]
    found, token = [], {}
    while token is not None:
        found.append(call(operation, MaxResults=1, **parameters, **token))
        token = {"NextToken": found[-1]["NextToken"]} if found[-1].get("NextToken") else None
    return found


assert run("sts", "get-caller-identity", {})["Account"] == "222233334444"
walk = Walk(call, pages, endpoint, "cli")
walk.run()
report(walk)
