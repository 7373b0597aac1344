"""An order as the clock, the board, the search and the reports see it."""

from domain import order
from domain.cases import Case
from domain.order import Promised, Status
from services import Work
from services.face import Face
from services.order import asking, lists, owner, views


def _ask(work: Work, case: Case) -> None:
    view = views.load(work, case)
    views.desk_card(work, view, repost=True)
    views.team_card(work, view, repost=True)


FACE = Face(
    about=lambda work, case: views.values(views.load(work, case), work.now),
    refresh=lambda work, case: views.refresh(work, views.load(work, case)),
    ask_crew=_ask,
    crew=lists.team_chats,
    owner=lambda work, case: views.owner_chat(views.load(work, case)),
    seen=lists.seen,
    open=frozenset(set(Status) - order.FINAL),
    untaken=frozenset({Status.ASKED, Status.ORDERED}),
    held=frozenset(),
    own={Promised.SIGN: owner.silent, Promised.PAY: asking.unpaid},
    unseen=frozenset({Promised.CALLBACK, Promised.ANSWER}),
)
