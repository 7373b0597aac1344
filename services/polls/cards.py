"""What a poll looks like to the desk: one live card, who takes part by building, the list. Never who chose what."""

from collections.abc import Mapping
from typing import Any

from domain.lifecycle import can
from domain.people import DESK_ROLES, SUPERVISORS, Community, Who
from domain.poll import TABLE, Event, Poll, Round, Status, shown_buildings
from domain.sending import Lane, Sending
from services import Work
from services.polls.faces import counted, head
from services.tell import Chat, Words, mine, show

#: Buildings on a card before it says how many more there are; lines of a list.
BUILDINGS, PAGE = 12, 8


def may(one: Poll, who: Who) -> set[str]:
    """What the person may do with it now; checked again at the press."""
    allowed = set()
    if who.is_any(one.community_id, SUPERVISORS):
        events = {"issue": Event.ISSUE, "discard": Event.DROP, "extend": Event.EXTEND, "stop": Event.STOP}
        allowed = {action for action, event in events.items() if can(TABLE, one.status, event)}
    if one.status is Status.DRAFT and one.made_by == who.person.id:
        allowed |= {"discard"}
    if who.is_any(one.community_id, DESK_ROLES):
        allowed |= {"count"} if one.status is Status.RUNNING else set()
        allowed |= {"book"} if one.result is not None else set()
    return allowed


def _name(one: Poll, person: int) -> str:
    return f"poll:{one.id}:card:{person}"


def show_to(work: Work, one: Poll, who: Who, *, repost: bool, lane: Lane = Lane.REPLY) -> None:
    """The card for this person, with what they may do now."""
    chat = mine(who, work.people.community(one.community_id))
    given = {"p": head(work, one, chat.language), "s": state(work, one, chat.language), "can": may(one, who)}
    said = Words("poll/card", given, f"X{one.id}", one.version)
    show(work, chat, _name(one, who.person.id), said, lane=lane, repost=repost)


def refresh(work: Work, one: Poll, *, progress: bool = False) -> None:
    """The card of everybody who has one."""
    community = work.people.community(one.community_id)
    people = {one.made_by, *(p.id for _, p in work.staff.listed(community.id, roles=DESK_ROLES))}
    for person in sorted(people):
        if work.cards.find(_name(one, person)) is not None:
            who = work.people.who(work.people.get(person), community.language)
            if who.person.telegram_id is not None and who.post(community.id) is not None:
                show_to(work, one, who, repost=False, lane=Lane.REMINDER if progress else Lane.TASK)


def state(work: Work, one: Poll, language: str) -> Mapping[str, Any]:
    """How it goes: homes asked, reached, taking part. Votes at the end only: whoever looks each minute at who takes part
    would else see what the home has chosen that has just done so."""
    names = dict(work.people.buildings(one.community_id))
    common = {"buildings": [names.get(code, code) for code in one.buildings], "reason": one.reason, "ended": one.ended_at,
              "maker": work.people.get(one.made_by).name, "started": one.started_at is not None}  # fmt: skip
    if one.started_at is None:
        homes = len(work.surveys.moved_in(one.community_id, one.buildings))
        return {**common, "eligible": homes, "result": None, "rows": [], "more": 0}
    part, had = work.polls.part(one.id), work.polls.delivery(one.id)
    lost = sum(had.get(s, 0) for s in (Sending.FAILED, Sending.BLOCKED, Sending.EXPIRED))
    rows = [{"name": names.get(code, code), "asked": n, "voted": k} for code, (n, k) in part.items()]
    voted, asked = sum(k for _, k in part.values()), one.eligible or 0
    going = one.status is Status.RUNNING and one.round is Round.BALLOT and one.cursor >= 0
    return {
        **common, "eligible": asked, "voted": voted, "wanted": -(-asked * one.quorum // 100), "sent": had.get(Sending.SENT, 0),
        "lost": lost, "no_chat": 0 if going else had.get("no_chat", 0), "going": going,
        "rows": rows[:BUILDINGS], "more": max(0, len(rows) - BUILDINGS),
        "result": None if one.result is None else counted(work, one, one.result, language),
    }  # fmt: skip


def by_building(work: Work, one: Poll) -> dict[str, list[int]]:
    """Votes of the buildings that may be told (`shown_buildings`); after the end only."""
    counts = one.result or {}
    least = work.standards.number(one.community_id, "poll.least_shown")
    return {code: list(counts[code]) for code in shown_buildings(counts, least)}


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int, *, repost: bool) -> None:
    """Every poll of the community, newest first."""
    all_ = work.polls.listed(community.id, PAGE + 1, page * PAGE)
    rows = []
    for one in all_[:PAGE]:
        part = work.polls.part(one.id).values()
        rows.append({"id": one.id, "question": one.question(chat.language), "status": one.status, "at": one.started_at or one.made_at,
                     "eligible": sum(n for n, _ in part), "voted": sum(k for _, k in part)})  # fmt: skip
    given = {"rows": rows, "page": page, "more": len(all_) > PAGE}
    show(work, chat, f"polls:{chat.id}", Words("poll/list", given, "m"), repost=repost)
