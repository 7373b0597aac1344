"""Looking a question up in what the staff know, and remembering that it was put (INT-29)."""

from domain.knowledge import Ask, Hit, Topic, fitting, wanted
from domain.people import Community
from domain.saying import local_day
from services import Work
from services.tell import zone_of

#: An entry that has little to do with a question still says roughly what it is about.
_ROUGHLY = 15


def look_up(work: Work, community: Community, question: str) -> tuple[Hit, ...]:
    """The entries that answer a question, best first; none that has expired (INT-29)."""
    least = work.standards.number(community.id, "knowledge.fit")
    most = work.standards.number(community.id, "knowledge.shown")
    return hits(work, community, question, least, most)


def hits(work: Work, community: Community, question: str, least: int, most: int) -> tuple[Hit, ...]:
    """As `look_up`, for so many percent and so many entries."""
    found = work.knowledge.having(community.id, wanted(question))
    today = local_day(work.now, zone_of(community))
    return fitting(question, found, work.knowledge.count(community.id), today, least=least, most=most)


def topic_of(work: Work, community: Community, question: str) -> Topic:
    """What a question is roughly about, by the nearest entry."""
    near = hits(work, community, question, _ROUGHLY, 1)
    return near[0].entry.topic if near else Topic.OTHER


def answered_by(work: Work, community: Community, person: int, question: str, entry: int, *, helpful: bool) -> None:
    """A question was put and an entry shown; what the person says of it."""
    values = {"words": question, "topic": topic_of(work, community, question), "entry_id": entry, "helpful": helpful}
    work.knowledge.asked(community.id, person, work.now, values)


def unanswered(work: Work, community: Community, person: int, question: str, case: int) -> None:
    """A question was put that no entry answered: an enquiry came of it."""
    values = {"words": question, "topic": topic_of(work, community, question), "case_id": case}
    work.knowledge.asked(community.id, person, work.now, values)


def ask_of(work: Work, community: int, ask: int) -> Ask | None:
    """The question of that id, if it was put in that community (ids come from buttons and may be forged)."""
    found = work.knowledge.ask(ask)
    return found if found is not None and found.community_id == community else None
