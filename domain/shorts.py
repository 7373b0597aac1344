"""Questions answered with one tap, each put once for one thing: after an activity, an answered enquiry, few stars (ACT-08, CBK-16)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import Refused
from domain.ids import CommunityId, PersonId
from domain.survey.questions import SATISFIED, Grade


class Kind(StrEnum):
    """What is asked about."""

    #: How it was, the day after a forum somebody came to; its subject is the forum.
    ACTIVITY = "activity"
    #: Whether an answer helped; its subject is the enquiry.
    ENQUIRY = "enquiry"
    #: What was amiss, where a signature had few stars; its subject is the matter. The desk looks into it.
    POOR = "poor"


#: Put to people without their having done anything just now: what the limit of a month counts.
COUNTED = (Kind.ACTIVITY, Kind.ENQUIRY)
#: What may have been amiss, by the flow of the matter; other words are typed.
REASONS = {
    "repair": ("slow", "not_fixed", "manner", "messy", "price"),
    "complaint": ("slow", "not_solved", "manner", "no_word"),
    "order": ("slow", "not_good", "manner", "price"),
}
#: What an enquiry's question comes to.
HELPED, MORE = "helpful", "more"


@dataclass(frozen=True, slots=True)
class Short:
    """One question to one person about one thing."""

    id: int
    community_id: CommunityId
    kind: Kind
    subject_id: int
    #: Which turn of the subject: the line of its history; 0 where it happens once.
    turn: int
    person_id: PersonId
    made_at: datetime
    #: None: it was not put, the month's number was full or there was no chat.
    asked_at: datetime | None
    #: A grade of four, `helpful` or `more`, or the number of stars.
    grade: str | None
    #: A reason by its key, or words of the person's own; the wish after an activity.
    words: str | None
    answered_at: datetime | None
    #: Who of the desk has looked into it, what they write about it, and when.
    done_by: PersonId | None
    done_words: str | None
    done_at: datetime | None


def content(one: Short) -> bool:
    """Whether the answer is a good one: the upper two grades, or that it helped."""
    return one.grade in SATISFIED or one.grade == HELPED


def check_grade(one: Short, grade: str) -> None:
    """`Refused("common/not_now")` for what is no grade of an activity (a forged button)."""
    if one.kind is not Kind.ACTIVITY or grade not in set(Grade):
        raise Refused("common/not_now")


def is_poor(stars: int | None, limit: int) -> bool:
    """Whether so many stars are few: the limit itself is."""
    return stars is not None and 0 < stars <= limit
