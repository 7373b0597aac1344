"""What is due now: promises, talks nobody went on with, exchanges that fell silent. One sweep, repeatable at will."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.lifecycle import move
from domain.sending import Lane
from domain.talk import TALK, Talk, TalkEvent
from services import (
    Work,
    asking,
    calls,
    inviting,
    lanes,
    live,
    polling,
    publishing,
    recompute,
    search,
    stating,
    timetable,
)
from services.fees import billing
from services.following import follow
from services.ladder import climb
from services.opinions import intake as opinions
from services.ready import Ready
from services.relay import waiting
from services.reports import asked
from services.rota import watch
from services.surveys import results_told
from services.surveys import running as surveys
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
    surveys.sweep,
    opinions.sweep,
    polling.sweep,
    stating.sweep,
    inviting.sweep,
    timetable.sweep,
    asked.sweep,
    results_told.sweep,
    billing.sweep,
    watch.sweep,
    live.sweep,
    search.sweep,
    lanes.sweep,
)
#: Those among them whose counting is done beforehand.
_COUNTING: Mapping[Sweep, Callable[[Work, int, Ready | None], datetime | None]] = {
    timetable.sweep: timetable.sweep,
    asked.sweep: asked.sweep,
    results_told.sweep: results_told.sweep,
    billing.sweep: billing.sweep,
    stating.sweep: stating.sweep,
}


def prepare(work: Work) -> Ready:
    """What is due and takes long to count, for `sweep`. Reads only: for the reading side."""
    counting = (timetable, asked, results_told, billing, stating)
    return {key: found for each in counting for key, found in each.prepare(work).items()}


def sweep(work: Work, ready: Ready | None = None) -> datetime | None:
    """Does what is due; the next instant something will be, at or before now when there is more, None when nothing will.

    `ready`: what `prepare` found. None: there is no reading side, and what is due is counted in the transaction itself.
    """
    upcoming = [_each(work, each, ready) for each in SWEEPS]
    follow(work)
    return min((at for at in upcoming if at is not None), default=None)


def _each(work: Work, each: Sweep, ready: Ready | None) -> datetime | None:
    """Those that count take what is counted."""
    counts = _COUNTING.get(each)
    return counts(work, BATCH, ready) if counts is not None else each(work, BATCH)


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
