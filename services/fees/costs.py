"""Whole amounts to be shared out by built area: of the community, or of buildings, month by month (FEE-03, WAR-09)."""

from domain.errors import Outdated, Refused
from domain.fees.charges import Kind
from domain.people import Who
from services import Work
from services.fees import codes


def set_cost(work: Work, who: Who, code: int, period: str, building: int | None, fen: int) -> None:
    """To be shared out in that period; set again it takes the place of what was there.

    `Refused`: once bills stand on it; the whole community and single buildings in one period, which would charge twice.
    """
    found = codes.kept(work, who, code)
    if found.kind is not Kind.SHARED or period not in codes.periods(work, found):
        raise Outdated
    run = work.charges.run(found.id, period)
    if run is not None and run.bills:
        raise Refused("billing/cost_billed", period=period)
    there = work.charges.costs(found.id, period)
    if any((cost.building is None) is not (building is None) for cost in there):
        raise Refused("billing/cost_mixed")
    work.charges.set_cost(found.id, period, building, fen, who.person.id)
