"""What comes each month: requests, collecting at the door, what is owing, the month both sides sign (F-26 to F-28, X-49)."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from domain.order import Mode
from services.fees import posting
from services.following import follow
from store import order_tables as o
from tests.services.order_steps import FINANCE, facts, finishes, offered, orders, pays, sends
from tests.services.steps import CHEN, LI, WANG, WU, ZHOU, newest, press
from tests.support.estate import Estate


def accepted(estate: Estate, fee: str = "120", stars: str = "★5"):
    """A job quoted, done and signed; the case."""
    case = orders(estate, "家电检修")
    sends(estate, WU, LI, case.number)
    press(estate, LI, "出发", case.number)
    press(estate, LI, "报价", case.number)
    estate.says(LI, fee)
    estate.taps(LI, "跳过")
    estate.taps(LI, "发送")
    press(estate, WANG, "同意", case.number)
    finishes(estate, LI, case.number)
    press(estate, WANG, stars, case.number)
    return newest(estate)


def until(estate: Estate, year: int, month: int, day: int, hour: int = 10) -> None:
    """The clock goes on to that local time, a day at a time."""
    goal = datetime(year, month, day, hour - 8, tzinfo=UTC)
    while estate.now < goal:
        estate.passes(hours=min(24, (goal - estate.now).total_seconds() / 3600))


def month_of(estate: Estate, who: str) -> None:
    estate.says(who, "/menu")
    for label in ("值班与管理", "费用", "服务对账"):
        estate.taps(who, label)


def test_a_monthly_account_is_asked_on_the_15th_due_on_the_20th_collected_from_the_21st(estate: Estate) -> None:
    """F-28, X-49: ordered on 22 November it is due on 20 December."""
    offered(estate)
    estate.work(lambda w: w.conn.execute(update(o.offers).where(o.offers.c.key == "fix").values(mode=Mode.MONTHLY)))
    estate.passes(minutes=1)
    case = accepted(estate)
    assert facts(estate, case.id).due_on == date(2026, 12, 20)
    until(estate, 2026, 12, 14)
    assert "还没付" not in estate.screen(WANG)
    until(estate, 2026, 12, 15)
    assert "还没付，请在 12月20日" in estate.screen(WANG)
    until(estate, 2026, 12, 20, 23)
    assert "上门收费" not in estate.screen(FINANCE)
    until(estate, 2026, 12, 21)
    assert "今天起上门收费" in estate.screen(FINANCE)
    assert "今天起上门收费" in estate.screen(ZHOU)
    assert case.number in estate.screen(FINANCE)


def test_the_month_is_signed_by_both_when_it_agrees(estate: Estate) -> None:
    """F-26: one paid and one owing; not before it is over; the figures that were signed stand."""
    offered(estate)
    estate.passes(minutes=1)
    first = accepted(estate)
    pays(estate, first.id)
    accepted(estate, "80")
    month_of(estate, CHEN)
    estate.taps(CHEN, "2026-11 ›")
    assert "这个月还没结束" in estate.screen(CHEN)
    estate.presses(CHEN, "m0:order_month_sign.2026-11:1")
    assert "还没结束" in estate.toast()
    until(estate, 2026, 12, 1)
    assert "有偿服务欠费清单" in estate.screen(FINANCE)
    month_of(estate, CHEN)
    screen = estate.screen(CHEN)
    assert "开单 2 · 计费 2 · 已交费 1 · 欠费 1" in screen
    assert "应收 ¥200.00 = 实收 ¥120.00 + 欠费 ¥80.00" in screen
    assert "等对方签" in estate.taps(CHEN, "签字确认")
    month_of(estate, FINANCE)
    assert "双方都已签字" in estate.taps(FINANCE, "签字确认")
    estate.presses(FINANCE, "m0:order_month_sign.2026-11:1")
    assert "不再改动" in estate.toast()
    pays(estate, newest(estate).id)
    month_of(estate, CHEN)
    assert "已交费 1 · 欠费 1" in estate.screen(CHEN), "what was signed stands"


def test_a_difference_is_named_in_words_before_anybody_signs(estate: Estate) -> None:
    """F-26: a bill put right is another amount than the order says."""
    offered(estate)
    estate.passes(minutes=1)
    case = accepted(estate)

    def corrects(work):
        posting.put_right(work, work.orders.of(case.id).bill_id, -2_000, "零件多算", None)
        follow(work)

    estate.work(corrects)
    until(estate, 2026, 12, 1)
    month_of(estate, FINANCE)
    assert "相差 ¥20.00" in estate.screen(FINANCE)
    assert "写明差异" in estate.taps(FINANCE, "签字确认")
    estate.taps(FINANCE, "写明差异")
    estate.says(FINANCE, "零件多算 20 元，已更正")
    estate.taps(FINANCE, "签字确认")
    month_of(estate, CHEN)
    assert "零件多算" in estate.screen(CHEN)
    assert "双方都已签字" in estate.taps(CHEN, "签字确认")


def test_figures_that_changed_between_the_signatures_are_signed_anew(estate: Estate) -> None:
    """Nobody has signed what they have not seen."""
    offered(estate)
    estate.passes(minutes=1)
    case = accepted(estate)
    until(estate, 2026, 12, 1)
    month_of(estate, CHEN)
    estate.taps(CHEN, "签字确认")
    pays(estate, case.id)
    month_of(estate, FINANCE)
    assert "等对方签" in estate.taps(FINANCE, "签字确认")
    month_of(estate, CHEN)
    assert "双方都已签字" in estate.taps(CHEN, "签字确认")
