"""Places let to others, from terms to the deposit given back (RNT-01 to RNT-04)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.people import Role, Team
from domain.rental import RentalFacts, Sort, next_rent, overlap, rents
from services.receipts import cash
from services.rental import doing
from tests.services.steps import CHEN, FENG, LI, WANG, ZHENG, ZHOU, events, hires, last_row, newest, press, sets, told
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

D = date.fromisoformat
MONTHLY = RentalFacts(1, 1, D("2026-12-01"), D("2027-11-30"), None, 100_000, 1, 200_000, None, D("2026-11-22"), None)


@pytest.mark.parametrize(
    ("since", "until", "months", "found"),
    [
        ("2026-12-01", "2027-02-28", 1, [("2026-12-01", "2026-12-31", 100_000), ("2027-01-01", "2027-01-31", 100_000), ("2027-02-01", "2027-02-28", 100_000)]),
        # From the 31st: the month ends are counted from the first day, never from the end before.
        ("2027-12-31", "2028-03-30", 1, [("2027-12-31", "2028-01-30", 100_000), ("2028-01-31", "2028-02-28", 100_000), ("2028-02-29", "2028-03-30", 100_000)]),
        ("2026-12-01", "2027-03-15", 3, [("2026-12-01", "2027-02-28", 100_000), ("2027-03-01", "2027-03-15", 16_304)]),
        ("2028-02-29", "2029-02-27", 12, [("2028-02-29", "2029-02-27", 100_000)]),
        ("2026-12-24", "2026-12-24", 0, [("2026-12-24", "2026-12-24", 100_000)]),
        ("2026-12-01", "2026-12-10", 1, [("2026-12-01", "2026-12-10", 32_258)]),
    ],
)  # fmt: skip
def test_rents(since: str, until: str, months: int, found: list[tuple[str, str, int]]) -> None:
    """Each period from the first day on; the last one by days."""
    facts = replace(MONTHLY, since_on=D(since), until_on=D(until), months=months)
    assert [(str(r.from_on), str(r.until_on), r.fen) for r in rents(facts)] == found


def test_a_venue_is_paid_when_signed() -> None:
    """RNT-03."""
    facts = replace(MONTHLY, since_on=D("2026-12-24"), until_on=D("2026-12-24"), months=0)
    assert [r.due_on for r in rents(facts)] == [D("2026-11-22")]


@given(
    since=st.dates(D("2026-01-01"), D("2029-12-31")), days=st.integers(0, 900), months=st.sampled_from([0, 1, 3, 6, 12]), fen=st.integers(1, 10_000_000),
    paid=st.integers(0, 20_000_000), cut=st.integers(0, 900),
)  # fmt: skip
def test_rents_cover_every_day_once_and_money_once(
    since: date, days: int, months: int, fen: int, paid: int, cut: int
) -> None:
    """No day twice, none left out; what is paid is never more than what was, the oldest first; a contract cut short owes no more."""
    facts = replace(MONTHLY, since_on=since, until_on=since + timedelta(days=days), months=months, rent_fen=fen)
    found = rents(facts, paid)
    assert found[0].from_on == since and found[-1].until_on == facts.until_on
    assert all(b.from_on == a.until_on + timedelta(days=1) for a, b in zip(found, found[1:], strict=False))
    whole = sum(r.fen for r in found)
    assert sum(r.paid_fen for r in found) == min(paid, whole) and all(0 <= r.paid_fen <= r.fen <= fen for r in found)
    first = next_rent(found)
    assert first is None or all(r.open_fen == 0 for r in found if r.number < first.number)
    ended = replace(facts, ended_on=since + timedelta(days=min(cut, days)))
    assert sum(r.fen for r in rents(ended)) <= whole


@pytest.mark.parametrize(
    ("since", "until", "hours", "taken"),
    [
        ("2026-12-10", "2026-12-20", None, True), ("2026-12-31", "2027-01-31", None, True), ("2027-01-01", "2027-01-31", None, False),
        ("2026-11-01", "2026-11-30", None, False), ("2026-12-24", "2026-12-24", "09:00-12:00", True),
    ],
)  # fmt: skip
def test_one_place_is_let_once(since: str, until: str, hours: str | None, taken: bool) -> None:
    """Both ends belong to it."""
    assert overlap(D(since), D(until), [(D("2026-12-01"), D("2026-12-31"), None)], hours) is taken


@pytest.mark.parametrize(
    ("hours", "taken"), [("14:00-17:00", True), ("17:00-18:00", False), ("09:00-14:30", True), ("08:00-14:00", False)]
)
def test_two_venues_on_one_day(hours: str, taken: bool) -> None:
    """By their hours."""
    day = D("2026-12-24")
    assert overlap(day, day, [(day, day, "14:00-17:00")], hours) is taken


# --- stories ---------------------------------------------------------------------------------------------------------


def clerk(estate: Estate) -> str:
    """Somebody of finance, in the chat."""
    hires(estate, "钱会计", 77, Role.FINANCE, Team.FINANCE)
    return "钱会计"


def menu(estate: Estate, who: str, *labels: str) -> None:
    estate.says(who, "/menu")
    for label in ("值班与管理", "费用", "租约", *labels):
        estate.taps(who, label)


def place(estate: Estate, kind: str = "广告位", name: str = "1号电梯轿厢") -> None:
    """Something to let."""
    menu(estate, ZHOU, "可租位置", "登记位置", kind)
    estate.says(ZHOU, name)


def proposes(estate: Estate, who: str = ZHOU, since: str = "2026-12-01", until: str = "2027-02-28") -> Any:
    """Terms: an advertiser, 1,000 yuan a month, 2,000 deposit."""
    menu(estate, who, "新租约")
    estate.taps(who, "广告位 · 1号电梯轿厢")
    for words in ("晨光文具店", "13811112222", since, until, "1000"):
        estate.says(who, words)
    estate.taps(who, "每月")
    estate.says(who, "2000")
    estate.taps(who, "提交")
    return newest(estate)


def signed(estate: Estate) -> Any:
    """Agreed to by the manager, signed by the desk's supervisor."""
    place(estate)
    case = proposes(estate)
    press(estate, ZHENG, "同意", case.number)
    press(estate, ZHOU, "已签约", case.number)
    estate.taps(ZHOU, "跳过")
    return newest(estate)


def state(estate: Estate, case: Any) -> str:
    return str(estate.work(lambda w: w.cases.get(case.id).status))


def rents_of(estate: Estate, case: Any) -> list[tuple[str, str]]:
    """Promises of rent: local due day and how they stand."""
    found = estate.work(lambda w: w.deadlines.of(case.id))
    return [(f"{d.due_at:%m-%d}", str(d.status)) for d in found if d.kind == "rental_rent"]


def test_from_terms_to_the_deposit_given_back(estate: Estate) -> None:
    """Agreed, signed, collected thrice, run out by itself, the deposit back; every step on the record."""
    money = clerk(estate)
    case = signed(estate)
    assert state(estate, case) == "rental_running"
    assert rents_of(estate, case) == [("12-01", "open")]
    menu(estate, money, case.number)
    press(estate, money, "记收款", case.number)
    for label in ("押金", "2000.00", "转账"):
        estate.taps(money, label)
    press(estate, money, "记收款", case.number)
    for label in ("1000.00", "转账"):
        estate.taps(money, label)
    assert rents_of(estate, case) == [("12-01", "met"), ("01-01", "open")]
    press(estate, money, "记收款", case.number)
    estate.says(money, "3000")
    estate.taps(money, "现金")
    assert "最多 ¥2,000.00" in estate.toast()
    estate.taps(money, "‹ 上一步")
    estate.says(money, "2000")
    estate.taps(money, "现金")
    assert rents_of(estate, case)[-1] == ("01-01", "met")
    estate.passes(days=80)
    assert len(told(estate, DESK_GROUP, "天后到期")) == 1
    estate.passes(days=20)
    assert state(estate, case) == "closed"
    press(estate, money, "退款", case.number)
    estate.taps(money, "2000.00")
    estate.taps(money, "转账")
    kinds = [k for k in events(estate, case.number) if k.startswith("rental_")]
    assert kinds == [
        "rental_propose",
        "rental_agree",
        "rental_sign",
        "rental_pay",
        "rental_pay",
        "rental_pay",
        "rental_end",
        "rental_pay",
    ]
    assert estate.work(lambda w: sum(p.fen for p in w.rentals.paid(case.id))) == 300_000


def test_rent_is_in_the_cash_of_the_day(estate: Estate) -> None:
    """F-45: by way and by class, beside what homes paid."""
    case = signed(estate)
    by = estate.work(
        lambda w: w.people.who(next(p for _, p in w.staff.listed(estate.community, roles=[Role.MANAGER])), "zh")
    )
    estate.work(lambda w: doing.pay(w, by, case.id, Sort.RENT, 40_000, "cash"))
    (found,) = estate.work(lambda w: cash.totals_of(w, estate.community, estate.now.date(), estate.now.date())).values()
    assert (dict(found.ways), dict(found.codes)) == ({"cash": 40_000}, {"rentals": 40_000})


def test_two_contracts_for_one_place(estate: Estate) -> None:
    """The second is refused where it is typed, and again in the transaction; what is declined frees the place."""
    place(estate)
    case = proposes(estate)
    proposes(estate, since="2027-02-01", until="2027-03-31")
    assert "已经租出" in estate.toast()
    assert len([c for c in estate.cases() if c.flow == "rental"]) == 1
    press(estate, ZHENG, "不同意", case.number)
    estate.taps(ZHENG, "租金偏低")
    assert state(estate, case) == "declined"
    assert proposes(estate).id != case.id


def test_large_contracts_are_the_directors(estate: Estate) -> None:
    """X-13: more in all than the figure: the manager cannot, the director is asked."""
    sets(estate, "rental.director_fen", 299_999)
    place(estate)
    case = proposes(estate)
    press(estate, FENG, "同意", case.number)
    assert state(estate, case) == "rental_agreed"
    other = proposes(estate, who=ZHENG, since="2027-06-01", until="2027-08-31")
    assert state(estate, other) == "rental_asked"
    press(estate, ZHENG, "同意", other.number)
    assert "要主任同意" in estate.toast() and state(estate, other) == "rental_asked"


def test_rent_not_paid_climbs(estate: Estate) -> None:
    """RNT-01: pressed for; the alert says whose and what, the desk reads it."""
    case = signed(estate)
    since = last_row(estate)
    estate.passes(days=11)
    assert rents_of(estate, case) == [("12-01", "open")]
    assert any("交租金" in text for who in (ZHOU, ZHENG) for text in told(estate, who, case.number, since))


def test_prolonged_and_ended_early(estate: Estate) -> None:
    """Prolonged by the manager; ended with a reason: no rent is owed after that day."""
    case = signed(estate)
    press(estate, ZHENG, "续租", case.number)
    estate.says(ZHENG, "2027-05-31")
    assert estate.work(lambda w: w.rentals.of(case.id).until_on) == D("2027-05-31")
    press(estate, ZHENG, "提前结束", case.number)
    estate.taps(ZHENG, "小区自用")
    assert state(estate, case) == "closed"
    assert rents_of(estate, case)[-1][1] == "dropped"


def test_rent_paid_ahead_is_given_back(estate: Estate) -> None:
    """Ended before it began: nothing is owed, everything paid goes back, and the place is free."""
    case = signed(estate)
    by = estate.work(
        lambda w: w.people.who(next(p for _, p in w.staff.listed(estate.community, roles=[Role.MANAGER])), "zh")
    )
    estate.work(lambda w: doing.pay(w, by, case.id, Sort.RENT, 100_000, "cash"))
    press(estate, ZHENG, "提前结束", case.number)
    estate.taps(ZHENG, "小区自用")
    press(estate, ZHENG, "退款", case.number)
    estate.taps(ZHENG, "1000.00")
    estate.taps(ZHENG, "现金")
    assert estate.work(lambda w: sum(p.fen for p in w.rentals.paid(case.id))) == 0
    assert proposes(estate).id != case.id


def test_looked_after(estate: Estate) -> None:
    """What was seen is on the record, with its picture."""
    case = signed(estate)
    press(estate, ZHOU, "记巡查", case.number)
    estate.says(ZHOU, "画面完好")
    estate.taps(ZHOU, "好了")
    assert events(estate, case.number)[-1] in ("rental_note", "reveal")


@pytest.mark.parametrize("name", [LI, WANG])
def test_whose_business_it_is_not(estate: Estate, name: str) -> None:
    """Workers and residents: no list, no contract, by no forged button."""
    case = signed(estate)
    for data in (
        f"R{case.id}:open:0",
        f"L{estate.community}:one.{case.id}:0",
        f"L{estate.community}:list.0:0",
        f"R{case.id}:pay:0",
    ):
        since = last_row(estate)
        estate.presses(name, data)
        assert "晨光" not in estate.screen(name)
        assert not told(estate, name, "晨光", since)


def test_the_desk_does_not_enter_money(estate: Estate) -> None:
    """Money is finance's (X-18)."""
    case = signed(estate)
    with pytest.raises(Refused):
        estate.work(
            lambda w: doing.pay(
                w,
                w.people.who(
                    w.people.get(next(p.id for s, p in w.staff.listed(estate.community) if p.name == CHEN)), "zh"
                ),
                case.id,
                "rent",
                100,
                "cash",
            )
        )
