"""A dispute as the clock, the board, the search and the reports see it."""

from domain import dispute
from domain.dispute import Promised, Status
from services.dispute import answering, lists, views
from services.face import Face

FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=lambda work, case: answering.ask_again(work, views.load(work, case)),
    crew=lists.finance_chats,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - dispute.FINAL),
    untaken=frozenset({Status.DISPUTED}),
    held=frozenset(),
    own={Promised.CONFIRM: answering.silent},
)
