"""Merged reminders: which, what is kept of each, and that no number of merges loses one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import first_line, gathered, mergeable

_ALERT = [[{"label": "我来处理", "data": "d7:take:1"}, {"label": "菜单", "data": "m:menu:0"}]]
_QUESTION = [[{"label": "修好了", "data": "b7:good:1"}]]


@pytest.mark.parametrize(
    ("payload", "group", "merged"),
    [
        ({"text": "x"}, False, True),
        ({"text": "x", "buttons": _ALERT}, False, True),
        ({"text": "x", "buttons": _QUESTION}, False, False),
        ({"text": "x", "buttons": [*_ALERT, *_QUESTION]}, False, False),
        ({"text": "x", "buttons": [[{"label": "map", "url": "https://example.org"}]]}, False, False),
        ({"text": "x", "buttons": _QUESTION}, True, True),
        ({"text": "x", "media": [{"kind": "photo", "ref": "f"}]}, True, False),
        ({"text": "x", "reply_to": 5}, True, False),
        ({"text": "x", "location": [1.0, 2.0]}, True, False),
    ],
)
def test_what_may_be_merged(payload: dict[str, object], group: bool, merged: bool) -> None:
    """Alerts and plain news; in private nothing that asks somebody something of their own."""
    assert mergeable(payload, group) is merged


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("⏰ 还剩 4 分钟 · <b>🔧 报修 261122-003</b>\n📍 3栋", "⏰ 还剩 4 分钟 · 🔧 报修 261122-003"),
        ("\n<b>\n</b>a &lt;b&gt; &amp; c", "a <b> & c"),
        ("", ""),
    ],
)
def test_first_line_in_plain_words(text: str, line: str) -> None:
    """Tags gone, what people wrote as they wrote it."""
    assert first_line(text) == line


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=60), st.integers(1, 30), st.data())
def test_merging_in_steps_counts_like_merging_at_once(lines: list[str], most: int, data: st.DataObject) -> None:
    """A digest is merged again with what came since: the count is the same, and lines are lost to the bound only."""
    payloads = [{"text": line} for line in lines]
    cut = data.draw(st.integers(1, len(lines)))
    first = gathered(payloads[:cut], most)
    both = gathered([{"text": "…", "digest": first}, *payloads[cut:]], most)
    assert both["count"] == len(lines)
    assert set(both["lines"]) <= set(lines) and len(both["lines"]) == min(most, min(cut, most) + len(lines) - cut)
