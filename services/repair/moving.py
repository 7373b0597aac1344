"""Another crew, or another place where it reads: a team's new group, a repair that turns out to be elsewhere."""

from domain.cases import Case
from domain.errors import Refused
from domain.people import Community, Team, Unit, Who
from domain.repair import FINAL, Event, Status
from domain.sending import Lane
from services import Work
from services.filing import number_of_today
from services.repair.acting import carry
from services.repair.dispatch import crew_chats
from services.repair.views import View, crew_card, lane, load, values, worker_chat
from services.tell import Chat, Words, show, team_chat, tell


def into_group(work: Work, community: Community, team: Team, before: Chat | None) -> int:
    """The team's open cases are shown in its group now, the oldest first; how many there are.

    In the group of `before` each card says that it has moved and has no buttons any more. How fast they come is the
    outbox's affair.
    """
    now = team_chat(work, community, team)
    if now is None:
        return 0
    open_ = [case for case in work.cases.open_of_team(community.id, team, FINAL) if case.flow == "repair"]
    moved = before is not None and (before.id, before.thread) != (now.id, now.thread)
    for case in open_:
        view = load(work, case)
        if moved:
            leave(work, view, before, "group")
        crew_card(work, view)
    return len(open_)


def leave(work: Work, view: View, before: Chat | None, to: str) -> None:
    """The crew's card in the chat `before` ends: it says where the repair went, `to` another group or community.

    One that was not sent yet is not sent at all.
    """
    card = f"case:{view.case.id}:crew"
    shown = work.cards.find(card)
    if shown is None:
        return
    if before is None or shown.chat_id != before.id:
        work.cards.forget(card)
    elif shown.message_id is None:
        work.cards.remove(card, Lane.TASK)
    else:
        show(work, before, card, _moved(work, view, to), lane=Lane.TASK, case=view.case.id)
        work.cards.forget(card)


def _moved(work: Work, view: View, to: str) -> Words:
    """What is said of it where it was: its number and kind, no words, no place."""
    given = values(view, work.now)["r"]
    return Words(
        "repair/crew_moved", {"r": {k: given[k] for k in ("flow", "number", "category", "danger", "urgent")}, "to": to}
    )


def into_community(work: Work, who: Who, case: Case, unit: Unit) -> Case:
    """The repair is in a home of another community: it gets a number of that one, and is open to its crew.

    The crew that had it reads so, whoever was to go there has no address any more. What was promised stays promised.
    `Refused("common/not_now")` once the work is done.
    """
    before = load(work, case)
    if before.status is Status.FINISHED:
        raise Refused("common/not_now")
    if before.status is not Status.REPORTED:
        free = {"assignee_id": None}
        case = carry(work, who, case, Event.POOL, free, {"dispatch": None}, reason="elsewhere")[0].case
    number = number_of_today(work, work.people.community(unit.community_id))
    _leave_crew(work, before)
    return work.cases.change(case, {"community_id": unit.community_id, "number": number})


def _leave_crew(work: Work, before: View) -> None:
    """The group's card, the worker's card, and without a group whoever was offered it."""
    said = _moved(work, before, "community")
    case = before.case
    group, worker = team_chat(work, before.community, Team(case.team)), worker_chat(before)
    leave(work, before, group, "community")
    if worker is not None:
        show(work, worker, f"case:{case.id}:worker:{case.assignee_id}", said, lane=lane(case), case=case.id)
    elif group is None:
        for chat in crew_chats(work, before):
            tell(
                work, chat, f"repair:{case.id}:moved:{case.version}:{chat.person}", said, lane=lane(case), case=case.id
            )
