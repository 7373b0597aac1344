"""A callback after a survey as the clock, the board, the search and the reports see it."""

from typing import Any

from domain import opinions as rules
from domain.cases import Case
from domain.opinions import Promised, Status
from domain.people import DESK_ROLES, Who
from services import Work
from services.face import Face
from services.opinions import acting
from services.opinions.views import chats_of, keepers, load, refresh, staff_card, values
from services.tell import private


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for those who call; None for everybody else."""
    if not who.is_any(case.community_id, DESK_ROLES):
        return None
    read: dict[str, Any] = values(work, load(work, case), who.language)["r"]
    return read


def ask(work: Work, case: Case) -> None:
    """Its card comes to whoever calls that home."""
    community, view = work.people.community(case.community_id), load(work, case)
    for person in keepers(work, community, view.sheet.unit.ref.building if view.sheet.unit else ""):
        chat = private(person, community)
        if chat is not None:
            staff_card(work, view, work.people.who(person, community.language), chat, repost=True)


FACE = Face(
    about=lambda work, case: values(work, load(work, case), work.people.community(case.community_id).language),
    refresh=lambda work, case: refresh(work, load(work, case)),
    ask_crew=ask,
    crew=chats_of,
    owner=lambda work, case: None,
    seen=seen,
    open=frozenset(set(Status) - rules.FINAL),
    untaken=frozenset(),
    held=frozenset(),
    unseen=frozenset(Promised),
    moved=acting.moved,
)
