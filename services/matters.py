"""Matters of every flow together: a person's own, and the work in somebody's hands; never longer than a screen."""

from typing import Any

from domain.cases import OF_THE_HOME, OVER, Case
from domain.people import Relation, Who
from services import Work
from services.tell import Chat, Words, show

#: As many cases as fit a phone's screen with their buttons.
PAGE = 6


def shared(work: Work, case: Case, who: Who) -> str | None:
    """Whose matter it is that a resident sees with the home: `family`, or `home` for others of it; None for one's own."""
    relation = who.lived_in(case.unit_id, case.created_at)
    if relation is None or case.reporter_id == who.person.id:
        return None
    theirs = work.people.relation(case.reporter_id, case.unit_id or 0)
    near = theirs is not None and Relation.TENANT not in (theirs, relation)
    return "family" if near else "home"


def row(work: Work, case: Case, who: Who) -> dict[str, Any]:
    """One line of a list of the person's own matters or work."""
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    return {
        "id": case.id,
        "flow": case.flow,
        "number": case.number,
        "category": case.category,
        "status": case.status,
        "urgent": case.urgent,
        "where": unit.label if unit else None,
        "place": case.place,
        "words": case.words,
        "at": case.created_at,
        "shared": None,
    }


def show_list(work: Work, who: Who, chat: Chat, kind: str, page: int) -> None:
    """A person's own matters and their home's, `open` or `past`; `better`: only open repairs; `work`: what is in their hands."""
    start = page * PAGE
    if kind == "work":
        found = [c for post in who.staff for c in work.cases.of_assignee(post.id, OVER)][start : start + PAGE + 1]
    else:
        homes = () if kind == "better" else who.living
        flows = OF_THE_HOME if kind == "better" else None
        found = work.cases.of_home(
            who.person.id, homes, OVER, past=kind == "past", limit=PAGE + 1, offset=start, flows=flows
        )
    told = kind in ("open", "past")
    rows = [row(work, c, who) | ({"shared": shared(work, c, who)} if told else {}) for c in found[:PAGE]]
    show_rows(work, chat, kind, rows, page, more=len(found) > PAGE)


def show_rows(work: Work, chat: Chat, kind: str, rows: list[dict[str, Any]], page: int, *, more: bool) -> None:
    """A page of matters as the one list card of the chat."""
    given = {"kind": kind, "rows": rows, "page": page, "more": more}
    show(work, chat, f"list:{chat.id}", Words("matters/list", given, "m"), repost=page == 0)
