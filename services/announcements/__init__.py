"""Announcements: made by the desk, approved by a head, shown to owners as long as they hold (NTB-01, EMG-01, EMG-02)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.announcements import TABLE as ANNOUNCEMENT
from domain.announcements import Announcement, Audience, Event, Kind, Part, Status, audience_of
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, HEADS, Who
from domain.sending import Lane
from services import Work
from services.announcements.cards import body, card, refresh, show_to
from services.calls import drop_announcement
from services.tell import Words, mine, private, tell

#: Why what was not sent in time is stopped by the clock; a key of `stopped`.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody of the desk has filled in."""

    kind: Kind
    words: str
    audience: Audience
    #: Cuts: from, to.
    cut: tuple[datetime, datetime] | None
    #: None: as soon as it is approved.
    planned_at: datetime | None
    #: None: by the standard.
    until_at: datetime | None


def check_desk(who: Who, community: int) -> None:
    """`Refused` for everybody but desk, butlers, supervisors and heads."""
    if not who.is_any(community, DESK_ROLES):
        raise Refused("common/not_yours")


def found(work: Work, who: Who, announcement: int) -> Announcement:
    """The announcement, for its staff; `Outdated` when there is none."""
    one = work.announcements.find(announcement)
    if one is None:
        raise Outdated
    check_desk(who, one.community_id)
    return one


def make(work: Work, who: Who, community: int, form: Form, draft: int | None = None) -> Announcement:
    """A draft, or the changed draft; its preview is shown to whoever makes it. Nothing is sent yet."""
    check_desk(who, community)
    _check(work, form)
    days = timedelta(days=work.standards.number(community, "announcement.days"))
    values: dict[str, Any] = {
        "kind": form.kind, "words": form.words, "audience": form.audience.doc(), "planned_at": form.planned_at,
        "cut_from": form.cut[0] if form.cut else None, "cut_to": form.cut[1] if form.cut else None,
        "until_at": form.cut[1] if form.cut else form.until_at or (form.planned_at or work.now) + days,
    }  # fmt: skip
    if draft is None:
        new = {"community_id": community, "status": Status.DRAFT, "made_by": who.person.id, "made_at": work.now}
        one = work.announcements.add({**new, **values})
    else:
        before = _own(work, who, draft)
        if before.status is not Status.DRAFT or before.community_id != community:
            raise Outdated
        one = work.announcements.change(before, values)
    show_to(work, one, who, repost=True)
    return one


def _check(work: Work, form: Form) -> None:
    if form.cut is not None:
        start, end = form.cut
        if end <= start or end <= work.now:
            raise Refused("announce/cut_over")
        if form.planned_at is not None and form.planned_at >= start:
            raise Refused("announce/too_late")
    elif form.until_at is not None and form.until_at <= (form.planned_at or work.now):
        raise Refused("announce/until_past")


def ask(work: Work, who: Who, announcement: int) -> Announcement:
    """Whoever made it sends it off: heads at once, the others ask for approval. Says nothing to owners yet."""
    one = _own(work, who, announcement)
    asked = move(ANNOUNCEMENT, one.status, Event.ASK)
    if one.until_at <= work.now:
        raise Refused("announce/cut_over" if one.is_cut else "announce/until_past")
    if not any(work.announcements.count(one.community_id, audience_of(one.audience))):
        raise Refused("announce/nobody")
    if who.is_any(one.community_id, HEADS):
        return _approved(work, who, work.announcements.change(one, {"status": asked}))
    community = work.people.community(one.community_id)
    heads = [p for _, p in work.staff.listed(community.id, roles=HEADS) if private(p, community)]
    if not heads:
        raise Refused("announce/no_head")
    one = work.announcements.change(one, {"status": asked})
    for head in heads:
        show_to(work, one, work.people.who(head, community.language), repost=True, lane=Lane.TASK)
    refresh(work, one)
    return one


def approve(work: Work, who: Who, announcement: int) -> Announcement:
    """A head lets it go; the second of two at once finds it gone (X-22)."""
    return _approved(work, who, _for_heads(work, who, announcement))


def _approved(work: Work, who: Who, one: Announcement) -> Announcement:
    status = move(ANNOUNCEMENT, one.status, Event.APPROVE)
    when = max(one.planned_at or work.now, work.now)
    decided = {"status": status, "decided_by": who.person.id, "decided_at": work.now, "next_at": when}
    one = work.announcements.change(one, decided)
    work.signals.add("clock")
    refresh(work, one)
    return one


def check_decide(work: Work, who: Who, announcement: int) -> Announcement:
    """A head, while there is something to decide."""
    one = _for_heads(work, who, announcement)
    move(ANNOUNCEMENT, one.status, Event.REFUSE)
    return one


def check_change(work: Work, who: Who, announcement: int) -> Announcement:
    """Whoever made it, while it is a draft."""
    one = _own(work, who, announcement)
    if one.status is not Status.DRAFT:
        raise Outdated
    return one


def refuse(work: Work, who: Who, announcement: int, reason: str) -> Announcement:
    """A head would rather not, and says why; whoever made it reads so and may change it."""
    one = _for_heads(work, who, announcement)
    status = move(ANNOUNCEMENT, one.status, Event.REFUSE)
    decided = {
        "status": status,
        "decided_by": who.person.id,
        "decided_at": work.now,
        "reason": reason,
        "ended_at": work.now,
    }
    one = work.announcements.change(one, decided)
    refresh(work, one)
    maker, community = work.people.get(one.made_by), work.people.community(one.community_id)
    said = Words(
        "announce/refused", {"kind": one.kind, "reason": reason, "by": who.person.name}, f"a{one.id}", one.version
    )
    tell(work, private(maker, community), f"announce:{one.id}:refused", said, lane=Lane.TASK)
    return one


def check_stop(work: Work, who: Who, announcement: int) -> Announcement:
    """Whoever made it, and the heads, may stop it."""
    one = found(work, who, announcement)
    if one.made_by != who.person.id and not who.is_any(one.community_id, HEADS):
        raise Refused("common/not_yours")
    move(ANNOUNCEMENT, one.status, Event.STOP)
    return one


def stop(work: Work, who: Who, announcement: int, reason: str | None, correct: bool = False) -> Announcement:
    """Whoever made it, or a head, stops it: what has not left is withdrawn. Those who have it keep it.

    With `correct` they read that it no longer holds, and the reason: page by page, as it went out.
    """
    one = check_stop(work, who, announcement)
    one = stopped(work, one, move(ANNOUNCEMENT, one.status, Event.STOP), reason, who.person.id)
    if not correct or not work.announcements.having(one.id):
        return one
    one = work.announcements.change(one, {"part": Part.CORRECTION, "cursor": 0, "next_at": work.now})
    work.signals.add("clock")
    refresh(work, one)
    return one


def stopped(work: Work, one: Announcement, status: Status, reason: str | None, by: int | None) -> Announcement:
    """The end before the end, by a person or by the clock: unsent messages expire, its calls are called off."""
    work.announcements.withdraw(one.id, WITHDRAWN)
    drop_announcement(work, one.id, by)
    seconds = work.standards.number(one.community_id, "announcement.count_seconds")
    look = work.now + timedelta(seconds=seconds)  # what was just leaving is counted then
    ended = {"status": status, "reason": reason, "ended_at": work.now, "next_at": look}
    one = work.announcements.change(one, ended)
    refresh(work, one)
    return one


def drop(work: Work, who: Who, announcement: int) -> Announcement:
    """Whoever made it thinks better of it, before anybody has decided."""
    one = _own(work, who, announcement)
    one = work.announcements.change(one, {"status": move(ANNOUNCEMENT, one.status, Event.DROP), "ended_at": work.now})
    refresh(work, one)
    return one


def read(work: Work, who: Who, announcement: int) -> bool:
    """Somebody it was sent to says that they have read it, once; the button then says so."""
    one = work.announcements.find(announcement)
    key = work.announcements.key_of(announcement, who.person.id) if one is not None else None
    if one is None or key is None:
        raise Outdated
    new = work.announcements.read(one.id, who.person.id, work.now)
    if new:
        seconds = work.standards.number(one.community_id, "announcement.count_seconds")
        if work.announcements.look_at(one.id, work.now + timedelta(seconds=seconds)):
            work.signals.add("clock")
        _tick(work, who, one, key)
    return new


def _tick(work: Work, who: Who, one: Announcement, key: str) -> None:
    """The message they have is edited where it stands; nothing when it is not known where."""
    stands = work.outbox.sent_key(key)
    community = work.people.community(one.community_id)
    chat = private(who.person, community)
    if stands is None or chat is None or stands[0] != chat.id:
        return
    name = f"{key}:read"
    work.cards.place(name, *stands)
    work.cards.show(name, chat.id, card(work, chat, one, read=True), Lane.REPLY, person_id=chat.person)


def current(work: Work, who: Who) -> list[Announcement]:
    """What this person may look at now: published, not over, and meant for them (NTB-01)."""
    homes = [(h.building, h.floor, work.people.relation(who.person.id, h.id) or "") for h in who.homes]
    places = {h.community_id for h in who.homes} | {s.community_id for s in who.staff}
    found = []
    for one in work.announcements.current(sorted(places), work.now):
        there = [home for home, h in zip(homes, who.homes, strict=True) if h.community_id == one.community_id]
        roles = [s.role for s in who.staff if s.community_id == one.community_id]
        if audience_of(one.audience).has_anybody(there, roles):
            found.append(one)
    return found


def show_notice(work: Work, who: Who, announcement: int) -> None:
    """The notice once more, at the end of the person's chat."""
    one = next((a for a in current(work, who) if a.id == announcement), None)
    if one is None:
        raise Outdated
    community = work.people.community(one.community_id)
    said = Words("announce/shown", {"n": body(work, one)}, "m")
    tell(work, mine(who, community), f"announce:{one.id}:shown:{who.person.id}:{work.now.timestamp()}", said)


def over_between(work: Work, community: int, since: datetime, until: datetime) -> list[Mapping[str, Any]]:
    """Notices that ended then, for the butlers to take the paper copies down: kind, words, end (NTB-01)."""
    ended = work.announcements.over_between(community, since, until)
    return [{"kind": a.kind, "words": a.words, "until_at": a.until_at} for a in ended if not a.is_cut]


def _own(work: Work, who: Who, announcement: int) -> Announcement:
    one = found(work, who, announcement)
    if one.made_by != who.person.id:
        raise Refused("common/not_yours")
    return one


def _for_heads(work: Work, who: Who, announcement: int) -> Announcement:
    one = found(work, who, announcement)
    if not who.is_any(one.community_id, HEADS):
        raise Refused("common/heads_only")
    return one
