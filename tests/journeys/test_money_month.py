"""A month of the fees over the wire: bills made in the chat, statements checked and delivered through kills (FEE-01, F-21 to F-24, F-50)."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.fees.usual import USUAL
from domain.people import Role, Team
from services.fees import posting
from store import ledger
from store import money_tables as m
from store import tables as t
from store.work import Work
from tests.journeys.acts import manages
from tests.journeys.money_acts import answers, away, begin, clerk, comes, dies_under, once, writes
from tests.services.fee_steps import FORMULA
from tests.services.statement_steps import BUTLER
from tests.support import cast as seed
from tests.support.phones import Phone
from tests.support.stagecraft import CROWD, Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-month"),
]
BUTLER_ACCOUNT = 41
#: Among the last to be sent to, and has closed the chat; among the first, and wants it on paper.
GONE, READER = "董文静", "Anna"
#: Homes of the small estate; homes with somebody in the chat; homes of one portion, so that a delivery has a middle.
HOMES, HERE, PAGE = 24, 16, 4
PERIOD = "2026-12"
#: How long the channel takes over each message while the bot is to be caught on its way.
SLOW_MS = 1200

Say = Mapping[str, str]

ZH: Say = {
    "language": "zh", "manage": "值班与管理", "money": "费用", "bills": "出账", "code": "物业服务费",
    "period": "2026-12 出账", "to_make": "将出账 <b>24</b> 户，共 <b>¥6,619.20</b>", "make": "出账 24 户", "made": "新出 24 户，¥6,619.20",
    "again": "看收费项目", "has": "已有账单 24 户", "none": "没有要出的账", "ask": "的对帐单做好了，请核对", "yours": "2 栋 16 户，合计 ¥4,412.80",
    "go": "去核对", "checked": "全部已核对", "going": "16 户已核对", "statement": "对帐单 · 2026年12月", "formula": "98.5 m² × 2.80 元 × 1 个月",
    "total": "合计应交 ¥275.80", "notices": "通知", "ring": "待电联", "ring_them": "打给", "why": "对方关闭了聊天",
    "pdf": "要 PDF", "file": "对帐单-2026-12.pdf",
}  # fmt: skip
EN: Say = {
    "language": "en", "manage": "Manage", "money": "Money", "bills": "Bills", "code": "Property fee",
    "period": "Bills 2026-12", "to_make": "To be made: <b>24</b> bills, <b>¥6,619.20</b>", "make": "Make 24 bills",
    "made": "24 new bills, ¥6,619.20", "again": "Kind of charge", "has": "24 homes have theirs already", "none": "There is no bill to make",
    "ask": "are ready to be checked", "yours": "16 homes in 2 buildings, ¥4,412.80", "go": "Check them", "checked": "All checked",
    "going": "16 checked", "statement": "Statement of account · 2026-12", "formula": "98.5 m² × ¥2.80 × 1 month",
    "total": "To pay in all ¥275.80", "notices": "Notices", "ring": "To ring", "ring_them": "Ring", "why": "Closed our chat",
    "pdf": "PDF", "file": "Statement-2026-12.pdf",
}  # fmt: skip


def _books(stage: Stage, say: Say) -> Callable[[Work], None]:
    """Every home is measured, the property fee has its price, buildings 2 and 3 have a butler; all read one language."""

    def do(work: Work) -> None:
        work.conn.execute(update(t.units).values(area_cm2=985_000))
        usual = next(one for one in USUAL if one.key == "property")
        code = work.charges.add_code({
            "community_id": stage.cast.community, "key": usual.key, "kind": usual.kind, "name_zh": usual.name_zh,
            "name_en": usual.name_en, "months": usual.months, "rank": usual.rank, "custody": usual.custody, "active": True,
        })  # fmt: skip
        work.charges.set_rate(code.id, date(2026, 1, 1), 28_000, None)
        post = seed.staff(work, stage.cast, BUTLER, BUTLER_ACCOUNT, Role.BUTLER, Team.DESK, work.now)
        work.conn.execute(update(t.staff).where(t.staff.c.id == post).values(zone=["2", "3"]))
        work.conn.execute(update(t.persons).values(language=say["language"]))

    return do


def _bills(stage: Stage) -> Callable[[Work], None]:
    """Every home is charged for the month."""

    def do(work: Work) -> None:
        (kind,) = work.charges.codes(stage.cast.community)
        for unit in stage.cast.units.values():
            bill = posting.Charge(work.people.unit(unit), kind, PERIOD, 27_580, date(2026, 12, 10), FORMULA)
            assert posting.charge(work, bill, None)

    return do


async def _moves_in(stage: Stage) -> None:
    """The residents beside the cast have let the bot in without a word."""
    for name, account, *_ in CROWD:
        made = ("people", {"id": account, "first_name": name, "language_code": "zh-hans"})
        await stage.sandbox.batch(made, ("block", {"user_id": account}), ("unblock", {"user_id": account}))


def _residents() -> dict[str, int]:
    """Everybody who has a home and a chat: accounts by name."""
    return {name: account for name, account, *_ in (*seed.RESIDENTS, *CROWD)}


async def _had(stage: Stage, say: Say) -> Counter[str]:
    """How often each of them has the statement."""
    found: Counter[str] = Counter()
    for name, account in _residents().items():
        shown = (await stage.sandbox.chat(account))["messages"]
        found[name] = sum(say["statement"] in (one["text"] or "") for one in shown)
    return found


def _plain(message: dict[str, Any], *parts: str) -> bool:
    """It says all of that, however it is set in type."""
    return all(part.replace("<b>", "").replace("</b>", "") in (message["text"] or "") for part in parts)


async def _billed(stage: Stage, xu: Phone, say: Say) -> None:
    """Finance checks the bills of the month, makes them, and looks again: there is no gap."""
    await manages(xu, say["manage"], say["money"], say["bills"])
    await answers(xu, say["code"], say["period"])
    await xu.hears(lambda message: _plain(message, say["to_make"]), fresh=True)
    assert await stage.rows(select(m.bills)) == []
    await dies_under(stage, answers(xu, say["make"]))
    await once(stage, xu, say["made"])
    before = await stage.rows(select(m.bills).order_by(m.bills.c.id))
    assert len({bill.unit_id for bill in before}) == len(before) == HOMES
    assert {(bill.about, bill.fen, bill.open_fen, bill.due_on) for bill in before} == {
        (PERIOD, 27_580, 27_580, date(2026, 12, 10))
    }
    await answers(xu, say["again"], say["period"])
    await xu.hears(lambda message: _plain(message, say["has"], say["none"]), fresh=True)
    assert say["make"] not in await xu.buttons()
    await stage.settled()
    assert await stage.rows(select(m.bills).order_by(m.bills.c.id)) == before
    runs = await stage.rows(select(m.bill_runs))
    assert [(run.period, run.bills, run.fen) for run in runs] == [(PERIOD, HOMES, 661_920)]


async def _delivered(stage: Stage, butler: Phone, say: Say) -> None:
    """The butler has checked them; killed when some have theirs and some have not, everybody has one in the end."""
    await away(stage, "2026-11-28T10:00")
    made = await stage.finds(select(m.statements), HOMES)
    assert {(one.period, one.fen, one.status) for one in made} == {(PERIOD, 27_580, "made")}
    await butler.hears(lambda message: _plain(message, say["ask"], say["yours"]))
    assert not any((await _had(stage, say)).values()), "nobody gets one that was not checked"
    await stage.settled()  # the reports of the week are out, too
    await stage.sandbox.delay(SLOW_MS)
    await answers(butler, say["go"], say["checked"])
    going = select(t.outbox.c.chat_id).where(t.outbox.c.key.like("statement:%"), t.outbox.c.status == "sent")
    await stage.finds(going.where(t.outbox.c.chat_id == stage[READER].id), 1)
    await stage.finds(going, 4)
    await stage.bot.kill()
    await stage.sandbox.delay(0)
    assert sum((await _had(stage, say)).values()) < HERE - 1, "it was killed in the middle"
    await stage.bot.start()
    await stage.finds(select(m.statements.c.id).where(m.statements.c.status == "sent"), HERE)
    await stage.settled()
    await butler.gets_toast(say["going"])


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_bills_of_a_month_are_made_once(own_stage: Callable[..., Any], say: Say) -> None:
    """Checked, made, killed under the press, made again: every home has one bill, and a second look finds no gap."""
    stage: Stage = await own_stage()
    await away(stage, "", begin(stage, say["language"], _books(stage, say)))
    await _billed(stage, await clerk(stage), say)
    await _sound(stage)


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_statements_reach_everybody_once(own_stage: Callable[..., Any], say: Say) -> None:
    """Made on the 28th, checked, killed on their way: nobody has two, who is gone is to be rung; the paper on request."""
    stage: Stage = await own_stage(figures={"statement.page": PAGE})
    reader = stage[READER]
    await away(stage, "", begin(stage, say["language"], _books(stage, say), _bills(stage)))
    await _moves_in(stage)
    butler = await comes(stage, BUTLER, BUTLER_ACCOUNT)
    await stage.sandbox.post("block", user_id=_residents()[GONE])
    await _delivered(stage, butler, say)

    # Nobody has it twice; only whom the kill has left in doubt, and who is gone, have none.
    had = await _had(stage, say)
    ours = t.outbox.c.key.like("statement:%")
    doubt = await stage.rows(select(t.outbox.c.key).where(ours, t.outbox.c.error == "in doubt after a crash"))
    without = {name for name, count in had.items() if not count}
    assert len(had) == HERE and max(had.values()) == 1
    assert GONE in without and len(without - {GONE}) <= len(doubt)
    calls = select(t.persons.c.name, t.calls.c.reason, t.calls.c.status).join(
        t.calls, t.calls.c.person_id == t.persons.c.id
    )
    rung = {row.name: (row.reason, row.status) for row in await stage.rows(calls)}
    assert rung == {GONE: ("blocked", "open")}, "what is in doubt has most likely come"

    # The butler finds whom to ring, and what to say.
    await manages(butler, say["manage"], say["notices"], say["ring"])
    await answers(butler, "3栋")
    listed = await butler.hears(lambda message: "3栋2单元102" in message["text"], fresh=True)
    place = re.search(r"(\d+) 3栋2单元102", listed["text"])
    assert place is not None
    await answers(butler, f"{say['ring_them']} {place[1]}")
    await butler.hears(lambda message: _plain(message, GONE, say["why"], say["statement"], say["total"]), fresh=True)

    # Whoever wants it on paper gets it as a document, once.
    await reader.hears(lambda message: _plain(message, say["statement"], say["formula"], say["total"]))
    await dies_under(stage, reader.taps(say["pdf"]))
    await reader.hears(lambda message: bool(message["media"]) and message["media"]["kind"] == "document")
    papers = [one for one in await reader.heard() if one["media"] and one["media"]["kind"] == "document"]
    assert [one["media"]["file_name"] for one in papers] == [say["file"]]
    await _sound(stage, undelivered=bool(doubt))


async def _sound(stage: Stage, *, undelivered: bool = False) -> None:
    """The ledger balances, and nothing strange has happened."""
    await stage.all_well(undelivered=undelivered)
    await stage.bot.terminate()
    assert await writes(stage, lambda work: ledger.unbalanced(work.conn)) == []
