"""Whoever complains unnamed is read nowhere in the department; the bot killed in between (X-42)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import presses
from tests.journeys.complaints import (
    EN,
    ZH,
    Say,
    alerted,
    case,
    complains,
    confirms,
    dead_for,
    hands,
    judges,
    kills,
    speaks,
    writes,
)
from tests.support.phones import Group, Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-hidden"),
]


async def _never_shown(stage: Stage, owner: Phone, *places: tuple[Phone, Group | None]) -> None:
    """Neither name nor room nor number stands on these phones, and no button there tells it."""
    await stage.settled()
    secrets = (owner.name, stage.home(owner).partition("单元")[2], str(owner.number)[-8:])
    for phone, chat in places:
        for message in await phone.heard(chat):
            labels = [button["text"] for row in message["buttons"] for button in row]
            said = " ".join((message["text"] or message["caption"] or "", *labels))
            assert not [secret for secret in secrets if secret in said], f"{phone.name} reads {said}"


@pytest.mark.parametrize(("person", "say"), [("王芳", ZH), ("Anna", EN)], ids=["zh", "en"])
async def test_the_department_never_learns_who_it_is(own_stage: Callable[..., Any], person: str, say: Say) -> None:
    """Card, group, addition, urging, alert, history, coming back: of all that only the desk knows who it is."""
    stage: Stage = await own_stage()
    owner, chen, wu, li = (stage[name] for name in (person, "陈静", "吴工", "李强"))
    await speaks(wu, say)
    room = stage.home(owner).partition("单元")[2]
    told = f"我是{owner.name}，{room}室，师傅修完不收拾" if say is ZH else f"I am {owner.name}, room {room}, left dirty"
    number = await complains(stage, owner, say, told, hidden=True, killed=True)
    await judges(stage, number, chen, ZH, "minor")
    await hands(number, chen, ZH)
    seen = await wu.hears(lambda m: number in m["text"] and say["anonymous"] in m["text"])
    assert say["take"] in [b["text"] for row in seen["buttons"] for b in row]
    await presses(number, chen, "打开", stage.desk)
    await chen.hears(lambda m: number in m["text"] and owner.name in m["text"] and "要求匿名" in m["text"])
    await kills(stage)
    await presses(number, wu, say["take"])
    await writes(number, owner, say, "add", f"{owner.name}补充：{room}门口也脏了")
    await wu.hears(lambda m: number in m["text"] and "门口也脏了" in m["text"])
    await presses(number, owner, say["urge"])
    await dead_for(stage, hours=25)
    await alerted(number, wu, say, "first_answer")
    await presses(number, wu, say["history"])
    await wu.hears(lambda m: number in m["text"] and m["text"].count("\n") > 5)
    await presses(number, wu, say["order"])
    await wu.says("/cancel")
    await writes(number, wu, say, "answer", "已收拾干净")
    await writes(number, owner, say, "not_well", f"{room}还是脏")
    await wu.hears(lambda m: number in m["text"] and "还是脏" in m["text"])
    await _never_shown(stage, owner, (wu, None), (li, None), (li, stage.crew), (chen, stage.desk))
    await kills(stage)
    await writes(number, wu, say, "answer", "这次真的干净了")
    await owner.hears("这次真的干净了")
    await confirms(number, owner, say, 4)
    await _never_shown(stage, owner, (wu, None), (li, None), (li, stage.crew), (chen, stage.desk))
    found = await case(stage, number)
    assert (found.status, found.anonymous, found.level) == ("closed", True, 1)
    await stage.all_well()
