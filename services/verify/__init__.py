"""Every figure recomputed from the history and the entries of the ledger, and what stands otherwise in the rows (QLT-03)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.figures import Period
from domain.people import Community
from domain.replay import Difference
from services import Work
from services.tell import zone_of
from services.verify import cases, money, shorts, surveys
from services.verify.cases import Counted


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, by name, and what differs."""

    looked_at: dict[str, int]
    differences: Sequence[Difference]


def verify(work: Work, community: Community, period: Period, say: Callable[[str], None] = lambda _: None) -> Verified:
    """Matters that had something happen to them in the period, the ledger up to its end, every survey, questions of one tap. Reads only.

    `say` hears how far it is.
    """
    found: list[Difference] = []
    counted = Counted()
    start, end = period.instants(zone_of(community))
    ids = work.audit.touched(community.id, start, end)
    for first in range(0, len(ids), cases.AT_ONCE):
        found += cases.compare(work, ids[first : first + cases.AT_ONCE], counted)
        say(f"{min(first + cases.AT_ONCE, len(ids))} of {len(ids)} matters")
    found += cases.figures(work, community, period, counted)
    balances, ledger = money.compare(work, community, period)
    asked, answers = surveys.compare(work, community)
    taps, said = shorts.compare(work, community, period)
    looked_at = {**counted.looked_at, "bills and payments": balances, "surveys": asked, "questions of one tap": taps}
    return Verified(looked_at, [*found, *ledger, *answers, *said])
