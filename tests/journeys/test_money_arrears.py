"""A home in arrears from the first reminder to the lawyer's letter, paid in part in between and wholly at the end (DUN, X-22, X-23)."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.dunning.arrears import MORNING
from services.fees import posting
from store import dunning_tables as d
from store import money_tables as m
from store import tables as t
from store.work import Work
from tests.journeys.acts import count, manages
from tests.journeys.money_acts import answers, away, begin, clerk, dies_under, once, owed
from tests.services.fee_steps import FORMULA, code
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-arrears"),
]

Say = Mapping[str, str]

ZH: Say = {
    "language": "zh", "person": "王芳", "home": "3-2-1502", "building": "3栋", "manage": "值班与管理", "money": "费用", "dunning": "催缴",
    "see": "看 1", "remind": "发提醒", "reminded": "发出了 1 户的提醒", "reminder": "温馨提醒", "bill": "物业费 2026-11",
    "paid": "已付过", "today": "今天", "enough": "好了", "send": "发出", "checking": "核对期间，这笔钱不再催您",
    "check": "核对", "there": "已到账", "receipt": "收据", "record": "记下结果", "phone": "打电话", "promised": "答应了付款日",
    "all": "全部 ¥200.00", "forgot": "忘了", "skip": "跳过", "keep": "记下", "waits": "付 ¥200.00 · 等付款",
    "broken": "承诺的日子已过", "express": "寄催缴函", "signed_for": "催缴函已签收", "door": "上门", "refused": "不愿付",
    "unsaid": "没有说", "one_a_day": "今天已经和这位业主联系过了", "think": "可考虑律师函", "lawyer": "请主任批律师函", "asked": "已请主任决定",
    "late": "滞纳金 ¥10.20，您同意后记到账上", "approve": "同意寄律师函", "entered": "滞纳金 ¥10.20 已记到账上",
    "sent": "律师函已寄出", "take": "收款", "cash": "现金", "sure": "确认收款", "taken": "已收款 ¥210.20",
    "thanks": "费用已收到，谢谢您", "over": "已付清，不再催缴", "nothing": "没有要催的费用",
}  # fmt: skip
EN: Say = {
    "language": "en", "person": "Anna", "home": "2-1-101", "building": "2栋", "manage": "Manage", "money": "Money", "dunning": "Dunning",
    "see": "Open 1", "remind": "Remind", "reminded": "Homes reminded: 1", "reminder": "A kind reminder",
    "bill": "Property fee 2026-11", "paid": "I have paid", "today": "Today", "enough": "That's all", "send": "Send",
    "checking": "You are not asked for this amount while we check", "check": "Check", "there": "It is there", "receipt": "Receipt",
    "record": "Record", "phone": "Phone call", "promised": "Promised a day", "all": "All of it, ¥200.00", "forgot": "Forgot",
    "skip": "Skip", "keep": "Keep it", "waits": "Promised ¥200.00 for", "broken": "the promised day is over",
    "express": "Express letter sent", "signed_for": "Express letter: signed for", "door": "At the door", "refused": "Will not pay",
    "unsaid": "They did not say", "one_a_day": "This owner has had a word from us today", "think": "lawyer's letter to be considered",
    "lawyer": "Ask for a lawyer's letter", "asked": "The director has been asked", "late": "Late fee ¥10.20, entered once you approve",
    "approve": "Approve the letter", "entered": "A late fee of ¥10.20 has been entered", "sent": "Lawyer's letter sent",
    "take": "Take a payment", "cash": "Cash", "sure": "Take it", "taken": "¥210.20 taken",
    "thanks": "Your payment has arrived", "over": "Nothing is asked for any more", "nothing": "There is nothing to ask this home for",
}  # fmt: skip


def _bill(stage: Stage, say: Say) -> Callable[[Work], None]:
    """276 yuan of November, due on 10 December."""

    def do(work: Work) -> None:
        home = work.people.unit(stage.cast.units[say["home"]])
        kind = code(work, home.community_id)
        posting.charge(work, posting.Charge(home, kind, "2026-11", 27_600, date(2026, 12, 10), FORMULA), None)

    return do


def _told(first: date, last: date) -> Callable[[Work], None]:
    """The work lists of these mornings have gone out, so that nothing of those days is made up for."""

    def do(work: Work) -> None:
        (community,) = [row.id for row in work.conn.execute(select(t.communities.c.id))]
        for n in range((last - first).days):
            work.runs.note(community, MORNING, f"{first + timedelta(days=n)}", "done", work.now)

    return do


async def _opens(stage: Stage, say: Say) -> None:
    """The desk finds the home in the list."""
    chen = stage["陈静"]
    await manages(chen, say["manage"], say["money"], say["dunning"])
    await answers(chen, say["building"], say["see"])


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_from_the_first_reminder_to_the_lawyers_letter(own_stage: Callable[..., Any], say: Say) -> None:
    """Reminded, rung, written to, visited, the director asked: each once whatever dies; the money that comes counts at once."""
    stage: Stage = await own_stage(figures={"dunning.late_fee": 5})
    owner, chen, feng, home = stage[say["person"]], stage["陈静"], stage["冯主任"], stage.cast.units[say["home"]]
    await away(stage, "2026-12-15T10:00", begin(stage, say["language"], _bill(stage, say)))
    xu = await clerk(stage)

    # The first window: a reminder in the chat, and something is paid.
    await _opens(stage, say)
    await answers(chen, say["remind"])
    await chen.gets_toast(say["reminded"])
    await once(stage, owner, say["reminder"], say["bill"], "¥276.00")
    await owner.taps(say["paid"])
    await owner.says("76")
    await answers(owner, say["today"])
    await owner.sends("photo")
    await answers(owner, say["enough"], say["send"])
    await owner.hears(say["checking"])
    await xu.taps(say["check"])
    await dies_under(stage, answers(xu, say["there"]))
    await once(stage, owner, say["receipt"], "¥76.00", "2026-000001")
    await once(stage, owner, say["reminder"], "¥200.00")
    assert await owed(stage, home) == 20_000

    # The next day they are rung and promise.
    await away(stage, "2026-12-16T10:00")
    await _opens(stage, say)
    await answers(chen, say["record"], say["phone"], say["promised"], owner.name)
    await chen.says("12月20日")
    await answers(chen, say["all"], say["forgot"], say["skip"], say["keep"])
    await chen.hears(say["waits"])

    # Three months after the notice by express, and a visit the day after: one word a day.
    await away(stage, "2027-03-16T10:00", _told(date(2026, 12, 17), date(2027, 3, 16)))
    await _opens(stage, say)
    await chen.hears(say["broken"], fresh=True)
    await answers(chen, say["express"])
    await chen.says("EMS 1234567890")
    await answers(chen, say["signed_for"])
    await chen.hears(say["one_a_day"], fresh=True)
    await away(stage, "2027-03-17T10:00")
    await _opens(stage, say)
    await answers(chen, say["record"], say["door"], say["refused"], owner.name, say["unsaid"], say["skip"], say["keep"])

    # The third round: the director decides, with the late fee of that day.
    await away(stage, "2027-03-22T10:00", _told(date(2027, 3, 18), date(2027, 3, 22)))
    await _opens(stage, say)
    await chen.hears(say["think"], fresh=True)
    await answers(chen, say["lawyer"])
    await chen.gets_toast(say["asked"])
    await feng.hears(say["late"])
    assert await owed(stage, home) == 20_000, "nothing on top before the director agrees"
    await dies_under(stage, answers(feng, say["approve"]))
    await once(stage, chen, say["entered"])
    await once(stage, owner, say["reminder"], "¥210.20")
    await _opens(stage, say)
    await answers(chen, say["sent"])
    await chen.says("SF 456")
    card = await chen.hears(lambda message: "SF 456" in message["text"] and bool(message["buttons"]), fresh=True)

    # Paid at the desk: it is over for everybody.
    mornings = count(await chen.heard(stage.desk), "今天要联系")
    await manages(xu, say["manage"], say["money"], say["take"])
    await xu.says(say["home"])
    await answers(xu, stage.home(owner), "¥210.20", say["cash"], owner.name)
    await dies_under(stage, answers(xu, say["sure"]))
    await once(stage, xu, say["taken"])
    await once(stage, owner, say["receipt"], "¥210.20", "2027-000001")
    await owner.hears(say["thanks"])
    await owner.sees_no(say["reminder"])
    await once(stage, chen, "已付清，请停止催缴", chat=stage.desk)
    await chen.hears(lambda message: message["message_id"] == card["message_id"] and say["over"] in message["text"])
    (file,) = await stage.rows(select(d.dunnings))
    await chen.forges(f"D{file.id}:record:1", card["message_id"])
    await chen.gets_toast(say["nothing"])
    await away(stage, "2027-03-23T10:00")
    await stage.finds(select(t.runs).where(t.runs.c.duty == MORNING, t.runs.c.period == "2027-03-23"), 1)
    await stage.settled()
    assert count(await chen.heard(stage.desk), "今天要联系") == mornings

    assert (file.status, await owed(stage, home)) == ("closed", 0)
    contacts = await stage.rows(select(d.dunning_contacts).order_by(d.dunning_contacts.c.id))
    assert [(c.way, c.outcome, c.owed_fen) for c in contacts] == [
        ("chat", "reminded", 27_600), ("phone", "promised", 20_000), ("letter", "sent", 20_000), ("door", "refused", 20_000),
        ("letter", "sent", 21_020),
    ]  # fmt: skip
    letters = await stage.rows(select(d.dunning_letters).order_by(d.dunning_letters.c.id))
    assert [(x.kind, x.status, x.late_fen) for x in letters] == [("express", "delivered", 0), ("lawyer", "sent", 1_020)]
    entries = await stage.rows(select(m.entries.c.kind, m.entries.c.fen).order_by(m.entries.c.id))
    assert [fen for kind, fen in entries if kind == "late_fee"] == [1_020]
    receipts = await stage.rows(select(m.receipts).order_by(m.receipts.c.id))
    assert [(x.fen, x.status) for x in receipts] == [(7_600, "valid"), (21_020, "valid")]
    await stage.all_well()
