"""Every morning there is something to do: each butler reads how many homes, the desk those nobody looks after (DUN-01, DUN-15)."""

from collections import Counter
from datetime import timedelta

from domain.dunning import TO_DO
from domain.people import Community, Role, Team
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work
from services.dunning import arrears, settling
from services.dunning.arrears import Arrear
from services.ready import Says
from services.teams import reached
from services.tell import Chat, Words, private, tell


def at(work: Work, community: Community) -> str:
    """The local time it goes out."""
    return str(work.standards.value(community.id, "dunning.card_at"))


def late_hours(work: Work, community: Community) -> int:
    """After so many hours it is no use any more that day; the window is then made up for."""
    return work.standards.number(community.id, "dunning.card_hours")


def counted(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """What is to be done today, counted; what comes back tells it."""
    found = arrears.every(work, community)
    places = work.dunning.places(community.id)
    buildings = {a.unit_id: places[a.unit_id][0] for a in found}
    late = any(one.late for one in arrears.now(work, community.id).rounds)
    return lambda work: _tell(work, community, occurrence.period, found, buildings, late)


def _tell(
    work: Work, community: Community, period: str, found: list[Arrear], buildings: dict[int, str], late: bool
) -> None:
    settling.heal(work, community.id)
    butlers = work.staff.listed(community.id, roles=[Role.BUTLER])
    for post, person in butlers:
        chat = private(person, community)
        _said(work, [chat] if chat else [], period, [a for a in found if post.covers(buildings[a.unit_id])], late)
    spare = [a for a in found if not any(post.covers(buildings[a.unit_id]) for post, _ in butlers)]
    _said(work, reached(work, community, Team.DESK), period, spare, late)


def _said(work: Work, chats: list[Chat], period: str, own: list[Arrear], late: bool) -> None:
    """Numbers only: a group reads it too."""
    needs = Counter(str(a.need) for a in own if a.need in TO_DO)
    if not needs:
        return
    given = {
        "todo": sum(needs.values()), "needs": {str(n): needs[str(n)] for n in TO_DO if needs[str(n)]},
        "homes": len(own), "fen": sum(a.fen for a in own), "late": late,
    }  # fmt: skip
    for chat in chats:
        good_for = timedelta(hours=work.standards.number(chat.community or 0, "dunning.card_hours"))
        said = Words("dunning/morning", given, "m")
        tell(
            work,
            chat,
            f"digest:dunning:{chat.community}:{period}:{chat.id}",
            said,
            lane=Lane.REMINDER,
            good_for=good_for,
        )
