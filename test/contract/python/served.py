"""Which operations the simulator says it serves."""

import json
import pathlib

TABLE = pathlib.Path(__file__).parents[3] / "simulator" / "model" / "connect.json"


def served():
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["operations"]
    return [name for name, row in rows.items() if "input" in row]
