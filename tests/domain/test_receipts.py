"""Numbers and check codes of receipts, as they are made and as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.receipts import LETTERS, code_of, number_after, period_of, read_code, read_number, shown_code


def test_numbers_follow_each_other() -> None:
    """Each year begins with one; a full year is said, not begun anew."""
    assert number_after(None, 2026) == "2026-000001"
    assert number_after("2026-000009", 2026) == "2026-000010"
    assert number_after("2026-099999", 2026) == "2026-100000"
    with pytest.raises(ValueError, match="no more"):
        number_after("2026-999999", 2026)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2026-000123", "2026-000123"), ("2026-123", "2026-000123"), ("2026 123", "2026-000123"), ("编号：２０２６－０００１２３", "2026-000123"),
        ("No. 2026-000123 谢谢", "2026-000123"), ("2026000123", "2026-000123"), ("123", None), ("", None), ("二零二六", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(typed: str, number: str | None) -> None:
    """Leading zeros, the dash and full-width digits do not matter."""
    assert read_number(typed) == number


@given(st.lists(st.sampled_from(LETTERS), min_size=8, max_size=8))
def test_codes_are_read_back(letters: list[str]) -> None:
    """However spaced, small or large."""
    code = code_of(letters)
    assert read_code(shown_code(code)) == read_code(f" {shown_code(code).lower()} ") == code


@pytest.mark.parametrize("typed", ["", "K7QX", "K7QX-M2P0", "K7QX-M2PAA", "收据码", "OOOO-IIII"])
def test_what_cannot_be_a_code(typed: str) -> None:
    """Letters that are taken for others are never used."""
    assert read_code(typed) is None


def test_a_code_has_eight_letters() -> None:
    """Fewer could be guessed."""
    with pytest.raises(ValueError, match="eight"):
        code_of(["A"])


def test_periods() -> None:
    """A month is said, an occasion is not."""
    assert [period_of(about) for about in ("2026-12", "order/12", "2026-12-01", "")] == ["2026-12", None, None, None]
