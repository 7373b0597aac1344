"""Announcements and calls on both databases: whom it is for, what became of it, what is withdrawn, who is to be rung."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.announcements import Audience, Part
from domain.calls import Status
from domain.sending import Sending
from services import announcements
from services.clock import sweep
from store.engine import Store
from tests.services.steps import WANG, ZHENG, person_of, sets
from tests.services.test_announcements_running import begins, handed, meant, populate, some_sent
from tests.services.test_calls import lines, refuses
from tests.support.estate import Estate


@pytest.fixture
def estate(store: Store) -> Iterator[Estate]:
    """The small estate in a database of either kind."""
    made = Estate(store)
    yield made
    made.close()


def test_cut_from_the_first_page_to_the_call_list(estate: Estate) -> None:
    """Pages, counts, reads, a stop that withdraws, calls by building and zone."""
    sets(estate, "announcement.page", 10)
    populate(estate, 25)
    populate(estate, 3, chat=False)
    audience = Audience(("1", "2", "3"), (1, 15))
    assert estate.work(lambda w: w.announcements.count(estate.community, audience)) == (27, 3)
    one = begins(estate, audience, cut=True)
    estate.writer.run_sync(sweep)
    assert len(handed(estate, one)) == 10
    assert estate.work(lambda w: w.announcements.unsent(one, 20)) == 10
    refuses(estate, WANG)
    some_sent(estate, 100)
    person = person_of(estate, WANG)
    assert [estate.work(lambda w: w.announcements.read(one, person, w.now)) for _ in range(2)] == [True, False]
    assert estate.work(lambda w: w.announcements.delivery(one, Part.FIRST)) == {"sent": 9, "blocked": 1}
    assert estate.work(lambda w: w.announcements.readers(one)) == 1
    for _ in range(3):
        estate.passes(seconds=5)
    assert handed(estate, one) == sorted(meant(estate))
    assert len(lines(estate)) == 4
    everywhere = estate.work(lambda w: w.calls.buildings(estate.community, []))
    assert sum(count for _, count in everywhere) == 4
    assert [code for code, _ in estate.work(lambda w: w.calls.buildings(estate.community, ["3"]))] == ["3"]
    assert estate.work(lambda w: [c.person_id for c in w.calls.open_in(estate.community, "3", 9, 0)][0]) == person

    def stop(w) -> None:
        announcements.stop(w, w.people.who(w.people.by_telegram(estate.people[ZHENG]), "zh"), one, None)

    estate.work(stop)
    statuses = estate.work(lambda w: w.announcements.delivery(one, Part.FIRST))
    assert statuses == {"sent": 26, "no_chat": 3, Sending.EXPIRED: 1}
    assert {line.status for line in lines(estate)} == {Status.GIVEN_UP}


def test_reminder_is_for_those_who_had_the_first(estate: Estate) -> None:
    """People who came later, and those without a chat, are not among them."""
    populate(estate, 5)
    populate(estate, 2, chat=False)
    one = begins(estate, cut=True)
    estate.passes(seconds=5)
    had = handed(estate, one)
    populate_later = estate.work(lambda w: w.people.add("后来", w.now, telegram_id=5))
    estate.work(lambda w: w.people.add_home(populate_later, estate.units["3-1-101"], "owner", "desk", w.now))

    def reminded(w) -> list[int]:
        row = replace(w.announcements.get(one), part=Part.REMINDER, cursor=0)
        return [p.id for p in w.announcements.people(row, Audience(), 100)]

    assert estate.work(reminded) == had
