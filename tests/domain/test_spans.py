"""Lengths of time as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.slots import parse_until
from domain.spans import read_span


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2小时后", 120), ("两个小时", 120), ("半小时后", 30), ("半个小时之后", 30), ("一个半小时后", 90), ("1.5小时", 90), ("30分钟后", 30),
        ("45分钟以内", 45), ("3天后", 3 * 24 * 60), ("一天", 24 * 60), ("再过20分钟", 20), ("１小时后", 60), ("兩個鐘頭後", 120), ("一周后", 7 * 24 * 60),
        ("in 2 hours", 120), ("2 hours later", 120), ("half an hour", 30), ("an hour", 60), ("in 45 min", 45), ("within 3 days", 3 * 24 * 60),
    ],
)  # fmt: skip
def test_length_is_read(text: str, minutes: int) -> None:
    """In both languages, figures or words, any width."""
    assert read_span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "明天下午3点", "3点", "0小时", "小时", "2小时后打电话", "tomorrow", "很久", "3", "2天3小时"]
)
def test_anything_else_is_no_length(text: str) -> None:
    """Other words are read as a time of the day, or asked again."""
    assert read_span(text) is None


@given(
    st.integers(1, 999),
    st.sampled_from([("分钟", 1), ("小时", 60), ("天", 1440)]),
    st.sampled_from(["", "后", "之后", "以内"]),
)
def test_whole_numbers(count: int, unit: tuple[str, int], end: str) -> None:
    """Whatever the unit."""
    assert read_span(f"{count}{unit[0]}{end}") == timedelta(minutes=count * unit[1])


def test_promise_counts_from_now() -> None:
    """As typed to "until when"."""
    now = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
    assert parse_until("2小时后", now, ZoneInfo("Asia/Shanghai")) == now + timedelta(hours=2)
