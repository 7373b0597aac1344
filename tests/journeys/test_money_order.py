"""Paid services over the wire: a job quoted on the spot up to the month both sides sign, and cleaning paid beforehand (SPS, F-26, F-27)."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from domain.order import MODE_OF, TEAM_OF
from domain.people import Role, Team
from store import money_tables as m
from store import order_tables as o
from store import tables as t
from store.work import Work
from tests.journeys.acts import count, manages, presses
from tests.journeys.money_acts import answers, away, begin, clerk, comes, dies_under, once, owed
from tests.services.order_steps import CLEANER, ITEMS
from tests.support import cast as seed
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-order"),
]
CLEANER_ACCOUNT = 52

Say = Mapping[str, str]

ZH: Say = {
    "language": "zh", "person": "王芳", "home": "3-2-1502", "services": "便民服务", "fix": "家电检修", "clean": "入户保洁",
    "skip": "跳过", "soon": "尽快", "order": "同意收费并下单", "ordered": "已下单，正在安排人手", "go": "出发", "on_way": "已经出发",
    "quote": "报价", "send": "发送", "quoted": "看过现场，报价 ¥120.00，等您同意后动手", "agree": "同意 ¥120.00",
    "agreed": "业主同意 ¥120.00，可以动手了", "done": "做完了", "enough": "好了", "happy": "请您看看是否满意",
    "owing": "已验收，待付款", "hand_in": "交单", "manage": "值班与管理", "money": "费用", "orders": "服务单", "tab_owing": "欠费",
    "called": "已回访", "pleased": "满意", "listed": "有偿服务欠费清单", "month": "服务对账", "sign": "签字确认",
    "before": "已交费 0 · 欠费 1", "after": "应收 ¥120.00 = 实收 ¥120.00 + 欠费 ¥0.00", "one": "等对方签", "both": "双方都已签字",
    "take": "收款", "cash": "现金", "sure": "确认收款", "paid": "已完结，费用已付清，谢谢，您评了 ★★★★★", "receipt": "收据",
    "papers": "三联单", "confirm": "财务确认", "countersign": "客服签字", "file": "归档", "slot": "明天下午3点",
    "first": "先付后做", "unpaid": "已下单，付款后马上安排", "fees": "费用", "transferred": "我已转账", "today": "今天", "report": "发出",
    "check": "核对", "there": "已到账", "assign": "派单", "pdf": "下载 PDF", "all": "好了", "offers": "服务清单", "new": "新增项目",
    "kind": "维修类服务", "unit": "次", "look": "看过再报价", "add": "加入清单", "from_now": "改动只对之后下的单有效",
}  # fmt: skip
EN: Say = {
    "language": "en", "person": "Anna", "home": "2-1-101", "services": "Services", "fix": "Appliance repair",
    "clean": "Indoor cleaning", "skip": "Skip", "soon": "As soon", "order": "Agree and order", "ordered": "Ordered, being arranged",
    "go": "On my way", "on_way": "is on the way", "quote": "Quote", "send": "Send",
    "quoted": "Looked at: ¥120.00. Nothing is done before you agree", "agree": "Agree ¥120.00",
    "agreed": "The owner agrees to ¥120.00; please begin", "done": "Done", "enough": "That is all", "happy": "Are you happy with it?",
    "owing": "Accepted, to be paid", "hand_in": "Hand in the copies", "manage": "Manage", "money": "Money",
    "orders": "Service orders", "tab_owing": "Owing", "called": "Asked back", "pleased": "Pleased", "listed": "Services still to be paid",
    "month": "Services month", "sign": "Sign", "before": "paid 0 · owing 1", "after": "Due ¥120.00 = received ¥120.00 + owing ¥0.00",
    "one": "Signed; the other side is next", "both": "Both have signed", "take": "Take a payment", "cash": "Cash", "sure": "Take it",
    "paid": "Done and paid, thank you. You gave ★★★★★", "receipt": "Receipt", "papers": "Copies", "confirm": "Finance confirms",
    "countersign": "Desk signs", "file": "File", "slot": "tomorrow 3pm", "first": "Paid first",
    "unpaid": "Ordered; we send somebody as soon as it is paid", "fees": "Fees", "transferred": "I have paid", "today": "Today",
    "report": "Send", "check": "Check", "there": "It is there", "assign": "Send somebody", "pdf": "As a PDF",
    "all": "That's all", "offers": "Our services", "new": "New service", "kind": "Repair work", "unit": "Job",
    "look": "Quoted after a look", "add": "Add", "from_now": "Changes count for orders from now on",
}  # fmt: skip


def _cleaning(stage: Stage) -> Callable[[Work], None]:
    """A cleaner, and the item of the catalogue."""

    def do(work: Work) -> None:
        seed.staff(work, stage.cast, CLEANER, CLEANER_ACCOUNT, Role.CLEANER, Team.CLEANING, work.now)
        key, kind, zh, en, unit, fen = ITEMS[0]
        work.orders.add_offer({
            "community_id": stage.cast.community, "key": key, "kind": kind, "name_zh": zh, "name_en": en, "unit": unit,
            "price_fen": fen, "mode": MODE_OF[kind], "team": TEAM_OF[kind],
        })  # fmt: skip

    return do


async def _opens(who: Phone, say: Say, number: str, *tabs: str) -> None:
    """Finds the order in the list of orders; its card is there then, down where they look."""
    await manages(who, say["manage"], say["money"], say["orders"])
    await answers(who, *(say[tab] for tab in tabs), number[-3:])
    await who.hears(lambda message: number in message["text"] and bool(message["buttons"]), fresh=True)


async def _month(who: Phone, say: Say) -> None:
    await manages(who, say["manage"], say["money"], say["month"])


async def _steps(stage: Stage, number: str) -> list[str]:
    """What moved the order, oldest first."""
    moved = select(t.events.c.kind).join(t.cases).where(t.cases.c.number == number, t.events.c.to_status.is_not(None))
    return [row.kind for row in await stage.rows(moved.order_by(t.events.c.id))]


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_from_the_quote_to_the_month_both_sides_sign(own_stage: Callable[..., Any], say: Say) -> None:
    """One order, one bill, one receipt, whatever dies; what was signed under other figures is signed anew."""
    stage: Stage = await own_stage()
    owner, wu, li, chen, zhou = (stage[name] for name in (say["person"], "吴工", "李强", "陈静", "周敏"))
    await away(stage, "", begin(stage, say["language"]))
    xu = await clerk(stage)
    await xu.hears(lambda message: bool(message["buttons"]))
    await manages(xu, say["manage"], say["money"], say["offers"])
    await answers(xu, say["new"], say["kind"])
    await xu.says("家电检修")
    await xu.says("Appliance repair")
    await answers(xu, say["unit"], say["look"], say["add"])
    await xu.hears(say["from_now"])

    await owner.says("/menu")
    await answers(owner, say["services"], say["fix"], say["skip"], say["soon"])
    await dies_under(stage, answers(owner, say["order"]))
    await once(stage, owner, say["ordered"])
    number = await stage.number(owner)
    seen = await wu.hears(lambda message: number in message["text"] and bool(message["buttons"]), stage.crew)
    assert owner.name not in seen["text"] and stage.home(owner)[-3:] not in seen["text"]

    # Looked at, quoted, agreed to, done, signed: only now it is owed.
    await presses(number, wu, "派单", stage.crew)
    await answers(wu, "李强")
    await presses(number, li, say["go"])
    await owner.hears(say["on_way"])
    await presses(number, li, say["quote"])
    await li.says("120")
    await li.says("换压缩机启动器")
    await answers(li, say["send"])
    await owner.hears(lambda message: say["quoted"] in message["text"] and "换压缩机启动器" in message["text"])
    await dies_under(stage, presses(number, owner, say["agree"]))
    await once(stage, li, say["agreed"])
    assert await owed(stage, stage.cast.units[say["home"]]) == 0
    await presses(number, li, say["done"])
    await li.says("换好了，试机正常")
    await answers(li, say["enough"])
    await owner.hears(say["happy"])
    await dies_under(stage, presses(number, owner, "★5"))
    await once(stage, owner, number, say["owing"])
    assert await owed(stage, stage.cast.units[say["home"]]) == 12_000

    # Asked back; the copies go in.
    await presses(number, li, say["hand_in"])
    await _opens(chen, say, number, "tab_owing")
    await presses(number, chen, say["called"])
    await answers(chen, say["pleased"])

    # The month is over: what is owing is listed, the desk signs; it is paid, and what it signed is no more.
    await away(stage, "2026-12-01T10:00")
    for one in (xu, zhou):
        await once(stage, one, say["listed"], number, "¥120.00")
    await _month(chen, say)
    await chen.hears(say["before"], fresh=True)
    await answers(chen, say["sign"])
    await chen.gets_toast(say["one"])
    await manages(xu, say["manage"], say["money"], say["take"])
    await xu.says(say["home"])
    await answers(xu, stage.home(owner), "¥120.00", say["cash"], owner.name)
    await dies_under(stage, answers(xu, say["sure"]))
    await once(stage, owner, say["receipt"], "¥120.00", "2026-000001")
    await once(stage, owner, number, say["paid"])
    await once(stage, chen, number, "已交费，不用再催了", chat=stage.desk)
    await _month(xu, say)
    await xu.hears(say["after"], fresh=True)
    await answers(xu, say["sign"])
    await xu.gets_toast(say["one"])
    await _month(chen, say)
    await dies_under(stage, answers(chen, say["sign"]))
    await chen.hears(lambda message: say["after"] in message["text"] and message["text"].count("徐会计") == 1)

    # Finance, desk and department have their copies.
    for who, action in ((xu, "confirm"), (chen, "countersign"), (wu, "file")):
        await _opens(who, say, number, "papers")
        await presses(number, who, say[action])
    await stage.settled()

    (case,) = await stage.rows(select(t.cases).where(t.cases.c.flow == "order"))
    assert (case.status, case.rating, case.owing_fen) == ("closed", 5, 0)
    assert await _steps(stage, number) == [
        "order_place", "order_assign", "order_go", "order_quote", "order_agree", "order_finish", "order_sign", "order_paid",
    ]  # fmt: skip
    bills = await stage.rows(select(m.bills))
    assert [(bill.fen, bill.open_fen) for bill in bills] == [(12_000, 0)]
    receipts = await stage.rows(select(m.receipts))
    assert [(x.number, x.fen, x.status) for x in receipts] == [("2026-000001", 12_000, "valid")]
    (month,) = await stage.rows(select(o.order_months))
    assert (month.month, month.difference, month.totals["difference"], month.totals["paid"]) == ("2026-11", None, 0, 1)
    assert month.desk_by and month.finance_by and month.desk_by != month.finance_by
    copies = await stage.rows(select(o.order_copies).order_by(o.order_copies.c.number))
    assert [(c.holder, c.state) for c in copies] == [("desk", "filed"), ("engineering", "filed"), ("finance", "filed")]
    kept = select(t.deadlines.c.status).where(t.deadlines.c.kind == "order_callback")
    assert [row.status for row in await stage.rows(kept)] == ["met"]
    await stage.all_well()


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_cleaning_paid_before_anybody_is_sent(own_stage: Callable[..., Any], say: Say) -> None:
    """A time is booked, the money found, then somebody is sent; signed it is over, and the receipt is at hand."""
    stage: Stage = await own_stage()
    owner, zhou = stage[say["person"]], stage["周敏"]
    await away(stage, "", begin(stage, say["language"], _cleaning(stage)))
    xu, ma = await clerk(stage), await comes(stage, CLEANER, CLEANER_ACCOUNT)
    await owner.says("/menu")
    await answers(owner, say["services"], say["clean"], "3", say["skip"])
    await owner.says(say["slot"])
    await owner.hears(lambda message: "¥180.00" in message["text"] and say["first"] in message["text"], fresh=True)
    await dies_under(stage, answers(owner, say["order"]))
    await once(stage, owner, say["unpaid"], "¥180.00")
    number = await stage.number(owner)
    (case,) = await stage.rows(select(t.cases).where(t.cases.c.number == number))
    assert (case.status, case.owing_fen) == ("unpaid", 18_000)
    assert case.appointment_from == datetime(2026, 11, 23, 7, tzinfo=UTC)

    # Paid by transfer, reported with a picture, found by finance: only now somebody is sent.
    await owner.says("/menu")
    await answers(owner, say["fees"], say["transferred"], "¥180.00", say["today"])
    await owner.sends("photo")
    await answers(owner, say["all"], say["report"])
    await xu.taps(say["check"])
    await dies_under(stage, answers(xu, say["there"]))
    await once(stage, owner, say["receipt"], "¥180.00", "2026-000001")
    await once(stage, owner, number, say["ordered"])
    await _opens(zhou, say, number)
    await presses(number, zhou, say["assign"])
    await answers(zhou, CLEANER)
    await ma.hears(lambda message: number in message["text"] and stage.home(owner) in message["text"])

    # The next day, at the time agreed.
    await away(stage, "2026-11-23T14:50")
    await presses(number, ma, "出发")
    await owner.hears(say["on_way"])
    await presses(number, ma, "做完了")
    await ma.sends("photo")
    await answers(ma, "好了")
    await owner.hears(say["happy"])
    await dies_under(stage, presses(number, owner, "★5"))
    await once(stage, owner, number, say["paid"])
    await owner.taps(say["pdf"])
    await owner.hears(lambda message: bool(message["media"]) and message["media"]["kind"] == "document")

    assert await _steps(stage, number) == [
        "order_bill", "order_prepaid", "order_assign", "order_go", "order_finish", "order_sign", "order_paid",
    ]  # fmt: skip
    (case,) = await stage.rows(select(t.cases).where(t.cases.c.number == number))
    assert (case.status, case.rating, case.owing_fen) == ("closed", 5, 0)
    bills = await stage.rows(select(m.bills))
    assert [(bill.fen, bill.open_fen) for bill in bills] == [(18_000, 0)]
    payments = await stage.rows(select(m.payments))
    assert [(p.fen, p.status) for p in payments] == [(18_000, "confirmed")]
    receipts = await stage.rows(select(m.receipts))
    assert [(x.number, x.fen, x.status) for x in receipts] == [("2026-000001", 18_000, "valid")]
    assert count(await owner.heard(), say["receipt"], "2026-000001") >= 1
    await stage.all_well()
