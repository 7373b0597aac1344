"""Several departments at once, not satisfied, reopened; the bot killed in between (CMP-13, CMP-28)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import presses
from tests.journeys.complaints import EN, ZH, Say, case, confirms, kills, promises, speaks, with_wu, writes
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-together"),
]


@pytest.mark.parametrize(("person", "say"), [("王芳", ZH), ("Anna", EN)], ids=["zh", "en"])
async def test_two_departments_unsatisfied_reopened(own_stage: Callable[..., Any], person: str, say: Say) -> None:
    """Both find out, then the result is reached; not well yet, and there again: one rung higher each time (CMP-28)."""
    stage: Stage = await own_stage()
    owner, wu, zhou, zheng = (stage[name] for name in (person, "吴工", "周敏", "郑经理"))
    for one in (wu, zhou):
        await speaks(one, say)
    number = await with_wu(stage, owner, say, "报修后没人回电话" if say is ZH else "Nobody rang back after the job")
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
