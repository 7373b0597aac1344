"""A breach as the clock, the board, the search and the reports see it."""

from domain import breach
from domain.breach import Promised, Status
from services.breach import lists, views
from services.face import Face

FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=lambda work, case: views.desk_card(work, views.load(work, case), repost=True),
    crew=lists.desk_chats,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - breach.FINAL),
    untaken=frozenset(),
    held=frozenset(),
    unseen=frozenset(Promised),
)
