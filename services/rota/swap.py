"""One colleague stands in for another: asked, agreed by a button, two lines on the record, the lead told (SHF-01)."""

from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Person, Staff, Team, Who
from domain.rota import SWAP, LineKind, Shift, SwapEvent, shifts_between, shifts_on
from domain.sending import Lane
from services import Work, rota
from services.rota import plan
from services.tell import Words, private, show, tell
from store.rotas import SwapRequest


def shift_of(work: Work, line: int, day: date) -> Shift | None:
    """The shift of a line that begins on that day, if it is held and not over."""
    found = work.rotas.find(line)
    if found is None or found.ended_at is not None:
        return None
    lines = work.rotas.standing(found.community_id, found.team)
    here = shifts_on(lines, day, rota.zone(work, found.community_id))
    return next((s for s in here if s.line.id == line and s.ends > work.now), None)


def free_for(work: Work, shift: Shift) -> list[tuple[Staff, Person]]:
    """Colleagues of the team who are not on duty at any time of the shift."""
    line = shift.line
    lines = work.rotas.standing(line.community_id, line.team)
    running = shifts_between(lines, shift.starts, shift.ends, rota.zone(work, line.community_id))
    busy = {s.staff_id for s in running}
    return [(s, p) for s, p in work.staff.listed(line.community_id, team=line.team) if s.id not in busy]


def ask(work: Work, who: Who, line: int, day: date, taker: int) -> SwapRequest:
    """The holder asks a colleague to stand in, or a colleague offers to; the other one decides."""
    shift = shift_of(work, line, day)
    post = who.post(shift.line.community_id) if shift else None
    if shift is None or post is None:
        raise Outdated
    if post.id not in (shift.staff_id, taker) or shift.staff_id == taker:
        raise Refused("common/not_yours")
    _check_free(work, shift, taker)
    same = [s for s in work.rotas.open_swaps(line, day) if (s.taker_id, s.asked_by) == (taker, post.id)]
    made = same[0] if same else work.rotas.ask_swap(
        {"community_id": post.community_id, "line_id": line, "day": day, "holder_id": shift.staff_id, "taker_id": taker,
         "asked_by": post.id, "asked_at": work.now}
    )  # fmt: skip
    _cards(work, made, repost=True)
    return made


def answer(work: Work, who: Who, swap: int, event: SwapEvent) -> SwapRequest:
    """Agreed or declined by the one who was asked, withdrawn by the one who asked; only the first answer counts."""
    found = work.rotas.find_swap(swap)
    if found is None:
        raise Outdated
    post = who.post(found.community_id)
    asked = found.taker_id if found.asked_by == found.holder_id else found.holder_id
    if post is None or post.id != (found.asked_by if event is SwapEvent.WITHDRAW else asked):
        raise Refused("common/not_yours")
    status = move(SWAP, found.status, event)
    shift = shift_of(work, found.line_id, found.day) if event is SwapEvent.AGREE else None
    if event is SwapEvent.AGREE:
        if shift is None:
            raise Refused("rota/shift_gone")
        _check_free(work, shift, found.taker_id)
    done = work.rotas.answer_swap(found, status, work.now)
    if shift is not None:
        _carry_out(work, who, done, shift)
    _cards(work, done)
    return done


def _check_free(work: Work, shift: Shift, taker: int) -> None:
    if taker not in {s.id for s, _ in free_for(work, shift)}:
        raise Refused("rota/busy_then")


def _carry_out(work: Work, who: Who, swap: SwapRequest, shift: Shift) -> None:
    """The holder is out of this shift, the colleague in; both lines stay on the record, the lead is told."""
    line = shift.line
    holder, taker = work.staff.get(swap.holder_id), work.staff.get(swap.taker_id)
    hours = (line.starts, line.ends)
    plan.write(work, holder, LineKind.ABSENT, [], hours, swap.day, swap.day, who.person.id)
    plan.write(work, taker, LineKind.ONCE, [], hours, swap.day, swap.day, who.person.id)
    for other in work.rotas.open_swaps(swap.line_id, swap.day):
        gone = move(SWAP, other.status, SwapEvent.WITHDRAW)
        _cards(work, work.rotas.answer_swap(other, gone, work.now))
    said = Words("rota/told_swapped", _values(work, swap), "m")
    community = work.people.community(swap.community_id)
    for person in rota.answering(work, swap.community_id, line.team):
        if person.id not in (holder.person_id, taker.person_id):
            tell(work, private(person, community), f"swap:{swap.id}:told:{person.id}", said, lane=Lane.TASK)


def _values(work: Work, swap: SwapRequest) -> dict[str, Any]:
    line = work.rotas.get(swap.line_id)
    starts, ends = line.hours(swap.day, rota.zone(work, swap.community_id))
    return {
        "team": Team(line.team), "holder": work.staff.person_of(swap.holder_id).name,
        "taker": work.staff.person_of(swap.taker_id).name, "starts": starts, "ends": ends, "status": swap.status,
        "gives": swap.asked_by == swap.holder_id,
    }  # fmt: skip


def _cards(work: Work, swap: SwapRequest, *, repost: bool = False) -> None:
    """Both have the request as a card: one decides, the other may withdraw."""
    community = work.people.community(swap.community_id)
    values = _values(work, swap)
    for staff in (swap.holder_id, swap.taker_id):
        person = work.staff.person_of(staff)
        said = Words("rota/swap", {**values, "mine": staff == swap.asked_by}, f"o{swap.id}", swap.version)
        show(work, private(person, community), f"swap:{swap.id}:{staff}", said, lane=Lane.TASK, repost=repost)
