"""What an announcement looks like: to those it is for, and to those who run it (one live card each)."""

from collections.abc import Mapping
from typing import Any

from domain.announcements import PUBLISHED, TABLE, Announcement, Event, Part, Status, audience_of, takes, who_is
from domain.lifecycle import can
from domain.people import DESK_ROLES, HEADS, Who
from domain.sending import Lane, Payload, Sending
from services import Work
from services.tell import Chat, Words, mine, payload, show


def body(work: Work, one: Announcement, *, part: Part = Part.FIRST) -> Mapping[str, Any]:
    """What owners read: kind, words, where, from when to when."""
    audience = audience_of(one.audience)
    names = dict(work.people.buildings(one.community_id))
    return {
        "kind": one.kind, "words": one.words, "community": work.people.community(one.community_id).name,
        "buildings": [names.get(code, code) for code in audience.buildings], "floors": audience.floors,
        "cut_from": one.cut_from, "cut_to": one.cut_to, "reminder": part is Part.REMINDER,
    }  # fmt: skip


def words_of(work: Work, one: Announcement, part: Part) -> Words:
    """The message as it goes to everybody."""
    if part is Part.CORRECTION:
        return Words("announce/corrected", {"n": body(work, one), "reason": one.reason}, "m")
    return Words("announce/notice", {"n": body(work, one, part=part), "read": False}, f"a{one.id}", 1)


def card(work: Work, chat: Chat, one: Announcement, *, read: bool) -> Payload:
    """The first part as it stands in somebody's chat, read or not."""
    values = {"n": body(work, one), "read": read}
    return payload(work, chat, Words("announce/notice", values, f"a{one.id}", 1))


def _name(one: Announcement, person: int) -> str:
    return f"announce:{one.id}:card:{person}"


def show_to(work: Work, one: Announcement, who: Who, *, repost: bool, lane: Lane = Lane.REPLY) -> None:
    """The card for this person, with what they may do now."""
    chat = mine(who, work.people.community(one.community_id))
    said = Words(
        "announce/card", {"n": body(work, one), "c": _state(work, one), "can": may(one, who)}, f"a{one.id}", one.version
    )
    show(work, chat, _name(one, who.person.id), said, lane=lane, repost=repost)


def refresh(work: Work, one: Announcement, *, progress: bool = False) -> None:
    """The card of everybody who has one; for mere progress of whoever made it alone."""
    community = work.people.community(one.community_id)
    people = {one.made_by}
    if not progress:
        people |= {p.id for _, p in work.staff.listed(community.id, roles=DESK_ROLES | HEADS)}
    for person in sorted(people):
        if work.cards.find(_name(one, person)) is not None:
            who = work.people.who(work.people.get(person), community.language)
            if who.person.telegram_id is not None:
                show_to(work, one, who, repost=False, lane=Lane.REMINDER if progress else Lane.TASK)


def may(one: Announcement, who: Who) -> set[str]:
    """What the person may do with it now; checked again at the press."""
    own, head = one.made_by == who.person.id, who.is_any(one.community_id, HEADS)
    allowed = set()
    if own and can(TABLE, one.status, Event.ASK):
        allowed |= {"ask", "change"}
    if own and can(TABLE, one.status, Event.DROP):
        allowed |= {"drop"}
    if head and can(TABLE, one.status, Event.APPROVE):
        allowed |= {"approve", "refuse"}
    if (own or head) and can(TABLE, one.status, Event.STOP):
        allowed |= {"stop"}
    if own and one.status in (Status.REFUSED, Status.STOPPED):
        allowed |= {"again"}
    if own and head and one.status is Status.DRAFT:
        allowed |= {"at_once"}
    return allowed


def _state(work: Work, one: Announcement) -> Mapping[str, Any]:
    audience = audience_of(one.audience)
    started = one.started_at is not None
    reach, others = (0, 0) if started else work.announcements.count(one.community_id, audience)
    had = work.announcements.delivery(one.id, Part.FIRST) if started else {}
    by = work.people.get(one.decided_by).name if one.decided_by is not None else None
    no_chat = had.get("no_chat", 0)
    # Between the first message and the reminder nothing is going out.
    waits = one.part is Part.REMINDER and one.remind_at is not None and one.remind_at > work.now
    return {
        "status": Status.DONE if waits and one.status is Status.RUNNING else one.status, "who": who_is(audience), "roles": list(audience.roles), "relations": list(audience.relations),
        "reach": reach, "others": others, "takes": takes(reach), "planned_at": one.planned_at, "until_at": one.until_at,
        "remind_at": one.remind_at if one.status is Status.RUNNING else None, "maker": work.people.get(one.made_by).name, "by": by,
        "reason": one.reason, "started": started, "everybody": max(one.people or 0, sum(had.values()) - no_chat),
        "sent": had.get(Sending.SENT, 0), "read": work.announcements.readers(one.id) if started else 0,
        "corrected": work.announcements.delivery(one.id, Part.CORRECTION).get(Sending.SENT, 0) if one.part is Part.CORRECTION else None,
        "lost": sum(had.get(s, 0) for s in (Sending.FAILED, Sending.BLOCKED)), "no_chat": no_chat,
        "withdrawn": had.get(Sending.EXPIRED, 0), "calls": one.is_cut, "public": one.status in PUBLISHED,
    }  # fmt: skip
