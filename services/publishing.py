"""An announcement on its way: a page of people at a time, never more than a page ahead of the sender.

Each page is one transaction: people, messages owed and the place reached are kept together, so a crash repeats nothing
and passes nobody over. Keys name announcement, part and person.
"""

from datetime import datetime, timedelta

from domain.announcements import (
    PUBLISHED,
    TABLE,
    Announcement,
    Event,
    Part,
    Status,
    audience_of,
    good_until,
    lane_for,
    pause_for,
    remind_at,
)
from domain.lifecycle import move
from domain.people import Person
from domain.sending import Lane
from domain.standards import at_clock
from services import StoreError, Work, alerts
from services.announcements import stopped
from services.announcements.cards import refresh, words_of
from services.calls import drop_announcement, joined, no_chat, statement_of
from services.statement import sending as statements
from services.tell import Chat, after_quiet, private, spread, zone_of

#: The clock's reason for stopping what is of no use any more; a key of `stopped` in the words.
TOO_LATE = "too_late"


def key_of(announcement: int, part: Part, person: int) -> str:
    """What is owed, once: this part of this announcement to this person."""
    return f"announce:{announcement}:{part}:{person}"


def sweep(work: Work, limit: int) -> datetime | None:
    """Moves on what is due, one page of people at most; the next instant something will be."""
    for one in work.announcements.due(work.now, limit):
        if _step(work, one):
            break
    return work.announcements.next_due()


def _step(work: Work, one: Announcement) -> bool:
    """One look at one announcement; whether a page was handed over. A bug in it does not stop the others."""
    try:
        with work.part():
            return _look(work, one)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(one.community_id, "clock.again_minutes")
        work.announcements.change(one, {"next_at": work.now + timedelta(minutes=again)})
        alerts.administrators(work, one.id, type(error).__name__)
        return False


def _look(work: Work, one: Announcement) -> bool:
    if one.status is Status.APPROVED:
        one = _start(work, one)
    if one.status is Status.STOPPED and one.part is Part.CORRECTION and work.now < one.until_at:
        return _page(work, one)
    if one.status is not Status.RUNNING:
        _after(work, one)
        return False
    if work.now >= good_until(one.part, one.cut_from, one.until_at):
        if one.part is Part.FIRST and not _all_have_it(work, one):
            stopped(work, one, move(TABLE, one.status, Event.STOP), TOO_LATE, None)
        else:
            _finish(work, one)
        return False
    if one.part is Part.REMINDER and one.remind_at is not None and work.now < one.remind_at:
        _later(work, one, one.remind_at)  # somebody has read it meanwhile
        return False
    return _page(work, one)


def _start(work: Work, one: Announcement) -> Announcement:
    community = work.people.community(one.community_id)
    before = timedelta(hours=work.standards.number(community.id, "announcement.remind_hours"))
    quiet = (
        at_clock(str(work.standards.value(community.id, "quiet.from"))),
        at_clock(str(work.standards.value(community.id, "quiet.to"))),
    )
    begin, end = quiet
    remind = None
    if begin is not None and end is not None:
        remind = remind_at(one.cut_from, before, work.now, zone_of(community), (begin, end))
    reach, _ = work.announcements.count(community.id, audience_of(one.audience))
    started = {
        "status": move(TABLE, one.status, Event.START),
        "started_at": work.now,
        "remind_at": remind,
        "people": reach,
    }
    one = work.announcements.change(one, started)
    refresh(work, one)
    return one


def _page(work: Work, one: Announcement) -> bool:
    """The next page, once most of the last one has left; the part is over when nobody is left and nothing is owed."""
    page = work.standards.number(one.community_id, "announcement.page")
    pause = pause_for(page)
    unsent = work.announcements.unsent(one.id, 2 * page)
    if unsent >= page:
        _later(work, one, work.now + pause)
        return False
    lane, quiet = _lane(work, one)
    if lane is Lane.BROADCAST and quiet is not None:
        _later(work, one, quiet)
        return False
    people = work.announcements.people(one, audience_of(one.audience), page)
    if people:
        _hand(work, one, people, lane)
        _later(work, one, work.now + pause, people[-1].id)
        return True
    if unsent:
        seconds = work.standards.number(one.community_id, "announcement.count_seconds")
        _later(work, one, work.now + timedelta(seconds=seconds))
    else:
        _part_over(work, one)
    return False


def _all_have_it(work: Work, one: Announcement) -> bool:
    return not work.announcements.people(one, audience_of(one.audience), 1) and not work.announcements.unsent(one.id, 1)


def _lane(work: Work, one: Announcement) -> tuple[Lane, datetime | None]:
    community = work.people.community(one.community_id)
    quiet = after_quiet(work, Chat(0, community.language, zone_of(community), community=community.id))
    urgent = timedelta(hours=work.standards.number(community.id, "announcement.urgent_hours"))
    return lane_for(one.cut_from, work.now, urgent, quiet), quiet


def _hand(work: Work, one: Announcement, people: list[Person], lane: Lane) -> None:
    """Owed to those with a chat; of a cut, the others are put on the call list."""
    community = work.people.community(one.community_id)
    chats, silent = [], []
    for person in people:
        chat = private(person, community)
        key = key_of(one.id, one.part, person.id) if chat is not None else None
        work.announcements.hand(one.id, one.part, person.id, key)
        if chat is not None and key is not None:
            chats.append((chat, key))
        else:
            silent.append(person)
    spread(
        work, chats, words_of(work, one, one.part), lane=lane,
        expires_at=good_until(one.part, one.cut_from, one.until_at), on_failure={"announcement": one.id} if one.is_cut and one.part is not Part.CORRECTION else None,
    )  # fmt: skip
    if one.is_cut and one.part is Part.FIRST:
        no_chat(work, one, silent)


def _later(work: Work, one: Announcement, at: datetime, cursor: int | None = None) -> None:
    """Looked at again then. Its maker's card is renewed every so often, not with each look."""
    changed = work.announcements.change(one, {"next_at": at, "cursor": one.cursor if cursor is None else cursor})
    page = work.standards.number(one.community_id, "announcement.page")
    seconds = work.standards.number(one.community_id, "announcement.count_seconds")
    looks = max(1, round(seconds / pause_for(page).total_seconds()))
    if cursor is None or one.version % looks == 0:
        refresh(work, changed, progress=True)


def _part_over(work: Work, one: Announcement) -> None:
    if one.part is Part.FIRST and one.remind_at is not None:
        work.announcements.change(one, {"part": Part.REMINDER, "cursor": 0, "next_at": max(one.remind_at, work.now)})
        refresh(work, work.announcements.get(one.id), progress=True)
    elif one.part is Part.CORRECTION:
        refresh(work, work.announcements.change(one, {"next_at": None}), progress=True)
    else:
        _finish(work, one)


def _finish(work: Work, one: Announcement) -> None:
    """Everybody has been told. A cut is looked at once more when it is over."""
    over = one.until_at if one.is_cut else None
    done = {"status": move(TABLE, one.status, Event.FINISH), "ended_at": work.now, "next_at": over}
    refresh(work, work.announcements.change(one, done))


def _after(work: Work, one: Announcement) -> None:
    """The last counts, and who has read it since; when a cut is over nobody need be rung about it any more."""
    over = one.until_at <= work.now
    if one.is_cut and over:
        drop_announcement(work, one.id, None)
    waits = one.is_cut and not over and one.status is Status.DONE
    refresh(work, work.announcements.change(one, {"next_at": one.until_at if waits else None}), progress=True)


def welcome(work: Work, person: Person) -> None:
    """Somebody only the register knew has come to the chat: the cuts they were to be rung about are sent to them."""
    for call in joined(work, person):
        statement = statement_of(call)
        if statement is not None:
            statements.welcome(work, statement, person)
            continue
        one = work.announcements.find(call.announcement_id) if call.announcement_id is not None else None
        chat = private(person, work.people.community(call.community_id))
        if one is None or chat is None or one.status not in PUBLISHED or one.until_at <= work.now:
            continue
        key = key_of(one.id, Part.FIRST, person.id)
        if work.announcements.give_key(one.id, person.id, key):
            said = words_of(work, one, Part.FIRST)
            spread(work, [(chat, key)], said, lane=Lane.REPLY, expires_at=one.until_at)
