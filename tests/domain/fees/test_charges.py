"""How amounts come about: to the fen, rounded once (FEE-02, FEE-03, FEE-09, F-21, F-22, F-24)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fees.charges import Rate, by_area, fixed, metered, percent_of, rate_on, shares

AREAS = st.integers(0, 10_000_0000)
PRICES = st.integers(0, 10_000_0000)


def _fen(yuan: Decimal) -> int:
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("area_cm2", "price_e4", "months", "fen"),
    [
        (985_700, 28_000, 1, 27_600),  # 98.57 m² × 2.80 = 275.996
        (985_000, 28_000, 1, 27_580),
        (1_000_000, 3_000, 1, 3_000),  # 0.3 yuan/m²·month (FEE-02)
        (985_700, 3_000, 3, 8_871),
        (0, 28_000, 1, 0),
    ],
)
def test_by_area(area_cm2: int, price_e4: int, months: int, fen: int) -> None:
    """F-21: area × price × months."""
    assert by_area(area_cm2, price_e4, months) == fen


@given(AREAS, PRICES, st.sampled_from([1, 3, 12]))
def test_by_area_is_exact_arithmetic_rounded_once(area: int, price: int, months: int) -> None:
    """The same with decimals."""
    assert by_area(area, price, months) == _fen(Decimal(area) / 10_000 * Decimal(price) / 10_000 * months)


@given(st.integers(0, 10**9), st.integers(0, 10**9), PRICES)
def test_metered(before: int, used: int, price: int) -> None:
    """F-24: consumption × price; a meter never runs backwards."""
    assert metered(before, before + used, price) == _fen(Decimal(used) / 1000 * Decimal(price) / 10_000)
    if used:
        with pytest.raises(ValueError, match="backwards"):
            metered(before + used, before, price)


@given(PRICES, st.integers(0, 99), st.sampled_from([1, 3, 12]))
def test_fixed(price: int, quantity: int, months: int) -> None:
    """Price × how many × months."""
    assert fixed(price, quantity, months) == _fen(Decimal(price) / 10_000 * quantity * months)


@given(st.integers(0, 10**10), st.lists(st.integers(1, 10**7), min_size=1, max_size=60))
def test_shares_come_out_exact(total: int, weights: list[int]) -> None:
    """FEE-03: not a fen more or less than the whole, nobody more than one fen beside their part, larger never pay less."""
    found = shares(total, weights)
    whole = sum(weights)
    assert sum(found) == total
    assert all(abs(fen * whole - total * weight) < whole for fen, weight in zip(found, weights, strict=True))
    assert all(
        a <= b for (w, a) in zip(weights, found, strict=True) for (v, b) in zip(weights, found, strict=True) if w < v
    )


def test_nothing_to_share_by() -> None:
    """Nobody pays for nobody."""
    assert shares(0, []) == [] and shares(0, [0, 0]) == [0, 0]
    for weights in ([], [0, 0], [1, -1, 5]):
        with pytest.raises(ValueError, match="share"):
            shares(5, weights)


def test_custody() -> None:
    """FEE-09, F-22: 70 % of the full fee, half a fen up."""
    assert [percent_of(fen, 70) for fen in (10_000, 27_600, 5, 1, 0)] == [7_000, 19_320, 4, 1, 0]


def test_rate_in_force() -> None:
    """A new price takes the place of the old one from its day on."""
    rates = [Rate(1, 1, date(2026, 1, 1), 28_000), Rate(2, 1, date(2026, 7, 1), 30_000)]
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [r.id if (r := rate_on(rates, day)) else None for day in days] == [None, 1, 1, 2]
