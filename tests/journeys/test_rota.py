"""The rota in the chat: written by the manager, handed over and signed, gaps told, nights alerted; in both languages (SHF, X-43)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import count, manages, presses, speaks
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-rota"),
]
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "manage": ("值班与管理", "值班", "排班"), "team": "工程", "add": "添加排班", "every": "每天", "two": "做2休2", "today": "今天",
        "save": "保存", "gaps": "这些时段还没有人值班", "saved": "已记下", "told": "给您排了班", "week": "本周排班",
        "line": "20:00–次日 08:00 李强", "come": "请点「开始值班」", "on": "开始值班", "off": "下班交接",
        "note": "有什么要交接", "sign": "已看，签收", "ahead": "起没有人值班", "now": "现在没有人值班", "book": ("值班与管理", "值班", "值班登记"),
        "signed": "签收", "before": "‹ 前一天", "mine": "我来接", "there": "到场",
    },
    "en": {
        "manage": ("Manage", "Shifts", "Rota"), "team": "Repairs", "add": "Add a line", "every": "Every day", "two": "2 on 2 off",
        "today": "Today", "save": "Save", "gaps": "nobody is on duty", "saved": "Saved", "told": "has put you on the rota",
        "week": "This week", "line": "20:00–08:00 next day 李强", "come": 'please tap "Start shift"', "on": "Start shift",
        "off": "End shift", "note": "Anything the next shift", "sign": "Read and signed",
        "ahead": "nobody is on duty from", "now": "nobody is on duty now", "book": ("Manage", "Shifts", "Duty register"),
        "signed": "signed by", "before": "‹ Day before", "mine": "I take it", "there": "I am there",
    },
}  # fmt: skip


async def _goes_home(who: Phone, language: str, note: str = "") -> None:
    """Off duty, with a note for the next shift or without."""
    await manages(who, "下班" if language == "zh" else "End shift")
    await who.hears(WORDS[language]["note"], fresh=True)
    if note:
        await who.says(note)
    else:
        await who.taps("没有要交接的" if language == "zh" else "Nothing to hand over")
    await who.hears("您已下班" if language == "zh" else "you are off duty", fresh=True)


async def _writes(manager: Phone, person: str, say: dict[str, Any], pattern: str, hours: str) -> None:
    """A line of the rota by buttons, from the menu to the summary and saved."""
    await manages(manager, *say["manage"], say["team"], say["add"])
    for label in (person, pattern, hours, say["today"]):

        def fits(message: dict[str, Any], label: str = label) -> bool:
            return any(b["text"].startswith(label) for row in message["buttons"] for b in row)

        await manager.taps(label, message=await manager.hears(fits, fresh=True))
    await manager.taps(
        say["save"], message=await manager.hears(lambda m: person in m["text"] and _has(m, say["save"]), fresh=True)
    )
    await manager.hears(lambda m: say["saved"] in m["text"] and person in m["text"], fresh=True)


def _has(message: dict[str, Any], label: str) -> bool:
    return any(b["text"].startswith(label) for row in message["buttons"] for b in row)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_night_by_the_rota(own_stage: Callable[..., Any], language: str) -> None:
    """Written by the manager with the gap shown; handed over and signed; the night's alert goes to whoever is on duty,
    not to those at home; by day nobody on duty is an alert of its own."""
    stage: Stage = await own_stage()
    say = WORDS[language]
    li, zhao, lead, manager = stage["李强"], stage["赵军"], stage["吴工"], stage["郑经理"]
    for who in (li, zhao, lead, manager):
        await speaks(who, language)
    await stage.settled()
    # The manager writes the nights; nobody has the days yet, and the summary says so.
    await _writes(manager, "李强", say, say["every"], "20:00–08:00")
    await stage.bot.restart()
    await manager.hears(say["gaps"])
    await li.hears(say["told"])
    await manager.taps(say["week"], message=await manager.hears(lambda m: _has(m, say["week"])))
    await manager.hears(say["line"])
    # Two go home, the one with the night comes; what is handed over is signed by whoever takes it.
    await _goes_home(lead, language)
    await _goes_home(li, language)
    await stage.passes_until(19)
    await stage.passes(minutes=46)
    await li.taps(say["on"], message=await li.hears(say["come"]))
    await li.gets_toast()
    await _goes_home(zhao, language, "3号楼水泵有异响")
    note = await li.hears("3号楼水泵有异响")
    await stage.settled()
    await stage.bot.restart()
    await li.taps(say["sign"], message=note, times=2)
    (shift,) = await stage.finds(select(t.shifts).where(t.shifts.c.read_at.is_not(None)), 1)
    assert shift.note == "3号楼水泵有异响" and shift.read_by is not None
    # Killed over the beginning of the night; a burst pipe in the middle of it wakes whoever is on duty, nobody else.
    await stage.settled()
    await stage.bot.kill()
    await stage.passes(hours=7, minutes=40)
    await stage.bot.start()
    await stage.settled()
    asleep = {who.name: len(await who.heard()) for who in (zhao, lead)}
    owner = stage["王芳"]
    await owner.says("厨房水管爆了,3栋2单元1502")
    number = await stage.number(owner)
    woken = await li.hears(lambda m: number in m["text"] and _has(m, say["mine"]))
    assert "1502" not in woken["text"] and owner.name not in woken["text"]
    await stage.settled()
    assert {who.name: len(await who.heard()) for who in (zhao, lead)} == asleep
    await li.taps(say["mine"], message=woken)
    await li.hears(lambda m: number in m["text"] and owner.name in m["text"])
    await presses(number, li, say["there"])
    await owner.hears(lambda m: number in m["text"] and "已到场" in m["text"])
    # The morning comes, the night goes home, and nobody has the day.
    await stage.passes_until(7)
    await stage.passes(minutes=30)
    await _goes_home(li, language)
    await lead.hears(say["ahead"])
    await stage.passes(minutes=35)
    await lead.hears(say["now"])
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.settled()
    assert count(await lead.heard(), say["now"]) == 1
    # The register holds both signatures.
    await manages(manager, *say["book"], say["team"], say["before"])
    book = await manager.hears("3号楼水泵有异响", fresh=True)
    assert say["signed"] in book["text"] and "李强" in book["text"] and "赵军" in book["text"]
    await stage.all_well()
