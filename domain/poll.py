"""Quick opinion polls: one question, one choice a home, a quorum, a result. None is a vote of the owners under the law.

The newest choice of a home counts until the end: a home may think better of it, and talks it over; whoever of it presses
last has spoken for it. Counted once, at the end; then only the counts are kept, and who chose what is deleted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Refused
from domain.lifecycle import Table

#: Options of a poll, and characters of its question and of an option.
FEWEST, MOST = 2, 8
LONGEST, LONGEST_OPTION = 300, 40


class Status(StrEnum):
    """Where a poll stands."""

    #: Written; whoever makes it sees it as owners will.
    DRAFT = "draft"
    RUNNING = "running"
    #: Its time is over, and it was counted.
    CLOSED = "closed"
    #: Ended before its time without a result, or never sent.
    STOPPED = "stopped"


class Event(StrEnum):
    """What can happen to it."""

    ISSUE = "issue"
    DROP = "drop"
    EXTEND = "extend"
    CLOSE = "close"
    STOP = "stop"


TABLE: Table[Status, Event] = {
    (Status.DRAFT, Event.ISSUE): Status.RUNNING,
    (Status.DRAFT, Event.DROP): Status.STOPPED,
    (Status.RUNNING, Event.EXTEND): Status.RUNNING,
    (Status.RUNNING, Event.CLOSE): Status.CLOSED,
    (Status.RUNNING, Event.STOP): Status.STOPPED,
}
START = Status.DRAFT
FINAL = frozenset({Status.CLOSED, Status.STOPPED})


class Round(StrEnum):
    """What goes out now."""

    BALLOT = "ballot"
    REMINDER = "reminder"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll: the question, its options, who is asked until when."""

    id: int
    community_id: int
    status: Status
    version: int
    question_zh: str
    question_en: str
    #: Pairs of Chinese and English; the English may be empty.
    options: tuple[Sequence[str], ...]
    #: Nobody sees how it goes before the end.
    hidden: bool
    #: Codes of the buildings asked; none: all of them.
    buildings: tuple[str, ...]
    #: Percent of the homes asked that must take part.
    quorum: int
    #: Homes asked; None before it is sent.
    eligible: int | None
    made_by: int
    made_at: datetime
    started_at: datetime | None
    deadline_at: datetime
    ended_at: datetime | None
    reason: str | None
    round: Round
    cursor: int
    #: When the clock looks at it next.
    next_at: datetime | None
    #: Votes by building, counted at the end; None before.
    result: Mapping[str, Sequence[int]] | None

    def question(self, language: str) -> str:
        """What is asked."""
        return self.question_en if language == "en" and self.question_en else self.question_zh

    def labels(self, language: str) -> list[str]:
        """Its options in order."""
        return [en if language == "en" and en else zh for zh, en in self.options]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: homes asked, votes for each option in order, the quorum in percent."""

    eligible: int
    votes: tuple[int, ...]
    quorum: int

    @property
    def voted(self) -> int:
        """Homes that took part."""
        return sum(self.votes)

    @property
    def wanted(self) -> int:
        """Homes that had to take part, rounded up."""
        return -(-self.eligible * self.quorum // 100)

    @property
    def reached(self) -> bool:
        """Whether enough took part; never when nobody did."""
        return 0 < self.voted >= self.wanted

    @property
    def leaders(self) -> tuple[int, ...]:
        """The options with most votes: one, or several that are even; none when nobody took part."""
        most = max(self.votes, default=0)
        return tuple(n for n, votes in enumerate(self.votes) if votes == most > 0)

    def share(self, option: int) -> int:
        """Of the homes that took part, in whole per mille, rounded down; 0 when none did."""
        return self.votes[option] * 1000 // self.voted if self.voted else 0


def outcome(poll: Poll, by_building: Mapping[str, Sequence[int]]) -> Outcome:
    """The votes of all buildings together."""
    votes = tuple(sum(counts[n] for counts in by_building.values()) for n in range(len(poll.options)))
    return Outcome(poll.eligible or 0, votes, poll.quorum)


def remind_at(started: datetime, deadline: datetime, before: timedelta) -> datetime | None:
    """When homes that are silent are reminded, once; None where so little time is left that the ballot itself is the reminder."""
    at = deadline - before
    return at if at - started >= before else None


def check_written(question: str, question_en: str, options: Sequence[Sequence[str]]) -> None:
    """`Refused` for a question without words, too long, or with options that cannot be told apart."""
    if not question.strip() or max(len(question), len(question_en)) > LONGEST:
        raise Refused("poll/bad_question", most=LONGEST)
    named = [zh.strip() for zh, _ in options]
    sound = FEWEST <= len(named) <= MOST and all(named) and len(set(named)) == len(named)
    if not sound or any(len(words) > LONGEST_OPTION for pair in options for words in pair):
        raise Refused("poll/bad_options", fewest=FEWEST, most=MOST, longest=LONGEST_OPTION)


def shown_buildings(by_building: Mapping[str, Sequence[int]], least: int) -> list[str]:
    """Buildings whose votes may be told: each has enough of them, and so have those left out together (or none at all).

    Else what is left out could be found by taking away from the whole.
    """
    sums = sorted(((sum(votes), code) for code, votes in by_building.items()), reverse=True)
    shown = [code for voted, code in sums if voted >= least]
    left_out = sum(voted for voted, code in sums if code not in shown)
    while shown and 0 < left_out < least:
        code = shown.pop()
        left_out += sum(by_building[code])
    return [code for code in by_building if code in shown]
