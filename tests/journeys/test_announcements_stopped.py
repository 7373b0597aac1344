"""A run of an announcement is killed in the middle and repeats nothing; another is stopped on its way (EMG-01)."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import manages, speaks
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-announcements-stopped"),
]
#: Several pages, so that a run has a middle.
MANY, PAGE = 60, 15
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "new": ("值班与管理", "通知", "发公告", "通知"), "building": ("全部住户", "1栋", "好了", "所有楼层", "按默认天数", "按时发布"),
        "when": ("明天上午10点", "明天上午11点"), "stop": "停止发送", "just": "直接停止", "stopped": "已停止",
    },
    "en": {
        "new": ("Manage", "Notices", "New notice", "Notice"),
        "building": ("All residents", "1栋", "That's all", "All floors", "The usual time", "Publish then"),
        "when": ("tomorrow 10:00", "tomorrow 11:00"), "stop": "Stop sending", "just": "Just stop it", "stopped": "stopped",
    },
}  # fmt: skip


async def _plans(manager: Phone, say: dict[str, Any], words: str, when: str) -> None:
    """A notice to building 1, by a manager: nobody has to approve it."""
    await manages(manager, *say["new"])
    await manager.hears("📢", fresh=True)
    await manager.says(words)
    for label in say["building"]:

        def fits(message: dict[str, Any], label: str = label) -> bool:
            return any(b["text"].startswith(label) for row in message["buttons"] for b in row)

        if label == say["building"][-1]:
            await manager.hears("⏱", fresh=True)
            await manager.says(when)
        await manager.taps(label, message=await manager.hears(fits, fresh=True))


async def _had(stage: Stage, words: str) -> Counter[int]:
    """How often each of them has it."""
    found: Counter[int] = Counter()
    for _, account, *_ in stage.many:
        shown = (await stage.sandbox.chat(account))["messages"]
        found[account] = sum(words in (m["text"] or "") for m in shown)
    return found


async def _under_way(stage: Stage, announcement: int, least: int) -> None:
    """Waits until so many have it."""
    query = select(t.outbox.c.id).where(
        t.outbox.c.status == "sent", t.outbox.c.key.like(f"announce:{announcement}:first:%")
    )
    await stage.finds(query, least)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_killed_in_the_middle_and_stopped_on_its_way(own_stage: Callable[..., Any], language: str) -> None:
    """Killed twice in a run: nobody has it twice, nobody is passed over but who was in doubt. The next one is stopped:
    those who have it keep it, nobody else gets it, not even after a kill."""
    stage: Stage = await own_stage(many=MANY, figures={"announcement.page": PAGE})
    say, manager = WORDS[language], stage["郑经理"]
    await speaks(manager, language)
    for words, when in zip(("游泳池下周检修。", "大门明天换锁。"), say["when"], strict=True):
        await _plans(manager, say, words, when)
    await stage.settled()
    # From here on at the pace of the channel, so that a run takes its time.
    await stage.bot.kill()
    stage.bot.environment["PACING"] = "on"
    await stage.passes_until(10)
    await stage.bot.start()
    for least in (10, 35):
        await _under_way(stage, 1, least)
        await stage.bot.restart(wait=True)
    assert sum((await _had(stage, "游泳池")).values()) < MANY, "it was killed in the middle"
    await stage.finds(select(t.announcement_people.c.person_id), MANY)
    await stage.settled()
    await stage.passes(seconds=20)  # it looks after what it has sent
    await stage.finds(select(t.announcements.c.id).where(t.announcements.c.status == "done"), 1)
    had = await _had(stage, "游泳池")
    doubt = await stage.rows(select(t.outbox.c.key).where(t.outbox.c.error == "in doubt after a crash"))
    assert max(had.values()) == 1
    assert sum(not n for n in had.values()) <= len(doubt), "nobody but those in doubt is passed over"
    await stage.passes(hours=1)
    await _under_way(stage, 2, 5)
    card = await manager.hears(
        lambda m: "大门明天" in m["text"] and any(b["text"] == say["stop"] for row in m["buttons"] for b in row)
    )
    await manager.taps(say["stop"], message=card)
    await manager.taps(say["just"])
    await manager.hears(lambda m: "大门明天" in m["text"] and say["stopped"] in m["text"])
    await stage.settled()
    kept = await _had(stage, "大门明天")
    assert 5 <= sum(kept.values()) < MANY and max(kept.values()) == 1
    await stage.bot.restart(wait=True)
    await stage.passes(minutes=5)
    await stage.settled()
    assert await _had(stage, "大门明天") == kept
    await stage.all_well(undelivered=True)
