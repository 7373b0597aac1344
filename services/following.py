"""What hangs on a matter or on money that has moved follows it, in the same unit of work: a complaint and the repair that
cures it (CMP-14), dunning and the payment that ends it (DUN-17), a service and the payment that settles it (SPS-12)."""

from collections.abc import Callable, Mapping

from domain import complaint, repair
from domain import order as order_states
from domain.cases import Case, Channel
from domain.complaint import Action
from domain.errors import Refused
from domain.lifecycle import can
from domain.people import Who
from domain.repair import Category
from domain.shorts import HELPED, MORE, Kind
from services import Work
from services.complaint import asking
from services.complaint.acting import note, ready
from services.complaint.handling import reached
from services.complaint.owner import cured
from services.complaint.views import View, about, heads, lane, load, refresh, subject
from services.dunning import settling
from services.fees import account
from services.order import paying as orders
from services.repair import views as repairs
from services.repair.acting import carry as carry_repair
from services.repair.intake import Report, report
from services.shorts import poor
from services.tell import Words, private, tell

#: The link between a complaint and the repair that is its cure.
CURE = "cure"


def follow(work: Work) -> None:
    """Everything that hangs on what has moved in this unit of work, until nothing moves any more."""
    while work.settled:
        home = work.settled.pop(0)
        settling.money_moved(work, home)
        orders.money_moved(work, home)
        account.refresh(work, home)
    while work.moved:
        case, event = work.moved.pop(0)
        moved = work.cases.get(case)
        settling.case_moved(work, moved)
        _said(work, moved, event)
        if moved.flow == "complaint":
            asking.moved(work, moved, complaint.Event(event))
        for other, kind in work.links.to(case):
            if kind == CURE:
                _cure_moved(work, work.cases.get(other), work.cases.get(case), repair.Event(event))
        for other, kind in work.links.from_(case):
            if kind == CURE:
                _complaint_moved(work, work.cases.get(case), work.cases.get(other), complaint.Event(event))


def _said(work: Work, case: Case, event: str) -> None:
    """Few stars are the desk's to look into (CBK-16); what an answer came to stands with the question behind it."""
    if event in _STARS.get(case.flow, ()):
        poor.signed(work, case)
    if case.flow == "enquiry" and event in (HELPED, MORE):
        asked = work.shorts.newest(Kind.ENQUIRY, case.id)
        if asked is not None and asked.answered_at is None:
            work.shorts.change(asked.id, {"grade": event, "answered_at": work.now})


#: What gives a matter its stars.
_STARS = {"repair": (repair.Event.SIGN,), "complaint": (complaint.Event.CONFIRM,), "order": (order_states.Event.SIGN,)}


def order(work: Work, who: Who, case: int, category: Category, words: str) -> repairs.View:
    """The cure is a repair: an order to the crew for the same place, in the name of whoever complained (CMP-14).

    Of an anonymous complaint the order is the desk's own: nothing in it tells who complained.
    """
    view = ready(work, who, case, Action.ORDER)
    if view.facts.anonymous and view.unit is not None:
        raise Refused("complaint/order_anonymous")
    new = Report(
        community=view.community,
        reporter=who.person if view.facts.anonymous else view.reporter,
        category=category,
        words=words,
        unit=view.unit,
        place=view.case.place if view.unit is None else None,
        channel=Channel.PATROL if view.facts.anonymous else view.case.channel,
        taken_by=who.person,
    )
    made = report(work, who, new)
    work.links.add(case, made.case.id, CURE, who.person.id, work.now)
    view, _ = note(work, who, view, "order", number=made.case.number)
    refresh(work, view)
    return made


def alarmed(work: Work, view: View) -> None:
    """The urgent repair filed of the same words is its cure (X-52, CMP-23)."""
    own = work.cases.of_reporter(view.reporter.id, repair.FINAL, past=False, limit=5, offset=0)
    order_ = next((c for c in own if c.flow == "repair" and c.danger is not None), None)
    if order_ is not None:
        work.links.add(view.case.id, order_.id, CURE, None, work.now)
        refresh(work, load(work, view.case))


def _cure_moved(work: Work, case: Case, order_: Case, event: repair.Event) -> None:
    """The repair is done: the result of the complaint is reached; signed by its owner, the complaint is answered too."""
    after = _OF_CURE.get(event)
    if after is not None and case.status not in complaint.FINAL:
        after(work, load(work, case), order_)


def _finished(work: Work, view: View, order_: Case) -> None:
    if not can(complaint.TABLE, view.status, complaint.Event.ANSWER) or view.status is complaint.Status.ANSWERED:
        return
    view = reached(work, view)
    refresh(work, view)
    for person in heads(work, view):
        given = {**about(view, work.now), "order": order_.number}
        said = Words("complaint/told_cured", given, subject(view.case), view.case.version)
        key = f"complaint:{view.case.id}:cured:{order_.id}:{order_.version}:{person.id}"
        tell(work, private(person, view.community), key, said, lane=lane(view.case), case=view.case.id)


def _signed(work: Work, view: View, order_: Case) -> None:
    if view.status is not complaint.Status.ANSWERED and order_.reporter_id == view.case.reporter_id:
        cured(work, view, order_.number)


_OF_CURE: Mapping[repair.Event, Callable[[Work, View, Case], None]] = {
    repair.Event.FINISH: _finished,
    repair.Event.SIGN: _signed,
    repair.Event.CLOSE: _finished,
}


def _complaint_moved(work: Work, case: Case, order_: Case, event: complaint.Event) -> None:
    """The complaint is confirmed: the repair that waits for its signature has it by the same word."""
    if event is not complaint.Event.CONFIRM or order_.status != repair.Status.FINISHED:
        return
    if order_.reporter_id != case.reporter_id:
        return
    signed = {"rating": case.rating, "closed_at": work.now}
    view, _ = carry_repair(work, None, order_, repair.Event.SIGN, signed, stars=case.rating, by_complaint=case.number)
    repairs.refresh(work, view)
