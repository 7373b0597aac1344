"""A formula in plain values: as people write it, and the same amount as was charged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fees import charges
from domain.fees.saying import Formula, formula_of


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "area", "area_cm2": 985_000, "price_e4": 28_000, "months": 1}, Formula("area", area="98.5", price="2.80", months=1)),
        ({"kind": "area", "area_cm2": 1_000_000, "price_e4": 5_283, "months": 3, "percent": 70},
         Formula("area", area="100", price="0.5283", months=3, custody=70)),
        ({"kind": "fixed", "price_e4": 1_500_000, "months": 1, "quantity": 2}, Formula("fixed", price="150.00", months=1, quantity=2)),
        ({"kind": "metered", "before": 1_234_500, "after": 1_260_000, "price_e4": 32_000},
         Formula("metered", before="1,234.5", after="1,260", used="25.5", price="3.20")),
        ({"kind": "shared", "total_fen": 1_234_500, "area_cm2": 985_000, "whole_cm2": 200_000_000},
         Formula("shared", total_fen=1_234_500, area="98.5", whole="20,000")),
        ({"kind": "order", "item_zh": "开锁", "item_en": "Lock", "price_fen": 8_000, "quantity": 2},
         Formula("order", price="80.00", quantity=2, item_zh="开锁", item_en="Lock")),
        ({"kind": "quoted", "item_zh": "检修", "item_en": "Repair"}, Formula("quoted", item_zh="检修", item_en="Repair")),
        ({"kind": "area", "area_cm2": "?"}, Formula(None)),
        ({"percent": 100}, Formula(None)),
        ({}, Formula(None)),
    ],
)  # fmt: skip
def test_said_as_people_write_it(values: dict[str, object], said: Formula) -> None:
    """No needless zeros, prices with two digits at least; what is missing is left out."""
    assert formula_of(values) == said


@given(area=st.integers(1, 10_000_000), price=st.integers(1, 1_000_000), months=st.integers(1, 12))
def test_what_is_said_comes_to_what_was_charged(area: int, price: int, months: int) -> None:
    """Whoever counts it again finds the same fen."""
    said = formula_of({"kind": "area", "area_cm2": area, "price_e4": price, "months": months})
    assert said.area is not None
    assert said.price is not None
    counted = Decimal(said.area.replace(",", "")) * Decimal(said.price.replace(",", "")) * months * 100
    assert int(counted + Decimal("0.5")) == charges.by_area(area, price, months)
