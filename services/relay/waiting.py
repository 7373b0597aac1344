"""The clock of exchanges: an unanswered word is reminded to the desk, then to its supervisor; silence ends one kindly."""

from datetime import datetime, timedelta

from domain.people import SUPERVISORS, Community, Person, Team
from domain.relay import Ended
from domain.sending import Lane
from services import Work, rota
from services.relay import end
from services.relay.copies import places
from services.tell import Words, private, tell
from store.relay import Oldest, Relay


def sweep(work: Work, limit: int) -> datetime | None:
    """Does what is due; when something will be next. Who still waits for an answer is never closed by silence."""
    upcoming: list[datetime] = []
    for first in work.relays.oldest():
        upcoming += _community(work, first, limit)
    return min(upcoming, default=None)


def _community(work: Work, first: Oldest, limit: int) -> list[datetime]:
    here = first.community_id
    idle = timedelta(hours=work.standards.number(here, "relay.idle_hours"))
    remind = timedelta(minutes=work.standards.number(here, "relay.remind_minutes"))
    raise_ = timedelta(minutes=work.standards.number(here, "relay.raise_minutes"))
    again = timedelta(hours=work.standards.number(here, "relay.idle_hours"))
    now = work.now
    due = [
        at + length
        for at, length in (
            (first.silent, idle), (first.unreminded, remind), (first.unraised, raise_), (first.raised, again),
        )
        if at is not None
    ]  # fmt: skip
    later = [at for at in due if at > now]
    if len(later) == len(due):
        return later
    done = 0
    for relay in work.relays.waiting(here, "remind", now - remind, limit):
        _remind(work, relay)
        done += 1
    for relay in work.relays.waiting(here, "raise", now - raise_, limit):
        _raise(work, relay)
        done += 1
    for relay in work.relays.raised(here, now - again, limit):
        _raise(work, relay)
        done += 1
    for relay in work.relays.silent(here, now - idle, limit):
        _fall_silent(work, relay)
        done += 1
    return [now] if done else later


def _remind(work: Work, relay: Relay) -> None:
    """Where the words were brought: somebody waits."""
    work.relays.change(relay.id, {"reminded_at": work.now})
    owner = work.staff.person_of(relay.owner_id) if relay.owner_id is not None else None
    given = _values(work, relay) | {"owner": owner.name if owner is not None else None}
    for where in places(work, relay):
        key = f"exchange:{relay.id}:waits:{relay.waiting_at}:{where.id}"
        tell(work, where, key, Words("relay/waits", given, f"r{relay.id}"), lane=Lane.TASK)


def _raise(work: Work, relay: Relay) -> None:
    """The supervisor hears that nobody has answered; in the quiet hours it waits for their end."""
    work.relays.change(relay.id, {"raised_at": work.now})
    community = work.people.community(relay.community_id)
    given = _values(work, relay)
    for person in _heads(work, community, relay):
        key = f"exchange:{relay.id}:raised:{work.now.isoformat()}:{person.id}"
        said = Words("relay/raised", given, f"r{relay.id}")
        tell(work, private(person, community), key, said, lane=Lane.REMINDER)


def _heads(work: Work, community: Community, relay: Relay) -> list[Person]:
    """Who answers for the desk; for those a supervisor has in private, whoever else leads it, or that one again."""
    found = [p for p in rota.answering(work, community.id, Team.DESK) if p.id != relay.person_id]
    if relay.with_id is None:
        return found
    alone = work.staff.person_of(relay.with_id)
    posts = work.staff.listed(community.id, roles=SUPERVISORS)
    others = [p for _, p in posts if p.id not in (alone.id, relay.person_id)]
    return others or [alone]


def _values(work: Work, relay: Relay) -> dict[str, object]:
    person = work.people.get(relay.person_id)
    since = relay.waiting_at or work.now
    return {"name": person.name, "since": since, "waited": work.now - since}


def _fall_silent(work: Work, relay: Relay) -> None:
    """Ended kindly: how to come back is said."""
    end(work, relay, Ended.IDLE)
    community = work.people.community(relay.community_id)
    said = Words("relay/closed", {"by_desk": True, "name": ""}, "m")
    key = f"exchange:{relay.id}:idle:{work.now.isoformat()}"
    tell(work, private(work.people.get(relay.person_id), community), key, said, lane=Lane.REMINDER)
