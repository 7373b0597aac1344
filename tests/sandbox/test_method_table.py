"""The table of methods is the Bot API's: held against its published description and against aiogram's models."""

import importlib
import re
from typing import Any

import pytest

from sandbox.methods import HANDLERS
from sandbox.table import LONGEST, METHODS, OBJECTS, Field
from tests.support.published import description

_PLAIN = {
    "int": {"Integer"},
    "str": {"String"},
    "bool": {"Boolean"},
    "float": {"Float"},
    "chat": {"Integer", "String"},
    "file": {"InputFile", "String"},
    "upload": {"InputFile"},
    "markup": {"InlineKeyboardMarkup", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ForceReply"},
}
_ALBUM = {
    "Array of InputMediaAudio",
    "Array of InputMediaDocument",
    "Array of InputMediaPhoto",
    "Array of InputMediaVideo",
}
#: Newer than the version the table follows: there it need not be given, only for messages the sandbox does not have.
_LOOSENED = {"ReplyParameters.message_id"}


DESCRIPTION: Any = description()
#: Where the description is not at hand there is nothing to compare: the comparison with aiogram remains.
DESCRIBED_METHODS = list(METHODS) if DESCRIPTION else []
DESCRIBED_OBJECTS = list(OBJECTS) if DESCRIPTION else []


def _types(field: Field) -> set[str]:
    if field.kind == "[InputMedia]":
        return _ALBUM
    if field.kind.startswith("["):
        return {f"Array of {inner}" for inner in _types(Field(field.name, field.kind[1:-1], field.required))}
    return _PLAIN.get(field.kind, {field.kind})


def _differences(owner: str, ours: dict[str, Field], described: list[dict[str, Any]]) -> list[str]:
    theirs = {field["name"]: field for field in described}
    found = [f"{owner}.{name} is on one side only" for name in set(ours) ^ set(theirs)]
    for name in set(ours) & set(theirs):
        if ours[name].required != theirs[name]["required"]:
            found.append(f"{owner}.{name}: required or not")
        if _types(ours[name]) != set(theirs[name]["types"]) - {"Array of InputMediaLivePhoto"}:
            found.append(f"{owner}.{name}: {_types(ours[name])} or {theirs[name]['types']}")
    return found


def test_every_method_and_object_is_as_published() -> None:
    """Same parameters, same types, same ones required."""
    found: list[str] = []
    for name in DESCRIBED_METHODS:
        found += _differences(name, METHODS[name], DESCRIPTION["methods"][name].get("fields", []))
    for name in DESCRIBED_OBJECTS:
        found += _differences(name, OBJECTS[name], DESCRIPTION["types"][name].get("fields", []))
    assert found == []


def test_longest_texts_are_as_published() -> None:
    """The limits of plain texts are those of the description."""
    for name in set(DESCRIBED_METHODS) & set(LONGEST):
        texts = {field["name"]: field["description"] for field in DESCRIPTION["methods"][name]["fields"]}
        for parameter, longest in LONGEST[name].items():
            assert re.findall(r"\d+-(\d+) characters", texts[parameter])[:1] == [str(longest)], f"{name}.{parameter}"


def _held_against_aiogram(ours: dict[str, Field], owner: str, kind: str) -> None:
    # Slow to load: only for whoever runs this.
    models = importlib.import_module(f"aiogram.{kind}")
    fields = getattr(models, owner[0].upper() + owner[1:]).model_fields
    assert set(ours) <= set(fields)
    required = {name for name, field in fields.items() if field.is_required()}
    assert required <= {name for name, field in ours.items() if field.required}
    for name in {name for name, field in ours.items() if field.required} - required:
        # Fixed by the class itself in aiogram ("type" of a medium, "force_reply" true), or loosened since.
        assert fields[name].default is not None or f"{owner}.{name}" in _LOOSENED, name


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_as_in_aiogram(name: str) -> None:
    """aiogram knows every parameter, and requires none that the table does not."""
    _held_against_aiogram(METHODS[name], name, "methods")


@pytest.mark.parametrize("name", OBJECTS)
def test_every_object_is_as_in_aiogram(name: str) -> None:
    """aiogram knows every field, and requires none that the table does not."""
    _held_against_aiogram(OBJECTS[name], name, "types")


def test_every_method_has_somebody_to_carry_it_out() -> None:
    """Handlers, polling and the webhook together serve exactly the table."""
    assert set(HANDLERS) | {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"} == set(METHODS)
