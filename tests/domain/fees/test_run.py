"""A run of bills before it is written: amounts, who is left out and why (FEE-02, FEE-03, FEE-09, F-21 to F-24)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fees.charges import Code, Kind, Rate
from domain.fees.run import (
    Cost,
    Facts,
    Holding,
    Home,
    Left,
    Odd,
    Plan,
    Reading,
    due_on,
    holding_day,
    plan,
    shifted,
    span,
)
from domain.fees.usual import USUAL, price_of, reading_of
from domain.people import Unit, UnitState

PERIOD = "2026-12"


def code(kind: Kind = Kind.AREA, **more: Any) -> Code:
    """A kind of charge."""
    given_ = {
        "id": 1,
        "community_id": 1,
        "key": "own",
        "name_zh": "费",
        "name_en": "Fee",
        "months": 1,
        "rank": 1,
        "custody": False,
        "active": True,
    }
    return Code(**{**given_, "kind": kind, **more})


def home(number: int = 1, area: int | None = 985_700, state: UnitState = UnitState.LIVED_IN, **more: Any) -> Home:
    """A home of building 3."""
    unit = Unit(number, 1, more.pop("building", "3"), "2", f"{number}", 1, more.pop("handed", None))
    return Home(unit, area, state, more.pop("rate", None), more.pop("owned", True))


def rate(price_e4: int = 28_000, since: date = date(2026, 1, 1)) -> Rate:
    """A price."""
    return Rate(1, 1, since, price_e4)


def fens(made: Plan) -> dict[int, int]:
    """By home."""
    return {draft.unit.id: draft.fen for draft in made.drafts}


def run(*homes: Home, kind: Kind = Kind.AREA, **more: Any) -> Plan:
    """What would be written."""
    of = more.pop("code", None) or code(kind)
    return plan(Facts(of, more.pop("period", PERIOD), homes, **{"rates": [rate()], **more}))


@pytest.mark.parametrize(
    ("homes", "more", "fen", "formula"),
    [
        # F-21, FEE-02: 98.57 m² × 0.30 × 1 month
        (
            home(),
            {"rates": [rate(3_000)]},
            2_957,
            {"kind": "area", "area_cm2": 985_700, "price_e4": 3_000, "months": 1},
        ),
        # FEE-09, F-22: 70 % in custody, of codes that are less in custody
        (home(state=UnitState.CUSTODY), {"code": code(custody=True)}, 19_320, {"percent": 70}),
        (home(state=UnitState.CUSTODY), {}, 27_600, {}),
        (home(state=UnitState.CUSTODY), {"code": code(custody=True), "custody_percent": 0}, None, {}),
        # a home's own price of the register goes before the community's, for the property fee
        (home(rate=300), {"code": code(key="property")}, 29_571, {"price_e4": 30_000}),
        (home(rate=300), {}, 27_600, {"price_e4": 28_000}),
        # a reduction on top of custody
        (
            home(state=UnitState.CUSTODY),
            {"code": code(custody=True), "off": {1: 10}},
            17_388,
            {"percent": 70, "off": 10},
        ),
        # a quarter
        (home(), {"code": code(months=3), "period": "2026-10"}, 82_799, {"months": 3}),
    ],
)
def test_amounts(homes: Home, more: dict[str, Any], fen: int | None, formula: dict[str, Any]) -> None:
    """To the fen, with the formula they came of."""
    made = run(homes, **more)
    assert fens(made) == ({1: fen} if fen is not None else {})
    assert all(item in made.drafts[0].formula.items() for item in formula.items())


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (home(area=None), Left.NO_AREA),
        (home(area=0), Left.NO_AREA),
        (home(state=UnitState.UNSOLD), Left.UNSOLD),
        (home(handed=date(2027, 1, 1)), Left.NOT_HANDED_OVER),
        (home(area=1), Left.ZERO),
    ],
)
def test_left_out(odd: Home, why: Left) -> None:
    """And why."""
    made = run(odd, home(2))
    assert made.left == {why: [1]}
    assert fens(made) == {2: 27_600}


def test_no_price() -> None:
    """Before the first price there is none; what begins within the period counts from the next one on."""
    for rates in ([], [rate(since=date(2026, 12, 2))]):
        assert run(home(), rates=rates).left == {Left.NO_PRICE: [1]}
    late = run(home(), rates=[rate(), rate(99_999, date(2026, 12, 2))])
    assert fens(late) == {1: 27_600}


def test_odd_ones_are_billed_all_the_same() -> None:
    """No owner on the register; more than 30 % off the last bill."""
    made = run(home(1, owned=False), home(2), home(3), before={2: 10_000, 3: 27_500})
    assert made.odd == {Odd.NO_OWNER: [1], Odd.JUMP: [2]}
    assert len(made.drafts) == 3


def held(
    number: int, unit: int, quantity: int = 1, since: date = date(2026, 1, 1), until: date | None = None
) -> Holding:
    """A parking space or a meter."""
    return Holding(number, unit, 1, str(number), quantity, since, until)


def test_parking() -> None:
    """Price × how many; homes without any are no omission; what has ended, or begins later, is not charged."""
    homes = [home(1), home(2), home(3), home(4)]
    holdings = [held(1, 1), held(2, 1, 2), held(3, 3, until=date(2026, 11, 30)), held(4, 4, since=date(2027, 1, 1))]
    made = run(*homes, kind=Kind.FIXED, holdings=holdings, rates=[rate(1_500_000)])
    assert fens(made) == {1: 45_000}
    assert made.left == {}
    assert made.drafts[0].formula == {"kind": "fixed", "price_e4": 1_500_000, "months": 1, "quantity": 3}


@pytest.mark.parametrize(
    ("readings", "came"),
    [
        ([(date(2026, 11, 30), 100_000), (date(2026, 12, 30), 112_500)], 5_625),  # F-24: 12.5 × 4.50
        ([(date(2026, 9, 30), 100_000), (date(2026, 12, 1), 110_000), (date(2026, 12, 30), 112_500)], 5_625),
        (
            [(date(2026, 12, 1), 100_000), (date(2026, 12, 30), 112_500)],
            5_625,
        ),  # where it starts from lies in the period
        ([(date(2026, 11, 30), 100_000)], Left.NO_READING),
        ([(date(2026, 12, 30), 100_000)], Left.NO_READING),
        ([(date(2026, 11, 30), 100_000), (date(2027, 1, 1), 112_500)], Left.NO_READING),
        ([], Left.NO_READING),
        ([(date(2026, 11, 30), 100_000), (date(2026, 12, 30), 99_999)], Left.BACKWARDS),
        ([(date(2026, 11, 30), 100_000), (date(2026, 12, 30), 100_000)], Left.ZERO),
    ],
)
def test_meters(readings: list[tuple[date, int]], came: int | Left) -> None:
    """From the last reading before the period to the newest in it."""
    read = [Reading(1, day, value) for day, value in readings]
    made = run(home(), kind=Kind.METERED, holdings=[held(1, 1)], readings=read, rates=[rate(45_000)])
    if isinstance(came, Left):
        assert made.left == {came: [1]} and not made.drafts
    else:
        assert fens(made) == {1: came}
        assert made.drafts[0].formula["after"] - made.drafts[0].formula["before"] == 12_500


def test_two_meters_are_one_bill() -> None:
    """And one without a reading leaves the home out."""
    days = (date(2026, 11, 30), date(2026, 12, 30))
    read = [Reading(m, day, value) for m in (1, 2) for day, value in zip(days, (0, 10_000), strict=True)]
    given_: dict[str, Any] = {"kind": Kind.METERED, "holdings": [held(1, 1), held(2, 1)], "rates": [rate(10_000)]}
    assert fens(run(home(), readings=read, **given_)) == {1: 2_000}
    assert run(home(), readings=read[:2], **given_).left == {Left.NO_READING: [1]}


AREAS = st.lists(st.integers(1, 3_000_000), min_size=1, max_size=30)


@given(AREAS, st.integers(1, 10_000_000))
def test_what_is_shared_comes_out_exact(areas: list[int], fen: int) -> None:
    """FEE-03, WAR-09: the sum is the whole; unsold homes and those without an area share nothing."""
    homes = [home(n + 1, area) for n, area in enumerate(areas)]
    others = [home(90, None), home(91, 900_000, UnitState.UNSOLD), home(92, 900_000, building="4")]
    made = run(*homes, *others, kind=Kind.SHARED, costs=[Cost("3", fen)], rates=[])
    assert sum(fens(made).values()) == fen
    assert set(fens(made)) | set(made.left.get(Left.ZERO, ())) == {h.unit.id for h in homes}
    assert made.left[Left.NO_AREA] == [90] and made.left[Left.UNSOLD] == [91]


@given(AREAS, st.integers(100, 10_000_000), st.data())
def test_a_share_goes_on_where_it_stopped(areas: list[int], fen: int, data: st.DataObject) -> None:
    """Written half and run again, the sum is the whole; with an area changed meanwhile nobody is charged on top."""
    homes = [home(n + 1, area) for n, area in enumerate(areas)]
    whole = fens(run(*homes, kind=Kind.SHARED, costs=[Cost(None, fen)], rates=[]))
    done = {u: f for u, f in whole.items() if data.draw(st.booleans())}
    again = run(*homes, kind=Kind.SHARED, costs=[Cost(None, fen)], rates=[], billed=done)
    assert sum(fens(again).values()) + sum(done.values()) == fen
    more = run(*homes, home(99, 5_000_000), kind=Kind.SHARED, costs=[Cost(None, fen)], rates=[], billed=done)
    assert sum(fens(more).values()) + sum(done.values()) <= fen


@given(AREAS, st.integers(1, 99_999), st.data())
def test_run_again_only_gaps_are_filled(areas: list[int], price: int, data: st.DataObject) -> None:
    """Whatever was written before, no home has two bills and none is missing."""
    homes = [home(n + 1, area) for n, area in enumerate(areas)]
    whole = fens(run(*homes, rates=[rate(price)]))
    done = {u: f for u, f in whole.items() if data.draw(st.booleans())}
    again = run(*homes, rates=[rate(price)], billed=done)
    assert {**fens(again), **done} == whole
    assert not set(fens(again)) & set(done)
    assert again.has == len(done)


@pytest.mark.parametrize(
    ("period", "months", "days"),
    [
        ("2026-12", 1, (date(2026, 12, 1), date(2026, 12, 31))), ("2028-02", 1, (date(2028, 2, 1), date(2028, 2, 29))),
        ("2026-10", 3, (date(2026, 10, 1), date(2026, 12, 31))), ("2026-11", 3, None), ("2026-01", 12, (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-13", 1, None), ("2026-1", 1, None), ("order/1", 1, None), ("9999-12", 1, None), ("2026-12-01", 1, None), ("", 1, None),
    ],
)  # fmt: skip
def test_spans(period: str, months: int, days: tuple[date, date] | None) -> None:
    """Months, quarters, years; nothing else is a period."""
    found = span(period, months)
    assert (found and (found.first, found.last)) == days


def test_periods_around() -> None:
    """Across the year's end, leap February."""
    assert holding_day(date(2026, 11, 22), 3) == "2026-10"
    assert [shifted("2026-11", 1, by) for by in (-1, 0, 1, 2)] == ["2026-10", "2026-11", "2026-12", "2027-01"]
    assert shifted("2026-10", 3, 1) == "2027-01" and shifted("2026-01", 12, -1) == "2025-01"
    assert due_on("2026-12", 10) == date(2026, 12, 10)
    assert due_on("2027-02", 31) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "found"),
    [("2.8", 28_000), ("0.5283", 5_283), ("¥3", 30_000), ("２．８元", 28_000), ("1,200", 12_000_000), ("0.52831", None), ("-1", None), ("", None), ("两块八", None)],
)  # fmt: skip
def test_prices(text: str, found: int | None) -> None:
    """Up to four digits behind the point."""
    assert price_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("1234.5", 1_234_500), ("0", 0), ("1,234", 1_234_000), ("1.2345", None), ("a", None)]
)
def test_readings(text: str, found: int | None) -> None:
    """Up to three digits behind the point."""
    assert reading_of(text) == found


def test_usual_kinds() -> None:
    """FEE-02: shared energy is 0.3 yuan; FEE-09: only the property fee is less in custody; keys and ranks are unique."""
    assert {one.key: one.price_e4 for one in USUAL if one.price_e4} == {"energy": 3_000}
    assert [one.key for one in USUAL if one.custody] == ["property"]
    assert len({one.key for one in USUAL}) == len({one.rank for one in USUAL}) == len(USUAL)
