"""Boards that are looked at, on both databases."""

from datetime import datetime, timedelta

import pytest

from store.engine import Store
from store.watched import Watch
from store.work import Work
from tests.store.test_incidents import file
from tests.support.cast import START, build

MINUTE = timedelta(minutes=1)


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


def look(
    work: Work, community: int, chat: int = 5, due: datetime | None = None, ready: datetime = START + MINUTE
) -> None:
    """Somebody opens it for an hour."""
    work.watched.keep(Watch(0, chat, 1, community, "0__all_0", "d"), START + 60 * MINUTE, ready, due)


def test_due_when_something_has_changed_and_not_before_it_may(work: Work) -> None:
    """A case, a promise: as soon as the pace allows; another community's are none of its business."""
    cast = build(work, START)
    other = work.register.add_community("别苑", "Asia/Shanghai", "zh")
    look(work, cast.community)
    file(work, cast, 1, community_id=other, unit_id=None)
    assert work.watched.next_due() is None and "clock" not in work.signals
    case = file(work, cast, 2)
    assert work.watched.next_due() == START + MINUTE and work.watched.due(9) == [] and "clock" in work.signals
    later = Work(work.conn, START + MINUTE)
    (watch,) = later.watched.due(9)
    later.watched.looked(watch.id, "e", later.now + MINUTE, None)
    assert later.watched.due(9) == [] and later.watched.next_due() is None
    deadline = later.deadlines.add(case, "finish", 1, "engineering", [], starts_at=START, due_at=START, fire_at=None)
    later.deadlines.change(later.deadlines.get(deadline), {"fire_at": START})
    assert later.watched.next_due() == later.now + MINUTE


def test_earlier_of_what_comes_and_what_happens(work: Work) -> None:
    """What would change by itself later does not hold up what has changed now."""
    cast = build(work, START)
    look(work, cast.community, due=START + 9 * MINUTE)
    assert work.watched.next_due() == START + 9 * MINUTE
    work.watched.touch(cast.community)
    assert work.watched.next_due() == START + MINUTE


def test_one_a_chat_and_none_when_nobody_looks(work: Work) -> None:
    """Opened again it is the same one; left, or after its hours, it is never due."""
    cast = build(work, START)
    look(work, cast.community, due=START)
    look(work, cast.community, due=START)
    look(work, cast.community, chat=6, due=START)
    assert [w.chat_id for w in work.watched.due(9)] == [5, 6]
    work.watched.leave(5)
    assert [w.chat_id for w in work.watched.due(9)] == [6]
    tomorrow = Work(work.conn, START + 60 * MINUTE)
    tomorrow.watched.touch(cast.community)
    assert tomorrow.watched.due(9) == [] and tomorrow.watched.next_due() is None
