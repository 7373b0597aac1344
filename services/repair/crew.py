"""The crew's own steps: on the way, there, quote, hold, finished (REP-10, REP-12, REP-13, REP-18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain import repair
from domain.cases import DeadlineEvent
from domain.errors import Refused
from domain.lifecycle import can
from domain.people import Team, Who
from domain.repair import Action, ChargeKind, Event, PromiseKind, Status
from services import Work, ladder
from services.repair.acting import SIGN, allowed, carry, earned, figures
from services.repair.views import View, ask_price, ask_signature, load, owner_chat, refresh, values
from services.tell import Words, tell


def go(work: Work, who: Who, case: int) -> View:
    """On the way; the owner is told."""
    view, line = carry(work, who, allowed(work, who, case, Action.GO), Event.GO)
    refresh(work, view)
    tell(
        work,
        owner_chat(view),
        f"repair:{case}:on_way:{line}",
        Words("repair/told_on_way", values(view, work.now)),
        case=case,
    )
    return view


def arrive(work: Work, who: Who, case: int) -> View:
    """There: the time is kept (URG-01)."""
    found = allowed(work, who, case, Action.ARRIVE)
    view, _ = carry(work, who, found, Event.ARRIVE, facts={"arrived_at": work.now})
    _finish_from_arrival(work, view)
    refresh(work, view)
    return view


def _finish_from_arrival(work: Work, view: View) -> None:
    """Where the eight hours run from the arrival, they are set now (X-17)."""
    if not view.case.urgent or work.standards.value(view.community.id, "repair.urgent_finish_from") != "arrival":
        return
    running = work.deadlines.open_of(view.case.id, PromiseKind.FINISH)
    new = repair.deadlines_for(True, view.case.created_at, None, figures(work, view.case), work.now)
    if running is not None:
        due = next(p.due_at for p in new if p.kind is PromiseKind.FINISH)
        ladder.move_due(work, view.case, running, due, by_hand=False)


def quote(work: Work, who: Who, case: int, lines: Sequence[Mapping[str, Any]]) -> View:
    """A price from the list, to be agreed before work starts (REP-18, SPS-07). Amounts are whole fen."""
    found = allowed(work, who, case, Action.QUOTE)
    total = sum(int(line["price_fen"]) * int(line["quantity"]) for line in lines)
    if total <= 0:
        raise Refused("repair/quote_empty")
    quoted: dict[str, Any] = {"quote_fen": total, "quote_lines": list(lines)}
    if work.cases.repair(case).arrived_at is None:
        # Whoever quotes has seen it (REP-18), also when "arrived" was not pressed.
        quoted["arrived_at"] = work.now
        ladder.settle(work, case, (PromiseKind.ARRIVE,), DeadlineEvent.MEET)
    view, _ = carry(work, who, found, Event.QUOTE, facts=quoted, fen=total)
    refresh(work, view)
    ask_price(work, view, repost=True)
    return view


def hold(work: Work, who: Who, case: int, reason: str, until: datetime) -> View:
    """Put off with the reason and a new promise; the owner is told (REP-12, URG-03)."""
    found = allowed(work, who, case, Action.HOLD)
    if until <= work.now:
        raise Refused("repair/promise_past")
    view, line = carry(
        work,
        who,
        found,
        Event.HOLD,
        facts={"hold_reason": reason, "promised_at": until},
        reason=reason,
        until=until.isoformat(),
    )
    for kind in (PromiseKind.ARRIVE, PromiseKind.FINISH):
        running = work.deadlines.open_of(case, kind)
        if running is not None and running.due_at < until:
            ladder.move_due(work, view.case, running, until, by_hand=True)
    view = load(work, view.case)
    refresh(work, view)
    tell(
        work,
        owner_chat(view),
        f"repair:{case}:hold:{line}",
        Words("repair/told_hold", values(view, work.now)),
        case=case,
    )
    return view


def finish(
    work: Work, who: Who, case: int, process: str, part: str, materials: str, media: Sequence[Mapping[str, Any]],
    *, tested: bool = False,
) -> View:  # fmt: skip
    """Done, with what was done, where, and with what (REP-13); the owner is asked to sign (REP-17).

    `tested`: a leak was tried with water just now; the days of its callback run from there (X-04).
    """
    found = allowed(work, who, case, Action.FINISH)
    facts = work.cases.repair(case)
    if facts.charge == ChargeKind.PAID and not found.owing_fen and not _free_of_charge(work, case):
        raise Refused("repair/quote_first")
    done = {
        "done_process": process,
        "done_part": part,
        "done_materials": materials,
        "finished_at": work.now,
        "water_tested_at": work.now if tested else None,
        "reminded_at": None,
    }
    if facts.arrived_at is None:
        done["arrived_at"] = work.now
    work.media.attach(case, who.person.id, "finish", media, work.now)
    view, _ = carry(work, who, found, Event.FINISH, facts=done, process=process, part=part, materials=materials)
    remind = timedelta(hours=work.standards.number(found.community_id, "repair.sign_reminder_hours"))
    ask_at = work.now + remind
    work.deadlines.add(
        case, SIGN, ladder.rounds(work, case) + 1, Team.DESK, ["REP-17", "X-13"],
        starts_at=work.now, due_at=ask_at, fire_at=ask_at,
    )  # fmt: skip
    work.signals.add("clock")
    refresh(work, view)
    ask_signature(work, view, repost=True)
    return view


def _free_of_charge(work: Work, case: int) -> bool:
    """Whether the worker has said that nothing was charged after all (a goodwill job, or only made safe)."""
    return work.cases.last_of(case, "no_charge") is not None


def no_charge(work: Work, who: Who, case: int, reason: str) -> View:
    """The paid job turned out to cost nothing; said with the reason, on the record.

    What was agreed for it is not owed then; what is owed for work finished before (sent back, reopened) stays.
    """
    found = allowed(work, who, case, Action.FINISH)
    if not can(repair.TABLE, Status(found.status), Event.FINISH):
        raise Refused("common/not_now")
    owing = earned(work, found)
    work.cases.log(case, work.now, who.person.id, "no_charge", None, None, {"reason": reason})
    changed = work.cases.change(found, {"owing_fen": owing})
    work.cases.change_repair(case, {"charge": ChargeKind.FREE})
    view = load(work, changed)
    refresh(work, view)
    return view
