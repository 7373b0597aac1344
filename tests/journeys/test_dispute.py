"""From the fee account to a bill put right, over the wire; the bot killed in between (FEE-17, DUN-12, DUN-20)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.fees import posting
from store import money_tables as m
from store import tables as t
from store.engine import open_store
from store.work import Work
from store.writer import Writer
from tests.journeys.acts import presses
from tests.services.fee_steps import FORMULA, code
from tests.support import cast as seed
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-dispute"),
]


@dataclass(frozen=True)
class Words:
    """What whoever disputes presses and reads."""

    person: str
    fees: str
    formula: str
    doubt: str
    bill: str
    reason: str
    enough: str
    checking: str
    result: str
    clear: str
    thanks: str


ZH = Words(
    "王芳", "费用", "98.5 m² × 2.80 元 × 1 个月", "对账单有疑问", "物业费 2026-10", "金额不对", "好了", "核对期间不催这笔",
    "已更正 -¥25.00，这笔现在是 ¥250.80", "清楚了", "这件办结了",
)  # fmt: skip
EN = Words(
    "Anna", "Fees", "98.5 m² × ¥2.80 × 1 month", "Query a bill", "Property fee 2026-10", "Wrong amount", "That's all",
    "You are not asked for it while we check", "Put right by -¥25.00, it comes to ¥250.80 now", "It is clear", "this one is closed",
)  # fmt: skip


def _bill(stage: Stage, home: int) -> None:
    """The finance department has charged it."""

    def run(work: Work) -> None:
        unit, due = work.people.unit(home), date(2026, 10, 31)
        kind = code(work, unit.community_id)
        assert posting.charge(work, posting.Charge(unit, kind, "2026-10", 27_580, due, FORMULA), None)

    store = open_store(stage.database_url)
    writer = Writer(store, lambda: seed.START).start()
    try:
        writer.run_sync(run)
    finally:
        writer.stop_sync()
        store.close()


async def _kills(stage: Stage) -> None:
    await stage.settled()
    await stage.bot.kill()
    await stage.bot.start()


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_from_the_account_to_a_bill_put_right(own_stage: Callable[..., Any], say: Words) -> None:
    """Looked up, disputed with a photo, put right by an entry, clear; each step once, whatever happens to the bot."""
    stage: Stage = await own_stage()
    owner, manager = stage[say.person], stage["郑经理"]
    await stage.settled()
    await stage.bot.kill()
    await asyncio.to_thread(_bill, stage, stage.unit(owner))
    await stage.bot.start()
    await owner.says("/menu")
    await owner.taps(say.fees)
    await owner.hears(say.formula)
    await owner.taps(say.doubt)
    await owner.taps(say.bill)
    await owner.taps(say.reason)
    await owner.sends("photo")
    await owner.taps(say.enough)
    await owner.hears(say.checking)
    number = await stage.number(owner)
    await _kills(stage)
    await presses(number, manager, "更正")
    await manager.says("250.80")
    await manager.hears("原因是什么", fresh=True)
    await manager.says("面积按产权证")
    await manager.taps("确认更正")
    await owner.hears(lambda message: say.result in (message["text"] or "") and bool(message["buttons"]))
    await _kills(stage)
    await presses(number, owner, say.clear)
    await owner.gets_toast(say.thanks)
    cases = await stage.rows(select(t.cases.c.flow, t.cases.c.status))
    assert [tuple(row) for row in cases] == [("dispute", "closed")]
    entries = await stage.rows(select(m.entries.c.kind, m.entries.c.fen).order_by(m.entries.c.id))
    assert [tuple(row) for row in entries] == [("charged", 27_580), ("corrected", -2_500)]
    await stage.all_well()
