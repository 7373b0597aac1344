"""A complaint as the clock, the board, the search and the reports see it."""

from typing import Any

from domain import complaint
from domain.cases import Case, Deadline
from domain.complaint import Promised, Status
from domain.people import Role, Team, Who
from services import Work, silence
from services.calendar import by_working_days
from services.complaint import asking, views
from services.complaint.acting import CONFIRM, CORRECT, clocks_of
from services.face import Face
from services.ladder.anew import Anew
from services.tell import Chat, Words, team_chat


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """What somebody of the staff reads of it in lists: those who have to do with it, as far as they may; None for others."""
    view = views.load(work, case)
    if who.post(case.community_id) is None or not views.hats(view, who):
        return None
    given: dict[str, Any] = views.told_values(view, work.now, who)["r"]
    return given


def _crew(work: Work, case: Case) -> list[Chat]:
    """The desk's group; what only heads may read goes to them by their own cards."""
    chat = team_chat(work, work.people.community(case.community_id), Team.DESK)
    return [chat] if chat is not None else []


def _ask(work: Work, case: Case) -> None:
    view = views.load(work, case)
    views.desk_card(work, view, repost=True)
    views.head_cards(work, view, repost=True)


def silent(work: Work, deadline: Deadline, case: Case) -> None:
    """Not a word to the result: reminded once, kindly; then a supervisor may close it with a reason (X-13)."""
    view = views.load(work, case)
    silence.silent(
        work,
        deadline,
        case,
        owner=views.owner_chat(view),
        days=work.standards.number(case.community_id, "complaint.confirm_days"),
        remind=lambda: views.ask_confirm(work, view, repost=True),
        roles=(Role.DESK_SUPERVISOR, Role.MANAGER),
        asked=Words("complaint/told_silent", views.about(view, work.now), views.subject(case), case.version),
    )


def counted(work: Work, case: Case, deadline: Deadline) -> Anew | None:
    """Counted again from where it was counted, by the figures and the calendar in force."""
    view = views.load(work, case)
    for p in clocks_of(work, view, deadline.starts_at):
        if p.kind == deadline.kind:
            return Anew(p.due_at, p.in_days and by_working_days(work, case.community_id))
    return None


FACE = Face(
    about=lambda work, case: views.about(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=_ask,
    crew=_crew,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=seen,
    open=frozenset(set(Status) - complaint.FINAL),
    untaken=frozenset({Status.REGISTERED, Status.HANDED}),
    held=frozenset(),
    own={CONFIRM: silent, asking.ASK_IN_CHAT: asking.ask},
    unseen=frozenset({Promised.HAND, Promised.DIRECTOR, CORRECT, asking.ASK, asking.ASK_IN_CHAT}),
)
#: Kinds that are counted from figures.
COUNTED = (Promised.HAND, Promised.DIRECTOR, Promised.INTERIM, Promised.FIRST, Promised.DEFINITE, Promised.SOLVE)
