"""What the owner says to an order: agreed, rather not, signed with stars, not well done, not needed (SPS-04, SPS-09, SPS-11, WAR-06)."""

from domain.cases import Case, Deadline
from domain.errors import Refused
from domain.order import Action, Event, Status
from domain.people import Who
from domain.sending import Lane
from services import Work
from services.order import paying
from services.order.acting import carry, promise_callback, promise_doing, ready
from services.order.intake import may_order
from services.order.views import View, load, refresh, subject, values, worker_card
from services.tell import Words, private, tell

#: Stars of the signature.
STARS = range(1, 6)


def agree(work: Work, who: Who, case: int, fen: int) -> View:
    """To exactly this price, before anything is done (SPS-04, SPS-08, SPS-26).

    `Refused("order/other_quote")` when the price has changed since the button was shown, `Refused("order/owners_only")`
    when whoever ordered has moved out: their word does not bind the home any more.
    """
    view = ready(work, who, case, Action.AGREE)
    if view.facts.quote_fen is None or view.facts.quote_fen != fen:
        raise Refused("order/other_quote", fen=view.facts.quote_fen)
    if view.case.unit_id is None or not may_order(work, view.case.reporter_id, view.case.unit_id):
        raise Refused("order/owners_only")
    beyond = view.status is Status.PROPOSED
    facts = {"agreed_fen": fen, "agreed_at": work.now, "agreed_by": who.person.id}
    view, line = carry(work, who, view.case, Event.AGREE, None, facts, fen=fen)
    if beyond:
        promise_doing(work, view.case)
        view = load(work, view.case)
    refresh(work, view, team_repost=beyond)
    _tell_worker(work, view, "order/told_agreed", f"{line}")
    return view


def decline(work: Work, who: Who, case: int) -> View:
    """Rather not: a polite end that costs nothing (SPS-27)."""
    view = ready(work, who, case, Action.DECLINE)
    view, line = carry(work, who, view.case, Event.DECLINE)
    refresh(work, view)
    _tell_worker(work, view, "order/told_over", f"{line}")
    return view


def cancel(work: Work, who: Who, case: int) -> View:
    """Not needed any more: the bill comes to nothing, what was paid is the home's again."""
    view = ready(work, who, case, Action.CANCEL)
    view, line = carry(work, who, view.case, Event.CANCEL)
    paying.take_off(work, view.case, who.person.id)
    view = load(work, work.cases.get(case))
    refresh(work, view)
    _tell_worker(work, view, "order/told_over", f"{line}")
    return view


def sign(work: Work, who: Who, case: int, stars: int) -> View:
    """Accepted on the order with an opinion in stars: only now the fee is charged, unless it was paid before (SPS-09, CNV-05)."""
    view = ready(work, who, case, Action.SIGN)
    if stars not in STARS:
        raise Refused("common/not_now")
    view, _ = carry(work, who, view.case, Event.SIGN, {"rating": stars}, {"accepted_at": work.now}, stars=stars)
    return _accepted(work, view, who.person.id)


def silent(work: Work, deadline: Deadline, case: Case) -> None:
    """Not a word for the community's days: taken as accepted (CNV-05)."""
    if Status(case.status) is not Status.DONE:
        work.deadlines.change(deadline, {"fire_at": None})
        return
    view, _ = carry(work, None, case, Event.SILENT, None, {"accepted_at": work.now})
    _accepted(work, view, None)


def _accepted(work: Work, view: View, by: int | None) -> View:
    paying.charge(work, view.case, by)
    view = paying.settle(work, load(work, work.cases.get(view.case.id)))
    promise_callback(work, view.case)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    worker = view.sheet.worker
    if worker is not None:
        worker_card(work, view)
    return view


def send_back(work: Work, who: Who, case: int, words: str) -> View:
    """Not well done: whoever did it goes again, at no further charge."""
    view = ready(work, who, case, Action.SEND_BACK)
    view, line = carry(work, who, view.case, Event.SEND_BACK, None, {"done_at": None}, text=words)
    promise_doing(work, view.case)
    view = load(work, view.case)
    refresh(work, view)
    _tell_worker(work, view, "order/told_sent_back", f"{line}", words)
    return view


def _tell_worker(work: Work, view: View, name: str, key: str, text: str = "") -> None:
    worker = view.sheet.worker
    if worker is None:
        return
    said = Words(name, {**values(view, work.now), "text": text}, subject(view.case), view.case.version)
    chat = private(worker, view.sheet.community)
    tell(work, chat, f"order:{view.case.id}:{key}:worker", said, lane=Lane.TASK, case=view.case.id)
