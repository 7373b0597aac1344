"""A suggestion or praise as the clock, the board, the search and the reports see it."""

from domain import suggestion
from domain.suggestion import Status
from services.face import Face
from services.suggestion import lists, views

FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=lambda work, case: views.desk_card(work, views.load(work, case), repost=True),
    crew=lists.desk_chats,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - suggestion.FINAL),
    untaken=frozenset({Status.RECEIVED}),
    held=frozenset(),
)
