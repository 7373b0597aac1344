"""The one limit of questions put to owners of themselves: a person is asked so often a month in the chat, and no more.

Whoever puts such a question comes here first. A question is counted when it is put, by the calendar month of the community,
in all communities together; each thing has its own row, so nobody is asked about one turn of it twice. What is asked in the
same breath as the person's own press (why so few stars) is not counted: nobody is disturbed by it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from domain.ids import CommunityId, PersonId
from domain.saying import local_day
from domain.shorts import Kind, Short
from domain.survey import Grade
from services import Work
from services.tell import zone_of


def enough(work: Work, person: PersonId, community: CommunityId) -> bool:
    """Whether the person has been asked as often this month as the community's `ask.most_a_month` allows."""
    zone = zone_of(work.people.community(community))
    first = datetime.combine(local_day(work.now, zone).replace(day=1), time.min, zone).astimezone(UTC)
    asked = work.callbacks.asked_since(person, first) + work.shorts.asked_since(person, first)
    return asked >= work.standards.number(community, "ask.most_a_month")


def once(
    work: Work, kind: Kind, subject: int, turn: int, person: PersonId, community: CommunityId, *, reached: bool = True
) -> Short | None:
    """The question to be put now; None when it was put before, the month's number is full, or nobody is there to read it.

    That it was not put is kept too, so it is not put later either.
    """
    put = reached and not enough(work, person, community)
    made = work.shorts.add({
        "community_id": community, "kind": kind, "subject_id": subject, "turn": turn, "person_id": person, "made_at": work.now,
        "asked_at": work.now if put else None,
    })  # fmt: skip
    return made if put else None


def said_of(work: Work, forum: int) -> Mapping[str, Any]:
    """What those who came to a forum say of it: asked, answered, each grade's number, wishes; no names."""
    every = [one for one in work.shorts.of(Kind.ACTIVITY, forum) if one.asked_at is not None]
    given = Counter(one.grade for one in every if one.grade)
    return {
        "asked": len(every), "answered": sum(one.answered_at is not None for one in every),
        "grades": [{"grade": str(g), "count": given[g]} for g in Grade], "wishes": [one.words for one in every if one.words],
    }  # fmt: skip
