"""Asking back after a repair: one tap, a fault with its written order, nobody reached; in both languages, over kills (CBK-01 to CBK-11)."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import count, done, files, manages, presses, signs, speaks
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-callbacks"),
]
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "asked": "用着都好吗", "good": "都好了", "fault": "还有问题", "thanks": "您说都好了", "enough": "不用了", "all": "好了",
        "what": "还有什么问题", "sorry": "已转给维修班组", "manage": ("值班与管理", "回访走访", "电话回访"), "result": "回访结果",
        "well": "满意", "wrong": "有问题", "missed": "没联系上", "again": "再打", "stop": "不问了", "order": "下发整改通知",
    },
    "en": {
        "asked": "Is all well since", "good": "All well", "fault": "Something is wrong", "thanks": "All well, you said",
        "enough": "No, thanks", "all": "That's all", "what": "What is wrong", "sorry": "The crew has it again",
        "manage": ("Manage", "Care", "To be called"), "result": "📞 Called back", "well": "All well", "wrong": "A fault",
        "missed": "Not reached", "again": "Again", "stop": "Enough", "order": "Send the order",
    },
}  # fmt: skip


async def _closed(stage: Stage, language: str) -> tuple[str, Phone]:
    """A repair done and signed in the afternoon; then the owner and the desk go on in the story's language."""
    await stage.passes_until(14)
    owner = await stage.resident()
    number = await files(stage, owner)
    await done(stage, number, owner, stage["李强"])
    await signs(number, owner)
    for who in (owner, stage["陈静"], stage["周敏"]):
        await speaks(who, language)
    await stage.settled()
    return number, owner


async def _row(stage: Stage, number: str) -> Any:
    """The callback as it stands."""
    (row,) = await stage.rows(select(t.callbacks).join(t.cases).where(t.cases.c.number == number))
    return row


async def _away_for_two_days(stage: Stage) -> None:
    """Killed, two days pass, back again."""
    await stage.bot.kill()
    await stage.passes(days=2)
    await stage.bot.start()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_all_well_with_one_tap(stage: Stage, language: str) -> None:
    """Asked once, late after the absence; one tap; the supervisor reads the result once; a kill repeats neither."""
    say = WORDS[language]
    number, owner = await _closed(stage, language)
    await stage.settled()
    assert not count(await owner.heard(), say["asked"]), "nobody is asked on the day itself"
    await _away_for_two_days(stage)
    await owner.hears(lambda m: number in m["text"] and say["asked"] in m["text"])
    await stage.settled()  # a reminder in doubt after a kill is not sent again
    await stage.bot.restart()
    await owner.taps(say["good"])
    await owner.taps(say["enough"], message=await owner.hears(say["thanks"]))
    await stage["周敏"].hears(lambda m: number in m["text"] and say["result"] in m["text"] and say["well"] in m["text"])
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.settled()
    assert count(await owner.heard(), number, say["thanks"]) == 1 and not count(await owner.heard(), say["asked"])
    assert count(await stage["周敏"].heard(), number, say["result"]) == 1
    row = await _row(stage, number)
    assert (row.status, row.channel) == ("good", "chat")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_fault_becomes_a_written_order_and_a_new_clock(stage: Stage, language: str) -> None:
    """CBK-08, CBK-09: the crew hears at once, the desk owes the order within hours; the group never reads the room."""
    say, li, desk = WORDS[language], stage["李强"], stage["陈静"]
    number, owner = await _closed(stage, language)
    room = stage.home(owner).rpartition("单元")[2]
    await stage.passes(days=1, hours=5)
    await owner.taps(
        say["fault"], message=await owner.hears(lambda m: number in m["text"] and say["asked"] in m["text"])
    )
    await owner.hears(say["what"], fresh=True)
    await stage.settled()
    await owner.says(f"又滴水了，在{room}厨房")
    await stage.bot.restart()
    await owner.taps(say["all"])
    await owner.hears(lambda m: number in m["text"] and say["sorry"] in m["text"])
    told = await li.hears(lambda m: number in m["text"] and "回访发现问题" in m["text"], stage.crew)
    assert "又滴水了" in told["text"] and room not in told["text"]
    asked = await desk.hears(lambda m: number in m["text"] and "下发整改通知" in m["text"], stage.desk)
    await stage.settled()
    await stage.bot.restart()
    await desk.taps("下发整改通知", stage.desk, message=asked, times=2)
    order = await li.hears(lambda m: number in m["text"] and "📝 整改通知" in m["text"], stage.crew)
    assert "前整改好" in order["text"] and room not in order["text"]
    await stage["周敏"].hears(
        lambda m: number in m["text"] and say["result"] in m["text"] and say["wrong"] in m["text"]
    )
    await stage.settled()
    assert count(await li.heard(stage.crew), number, "📝 整改通知") == 1
    rows = await stage.rows(
        select(t.deadlines.c.kind, t.deadlines.c.status, t.deadlines.c.due_at)
        .join(t.cases).where(t.cases.c.number == number).order_by(t.deadlines.c.id)
    )  # fmt: skip
    stands = {row.kind: row for row in rows}
    assert stands["fault_notice"].status == "met" and stands["finish"].status == "open"
    assert stands["finish"].due_at.replace(tzinfo=UTC) > await stage.now() + timedelta(hours=24)
    assert (await stage.case(number)).status == "reported"
    await presses(number, li, "我来接", stage.crew)
    await owner.hears(lambda m: number in m["text"] and ("已接单" if language == "zh" else "has taken it") in m["text"])


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_silent_owner_is_telephoned(stage: Stage, language: str) -> None:
    """CBK-10: on the desk's list; not reached, tried again hours later, then recorded; the supervisor reads the result."""
    say, desk = WORDS[language], stage["陈静"]
    number, owner = await _closed(stage, language)
    await stage.passes(days=1, hours=5)
    await owner.hears(lambda m: number in m["text"] and say["asked"] in m["text"])
    await stage.passes(hours=15)
    await desk.hears("回访要打电话", stage.desk)
    await _opens(desk, number, say)
    await stage.settled()  # the card's last place: the old one goes when the new one is there
    await desk.taps(say["missed"])
    await desk.gets_toast(say["again"])
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.passes(hours=5)
    await _opens(desk, number, say)
    await stage.settled()  # the card's last place: the old one goes when the new one is there
    card = await desk.hears(lambda m: number in m["text"] and owner.name in m["text"])
    assert str(owner.number)[-11:] in card["text"]
    await desk.taps(say["well"], message=card)
    await desk.taps(say["stop"])
    await stage["周敏"].hears(lambda m: number in m["text"] and say["result"] in m["text"] and say["well"] in m["text"])
    await stage.settled()
    row = await _row(stage, number)
    assert (row.status, row.channel, row.tries) == ("good", "phone", 1)
    assert (await stage.events(number)).count("callback_asked") == 1


async def _opens(desk: Phone, number: str, say: dict[str, Any]) -> None:
    """The list, and the line of this repair; other stories' repairs may stand there too."""
    await manages(desk, *say["manage"])
    # Its numbered line: the card of one callback names the repair in its head too.
    shown = await desk.hears(lambda m: _line(m, number), fresh=True)
    line = _line(shown, number)
    await desk.taps(line.split()[0], message=shown)
    await desk.hears(lambda m: number in m["text"] and say["missed"] in _labels(m), fresh=True)


def _line(message: dict[str, Any], number: str) -> str:
    lines = (line for line in message["text"].splitlines() if number in line)
    return next((line for line in lines if line.split()[0].isdigit()), "")


def _labels(message: dict[str, Any]) -> str:
    return " ".join(b["text"] for row in message["buttons"] for b in row)
