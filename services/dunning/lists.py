"""The work list: by building, then home by home, the most urgent first (DUN-01); how to speak to people (DUN-12, DUN-13, DUN-20)."""

from collections.abc import Sequence
from typing import Any

from domain.dunning import TO_DO, Need
from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, Community, Who
from domain.units import UnitRef, label
from services import Work
from services.dunning import allowed, arrears
from services.dunning.arrears import Arrear
from services.tell import Chat, Words, show
from services.zones import own

#: Homes on a page: as many as fit a phone's screen with their buttons; letters named above the list.
PAGE, _NAMED = 6, 6


def mine(work: Work, who: Who, community: Community) -> tuple[list[Arrear], dict[int, tuple[str, str, str]]]:
    """Homes in arrears this person looks after, in order, and their addresses."""
    is_mine = own(work, who, community.id)
    found = arrears.every(work, community)
    places = work.dunning.places(community.id)
    return [a for a in found if is_mine(places[a.unit_id][0])], places


def show_buildings(work: Work, who: Who, community: Community, chat: Chat) -> None:
    """How many homes owe how much, by building, and what is to be done there today."""
    found, places = mine(work, who, community)
    rows: dict[str, dict[str, Any]] = {}
    for a in found:
        row = rows.setdefault(places[a.unit_id][0], {"homes": 0, "fen": 0, "todo": 0})
        row["homes"] += 1
        row["fen"] += a.fen
        row["todo"] += a.need in TO_DO
    names = [(n, code, name) for n, (code, name) in enumerate(work.people.buildings(community.id))]
    at = arrears.now(work, community.id)
    given = {
        "rows": [{"at": n, "name": name, **rows[code]} for n, code, name in names if code in rows],
        "homes": len(found),
        "fen": sum(a.fen for a in found),
        "todo": sum(a.need in TO_DO for a in found),
        "window": at.rounds[0].window if at.rounds else None,
        "late": bool(at.rounds) and at.rounds[0].late,
        "needs": {str(n): count for n in TO_DO if (count := sum(a.need is n for a in found))},
        "letters": _running(work, who, community),
    }
    show(work, chat, f"dunning:list:{chat.id}", Words("dunning/buildings", given, "m"), repost=True)


def _running(work: Work, who: Who, community: Community) -> list[dict[str, Any]]:
    """Lawyers' letters that wait for this person's word, or for the courier."""
    is_mine = own(work, who, community.id)
    there = [x for x in work.dunning.letters_running(community.id) if x.kind == "lawyer"]
    places = work.dunning.labels([x.unit_id for x in there])
    ours = [
        x
        for x in there
        if is_mine(places[x.unit_id][0]) and (x.status != "asked" or allowed.decides(work, who, community.id))
    ]
    return [{"id": x.unit_id, "home": label(UnitRef(*places[x.unit_id])), "status": x.status} for x in ours[:_NAMED]]


def show_homes(work: Work, who: Who, community: Community, chat: Chat, building: int, page: int) -> None:
    """Homes of one building, what is to be done first (DUN-01). `Outdated` for a building there is not."""
    named = work.people.buildings(community.id)
    if not 0 <= building < len(named):
        raise Outdated
    code, name = named[building]
    found, places = mine(work, who, community)
    here = [a for a in found if places[a.unit_id][0] == code]
    if not own(work, who, community.id)(code):
        raise Refused("common/not_yours")
    page = min(page, max(0, (len(here) - 1) // PAGE))
    shown = here[page * PAGE : (page + 1) * PAGE]
    at = arrears.now(work, community.id)
    given = {
        "building": building, "name": name, "page": page, "more": len(here) > (page + 1) * PAGE, "homes": len(here),
        "fen": sum(a.fen for a in here), "rows": _rows(work, at.day, shown, places),
        "remind": bool(at.rounds) and any(a.need in TO_DO and a.need is not Need.LAWYER for a in here),
    }  # fmt: skip
    show(work, chat, f"dunning:list:{chat.id}", Words("dunning/homes", given, "m"), repost=False)


def _rows(
    work: Work, day: Any, shown: Sequence[Arrear], places: dict[int, tuple[str, str, str]]
) -> list[dict[str, Any]]:
    return [
        {
            "id": a.unit_id, "home": label(UnitRef(*places[a.unit_id])), "fen": a.fen, "age": (day - a.since).days,
            "need": a.need, "last": None if a.last is None else {"at": a.last.at, "outcome": a.last.outcome},
            "promise": None if a.promised is None else {"on": a.promised.promised_on, "became": a.home.promise},
        }
        for a in shown
    ]  # fmt: skip


def building_of(work: Work, who: Who, community: Community, number: int) -> str:
    """The code of a building by its place in the list, for those of the desk. `Outdated` when there is none."""
    own(work, who, community.id)
    named = work.people.buildings(community.id)
    if not 0 <= number < len(named):
        raise Outdated
    return named[number][0]


def show_guide(work: Work, who: Who, community: Community, chat: Chat) -> None:
    """How to speak to people at the door and on the telephone, and what may not be set off (DUN-12, DUN-13, DUN-20)."""
    if not who.is_any(community.id, DESK_ROLES):
        raise Refused("common/not_yours")
    show(work, chat, f"dunning:guide:{chat.id}", Words("dunning/guide", {}, "m"), repost=True)
