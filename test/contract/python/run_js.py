"""The scenario with the JavaScript SDK, in a process of its own. Usage: run_js.py ENDPOINT"""

import json
import pathlib
import subprocess
import sys

from refused import Refused
from report import report
from scenario import Walk

endpoint = sys.argv[1]
program = pathlib.Path(__file__).with_name("js-client.cjs")
node = subprocess.Popen(["node", program, endpoint], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(operation, parameters, pages=False):
    json.dump({"operation": operation, "parameters": parameters, "pages": pages}, node.stdin)
    node.stdin.write("\n")
    node.stdin.flush()
    said = json.loads(node.stdout.readline())
    if "error" in said:
        assert said["message"] or said.get("problems"), f"{said['error']} without a message"
        raise Refused(said["error"], said["status"])
    return said["answers"]


walk = Walk(
    lambda operation, **parameters: ask(operation, parameters)[0],
    lambda operation, **parameters: ask(operation, parameters, pages=True),
    endpoint,
    "js",
)
walk.run()
node.stdin.close()
report(walk)
