"""A complaint and the repair that cures it close each other; the bot killed in between (CMP-14)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import card, finishes, presses, signs, takes
from tests.journeys.complaints import EN, ZH, case, confirms, kills, with_wu, writes
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-linked"),
]


async def _orders(stage: Stage, number: str, owner: Phone) -> str:
    """The head orders the repair that is the cure; its number, on the owner's card and in the crew's group."""
    wu = stage["吴工"]
    await presses(number, wu, ZH["order"])
    await wu.taps("水管龙头")
    await wu.says("水槽下角阀渗水，换新")
    order = await stage.number(owner, after=number)
    await card(order, stage["李强"], stage.crew)
    await wu.hears(lambda m: number in m["text"] and f"🔧 报修 {order}" in m["text"])
    return order


async def _repaired(stage: Stage, order: str, worker: Phone) -> None:
    """Taken and finished, free of charge."""
    await takes(stage, order, worker)
    if (await stage.case(order)).charge == "paid":
        await presses(order, worker, "不收费")
        await worker.taps("小活")
        await worker.hears(lambda m: order in m["text"] and "💰 不收费" in m["text"])
    await finishes(order, worker)


async def test_the_repair_signed_answers_the_complaint(own_stage: Callable[..., Any]) -> None:
    """The owner signs the repair and is asked whether the complaint is well too."""
    stage: Stage = await own_stage()
    owner, li, wu = stage["王芳"], stage["李强"], stage["吴工"]
    number = await with_wu(stage, owner, ZH, "修了三次还在漏水")
    order = await _orders(stage, number, owner)
    await kills(stage)
    await _repaired(stage, order, li)
    await wu.hears(lambda m: number in m["text"] and f"关联的维修 {order} 已完工" in m["text"])
    await kills(stage)
    await signs(order, owner)
    await owner.hears(lambda m: number in m["text"] and "关联的维修已完成" in m["text"])
    await confirms(number, owner, ZH)
    assert (await case(stage, number)).status == "closed"
    assert (await stage.case(order)).status == "closed"
    await stage.all_well()


async def test_the_complaint_confirmed_signs_the_repair(own_stage: Callable[..., Any]) -> None:
    """The head tells the result, the owner confirms it: the same word signs the repair that waits for it."""
    stage: Stage = await own_stage()
    owner, li, wu = stage["Anna"], stage["李强"], stage["吴工"]
    number = await with_wu(stage, owner, EN, "The tap was fixed three times and still drips")
    order = await _orders(stage, number, owner)
    await kills(stage)
    await _repaired(stage, order, li)
    await wu.hears(lambda m: number in m["text"] and f"关联的维修 {order} 已完工" in m["text"])
    await writes(number, wu, ZH, "answer", "角阀已换新，渗水已止住")
    await owner.hears(lambda m: EN["result"] in m["text"] and "角阀已换新" in m["text"])
    await kills(stage)
    await confirms(number, owner, EN, 4)
    await owner.hears(lambda m: order in m["text"] and "★★★★" in m["text"])
    repaired = await stage.case(order)
    assert (repaired.status, repaired.rating) == ("closed", 4)
    assert (await stage.events(order)).count("sign") == 1
    await stage.all_well()
