"""Where the crew reads a repair has changed: its team works in another group, or the group is back."""

from domain.people import Community, Team
from domain.repair import FINAL
from domain.sending import Lane
from services import Work
from services.repair.views import View, crew_card, load, values
from services.tell import Chat, Words, show, team_chat


def into_group(work: Work, community: Community, team: Team, before: Chat | None) -> int:
    """The team's open cases are shown in its group now, the oldest first; how many there are.

    In the group of `before` each card says that it has moved and has no buttons any more. How fast they come is the
    outbox's affair.
    """
    now = team_chat(work, community, team)
    if now is None:
        return 0
    open_ = work.cases.open_of_team(community.id, team, FINAL)
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
        given = values(view, work.now)["r"]
        told = {
            "number": given["number"],
            "category": given["category"],
            "danger": given["danger"],
            "urgent": given["urgent"],
        }
        show(work, before, card, Words("repair/crew_moved", {"r": told, "to": to}), lane=Lane.TASK, case=view.case.id)
        work.cards.forget(card)
