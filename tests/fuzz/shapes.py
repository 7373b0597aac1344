"""The shapes of updates, kept small: types and fields of the published description of the Bot API (MIT), no words of it.

`python -m tests.fuzz.shapes DESCRIPTION.json` writes `shapes.json` anew: `{"Message": {"chat": ["!", "Chat"], …}}`, where
`!` is a field that must be there, and each type that has kinds (ChatMember) names them under `=`.
"""

import json
import sys
from pathlib import Path
from typing import Any

PLACE = Path(__file__).with_name("shapes.json")
Shapes = dict[str, dict[str, list[str]]]


def load() -> Shapes:
    """Every type an update can hold."""
    return json.loads(PLACE.read_text("utf-8"))


def reduce(description: dict[str, Any]) -> Shapes:
    """The types that hang together with `Update`."""
    types, found, open_ = description["types"], {}, ["Update"]
    while open_:
        name = open_.pop()
        if name in found or name not in types:
            continue
        kinds = types[name].get("subtypes") or []
        fields = {f["name"]: ["!" if f["required"] else "?", *f["types"]] for f in types[name].get("fields", ())}
        found[name] = {"=": kinds} if kinds else fields
        open_ += [*kinds, *(t.rsplit(" ", 1)[-1] for f in fields.values() for t in f[1:])]
    return dict(sorted(found.items()))


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    lines = [f"{json.dumps(name)}: {json.dumps(fields)}" for name, fields in reduce(given).items()]
    PLACE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
