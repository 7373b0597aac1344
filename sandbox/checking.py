"""Every call is held against the table: names, types, what is required, lengths. What does not fit is refused and
remembered.
"""

from typing import Any

import orjson

from sandbox.errors import Misuse, misuse
from sandbox.table import LONGEST, METHODS, OBJECTS, Field

_TRUE = frozenset(("true", "1", "yes", "y"))
_FALSE = frozenset(("false", "0", "no", "n"))
_INPUT_MEDIA = {
    "photo": "InputMediaPhoto",
    "video": "InputMediaVideo",
    "audio": "InputMediaAudio",
    "document": "InputMediaDocument",
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, the way Telegram counts offsets and limits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def check(method: str, raw: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """The call's parameters with their real types; absent ones are left out. Raises Misuse for anything the table
    does not allow.
    """
    fields = METHODS.get(method)
    if fields is None:
        raise Misuse(404, "Not Found")
    values: dict[str, Any] = {}
    for name, value in raw.items():
        field = fields.get(name)
        if field is None:
            raise misuse(f'parameter "{name}" is not known to {method}')
        if value is None or (value == "" and field.kind != "str"):
            continue
        values[name] = _typed(value, field.kind, name)
    for name, upload in files.items():
        field = fields.get(name)
        if field is not None and field.kind in ("file", "upload"):
            values[name] = upload
    for field in fields.values():
        if field.required and field.name not in values:
            raise misuse(_missing(field))
    for name, longest in LONGEST.get(method, {}).items():
        if name in values and utf16_length(values[name]) > longest:
            raise misuse("MESSAGE_TOO_LONG" if method == "answerCallbackQuery" else f'parameter "{name}" is too long')
    return values


def _missing(field: Field) -> str:
    special = {
        "text": "message text is empty",
        "chat_id": "chat_id is empty",
        "message_id": "message identifier is not specified",
    }
    return special.get(field.name, f'parameter "{field.name}" is required')


def _typed(value: Any, kind: str, path: str) -> Any:
    if kind == "str":
        if isinstance(value, str):
            return value
    elif kind == "int":
        return _integer(value, path)
    elif kind == "chat":
        if isinstance(value, str) and value.startswith("@"):
            return value
        return _integer(value, path)
    elif kind == "bool":
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
    elif kind == "float":
        return _float(value, path)
    elif kind == "file":
        if isinstance(value, str):
            return value
    else:
        return _structure(value, kind, path)
    raise misuse(f'parameter "{path}" has the wrong type: {kind} expected')


def _integer(value: Any, path: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise misuse(f'parameter "{path}" has the wrong type: int expected')


def _float(value: Any, path: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
    raise misuse(f'parameter "{path}" has the wrong type: float expected')


def _structure(value: Any, kind: str, path: str) -> Any:
    """Lists and objects; as Telegram, they may also come as JSON text (in forms they always do)."""
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise misuse(f"can't parse {path}: JSON expected") from None
    if kind.startswith("["):
        if not isinstance(value, list):
            raise misuse(f'parameter "{path}" has the wrong type: a list expected')
        inner = kind[1:-1]
        return [_typed(item, inner, f"{path}[{index}]") for index, item in enumerate(value)]
    if not isinstance(value, dict):
        raise misuse(f"object expected as {path}")
    return _object(value, _which(kind, value, path), path)


def _which(kind: str, value: dict[str, Any], path: str) -> str:
    """The concrete object meant where the Bot API allows several."""
    if kind == "markup":
        for key, name in _MARKUPS.items():
            if key in value:
                return name
        raise misuse("object expected as reply markup")
    if kind == "InputMedia":
        if value.get("type") not in _INPUT_MEDIA:
            raise misuse(f"{path}: InputMedia of type {value.get('type')!r} is not served")
        return _INPUT_MEDIA[value["type"]]
    if kind == "ReactionType" and value.get("type") == "emoji":
        return "ReactionTypeEmoji"
    if kind == "BotCommandScope" and value.get("type") in ("chat", "chat_administrators"):
        return "BotCommandScopeChat"
    return kind


_MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}


def _object(value: dict[str, Any], kind: str, path: str) -> dict[str, Any]:
    fields = OBJECTS.get(kind)
    if fields is None:
        return value
    if kind == "ReplyKeyboardMarkup":
        value = {**value, "keyboard": _spelled_out(value["keyboard"])}
    checked = {}
    for name, item in value.items():
        field = fields.get(name)
        if field is None:
            raise misuse(f'{kind} has no field "{name}" (in {path})')
        if item is not None:
            checked[name] = _typed(item, field.kind, f"{path}.{name}")
    for field in fields.values():
        if field.required and field.name not in checked:
            raise misuse(f'{kind} needs the field "{field.name}" (in {path})')
    return checked


def _spelled_out(rows: Any) -> Any:
    """A reply keyboard's buttons may be plain strings."""
    if not isinstance(rows, list):
        return rows
    return [
        [{"text": key} if isinstance(key, str) else key for key in row] if isinstance(row, list) else row
        for row in rows
    ]
