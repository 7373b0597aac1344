"""A suggestion or praise as those read it that serve every flow, and its promise counted anew."""

from typing import Any

from domain import suggestion
from domain.cases import Case, Deadline
from domain.errors import Outdated, Refused
from domain.people import Team, Who
from domain.suggestion import Action
from domain.suggestion import Who as Hat
from services import Work
from services.calendar import by_working_days
from services.ladder.anew import Anew
from services.suggestion.acting import allowed, answer_by
from services.suggestion.views import group_values, hats, load, owner_card, staff_card, subject, values
from services.teams import reached, send_files, story_of
from services.tell import Chat, Words, tell

#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset({"reveal", "alert", "suggestion_opinion"})


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for the desk, what the group reads for the department it is about; None for everybody else."""
    worn = hats(work, case, who)
    if not worn - {Hat.REPORTER}:
        return None
    given = (values if suggestion.may(Action.REVEAL, worn) else group_values)(load(work, case), work.now)
    read: dict[str, Any] = given["r"]
    return read


def desk_chats(work: Work, case: Case) -> list[Chat]:
    """Where the desk is reached about it."""
    return reached(work, work.people.community(case.community_id), Team.DESK)


def answer_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The answer by the figure and calendar in force (CBK-23, X-09)."""
    return Anew(answer_by(work, case, deadline.starts_at), by_working_days(work, case.community_id))


def show(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; name and phone shown to the desk are on the record."""
    there = work.cases.find(case)
    if there is None or there.flow != "suggestion":
        raise Outdated
    view = load(work, there)
    if there.reporter_id == who.person.id:
        owner_card(work, view, repost=True)
        return
    worn = hats(work, there, who)
    if not worn:
        raise Refused("common/not_yours")
    if suggestion.may(Action.REVEAL, worn):
        work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_history(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The whole story, for whoever wrote it and the desk."""
    there = allowed(work, who, case, Action.TALK)
    given = {**values(load(work, there), work.now), **story_of(work, who, there, _INTERNAL)}
    tell(work, chat, f"history:{case}:{update}", Words("matters/history", given, subject(there)), case=case)


def show_files(work: Work, who: Who, case: int, chat: Chat, update: int) -> int:
    """The photos and files, for whoever has to do with it; how many there are."""
    there = work.cases.find(case)
    if there is None or there.flow != "suggestion" or not hats(work, there, who):
        raise Refused("common/not_yours")
    return send_files(work, there, chat, f"pictures:{case}:{update}")
