"""Lists and the full story, on demand, in the chat of whoever asks; never longer than a screen."""

from typing import Any

from domain import repair
from domain.cases import Case
from domain.people import Community, Unit, Who
from domain.privacy import for_group
from services import Work, matters
from services.matters import PAGE
from services.repair import desk
from services.repair.views import group_values, hats, load, rooms_of, values
from services.tell import Chat, Words, tell


def told_apart(work: Work, who: Who) -> list[tuple[Unit, str]]:
    """A person's homes as they choose among them: with the community where they have homes in several."""
    several = len({home.community_id for home in who.homes}) > 1
    return [(h, f"{work.people.community(h.community_id).name} {h.label}" if several else h.label) for h in who.homes]


def _waiting_row(work: Work, who: Who, case: Case) -> dict[str, Any]:
    """Any of the staff may look: they read what the group reads."""
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    reporter = work.people.get(case.reporter_id)
    rooms, names = rooms_of(work, unit, reporter), (reporter.name,)
    return matters.row(work, case, who) | {
        "words": for_group(case.words, rooms=rooms, names=names),
        "place": for_group(case.place, rooms=rooms, names=names) if case.place else None,
    }


def show_waiting(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """Matters of the community nobody has taken, urgent first."""
    cases = desk.waiting(work, who, community.id, offset=page * PAGE, limit=PAGE + 1)
    rows = [_waiting_row(work, who, c) for c in cases[:PAGE]]
    matters.show_rows(work, chat, "waiting", rows, page, more=len(cases) > PAGE)


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
