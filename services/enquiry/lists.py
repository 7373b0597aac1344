"""An enquiry as those read it that serve every flow: boards, lists, the search; its promises counted anew; its whole story."""

from typing import Any

from domain import enquiry
from domain.cases import Case, Deadline
from domain.enquiry import Action
from domain.enquiry import Who as Hat
from domain.errors import Refused
from domain.people import Team, Who
from services import Work
from services.enquiry.acting import allowed, figures, found
from services.enquiry.views import group_values, hats, load, owner_card, staff_card, subject, values
from services.ladder.anew import Anew
from services.teams import reached, send_files, story_of
from services.tell import Chat, Words, tell

#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset({"reveal", "alert", "enquiry_put", "enquiry_find", "enquiry_kept"})


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for the desk, what the group reads for the department that was asked; None for everybody else."""
    worn = hats(case, work.enquiries.of(case.id), who)
    if not worn - {Hat.REPORTER}:
        return None
    given = (values if enquiry.may(Action.REVEAL, worn) else group_values)(load(work, case), work.now)
    read: dict[str, Any] = given["r"]
    return read


def desk_chats(work: Work, case: Case) -> list[Chat]:
    """Where the desk is reached about it."""
    return reached(work, work.people.community(case.community_id), Team.DESK)


def answer_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The answer by the figure in force (CBK-23)."""
    return Anew(figures(work, case.community_id).answer_by(deadline.starts_at))


def confirm_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When nobody is waited for any more, by the figure in force."""
    due = figures(work, case.community_id).silent_at(deadline.starts_at)
    return Anew(due, fire_at=due, own_way=True)


def show(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; name and phone shown to the desk are on the record."""
    there = found(work, case)
    view = load(work, there)
    if there.reporter_id == who.person.id:
        owner_card(work, view, repost=True)
        return
    worn = hats(there, view.facts, who)
    if not worn:
        raise Refused("common/not_yours")
    if enquiry.may(Action.REVEAL, worn):
        work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_history(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The whole story as this person may see it."""
    there = allowed(work, who, case, Action.HISTORY)
    given = {**values(load(work, there), work.now), **story_of(work, who, there, _INTERNAL)}
    tell(work, chat, f"history:{case}:{update}", Words("matters/history", given, subject(there)), case=case)


def show_files(work: Work, who: Who, case: int, chat: Chat, update: int) -> int:
    """The photos and files, for whoever has to do with it; how many there are."""
    there = found(work, case)
    if not hats(there, work.enquiries.of(case), who):
        raise Refused("common/not_yours")
    return send_files(work, there, chat, f"pictures:{case}:{update}")
