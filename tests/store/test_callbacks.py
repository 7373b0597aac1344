"""Asking back on both databases: what is to be looked at, the desk's list, rain, two who answer at once, the rows of the figures."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.callbacks import Sort, Status
from domain.errors import Outdated
from store.engine import Store
from tests.services.callbacks_steps import leak_signed, rows, signed, statuses, telephones, urgent_signed
from tests.services.steps import CHEN, WANG, person_of
from tests.support.cast import START
from tests.support.estate import Estate

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def estate(store: Store) -> Iterator[Estate]:
    """The small estate in a database of either kind."""
    made = Estate(store)
    yield made
    made.close()


def test_from_the_plan_to_the_figures(estate: Estate) -> None:
    """Planned, looked at in the order it is due, handed to the desk, recorded; counted by when it fell due and was made."""
    other, urgent = signed(estate), urgent_signed(estate)
    first, second = rows(estate, other.number)[0], rows(estate, urgent.number)[0]
    assert (first.sort, second.sort) == (Sort.OTHER, Sort.URGENT)
    assert first.due_at is not None and first.due_at.tzinfo is UTC and first.rules
    later = START + 3 * DAY
    assert estate.work(lambda w: [cb.id for cb in w.callbacks.to_look_at(later, 9)]) == [second.id, first.id]
    assert estate.work(lambda w: [cb.id for cb in w.callbacks.to_look_at(later, 1)]) == [second.id]
    assert estate.work(lambda w: w.callbacks.to_look_at(START, 9)) == []
    assert estate.work(lambda w: w.callbacks.next_look()) == min(first.ask_at, second.ask_at)
    estate.passes(hours=29)
    assert set(statuses(estate, other.number) + statuses(estate, urgent.number)) == {"asked"}
    estate.passes(hours=13)
    listed = estate.work(lambda w: [cb.id for cb in w.callbacks.listed(estate.community, w.now, 9, 0)])
    assert listed == [second.id, first.id]
    assert estate.work(lambda w: [cb.id for cb in w.callbacks.listed(estate.community, w.now, 9, 1)]) == [first.id]
    assert estate.work(lambda w: w.callbacks.waiting(estate.community, w.now)) == (2, 1)
    telephones(estate)
    estate.taps(CHEN, "满意")
    assert estate.work(lambda w: w.callbacks.waiting(estate.community, w.now)) == (1, 0)
    assert statuses(estate, urgent.number) == ["good", "planned"]
    found = estate.work(lambda w: w.callbacks.rows(estate.community, START))
    assert [row.status for row in found] == ["asked", "good", "planned"]
    assert estate.work(lambda w: w.callbacks.rows(estate.community, later + 30 * DAY)) == []
    done = estate.work(lambda w: w.callbacks.finished(estate.community, START, START + DAY, ["cancelled"]))
    assert [(row.number, row.finished_at.tzinfo, row.by_desk) for row in done] == [
        (other.number, UTC, False), (urgent.number, UTC, False),
    ]  # fmt: skip


def test_of_two_who_answer_at_once_one_is_outdated(estate: Estate) -> None:
    """Whoever comes second with what they read before changes nothing."""
    signed(estate)
    (read,) = rows(estate)

    def twice(work: Any) -> None:
        assert work.callbacks.change(read, {"tries": 1}).version == read.version + 1
        with pytest.raises(Outdated):
            work.callbacks.change(read, {"tries": 2})

    estate.work(twice)
    assert rows(estate)[0].tries == 1
    assert estate.work(lambda w: w.callbacks.find(999)) is None


def test_leaks_wait_for_rain(estate: Estate) -> None:
    """CBK-06: a day of rain is kept once for each community; only leaks that wait are found."""
    case = leak_signed(estate, tested=True)
    estate.passes(days=3)
    telephones(estate)
    estate.taps(CHEN, "满意")
    assert statuses(estate, case.number) == ["good", "waits_rain"]
    waiting = estate.work(lambda w: w.callbacks.waiting_for_rain(estate.community))
    assert [(cb.case_id, cb.due_at) for cb in waiting] == [(case.id, None)]
    day, by = date(2026, 11, 25), person_of(estate, CHEN)
    said = [estate.work(lambda w: w.callbacks.say_rain(estate.community, day, by, w.now)) for _ in range(2)]
    assert said == [True, False]
    assert [estate.work(lambda w, d=d: w.callbacks.rained(estate.community, d)) for d in (day, day - DAY)] == [
        True,
        False,
    ]


def test_who_has_moved_out(estate: Estate) -> None:
    """By the home the repair was in; somebody who never lived there has not moved out."""
    case = signed(estate)
    person = person_of(estate, WANG)
    assert estate.work(lambda w: w.callbacks.moved_out(person, case.unit_id)) is False
    other = estate.units["1-1-101"]
    assert estate.work(lambda w: w.callbacks.moved_out(person, other)) is False


def test_an_answer_that_is_owed_stands_on_the_list(estate: Estate) -> None:
    """CBK-23: though the callback itself is done."""
    signed(estate)
    promised = datetime(2026, 11, 26, 7, tzinfo=UTC)
    (cb,) = rows(estate)
    estate.work(lambda w: w.callbacks.change(cb, {"status": Status.GOOD, "ask_at": None, "promised_at": promised}))
    (listed,) = estate.work(lambda w: w.callbacks.listed(estate.community, w.now, 9, 0))
    assert listed.promised_at == promised and estate.work(lambda w: w.callbacks.next_look()) is None
    estate.work(lambda w: w.callbacks.change(listed, {"answered_at": w.now + HOUR}))
    assert estate.work(lambda w: w.callbacks.listed(estate.community, w.now, 9, 0)) == []
