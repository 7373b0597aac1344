"""What is due now: promises, talks nobody went on with, exchanges that fell silent. One sweep, repeatable at will."""

from datetime import datetime, timedelta

from domain.cases import Deadline
from domain.lifecycle import move
from domain.sending import Lane
from domain.talk import TALK, Talk, TalkEvent
from services import StoreError, Work, alerts, relay
from services.repair import clock as repair
from services.tell import Words, private, tell

#: Rows handled in one transaction; the clock comes back at once while there are more.
BATCH = 50

#: Whose promises they are, by flow.
FIRES = {"repair": repair.fire}


def sweep(work: Work) -> datetime | None:
    """Does what is due, the longest due first; the next instant something will be, None when nothing will."""
    for deadline in work.cases.due(work.now, BATCH):
        _fire(work, deadline)
    for talk in work.talks.expired(work.now, BATCH):
        _expire(work, talk)
    for community in work.people.communities():
        relay.close_idle(work, community.id, BATCH)
    upcoming = [at for at in (work.cases.next_due(), work.talks.next_expiry()) if at is not None]
    return min(upcoming, default=None)


def _fire(work: Work, deadline: Deadline) -> None:
    """One promise; a bug in it is told to the administrators and looked at again later, the others go on."""
    try:
        with work.part():
            case = work.cases.get(deadline.case_id)
            FIRES[case.flow](work, deadline, case)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(work.people.communities()[0].id, "clock.again_minutes")
        work.cases.fired(deadline.id, deadline.rung, work.now + timedelta(minutes=again))
        alerts.administrators(work, deadline.case_id, type(error).__name__)


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
