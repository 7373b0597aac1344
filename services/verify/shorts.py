"""Questions of one tap: stars and answers as the history of the matter has them (CBK-16, CBK-26)."""

from domain.enquiry import Event
from domain.figures import Period
from domain.people import Community
from domain.replay import Difference, differences
from domain.shorts import HELPED, MORE, Kind, Short
from services import Work
from services.reports import figures_short
from services.tell import zone_of


def compare(work: Work, community: Community, period: Period) -> tuple[int, list[Difference]]:
    """How many questions about matters were looked at, and what differs in them and in the figures counted from them."""
    start, end = period.instants(zone_of(community))
    every = [one for one in work.shorts.made(community.id, start, end) if one.kind is not Kind.ACTIVITY]
    found: list[Difference] = []
    helped = answered = 0
    for one in every:
        told = _told(work, one)
        name = f"{work.cases.get(one.subject_id).number}, question {one.id}"
        found += differences("questions of one tap", name, {"answer": (one.grade, told)})
        if one.kind is Kind.ENQUIRY and one.asked_at is not None and told is not None:
            helped, answered = helped + (told == HELPED), answered + 1
    said = {figure.key: figure for figure in figures_short.shorts(work, community, period)}
    enquiries = said["short_enquiry"]
    pairs = {
        "short_enquiry": ((enquiries.part, enquiries.whole), (helped, answered)),
        "short_poor": (said["short_poor"].value, sum(one.kind is Kind.POOR for one in every)),
    }
    return len(every), found + differences("figures", f"{community.name}, {period.key}", pairs)


def _told(work: Work, one: Short) -> str | None:
    """The stars of the line it is about; of an answer, what whoever asked said next."""
    lines = work.cases.history(one.subject_id)
    if one.kind is Kind.POOR:
        return next((str(line.data.get("stars")) for line in lines if line.id == one.turn), None)
    later = (line.kind.removeprefix("enquiry_") for line in lines if line.id > one.turn)
    said = next((kind for kind in later if kind in (HELPED, MORE, Event.ANSWER)), None)
    return None if said == Event.ANSWER else said  # another answer leaves the one before without a word
