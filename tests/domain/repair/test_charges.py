"""Who pays (WAR-01 to WAR-03, WAR-06, REP-18)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.repair import KINDS, Category, ChargeKind, WarrantyTerms, charge_of, making_safe, warranty_until

TERMS = WarrantyTerms.of({})
HANDED_OVER = date(2024, 11, 22)


def test_the_terms_cover_all_that_can_break_at_home():
    """Two years, five for leaks, the design life for the structure."""
    assert set(TERMS.months) == {c for c, kind in KINDS.items() if kind.home}
    assert (TERMS.months[Category.POWER], TERMS.months[Category.LEAK], TERMS.months[Category.STRUCTURE]) == (
        24,
        60,
        600,
    )


def test_a_community_has_its_own_terms():
    """What is set counts."""
    assert WarrantyTerms.of({"warranty.months.leak": 96}).months[Category.LEAK] == 96


@pytest.mark.parametrize(
    ("category", "today", "kind"),
    [
        ("water", date(2026, 11, 22), "warranty"),  # the last day counts
        ("water", date(2026, 11, 23), "paid"),
        ("leak", date(2026, 11, 23), "warranty"),
        ("leak", date(2029, 11, 22), "warranty"),
        ("leak", date(2029, 11, 23), "paid"),
    ],
)
def test_in_warranty_the_developer_pays_and_past_it_the_owner(category, today, kind):
    """WAR-01, WAR-02, WAR-03."""
    charge = charge_of(Category(category), False, HANDED_OVER, TERMS, today)
    assert charge.kind == kind
    assert ("WAR-02" in charge.rules) == (kind == "warranty")
    assert ("WAR-06" in charge.rules) == (kind == "paid")  # told and agreed first
    assert charge.until == warranty_until(HANDED_OVER, TERMS.months[Category(category)])
    assert not charge.unknown


def test_a_public_place_costs_the_reporter_nothing():
    """However old the house is."""
    assert charge_of(Category.WATER, True, date(1999, 1, 1), TERMS, date(2026, 1, 1)).kind is ChargeKind.PUBLIC
    assert charge_of(Category.WATER, True, None, TERMS, date(2026, 1, 1)).kind is ChargeKind.PUBLIC


def test_a_lift_is_public_whatever_was_said_about_the_place():
    """Nobody pays for the lift alone."""
    assert charge_of(Category.LIFT, False, HANDED_OVER, TERMS, date(2026, 1, 1)).kind is ChargeKind.PUBLIC


def test_without_a_handover_date_the_desk_is_asked():
    """Charged like an old home, and marked."""
    charge = charge_of(Category.DOOR, False, None, TERMS, date(2026, 1, 1))
    assert (charge.kind, charge.until, charge.unknown) == (ChargeKind.PAID, None, True)


def test_making_safe_is_free():
    """X-52: harm is stopped first."""
    assert making_safe().kind is ChargeKind.FREE


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 12, 5), 1, date(2025, 1, 5)),
        (date(2024, 12, 5), 0, date(2024, 12, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(start, months, end):
    """Nobody loses a warranty to February."""
    assert warranty_until(start, months) == end


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 1200))
def test_a_longer_warranty_never_ends_earlier(start, months):
    """One month more is later."""
    assert start <= warranty_until(start, months) < warranty_until(start, months + 1)
