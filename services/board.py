"""The supervisor's desk: the board of what is open, and the list of promises that have run out (REP-08, X-43)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from domain import board
from domain.board import Flag, View
from domain.cases import Deadline, DeadlineStatus
from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, DISPATCHERS, Community, Staff, Team, Who
from domain.sending import Lane
from services import Work
from services.flows import FACES
from services.ladder.acts import levels
from services.ladder.faces import show_alert, standing
from services.tell import Chat, Words, private, show
from store.watched import Watch

#: As many matters as fit a phone's screen below the head, with their buttons.
PAGE = 6
#: Buildings that fit one message as buttons.
BUILDINGS = 48
#: What a line of the board says of a matter.
_SHOWN = ("number", "urgent", "category", "danger", "home", "block", "place", "status", "worker", "words")
_OWN = frozenset(kind for face in FACES.values() for kind in face.own)


def post_in(who: Who, community: int) -> Staff:
    """Their post there; nobody else sees boards, lists or finds anything."""
    post = who.post(community)
    if post is None:
        raise Refused("common/not_yours")
    return post


def sees_all(post: Staff) -> bool:
    """Whether they answer for the whole community; a worker sees the own team."""
    return post.role in DISPATCHERS | DESK_ROLES


def show_board(work: Work, who: Who, community: Community, chat: Chat, view: View, *, repost: bool) -> None:
    """The one live card of the board in their private chat: the head, a page of what the view is about, the filters.

    For as long as the standard says it follows by itself what happens (`services/live.py`).
    """
    given, digest, due = _drawn(work, who, community, view)
    show(work, chat, f"board:{chat.id}", Words("board/board", given, f"q{community.id}"), repost=repost)
    until = work.now + timedelta(hours=work.standards.number(community.id, "board.live_hours"))
    watch = Watch(0, chat.id, who.person.id, community.id, given["view"].at(given["page"]).encoded(), digest)
    work.watched.keep(watch, until, _ready(work, community), due)


def _drawn(work: Work, who: Who, community: Community, view: View) -> tuple[dict[str, Any], str, datetime | None]:
    """What the board says, the digest of it, and when it will say something else though nothing happens."""
    post = post_in(who, community.id)
    view, matters = _matters(work, post, community, view)
    names = work.people.buildings(community.id)
    building = names[view.building - 1] if 0 < view.building <= len(names) else None
    found = board.chosen(matters, view, building[0] if building else None)
    rows, page, pages = board.page_of(found, view.page, PAGE)
    new, old = _bounds(work, community)
    every = board.heads(matters, work.now, new, old)
    given = {
        "at": work.now,
        "heads": every,
        "bounds": (new, old),
        "rows": [row for m in rows if (row := _row(work, who, m)) is not None],
        "count": len(found),
        "page": page,
        "pages": pages,
        "view": view,
        "building": building[1] if building else None,
        "teams": [h.team for h in every] if sees_all(post) and len(every) > 1 else [],
        "flags": [*Flag],
        "choices": _choices(view, page, [h.team for h in every]),
        "picks": bool(names),
    }
    ends = (board.ages_next(matters, work.now, new, old), work.board.next_late(community.id, _OWN))
    return given, _digest(given), min((at for at in ends if at is not None), default=None)


def _digest(given: Mapping[str, Any]) -> str:
    """Of what is shown, without what goes on by itself: the clock of the last look, how long something is late."""
    rows = [[row["r"].get(name) for name in _SHOWN] + [row["held"], row["late"] is not None] for row in given["rows"]]
    shown = [given[name] for name in ("heads", "bounds", "count", "page", "pages", "building", "teams")]
    return blake2b(repr([str(each) for each in (*shown, rows)]).encode(), digest_size=16).hexdigest()


def _ready(work: Work, community: Community) -> datetime:
    return work.now + timedelta(minutes=work.standards.number(community.id, "board.live_minutes"))


def renew(work: Work, watch: Watch) -> None:
    """Edited if what it shows has changed: the same page and filters, if it still stands there and they still work here."""
    person, community = work.people.get(watch.person_id), work.people.community(watch.community_id)
    chat, card = private(person, community), f"board:{watch.chat_id}"
    who = work.people.who(person, person.language or community.language)
    if chat is None or chat.id != watch.chat_id or who.post(community.id) is None or not work.cards.stands(card):
        work.watched.leave(watch.chat_id)
        return
    given, digest, due = _drawn(work, who, community, board.view_of(watch.view))
    if digest != watch.digest:
        show(work, chat, card, Words("board/board", given, f"q{community.id}"), lane=Lane.TASK)
    ready = _ready(work, community)
    work.watched.looked(watch.id, digest, ready, max(due, ready) if due is not None else None)


def _matters(work: Work, post: Staff, community: Community, view: View) -> tuple[View, list[board.Matter]]:
    if not sees_all(post):
        if post.team is None:
            return view, []
        view = View(view.page, None, view.flag, view.building)
    states = {flow: face.open for flow, face in FACES.items()}
    untaken = {flow: face.untaken for flow, face in FACES.items()}
    held = {flow: face.held for flow, face in FACES.items()}
    mine = None if sees_all(post) else post.team
    return view, work.board.matters(community.id, states, untaken, held, _OWN, mine)


def _bounds(work: Work, community: Community) -> tuple[timedelta, timedelta]:
    new = timedelta(hours=work.standards.number(community.id, "board.new_hours"))
    return new, max(new, timedelta(hours=work.standards.number(community.id, "board.old_hours")))


def _choices(view: View, page: int, teams: Sequence[Team]) -> dict[str, str]:
    """What the buttons carry, by what they are for; pressing a filter that holds takes it away."""
    flags = {f"flag_{f}": View(0, view.team, f, view.building).encoded() for f in Flag}
    of = {
        f"team_{t}": View(0, None if view.team is t else t, view.flag, view.building).encoded()
        for t in {*teams, *([view.team] if view.team else [])}
    }
    around = {"before": page - 1, "after": page + 1, "again": page}
    return {**flags, **of, **{name: view.at(max(n, 0)).encoded() for name, n in around.items()}}


def _row(work: Work, who: Who, matter: board.Matter) -> dict[str, Any] | None:
    """A line; None of what this person may not read: it is counted, and no more (X-42)."""
    case = work.cases.get(matter.id)
    seen = FACES[case.flow].seen(work, case, who)
    if seen is None:
        return None
    return {"id": case.id, "r": seen, "held": matter.held, "since": case.created_at,
            "late": work.now - matter.late_since if matter.late_since else None}  # fmt: skip


def show_buildings(work: Work, who: Who, community: Community, chat: Chat, view: View) -> None:
    """Which building to look at: those with something open, how much; on the same card."""
    view, matters = _matters(work, post_in(who, community.id), community, view)
    found = []
    for place, (code, name) in enumerate(work.people.buildings(community.id), start=1):
        count = sum(m.building == code for m in matters)
        if count:
            found.append({"name": name, "count": count, "to": View(0, view.team, view.flag, place).encoded()})
    work.watched.leave(chat.id)  # they are choosing: the board does not come in between
    given = {"rows": found[:BUILDINGS], "every": View(0, view.team, view.flag).encoded()}
    show(work, chat, f"board:{chat.id}", Words("board/buildings", given, f"q{community.id}"))


def show_overdue(
    work: Work, who: Who, community: Community, chat: Chat, page: int, *, paused: bool, repost: bool
) -> None:
    """Promises that have run out, worst first, or those whose clock stands still; a worker's own only."""
    post = post_in(who, community.id)
    mine = None if sees_all(post) else post.id
    found = work.board.overdue(community.id, _OWN, paused=paused, assignee=mine, limit=PAGE + 1, offset=page * PAGE)
    late = work.board.counts(community.id, _OWN, paused=False, assignee=mine)
    resting = work.board.counts(community.id, _OWN, paused=True, assignee=mine)
    given = {
        "rows": [row for d in found[:PAGE] if (row := _late_row(work, who, d)) is not None],
        "late": late,
        "late_count": sum(n for _, n in late),
        "paused_count": sum(n for _, n in resting),
        "paused": paused,
        "page": page,
        "more": len(found) > PAGE,
        "at": work.now,
    }
    show(work, chat, f"overdue:{chat.id}", Words("board/overdue", given, f"q{community.id}"), repost=repost)


def _late_row(work: Work, who: Who, deadline: Deadline) -> dict[str, Any] | None:
    case = work.cases.get(deadline.case_id)
    seen = FACES[case.flow].seen(work, case, who)
    return {"id": deadline.id, "r": seen, "d": standing(work, deadline)} if seen is not None else None


def open_late(work: Work, who: Who, deadline: int) -> int | None:
    """The alert with its buttons, for those who can do something about the promise; for others the id of its case."""
    found = work.deadlines.find(deadline)
    if found is None or found.status is not DeadlineStatus.OPEN:
        raise Outdated
    case = work.cases.get(found.case_id)
    post = post_in(who, case.community_id)
    if not levels(who, case, found):
        return case.id
    if not sees_all(post) and case.assignee_id != post.id:
        raise Refused("common/not_yours")
    about = FACES[case.flow].about(work, case)
    show_alert(work, work.people.community(case.community_id), who.person, case, found, about, repost=True)
    return None
