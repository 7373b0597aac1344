"""Money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import parse, yuan


@pytest.mark.parametrize(
    ("fen", "said"),
    [(0, "¥0.00"), (5, "¥0.05"), (9850, "¥98.50"), (123450, "¥1,234.50"), (-50, "-¥0.50"), (-123450, "-¥1,234.50")],
)
def test_amounts_are_said_with_two_places_and_commas(fen, said):
    """One way of writing."""
    assert yuan(fen) == said


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("98.5", 9850),
        ("98", 9800),
        ("¥1,234.50", 123450),
        ("¥98", 9800),
        ("98元", 9800),
        ("98 元", 9800),
        ("98块", 9800),
        ("98块钱", 9800),
        ("9,800", 980000),
        ("98.05", 9805),
        ("\uff19\uff18", 9800),
        ("\uffe598", 9800),
        ("RMB 98", 9800),
        ("98 yuan", 9800),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(text, fen):
    """With and without signs, full width too."""
    assert parse(text) == fen


@pytest.mark.parametrize(
    "text", ["", "一百", "-5", "98.505", "1,23", "12,3456", "98.5.1", "98 99", "元", ".5", "1e5", "9" * 12, "98美元"]
)
def test_what_is_no_amount_is_not_guessed(text):
    """Rather ask than charge the wrong sum."""
    assert parse(text) is None


@given(st.integers(0, 99_999_999_999))
def test_what_is_said_is_read_back(fen):
    """Round trip."""
    assert parse(yuan(fen)) == fen


@given(st.text(max_size=12))
def test_any_text_is_survived(text):
    """An amount or None."""
    assert parse(text) is None or parse(text) >= 0
