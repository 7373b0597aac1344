"""Calling back after a survey: every dissatisfied home until it is settled, key customers, and on what was put right (SUR-19, SUR-20, SUR-22).

The rules say who is called and that it goes on until they are content (CBK-16); they set no time for it: the figure is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.ids import CaseId, PersonId
from domain.lifecycle import Table
from domain.survey import Form, Question
from domain.survey.questions import Kind, is_low


class Reason(StrEnum):
    """Why a home is called."""

    #: Its form says it is not content with everything (F-17, CBK-16).
    DISSATISFIED = "dissatisfied"
    #: On this round's list of key customers (SUR-20, CBK-17).
    KEY = "key"
    #: What it was not content with has been put right (SUR-22, CBK-18).
    RESULT = "result"


class Status(StrEnum):
    """Where it stands."""

    TO_CALL = "to_call"
    #: Spoken to and not content yet: called again on a day that was named.
    CALL_AGAIN = "call_again"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to it."""

    CONTENT = "content"
    NOT_YET = "not_yet"
    CLOSE = "close"


_S = Status
TABLE: Table[Status, Event] = {
    (_S.TO_CALL, Event.CONTENT): _S.CLOSED,
    (_S.CALL_AGAIN, Event.CONTENT): _S.CLOSED,
    (_S.TO_CALL, Event.NOT_YET): _S.CALL_AGAIN,
    (_S.CALL_AGAIN, Event.NOT_YET): _S.CALL_AGAIN,
    (_S.TO_CALL, Event.CLOSE): _S.CLOSED,
    (_S.CALL_AGAIN, Event.CLOSE): _S.CLOSED,
}
START = Status.TO_CALL
FINAL = frozenset({Status.CLOSED})


class Promised(StrEnum):
    """What is owed."""

    #: The first call.
    CALL = "opinion_call"
    #: The next one, on the day that was named.
    AGAIN = "opinion_again"


RULES: Mapping[Reason, tuple[str, ...]] = {
    Reason.DISSATISFIED: ("SUR-19", "CBK-16"),
    Reason.KEY: ("SUR-20", "CBK-17"),
    Reason.RESULT: ("SUR-22", "CBK-18"),
}


class Outcome(StrEnum):
    """What came of one call."""

    CONTENT = "content"
    NOT_YET = "not_yet"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What only such a callback has; the home is its matter's."""

    case_id: CaseId
    survey_id: int
    unit_id: int
    reason: Reason
    #: Whoever answered and lives there still, else the first of the home; None where the register knows nobody.
    person_id: PersonId | None
    #: What they are not content with: key of the question, answer, their words.
    items: list[list[Any]]
    #: The day named for the next call.
    call_on: date | None
    #: What was done or said last.
    measure: str | None
    #: Whether the owner was content at the end; False where a supervisor closed it.
    content: bool | None
    #: The complaint that was opened of the same words (SUR-21, CMP-36).
    complaint_id: CaseId | None


@dataclass(frozen=True, slots=True)
class Call:
    """One call: 《业户满意度调查回访记录》 has a line for each."""

    id: int
    case_id: CaseId
    at: datetime
    by: PersonId
    outcome: Outcome
    words: str | None
    next_on: date | None


def complained_of(questions: Sequence[Question], form: Form) -> list[list[Any]]:
    """What a form says is not well, and every word written in it: key, answer, words; nothing that is content and silent."""
    found = []
    for question in questions:
        given = form.answers.get(question.key) or {}
        value, words = given.get("value"), str(given.get("words") or "")
        if question.kind is Kind.TEXT:
            words, value = words or str(value or ""), None
        if is_low(question, value) or words:
            found.append([question.key, value if is_low(question, value) else None, words])
    return found


def words_of(items: Sequence[Sequence[Any]]) -> str:
    """Everything they wrote, a line for each question."""
    return "\n".join(str(words) for _, _, words in items if words)
