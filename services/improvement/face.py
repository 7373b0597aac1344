"""A row of the table of measures as the clock, the board, the search and the reports see it."""

from typing import Any

from domain.cases import Case
from domain.people import Who
from domain.survey import improvement as rules
from domain.survey.improvement import Promised, Status
from services import Work
from services.face import Face
from services.improvement import acting
from services.improvement.views import ask_heads, chats_of, has_part, load, refresh, values


def _language(work: Work, case: Case) -> str:
    return work.people.community(case.community_id).language


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for the office's heads, the department's, and whoever does it; None for everybody else."""
    view = load(work, case)
    if not has_part(view, who):
        return None
    read: dict[str, Any] = values(view, work.now, who.language)["r"]
    return read


FACE = Face(
    about=lambda work, case: values(load(work, case), work.now, _language(work, case)),
    refresh=lambda work, case: refresh(work, load(work, case)),
    ask_crew=lambda work, case: ask_heads(work, load(work, case)),
    crew=lambda work, case: chats_of(work, load(work, case)),
    owner=lambda work, case: None,
    seen=seen,
    open=frozenset(set(Status) - rules.FINAL),
    untaken=frozenset(),
    held=frozenset(),
    unseen=frozenset(Promised),
    moved=acting.moved,
)
