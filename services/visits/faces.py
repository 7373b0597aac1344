"""What is shown of visits: the butler's list of the month, the card of one, the supervisor's count by butler."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain import visits
from domain.errors import Refused
from domain.lifecycle import can
from domain.people import DESK_ROLES, SUPERVISORS, Community, Who
from domain.phones import plain
from domain.saying import local_day
from domain.units import UnitRef, label
from domain.visits import Event, Status, Visit
from services import Work
from services.tell import Chat, Words, private, show, zone_of
from services.visits import planning

#: As many as fit a phone's screen with their buttons; matters and earlier words on a card.
PAGE, MATTERS = 6, 3


def check_desk(who: Who, community: int) -> None:
    """`Refused` for everybody but butlers, desk, supervisors and heads: only they read what owners said on a visit."""
    if not who.is_any(community, DESK_ROLES):
        raise Refused("common/not_yours")


def today(work: Work, community: Community) -> date:
    """The local day."""
    return local_day(work.now, zone_of(community))


def actions(visit: Visit, who: Who) -> set[str]:
    """What this person may do with it now; looked up again at the press."""
    mine = (post := who.post(visit.community_id)) is not None and post.id == visit.staff_id
    head = who.is_any(visit.community_id, SUPERVISORS)
    events = {"done": Event.RECORD, "put_off": Event.PUT_OFF, "missed": Event.MISS, "assign": Event.ASSIGN}
    found = {name for name, event in events.items() if can(visits.TABLE, visit.status, event) and (mine or head)}
    if not head:
        found.discard("assign")
    return found | ({"turn"} if visit.status is Status.DONE and visit.opinion and (mine or head) else set())


def about(work: Work, visit: Visit) -> dict[str, Any]:
    """The visit in plain values, with what matters at that home."""
    community = work.people.community(visit.community_id)
    home = work.people.unit(visit.unit_id)
    last = work.visits.last_of(visit.unit_id, visit.id)
    names = work.visits.staff_names([visit.staff_id, *([last.staff_id] if last else [])])
    return {
        "home": home.label,
        "status": visit.status,
        "purpose": visit.purpose,
        "round": visit.round,
        "planned_on": visit.planned_on,
        "late": visit.status is Status.PLANNED and visit.planned_on is not None and visit.planned_on < today(work, community),
        "butler": names[visit.staff_id],
        "people": [
            {"name": p.name, "relation": r, "phone": plain(p.phone) if p.phone else None}
            for p, r in work.people.residents(home.id)
        ],
        "matters": _matters(work, visit, home.id),
        "last": None if last is None else {
            "at": last.done_at, "how": last.how, "by": names[last.staff_id], "opinion": last.opinion, "result": last.result,
        },
        "how": visit.how,
        "met": work.people.get(visit.person_id).name if visit.person_id else None,
        "opinion": visit.opinion,
        "result": visit.result,
        "reason": visit.reason,
        "done_at": visit.done_at,
        "became": [{"number": c.number, "flow": c.flow} for c in work.visits.cases_of(visit.id)],
    }  # fmt: skip


def _matters(work: Work, visit: Visit, unit: int) -> list[dict[str, Any]]:
    """Open matters of the home, and the one it is about even when it is over."""
    found = work.visits.matters_at(unit, MATTERS)
    if visit.case_id is not None and all(c.id != visit.case_id for c in found):
        found = [work.cases.get(visit.case_id), *found]
    return [{"number": c.number, "flow": c.flow, "words": c.words, "at": c.created_at} for c in found]


def show_card(work: Work, visit: Visit, who: Who, chat: Chat, *, repost: bool) -> None:
    """The card of one visit, in the private chat of whoever asks."""
    given = {"v": about(work, visit), "can": actions(visit, who)}
    said = Words("visit/card", given, f"v{visit.id}", visit.version)
    show(work, chat, f"visit:{visit.id}:{who.person.id}", said, repost=repost)


def refresh(work: Work, visit: Visit) -> None:
    """Whoever has the card of it open sees how it stands now."""
    community = work.people.community(visit.community_id)
    for _, person in work.staff.listed(community.id, roles=DESK_ROLES):
        chat = private(person, community)
        if chat is not None and work.cards.find(f"visit:{visit.id}:{person.id}") is not None:
            show_card(work, visit, work.people.who(person, community.language), chat, repost=False)


def show_list(work: Work, who: Who, community: Community, chat: Chat, staff: int | None, page: int) -> None:
    """The month of one butler, what is left first: their own, or for supervisors anybody's."""
    check_desk(who, community.id)
    own = who.post(community.id)
    head = who.is_any(community.id, SUPERVISORS)
    post = work.staff.find(staff) if staff is not None else own
    if own is None or post is None or post.community_id != community.id or (post.id != own.id and not head):
        raise Refused("common/not_yours")
    day = today(work, community)
    month = visits.month_of(day)
    found = work.visits.page(community.id, month, post.id, PAGE + 1, page * PAGE)
    whole = visits.counts(work.visits.of_month(community.id, month, post.id), {}, day)
    given = {
        "rows": _rows(work, found[:PAGE], day), "page": page, "more": len(found) > PAGE, "month": day, "head": head,
        "count": _count(whole[0], "") if whole else None, "name": work.staff.person_of(post.id).name if post.id != own.id else None,
        "staff": post.id,
    }  # fmt: skip
    show(work, chat, f"visits:{chat.id}", Words("visit/list", given, "m"), repost=page == 0 and staff is None)


def _rows(work: Work, found: list[Visit], day: date) -> list[dict[str, Any]]:
    places = work.visits.addresses(v.unit_id for v in found)
    return [
        {"id": v.id, "home": label(UnitRef(*places[v.unit_id])), "status": v.status, "on": v.planned_on,
         "late": v.status is Status.PLANNED and v.planned_on is not None and v.planned_on < day,
         "purpose": v.purpose, "opinion": v.opinion, "how": v.how}
        for v in found
    ]  # fmt: skip


def show_team(work: Work, who: Who, community: Community, chat: Chat) -> None:
    """The month by butler, for supervisors (X-27, DST-11)."""
    if not who.is_any(community.id, SUPERVISORS):
        raise Refused("common/not_yours")
    planning.hand_on(work, community)
    day = today(work, community)
    rows = month_counts(work, community, day)
    has = work.visits.planned_for(community.id, visits.month_of(day))
    open_ = any(b.staff_id not in has for b in planning.butlers(work, community))
    given = {
        "rows": rows,
        "month": day,
        "plan": open_,
        "whole": sum(r["whole"] for r in rows),
        "done": sum(r["done"] for r in rows),
    }
    show(work, chat, f"visits:{chat.id}", Words("visit/team", given, "m"), repost=False)


def month_counts(work: Work, community: Community, day: date) -> list[dict[str, Any]]:
    """Counts of a day's month by butler; those who have nothing are there too."""
    all_ = work.visits.of_month(community.id, visits.month_of(day))
    counted = {c.staff_id: c for c in visits.counts(all_, work.visits.linked([v.id for v in all_]), day)}
    for butler in planning.butlers(work, community):
        counted.setdefault(butler.staff_id, visits.Count(butler.staff_id, 0, 0, 0, 0, 0, 0, 0, 0, {}))
    names = work.visits.staff_names(counted)
    return [_count(c, names[staff]) for staff, c in sorted(counted.items())]


def _count(c: visits.Count, name: str) -> dict[str, Any]:
    how: Mapping[str, int] = c.by_how
    return {
        "id": c.staff_id, "name": name, "whole": c.whole, "done": c.done, "missed": c.missed, "left": c.left,
        "late": c.late, "extra": c.extra, "opinions": c.opinions, "cases": c.cases, "share": c.share, "how": dict(how),
    }  # fmt: skip
