"""Words that read as a complaint begin one, with what they say known; the bot killed in between (CMP-15)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import presses
from tests.journeys.complaints import EN, ZH, Say, case, complains, confirms, kills
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-typed"),
]


@pytest.mark.parametrize(
    ("person", "say", "words"),
    [("王芳", ZH, "李师傅态度太差了，我要投诉"), ("Anna", EN, "Your repair man was very rude, I want to complain")],
    ids=["zh", "en"],
)
async def test_words_alone_begin_it(own_stage: Callable[..., Any], person: str, say: Say, words: str) -> None:
    """Nothing is pressed first; what was said, and the only home, are not asked for again."""
    stage: Stage = await own_stage()
    owner, chen = stage[person], stage["陈静"]
    number = await complains(stage, owner, say, words, typed=True, killed=True)
    kept = await case(stage, number)
    assert (kept.flow, kept.status, kept.words) == ("complaint", "registered", words)
    card = await chen.hears(lambda m: number in m["text"] and "📣" in m["text"], stage.desk)
    assert owner.name not in card["text"]
    await kills(stage)
    await presses(number, chen, "答复业主", stage.desk)
    await chen.says("非常抱歉，已让当事人当面道歉")
    await chen.taps("好了")
    await owner.hears(lambda m: say["result"] in m["text"] and "当面道歉" in m["text"])
    await confirms(number, owner, say)
    assert (await case(stage, number)).status == "closed"
    await stage.all_well()
