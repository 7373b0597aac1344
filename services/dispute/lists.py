"""A dispute as those read it that serve every flow: boards, lists, the search; its promises counted anew; its whole story."""

from typing import Any

from domain import dispute
from domain.cases import Case, Deadline
from domain.dispute import Action
from domain.dispute import Who as Hat
from domain.errors import Refused
from domain.people import Team, Who
from services import Work
from services.dispute.acting import allowed, answer_by, figures, found
from services.dispute.views import hats, load, owner_card, owner_values, staff_card, subject, values
from services.ladder.anew import Anew
from services.teams import reached, send_files, story_of
from services.tell import Chat, Words, tell

#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset({"reveal", "alert", "dispute_propose", "dispute_reject", "dispute_pool"})


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for finance, the office and the heads; None for everybody else."""
    if not hats(work, case, who) - {Hat.REPORTER}:
        return None
    read: dict[str, Any] = values(load(work, case), work.now)["r"]
    return read


def finance_chats(work: Work, case: Case) -> list[Chat]:
    """Where finance is reached about it."""
    return reached(work, work.people.community(case.community_id), Team.FINANCE)


def answer_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The answer by the figure in force, in working days."""
    return Anew(answer_by(work, case.community_id, deadline.starts_at))


def confirm_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When nobody is waited for any more, by the figure in force."""
    due = figures(work, case.community_id).silent_at(deadline.starts_at)
    return Anew(due, fire_at=due, own_way=True)


def show(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; name, phone and amounts shown to the staff are on the record."""
    there = found(work, case)
    view = load(work, there)
    if there.reporter_id == who.person.id:
        owner_card(work, view, repost=True)
        return
    if not dispute.may(Action.REVEAL, hats(work, there, who)):
        raise Refused("common/not_yours")
    work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_history(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The whole story as this person may see it."""
    there = allowed(work, who, case, Action.HISTORY)
    view = load(work, there)
    read = owner_values if there.reporter_id == who.person.id else values
    given = {**read(view, work.now), **story_of(work, who, there, _INTERNAL)}
    tell(work, chat, f"history:{case}:{update}", Words("matters/history", given, subject(there)), case=case)


def show_files(work: Work, who: Who, case: int, chat: Chat, update: int) -> int:
    """The photos and files, for whoever has to do with it; how many there are."""
    there = found(work, case)
    if not hats(work, there, who):
        raise Refused("common/not_yours")
    return send_files(work, there, chat, f"pictures:{case}:{update}")
