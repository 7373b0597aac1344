"""What is due now: promises, talks nobody went on with, exchanges that fell silent. One sweep, repeatable at will."""

from collections.abc import Callable
from datetime import datetime

from domain.lifecycle import move
from domain.sending import Lane
from domain.talk import TALK, Talk, TalkEvent
from services import Work, asking, calls, inviting, lanes, live, publishing, recompute, search, timetable
from services.following import follow
from services.ladder import climb
from services.relay import waiting
from services.rota import watch
from services.tell import Words, private, tell

#: Rows of each subject handled in one transaction; the clock comes back at once while there are more.
BATCH = 50


def _talks(work: Work, limit: int) -> datetime | None:
    for talk in work.talks.expired(work.now, limit):
        _expire(work, talk)
    return work.talks.next_expiry()


#: Does at most so many things that are due in its subject; the next instant one will be, None when none will.
Sweep = Callable[[Work, int], datetime | None]
#: In this order: what cannot wait goes first.
SWEEPS: tuple[Sweep, ...] = (
    recompute.sweep,
    climb.sweep,
    asking.sweep,
    _talks,
    waiting.sweep,
    calls.sweep,
    publishing.sweep,
    inviting.sweep,
    timetable.sweep,
    watch.sweep,
    live.sweep,
    search.sweep,
    lanes.sweep,
)


def sweep(work: Work) -> datetime | None:
    """Does what is due; the next instant something will be, at or before now when there is more, None when nothing will."""
    upcoming = [at for each in SWEEPS if (at := each(work, BATCH)) is not None]
    follow(work)
    return min(upcoming, default=None)


def _expire(work: Work, talk: Talk) -> None:
    """An unfinished conversation ends with a kind word; nothing of it is sent."""
    kept = talk.expires_at - talk.updated_at
    work.talks.save(talk.moved(work.now, kept, status=move(TALK, talk.status, TalkEvent.EXPIRE)))
    work.cards.remove(f"talk:{talk.id}")
    person = work.people.get(talk.person_id)
    who = work.people.who(person, "zh")
    community = work.people.community(work.people.home_community(who) or work.people.communities()[0].id)
    tell(
        work,
        private(person, community),
        f"talk:{talk.id}:expired",
        Words("common/expired", {}, "m"),
        lane=Lane.REMINDER,
    )
