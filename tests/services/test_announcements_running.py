"""Announcements on their way: whatever crashes, stops and moves, each recipient has exactly one message of each part."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from domain.announcements import Audience, Kind, Part, Status
from domain.people import Relation, Role
from domain.sending import Sending
from services import announcements, publishing
from services.announcements import Form
from services.clock import sweep
from store import tables as t
from tests.domain.test_announcements import AUDIENCES
from tests.services.steps import CHEN, ZHENG, sets
from tests.support.cast import START
from tests.support.estate import Estate


class Crash(Exception):
    """The process dies before the commit."""


def populate(estate: Estate, count: int, chat: bool = True) -> None:
    """So many residents more, all over the estate."""
    units = list(estate.units.values())

    def add(w: Any) -> None:
        rows = [
            {"name": f"住户{n}", "telegram_id": 10_000 + n if chat else None, "reachable": chat, "language": ("zh", "en")[n % 2],
             "created_at": w.now} for n in range(count)
        ]  # fmt: skip
        ids = list(w.conn.scalars(insert(t.persons).returning(t.persons.c.id), rows))
        homes = [
            {"person_id": p, "unit_id": units[p % len(units)], "relation": list(Relation)[p % 3], "began_at": w.now,
             "verified_at": w.now if chat else None, "verified_by": "desk"} for p in ids
        ]  # fmt: skip
        w.conn.execute(insert(t.residencies), homes)

    estate.work(add)


def begins(estate: Estate, audience: Audience | None = None, cut: bool = False) -> int:
    """An announcement of the manager, on its way; its id."""

    def go(w: Any) -> int:
        who = w.people.who(w.people.by_telegram(estate.people[ZHENG]), "zh")
        times = (w.now + timedelta(days=2), w.now + timedelta(days=2, hours=3)) if cut else None
        form = Form(Kind.WATER if cut else Kind.NOTICE, "大家好", audience or Audience(), times, None, None)
        one = announcements.make(w, who, estate.community, form)
        return announcements.ask(w, who, one.id).id

    return estate.work(go)


def handed(estate: Estate, one: int, part: Part = Part.FIRST) -> list[int]:
    """Whom the outbox has it for, with repeats if there were any."""
    keys = estate.work(
        lambda w: list(w.conn.scalars(select(t.outbox.c.key).where(t.outbox.c.key.like(f"announce:{one}:{part}:%"))))
    )
    return sorted(int(key.rpartition(":")[2]) for key in keys)


def meant(estate: Estate) -> set[int]:
    """Everybody who lives here and has a chat."""
    r, p = t.residencies.c, t.persons.c
    query = select(r.person_id).join(t.persons, p.id == r.person_id)
    where = (r.ended_at.is_(None), r.verified_at.is_not(None), p.telegram_id.is_not(None))
    return estate.work(lambda w: set(w.conn.scalars(query.where(*where))))


def moves_out(estate: Estate, person: int) -> None:
    ended = estate.now
    estate.work(
        lambda w: w.conn.execute(
            update(t.residencies).where(t.residencies.c.person_id == person).values(ended_at=ended)
        )
    )


def moves_back(estate: Estate) -> None:
    estate.work(lambda w: w.conn.execute(update(t.residencies).values(ended_at=None)))


def dies(estate: Estate) -> None:
    """A sweep that is never committed."""

    def run(w: Any) -> None:
        sweep(w)
        raise Crash

    try:
        estate.work(run)
    except Crash:
        return


def some_sent(estate: Estate, count: int) -> None:
    """The sender gets so many out, and no more."""

    def send(w: Any) -> None:
        rows = w.outbox.claim([r.id for r in w.outbox.waiting()][:count])
        w.outbox.sent([(row, row.id, None) for row in rows])

    estate.work(send)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["look", "crash", "send", "all", "leaves", "wait"]), max_size=25),
    stop=st.integers(0, 35),
    cut=st.booleans(),
)
def test_each_has_exactly_one(estate: Estate, steps: list[str], stop: int, cut: bool) -> None:
    """Over random looks, crashes, slow sending, people moving out and a stop at any place."""
    if len(meant(estate)) < 20:
        sets(estate, "announcement.page", 10)
        populate(estate, 33)
    estate.now = START + timedelta(days=7 * (1 + (estate.now - START).days // 7))  # two in the afternoon
    moves_back(estate)
    one = begins(estate, cut=cut)
    everybody, left = meant(estate), set()
    for n, step in enumerate(steps):
        if n == stop:
            estate.work(lambda w: announcements.stop(w, w.people.who(w.people.by_telegram(estate.people[ZHENG]), "zh"), one, None)
                        if w.announcements.get(one).status in (Status.APPROVED, Status.RUNNING) else None)  # fmt: skip
        if step == "look":
            estate.writer.run_sync(sweep)
        elif step == "crash":
            dies(estate)
        elif step in ("send", "all"):
            some_sent(estate, 7 if step == "send" else 1000)
        elif step == "leaves":
            gone = max(everybody - left)
            left.add(gone)
            moves_out(estate, gone)
        else:
            estate.now += timedelta(seconds=3)
        waiting = estate.work(lambda w: w.announcements.unsent(one, 1000))
        assert waiting < 2 * 10, "never more than a page ahead"
        assert max(Counter(handed(estate, one)).values(), default=1) == 1
    ended = estate.work(lambda w: w.announcements.get(one)).status is Status.STOPPED
    had = set(handed(estate, one))
    for _ in range(8):
        estate.passes(seconds=5)
    after = handed(estate, one)
    assert len(after) == len(set(after))
    assert had <= set(after) <= everybody
    if ended:
        assert set(after) == had
        statuses = estate.work(lambda w: w.announcements.delivery(one, Part.FIRST))
        assert set(statuses) <= {Sending.SENT, Sending.EXPIRED}
    else:
        assert everybody - left <= set(after)
    if cut and not ended:
        estate.passes(days=1, hours=22)
        for _ in range(8):
            estate.passes(seconds=5)
        assert handed(estate, one, Part.REMINDER) == sorted(set(after) - left)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(audience=AUDIENCES, page=st.integers(1, 20))
def test_rows_and_rules_agree_on_the_audience(estate: Estate, audience: Audience, page: int) -> None:
    """What the database pages through is what `Audience` says, person by person, whatever the page."""
    if len(meant(estate)) < 20:
        populate(estate, 33)

    def look(w: Any) -> None:
        seen: list[int] = []
        one = w.announcements.add(
            {"community_id": estate.community, "kind": Kind.NOTICE, "status": Status.RUNNING, "words": "", "audience": audience.doc(),
             "made_by": 1, "made_at": w.now, "until_at": w.now})  # fmt: skip
        while people := w.announcements.people(replace(one, cursor=seen[-1] if seen else 0), audience, page):
            seen += [p.id for p in people]
        expected = set()
        for person in w.conn.scalars(select(t.persons.c.id)):
            who = w.people.who(w.people.get(person), "zh")
            homes = [(h.building, h.floor, w.people.relation(person, h.id) or "") for h in who.homes]
            if audience.has_anybody(homes, [s.role for s in who.staff]):
                expected.add(person)
        assert seen == sorted(expected)
        assert sum(w.announcements.count(estate.community, audience)) == len(expected)

    estate.work(look)


def test_down_for_a_day_in_the_middle(estate: Estate) -> None:
    """Resumed where it was, in the morning: nobody twice, nobody left out."""
    sets(estate, "announcement.page", 10)
    populate(estate, 35)
    one = begins(estate)
    estate.writer.run_sync(sweep)
    assert len(handed(estate, one)) == 10
    estate.now += timedelta(hours=23)
    for _ in range(12):
        estate.passes(seconds=10)
    assert handed(estate, one) == sorted(meant(estate))
    assert estate.work(lambda w: w.announcements.delivery(one, Part.FIRST)) == {"sent": 37}


def test_ten_thousand(estate: Estate) -> None:
    """All of them, once each, in both languages, never more than a page ahead; the register's people are on the call list."""
    populate(estate, 10_000)
    populate(estate, 50, chat=False)
    one = begins(estate, cut=True)
    for _ in range(400):
        estate.writer.run_sync(publishing_sweep)
        assert estate.work(lambda w: len(w.outbox.waiting())) < 400
        some_sent(estate, 1000)
        estate.now += timedelta(seconds=10)
        if estate.work(lambda w: w.announcements.get(one)).part is Part.REMINDER:
            break
    assert estate.work(lambda w: w.announcements.delivery(one, Part.FIRST)) == {"sent": 10_002, "no_chat": 50}
    assert estate.work(lambda w: w.calls.count_open(estate.community)) == 50
    assert estate.work(lambda w: w.announcements.get(one)).people == 10_002


def publishing_sweep(work: Any) -> Any:
    """The announcements' part of the clock alone."""
    return publishing.sweep(work, 50)


def test_roles_and_desk_are_who_they_say(estate: Estate) -> None:
    """Nobody but the desk makes one, whatever is called."""
    for who, allowed in ((CHEN, True), ("李强", False), ("王芳", False)):

        def make(w: Any, who: str = who) -> Any:
            person = w.people.who(w.people.by_telegram(estate.people[who]), "zh")
            form = Form(Kind.NOTICE, "x", Audience(roles=(Role.DESK,)), None, None, None)
            return announcements.make(w, person, estate.community, form)

        try:
            estate.work(make)
            made = True
        except announcements.Refused:
            made = False
        assert made is allowed
