"""Numbers of matters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.number import case_number, parse


@pytest.mark.parametrize(
    ("seq", "number"), [(1, "261122-001"), (3, "261122-003"), (999, "261122-999"), (1000, "261122-1000")]
)
def test_a_number_is_day_and_count(seq, number):
    """The thousandth of a day leaves no gap."""
    assert case_number(date(2026, 11, 22), seq) == number


def test_counting_begins_with_one():
    """A zero is a mistake of ours."""
    with pytest.raises(ValueError, match="number 1"):
        case_number(date(2026, 11, 22), 0)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 999_999))
def test_a_number_is_read_back(day, seq):
    """Round trip."""
    assert parse(case_number(day, seq)) == (day, seq)


@pytest.mark.parametrize(
    "text", ["", "261122", "261122-3", "261122-000", "261322-001", "261122-0999", "2611220001", "x261122-001"]
)
def test_what_is_no_number_is_left_alone(text):
    """Only what `case_number` writes."""
    assert parse(text) is None


def test_spaces_around_do_not_matter():
    """It is copied from a card."""
    assert parse(" 261122-003\n") == (date(2026, 11, 22), 3)
