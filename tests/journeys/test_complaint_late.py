"""Complaints nobody keeps a promise of: every alert climbs to the right people, whatever happens to the bot (CMP, X-16)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import presses
from tests.journeys.complaints import (
    EN,
    ZH,
    Say,
    alerted,
    case,
    complains,
    dead_for,
    hands,
    kills,
    promises,
    speaks,
    writes,
)
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-late"),
]


async def _alerts(who: Phone, number: str, words: str) -> int:
    heard = [m["text"] or "" for m in await who.heard()]
    return sum(number in text and "⏰" in text and words in text for text in heard)


@pytest.mark.parametrize(("person", "say"), [("王芳", ZH), ("Anna", EN)], ids=["zh", "en"])
async def test_a_major_one_late_at_everything(own_stage: Callable[..., Any], person: str, say: Say) -> None:
    """Hand-over, director, word of the day, first and definite answer, solution, telling: all missed, each alerted once.

    Nobody confirms in the end: a supervisor closes it with a reason.
    """
    stage: Stage = await own_stage()
    owner, wu, zhou, feng = (stage[name] for name in (person, "吴工", "周敏", "冯主任"))
    for one in (wu, zhou, feng):
        await speaks(one, say)
    words = "几个月没人来，我要找律师" if say is ZH else "Nobody came for months, I will call my lawyer"
    number = await complains(stage, owner, say, words)
    # Sunday 14:05: handed over within the hour; after twice as much the director hears.
    await dead_for(stage, minutes=61)
    await alerted(number, zhou, say, "hand_over")
    await feng.sees_no(number)
    await dead_for(stage, hours=2)
    await alerted(number, feng, say, "hand_over")
    await stage.settled()
    assert await _alerts(zhou, number, say["hand_over"]) == 1, "one live alert, moved down"
    # Midnight: the director and a word of the day; said after the quiet hours.
    await stage.passes_until(8)
    await alerted(number, zhou, say, "to_director")
    await alerted(number, zhou, say, "interim")
    # Monday 14:05: the first answer; Tuesday 14:05 the definite one; Wednesday week the solution.
    await stage.passes_until(15)
    await alerted(number, zhou, say, "first_answer")
    await owner.hears(lambda m: number in m["text"] and say["sorry"] in m["text"])
    await dead_for(stage, hours=24)
    await alerted(number, zhou, say, "definite_answer")
    await stage.passes(days=8)
    await alerted(number, zhou, say, "solve")
    await presses(number, zhou, "打开", stage.desk)
    await hands(number, zhou, say)
    await wu.hears(lambda m: number in m["text"] and owner.name in m["text"])
    await writes(number, wu, say, "findings", "派单系统漏了这一单")
    await dead_for(stage, hours=17)
    await stage.passes_until(9)
    await alerted(number, zhou, say, "tell_result")
    await writes(number, wu, say, "answer", "今天已修好，非常抱歉")
    await owner.hears(lambda m: say["result"] in m["text"] and "非常抱歉" in m["text"])
    late = await promises(stage, number)
    assert {kind: how for kind, how in late.items() if how != "missed"} == {"confirm": "open"}
    assert len(late) == 8
    await kills(stage)
    # Not a word: reminded after two days, then the supervisor may close it.
    await stage.passes(days=2, hours=1)
    await stage.finds(select(t.deadlines.c.id).where(t.deadlines.c.kind == "confirm", t.deadlines.c.rung == 1), 1)
    await stage.passes(days=2, hours=1)
    await zhou.hears(lambda m: number in m["text"] and say["silent"] in m["text"])
    await presses(number, zhou, say["close"])
    await zhou.taps(say["explained"])
    await owner.hears(lambda m: number in m["text"] and say["closed_by"] in m["text"])
    assert (await case(stage, number)).status == "closed"
    await stage.all_well()
