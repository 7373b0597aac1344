"""The money of an order: charged through the ledger, owing and paid as the ledger says, taken off when it comes to nothing.

欠费 and 已交费 are no marks of their own: an order is paid when nothing is open of its bill (SPS-11, SPS-12).
"""

from domain import order
from domain.cases import Case
from domain.errors import Refused
from domain.fees.charges import Code, Kind
from domain.fees.ledger import Way
from domain.order import Action, Event, Status
from domain.people import Team, Who
from domain.sending import Lane
from services import Work
from services.fees import posting
from services.order.acting import allowed, carry, promise_doing, ready, wait_for_payment
from services.order.views import View, figures, load, owner_chat, refresh, subject, values
from services.payment import reporting
from services.payment.reporting import Told
from services.teams import reached
from services.tell import Words, tell


def charge(work: Work, case: Case, by: int | None) -> Case:
    """The bill of what was agreed (code "service"), due by the mode of payment (X-19); the case as it stands then."""
    facts = work.orders.of(case.id)
    if facts.agreed_fen is None or case.unit_id is None:
        raise Refused("common/not_now")
    if facts.bill_id is not None:
        return case
    day = posting.today(work, case.community_id)
    due = order.due_on(facts.mode, day, figures(work, case.community_id))
    row = work.orders.service_code(case.community_id)
    code = Code(**{**dict(row), "kind": Kind(row["kind"])})
    new = posting.Charge(
        work.people.unit(case.unit_id),
        code,
        "/".join(("order", str(case.id))),
        facts.agreed_fen,
        due,
        order.formula(facts),
        case=case.id,
    )
    bill = posting.charge(work, new, by, case.number)
    if bill is None:
        return case
    work.orders.change(case.id, {"bill_id": bill.id, "due_on": due})
    return work.cases.change(case, {"owing_fen": bill.open_fen})


def take_off(work: Work, case: Case, by: int | None) -> Case:
    """The order comes to nothing: its bill is put right to nothing, what was paid of it is free again."""
    facts = work.orders.of(case.id)
    if facts.bill_id is None:
        return case
    bill = work.ledger.bill(facts.bill_id)
    paid = sum(fen for _, fen in work.ledger.taken_to(bill.id))
    if bill.open_fen + paid:
        posting.put_right(work, bill.id, -(bill.open_fen + paid), case.number, by, case=case.id)
    return work.cases.change(case, {"owing_fen": 0}) if case.owing_fen else case


def follow(work: Work, case: int) -> None:
    """What the ledger says of its bill now: paid, owing again, or less is open; everybody's card shows it."""
    there = work.cases.find(case)
    if there is None or there.flow != "order":
        return
    facts = work.orders.of(case)
    if facts.bill_id is None:
        return
    open_fen = work.ledger.bill(facts.bill_id).open_fen
    if open_fen != there.owing_fen:
        there = work.cases.change(there, {"owing_fen": open_fen})
    status = Status(there.status)
    if status is Status.UNPAID and open_fen == 0:
        _go_ahead(work, there)
    elif status is Status.OWING and open_fen == 0:
        view, _ = carry(work, None, there, Event.PAID)
        refresh(work, view)
        _say_paid(work, view)
    elif status is Status.CLOSED and open_fen > 0:
        view, _ = carry(work, None, there, Event.UNPAID)
        wait_for_payment(work, view.case)
        refresh(work, view, owner_repost=True)
    else:
        refresh(work, load(work, there))


def money_moved(work: Work, unit: int) -> None:
    """The money of a home has moved: its orders say what the ledger says."""
    for case in work.orders.moved(unit):
        follow(work, case)


def _go_ahead(work: Work, case: Case) -> None:
    """Paid beforehand: now somebody is sent (SPS-15)."""
    view, _ = carry(work, None, case, Event.PREPAID)
    promise_doing(work, view.case)
    refresh(work, load(work, view.case), team_repost=True)


def _say_paid(work: Work, view: View) -> None:
    """Finance tells the desk at once to stop asking for it (SPS-12)."""
    if view.facts.unpaid_reason is None and not work.cases.events_of(view.case.id, "order_asked_for"):
        return
    said = Words("order/told_paid", {"number": view.case.number}, subject(view.case), view.case.version)
    for chat in reached(work, view.sheet.community, Team.DESK):
        key = f"order:{view.case.id}:paid:{view.case.version}:{chat.id}"
        tell(work, chat, key, said, lane=Lane.TASK, case=view.case.id)


def settle(work: Work, view: View) -> View:
    """Accepted: what is paid already is closed, the rest is owing until its last day."""
    case = view.case
    facts = work.orders.of(case.id)
    if facts.bill_id is not None and work.ledger.bill(facts.bill_id).open_fen == 0:
        view, _ = carry(work, None, case, Event.PAID)
        return view
    wait_for_payment(work, case)
    return load(work, case)


def collect(work: Work, who: Who, case: int) -> View:
    """Whoever was sent took the money: a payment for finance to confirm when it is handed in (X-18).

    `Refused("order/no_collecting")` unless the community lets its workers take money.
    """
    there = allowed(work, who, case, Action.COLLECT)
    if not figures(work, there.community_id).worker_collects:
        raise Refused("order/no_collecting")
    view = ready(work, who, case, Action.COLLECT)
    bill, unit = view.facts.bill_id, view.case.unit_id
    if bill is None or unit is None or work.cases.events_of(case, "order_collect"):
        raise Refused("common/not_now")
    day, owner = posting.today(work, view.case.community_id), view.sheet.reporter
    told = Told(
        unit, owner, view.case.owing_fen, day, [bill], way=Way.CASH, words=view.case.number, taken_by=who.person
    )
    reporting.file(work, who, work.people.unit(unit), told)
    work.cases.log(case, work.now, who.person.id, "order_collect", None, None, {"fen": view.case.owing_fen})
    said = Words("order/told_collected", values(view, work.now), subject(view.case), view.case.version)
    for chat in reached(work, view.sheet.community, Team.FINANCE):
        tell(work, chat, f"order:{case}:collected:{chat.id}", said, lane=Lane.TASK, case=case)
    return view


def ask_for_it(work: Work, view: View, key: str) -> None:
    """The owner is asked to pay, once per occasion; the desk may say it has asked (SPS-20, F-28)."""
    if view.status is not Status.OWING or view.case.owing_fen <= 0:
        return
    work.cases.log(view.case.id, work.now, None, "order_asked_for", None, None, {"fen": view.case.owing_fen})
    said = Words("order/told_to_pay", values(view, work.now), subject(view.case), view.case.version)
    tell(work, owner_chat(view), f"order:{view.case.id}:pay:{key}", said, lane=Lane.REMINDER, case=view.case.id)
