"""A forum on its way: invitations a page at a time, the reminder, the minutes or the reason, how it was: each to everybody once (VIS-07).

Each page is one transaction with the people it went to, so a crash repeats nothing and passes nobody over.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import forums
from domain.announcements import audience_of, pause_for
from domain.forums import Forum, Status
from domain.people import Person
from domain.sending import Lane
from services import StoreError, Work, alerts
from services.forums import body, key_of, refresh
from services.shorts import activity
from services.tell import Words, private, spread


def sweep(work: Work, limit: int) -> datetime | None:
    """Invites, reminds, tells the end: what is due, one page of people at most of each; the next instant something will be."""
    for one in work.forums.due(work.now, limit):
        try:
            with work.part():
                _look(work, one)
        except StoreError:
            raise
        except Exception as error:
            again = work.standards.number(one.community_id, "clock.again_minutes")
            work.forums.change(one, {"next_at": work.now + timedelta(minutes=again)})
            alerts.administrators(work, one.id, type(error).__name__)
    return work.forums.next_due()


def _look(work: Work, one: Forum) -> None:
    page = work.standards.number(one.community_id, "forum.page")
    if one.status is Status.INVITED and one.invited_at is None:
        _invite_page(work, one, page)
    elif one.status is Status.INVITED:
        _remind(work, one)
    else:
        _tell_page(work, one, page)


def _invite_page(work: Work, one: Forum, page: int) -> None:
    """The next page, once most of the last one has left; whoever is already invited is never invited again."""
    if work.forums.unsent(one.id, lambda person: key_of(one.id, "invite", person), page) >= page:
        work.forums.change(one, {"next_at": work.now + pause_for(page)})
        return
    late = one.starts_at <= work.now
    people = [] if late else work.forums.to_invite(one, audience_of(one.audience), page)
    work.forums.invite(one.id, people)
    said = Words("forum/invite", {"f": body(work, one), "answer": None, "place": None}, f"u{one.id}", 1)
    _spread(work, one, "invite", people, said, Lane.BROADCAST, one.starts_at)
    if len(people) == page:
        refresh(work, work.forums.change(one, {"next_at": work.now + pause_for(page)}))
        return
    before = timedelta(hours=work.standards.number(one.community_id, "forum.remind_hours"))
    values = {"invited_at": work.now, "next_at": forums.remind_at(one.starts_at, before, work.now)}
    refresh(work, work.forums.change(one, values))


def _remind(work: Work, one: Forum) -> None:
    """Those who have a seat, once, some hours before; not when it has begun."""
    work.forums.change(one, {"reminded_at": work.now, "next_at": None})
    if one.starts_at <= work.now:
        return
    coming = forums.seated(forums.queue(work.forums.guests(one.id)), one.seats)
    said = Words("forum/reminder", {"f": body(work, one)}, f"u{one.id}", 1)
    _spread(work, one, "remind", work.forums.people(coming), said, Lane.REMINDER, one.starts_at)


def _tell_page(work: Work, one: Forum, page: int) -> None:
    """The minutes to those who came or said they would; a cancellation to everybody invited who did not say no."""
    held = one.status is Status.HELD
    people = work.forums.to_tell(one.id, only_coming=held, limit=page)
    work.forums.told(one.id, people, work.now)
    given = {"f": body(work, one), "minutes": one.minutes} if held else {"f": body(work, one), "reason": one.reason}
    said = Words("forum/minutes", given) if held else Words("forum/cancelled", given)
    _spread(work, one, str(one.status), people, said, Lane.BROADCAST if held else Lane.TASK, None)
    next_at = work.now + pause_for(page) if len(people) == page else None
    if next_at is None and held:
        asked = activity.ask_at(work, one)
        next_at = asked if asked > work.now else activity.look(work, one, page)
    work.forums.change(one, {"next_at": next_at})


def _spread(
    work: Work, one: Forum, part: str, people: Sequence[Person], said: Words, lane: Lane, until: datetime | None
) -> None:
    community = work.people.community(one.community_id)
    chats = [(chat, key_of(one.id, part, p.id)) for p in people if (chat := private(p, community)) is not None]
    spread(work, chats, said, lane=lane, expires_at=until)
