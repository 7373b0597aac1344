"""What homes owe as their statements say it, many homes at once; reads only."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain import statement as rules
from domain.people import Community
from domain.statement import Run
from services import Work
from services.statement.content import span


def rows_of(
    work: Work, community: Community, homes: Sequence[tuple[int, bool]], period: str
) -> list[Mapping[str, Any]]:
    """Statements as they stand now: what is open before, the month, what is paid in advance (`domain.statement.Sums`)."""
    units = [unit for unit, _ in homes]
    since, until = rules.first_of(rules.period_before(period)), span(period)[1]
    bills = work.statements.counted(units, period, since, until)
    advances, newest = work.statements.advances(units), work.statements.last_entry(units)
    percent = work.standards.number(community.id, "statement.jump")
    rows: list[Mapping[str, Any]] = []
    for unit, reachable in homes:
        found = rules.sums(bills.get(unit, ()), advances.get(unit, 0), period)
        if found.any:
            odd = [str(o) for o in rules.odd_of(found, reachable=reachable, percent=percent)]
            rows.append({"unit_id": unit, "fen": found.total, "upto": newest.get(unit, 0), "odd": odd})
    return rows


def anew(work: Work, run: Run, unit: int) -> Mapping[str, Any]:
    """The same for one home, as it stands now."""
    community = work.people.community(run.community_id)
    homes = [home for home in work.statements.homes(community.id, unit - 1, 1) if home[0] == unit]
    rows = rows_of(work, community, homes, run.period)
    return rows[0] if rows else {"fen": 0, "upto": work.statements.last_entry([unit]).get(unit, 0), "odd": []}
