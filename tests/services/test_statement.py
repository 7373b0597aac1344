"""Statements of account as a story: made at the end of the month, checked by the butler, read by the owner (FEE-01, F-50)."""

from datetime import date

import pytest

from domain.people import Relation
from services.fees import posting
from tests.services.fee_steps import pays
from tests.services.statement_steps import (
    ANNAS,
    BUTLER,
    FINANCE,
    HOME,
    PERIOD,
    at,
    bill,
    butler,
    checked,
    finance,
    known,
    lines,
    lives,
    made,
    one,
    registered,
    runs,
    statements,
)
from tests.services.steps import CHEN, NOT_YOURS, WANG, ZHENG, ZHOU
from tests.services.visits_steps import told
from tests.support.estate import Estate

DUE = date(2026, 12, 15)


@pytest.fixture
def billed(estate: Estate) -> Estate:
    """王芳 owes November and December, Anna December; the duty is known."""
    known(estate)
    bill(estate, HOME, 27_580, "2026-11", date(2026, 11, 15))
    bill(estate, HOME, 27_580, PERIOD, DUE)
    bill(estate, ANNAS, 30_000, PERIOD, DUE)
    return estate


# --- making -----------------------------------------------------------------------------------------------------------


def test_made_on_the_28th(billed: Estate) -> None:
    """One for each home with an account, none for the others; not a day before."""
    at(billed, "2026-11-27T23:00")
    assert statements(billed) == []
    at(billed, "2026-11-28T08:00")
    assert statements(billed) == []
    made(billed)
    assert [(s.unit_id, s.period, s.fen, s.status) for s in statements(billed)] == [
        (billed.units[ANNAS], PERIOD, 30_000, "made"),
        (billed.units[HOME], PERIOD, 55_160, "made"),
    ]


def test_made_again_nothing_changes(billed: Estate) -> None:
    """The second look of the window, a press of finance, a restart: gaps are filled, nothing else is touched."""
    made(billed)
    before = statements(billed)
    bill(billed, "1-1-101", 10_000, PERIOD, DUE)
    at(billed, "2026-11-29T09:00")
    after = statements(billed)
    assert after[:2] == before
    assert [(s.unit_id, s.fen) for s in after[2:]] == [(billed.units["1-1-101"], 10_000)]
    finance(billed)
    billed.presses(FINANCE, "m:statement_make:0")
    billed.passes(minutes=1)
    assert statements(billed) == after
    at(billed, "2026-11-30T09:00")
    at(billed, "2026-12-01T09:00")
    assert statements(billed) == after
    assert runs(billed)[0].making_at is None


def test_unchecked_ones_follow_the_account(billed: Estate) -> None:
    """A bill made late and a payment are in it the next morning, until somebody has checked it."""
    made(billed)
    billed.presses(ZHOU, f"S{one(billed, ANNAS).id}:check:0")
    for home in (HOME, ANNAS):
        bill(billed, home, 2_955, f"{PERIOD}-energy", DUE)
    pays(billed, HOME, 27_580)
    at(billed, "2026-11-29T09:00")
    assert (one(billed).fen, one(billed, ANNAS).fen) == (30_535, 30_000)
    checked(billed)
    (said,) = told(billed, WANG, "对帐单 ·")
    assert "合计应交 <b>¥305.35</b>" in said


def test_waits_for_the_bills(estate: Estate) -> None:
    """Without bills of the month nothing is made until the last day; finance hears of it once."""
    finance(estate)
    known(estate)
    bill(estate, HOME, 27_580, "2026-11", date(2026, 11, 15))
    made(estate)
    at(estate, "2026-11-29T09:00")
    assert statements(estate) == []
    assert len(told(estate, FINANCE, "2026年12月的账单还没有出")) == 1
    at(estate, "2026-11-30T09:00")
    assert [s.fen for s in statements(estate)] == [27_580]


def test_made_once_the_bills_are_there(estate: Estate) -> None:
    """The next morning."""
    finance(estate)
    known(estate)
    made(estate)
    bill(estate, HOME, 27_580, PERIOD, DUE)
    at(estate, "2026-11-29T09:00")
    assert [s.fen for s in statements(estate)] == [27_580]


@pytest.mark.parametrize("back", ["2026-11-30T23:30", "2026-12-03T10:00", "2026-12-27T10:00"])
def test_made_up_for_after_downtime(billed: Estate, back: str) -> None:
    """Nothing ran over the whole window: they are made when we are back, once."""
    at(billed, back)
    assert {s.period for s in statements(billed)} == {PERIOD}
    assert len(statements(billed)) == 2
    billed.passes(days=1)
    assert len(statements(billed)) == 2


def test_after_two_months_away_the_newest_only(billed: Estate) -> None:
    """The month that is long over gets none."""
    at(billed, "2027-01-05T10:00")
    assert {s.period for s in statements(billed)} == {"2027-01"}


def test_the_month_before_is_over(billed: Estate) -> None:
    """Each month has its own; what was open goes into the next one as open before."""
    made(billed)
    checked(billed)
    bill(billed, HOME, 27_580, "2027-01", date(2027, 1, 15))
    at(billed, "2026-12-28T09:00")
    assert one(billed, HOME, "2027-01").fen == 82_740
    assert one(billed, HOME).fen == 55_160


def test_what_it_says_stays(billed: Estate) -> None:
    """It is written from the ledger up to its own entry: later payments and corrections change nothing in it."""
    made(billed)
    checked(billed)
    (first,) = told(billed, WANG, "对帐单 · 2026年12月")
    pays(billed, HOME, 40_000)
    billed.work(lambda w: posting.put_right(w, w.ledger.open_bills(billed.units[HOME])[0].id, -100, "少算", None))
    billed.presses(WANG, f"A{billed.units[HOME]}:statement.{one(billed).id}:0")
    for part in ("以前未交 <b>¥275.80</b>", "物业费 2026-12 <b>¥275.80</b>", "合计应交 <b>¥551.60</b>"):
        assert part in first
        assert part in billed.newest(WANG).text
    assert "98.5 m² × 2.80 元 × 1 个月" in first


# --- checking ---------------------------------------------------------------------------------------------------------


def test_butlers_are_asked_for_their_own(billed: Estate) -> None:
    """Numbers only; the desk hears of buildings without a butler. Nobody gets a statement before."""
    butler(billed, zone=["3"])
    made(billed)
    (asked,) = told(billed, BUTLER, "请核对")
    assert "1 栋 1 户，合计 ¥551.60" in asked
    (spare,) = [m.text for m in billed.chats[-1002].values() if "请核对" in m.text]
    assert "¥300.00" in spare
    assert "2栋" not in spare
    billed.passes(hours=1)
    assert not told(billed, WANG, "对帐单 ·")
    billed.taps(BUTLER, "去核对")
    assert "3栋 · 1 户 · ¥551.60" in billed.newest(BUTLER).text
    assert "2栋" not in billed.newest(BUTLER).text
    billed.taps(BUTLER, "3栋")
    assert "3栋2单元1502" in billed.newest(BUTLER).text
    billed.taps(BUTLER, "这一栋已核对（1）")
    assert billed.toast() == "1 户已核对，接着就发给住户。"
    assert (one(billed).status, one(billed, ANNAS).status) == ("checked", "made")
    billed.passes(seconds=10)
    assert told(billed, WANG, "对帐单 · 2026年12月")
    assert not told(billed, "Anna", "Statement of account")
    billed.presses(BUTLER, f"m:statement_checked.{runs(billed)[0].id}:0")
    assert billed.toast() == "没有待核对的了。"


def test_each_in_their_language(billed: Estate) -> None:
    """Anna reads English, with the formula in plain words."""
    made(billed)
    checked(billed)
    (said,) = told(billed, "Anna", "Statement of account · 2026-12")
    assert "98.5 m² × ¥2.80 × 1 month" in said
    assert "To pay in all <b>¥300.00</b>, due Tue 15 Dec" in said
    billed.taps("Anna", "How to pay")
    billed.taps("Anna", "Fees")


def test_family_by_setting_tenants_by_leave(billed: Estate) -> None:
    """Owners always; the money of a home is nobody else's."""
    lives(billed, "小王", 61, HOME, Relation.FAMILY)
    lives(billed, "老租", 62, HOME, Relation.TENANT)
    made(billed)
    checked(billed)
    assert told(billed, WANG, "对帐单 ·")
    assert not told(billed, "小王", "对帐单 ·")
    assert not told(billed, "老租", "对帐单 ·")
    billed.work(lambda w: w.standards.set(billed.community, "statement.family", True, None, w.now))
    billed.work(lambda w: w.disputes.let(billed.units[HOME], 1))
    bill(billed, HOME, 27_580, "2027-01", date(2027, 1, 15))
    at(billed, "2026-12-28T09:00")
    checked(billed)
    assert told(billed, "小王", "对帐单 · 2027年1月")
    assert told(billed, "老租", "对帐单 · 2027年1月")


def test_held_back_and_made_anew(billed: Estate) -> None:
    """With a reason to finance; put right and made anew it is checked again."""
    finance(billed)
    butler(billed, zone=["3"])
    made(billed)
    billed.presses(BUTLER, f"m:statement.{one(billed).id}:0")
    billed.taps(BUTLER, "暂缓")
    billed.says(BUTLER, "11月已经付过")
    assert one(billed).status == "held"
    assert "暂缓：11月已经付过" in billed.newest(BUTLER).text
    (told_,) = told(billed, FINANCE, "对帐单暂缓")
    assert "3栋2单元1502" in told_
    billed.presses(BUTLER, "m:statements:0")
    assert "全部已核对" not in billed.screen(BUTLER).rpartition("──")[2]  # nothing else to check in that building
    checked(billed)
    assert one(billed).status == "held"
    assert not told(billed, WANG, "对帐单 ·")
    pays(billed, HOME, 27_580)
    billed.presses(BUTLER, f"S{one(billed).id}:renew:0")
    assert NOT_YOURS in billed.toast()
    billed.presses(FINANCE, f"m:statement_held.{runs(billed)[0].id}_0:0")
    assert "11月已经付过" in billed.newest(FINANCE).text
    billed.taps(FINANCE, "看 1")
    billed.taps(FINANCE, "已更正，重做")
    assert (one(billed).status, one(billed).fen) == ("made", 27_580)
    assert told(billed, BUTLER, "重做了，请再核对")
    billed.taps(BUTLER, "看详情")
    billed.taps(BUTLER, "已核对")
    billed.passes(seconds=10)
    (said,) = told(billed, WANG, "对帐单 ·")
    assert "以前未交" not in said


def test_nothing_is_sent_twice(billed: Estate) -> None:
    """Two presses at once, and the clock looking again."""
    made(billed)
    billed.presses(ZHOU, "m:statements:0")
    billed.taps(ZHOU, "全部已核对", times=2)
    assert billed.toast() == "没有待核对的了。"
    for _ in range(3):
        billed.passes(seconds=30)
    assert len(told(billed, WANG, "对帐单 ·")) == 1
    billed.presses(ZHOU, f"S{one(billed).id}:hold:0")
    assert "对帐单" not in billed.newest(ZHOU).text or one(billed).status == "sent"
    assert one(billed).status == "sent"


def test_none_at_night(billed: Estate) -> None:
    """What is checked late goes out in the morning; until then it may still be held back."""
    made(billed)
    at(billed, "2026-11-28T23:30")
    billed.presses(ZHOU, f"m:statement_checked.{runs(billed)[0].id}:0")
    billed.passes(minutes=30)
    assert not told(billed, WANG, "对帐单 ·")
    billed.presses(ZHOU, f"S{one(billed, ANNAS).id}:hold:0")
    billed.says(ZHOU, "金额要再看")
    at(billed, "2026-11-29T09:00")
    billed.passes(seconds=10)
    assert told(billed, WANG, "对帐单 ·")
    assert one(billed, ANNAS).status == "held"


def test_unchecked_goes_up(billed: Estate) -> None:
    """After so many days the desk's supervisor hears whose it is, once."""
    butler(billed, zone=["3"])
    made(billed)
    at(billed, "2026-12-01T08:00")
    assert not told(billed, ZHOU, "没有核对")
    at(billed, "2026-12-01T09:00")
    (said,) = told(billed, ZHOU, "还有 2 户没有核对")
    assert "管家小林 1 户" in said
    assert "没有管家的楼栋 1 户" in said
    at(billed, "2026-12-02T09:00")
    assert len(told(billed, ZHOU, "没有核对")) == 1
    assert not told(billed, ZHENG, "没有核对")


def test_held_back_goes_up_too(billed: Estate) -> None:
    """What waits for finance does not go out either."""
    made(billed)
    billed.presses(ZHOU, f"S{one(billed).id}:hold:0")
    billed.says(ZHOU, "等一等")
    checked(billed)
    at(billed, "2026-12-01T09:00")
    (said,) = told(billed, ZHOU, "还没有发完")
    assert "暂缓 1 户" in said


def test_all_checked_nothing_goes_up(billed: Estate) -> None:
    """There is nothing to say."""
    made(billed)
    checked(billed)
    at(billed, "2026-12-01T09:00")
    assert not told(billed, ZHOU, "没有核对")


def test_odd_ones_first(billed: Estate) -> None:
    """Less than nothing, much more than last month, no owner in the chat."""
    bill(billed, "3-1-101", 10_000, "2026-11", date(2026, 11, 15))
    bill(billed, "3-1-101", 30_000, PERIOD, DUE)
    pays(billed, "3-1-101", 50_000)
    made(billed)
    assert one(billed, "3-1-101").odd == ["negative", "jump", "no_owner"]
    assert one(billed).odd == []
    billed.presses(ZHOU, f"m:statement_homes.{runs(billed)[0].id}_2_0:0")
    shown = billed.newest(ZHOU).text
    assert shown.index("3栋1单元101") < shown.index("3栋2单元1502")
    for part in ("应交为负", "比上月多很多", "业主不在聊天里", "-¥100.00"):
        assert part in shown
    assert lines(billed) == []


# --- who may ----------------------------------------------------------------------------------------------------------


def test_another_butler_sees_nothing_of_it(billed: Estate) -> None:
    """Not the list, not the home, not the paper."""
    butler(billed, zone=["1"])
    made(billed)
    run = runs(billed)[0].id
    for data in (f"S{one(billed).id}:open:0", f"S{one(billed).id}:hold:0", f"S{one(billed).id}:paper:0", f"m:statement_homes.{run}_2_0:0",
                 f"m:statement.{one(billed).id}:0", f"m:statement_checked.{run}_2:0"):  # fmt: skip
        billed.presses(BUTLER, data)
        assert NOT_YOURS in billed.toast(), data
    billed.presses(BUTLER, "m:statements:0")
    assert "3栋" not in billed.newest(BUTLER).text
    billed.presses("李强", "m:statements:0")
    assert NOT_YOURS in billed.toast()


def test_owners_see_none_before_it_is_sent(billed: Estate) -> None:
    """Nor ever that of another home."""
    made(billed)
    billed.presses(WANG, f"A{billed.units[HOME]}:statement.{one(billed).id}:0")
    assert "还在核对" in billed.toast()
    billed.presses(WANG, f"S{one(billed).id}:paper:0")
    assert "还在核对" in billed.toast()
    checked(billed)
    for data in (f"S{one(billed, ANNAS).id}:account:0", f"S{one(billed, ANNAS).id}:paper:0"):
        billed.presses(WANG, data)
        assert NOT_YOURS in billed.toast()
    billed.presses(WANG, f"A{billed.units[HOME]}:statement.{one(billed, ANNAS).id}:0")
    assert "¥300.00" not in billed.screen(WANG)


@pytest.mark.parametrize(
    "data", ["m:statement_homes.9_9_9:0", "m:statement_homes.1:0", "m:statement_homes.1_99_0:0", "m:statement_checked.x:0",
             "m:statement_checked.:0", "m:statement_held.0_0:0", "m:statement_figures.x:0", "S999:open:0", "m:statement.999:0", "S999:paper:0",
             "m:statement_left.1_²:0"],
)  # fmt: skip
def test_forged(billed: Estate, data: str) -> None:
    """Kindly outdated, nothing changed."""
    made(billed)
    before = statements(billed)
    billed.presses(ZHOU, data)
    assert billed.toast()
    assert statements(billed) == before


def test_the_desk_of_buildings_without_a_butler(billed: Estate) -> None:
    """The desk checks what no butler has."""
    butler(billed, zone=["3"])
    made(billed)
    checked(billed, CHEN)
    assert (one(billed).status, one(billed, ANNAS).status) == ("made", "sent")
    assert registered(billed, "老李", "1-1-101")
