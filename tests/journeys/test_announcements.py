"""Announcements: written, seen before, approved, sent in their time, read, reminded of; both languages, over kills (NTB-01, EMG)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acts import count, manages, speaks
from tests.support.phones import Phone
from tests.support.stagecraft import CROWD, Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-announcements"),
]
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "new": ("值班与管理", "通知", "发公告"), "notice": "通知", "water": "停水通知", "all": "全部住户", "whole": "全小区", "usual": "按默认天数",
        "plain": "用标准文字", "now": "批准后马上发", "tomorrow": "明天上午10点", "cut": "明天14点到17点", "ask": "提交审批", "approve": "批准",
        "reach": "聊天能送到 16 人", "takes": "1 分钟内发完", "at": "明天 10:00 发出", "read": "已阅", "counted": "已读 3", "sent": "已发 16/16",
        "reminder": "停水通知提醒",
    },
    "en": {
        "new": ("Manage", "Notices", "New notice"), "notice": "Notice", "water": "Water cut", "all": "All residents", "whole": "All of them",
        "usual": "The usual time", "plain": "Standard text", "now": "Once approved", "tomorrow": "tomorrow 10:00",
        "cut": "tomorrow 14:00-17:00", "ask": "Ask for approval", "approve": "Approve", "reach": "16 can be reached here",
        "takes": "within a minute", "at": "Goes out tomorrow 10:00", "read": "I have read it", "counted": "read 3", "sent": "Sent 16/16",
        "reminder": "Reminder: Water cut",
    },
}  # fmt: skip


def _has(message: dict[str, Any], label: str) -> bool:
    return any(b["text"].startswith(label) for row in message["buttons"] for b in row)


async def _goes_through(who: Phone, *answers: str) -> None:
    """Each answer once its question is there: a button where there is one, else typed."""
    for answer in answers:
        typed = answer.startswith("=")
        shown = await who.hears(
            (lambda m: "📢" in m["text"] or "⏱" in m["text"]) if typed else (lambda m, a=answer: _has(m, a)), fresh=True
        )
        await (who.says(answer[1:]) if typed else who.taps(answer, message=shown))


async def _asks(stage: Stage, say: dict[str, Any], desk: Phone, manager: Phone) -> None:
    """The preview with number and time, asked for, approved by the manager; the bot dies in between."""
    preview = await desk.hears(lambda m: _has(m, say["ask"]), fresh=True)
    assert say["reach"] in preview["text"] and say["takes"] in preview["text"]
    await desk.taps(say["ask"], message=preview)
    asked = await manager.hears(lambda m: _has(m, say["approve"]))
    await stage.settled()
    await stage.bot.restart()
    await manager.taps(say["approve"], message=asked, times=2)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_from_the_preview_to_the_last_reader(own_stage: Callable[..., Any], language: str) -> None:
    """A planned notice goes out in its time and is read; a cut is announced at once and reminded of, each once."""
    stage: Stage = await own_stage()
    say, desk, manager, readers = WORDS[language], stage["陈静"], stage["郑经理"], [stage["王芳"], stage["Anna"]]
    readers += [await stage.resident(row[3]) for row in CROWD]
    for who in (desk, manager, *readers[:3]):
        await speaks(who, language)
    await stage.settled()
    # A notice for tomorrow at ten.
    await manages(desk, *say["new"])
    await _goes_through(
        desk, say["notice"], "=游泳池下周检修。", say["all"], say["whole"], say["usual"], f"={say['tomorrow']}"
    )
    preview = await desk.hears(lambda m: _has(m, say["ask"]), fresh=True)
    assert say["at"] in preview["text"] and "游泳池下周检修。" in preview["text"]
    await _asks(stage, say, desk, manager)
    # A water cut, at once.
    await manages(desk, *say["new"])
    await _goes_through(desk, say["water"], f"={say['cut']}", say["plain"], say["all"], say["whole"], say["now"])
    await _asks(stage, say, desk, manager)
    for who in readers:
        await who.hears(lambda m: "📢" in m["text"] and "14:00–17:00" in m["text"])
    await stage.settled()
    assert not sum([count(await who.heard(), "游泳池") for who in readers])
    # Down from the evening to a quarter past ten: on return the planned one goes out, then it is read.
    await stage.bot.kill()
    await stage.passes(hours=20, minutes=10)
    await stage.bot.start()
    for who in readers[:3]:
        await who.taps(say["read"], message=await who.hears("游泳池下周检修。"))
    await stage.settled()
    await stage.passes(minutes=1)
    await desk.hears(lambda m: "游泳池" in m["text"] and say["sent"] in m["text"] and say["counted"] in m["text"])
    # Two hours before the cut it is reminded of, once, whatever happens to the bot.
    await stage.passes_until(12)
    await stage.passes(minutes=1)
    for who in readers[:3]:
        await who.hears(say["reminder"])
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.passes(minutes=30)
    await stage.settled()
    for who in readers:
        heard = await who.heard()
        assert count(heard, "游泳池") == 1 and count(heard, "14:00–17:00") == 2, "the cut and its reminder"
    await stage.all_well()
