"""A complaint and the repair that cures it, several departments at once; the bot killed in between (CMP-13, CMP-14)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import card, finishes, presses, signs, takes
from tests.journeys.complaints import (
    EN,
    ZH,
    Say,
    case,
    complains,
    confirms,
    hands,
    kills,
    promises,
    speaks,
    writes,
)  # fmt: skip
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-together"),
]


async def _with_wu(stage: Stage, owner: Phone, say: Say, words: str) -> str:
    """Filed, and with the head of the crew."""
    number = await complains(stage, owner, say, words)
    await stage["陈静"].hears(lambda m: number in m["text"], stage.desk)
    await presses(number, stage["陈静"], "打开", stage.desk)
    await hands(number, stage["陈静"], ZH)
    await stage["吴工"].hears(lambda m: number in m["text"] and owner.name in m["text"])
    return number


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
    number = await _with_wu(stage, owner, ZH, "修了三次还在漏水")
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
    number = await _with_wu(stage, owner, EN, "The tap was fixed three times and still drips")
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


@pytest.mark.parametrize(("person", "say"), [("王芳", ZH), ("Anna", EN)], ids=["zh", "en"])
async def test_two_departments_unsatisfied_reopened(own_stage: Callable[..., Any], person: str, say: Say) -> None:
    """Both find out, then the result is reached; not well yet, and there again: one rung higher each time (CMP-28)."""
    stage: Stage = await own_stage()
    owner, wu, zhou, zheng = (stage[name] for name in (person, "吴工", "周敏", "郑经理"))
    for one in (wu, zhou):
        await speaks(one, say)
    number = await _with_wu(stage, owner, say, "报修后没人回电话" if say is ZH else "Nobody rang back after the job")
    await presses(number, wu, say["call"])
    await wu.taps(say["desk"])
    await zhou.hears(lambda m: number in m["text"] and owner.name in m["text"])
    await writes(number, wu, say, "findings", "师傅忘了回电")
    await stage.settled()
    assert "tell_result" not in await promises(stage, number), "one of two is not the result"
    await kills(stage)
    await writes(number, zhou, say, "findings", "客服没有跟进")
    await wu.hears(lambda m: number in m["text"] and "师傅忘了回电" in m["text"] and "客服没有跟进" in m["text"])
    await stage.settled()
    assert (await promises(stage, number))["tell_result"] == "open"
    await writes(number, wu, say, "answer", "以后当天回电")
    await owner.hears(lambda m: say["result"] in m["text"] and "以后当天回电" in m["text"])
    await kills(stage)

    await writes(number, owner, say, "not_well", "今天还是没人回电")
    again = await wu.hears(lambda m: number in m["text"] and "今天还是没人回电" in m["text"])
    await zhou.hears(lambda m: number in m["text"] and "今天还是没人回电" in m["text"])
    await zheng.sees_no(number)
    assert owner.name not in again["text"]
    await stage.settled()
    second = await promises(stage, number, 2)
    assert {"first_answer", "solve"} <= {kind for kind, how in second.items() if how == "open"}
    await writes(number, wu, say, "answer", "经理已亲自回电")
    await owner.hears(lambda m: say["result"] in m["text"] and "经理已亲自回电" in m["text"])
    await confirms(number, owner, say, 3)
    await kills(stage)

    await stage.passes(days=2)
    await writes(number, owner, say, "again", "又没人回电了")
    await zheng.hears(lambda m: number in m["text"] and "又没人回电了" in m["text"])
    await writes(number, wu, say, "answer", "已换人负责回电")
    await owner.hears(lambda m: say["result"] in m["text"] and "已换人负责回电" in m["text"])
    await confirms(number, owner, say, 5)
    found = await case(stage, number)
    assert (found.status, found.rating, found.level) == ("closed", 5, 2)
    await stage.all_well()
