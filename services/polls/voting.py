"""Owners choose by one tap, for their home, as often as they like until the end. The press itself is not kept."""

from datetime import timedelta

from domain.errors import Outdated, Refused
from domain.incoming import Incoming
from domain.people import Person, Who
from domain.poll import Poll, Status
from domain.sending import Lane
from services import Work
from services.polls import faces
from services.polls.cards import PAGE
from services.tell import mine, private, show


def card_of(poll: int, unit: int, person: int) -> str:
    """The ballot of a home in somebody's chat."""
    return f"poll:{poll}:ballot:{unit}:{person}"


def choose(work: Work, who: Who, poll: int, unit: int, option: int, incoming: Incoming) -> bool:
    """The home chooses; whether it had chosen before. Whoever of it has a ballot on screen sees the choice at once.

    `Refused` for those who do not live there and when it is over, `Outdated` for a button that never was.
    """
    one = work.polls.find(poll)
    home = work.polls.home(poll, unit) if one is not None else None
    if one is None or home is None or option >= len(one.options):
        raise Outdated
    if not who.lives_in(unit):
        raise Refused("common/not_yours")
    _check_open(work, one)
    work.polls.choose(one.id, unit, option)
    work.forgets.add(incoming.id)  # who chose what is nobody's to read, not even among what has arrived
    card = card_of(one.id, unit, who.person.id)
    if incoming.press_id and incoming.message and work.cards.find(card) is None:
        work.cards.place(card, mine(who, work.people.community(one.community_id)).id, incoming.message)
    for person in (who.person, *work.surveys.household(unit, who.person.id)):
        _tick(work, one, unit, person)
    seconds = work.standards.number(one.community_id, "poll.count_seconds")
    if work.polls.look_at(one.id, work.now + timedelta(seconds=seconds)):
        work.signals.add("clock")
    return home.voted


def _check_open(work: Work, one: Poll) -> None:
    if one.started_at is None:
        raise Outdated
    if one.status is not Status.RUNNING or work.now >= one.deadline_at:
        raise Refused("poll/over", stopped=one.status is Status.STOPPED)


def _tick(work: Work, one: Poll, unit: int, person: Person) -> None:
    """The ballot somebody has is edited where it stands."""
    card, chat = card_of(one.id, unit, person.id), private(person, work.people.community(one.community_id))
    if chat is not None and work.cards.find(card) is not None:
        show(work, chat, card, faces.ballot(work, one, unit, chat.language))


def close_ballots(work: Work, one: Poll, unit: int) -> None:
    """The ballots of a home say what came of it, and have no buttons any more."""
    for person in work.surveys.household(unit, 0):
        _close(work, one, unit, person)


def close_left(work: Work, one: Poll) -> None:
    """So do those of people who have left the home since."""
    for unit, person in work.polls.ballots(one.id):
        if work.people.relation(person, unit) is None:
            _close(work, one, unit, work.people.get(person))


def _close(work: Work, one: Poll, unit: int, person: Person) -> None:
    card, chat = card_of(one.id, unit, person.id), private(person, work.people.community(one.community_id))
    if chat is not None and work.cards.find(card) is not None:
        show(work, chat, card, faces.over(work, one, chat.language), lane=Lane.BROADCAST)


def open_for(work: Work, who: Who) -> list[tuple[Poll, int]]:
    """Polls this person's homes are or were asked in: poll and home, running ones first."""
    homes = [home.id for home in who.homes]
    return (
        [(one, unit) for one, unit in work.polls.of_homes(homes, PAGE) if one.started_at is not None] if homes else []
    )


def show_one(work: Work, who: Who, poll: int, unit: int) -> None:
    """The ballot while it can be answered, afterwards what came of it; for those of the home."""
    one = work.polls.find(poll)
    if one is None or one.started_at is None or work.polls.home(poll, unit) is None:
        raise Outdated
    if not who.lives_in(unit):
        raise Refused("common/not_yours")
    chat = mine(who, work.people.community(one.community_id))
    running = one.status is Status.RUNNING and work.now < one.deadline_at
    said = faces.ballot(work, one, unit, chat.language) if running else faces.over(work, one, chat.language)
    show(work, chat, card_of(one.id, unit, who.person.id), said, repost=True)
