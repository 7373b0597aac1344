"""The supervisor's desk in the chat: the board with its filters, the list of what is late, the search."""

from collections.abc import Mapping

from domain.board import view_of
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.people import Community, Who
from domain.talk import Talk
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import Read, Situation, Taken, Unclear
from handlers.conversation import Flow, Step, never
from services import Work, board, search
from services.tell import mine


def offers(who: Who) -> set[str]:
    """For all of the staff; what each sees there is their business only."""
    return {"board", "overdue", "search"} if who.staff else set()


def _there(act: Act) -> Community:
    """The community a card is about; nothing of it to those who do not work there (buttons can be forged)."""
    board.post_in(act.who, act.subject)
    return act.work.people.community(act.subject)


def _to_private(act: Act) -> None:
    if not act.incoming.private:
        act.toast("common/go_private")


# --- the board ---------------------------------------------------------------------------------------------------


def _show_board(act: Act, community: Community, *, repost: bool) -> None:
    board.show_board(act.work, act.who, community, act.private, view_of(act.value), repost=repost)
    _to_private(act)


def _begin_board(act: Act) -> None:
    _show_board(act, act.at_work, repost=True)


def _board(act: Act) -> None:
    _show_board(act, _there(act), repost=False)


def _again(act: Act) -> None:
    _show_board(act, _there(act), repost=False)
    act.toast("board/toast_fresh")


def _buildings(act: Act) -> None:
    board.show_buildings(act.work, act.who, _there(act), act.private, view_of(act.value))


# --- what is late ------------------------------------------------------------------------------------------------


def _show_overdue(act: Act, community: Community, *, repost: bool) -> None:
    """`<page>`, and `<page>_p` for what is paused."""
    act.value, _, kind = act.value.partition("_")
    page = act.number if len(act.value) <= DIGITS // 3 else 0
    board.show_overdue(act.work, act.who, community, act.private, page, paused=kind == "p", repost=repost)
    _to_private(act)


def _begin_overdue(act: Act) -> None:
    _show_overdue(act, act.at_work, repost=True)


def _overdue(act: Act) -> None:
    _show_overdue(act, _there(act), repost=False)


def taps(of_flows: Mapping[str, Mapping[str, Tap]]) -> Mapping[str, Tap]:
    """The buttons of board, lists and search; a matter is opened by its own flow."""

    def opened(act: Act, case_id: int) -> None:
        case = act.work.cases.find(case_id)
        if case is None:
            raise Outdated
        if act.who.post(case.community_id) is None:
            raise Refused("common/not_yours")
        act.subject = case.id
        of_flows[case.flow]["open"](act)

    def of_line(act: Act) -> None:
        opened(act, act.number)

    def late(act: Act) -> None:
        case = board.open_late(act.work, act.who, act.number)
        if case is not None:
            opened(act, case)

    return {
        "board": _board,
        "again": _again,
        "buildings": _buildings,
        "overdue": _overdue,
        "found": _found_page,
        "case": of_line,
        "late": late,
    }


# --- the search --------------------------------------------------------------------------------------------------


def _search(act: Act) -> None:
    board.post_in(act.who, act.at_work.id)
    act.begin("search")


def _asked(incoming: Incoming, s: Situation) -> Read:
    """Something to search for: a few words are enough, more are cut."""
    if incoming.kind is not Kind.TEXT:
        return None
    text = " ".join(incoming.text.split())[:LONGEST]
    return Taken(text) if search.searchable(text) else Unclear("search")


def _found(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _show_found(work, who, talk, 0, repost=True)


def _found_page(act: Act) -> None:
    talk = act.work.talks.find(act.subject)
    if talk is None or talk.person_id != act.who.person.id or talk.flow != SEARCH.name or "what" not in talk.answers:
        raise Outdated
    _show_found(act.work, act.who, talk, act.number if len(act.value) <= DIGITS // 3 else 0, repost=False)


def _show_found(work: Work, who: Who, talk: Talk, page: int, *, repost: bool) -> None:
    if not who.staff:
        raise Refused("common/not_yours")
    community = work.people.community(who.staff[0].community_id)
    chat = mine(who, community)
    search.show_found(work, who, community, chat, talk.answers["what"], page, talk.id, repost=repost)


#: Characters of a search: as many as anybody types to find something.
LONGEST = 60
SEARCH = Flow("search", (Step("what", (_asked,)),), _found, summary=never, may=lambda who: bool(who.staff))
FLOWS = (SEARCH,)
MENU: Mapping[str, Tap] = {"board": _begin_board, "overdue": _begin_overdue, "search": _search}
