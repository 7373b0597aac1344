"""Lists and the full story, on demand, in the chat of whoever asks; never longer than a screen."""

from typing import Any

from domain import repair
from domain.cases import Case
from domain.people import Community, Unit, Who
from domain.privacy import for_group
from services import Work
from services.repair import desk
from services.repair.views import group_values, hats, load, rooms_of, shared, values
from services.tell import Chat, Words, show, tell

#: As many cases as fit a phone's screen with their buttons.
PAGE = 6


def told_apart(work: Work, who: Who) -> list[tuple[Unit, str]]:
    """A person's homes as they choose among them: with the community where they have homes in several."""
    several = len({home.community_id for home in who.homes}) > 1
    return [(h, f"{work.people.community(h.community_id).name} {h.label}" if several else h.label) for h in who.homes]


def _row(work: Work, who: Who, case: Case, kind: str) -> dict[str, Any]:
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    words, place = case.words, case.place
    if kind == "waiting":  # any of the staff may look: they read what the group reads
        reporter = work.people.get(case.reporter_id)
        rooms, names = rooms_of(work, unit, reporter), (reporter.name,)
        words = for_group(words, rooms=rooms, names=names)
        place = for_group(place, rooms=rooms, names=names) if place else None
    return {
        "id": case.id,
        "number": case.number,
        "category": case.category,
        "status": case.status,
        "urgent": case.urgent,
        "where": unit.label if unit else None,
        "place": place,
        "words": words,
        "at": case.created_at,
        "shared": shared(work, case, who) if kind in ("open", "past") else None,
    }


def _show(work: Work, who: Who, chat: Chat, kind: str, cases: list[Case], page: int) -> None:
    rows = [_row(work, who, c, kind) for c in cases[:PAGE]]
    given = {"kind": kind, "rows": rows, "page": page, "more": len(cases) > PAGE}
    show(work, chat, f"list:{chat.id}", Words("repair/list", given, "m"), repost=page == 0)


def show_list(work: Work, who: Who, community: Community, chat: Chat, kind: str, page: int) -> None:
    """A person's own matters and their home's, open or past; with `better` only their own; or the work in their hands."""
    del community
    if kind == "work":
        found = [c for post in who.staff for c in work.cases.of_assignee(post.id, repair.FINAL)]
        cases = found[page * PAGE : page * PAGE + PAGE + 1]
    else:
        homes = () if kind == "better" else who.living
        cases = work.cases.of_home(
            who.person.id, homes, repair.FINAL, past=kind == "past", limit=PAGE + 1, offset=page * PAGE
        )
    _show(work, who, chat, kind, cases, page)


def show_waiting(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """Matters of the community nobody has taken, urgent first."""
    cases = desk.waiting(work, who, community.id, offset=page * PAGE, limit=PAGE + 1)
    _show(work, who, chat, "waiting", cases, page)


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """What somebody of the staff reads of a repair in lists: those who have to do with it all, its crew what the group
    reads (X-42); None for everybody else.
    """
    worn = hats(case, who)
    if not worn or who.post(case.community_id) is None:
        return None
    view = load(work, case)
    whole = repair.may(repair.Action.HISTORY, worn)
    given: dict[str, Any] = (values if whole else group_values)(view, work.now)["r"]
    return given


def show_history(work: Work, who: Who, community: Community, chat: Chat, case: int, update: int) -> None:
    """The whole story of a case as this person may see it."""
    del community
    given = desk.history(work, who, case)
    tell(work, chat, f"history:{case}:{update}", Words("repair/history", given, f"c{case}"), case=case)
