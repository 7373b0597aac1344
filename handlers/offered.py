"""What many questions offer alike: named reasons, and times to come."""

from collections.abc import Sequence

from domain.people import Who
from domain.saying import say_time
from domain.slots import day_choices, slots
from domain.standards import windows
from domain.talk import Answers
from handlers.answers import Option
from handlers.conversation import Offers
from services import Work
from services.tell import zone_of

#: Days ahead from which times are offered, and how many of them.
DAYS, TIMES = 4, 8


def keys(group: str, named: Sequence[str]) -> Offers:
    """These, by their names in the group's words."""

    def offered(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
        return [Option(key, group=group) for key in named]

    return offered


def coming(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """New promises to choose from: the ends of the coming windows of the case's community (REP-12)."""
    found = work.cases.get(case or 0)
    zone = zone_of(work.people.community(found.community_id))
    offered = windows(str(work.standards.value(found.community_id, "repair.windows"))) or ()
    spans = [s for day in day_choices(work.now, zone, DAYS) for s in slots(day, work.now, zone, offered)][:TIMES]
    return [
        Option(f"{b:%m%d%H}", say_time(b, work.now, zone, who.language), keeps=[a.isoformat(), b.isoformat()])
        for a, b in spans
    ]
