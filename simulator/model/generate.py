"""Writes connect.json: what the simulator enforces on requests, cut from botocore's model of Amazon Connect.

All operations are listed, so that one which is not served can be answered by its name. Shapes are kept only for the
requests of the operations in SERVED. Run it with botocore installed:  python simulator/model/generate.py [--check]
botocore is Apache-2.0 (see NOTICE).
"""

import gzip
import json
import pathlib
import sys

import botocore

API = "connect/2017-08-08"
TARGET = pathlib.Path(__file__).with_name("connect.json")

SERVED = """
CreateInstance DescribeInstance ListInstances DeleteInstance
DescribeInstanceAttribute ListInstanceAttributes UpdateInstanceAttribute
CreateHoursOfOperation DescribeHoursOfOperation ListHoursOfOperations UpdateHoursOfOperation DeleteHoursOfOperation
CreateQueue DescribeQueue ListQueues DeleteQueue UpdateQueueName UpdateQueueStatus UpdateQueueHoursOfOperation
UpdateQueueMaxContacts UpdateQueueOutboundCallerConfig
ListQueueQuickConnects AssociateQueueQuickConnects DisassociateQueueQuickConnects
CreateContactFlow DescribeContactFlow ListContactFlows DeleteContactFlow
UpdateContactFlowContent UpdateContactFlowMetadata UpdateContactFlowName
CreateContactFlowVersion ListContactFlowVersions DeleteContactFlowVersion
BatchGetFlowAssociation ListFlowAssociations
CreateContactFlowModule DescribeContactFlowModule ListContactFlowModules DeleteContactFlowModule
UpdateContactFlowModuleContent UpdateContactFlowModuleMetadata
SearchAvailablePhoneNumbers ClaimPhoneNumber DescribePhoneNumber ListPhoneNumbers ListPhoneNumbersV2 ReleasePhoneNumber
UpdatePhoneNumber UpdatePhoneNumberMetadata AssociatePhoneNumberContactFlow DisassociatePhoneNumberContactFlow
StartOutboundVoiceContact DescribeContact UpdateContact StopContact SearchContacts
GetContactAttributes UpdateContactAttributes TagContact UntagContact
TagResource UntagResource ListTagsForResource
AssociateLambdaFunction DisassociateLambdaFunction ListLambdaFunctions
""".split()

CONSTRAINTS = ("min", "max", "pattern", "enum", "sensitive", "required")
LOCATIONS = {"uri": "path", "querystring": "query", "header": "header"}


def load_model():
    path = pathlib.Path(botocore.__file__).parent / "data" / API / "service-2.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))


def member_of(member):
    """One member: its shape, where it travels if not in the body, and its name there if it differs."""
    kept = {"shape": member["shape"]}
    if "location" in member:
        kept["in"] = LOCATIONS[member["location"]]
    if "locationName" in member:
        kept["as"] = member["locationName"]
    return kept


def shape_of(shape):
    kept = {"type": shape["type"]}
    kept.update({key: shape[key] for key in CONSTRAINTS if key in shape})
    if shape["type"] == "structure":
        kept["members"] = {name: member_of(member) for name, member in shape["members"].items()}
    elif shape["type"] == "list":
        kept["member"] = shape["member"]["shape"]
    elif shape["type"] == "map":
        kept["key"], kept["value"] = shape["key"]["shape"], shape["value"]["shape"]
    return kept


def below(shape):
    names = [member["shape"] for member in shape.get("members", {}).values()]
    names += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
    return names


def operation_of(name, operation):
    row = {"method": operation["http"]["method"], "path": operation["http"]["requestUri"]}
    if name in SERVED:
        row["input"] = operation["input"]["shape"]
        row["errors"] = [error["shape"] for error in operation["errors"]]
    return row


def table():
    model = load_model()
    shapes = {}
    pending = [model["operations"][name]["input"]["shape"] for name in SERVED]
    while pending:
        name = pending.pop()
        if name not in shapes:
            shapes[name] = shape_of(model["shapes"][name])
            pending += below(model["shapes"][name])
    errors = {n: s["error"]["httpStatusCode"] for n, s in model["shapes"].items() if s.get("exception")}
    return {
        "source": f"botocore {botocore.__version__}, {API}/service-2.json",
        "operations": {name: operation_of(name, row) for name, row in sorted(model["operations"].items())},
        "errors": dict(sorted(errors.items())),
        "shapes": dict(sorted(shapes.items())),
    }


def lines(value):
    """JSON with one line per row, so that a change of the model reads as a diff."""
    out = ["{"]
    for index, (key, part) in enumerate(value.items()):
        comma = "," if index < len(value) - 1 else ""
        if isinstance(part, dict):
            rows = [f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in part.items()]
            out += [f" {json.dumps(key)}: {{", ",\n".join(rows), f" }}{comma}"]
        else:
            out.append(f" {json.dumps(key)}: {json.dumps(part)}{comma}")
    return "\n".join(out + ["}", ""])


if __name__ == "__main__":
    text = lines(table())
    if "--check" in sys.argv:
        same = TARGET.read_text(encoding="utf-8") == text
        print("connect.json is what the installed model gives" if same else "connect.json differs from the installed model")
        sys.exit(0 if same else 1)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {len(SERVED)} operations served")
