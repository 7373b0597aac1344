"""What many questions offer alike: named reasons, and times to come."""

from collections.abc import Sequence

from domain.people import Who
from domain.saying import say_time, say_window
from domain.shorts import REASONS, is_poor
from domain.slots import day_choices, slots
from domain.standards import windows
from domain.talk import Answers
from handlers.answers import Option
from handlers.conversation import Offers
from handlers.places import chosen_unit
from services import Work
from services.tell import zone_of

#: Days ahead from which times are offered, and how many of them.
DAYS, TIMES = 4, 8


def keys(group: str, named: Sequence[str]) -> Offers:
    """These, by their names in the group's words."""

    def offered(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
        return [Option(key, group=group) for key in named]

    return offered


def few_stars(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What may have been amiss, by the kind of matter, where it was given few stars."""
    found = work.cases.get(case or 0)
    few = is_poor(answers.get("_stars"), work.standards.number(found.community_id, "digest.poor_stars"))
    return [Option(key, group="few_stars") for key in REASONS[found.flow]] if few else []


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


def times(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """As soon as possible, or the next free windows of the coming days (REP-01, X-16)."""
    unit = chosen_unit(answers)
    community_id = work.people.unit(unit).community_id if unit else work.people.home_community(who)
    if community_id is None:
        return []
    community = work.people.community(community_id)
    zone = zone_of(community)
    offered = windows(str(work.standards.value(community.id, "repair.windows"))) or ()
    days = day_choices(work.now, zone, work.standards.number(community.id, "repair.window_days"))
    spans = [span for day in days for span in slots(day, work.now, zone, offered)][:7]
    chosen = [
        Option(f"{a:%m%d%H}", say_window(a, b, work.now, zone, who.language), keeps=[a.isoformat(), b.isoformat()])
        for a, b in spans
    ]
    return [Option("any", group="when", keeps="any"), *chosen]
