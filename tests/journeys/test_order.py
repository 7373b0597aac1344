"""A paid service over the wire: put on the catalogue, ordered, quoted on the spot, done, signed, owing; killed in between (SPS-06 to SPS-11)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from store import money_tables as m
from store import tables as t
from tests.journeys.acts import presses
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-order"),
]


@dataclass(frozen=True)
class Words:
    """What the owner presses and reads."""

    person: str
    menu: str
    item: str
    skip: str
    soon: str
    order: str
    ordered: str
    agree: str
    done: str
    owing: str


ZH = Words(
    "王芳",
    "便民服务",
    "家电检修",
    "跳过",
    "尽快",
    "同意收费并下单",
    "已下单，正在安排人手",
    "同意 ¥120.00",
    "请您看看是否满意",
    "已验收，待付款",
)
EN = Words("Anna", "Services", "Appliance repair", "Skip", "As soon", "Agree and order", "Ordered, being arranged", "Agree ¥120.00",
           "Are you happy with it?", "Accepted, to be paid")  # fmt: skip


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_a_service_from_the_catalogue_to_what_is_owing(own_stage: Callable[..., Any], say: Words) -> None:
    """One bill, of exactly what was agreed, whatever dies in between."""
    stage: Stage = await own_stage()
    zheng, owner, wu, li = stage["郑经理"], stage[say.person], stage["吴工"], stage["李强"]

    async def kills() -> None:
        await stage.settled()
        await stage.bot.kill()
        await stage.bot.start()

    await zheng.says("/menu")
    for label in ("值班与管理", "费用", "服务清单", "新增项目", "维修类服务"):
        await zheng.taps(label)
    await zheng.hears("中文名称")
    await zheng.says("家电检修")
    await zheng.hears("英文名称")
    await zheng.says("Appliance repair")
    await zheng.taps("次")
    await zheng.taps("看过再报价")
    await zheng.taps("加入清单")
    await zheng.hears("改动只对之后下的单有效")

    for label in (say.menu, say.item, say.skip, say.soon):
        await owner.taps(label)
    await kills()
    await owner.taps(say.order)
    await owner.hears(say.ordered)
    number = await stage.number(owner)
    await presses(number, wu, "派单", stage.crew)
    await wu.taps("李强")
    await presses(number, li, "出发")
    await kills()
    await presses(number, li, "报价")
    await li.hears("报价多少")
    await li.says("120")
    await li.taps("跳过")
    await li.taps("发送")
    await presses(number, owner, say.agree)
    await kills()
    await presses(number, li, "做完了")
    await li.taps("跳过")
    await owner.hears(say.done)
    await presses(number, owner, "★5")
    await owner.hears(say.owing)
    await stage.settled()
    bills = await stage.rows(select(m.bills))
    assert [(bill.fen, bill.open_fen) for bill in bills] == [(12_000, 12_000)]
    assert [(case.status, case.owing_fen) for case in await stage.rows(select(t.cases))] == [("owing", 12_000)]
    await stage.all_well()
