"""Exchanges on both databases: what is due, which copy is whose, what was said once."""

from datetime import timedelta

import pytest

from domain.sending import Lane, Sort
from store.engine import Store
from store.relay import Relay
from store.work import Work
from tests.support.cast import START, Cast, build


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


@pytest.fixture
def cast(work: Work) -> Cast:
    """Somebody to talk."""
    return build(work, START)


def says(work: Work, relay: Relay, key: str, message: int, *, desk: bool = False, **more: object):
    """One thing said."""
    return work.relays.said(relay.id, key, START, {
        "from_desk": desk, "by": 1, "text": "话", "attachment": [], "chat_id": 11, "message_id": message, **more,
    })  # fmt: skip


def test_what_is_due_first_is_known_by_community(work: Work, cast: Cast) -> None:
    """Silent ones where nobody waits; unreminded, unraised, raised ones where somebody does; none of closed ones."""
    assert work.relays.oldest() == []
    calm = work.relays.open(cast.community, 1, None, START)
    waits = work.relays.open(cast.community, 2, None, START - timedelta(hours=9))
    work.relays.change(waits.id, {"waiting_at": START - timedelta(minutes=5)})
    (first,) = work.relays.oldest()
    minutes = timedelta(minutes=5)
    assert (first.silent, first.unreminded, first.unraised, first.raised) == (
        START,
        START - minutes,
        START - minutes,
        None,
    )
    assert [r.id for r in work.relays.silent(cast.community, START, 9)] == [calm.id]
    for step in ("remind", "raise"):
        assert [r.id for r in work.relays.waiting(cast.community, step, START, 9)] == [waits.id]
    work.relays.change(waits.id, {"reminded_at": START, "raised_at": START})
    (first,) = work.relays.oldest()
    assert (first.unreminded, first.unraised, first.raised) == (None, None, START)
    assert work.relays.waiting(cast.community, "remind", START, 9) == []
    assert [r.id for r in work.relays.raised(cast.community, START, 9)] == [waits.id]
    for relay in (calm, waits):
        work.relays.change(relay.id, {"status": "closed"})
    assert work.relays.oldest() == [] and work.relays.open_of(1) is None


def test_a_thing_is_said_once(work: Work, cast: Cast) -> None:
    """Under its key; pages count from the end."""
    relay = work.relays.open(cast.community, 1, None, START)
    first = says(work, relay, "a", 1)
    assert first is not None and says(work, relay, "a", 1) is None
    for n in range(2, 8):
        says(work, relay, f"k{n}", n, desk=n % 2 == 0)
    assert [s.message_id for s in work.relays.messages([relay.id], 3)] == [5, 6, 7]
    assert [s.message_id for s in work.relays.messages([relay.id], 3, 6)] == [1]
    assert work.relays.count([relay.id]) == 7 and work.relays.count([]) == 0
    newest = [work.relays.newest(relay.id, from_desk=desk) for desk in (True, False)]
    assert [s.message_id for s in newest if s] == [6, 7]


def test_an_original_is_found_by_any_of_its_messages(work: Work, cast: Cast) -> None:
    """Only the writer's own."""
    relay = work.relays.open(cast.community, 1, None, START)
    says(work, relay, "a", 5, parts=[[5, "x"], [6, "y"], [9, "z"]])
    later = says(work, relay, "b", 7)
    found = [work.relays.by_original(11, n, 1) for n in (5, 6, 9, 7, 8, 4)]
    assert [s.message_id if s else None for s in found] == [5, 5, 5, 7, None, None]
    assert later is not None and work.relays.by_original(11, 7, 2) is None and work.relays.by_original(12, 7, 1) is None


def test_a_copy_is_found_by_where_it_stands(work: Work, cast: Cast) -> None:
    """Any part of it, any picture of an album, a notice; nothing beyond."""
    relay = work.relays.open(cast.community, 1, None, START)
    said = says(work, relay, "a", 5)
    assert said is not None
    album = {"text": "", "media": [{"kind": "photo", "ref": "x"}] * 3}
    for key, message, payload in (
        (f"copy:{said.id}:0#1.0", 20, {"text": "x"}), (f"copy:{said.id}:0:f0#2.0", 21, album),
        (f"exchange:{relay.id}:waits", 30, {"text": "x"}), ("talk:1:x", 40, {"text": "x"}),
    ):  # fmt: skip
        work.outbox.add(key, -5, Lane.TASK, Sort.MESSAGE, payload)
        (row,) = work.outbox.claim([r.id for r in work.outbox.waiting()])
        work.outbox.sent([(row, message, None)])
    found = {n: work.relays.by_copy(-5, n) for n in range(19, 42)}
    assert {n for n, hit in found.items() if hit} == {20, 21, 22, 23, 30}
    assert found[23] == (relay, said) and found[30] == (relay, None)
    assert work.relays.by_copy(-6, 20) is None


def test_what_was_lost_is_listed_by_its_reader(work: Work, cast: Cast) -> None:
    """Only what the desk said, oldest first."""
    relay = work.relays.open(cast.community, 1, None, START)
    for n in range(1, 5):
        lost = says(work, relay, f"k{n}", n, desk=n != 2)
        assert lost is not None
        work.relays.change_said(lost.id, {"failed_at": START if n < 4 else None})
    assert [s.message_id for s in work.relays.undelivered(relay.id)] == [1, 3]
    assert [r.id for r in work.relays.with_undelivered(1)] == [relay.id] and work.relays.with_undelivered(2) == []


def test_which_exchange_goes_on(work: Work, cast: Cast) -> None:
    """The last gone on with, by community; those of a case."""
    one = work.relays.open(cast.community, 1, None, START)
    two = work.relays.open(cast.community, 1, None, START)
    work.relays.change(one.id, {"last_at": START + timedelta(minutes=1)})
    assert [r.id for r in work.relays.all_open_of(1, cast.community)] == [one.id, two.id]
    newest = work.relays.open_of(1)
    assert newest is not None and newest.id == one.id and work.relays.open_of(1, 999) is None
    assert work.relays.of_case(1) == []
