"""A poll on its way: ballots, one reminder, the result; a page of homes at a time, never more than a page ahead of the sender.

Each page is one transaction: homes, messages owed and the place reached are kept together, so a crash repeats nothing and
passes nobody over. Keys name poll, round and home.
"""

from datetime import datetime, timedelta

from domain.announcements import pause_for
from domain.lifecycle import move
from domain.people import SUPERVISORS, Community, Person
from domain.poll import TABLE, Event, Poll, Round, Status, remind_at
from domain.sending import Lane
from services import StoreError, Work, alerts
from services.polls import faces, voting
from services.polls.cards import refresh
from services.polls.making import ended
from services.tell import Chat, Words, after_quiet, private, spread, tell, zone_of
from store.polls import PollHome


def key_of(poll: int, round_: Round, unit: int) -> str:
    """What is owed, once: the ballot, the reminder or the result, to this home."""
    return f"poll:{poll}:{round_}:{unit}"


def sweep(work: Work, limit: int) -> datetime | None:
    """Moves on what is due, one page of homes at most; the next instant something will be."""
    for one in work.polls.due(work.now, limit):
        if _step(work, one):
            break
    return work.polls.next_due()


def _step(work: Work, one: Poll) -> bool:
    """One look at one poll; whether a page was handled. A bug in it does not stop the others."""
    try:
        with work.part():
            return _look(work, one)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(one.community_id, "clock.again_minutes")
        work.polls.later(one.id, {"next_at": work.now + timedelta(minutes=again)})
        alerts.administrators(work, one.id, type(error).__name__)
        return False


def _look(work: Work, one: Poll) -> bool:
    if one.status is not Status.RUNNING:
        return _page(work, one)
    if work.now >= one.deadline_at:
        one = ended(work, one, move(TABLE, one.status, Event.CLOSE), None)
        _closed(work, one)
        return False
    if one.cursor < 0:
        at = _reminder(work, one)
        if at is None or at > work.now:
            _rest(work, one)
            return False
        one = work.polls.later(one.id, {"round": Round.REMINDER, "cursor": 0})
    return _page(work, one)


def _closed(work: Work, one: Poll) -> None:
    """Whoever made it and the supervisors hear what came of it, quorum first."""
    community = work.people.community(one.community_id)
    people = {one.made_by, *(p.id for _, p in work.staff.listed(community.id, roles=SUPERVISORS))}
    for number in sorted(people):
        person = work.people.get(number)
        chat = private(person, community)
        if chat is None or work.people.who(person, community.language).post(community.id) is None:
            continue
        r = faces.counted(work, one, one.result or {}, chat.language)
        given = {"id": one.id, "question": one.question(chat.language), "r": r}
        tell(work, chat, f"poll:{one.id}:closed:{number}", Words("poll/closed", given, "m"), lane=Lane.REMINDER)


def _page(work: Work, one: Poll) -> bool:
    """The next page, once most of the last one has left; the round is over when no home is left."""
    page = work.standards.number(one.community_id, "poll.page")
    community = work.people.community(one.community_id)
    quiet = after_quiet(work, Chat(0, community.language, zone_of(community), community=community.id))
    if quiet is not None or work.polls.unsent(one.id, one.round) >= page:
        _later(work, one, quiet or work.now + pause_for(page))
        return False
    homes = work.polls.homes_after(one.id, one.cursor, page, one.round)
    if not homes:
        one = work.polls.later(one.id, {"cursor": -1})
        if one.round is Round.RESULT:
            _told(work, one)
        else:
            _rest(work, one)
        return False
    _hand(work, one, community, homes)
    work.polls.later(one.id, {"cursor": homes[-1].unit_id})
    _later(work, one, work.now + pause_for(page))
    return True


def _hand(work: Work, one: Poll, community: Community, homes: list[PollHome]) -> None:
    """Owed to one of each home. The result closes the ballots of those that took part as well."""
    people = work.surveys.addressees([home.unit_id for home in homes])
    result = one.round is Round.RESULT
    for home in homes:
        if result:
            voting.close_ballots(work, one, home.unit_id)
        person = _to(work, home, people.get(home.unit_id))
        chat = private(person, community) if person is not None else None
        if person is None or chat is None:
            continue
        key = key_of(one.id, one.round, home.unit_id)
        work.polls.hand(one.id, home.unit_id, person.id, one.round, key)
        said = (
            faces.over(work, one, chat.language)
            if result
            else faces.ballot(work, one, home.unit_id, chat.language, reminder=one.round is Round.REMINDER)
        )
        spread(work, [(chat, key)], said, lane=Lane.BROADCAST, expires_at=None if result else one.deadline_at)


def _to(work: Work, home: PollHome, now_first: Person | None) -> Person | None:
    """Whoever was written to first, as long as they live there."""
    if home.person_id is None:
        return now_first
    before = work.people.get(home.person_id)
    return before if work.people.relation(before.id, home.unit_id) is not None else now_first


def _reminder(work: Work, one: Poll) -> datetime | None:
    """When homes that are silent are reminded: once, however often the end is put off."""
    if one.round is not Round.BALLOT or one.started_at is None:
        return None
    before = timedelta(hours=work.standards.number(one.community_id, "poll.remind_before_hours"))
    return remind_at(one.started_at, one.deadline_at, before)


def _rest(work: Work, one: Poll) -> None:
    """Nothing goes out now: looked at again for the reminder and the end; the card says how it goes."""
    at = min(one.deadline_at, _reminder(work, one) or one.deadline_at)
    refresh(work, work.polls.later(one.id, {"next_at": max(at, work.now)}), progress=True)


def _told(work: Work, one: Poll) -> None:
    """Everybody has it: what ballots said before is wiped, the clock has done with it."""
    voting.close_left(work, one)
    work.survey_forms.wipe_cards(f"poll:{one.id}:ballot:")
    refresh(work, work.polls.later(one.id, {"next_at": None}), progress=True)


def _later(work: Work, one: Poll, at: datetime) -> None:
    work.polls.later(one.id, {"next_at": min(at, one.deadline_at) if one.status is Status.RUNNING else at})
