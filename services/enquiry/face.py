"""An enquiry as the clock, the board, the search and the reports see it."""

from domain import enquiry
from domain.enquiry import Promised, Status
from services.enquiry import answering, lists, views
from services.face import Face

FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=lambda work, case: answering.ask_again(work, views.load(work, case)),
    crew=lists.desk_chats,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - enquiry.FINAL),
    untaken=frozenset({Status.ASKED}),
    held=frozenset(),
    own={Promised.CONFIRM: answering.silent},
    unseen=frozenset({Promised.PASS}),
)
