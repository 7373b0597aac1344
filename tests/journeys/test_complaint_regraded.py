"""Complaints late by the grade they have, and counted anew by the grade they turn out to have; the bot killed in between (CMP-10)."""

from collections.abc import Callable
from typing import Any

import pytest

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
    promises,
    writes,
)
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-regraded"),
]


async def test_regraded_the_clocks_are_counted_anew(own_stage: Callable[..., Any]) -> None:
    """An important one is late with hand-over and answer, turns out to be major: other promises, the history keeps both."""
    stage: Stage = await own_stage()
    owner, chen, wu, zhou, feng = (stage[name] for name in ("王芳", "陈静", "吴工", "周敏", "冯主任"))
    number = await complains(stage, owner, ZH, "报修几个月一直没人来")
    await dead_for(stage, hours=26)
    await alerted(number, zhou, ZH, "hand_over")
    await alerted(number, zhou, ZH, "first_answer")
    await wu.sees_no(number)
    assert "definite_answer" not in await promises(stage, number)
    await judges(stage, number, chen, ZH, "major")
    await feng.hears(lambda m: number in m["text"] and "重大" in m["text"])
    await kills(stage)
    now = await promises(stage, number)
    assert (now["to_director"], now["definite_answer"], now["solve"]) == ("missed", "open", "open")
    await hands(number, chen, ZH)
    await wu.hears(lambda m: number in m["text"] and "王芳" in m["text"])
    # The definite answer is the department's now; so is being late with it.
    await dead_for(stage, hours=24)
    await alerted(number, wu, ZH, "definite_answer")
    await writes(number, wu, ZH, "progress", "水管本周内换完", sort="sort_definite")
    await owner.hears("水管本周内换完")
    await stage.passes(days=5)
    await writes(number, wu, ZH, "answer", "水管已全部换新")
    await confirms(number, owner, ZH, 4)
    kept = await promises(stage, number)
    missed = {"hand_over", "to_director", "first_answer", "interim", "definite_answer"}
    assert kept == dict.fromkeys(missed, "missed") | {"solve": "met", "confirm": "met"}
    found = await case(stage, number)
    assert (found.grade, found.status, found.rating) == ("major", "closed", 4)
    assert (await stage.events(number)).count("judge") == 1
    await stage.all_well()


@pytest.mark.parametrize(
    ("grade", "person", "say", "words", "days", "handed"),
    [
        ("minor", "Anna", EN, "The floor was left wet after the last job", 2, "dropped"),
        ("important", "王芳", ZH, "上次修完地上全是水也没人收拾", 3, "met"),
    ],
    ids=["minor-en", "important-zh"],
)
async def test_answer_and_solution_late(
    own_stage: Callable[..., Any], grade: str, person: str, say: Say, words: str, days: int, handed: str
) -> None:
    """X-06, X-07: both are missed: the department, the supervisor and, in time, the director hear; the owner reads we are sorry."""
    stage: Stage = await own_stage()
    owner, chen, wu, zhou, feng = (stage[name] for name in (person, "陈静", "吴工", "周敏", "冯主任"))
    number = await complains(stage, owner, say, words)
    await judges(stage, number, chen, ZH, grade)
    await hands(number, chen, ZH)
    await wu.hears(lambda m: number in m["text"] and person in m["text"])
    await dead_for(stage, hours=25)
    await alerted(number, wu, ZH, "first_answer")
    await alerted(number, zhou, ZH, "interim")
    await owner.hears(lambda m: number in m["text"] and say["sorry"] in m["text"])
    await dead_for(stage, hours=24 * days - 24)
    await alerted(number, wu, ZH, "solve")
    await stage.passes(days=2 * days)
    await alerted(number, feng, ZH, "solve")
    await writes(number, wu, ZH, "answer", "已清理干净")
    await owner.hears(lambda m: say["result"] in m["text"] and "已清理干净" in m["text"])
    await confirms(number, owner, say, 3)
    kept = await promises(stage, number)
    ended = {"confirm": "met", "hand_over": handed}
    assert kept == dict.fromkeys(("interim", "first_answer", "solve"), "missed") | ended
    await stage.all_well()
