"""Hours, turns and days of the week as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import shift_words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20:00-08:00", ("20:00", "08:00")), ("8-20", ("08:00", "20:00")), ("8点到20点半", ("08:00", "20:30")),
        ("８：００－２０：００", ("08:00", "20:00")), ("20:00至次日8:00", ("20:00", "08:00")), ("16:00 – 24:00", ("16:00", "00:00")),
        ("20点～8点", ("20:00", "08:00")), ("8:00 to 20:00", ("08:00", "20:00")), ("8点15分-17点", ("08:15", "17:00")),
        ("25-8", None), ("8:60-9", None), ("夜班", None), ("", None), ("8", None), ("24:30-8", None),
    ],
)  # fmt: skip
def test_hours(typed: str, read: tuple[str, str] | None) -> None:
    """Over midnight, half past, full width."""
    assert shift_words.hours(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("做2休1", (2, 1)), ("上一休三", (1, 3)), ("做四休二", (4, 2)), ("做1天休2天", (1, 2)), ("4/2", (4, 2)),
        ("4 on 2 off", (4, 2)), ("6休1", (6, 1)), ("做0休1", None), ("做40休1", None), ("每天", None), ("", None),
    ],
)  # fmt: skip
def test_turns(typed: str, read: tuple[int, int] | None) -> None:
    """N on, M off."""
    assert shift_words.turns(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("周一三五", [1, 3, 5]), ("周一、周三", [1, 3]), ("每周日", [7]), ("星期六 星期天", [6, 7]), ("1,2,3", [1, 2, 3]),
        ("mon wed fri", [1, 3, 5]), ("Saturdays and Sundays", [6, 7]), ("Tuesday, Thursday", [2, 4]), ("周八", None), ("", None), ("monkey", None),
    ],
)  # fmt: skip
def test_weekdays(typed: str, read: list[int] | None) -> None:
    """Days of the week."""
    assert shift_words.weekdays(typed) == read


@given(st.text())
def test_any_words_are_read_or_not(typed: str) -> None:
    """Nothing that is typed breaks the reading."""
    for read in (shift_words.hours, shift_words.turns, shift_words.weekdays):
        read(typed)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 23), st.integers(0, 59))
def test_hours_as_written_are_read_back(a: int, b: int, c: int, d: int) -> None:
    """The form in which they are kept."""
    assert shift_words.hours(f"{a:02}:{b:02}-{c:02}:{d:02}") == (f"{a:02}:{b:02}", f"{c:02}:{d:02}")
