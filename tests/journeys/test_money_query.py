"""From the fee account over a bill put right to the receipt, over the wire; and two clerks who find one payment at once
(FEE-17, FEE-20, DUN-12, DUN-20, RCP-01)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.people import Role, Team
from services.fees import posting
from store import ledger
from store import money_tables as m
from store import tables as t
from store.work import Work
from tests.journeys.acts import presses
from tests.journeys.money_acts import answers, away, begin, clerk, comes, dies_under, once, owed, writes
from tests.services.fee_steps import FORMULA, code
from tests.support import cast as seed
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-query"),
]
SECOND, SECOND_ACCOUNT = "孙会计", 53
#: What a press is told that comes too late.
OUTDATED = {"zh": "这张卡片已经更新", "en": "This card has moved on"}

Say = Mapping[str, str]

ZH: Say = {
    "language": "zh", "person": "王芳", "home": "3-2-1502", "fees": "费用", "formula": "98.5 m² × 2.80 元 × 1 个月",
    "doubt": "对账单有疑问", "bill": "物业费 2026-10", "reason": "金额不对", "enough": "好了", "checking": "核对期间不催这笔",
    "correct": "更正", "how_much": "更正后应该是多少元", "why": "原因是什么", "sure": "确认更正", "result": "已更正 -¥25.00，这笔现在是 ¥250.80",
    "clear": "清楚了", "thanks": "这件办结了", "owing": "待交 ¥526.60", "transferred": "我已转账", "none": "不指定", "whole": "¥526.60", "today": "今天",
    "report": "发出", "hear": "核对期间，这笔钱不再催您", "check": "核对", "there": "已到账", "done": "已记到", "receipt": "收据", "capitals": "伍佰贰拾陆元陆角整",
    "paid": "没有待交的费用", "pdf": "下载 PDF", "outdated": "这张卡片已经更新", "found": "已到账",
}  # fmt: skip
EN: Say = {
    "language": "en", "person": "Anna", "home": "2-1-101", "fees": "Fees", "formula": "98.5 m² × ¥2.80 × 1 month",
    "doubt": "Query a bill", "bill": "Property fee 2026-10", "reason": "Wrong amount", "enough": "That's all",
    "checking": "You are not asked for it while we check", "correct": "Put right", "how_much": "What should this bill come to",
    "why": "What is the reason", "sure": "Put it right", "result": "Put right by -¥25.00, it comes to ¥250.80 now", "clear": "It is clear",
    "thanks": "this one is closed", "owing": "To pay ¥526.60", "transferred": "I have paid", "none": "Name none", "whole": "¥526.60", "today": "Today",
    "report": "Send", "hear": "You are not asked for this amount while we check", "check": "Check", "there": "It is there", "done": "It pays:",
    "receipt": "Receipt", "capitals": "伍佰贰拾陆元陆角整", "paid": "Nothing to pay", "pdf": "As a PDF",
    "outdated": "This card has moved on", "found": "FOUND",
}  # fmt: skip


def _books(stage: Stage, say: Say) -> Callable[[Work], None]:
    """A home charged for October and November."""

    def do(work: Work) -> None:
        unit = work.people.unit(stage.cast.units[say["home"]])
        kind = code(work, unit.community_id)
        for period, due in (("2026-10", date(2026, 10, 31)), ("2026-11", date(2026, 11, 30))):
            assert posting.charge(work, posting.Charge(unit, kind, period, 27_580, due, FORMULA), None)

    return do


def _another(stage: Stage, say: Say) -> Callable[[Work], None]:
    """A second clerk of finance."""

    def do(work: Work) -> None:
        seed.staff(work, stage.cast, SECOND, SECOND_ACCOUNT, Role.FINANCE, Team.FINANCE, work.now)
        work.conn.execute(t.persons.update().where(t.persons.c.name == SECOND).values(language=say["language"]))

    return do


async def _reports(stage: Stage, owner: Phone, say: Say, whole: str) -> None:
    """The owner tells of a transfer, with a picture of it."""
    await owner.says("/menu")
    await answers(owner, say["fees"], say["transferred"], say["none"], whole, say["today"])
    await owner.sends("photo")
    await answers(owner, say["enough"])


async def _sound(stage: Stage) -> None:
    """The ledger balances, and nothing strange has happened."""
    await stage.all_well()
    await stage.bot.terminate()
    assert await writes(stage, lambda work: ledger.unbalanced(work.conn)) == []


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_from_the_query_to_the_receipt(own_stage: Callable[..., Any], say: Say) -> None:
    """Looked up, disputed with a photo, put right by finance, paid by screenshot, receipted; each step once, whatever dies."""
    stage: Stage = await own_stage()
    owner = stage[say["person"]]
    await away(stage, "", begin(stage, say["language"], _books(stage, say)))
    xu = await clerk(stage)
    await owner.says("/menu")
    await answers(owner, say["fees"])
    await owner.hears(say["formula"])
    await answers(owner, say["doubt"], say["bill"], say["reason"])
    await owner.sends("photo")
    await dies_under(stage, answers(owner, say["enough"]))
    await owner.hears(say["checking"])
    number = await stage.number(owner)

    # Finance puts it right; clear to the owner, it is over.
    await presses(number, xu, say["correct"])
    await xu.hears(say["how_much"], fresh=True)
    await xu.says("250.80")
    await xu.hears(say["why"], fresh=True)
    await xu.says("面积按产权证")
    await dies_under(stage, answers(xu, say["sure"]))
    await owner.hears(lambda message: say["result"] in message["text"] and bool(message["buttons"]))
    await presses(number, owner, say["clear"])
    await owner.gets_toast(say["thanks"])

    # Paid by screenshot: found, receipted, nothing owed.
    await _reports(stage, owner, say, say["whole"])
    await dies_under(stage, answers(owner, say["report"]))
    await owner.hears(say["hear"])
    await xu.taps(say["check"])
    await dies_under(stage, answers(xu, say["there"]))
    await once(stage, owner, say["receipt"], "2026-000001", say["capitals"])
    await owner.taps(say["pdf"])
    await owner.hears(lambda message: bool(message["media"]) and message["media"]["kind"] == "document")
    await owner.says("/menu")
    await answers(owner, say["fees"])
    await owner.hears(say["paid"], fresh=True)

    cases = await stage.rows(select(t.cases.c.flow, t.cases.c.status).order_by(t.cases.c.id))
    assert [tuple(row) for row in cases] == [("dispute", "closed"), ("payment", "closed")]
    entries = await stage.rows(select(m.entries.c.kind, m.entries.c.fen).order_by(m.entries.c.id))
    assert [tuple(row) for row in entries if row.kind != "taken"] == [
        ("charged", 27_580), ("charged", 27_580), ("corrected", -2_500), ("received", -52_660),
    ]  # fmt: skip
    assert sum(row.fen for row in entries) == 0
    receipts = await stage.rows(select(m.receipts))
    assert [(x.number, x.fen, x.status) for x in receipts] == [("2026-000001", 52_660, "valid")]
    await _sound(stage)


@pytest.mark.parametrize("dies", [False, True], ids=["alive", "killed"])
@pytest.mark.parametrize("first", [0, 1], ids=["one", "other"])
@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_two_clerks_find_one_payment_at_once(
    own_stage: Callable[..., Any], say: Say, first: int, dies: bool
) -> None:
    """Both have it open and press before either sees the other: the first finds it, the other reads that it is done; one entry,
    one receipt, told once. Killed: both presses come in while the bot is down, and it dies once more over them."""
    stage: Stage = await own_stage()
    owner = stage[say["person"]]
    await away(stage, "", begin(stage, say["language"], _books(stage, say), _another(stage, say)))
    clerks = [await clerk(stage), await comes(stage, SECOND, SECOND_ACCOUNT)]
    await _reports(stage, owner, say, "¥551.60")
    await answers(owner, say["report"])
    for one in clerks:
        await one.taps(say["check"])
    cards = [await one.hears(lambda message: say["there"] in _labels(message), fresh=True) for one in clerks]
    await stage.settled()
    if dies:
        await stage.bot.kill()
    presses = [clerks[n].taps(say["there"], message=cards[n], times=2) for n in (first, 1 - first)]
    for press in presses:
        await press
    if dies:
        await stage.bot.start(wait=False)
        await stage.bot.restart(wait=True)
    await stage.settled()
    await clerks[1 - first].gets_toast(OUTDATED[say["language"]])
    for one in clerks:
        await one.hears(say["done"])
    await once(stage, owner, say["receipt"], "2026-000001", "¥551.60")
    payments = await stage.rows(select(m.payments))
    assert [(p.fen, p.status) for p in payments] == [(55_160, "confirmed")]
    receipts = await stage.rows(select(m.receipts))
    assert [(x.number, x.fen, x.status) for x in receipts] == [("2026-000001", 55_160, "valid")]
    assert await owed(stage, stage.cast.units[say["home"]]) == 0
    done = await stage.rows(select(t.events.c.kind).where(t.events.c.kind == "payment_confirm"))
    assert len(done) == 1
    await _sound(stage)


def _labels(message: dict[str, Any]) -> str:
    return " ".join(b["text"] for row in message["buttons"] for b in row)
