"""A survey of twelve hundred households, issue to publication, in simulated time: kill -9 in every phase, under Telegram's limits
(SUR-04, SUR-05, SUR-14, SUR-17, SUR-18, F-12 to F-17)."""

import asyncio
import gc
import time
import warnings
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from store import survey_tables as v
from store import tables as t
from tests.journeys.acts import manages
from tests.support.householders import BUILDINGS, FIRST, Householder, Households, Manner, addresses, manner_of
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

HOMES = 1_200
#: How long the crowd may take on a slow machine, seconds.
LONGEST_S = 330
#: So long after a start it may be told to wait.
PACE_S = 5
#: Keys of the notice to owners in the outbox.
NOTICE = "announce:1:first:%"

pytestmark = [pytest.mark.journey, pytest.mark.timeout(800), pytest.mark.xdist_group("survey-many")]


@pytest.fixture(autouse=True, scope="module")
def _let_go() -> Iterator[None]:
    """Of some fifty thousand connections to the sandbox the client library forgets one now and then: it is in no pool and nobody closes
    it. It goes here, where it was made, and not in whichever test the collector comes by next."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


async def _issues(zhou: Phone) -> None:
    """A questionnaire of two questions, to everybody of the four buildings, with names."""
    await manages(zhou, "值班与管理", "意见调查", "问卷", "新问卷", "空白")
    await zhou.says("小调查")
    await answers(zhou, "跳过", "加一题", "满意度四档")
    await zhou.says("供水满意吗")
    await zhou.hears(lambda m: "英文" in m["text"], fresh=True)
    await zhou.says("Water?")
    await answers(zhou, "必答", "加一题", "文字")
    await zhou.says("还有什么要说")
    await answers(zhou, "跳过", "可跳过", "发放", "记名", "全部", *(f"{code}栋" for code in BUILDINGS))
    await answers(zhou, "好了", "按默认天数")
    await zhou.hears(f"将发 {HOMES} 户，应收回不少于 {HOMES * 80 // 100} 份", fresh=True)
    await answers(zhou, "发出")


async def answers(who: Phone, *labels: str) -> None:
    """Button after button, each on the message that came after the one before."""
    for label in labels:

        def fits(message: Any, label: str = label) -> bool:
            return any(b["text"].startswith(label) for row in message["buttons"] for b in row)

        await who.taps(label, message=await who.hears(fits, fresh=True))


async def _until(stage: Stage, count: Callable[[], Any], least: int) -> None:
    """Waits until so many are there."""
    async with asyncio.timeout(LONGEST_S):
        while await count() < least:
            stage.bot.check_alive()
            await asyncio.sleep(0.1)


async def test_twelve_hundred_households(own_stage: Callable[..., Any]) -> None:
    """Each asked once, reminded at most twice, counted once; whoever stopped, blocked or pressed twice is as it should be."""
    homes = list(enumerate(addresses(HOMES), FIRST))
    stage: Stage = await own_stage(paced=True, homes=homes)
    people = [Householder(account, manner_of(account - FIRST)) for account, _ in homes]
    manners = Counter(person.manner for person in people)
    by_id = {person.id: person for person in people}
    blocked = [person.id for person in people if person.manner is Manner.BLOCKED]
    for account in blocked:
        await stage.sandbox.post("block", user_id=account)
    zhou = stage["周敏"]

    async def sent(round_: int) -> int:
        key = t.outbox.c.key.like(f"survey:1:round:{round_}:%")
        return len(
            await stage.rows(select(t.outbox.c.id).where(key, t.outbox.c.status.in_(("sent", "blocked", "failed"))))
        )

    #: Whose invitation a kill left in doubt: it is not repeated, they are reminded.
    doubtful: set[int] = set()

    #: From when to when it does not know what it has sent the second before: it was killed, and is just back.
    unknowing: list[tuple[float, float]] = []

    async def dies() -> None:
        killed = time.time()
        await stage.bot.restart(kill=True, wait=True)
        unknowing.append((killed, time.time() + PACE_S))
        failed = select(t.outbox.c.chat_id).where(
            t.outbox.c.status == "failed", t.outbox.c.key.like("survey:1:round:0:%")
        )
        doubtful.update(row.chat_id for row in await stage.rows(failed))

    async def forms() -> int:
        return len(await stage.rows(select(v.survey_forms.c.id)))

    async with Households(stage.sandbox, people) as crowd:
        # Issued, and killed on the way.
        await _issues(zhou)
        await _until(stage, lambda: sent(0), HOMES // 4)
        await dies()
        # They answer while it still goes out; killed twice among presses.
        at_once = [p for p in people if p.manner in (Manner.ANSWERS, Manner.UNHAPPY, Manner.TWICE)]

        async def kills() -> None:
            for share in (4, 2):
                await _until(stage, forms, len(at_once) // share)
                await dies()

        killer = asyncio.create_task(kills())
        await crowd.answer(lambda: killer.done() and all(p.done or p.id in doubtful for p in at_once), LONGEST_S)
        await killer
        await stage.settled(120)
        assert await sent(0) == HOMES
        back = await forms()
        assert len(at_once) - len(doubtful) <= back <= len(at_once) and len(doubtful) <= 3

        # Reminded, killed on the way: only who has not answered; some answer now.
        await stage.passes(days=4)
        silent = HOMES - back
        await _until(stage, lambda: sent(1), silent // 2)
        await dies()
        await _until(stage, lambda: sent(1), silent - len(blocked))
        late = [p for p in people if p.manner is Manner.LATE]
        for person in late:
            person.reminded = True
        late += [p for p in at_once if not p.done]
        await crowd.answer(lambda: all(p.done for p in late), LONGEST_S)
        await stage.passes(days=5)
        silent -= len(late)
        await _until(stage, lambda: sent(2), silent - len(blocked))
        await stage.settled(120)

    # Over, killed in the very moment; whoever comes late is told so.
    killed = time.time()
    await stage.bot.kill()
    await stage.passes(days=2)
    await stage.bot.start()
    unknowing.append((killed, time.time() + PACE_S))
    (one,) = await stage.finds(
        select(v.surveys).where(v.surveys.c.status == "closed", v.surveys.c.next_at.is_(None)), 1, 60
    )
    await stage.settled(120)
    await zhou.hears(f"收回 {await forms()}/{HOMES}")
    assert (one.status, one.moved_in, one.issued, one.due_back) == ("closed", HOMES, HOMES, HOMES * 80 // 100)
    came = [by_id[p] for p in await _persons(stage)]
    wanted = (Manner.ANSWERS, Manner.UNHAPPY, Manner.TWICE, Manner.LATE)
    assert Counter(p.manner for p in came) == {manner: manners[manner] for manner in wanted}
    assert await stage.rows(select(v.survey_drafts.c.id)) == []
    await _nothing_twice(stage, people)
    told = await stage["郑经理"].hears("总体满意率", within=60)
    assert f"收回 {await forms()} 份" in told["text"]

    # What failed is put right: filled in, approved, published; killed under each of them.
    await _put_right(stage, zhou, dies)
    noticed = await _noticed(stage, people)
    assert all(noticed[p.id] <= 1 for p in people) and not any(noticed[account] for account in blocked)
    assert HOMES - len(blocked) - sum(noticed.values()) <= len(await _in_doubt(stage))
    # Told to wait while it knew its pace: only where a busy machine has brought two seconds' messages in one.
    calls = await stage.sandbox.get("calls", after=0)
    early = [c["at"] for c in calls if c["error_code"] == 429]
    assert sum(not any(a <= at <= b for a, b in unknowing) for at in early) <= len(calls) // 200
    await stage.all_well(undelivered=True)


async def _put_right(stage: Stage, zhou: Phone, dies: Callable[[], Awaitable[None]]) -> None:
    """The desk says what is to be done about the water, the manager approves it, all owners read it."""
    zheng = stage["郑经理"]
    (row,) = await stage.finds(select(t.cases.c.number).where(t.cases.c.flow == "improvement"), 1)
    card = await zhou.hears(lambda m: row.number in m["text"] and "供水" in m["text"])
    await zhou.taps("填措施", message=card)
    await zhou.says("更换二次供水泵")
    await answers(zhou, "周敏")
    await zhou.hears("哪天", fresh=True)
    await zhou.says("12月20日")
    await zhou.hears(lambda m: row.number in m["text"] and "更换二次供水泵" in m["text"])
    await dies()
    await manages(zhou, "值班与管理", "意见调查", "整改措施", "看 1", "报经理")
    await zheng.hears("更换二次供水泵")
    await dies()
    await zheng.taps("同意")
    await zhou.taps("向业主公布", message=await zhou.hears("已批准", fresh=True))
    await dies()
    await zhou.taps("提交审批")
    await zheng.taps("批准")
    going = select(t.outbox.c.id).where(
        t.outbox.c.key.like(NOTICE), t.outbox.c.status.in_(("sent", "blocked", "failed"))
    )

    async def gone() -> int:
        return len(await stage.rows(going))

    for share in (4, 2):
        await _until(stage, gone, HOMES // share)
        await dies()
    await _until(stage, gone, HOMES)
    await stage.settled(120)


async def _noticed(stage: Stage, people: list[Householder]) -> dict[int, int]:
    """How often each of them has the notice of what is put right."""
    found = {}
    for person in people:
        shown = (await stage.sandbox.chat(person.id))["messages"]
        found[person.id] = sum("更换二次供水泵" in (m["text"] or "") for m in shown)
    return found


async def _in_doubt(stage: Stage) -> list[Any]:
    return await stage.rows(select(t.outbox.c.id).where(t.outbox.c.key.like(NOTICE), t.outbox.c.status == "failed"))


async def _persons(stage: Stage) -> list[int]:
    """Accounts of those whose form came back."""
    query = select(t.persons.c.telegram_id).join(v.survey_forms, v.survey_forms.c.person_id == t.persons.c.id)
    return [row.telegram_id for row in await stage.rows(query)]


async def _nothing_twice(stage: Stage, people: list[Householder]) -> None:
    """One invitation and at most two reminders each; more only where a kill left one in doubt."""
    again = sum(line.get("sent_again", 0) for line in stage.bot.warnings())
    extra = 0
    for person in people:
        shown = (await stage.sandbox.chat(person.id))["messages"]
        asked = sum(m["is_bot"] and bool(m["buttons"]) and "开始填写" in str(m["buttons"]) for m in shown)
        if person.manner is Manner.BLOCKED:
            assert not shown
            continue
        most = 3 if person.manner in (Manner.SILENT, Manner.HALFWAY) else 1
        extra += max(0, asked - most)
    assert extra <= again
