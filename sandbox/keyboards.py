"""Keyboards under messages: what Telegram refuses in them, and how they come back in a message."""

from typing import Any

from sandbox.errors import bad_request, misuse
from sandbox.formatting import is_address
from sandbox.table import LONGEST_CALLBACK_DATA_BYTES

_ACTIONS = frozenset((
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
))  # fmt: skip
_MOST_BUTTONS = 100


def split(markup: dict[str, Any] | None) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """(inline keyboard or None, any other kind of keyboard or None). An inline keyboard without buttons is none."""
    if markup is None:
        return None, None
    if "inline_keyboard" in markup:
        return inline(markup), None
    if "keyboard" in markup:
        rows = [row for row in markup["keyboard"] if row]
        if not rows:
            raise bad_request("reply keyboard is empty")
        if any(not key["text"].strip() for row in rows for key in row):
            raise misuse("can't parse keyboard button: Keyboard button text must be non-empty")
    return None, markup


def inline(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The inline keyboard as the message will carry it, None when there are no buttons."""
    if markup is None:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    count = 0
    for row in rows:
        for button in row:
            count += 1
            _check(button)
    if count > _MOST_BUTTONS:
        raise misuse("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _check(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise misuse("can't parse inline keyboard button: Inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None:
        if not 1 <= len(data.encode()) <= LONGEST_CALLBACK_DATA_BYTES:
            raise misuse("BUTTON_DATA_INVALID")
        if len(button) == 2:
            return
    actions = _ACTIONS.intersection(button)
    if not actions:
        raise misuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise misuse("can't parse inline keyboard button: exactly one action is allowed for a button")
    if "url" in button and not is_address(button["url"]):
        raise misuse(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
