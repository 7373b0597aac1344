"""Many reminders waiting for one chat become one message: nothing lost, nothing else merged, nothing twice (design part 4)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.people import Role, Team
from domain.sending import Lane, Sending, Sort
from services import lanes
from services.ladder import promise
from store import tables as t
from store.engine import Store
from store.work import Work
from tests.services.steps import LI, WANG, WU, ZHOU, files, hires, sets, takes
from tests.support.cast import GROUP, START, build
from tests.support.estate import Estate


def owe(estate: Estate, chat: int, count: int, lane: Lane = Lane.REMINDER, first: int = 0, **more: object) -> None:
    """So many messages for the chat, with a line each of their own."""

    def add(work: Work) -> None:
        for n in range(first, first + count):
            payload = {"text": f"<b>提醒 {n}</b> &amp; 其它\n第二行", **more}
            assert work.outbox.add(f"t:{chat}:{lane}:{n}", chat, lane, Sort.MESSAGE, payload)

    estate.work(add)


def rows(estate: Estate, chat: int) -> list[tuple[str, str]]:
    """Key and status of everything owed to the chat."""
    o = t.outbox.c
    query = select(o.key, o.status).where(o.chat_id == chat).order_by(o.id)
    return estate.work(lambda w: [tuple(row) for row in w.conn.execute(query)])


def merge(estate: Estate) -> None:
    """The clock's last look."""
    estate.work(lambda w: lanes.sweep(w, 50))


def test_a_group_with_too_many_gets_one(estate: Estate) -> None:
    """Each one's first line in it, oldest first, with buttons to the board; said once."""
    owe(estate, GROUP, 6)
    merge(estate)
    merge(estate)
    estate.deliver()
    (shown,) = estate.chats[GROUP].values()
    assert shown.text.splitlines() == [
        "⏰ <b>6 条提醒合成一条</b>",
        *(f"· 提醒 {n} &amp; 其它" for n in range(6)),
    ]
    assert [b["data"] for row in shown.buttons for b in row] == ["m:board:0", "m:overdue:0"]
    assert [status for _, status in rows(estate, GROUP)] == [Sending.MERGED] * 6 + [Sending.SENT]


def test_as_many_as_the_figure_are_left_alone(estate: Estate) -> None:
    """More than it, not as many."""
    owe(estate, GROUP, 5)
    merge(estate)
    assert {status for _, status in rows(estate, GROUP)} == {Sending.QUEUED}
    sets(estate, "lanes.merge_from", 4)
    merge(estate)
    assert len(rows(estate, GROUP)) == 6


@pytest.mark.parametrize("lane", [Lane.EMERGENCY, Lane.REPLY, Lane.TASK, Lane.BROADCAST])
def test_nothing_but_reminders_is_merged(estate: Estate, lane: Lane) -> None:
    """However many of them there are."""
    owe(estate, GROUP, 30, lane)
    owe(estate, GROUP, 2)
    merge(estate)
    assert {status for _, status in rows(estate, GROUP)} == {Sending.QUEUED}


def test_residents_and_questions_keep_their_messages(estate: Estate) -> None:
    """What an owner is asked has buttons of its own; pictures cannot be merged; unknown chats neither."""
    question = [[{"label": "修好了", "data": "b7:good:1"}]]
    owe(estate, estate.people[WANG], 9)
    owe(estate, estate.people[WU], 9, buttons=question)
    owe(estate, estate.people[ZHOU], 9, media=[{"kind": "photo", "ref": "f"}])
    owe(estate, -77, 9)
    owe(estate, 77, 9)
    merge(estate)
    for chat in (estate.people[WANG], estate.people[WU], estate.people[ZHOU], -77, 77):
        assert {status for _, status in rows(estate, chat)} == {Sending.QUEUED}


def test_figures_are_read_whole(estate: Estate) -> None:
    """The digest of a shift is no reminder of anything on the board."""
    owe(estate, GROUP, 6)
    estate.work(lambda w: w.outbox.add("digest:1:engineering:x", GROUP, Lane.REMINDER, Sort.MESSAGE, {"text": "本班"}))
    merge(estate)
    assert dict(rows(estate, GROUP))["digest:1:engineering:x"] == Sending.QUEUED


def test_a_swallowed_message_is_not_owed_again(estate: Estate) -> None:
    """Its key stays: whoever says it once more says nothing."""
    owe(estate, GROUP, 6)
    merge(estate)
    again = estate.work(lambda w: w.outbox.add(f"t:{GROUP}:5:3", GROUP, Lane.REMINDER, Sort.MESSAGE, {"text": "x"}))
    assert again is False


def test_what_is_held_for_the_morning_is_merged_with_its_like(estate: Estate) -> None:
    """Quiet hours hold the digest as they held its parts; what may go now does not wait for it."""
    later = estate.now + timedelta(hours=9)

    def add(work: Work) -> None:
        for n in range(6):
            work.outbox.add(f"night:{n}", GROUP, Lane.REMINDER, Sort.MESSAGE, {"text": f"n{n}"}, not_before=later)

    estate.work(add)
    owe(estate, GROUP, 6)
    merge(estate)
    o = t.outbox.c
    query = select(o.not_before).where(o.key.like("merged:%")).order_by(o.id)
    assert sorted(estate.work(lambda w: list(w.conn.scalars(query))), key=lambda at: at is not None) == [None, later]


def test_topics_are_merged_each_by_itself(estate: Estate) -> None:
    """A digest comes where its parts would have come."""
    owe(estate, GROUP, 6, thread=5)
    owe(estate, GROUP, 6, first=10, thread=6)
    merge(estate)
    o = t.outbox.c
    made = estate.work(lambda w: list(w.conn.scalars(select(o.payload).where(o.key.like("merged:%")).order_by(o.id))))
    assert sorted(p["thread"] for p in made) == [5, 6]


def test_reminders_of_the_ladder_come_as_one_and_their_alerts_still_come(estate: Estate) -> None:
    """Ten promises run out this afternoon: one message before; the alerts afterwards are messages of their own again."""
    case = files(estate)
    takes(estate)
    deliver, estate.deliver = estate.deliver, lambda: None  # the channel is slow

    def many(work: Work) -> None:
        found = work.cases.get(case.id)
        for n in range(2, 10):
            promise(work, found, "finish", n, found.team, work.now, work.now + timedelta(hours=4), ["REP-11"])

    estate.work(many)
    sets(estate, "ladder.merge_from", 20)
    estate.passes(hours=3, minutes=1)
    estate.deliver = deliver  # type: ignore[method-assign]
    estate.deliver()
    (digest,) = [m for m in estate.chats[estate.people[LI]].values() if "合成一条" in m.text]
    assert digest.text.startswith("⏰ <b>8 条提醒") and digest.text.count(case.number) == 8
    estate.passes(hours=1)
    alerts = [m for m in estate.chats[estate.people[LI]].values() if m.text.startswith("⏰ 超时")]
    assert len(alerts) == 8


def test_in_the_readers_language(estate: Estate) -> None:
    """A colleague who reads English."""
    hires(estate, "Bob", 31, Role.ENGINEER, Team.ENGINEERING)
    estate.work(lambda w: w.people.set_language(w.people.by_telegram(31).id, "en"))
    owe(estate, 31, 30)
    merge(estate)
    estate.deliver()
    text = estate.newest("Bob").text
    assert "30 reminders in one" in text and "and 10 more on the board" in text


_LANES = st.sampled_from(list(Lane))
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("owe"), st.sampled_from([GROUP, 21, 11]), _LANES),
        st.tuples(st.just("merge"), st.just(0), st.just(Lane.TASK)),
        st.tuples(st.just("send"), st.integers(1, 3), st.just(Lane.TASK)),
    ),
    max_size=80,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(_STEPS, st.integers(2, 4), st.integers(5, 8))
def test_nothing_is_lost_whatever_comes_between(work: Work, steps: list[tuple], figure: int, lines: int) -> None:
    """Every message is sent, waits, or is counted in a digest that is sent or waits; a line is lost to the bound only."""
    work.conn.execute(t.outbox.delete())
    for key, value in (("lanes.merge_from", figure), ("lanes.merge_lines", lines)):
        work.standards.set(1, key, value, None, work.now)
    owed = 0
    for what, chat, lane in steps:
        if what == "owe":
            owed += 1
            work.outbox.add(f"k{owed}", chat, lane, Sort.MESSAGE, {"text": f"line {owed}."})
        elif what == "merge":
            lanes.sweep(work, 50)
        else:
            claimed = work.outbox.claim([w.id for w in work.outbox.waiting()[:chat]])
            work.outbox.sent([(row, 1, None) for row in claimed])
    o = t.outbox.c
    found = work.conn.execute(select(o.key, o.chat_id, o.lane, o.status, o.payload)).all()
    alive = [row for row in found if row.status != Sending.MERGED]
    assert sum(row.payload["digest"]["count"] if row.key.startswith("merged") else 1 for row in alive) == owed
    for row in found:
        if row.status == Sending.MERGED:
            assert row.lane == Lane.REMINDER and row.chat_id != 11
            if not row.key.startswith("merged"):
                full = [d for d in alive if d.chat_id == row.chat_id and d.key.startswith("merged")]
                assert any(
                    row.payload["text"] in d.payload["text"] or d.payload["digest"]["count"] > lines for d in full
                )
    assert len({row.key for row in found}) == len(found)


@pytest.fixture
def work(store: Store):
    """A unit of work with everybody in it, on each kind of database."""
    with store.engine.connect() as conn:
        made = Work(conn, START)
        build(made, START)
        yield made
