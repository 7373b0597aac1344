"""One outage, many homes: proposed, confirmed, joined, told, over for all at once; in both languages, over kills (EMG-01, EMG-04)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import count, files, speaks
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-incidents"),
]
LEAK = {"zh": ("厨房水龙头一直滴水", "提交"), "en": ("the kitchen tap is dripping", "Send")}
#: What the desk presses and types, what neighbours read and press.
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "send": "发送", "by": "今天晚上7点", "head": "3栋用水故障", "no_more": "不用再报", "offered": "正在处理", "join": "我家也是",
        "joined": "共 4 户", "restored": "已恢复", "thanks": "谢谢您的耐心", "heads": "按突发事件处理", "over": "已结束",
    },
    "en": {
        "send": "Send", "by": "today 7 pm", "head": "3栋: water trouble", "no_more": "no need to report it again",
        "offered": "Reported by", "join": "Mine too", "joined": "4 homes with the same", "restored": "Restored",
        "thanks": "Thank you for your patience", "heads": "Handled as an incident", "over": "Over",
    },
}  # fmt: skip


async def _types(desk: Phone, say: dict[str, Any], words: str) -> None:
    """Words, a time and the last look, each question waited for."""
    await desk.hears("🔔", fresh=True)
    await desk.says(words)
    await desk.hears("⏱", fresh=True)
    await desk.says(say["by"])
    await desk.taps(
        say["send"], message=await desk.hears(lambda m: words in m["text"] and _has(m, say["send"]), fresh=True)
    )


def _has(message: dict[str, Any], label: str) -> bool:
    return any(b["text"].startswith(label) for row in message["buttons"] for b in row)


async def _told(who: Phone, *words: str) -> int:
    return count(await who.heard(), *words)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_one_outage_from_the_first_report_to_the_last_message(
    own_stage: Callable[..., Any], language: str
) -> None:
    """Three report, the desk confirms, a fourth joins by one tap; news to all, the end once to each; killed between all."""
    stage: Stage = await own_stage()
    say = WORDS[language]
    desk, manager, li = stage["陈静"], stage["郑经理"], stage["李强"]
    first, second, neighbour = stage["王芳"], await stage.resident(building="3"), await stage.resident(building="3")
    reporters = [first, second, await stage.resident("en", building="3")]
    everybody = [*reporters, neighbour]
    for who in (desk, manager, *everybody):
        await speaks(who, language)
    words, send = LEAK[language]
    numbers = [await files(stage, who, words, send=send) for who in reporters]
    asked = await desk.hears(lambda m: _has(m, "确认为同一事件"), stage.desk)
    assert not any(who.name in asked["text"] or stage.home(who)[-3:] in asked["text"] for who in reporters)
    assert not await _told(first, say["no_more"]), "nobody is told before the desk has confirmed"
    # Confirmed while the bot dies: what was typed is not lost.
    await stage.settled()
    await desk.taps("确认为同一事件", stage.desk, message=asked)
    await stage.bot.restart()
    await _types(desk, say, "总管漏水,正在抢修")
    for who in reporters:
        await who.hears(lambda m: say["head"] in m["text"] and say["no_more"] in m["text"] and "总管漏水" in m["text"])
    await manager.hears(lambda m: say["heads"] in m["text"])
    # A neighbour is about to report the same and joins by one tap: no case of their own.
    await stage.settled()
    await neighbour.says(words)
    offer = await neighbour.hears(lambda m: say["offered"] in m["text"] and _has(m, say["join"]), fresh=True)
    await stage.bot.restart()
    await neighbour.taps(say["join"], message=offer)
    await neighbour.hears(lambda m: say["head"] in m["text"] and say["joined"] in m["text"])
    assert len(await stage.rows(select(t.cases.c.id))) == len(reporters)
    # News reaches all four, nobody else.
    await stage.settled()
    await desk.taps("发进展", stage.desk)
    await _types(desk, say, "已找到漏点")
    for who in everybody:
        await who.hears(lambda m: say["head"] in m["text"] and "已找到漏点" in m["text"])
    assert not await _told(stage["Anna"], "已找到漏点") and not await _told(li, "已找到漏点")
    # Over: one message for each, their cases closed with it; a kill repeats nothing.
    await stage.settled()
    await stage.bot.restart()
    await desk.taps("结束", stage.desk)
    await desk.taps(say["restored"], message=await desk.hears(lambda m: _has(m, say["restored"]), fresh=True))
    for who in everybody:
        await who.hears(lambda m: say["head"] in m["text"] and say["thanks"] in m["text"])
    await manager.hears(lambda m: say["over"] in m["text"])
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.settled()
    for who in everybody:
        assert await _told(who, say["head"], say["thanks"]) == 1
        assert not await _told(who, say["head"], say["no_more"]), (
            "one message that goes along, not one beside the other"
        )
    assert {(await stage.case(number)).status for number in numbers} == {"closed"}
    (incident,) = await stage.rows(select(t.incidents))
    assert (incident.status, incident.outcome) == ("closed", "restored")
    await stage.all_well()
