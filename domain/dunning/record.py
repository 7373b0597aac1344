"""What is said to a home in arrears and what comes of it: the record, promises, where its dunning stands (DUN-01 to DUN-05, F-35)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Refused
from domain.lifecycle import Table


class Way(StrEnum):
    """How there was a word with them."""

    PHONE = "phone"
    DOOR = "door"
    #: They came to us, or rang.
    OWNER = "owner"
    #: A reminder in the chat.
    CHAT = "chat"
    #: On paper, with a courier.
    LETTER = "letter"


#: What somebody writes down; reminders and letters write themselves down.
SPOKEN = (Way.PHONE, Way.DOOR, Way.OWNER)


class Outcome(StrEnum):
    """What came of a contact (DUN-03)."""

    PROMISED = "promised"
    #: They will pay when somebody comes to the door on that day.
    AT_DOOR = "at_door"
    REACHED = "reached"
    #: They do not pay because of something we should have done (DUN-04).
    PROBLEM = "problem"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    WRONG_NUMBER = "wrong_number"
    #: A reminder went out.
    REMINDED = "reminded"
    #: A letter went out.
    SENT = "sent"


SAID = tuple(o for o in Outcome if o not in (Outcome.REMINDED, Outcome.SENT))
#: Ways that count as the notice by telephone or text (DUN-08, DUN-09).
NOTICES = frozenset({Way.PHONE, Way.CHAT})
#: Nobody was spoken to: no contact by the rule of one a day, and no notice (F-37).
MISSED = frozenset({Outcome.NOT_REACHED, Outcome.WRONG_NUMBER})
WITH_DAY = frozenset({Outcome.PROMISED, Outcome.AT_DOOR})
#: Why they do not pay (DUN-02, F-36); a service problem stands by itself.
REASONS = ("forgot", "statement", "hardship", "away", "vacant", "ownership", "unwilling")
PROBLEM = "problem"
#: They have had no statement of account: its delivery is put right (F-50).
NO_STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the record of dunning 《物管费催收记录表》 (DUN-03)."""

    id: int
    dunning_id: int
    community_id: int
    unit_id: int
    way: Way
    outcome: Outcome
    day: date
    at: datetime
    by: int | None
    #: Whom they spoke to, when it is one of those who live there.
    person_id: int | None
    #: What was owed then.
    owed_fen: int
    reason: str | None
    words: str | None
    promised_on: date | None
    promised_fen: int | None
    #: The matter that came of a service problem.
    case_id: int | None


class Status(StrEnum):
    """Where the dunning of a home stands."""

    OPEN = "open"
    #: For a matter of ours to be closed (DUN-04, DUN-05).
    WAITING = "waiting"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to it."""

    WAIT = "wait"
    GO_ON = "go_on"
    #: Nothing is owed any more (DUN-17).
    PAY = "pay"


TABLE: Table[Status, Event] = {
    (Status.OPEN, Event.WAIT): Status.WAITING,
    (Status.WAITING, Event.WAIT): Status.WAITING,
    (Status.WAITING, Event.GO_ON): Status.OPEN,
    (Status.OPEN, Event.PAY): Status.CLOSED,
    (Status.WAITING, Event.PAY): Status.CLOSED,
}
START = Status.OPEN
FINAL = frozenset({Status.CLOSED})


@dataclass(frozen=True, slots=True)
class Dunning:
    """One home in arrears, from the first word until nothing is owed."""

    id: int
    community_id: int
    unit_id: int
    status: Status
    version: int
    opened_at: datetime
    #: The first notice by telephone or text (DUN-08, F-37).
    notified_on: date | None
    waits_for: int | None
    #: The matter waited for is closed: answer, ring back, remind (DUN-05, CBK-27).
    solved_on: date | None
    closed_at: datetime | None


class Promise(StrEnum):
    """What became of a promised day (F-35)."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


def promise(day: date, promised_on: date, promised_fen: int, paid: Iterable[tuple[date, int]]) -> Promise:
    """Kept: `paid` (day and fen of what came since it was given) reaches the amount by that day; broken once it is over (F-35)."""
    if sum(fen for on, fen in paid if on <= promised_on) >= promised_fen:
        return Promise.KEPT
    return Promise.OPEN if day <= promised_on else Promise.BROKEN


def promises(
    lines: Sequence[Contact], paid: Sequence[tuple[datetime, date, int]], day: date
) -> list[tuple[Contact, Promise]]:
    """What became of each promise of one home, the newest first; `lines` the newest first, `paid`: known when, moved when, fen.

    One that was replaced before its day was over is no promise any more. What was known of before it was given does not count.
    """
    found: list[tuple[Contact, Promise]] = []
    newer: date | None = None
    for line in lines:
        if line.promised_on is None or line.promised_fen is None:
            continue
        if newer is None or newer > line.promised_on:
            came = [(on, fen) for at, on, fen in paid if at >= line.at]
            found.append((line, promise(day, line.promised_on, line.promised_fen, came)))
        newer = line.day
    return found


def check_promise(day: date, today: date, last: date) -> None:
    """`Refused("dunning/day_past")` for a day that is over or so far ahead that nobody would remember."""
    if not today <= day <= last:
        raise Refused("dunning/day_past")
