"""What a group may read of what a resident wrote: no room, no telephone number, no name (design: privacy by role)."""

import re

from domain.units import rooms_in

_HIDDEN = "…"
#: Seven digits or more, however they are grouped, are a telephone number or as good as one.
_NUMBER = re.compile(r"(?<![\d.])(?:\+?\d[\s\-]?){7,}(?!\d)")


def for_group(text: str, *, room: str = "", names: tuple[str, ...] = ()) -> str:
    """The text without rooms of typed addresses, the resident's own `room`, telephone numbers, and `names`."""
    for start, end in sorted(rooms_in(text), reverse=True):
        text = text[:start] + _HIDDEN + text[end:]
    text = _NUMBER.sub(_HIDDEN, text)
    if room:
        text = re.sub(rf"(?<![\dA-Za-z]){re.escape(room)}(?![\dA-Za-z])", _HIDDEN, text)
    for name in filter(None, names):
        text = text.replace(name, _HIDDEN)
    return text
