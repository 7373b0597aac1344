"""What the desk asks after an order: how it was, why it is not paid (SPS-19, SPS-20)."""

from domain.cases import Case, Deadline, DeadlineEvent
from domain.errors import Refused
from domain.order import Action, Promised
from domain.people import Team, Who
from domain.sending import Lane
from services import Work, ladder
from services.order import paying
from services.order.acting import ready
from services.order.views import View, group_values, load, refresh, subject
from services.teams import reached
from services.tell import Words, tell


def called(work: Work, who: Who, case: int, words: str) -> View:
    """The owner was asked back; what they said is kept (SPS-19)."""
    ready(work, who, case, Action.CALLED)
    work.orders.change(case, {"called_at": work.now, "called_words": words})
    ladder.settle(work, case, (Promised.CALLBACK,), DeadlineEvent.MEET)
    work.cases.log(case, work.now, who.person.id, "order_called", None, None, {"text": words})
    view = load(work, work.cases.get(case))
    refresh(work, view)
    return view


def reason(work: Work, who: Who, case: int, words: str) -> View:
    """Why it is not paid, as the owner says (SPS-20)."""
    ready(work, who, case, Action.REASON)
    if not words.strip():
        raise Refused("common/not_now")
    work.orders.change(case, {"unpaid_reason": words})
    work.cases.log(case, work.now, who.person.id, "order_reason", None, None, {"reason": words})
    view = load(work, work.cases.get(case))
    refresh(work, view)
    return view


def unpaid(work: Work, deadline: Deadline, case: Case) -> None:
    """The last day is over: the owner is asked, and the desk learns why and explains (SPS-20, X-49)."""
    work.deadlines.change(deadline, {"fire_at": None, "rung": deadline.rung + 1})
    view = load(work, case)
    if case.owing_fen <= 0:
        return
    paying.ask_for_it(work, view, f"due:{deadline.id}")
    said = Words("order/told_unpaid", group_values(view, work.now), subject(case), case.version)
    for chat in reached(work, view.sheet.community, Team.DESK):
        tell(work, chat, f"deadline:{deadline.id}:{chat.id}", said, lane=Lane.REMINDER, case=case.id)
