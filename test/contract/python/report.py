"""What a walk covered: every operation that the simulator says it serves, and every error that the model gives it."""

import json
import pathlib

TABLE = pathlib.Path(__file__).parents[3] / "simulator" / "model" / "connect.json"


def served():
    """Operation -> the errors that the service model lists for it."""
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["operations"]
    return {name: row["errors"] for name, row in rows.items() if "input" in row}


def report(walk):
    """Prints one line of JSON, and fails if an operation was never answered well or an error never seen."""
    rows = served()
    silent = sorted(name for name in rows if name not in walk.good)
    unseen = sorted(f"{name} {error}" for name, errors in rows.items() for error in errors if error not in walk.errors.get(name, {}))
    operations = {
        name: {how: sorted(e for e, seen in walk.errors[name].items() if seen == how) for how in ("provoked", "injected")}
        for name in sorted(walk.good)
    }
    print(json.dumps({"checks": walk.checks, "operations": operations}))
    # Nothing that could be associated exists in the simulator, so these two have no happy path.
    allowed = ["AssociateQueueQuickConnects", "DisassociateQueueQuickConnects"]
    assert [name for name in silent if name not in allowed] == [], f"never answered: {silent}"
    assert unseen == [], f"never seen: {unseen}"
