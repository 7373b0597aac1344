"""Days of a report, typed: from which to which."""

from domain.errors import Refused
from domain.figures import parse, read_days
from domain.incoming import Incoming, Kind
from domain.people import Who
from domain.saying import local_day
from domain.talk import Talk
from handlers.answers import Read, Situation, Taken, Unclear
from handlers.conversation import Flow, Step, never
from services import Work
from services.reports.asked import CARD, ask
from services.reports.catalogue import may_read, readable


def _days(incoming: Incoming, s: Situation) -> Read:
    """`11.1-11.20`, kept as the key of the period."""
    if incoming.kind is not Kind.TEXT:
        return None
    found = read_days(incoming.text, local_day(s.now, s.zone))
    return Taken(found.key) if found else Unclear("days")


def _submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community, report = work.people.community(talk.answers["_community"]), talk.answers["_report"]
    period = parse(talk.answers["days"])
    if period is None or not may_read(who, community.id, report):
        raise Refused("common/not_yours")
    ask(work, community, who.person, period, f"report:talk:{talk.id}", report, CARD, fresh=True)


FLOW = Flow(
    "periods",
    (Step("days", (_days,)),),
    _submit,
    summary=never,
    may=lambda who: any(readable(who, post.community_id) for post in who.staff),
    folder="report",
)
