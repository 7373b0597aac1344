"""Butlers check the statements of their buildings before anybody gets one: all at once, single ones held back (FEE-01)."""

from collections.abc import Sequence
from typing import Any

from domain.errors import Outdated, Refused
from domain.lifecycle import can, move
from domain.people import DESK_ROLES, HEADS, Community, Person, Role, Staff, Team, Unit, Who
from domain.sending import Lane
from domain.statement import TABLE, Event, Run, Statement, Status, period_before
from domain.units import block
from services import Work
from services.statement import counting, sending
from services.statement.content import content, shortened
from services.teams import reached
from services.tell import Chat, Words, private, show, tell
from services.zones import keepers, own

#: Homes on a page: as many as fit a phone's screen with their buttons.
PAGE = 8
#: Who reads them: the desk's office and finance.
READERS = DESK_ROLES | {Role.FINANCE}
#: Who puts right what is held back.
RENEWERS = HEADS | {Role.FINANCE}


# --- who, what -------------------------------------------------------------------------------------------------------


def check_reader(who: Who, community: int) -> None:
    """`Refused` for everybody but the desk, heads and finance."""
    if not who.is_any(community, READERS):
        raise Refused("common/not_yours")


def run_of(work: Work, who: Who, community: Community, run: int) -> Run:
    """That run, for those who read statements there. `Outdated` when there is none (a forged button)."""
    check_reader(who, community.id)
    found = work.statements.newest(community.id, run)
    if found is None or not run:
        raise Outdated
    return found


def theirs(work: Work, who: Who, community: Community) -> list[tuple[int, str, str]]:
    """Buildings they look after (place in the list, code, name); finance reads all of them."""
    check_reader(who, community.id)
    named = [(n, code, name) for n, (code, name) in enumerate(work.people.buildings(community.id))]
    if who.is_any(community.id, {Role.FINANCE}):
        return named
    is_mine = own(work, who, community.id)
    return [row for row in named if is_mine(row[1])]


def found(work: Work, who: Who, statement: int) -> tuple[Statement, Unit]:
    """The statement with its home, for the staff who look after it. `Outdated` when there is none."""
    one = work.statements.find(statement)
    if one is None:
        raise Outdated
    home = work.people.unit(one.unit_id)
    post = who.post(one.community_id)
    if post is None or post.role not in READERS or (post.role is Role.BUTLER and not post.covers(home.building)):
        raise Refused("common/not_yours")
    return one, home


def actions(work: Work, who: Who, one: Statement, home: Unit) -> set[str]:
    """What this person may do with a statement now."""
    may = set()
    desk = who.is_any(one.community_id, DESK_ROLES)
    if desk and can(TABLE, one.status, Event.CHECK) and own(work, who, one.community_id)(home.building):
        may.add("check")
    if desk and can(TABLE, one.status, Event.HOLD):
        may.add("hold")
    if who.is_any(one.community_id, RENEWERS) and can(TABLE, one.status, Event.RENEW):
        may.add("renew")
    return may


# --- lists -----------------------------------------------------------------------------------------------------------


def show_buildings(work: Work, who: Who, community: Community, chat: Chat, run: Run | None, period: str) -> None:
    """The month by building: how many, how much, how many odd, how many still to check. `period`: what would be made now."""
    buildings = theirs(work, who, community)
    there = work.statements.by_building(run.id) if run else []
    rows = []
    for n, code, name in buildings:
        mine = [row for row in there if row[0] == code]
        if mine:
            rows.append({"at": n, "name": name, **_summed(mine)})
    all_ = [row for row in there if row[0] in {code for _, code, _ in buildings}]
    given = {
        "run": run.id if run else None,
        "period": run.period if run else None,
        "making": run is not None and run.cursor > 0,
        "rows": rows,
        **_summed(all_),
        "may": _may(who, community.id, run, period),
        "make": period,
        "earlier": _earlier(work, community, run),
    }
    show(work, chat, f"statement:list:{chat.id}", Words("statement/buildings", given, "m"), repost=True)


def _earlier(work: Work, community: Community, run: Run | None) -> int | None:
    before = work.statements.run_of(community.id, period_before(run.period)) if run else None
    return before.id if before else None


def _summed(rows: Sequence[tuple[str, str, int, int, int]]) -> dict[str, int]:
    by = {str(s): sum(n for _, status, n, _, _ in rows if status == s) for s in Status}
    return {
        "homes": sum(row[2] for row in rows), "fen": sum(row[3] for row in rows), "odd": sum(row[4] for row in rows),
        "left": by["made"], "held": by["held"], "sent": by["sent"],
    }  # fmt: skip


def _may(who: Who, community: int, run: Run | None, period: str) -> set[str]:
    may = set()
    if who.is_any(community, DESK_ROLES):
        may.add("check")
    if who.is_any(community, RENEWERS):
        may.add("make")
    return may


def show_homes(
    work: Work, who: Who, community: Community, chat: Chat, run: Run, building: int, page: int, *, repost: bool = False
) -> None:
    """Statements of one building, odd ones first. `Outdated` for a building there is not."""
    code, name = building_of(work, who, community, building)
    rows = work.statements.page(run.id, code, PAGE + 1, page * PAGE)
    mine = [row for row in work.statements.by_building(run.id) if row[0] == code]
    given = {
        "run": run.id, "period": run.period, "building": building, "name": name, "page": page, "more": len(rows) > PAGE,
        "rows": [line(work, one) for one in rows[:PAGE]], **_summed(mine), "may": _may(who, community.id, run, ""),
    }  # fmt: skip
    show(work, chat, f"statement:list:{chat.id}", Words("statement/homes", given, "m"), repost=repost)


def line(work: Work, one: Statement) -> dict[str, Any]:
    """One statement as a line of a list."""
    home = work.people.unit(one.unit_id)
    return {
        "id": one.id,
        "home": home.label,
        "fen": one.fen,
        "odd": one.odd,
        "status": one.status,
        "reason": one.reason,
    }


def building_of(work: Work, who: Who, community: Community, building: int) -> tuple[str, str]:
    """Code and name of a building of theirs by its place in the list."""
    named = work.people.buildings(community.id)
    if not 0 <= building < len(named):
        raise Outdated
    mine = {n: (code, name) for n, code, name in theirs(work, who, community)}
    if building not in mine:
        raise Refused("common/not_yours")
    return mine[building]


def show_held(work: Work, who: Who, community: Community, chat: Chat, run: Run, page: int) -> None:
    """Those held back, with the reason: finance puts them right."""
    rows = work.statements.held(run.id, PAGE + 1, page * PAGE)
    codes = {code for _, code, _ in theirs(work, who, community)}
    shown = [one for one in rows[:PAGE] if work.people.unit(one.unit_id).building in codes]
    given = {
        "run": run.id, "period": run.period, "page": page, "more": len(rows) > PAGE, "rows": [line(work, o) for o in shown],
    }  # fmt: skip
    show(work, chat, f"statement:list:{chat.id}", Words("statement/held", given, "m"))


def show_card(work: Work, who: Who, statement: int, chat: Chat, *, repost: bool) -> None:
    """One statement as the staff read it, with what they may do."""
    one, home = found(work, who, statement)
    brought = work.statements.brought(one.id)
    given = {
        "s": shortened(content(work, one, home)),
        "status": one.status,
        "odd": one.odd,
        "reason": one.reason,
        "held_by": work.people.get(one.held_by).name if one.held_by else None,
        "checked_by": work.people.get(one.checked_by).name if one.checked_by else None,
        "sent_at": one.sent_at,
        "brought": brought,
        "handed": one.handed,
        "handed_by": work.people.get(one.handed_by).name if one.handed_by else None,
        "missed_at": one.missed_at,
        "can": actions(work, who, one, home) | ({"bring"} if _may_bring(who, one, brought) else set()),
        "building": next(
            n for n, (code, _) in enumerate(work.people.buildings(home.community_id)) if code == home.building
        ),
        "run": one.run_id,
    }
    show(work, chat, f"statement:card:{who.person.id}", Words("statement/card", given, f"S{one.id}"), repost=repost)


def _may_bring(who: Who, one: Statement, brought: bool) -> bool:
    return one.status is Status.SENT and not brought and who.is_any(one.community_id, DESK_ROLES)


# --- acts ------------------------------------------------------------------------------------------------------------


def check(work: Work, who: Who, community: Community, run: Run, building: int | None) -> int:
    """Those of a building (None: of all of theirs) that nobody has checked are checked and go out; how many."""
    if not who.is_any(community.id, DESK_ROLES):
        raise Refused("common/not_yours")
    mine = (
        [building_of(work, who, community, building)[0]]
        if building is not None
        else [c for _, c, _ in theirs(work, who, community)]
    )
    count = work.statements.check(run.id, mine, who.person.id)
    if count:
        sending.soon(work, run.id)
    return count


def check_one(work: Work, who: Who, statement: int) -> Statement:
    """This one is checked and goes out, by whoever checks its building."""
    one, home = found(work, who, statement)
    if not own(work, who, one.community_id)(home.building):
        raise Refused("common/not_yours")
    status = move(TABLE, one.status, Event.CHECK)
    one = work.statements.change(one, {"status": status, "checked_by": who.person.id, "checked_at": work.now})
    sending.soon(work, one.run_id)
    return one


def check_hold(work: Work, who: Who, statement: int) -> Statement:
    """The statement, if this person may hold it back now."""
    one, _ = found(work, who, statement)
    if not who.is_any(one.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    move(TABLE, one.status, Event.HOLD)
    return one


def hold(work: Work, who: Who, statement: int, reason: str) -> Statement:
    """It does not go out until finance has looked at it; finance hears of it."""
    one = check_hold(work, who, statement)
    status = move(TABLE, one.status, Event.HOLD)
    values = {"status": status, "held_by": who.person.id, "held_at": work.now, "reason": reason}
    one = work.statements.change(one, {**values, "checked_by": None, "checked_at": None})
    community, home = work.people.community(one.community_id), work.people.unit(one.unit_id)
    for chat in reached(work, community, Team.FINANCE):
        key = f"statement:{one.id}:held:{work.now.isoformat()}:{chat.id}"
        tell(work, chat, key, _told("statement/told_held", chat, one, home), lane=Lane.TASK)
    return one


def renew(work: Work, who: Who, statement: int) -> Statement:
    """Finance has put it right or found it right: counted anew, and back to whoever checks it."""
    one, home = found(work, who, statement)
    if not who.is_any(one.community_id, RENEWERS):
        raise Refused("common/not_yours")
    status = move(TABLE, one.status, Event.RENEW)
    fresh = counting.anew(work, work.statements.run(one.run_id), one.unit_id)
    one = work.statements.change(one, {**fresh, "status": status, "made_at": work.now})
    for chat in keepers(work, work.people.community(one.community_id), home.building):
        key = f"statement:{one.id}:renewed:{work.now.isoformat()}:{chat.id}"
        tell(work, chat, key, _told("statement/told_renewed", chat, one, home), lane=Lane.TASK)
    return one


def _told(name: str, chat: Chat, one: Statement, home: Unit) -> Words:
    """To the staff: a group reads the building and the unit only, and no amount."""
    alone = chat.person is not None
    given = {
        "period": one.period, "place": home.label if alone else block(home.ref), "fen": one.fen if alone else None,
        "reason": one.reason if alone else None,
    }  # fmt: skip
    return Words(name, given, f"S{one.id}")


# --- asked to check --------------------------------------------------------------------------------------------------


def butlers(work: Work, community: Community) -> list[tuple[Staff, Person]]:
    """The butlers of a community."""
    return list(work.staff.listed(community.id, roles=[Role.BUTLER]))


def ask(work: Work, run: Run) -> None:
    """Each butler hears what there is to check of their buildings, the desk of those nobody looks after; numbers only."""
    community = work.people.community(run.community_id)
    there = [row for row in work.statements.by_building(run.id) if row[1] == Status.MADE]
    posts = butlers(work, community)
    for post, person in posts:
        chat = private(person, community)
        if chat is not None:
            _asked(work, run, chat, [row for row in there if post.covers(row[0])])
    spare = [row for row in there if not any(s.covers(row[0]) for s, _ in posts)]
    for chat in reached(work, community, Team.DESK) if spare else ():
        _asked(work, run, chat, spare)


def _asked(work: Work, run: Run, chat: Chat, rows: Sequence[tuple[str, str, int, int, int]]) -> None:
    if rows:
        sums = {name: n for name, n in _summed(rows).items() if name in ("homes", "fen", "odd")}
        given = {"period": run.period, "run": run.id, "buildings": len({row[0] for row in rows}), **sums}
        key = f"statement:{run.id}:ask:{work.now.date()}:{chat.id}"
        tell(work, chat, key, Words("statement/ask", given, "m"), lane=Lane.REMINDER)


def unchecked(work: Work, run: Run, community: Community) -> dict[str, Any]:
    """How many nobody has checked, by who should have; for the supervisor."""
    every = work.statements.by_building(run.id)
    there, held = [row for row in every if row[1] == Status.MADE], sum(row[2] for row in every if row[1] == Status.HELD)
    posts = butlers(work, community)
    rows = [{"name": p.name, "left": sum(row[2] for row in there if s.covers(row[0]))} for s, p in posts]
    spare = sum(row[2] for row in there if not any(s.covers(row[0]) for s, _ in posts))
    return {
        "period": run.period, "run": run.id, "left": sum(row[2] for row in there), "spare": spare,
        "rows": [row for row in rows if row["left"]], "held": held,
    }  # fmt: skip
