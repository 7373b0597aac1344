"""What the department does with an order: beyond the list agreed by two, sent out, looked at and quoted, done (SPS-06 to SPS-09, SPS-25 to SPS-27)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import order
from domain.errors import Outdated, Refused
from domain.order import Action, Event, Step
from domain.order.copies import move as move_copies
from domain.people import Person, Staff, Team, Who
from domain.saying import say_window
from domain.sending import Lane
from services import Work
from services.order.acting import carry, promise_doing, ready, wait_for_signature
from services.order.views import View, desk_card, load, owner_chat, refresh, subject, team_card, values, worker_card
from services.tell import Words, private, tell, zone_of


def consent(work: Work, who: Who, case: int, team: Team) -> View:
    """Something beyond the list: the desk's supervisor would do it and names the department, whose head is asked next (SPS-26)."""
    view = ready(work, who, case, Action.CONSENT)
    work.cases.change(view.case, {"team": team})
    work.orders.change(case, {"consent_by": who.person.id, "consent_at": work.now})
    work.cases.log(case, work.now, who.person.id, "order_consent", None, None, {"team": team})
    view = load(work, work.cases.get(case))
    refresh(work, view)
    desk_card(work, view, repost=team is Team.DESK)
    team_card(work, view, repost=True)
    return view


def propose(work: Work, who: Who, case: int, fen: int) -> View:
    """The department's head agrees too and names the fee; now the owner is asked (SPS-26).

    `Refused("order/two_people")` when the same person would agree for both.
    """
    view = ready(work, who, case, Action.PROPOSE)
    if view.facts.consent_by == who.person.id:
        raise Refused("order/two_people")
    facts = {"proposed_by": who.person.id, "proposed_at": work.now, "quote_fen": fen}
    view, _ = carry(work, who, view.case, Event.PROPOSE, None, facts, fen=fen)
    refresh(work, view, owner_repost=True)
    return view


def refuse(work: Work, who: Who, case: int, reason: str) -> View:
    """It cannot be done, explained patiently: whoever asked reads why (SPS-26)."""
    view = ready(work, who, case, Action.REFUSE)
    view, line = carry(work, who, view.case, Event.REFUSE, {"outcome": reason}, reason=reason)
    refresh(work, view)
    said = Words("order/told_refused", values(view, work.now), subject(view.case), view.case.version)
    tell(work, owner_chat(view), f"order:{case}:{line}:owner", said, case=case)
    return view


def candidates(work: Work, view: View) -> list[tuple[Staff, Person]]:
    """Whom the head may send: the department, those on duty first (CNV-04)."""
    listed = work.staff.listed(view.case.community_id, team=view.case.team)
    return sorted(listed, key=lambda found: not found[0].on_duty)


def assign(work: Work, who: Who, case: int, staff: int) -> View:
    """Somebody of the department is sent, with the order in their hands (SPS-07, CNV-04, X-20)."""
    view = ready(work, who, case, Action.ASSIGN)
    chosen = next(((s, p) for s, p in candidates(work, view) if s.id == staff), None)
    if chosen is None:
        raise Outdated
    if view.case.assignee_id == staff:
        raise Refused("common/not_now")
    before = view.sheet.worker
    view, line = carry(work, who, view.case, Event.ASSIGN, {"assignee_id": staff}, to=chosen[1].name)
    copies = move_copies(Step.TAKE, view.copies, view.facts.kind, view.facts.mode, view.case.team)
    work.orders.put_copies(case, copies, who.person.id)
    work.staff.given(staff, work.now)
    view = load(work, view.case)
    refresh(work, view)
    worker_card(work, view)
    if before is not None and before.id != chosen[1].id:
        said = Words("order/told_moved", {"number": view.case.number, "name": chosen[1].name})
        chat = private(before, view.sheet.community)
        tell(work, chat, f"order:{case}:{line}:before", said, lane=Lane.TASK, case=case)
    return view


def hand_back(work: Work, who: Who | None, case: int, reason: str) -> View:
    """Cannot go: the head sends somebody else. A quote nobody agreed to goes with it."""
    view = ready(work, who, case, Action.BACK) if who is not None else load(work, work.cases.get(case))
    facts = {"quote_fen": None, "quote_words": None} if view.facts.agreed_fen is None else None
    view, _ = carry(work, who, view.case, Event.POOL, {"assignee_id": None}, facts, reason=reason)
    refresh(work, view, team_repost=True)
    return view


def left(work: Work, who: Who, staff: int) -> int:
    """Whoever had orders has left the staff: each goes back to its department; how many."""
    held = [c for c in work.cases.of_assignee(staff, order.FINAL) if c.flow == "order"]
    back = [c for c in held if order.Status(c.status) in order.UNDER_WAY]
    for case in back:
        hand_back(work, None, case.id, "left")
    return len(back)


def go(work: Work, who: Who, case: int) -> View:
    """On the way; the owner hears it."""
    view = ready(work, who, case, Action.GO)
    view, line = carry(work, who, view.case, Event.GO)
    refresh(work, view)
    said = Words("order/told_on_way", values(view, work.now), subject(view.case), view.case.version)
    tell(work, owner_chat(view), f"order:{case}:{line}:owner", said, case=case)
    return view


def quote(work: Work, who: Who, case: int, fen: int, words: str) -> View:
    """The price after a look on the spot; nothing is done before the owner agrees (SPS-06, SPS-08)."""
    view = ready(work, who, case, Action.QUOTE)
    view, _ = carry(
        work, who, view.case, Event.QUOTE, None, {"quote_fen": fen, "quote_words": words or None}, fen=fen, text=words
    )
    refresh(work, view, owner_repost=True)
    return view


def finish(work: Work, who: Who, case: int, words: str, media: Sequence[Mapping[str, Any]]) -> View:
    """Done: the owner is asked to sign (SPS-09, SPS-15)."""
    view = ready(work, who, case, Action.FINISH)
    work.media.attach(case, who.person.id, "done", media, work.now)
    facts = {"done_words": words or None, "done_at": work.now}
    view, _ = carry(work, who, view.case, Event.FINISH, None, facts, text=words)
    wait_for_signature(work, view.case)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    return view


def reschedule(work: Work, who: Who, case: int, span: tuple[datetime, datetime], reason: str) -> View:
    """Another time, with a word why; ordinary duties come first (SPS-27)."""
    view = ready(work, who, case, Action.SLOT)
    changed = work.cases.change(view.case, {"appointment_from": span[0], "appointment_to": span[1]})
    data = {"from": span[0].isoformat(), "until": span[1].isoformat(), "reason": reason}
    line = work.cases.log(case, work.now, who.person.id, "order_slot", None, None, data)
    if view.status in order.UNDER_WAY:
        promise_doing(work, changed)
    view = load(work, changed)
    refresh(work, view)
    chat = owner_chat(view)
    zone = zone_of(view.sheet.community)
    when = say_window(*span, work.now, zone, chat.language if chat else view.sheet.community.language)
    said = Words(
        "order/told_slot", {**values(view, work.now), "when": when, "reason": reason}, subject(changed), changed.version
    )
    tell(work, chat, f"order:{case}:{line}:owner", said, case=case)
    return view
