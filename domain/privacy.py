"""What a group may read of what a resident wrote: no room, no telephone number, no name (design: privacy by role)."""

import re
from collections.abc import Iterable

from domain.units import rooms_in

_HIDDEN = "…"
#: Seven digits or more, however they are grouped, are a telephone number or as good as one.
_NUMBER = re.compile(r"(?<![\d.])(?:\+?\d[\s\-.]?){7,}(?!\d)")
#: From a character to its full-width form, as Chinese keyboards type it.
_WIDE = ord("！") - ord("!")


def for_group(text: str, *, rooms: Iterable[str] = (), names: Iterable[str] = ()) -> str:
    """The text without rooms of typed addresses, the resident's own `rooms`, telephone numbers, and `names`."""
    for start, end in sorted(rooms_in(text), reverse=True):
        text = text[:start] + _HIDDEN + text[end:]
    text = _NUMBER.sub(_HIDDEN, text)
    for room in filter(None, rooms):
        typed = "".join(f"[{c}{chr(ord(c) + _WIDE)}]" if c.isascii() and c.isalnum() else re.escape(c) for c in room)
        text = re.sub(rf"(?<![\dA-Za-z]){typed}(?![\dA-Za-z])", _HIDDEN, text)
    for name in filter(None, names):
        text = text.replace(name, _HIDDEN)
    return text
