"""The one limit of questions put to owners of themselves: a person is asked so often a month in the chat, and no more.

Whoever puts such a question comes here first. A question is counted when it is put, by the calendar month of the community,
in all communities together; each matter has its own row, so nobody is asked about one turn of it twice. Words in answer to
what somebody has begun themselves (signing with stars, an enquiry answered) are not counted: nobody is disturbed by them.
"""

from datetime import UTC, datetime, time

from domain.ids import CommunityId, PersonId
from domain.saying import local_day
from services import Work
from services.tell import zone_of


def enough(work: Work, person: PersonId, community: CommunityId) -> bool:
    """Whether the person has been asked as often this month as the community's `ask.most_a_month` allows."""
    zone = zone_of(work.people.community(community))
    first = datetime.combine(local_day(work.now, zone).replace(day=1), time.min, zone).astimezone(UTC)
    return work.callbacks.asked_since(person, first) >= work.standards.number(community, "ask.most_a_month")
