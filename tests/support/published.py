"""The published description of the Bot API, where it is at hand, and whether a value is what it says."""

import json
import os
from pathlib import Path
from typing import Any


def description() -> dict[str, Any] | None:
    """{methods, types}: from the file named by BOT_API_JSON, or beside the project; None when there is none."""
    root = Path(__file__).parents[2]
    places = [os.environ.get("BOT_API_JSON"), str(root.parent / "shared" / "data" / "telegram-bot-api.min.json")]
    found = next((Path(place) for place in places if place and Path(place).is_file()), None)
    return json.loads(found.read_text()) if found else None


def faults(published: dict[str, Any], value: Any, kinds: list[str], path: str = "") -> list[str]:
    """What is wrong with a value that should be of one of these types: missing or unknown fields, wrong types."""
    attempts = [_faults(published, value, kind, path) for kind in kinds]
    return min(attempts, key=len)


def _faults(published: dict[str, Any], value: Any, kind: str, path: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no list"]
        inner = [kind.removeprefix("Array of ")]
        return [fault for at, item in enumerate(value) for fault in faults(published, item, inner, f"{path}[{at}]")]
    plain = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": (int, float)}
    if kind in plain:
        right = isinstance(value, plain[kind]) and (kind in ("Boolean", "True") or not isinstance(value, bool))
        return [] if right else [f"{path}: {value!r} is no {kind}"]
    described = published["types"][kind]
    if described.get("subtypes"):
        return faults(published, value, described["subtypes"], path)
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no {kind}"]
    fields = {field["name"]: field for field in described.get("fields", [])}
    found = [f"{path}: {kind} has no {name}" for name in value if name not in fields]
    found += [f"{path}.{name} is missing" for name, field in fields.items() if field["required"] and name not in value]
    for name, item in value.items():
        if name in fields:
            found += faults(published, item, fields[name]["types"], f"{path}.{name}")
    return found
