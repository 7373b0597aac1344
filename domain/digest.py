"""Many reminders waiting for one chat become one message: each one's first line, and how many there were."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from domain.sending import Digest

_TAG = re.compile(r"<[^>]*>")
#: Buttons of alerts and of the menu: what they do can be done from the board just as well.
_ELSEWHERE = frozenset("dmq")


def mergeable(payload: Mapping[str, Any], group: bool) -> bool:
    """Whether a line and the board say as much: no pictures, no answer to somebody's words, no question of its own.

    In private only alerts and plain news are merged: what somebody is asked as a resident stays by itself.
    """
    if any(payload.get(key) for key in ("media", "reply_to", "location", "clear_keyboard")):
        return False
    if group:
        return True
    data = [button.get("data", "-") for row in payload.get("buttons") or [] for button in row]
    return all(one[:1] in _ELSEWHERE for one in data)


def first_line(text: str) -> str:
    """The first line of a message in the channel's HTML, as plain words."""
    lines = (unescape(_TAG.sub("", line)).strip() for line in text.split("\n"))
    return next((line for line in lines if line), "")


def gathered(payloads: Iterable[Mapping[str, Any]], most: int) -> Digest:
    """The lines of all, oldest first, at most so many, and how many messages they stand for; digests count with theirs."""
    lines: list[str] = []
    count = 0
    for payload in payloads:
        before = payload.get("digest")
        count += before["count"] if before else 1
        lines += before["lines"] if before else [first_line(payload["text"])]
    return Digest(count=count, lines=lines[:most])
