"""What happens in stories of the rota: lines are written, days pass."""

from datetime import date, timedelta
from typing import Any

from domain.people import Team
from domain.rota import LineKind
from domain.saying import local_day
from services import rota
from services.rota import plan
from tests.services.steps import post_of
from tests.support.estate import Estate

DAY, NIGHT = ("08:00", "20:00"), ("20:00", "08:00")
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


def today(estate: Estate) -> date:
    """The local day."""
    return estate.work(lambda w: local_day(estate.now, rota.zone(w, estate.community)))


def rostered(
    estate: Estate, who: str, hours: tuple[str, str] = NIGHT, kind: LineKind = LineKind.WEEKLY,
    days: list[int] | None = None, ahead: int = 0, last: int | None = None,
) -> int:  # fmt: skip
    """A line for somebody, written down directly; its id."""
    first = today(estate) + timedelta(days=ahead)
    until = None if last is None else today(estate) + timedelta(days=last)
    every = EVERY_DAY if kind is LineKind.WEEKLY else []
    post = post_of(estate, who)

    def write(work: Any) -> int:
        return plan.write(work, work.staff.get(post), kind, days or every, hours, first, until, 1).id

    return estate.work(write)


def on_call(estate: Estate, team: Team = Team.ENGINEERING) -> list[str]:
    """Who is to be alerted now."""
    return [p.name for _, p in estate.work(lambda w: rota.on_call(w, estate.community, team, estate.now))]


def goes_home(estate: Estate, *people: str) -> None:
    """Off duty, nothing to hand over."""
    for who in people:
        estate.presses(who, "m:off_duty:0")
        estate.taps(who, "没有要交接的")
