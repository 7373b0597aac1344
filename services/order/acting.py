"""One press, one guarded move of an order; what becomes of its promises (SPS-19, SPS-26, CNV-04)."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from domain import order
from domain.cases import Case, DeadlineEvent
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.order import Action, Event, Promised, Status
from domain.people import Team, Who
from services import Work, ladder
from services.order.views import View, figures, hats, load, now_possible
from services.tell import zone_of

_MEETS: Mapping[Event, tuple[str, ...]] = {
    Event.PROPOSE: (Promised.ANSWER,),
    Event.REFUSE: (Promised.ANSWER,),
    Event.FINISH: (Promised.DO,),
    Event.SIGN: (Promised.SIGN,),
    Event.SILENT: (Promised.SIGN,),
    Event.PAID: (Promised.PAY,),
}
_DROPS: Mapping[Event, tuple[str, ...]] = {
    Event.DECLINE: (Promised.DO,),
    Event.CANCEL: (Promised.ANSWER, Promised.DO),
    Event.SEND_BACK: (Promised.SIGN,),
}


def found(work: Work, case: int) -> Case:
    """The order. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "order":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The order, if this person may do that with it."""
    there = found(work, case)
    order.check_may(action, hats(there, work.orders.of(case), who))
    return there


def ready(work: Work, who: Who, case: int, action: Action) -> View:
    """The order, if this person may do that and it can be done now; `Refused("common/not_now")` otherwise."""
    view = load(work, allowed(work, who, case, action))
    if not now_possible(view, action):
        raise Refused("common/not_now")
    return view


def carry(
    work: Work,
    who: Who | None,
    case: Case,
    event: Event,
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **data: Any,
) -> tuple[View, int]:
    """Moves the order by its table, saves, settles its promises, writes the history: the new view and the event's id.

    `Refused("common/not_now")` when the table does not allow it; the second of two presses at once ends here.
    """
    before = Status(case.status)
    after = move(order.TABLE, before, event)
    over = {"closed_at": work.now if after in order.FINAL else None}
    changed = work.cases.change(case, {"status": after, **over, **(values or {})})
    if facts:
        work.orders.change(case.id, facts)
    ladder.settle(work, case.id, _MEETS.get(event, ()), DeadlineEvent.MEET)
    ladder.settle(work, case.id, _DROPS.get(event, ()), DeadlineEvent.DROP)
    by = who.person.id if who else None
    line = work.cases.log(case.id, work.now, by, f"order_{event}", before, after, data)
    work.moved.append((changed.id, str(event)))
    return load(work, changed), line


# --- promises --------------------------------------------------------------------------------------------------------


def promise_answer(work: Work, case: Case) -> None:
    """Whether something beyond the list can be done is said by then (SPS-26)."""
    due = work.now + timedelta(hours=figures(work, case.community_id).answer_hours)
    ladder.promise(work, case, Promised.ANSWER, _round(work, case), Team.DESK, work.now, due, ("SPS-26",))


def promise_doing(work: Work, case: Case) -> None:
    """Done by the end of the time agreed, else within the community's hours (CNV-04)."""
    ladder.settle(work, case.id, (Promised.DO,), DeadlineEvent.DROP)
    due = case.appointment_to
    if due is None or due <= work.now:
        due = work.now + timedelta(hours=figures(work, case.community_id).do_hours)
    ladder.promise(work, case, Promised.DO, _round(work, case), case.team, work.now, due, ("CNV-04", "SPS-27"))


def promise_callback(work: Work, case: Case) -> None:
    """Asked back after every service (SPS-19)."""
    due = work.now + timedelta(hours=figures(work, case.community_id).callback_hours)
    ladder.promise(work, case, Promised.CALLBACK, _round(work, case), Team.DESK, work.now, due, ("SPS-19",))


def wait_for_signature(work: Work, case: Case) -> None:
    """The owner says whether it is well done; who is silent is not asked for ever (CNV-05)."""
    due = work.now + timedelta(days=figures(work, case.community_id).sign_days)
    _own(work, case, Promised.SIGN, due, ["CNV-05", "SPS-09"])


def wait_for_payment(work: Work, case: Case) -> None:
    """Not paid on the last day: asked for, and the desk learns why (SPS-20, X-49)."""
    due_on = work.orders.of(case.id).due_on
    if due_on is not None:
        zone = zone_of(work.people.community(case.community_id))
        _own(work, case, Promised.PAY, datetime.combine(due_on, time.max, zone).astimezone(UTC), ["SPS-20", "X-49"])


def _own(work: Work, case: Case, kind: Promised, due: datetime, rules: list[str]) -> None:
    ladder.settle(work, case.id, (kind,), DeadlineEvent.DROP)
    work.deadlines.add(case.id, kind, _round(work, case), Team.DESK, rules, starts_at=work.now, due_at=due, fire_at=due)
    work.signals.add("clock")


def _round(work: Work, case: Case) -> int:
    return ladder.rounds(work, case.id) + 1


__all__ = [
    "Action", "allowed", "carry", "found", "promise_answer", "promise_callback", "promise_doing", "ready", "wait_for_payment",
    "wait_for_signature",
]  # fmt: skip
