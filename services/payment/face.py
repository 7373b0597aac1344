"""A reported payment as the clock, the board, the search and the reports see it."""

from domain import payment
from domain.payment import Status
from services.face import Face
from services.payment import lists, reporting, views

FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=lambda work, case: reporting.ask_again(work, views.load(work, case)),
    crew=lists.finance_chats,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - payment.FINAL),
    untaken=frozenset({Status.UNCHECKED, Status.BOOKED}),
    held=frozenset(),
)
