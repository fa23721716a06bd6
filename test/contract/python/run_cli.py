"""The scenario with the AWS CLI: its own driver, run in one process so that 150 commands do not take minutes.

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
from scenario import Refused, Walk, report
from served import served

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


def run(service, command, parameters):
    out, err = io.StringIO(), io.StringIO()
    arguments = [service, command, "--endpoint-url", endpoint, "--output", "json"]
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


assert run("sts", "get-caller-identity", {})["Account"] == "222233334444"
walk = Walk(lambda operation, **parameters: run("connect", xform_name(operation, "-"), parameters), "cli")
walk.run()
report(walk, served())
