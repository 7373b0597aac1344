"""Away for 23 hours: 300 promises ran out, 500 updates wait. On return each is handled once, the emergency first."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.cases import Channel
from domain.people import Team
from domain.repair import Category, Danger
from sandbox.limits import COUNTED
from services import ladder
from store import tables as t
from store.engine import open_store
from store.work import Work
from store.writer import Writer
from tests.support import cast as seed
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(300),
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-absence"),
]
PROMISES, UPDATES, HOURS = 300, 500, 23
#: Real seconds with Telegram's limits on: longer than the minute in which a group may get its twenty messages.
WATCHED_S = 63
EMERGENCY = 150
_OVER = ("sent", "merged")


async def test_back_after_a_day(own_stage: Callable[..., Any]) -> None:
    """Design part 4, must be shown 3: once each, no group above twenty messages in any minute, the emergency first."""
    stage: Stage = await own_stage(paced=True)
    await stage.settled()
    await stage.bot.kill()
    before = (await stage.rows(select(t.outbox.c.id).order_by(t.outbox.c.id.desc()).limit(1)))[0].id
    crowd = [200_000 + n for n in range(UPDATES // 2)]
    await asyncio.to_thread(_promised, stage, crowd)
    await stage.passes(hours=HOURS)
    await _waiting(stage, crowd)
    first = max([0, *(call["n"] for call in await stage.sandbox.calls())])

    began = time.monotonic()
    await stage.bot.start()
    done = select(t.inbox.c.update_id).where(t.inbox.c.status == "done", t.inbox.c.chat_id.in_(crowd))
    assert len(await stage.finds(done, UPDATES, within=WATCHED_S)) == UPDATES
    await asyncio.sleep(max(0.0, WATCHED_S - (time.monotonic() - began)))
    calls = await stage.sandbox.calls(after=first)
    assert not [call for call in calls if call["error_code"] == 429], "the limits are kept, not run into"
    assert _busiest_minute(calls, seed.GROUP) <= 20 and _busiest_minute(calls, seed.DESK_GROUP) <= 20
    assert _busiest_minute(calls, seed.GROUP) > 0, "replies to people go first, but the group is not forgotten"
    await _the_emergency_was_first(stage, before)

    # What is left would take the group a quarter of an hour: the same rows, without the pace.
    await stage.bot.terminate()
    await stage.sandbox.limits(on=False)
    stage.bot.environment["PACING"] = "off"
    await stage.bot.start()
    await stage.settled(60)
    await _everything_once(stage, crowd, before)
    await stage.all_well()


def _promised(stage: Stage, crowd: list[int]) -> None:
    """300 repairs, every third of them nobody's, the one in the middle a burst pipe; and 250 more people."""
    store = open_store(stage.database_url)
    now = seed.START
    writer = Writer(store, lambda: now).start()

    def fill(work: Work) -> None:
        homes = sorted(stage.cast.units)
        for n, account in enumerate(crowd):
            seed.resident(work, stage.cast, f"住户{account}", account, homes[n % len(homes)], "zh", now)
        posts = {person.name: post.id for post, person in work.staff.listed(stage.cast.community)}
        owners = [work.people.by_telegram(account) for account in crowd]
        for n in range(PROMISES):
            urgent = n == EMERGENCY
            worker = None if urgent or n % 3 == 0 else posts["李强" if n % 3 == 1 else "赵军"]
            owner = owners[n % len(owners)]
            assert owner is not None
            case = work.cases.add(
                {
                    "community_id": stage.cast.community, "number": f"261121-{n + 1:03}", "flow": "repair",
                    "status": "reported" if worker is None else "accepted", "place": f"{n + 1}号楼道", "reporter_id": owner.id,
                    "channel": Channel.CHAT, "category": Category.WATER if urgent else Category.LIGHTING, "urgent": urgent,
                    "danger": Danger.BURST_PIPE if urgent else None, "words": f"第{n + 1}件", "team": Team.ENGINEERING,
                    "assignee_id": worker, "created_at": now,
                }
            )  # fmt: skip
            work.cases.add_repair(case, {"charge": "public", "charge_rules": []})
            work.cases.log(case, now, owner.id, "report", None, "reported", {})
            made = work.cases.get(case)
            begun = now + timedelta(hours=HOURS, minutes=-20) if urgent else now
            due = begun + timedelta(minutes=15) if urgent else now + timedelta(hours=14 + n % 9)
            ladder.promise(work, made, "arrive" if urgent else "finish", 1, Team.ENGINEERING, begun, due, ["REP-11"])

    try:
        writer.run_sync(fill)
    finally:
        writer.stop_sync()
        store.close()


async def _waiting(stage: Stage, crowd: list[int]) -> None:
    """Everybody has asked for help and then told what is broken, while nobody was there."""
    people = [("people", {"id": a, "first_name": f"人{a}", "language_code": "zh-hans"}) for a in crowd]
    await stage.sandbox.batch(*people)
    said = [(a, words) for words in ("/help", "楼道灯不亮") for a in crowd]
    await stage.sandbox.batch(*(("say", {"user_id": a, "chat_id": a, "text": words}) for a, words in said))
    assert await stage.sandbox.pending() >= UPDATES


def _busiest_minute(calls: Iterable[dict[str, Any]], chat: int) -> int:
    """The most messages (edits count, as they do for Telegram) in any sixty seconds."""
    at = [call["at"] for call in calls if call["ok"] and call["chat_id"] == chat and call["method"] in COUNTED]
    return max((sum(start <= one < start + 60 for one in at) for start in at), default=0)


def _instant(row: Any) -> datetime:
    at: datetime = row.sent_at
    return at


async def _the_emergency_was_first(stage: Stage, before: int) -> None:
    """Of all alerts, and of all cards of the crew's group."""
    o = t.outbox.c
    (case,) = await stage.rows(select(t.cases.c.id).where(t.cases.c.urgent))
    sent = select(t.outbox).where(o.id > before, o.sent_at.is_not(None), o.status == "sent", o.sort == "message")
    alerts = sorted((r for r in await stage.rows(sent) if "⏰" in r.payload["text"]), key=_instant)
    crew = sorted((r for r in await stage.rows(sent.where(o.chat_id == seed.GROUP))), key=_instant)
    assert alerts[0].case_id == case.id and crew[0].case_id == case.id
    lead = [r for r in alerts if r.chat_id == stage["吴工"].id]
    assert lead[0].case_id == case.id, "the lead reads of it first"


async def _everything_once(stage: Stage, crowd: list[int], before: int) -> None:
    """Each update done, each alert of each promise told once, by itself or in the one message of its reader."""
    o = t.outbox.c
    updates = await stage.rows(select(t.inbox.c.status).where(t.inbox.c.chat_id.in_(crowd)))
    assert Counter(row.status for row in updates) == {"done": UPDATES}
    talks = await stage.rows(select(t.talks.c.person_id))
    assert len(talks) == len({row.person_id for row in talks}) == len(crowd)
    logged = await stage.rows(select(t.events.c.data).where(t.events.c.kind == "alert"))
    assert len({row.data["deadline"] for row in logged}) == len(logged) == PROMISES, "the highest step due, once"
    owed = await stage.rows(select(t.outbox).where(o.id > before))
    assert {row.status for row in owed} <= set(_OVER)
    places = [(row.chat_id, row.message_id) for row in owed if row.status == "sent" and row.sort == "message"]
    assert len(places) == len(set(places))
    told: dict[int, int] = defaultdict(int)
    for row in owed:
        text = row.payload["text"]
        if row.sort == "message" and row.status == "sent" and "⏰" in text and row.chat_id > 0:
            merged = text.split("还有 ")[1].split(" 件")[0] if "件要看" in text else "1"
            told[row.chat_id] += int(merged)
    meant: dict[int, int] = defaultdict(int)
    for row in logged:
        for name in row.data["to"]:
            if name != "group":
                meant[stage[name].id] += 1
    assert told == meant and told[stage["吴工"].id] == PROMISES
