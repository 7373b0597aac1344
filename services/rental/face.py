"""A contract as the clock, the board, the search and the reports see it."""

from domain import rental
from domain.cases import Case
from domain.rental import Promised, Status
from services import Work
from services.face import Face
from services.rental import doing, lists, views


def _ask(work: Work, case: Case) -> None:
    view = views.load(work, case)
    views.desk_card(work, view, repost=True)
    if view.status is Status.ASKED:
        doing.ask(work, view)


FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=_ask,
    crew=lists.desk_chats,
    owner=lambda work, case: views.renter_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - rental.FINAL),
    untaken=frozenset(),
    held=frozenset(),
    own={Promised.OUT: doing.runs_out},
    unseen=frozenset({Promised.OUT}),
)
