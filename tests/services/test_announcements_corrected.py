"""An announcement stopped on its way: those who have it are told once, whatever crashes; nobody else is."""

from typing import Any

import pytest
from sqlalchemy import select

from domain.announcements import Part
from services import announcements
from services.announcements.cards import show_to
from services.clock import sweep
from store import tables as t
from tests.services.steps import ZHENG, sets
from tests.services.test_announcements_running import begins, dies, handed, populate, some_sent
from tests.support.estate import Estate

REASON = "改到下个月"


def on_its_way(estate: Estate, cut: bool) -> tuple[int, list[int]]:
    """One that some have and some do not; its id, and who has it."""
    sets(estate, "announcement.page", 10)
    populate(estate, 33)
    one = begins(estate, cut=cut)
    estate.writer.run_sync(sweep)
    some_sent(estate, 7)
    return one, having(estate, one)


def having(estate: Estate, one: int) -> list[int]:
    """Whose first message has left."""

    def look(w: Any) -> list[int]:
        left = [n for n in handed_to(w, one) if w.outbox.sent_key(f"announce:{one}:{Part.FIRST}:{n}") is not None]
        return sorted(left)

    return list(estate.work(look))


def handed_to(w: Any, one: int) -> list[int]:
    p = t.announcement_people.c
    return list(w.conn.scalars(select(p.person_id).where(p.announcement_id == one, p.part == Part.FIRST)))


def stops(estate: Estate, one: int, who: int = ZHENG, correct: bool = True) -> None:
    def stop(w: Any) -> None:
        head = w.people.who(w.people.by_telegram(estate.people[who]), "zh")
        announcements.stop(w, head, one, REASON, correct)

    estate.work(stop)


def has_card(estate: Estate, one: int) -> None:
    """The card stands at the end of the manager's chat."""

    def card(w: Any) -> None:
        who = w.people.who(w.people.by_telegram(estate.people[ZHENG]), "zh")
        show_to(w, w.announcements.get(one), who, repost=True)

    estate.work(card)
    estate.deliver()


@pytest.mark.parametrize("cut", [False, True], ids=["notice", "cut"])
def test_those_who_have_it_are_told_once_across_crashes(estate: Estate, cut: bool) -> None:
    """Exactly they, each once, with the reason; looked at again nothing more is said."""
    one, had = on_its_way(estate, cut)
    assert 0 < len(had) < 33
    stops(estate, one)
    dies(estate)
    estate.writer.run_sync(sweep)
    dies(estate)
    for _ in range(8):
        estate.passes(seconds=5)
        some_sent(estate, 1000)
    assert handed(estate, one, Part.CORRECTION) == had
    assert handed(estate, one, Part.REMINDER) == []
    estate.passes(hours=1)
    assert handed(estate, one, Part.CORRECTION) == had
    card = estate.work(lambda w: w.announcements.get(one))
    assert card.status == "stopped" and card.next_at is None


def test_a_page_at_a_time(estate: Estate) -> None:
    """As it went out: never more than a page ahead of the sender, and the rest follows."""
    one, _ = on_its_way(estate, cut=True)
    for _ in range(6):
        estate.passes(seconds=5)
        estate.writer.run_sync(sweep)
        some_sent(estate, 9)
    had = having(estate, one)
    assert len(had) > 10
    stops(estate, one)
    estate.writer.run_sync(sweep)
    assert 0 < len(handed(estate, one, Part.CORRECTION)) <= 10
    for _ in range(12):
        some_sent(estate, 1000)
        estate.passes(seconds=5)
    assert handed(estate, one, Part.CORRECTION) == had


def test_left_as_it_is_nobody_hears(estate: Estate) -> None:
    """Whoever stops it may leave it at that."""
    one, _ = on_its_way(estate, cut=True)
    stops(estate, one, correct=False)
    estate.passes(minutes=10)
    assert handed(estate, one, Part.CORRECTION) == []


def test_nobody_has_it_nobody_is_told(estate: Estate) -> None:
    """Stopped before the first message has left."""
    one = begins(estate, cut=True)
    stops(estate, one)
    estate.passes(minutes=10)
    assert handed(estate, one, Part.CORRECTION) == []


def test_whoever_stops_a_cut_is_asked(estate: Estate) -> None:
    """By buttons: the reason typed, 告诉他们 first; those who have it read both."""
    one, _ = on_its_way(estate, cut=True)
    has_card(estate, one)
    had = having(estate, one)
    estate.taps(ZHENG, "停止发送")
    estate.says(ZHENG, REASON)
    estate.taps(ZHENG, "告诉他们")
    estate.passes(minutes=1)
    assert handed(estate, one, Part.CORRECTION) == had


def test_whoever_stops_it_may_leave_it_at_that(estate: Estate) -> None:
    """By buttons: 不用告诉, and nobody hears."""
    one, _ = on_its_way(estate, cut=True)
    has_card(estate, one)
    estate.taps(ZHENG, "停止发送")
    estate.taps(ZHENG, "直接停止")
    estate.taps(ZHENG, "不用告诉")
    estate.passes(minutes=10)
    assert estate.work(lambda w: w.announcements.get(one)).status == "stopped"
    assert handed(estate, one, Part.CORRECTION) == []
