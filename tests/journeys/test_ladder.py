"""A promise nobody keeps climbs to the director, whatever happens to the bot between the rungs (X-16, REP-12)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import presses, speaks
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-ladder"),
]
#: Minutes until each of them hears of fifteen minutes missed, counted from the one before.
RUNGS = (("吴工", 16), ("周敏", 7), ("郑经理", 8), ("冯主任", 15))
#: What they read and press: late, take it, who is on it, put off, why, by when, send; what the owner reads.
WORDS = {
    "zh": ("⏰ 超时", "我来处理", "在处理", "延期", "等配件", "实在抱歉，原定时间赶不上：等配件"),
    "en": ("late", "I take it", "is on it", "Extend", "Waiting for parts", "We are sorry, we cannot keep the time"),
}


async def _alerts(who: Phone, number: str) -> list[str]:
    return [m["text"] for m in await who.heard() if number in (m["text"] or "") and "⏰" in m["text"]]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_case_nobody_takes_climbs_to_the_director(own_stage: Callable[..., Any], language: str) -> None:
    """Killed and started again between all rungs: each alert once, none early; "I take it" stops it."""
    stage: Stage = await own_stage()
    late, take, taken, *_ = WORDS[language]
    owner = stage["王芳"]
    bosses = [stage[name] for name, _ in RUNGS]
    for boss in bosses:
        await speaks(boss, language)
    await stage.settled()
    await owner.says("厨房水管爆了,3栋2单元1502")
    number = await stage.number(owner)
    await stage.settled()
    for n, (name, minutes) in enumerate(RUNGS):
        await stage.bot.kill()
        await stage.passes(minutes=minutes)
        await stage.bot.start()
        await stage[name].hears(lambda m: number in m["text"] and late in m["text"])
        await stage.settled()
        heard = [len(await _alerts(boss, number)) for boss in bosses]
        assert heard == [1] * (n + 1) + [0] * (len(bosses) - n - 1), "each once, nobody above yet"
    assert (await stage.events(number)).count("alert") == len(RUNGS)
    manager, lead = stage["郑经理"], stage["吴工"]
    await presses(number, manager, take)
    await lead.hears(lambda m: number in m["text"] and taken in m["text"])
    await stage.bot.restart(wait=True)
    await stage.passes(minutes=14)
    await stage.settled()
    assert (await stage.events(number)).count("alert") == len(RUNGS)
    await stage.all_well()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_putting_off_tells_the_owner(own_stage: Callable[..., Any], language: str) -> None:
    """REP-12, URG-03: the reason and the new time; the climb begins anew from there."""
    stage: Stage = await own_stage()
    late, take, taken, extend, why, sorry = WORDS[language]
    owner, lead = stage["王芳"], stage["吴工"]
    await speaks(lead, language)
    await speaks(owner, language)
    await owner.says("厨房水管爆了,3栋2单元1502")
    number = await stage.number(owner)
    await stage.passes(minutes=16)
    await lead.hears(lambda m: number in m["text"] and late in m["text"])
    await presses(number, lead, extend)
    await lead.taps(why)
    await lead.says("2 hours later" if language == "en" else "2小时后")
    await lead.taps("Send" if language == "en" else "发送")
    await owner.hears(lambda m: sorry in m["text"])
    await stage.settled()
    before = (await stage.events(number)).count("alert")
    await stage.passes(minutes=60)
    await stage.settled()
    assert (await stage.events(number)).count("alert") == before == 1
    await stage.passes(minutes=61)
    await lead.hears(lambda m: number in m["text"] and late in m["text"])
    await stage.settled()
    assert (await stage.events(number)).count("alert") == 2
    await stage.all_well()
