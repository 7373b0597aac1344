"""Owners' forums: written by the desk, answered by one tap, held with minutes or cancelled with a reason (VIS-07)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import forums
from domain.announcements import Audience, audience_of, who_is
from domain.errors import Outdated, Refused
from domain.forums import Answer, Event, Forum, Status
from domain.lifecycle import can, move
from domain.people import DESK_ROLES, Community, Person, Who
from domain.sending import Lane
from services import Work, asked_often
from services.tell import Chat, Words, mine, payload, private, show, tell

#: Lines of a list, names on a card.
PAGE, NAMED = 6, 12


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody of the desk has filled in."""

    title: str
    place: str
    starts_at: datetime
    seats: int | None
    audience: Audience
    words: str


def check_desk(who: Who, community: int) -> None:
    """`Refused` for everybody but desk, butlers, supervisors and heads."""
    if not who.is_any(community, DESK_ROLES):
        raise Refused("common/not_yours")


def found(work: Work, who: Who, forum: int) -> Forum:
    """The forum, for its staff; `Outdated` when there is none."""
    one = work.forums.find(forum)
    if one is None:
        raise Outdated
    check_desk(who, one.community_id)
    return one


def make(work: Work, who: Who, community: Community, form: Form) -> Forum:
    """A new one; its preview is shown to whoever makes it, nothing is sent yet."""
    check_desk(who, community.id)
    if form.starts_at <= work.now:
        raise Refused("forum/past")
    values = {
        "community_id": community.id, "title": form.title, "place": form.place, "starts_at": form.starts_at, "seats": form.seats,
        "audience": form.audience.doc(), "words": form.words, "made_by": who.person.id, "made_at": work.now,
    }  # fmt: skip
    one = work.forums.add(values)
    show_card(work, one, who, repost=True)
    return one


def check_now(work: Work, who: Who, forum: int, event: Event) -> Forum:
    """The forum, if the table allows that now: said before questions are asked. Minutes are of what has begun."""
    one = found(work, who, forum)
    move(forums.TABLE, one.status, event)
    if event is Event.HOLD and one.starts_at > work.now:
        raise Refused("forum/not_yet")
    return one


def invite(work: Work, who: Who, forum: int) -> Forum:
    """The invitations go out, a page at a time."""
    one = found(work, who, forum)
    status = move(forums.TABLE, one.status, Event.INVITE)
    forums.check_invite(one, work.now)
    if not work.announcements.count(one.community_id, audience_of(one.audience))[0]:
        raise Refused("announce/nobody")
    one = work.forums.change(one, {"status": status, "next_at": work.now})
    work.signals.add("clock")
    refresh(work, one)
    return one


def cancel(work: Work, who: Who, forum: int, reason: str) -> Forum:
    """It does not take place: what has not left is withdrawn, everybody else is told why, but those who had said no."""
    one = check_now(work, who, forum, Event.CANCEL)
    work.forums.withdraw(one.id, lambda person: key_of(one.id, "invite", person), "cancelled")
    one = work.forums.change(one, {
        "status": move(forums.TABLE, one.status, Event.CANCEL), "reason": reason, "ended_at": work.now, "next_at": work.now,
    })  # fmt: skip
    work.signals.add("clock")
    refresh(work, one)
    return one


def hold(work: Work, who: Who, forum: int, came: Sequence[int] | None, minutes: str) -> Forum:
    """It has taken place: who came (None: all who said so), and the minutes, which go to them."""
    one = check_now(work, who, forum, Event.HOLD)
    guests = work.forums.guests(one.id)
    seated = forums.seated(forums.queue(guests), one.seats)
    invited = {g.person_id for g in guests}
    work.forums.came(one.id, [p for p in (seated if came is None else came) if p in invited])
    one = work.forums.change(one, {
        "status": move(forums.TABLE, one.status, Event.HOLD), "minutes": minutes, "ended_at": work.now, "next_at": work.now,
    })  # fmt: skip
    work.signals.add("clock")
    refresh(work, one)
    return one


def link(work: Work, who: Who, forum: int, cases: Sequence[int]) -> None:
    """Opinions from the minutes that became matters: the forum shows what came of them, their history the forum."""
    one = work.forums.find(forum)
    if one is None or one.status is not Status.HELD or not who.is_any(one.community_id, DESK_ROLES):
        return
    for case in cases:
        if work.cases.get(case).community_id == one.community_id and work.links.came_of_forum(one.id, case):
            said = {"text": one.title, "held": one.starts_at.isoformat()}
            work.cases.log(case, work.now, who.person.id, "forum", None, None, said)
    refresh(work, one)


def key_of(forum: int, part: str, person: int) -> str:
    """What is owed, once: this part of this forum to this person."""
    return f"forum:{forum}:{part}:{person}"


# --- answers -------------------------------------------------------------------------------------------------------


def answer(work: Work, who: Who, forum: int, said: Answer) -> int | None:
    """Somebody invited comes or not, and may think better of it: 0 with a seat, else the place among those waiting.

    Whoever moves up into a seat is told.
    """
    one = work.forums.find(forum)
    guest = work.forums.guest(forum, who.person.id) if one is not None else None
    if one is None or guest is None:
        raise Outdated
    forums.check_answer(one, work.now)
    before = forums.seated(forums.queue(work.forums.guests(one.id)), one.seats)
    if guest.answer is not said:
        work.forums.answer(one.id, who.person.id, said, work.now)
    coming = forums.queue(work.forums.guests(one.id))
    _tick(work, one, who.person, said, forums.place_of(who.person.id, coming, one.seats))
    for person in forums.seated(coming, one.seats):
        if person not in before and person != who.person.id:
            _moved_up(work, one, work.people.get(person))
    refresh(work, one)
    return forums.place_of(who.person.id, coming, one.seats)


def _tick(work: Work, one: Forum, person: Person, said: Answer, place: int | None) -> None:
    """The invitation they have is edited where it stands; nothing when it is not known where."""
    key = key_of(one.id, "invite", person.id)
    stands = work.outbox.sent_key(key)
    chat = private(person, work.people.community(one.community_id))
    if stands is None or chat is None or stands[0] != chat.id:
        return
    name = f"{key}:answer"
    work.cards.place(name, *stands)
    words = Words("forum/invite", {"f": body(work, one), "answer": said, "place": place}, f"u{one.id}", 1)
    work.cards.show(name, chat.id, payload(work, chat, words), Lane.REPLY, person_id=chat.person)


def _moved_up(work: Work, one: Forum, person: Person) -> None:
    community = work.people.community(one.community_id)
    said = Words("forum/moved_up", {"f": body(work, one)}, f"u{one.id}", 1)
    tell(
        work,
        private(person, community),
        f"forum:{one.id}:seat:{person.id}:{work.now.timestamp():.0f}",
        said,
        lane=Lane.TASK,
    )
    _tick(work, one, person, Answer.YES, 0)


# --- faces ---------------------------------------------------------------------------------------------------------


def body(work: Work, one: Forum) -> Mapping[str, Any]:
    """What owners read."""
    return {
        "title": one.title, "place": one.place, "starts_at": one.starts_at, "words": one.words, "seats": one.seats,
        "community": work.people.community(one.community_id).name, "status": one.status,
    }  # fmt: skip


def may(one: Forum, now: datetime) -> set[str]:
    """What the desk can do with it now; checked again at the press."""
    found_ = {"invite": Event.INVITE, "cancel": Event.CANCEL, "hold": Event.HOLD}
    names = {name for name, event in found_.items() if can(forums.TABLE, one.status, event)}
    if one.starts_at > now:
        names.discard("hold")
    return names | ({"turn"} if one.status is Status.HELD else set())


def show_card(work: Work, one: Forum, who: Who, *, repost: bool, lane: Lane = Lane.REPLY) -> None:
    """The desk's card: the preview with how many it reaches, then who comes."""
    community = work.people.community(one.community_id)
    said = Words(
        "forum/card",
        {"f": body(work, one), "c": _state(work, one), "can": may(one, work.now)},
        f"u{one.id}",
        one.version,
    )
    show(work, mine(who, community), f"forum:{one.id}:card:{who.person.id}", said, lane=lane, repost=repost)


def _state(work: Work, one: Forum) -> Mapping[str, Any]:
    audience = audience_of(one.audience)
    buildings = dict(work.people.buildings(one.community_id))
    guests = work.forums.guests(one.id)
    coming = forums.queue(guests)
    seated = forums.seated(coming, one.seats)
    reach, others = work.announcements.count(one.community_id, audience) if one.status is Status.PLANNED else (0, 0)
    return {
        "who": who_is(audience), "buildings": [buildings.get(b, b) for b in audience.buildings], "reach": reach, "others": others,
        "invited": len(guests), "all": one.invited_at is not None, "coming": len(seated), "waiting": len(coming) - len(seated),
        "no": sum(g.answer is Answer.NO for g in guests), "names": [p.name for p in work.forums.people(seated[:NAMED])],
        "came": sum(bool(g.came) for g in guests), "minutes": one.minutes, "reason": one.reason,
        "said": asked_often.said_of(work, one.id),
        "became": [{"number": m.number, "flow": m.flow, "status": m.status} for m in work.links.of_forum(one.id)],
    }  # fmt: skip


def refresh(work: Work, one: Forum) -> None:
    """The card of everybody of the desk who has one."""
    community = work.people.community(one.community_id)
    for _, person in work.staff.listed(community.id, roles=DESK_ROLES):
        if person.telegram_id is not None and work.cards.find(f"forum:{one.id}:card:{person.id}") is not None:
            who = work.people.who(person, community.language)
            show_card(work, work.forums.get(one.id), who, repost=False, lane=Lane.REMINDER)


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """All of the community, the latest first, for the desk."""
    check_desk(who, community.id)
    all_ = work.forums.listed(community.id, PAGE + 1, page * PAGE)
    rows = [{"id": f.id, "title": f.title, "status": f.status, "at": f.starts_at} for f in all_[:PAGE]]
    given = {"rows": rows, "page": page, "more": len(all_) > PAGE}
    show(work, chat, f"forums:{chat.id}", Words("forum/list", given, "m"), repost=page == 0)
