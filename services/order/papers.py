"""The three copies of an order on their way: given in, confirmed by finance, signed by the desk, filed (X-20, X-21, SPS-10 to SPS-18)."""

from domain.order import Action, Step
from domain.order.copies import move, next_step
from domain.people import Team, Who
from domain.sending import Lane
from services import Work
from services.order.acting import ready
from services.order.views import View, load, refresh, subject
from services.teams import reached
from services.tell import Words, tell

_STEP = {
    Action.HAND_IN: Step.HAND_IN,
    Action.CONFIRM: Step.CONFIRM,
    Action.COUNTERSIGN: Step.COUNTERSIGN,
    Action.FILE: Step.FILE,
}


def pass_on(work: Work, who: Who, case: int, action: Action) -> View:
    """One step of the copies; whoever has them next is told. The second of two presses at once ends in `not_now`."""
    view = ready(work, who, case, action)
    copies = move(_STEP[action], view.copies, view.facts.kind, view.facts.mode, view.case.team)
    work.orders.put_copies(case, copies, who.person.id)
    line = work.cases.log(case, work.now, who.person.id, f"order_{action}", None, None, {})
    view = load(work, view.case)
    refresh(work, view)
    team = _waits_for(view)
    if team is not None:
        said = Words(
            "order/told_copies",
            {"number": view.case.number, "step": next_step(view.copies)},
            subject(view.case),
            view.case.version,
        )
        for chat in reached(work, view.sheet.community, team):
            tell(work, chat, f"order:{case}:{line}:{chat.id}", said, lane=Lane.TASK, case=case)
    return view


def _waits_for(view: View) -> Team | None:
    """Who is to do something with the copies next."""
    match next_step(view.copies):
        case Step.CONFIRM:
            return Team.FINANCE
        case Step.COUNTERSIGN:
            return Team.DESK
        case Step.FILE:
            return view.case.team
    return None
