"""Dunning: when somebody may be asked for what they owe, what comes of it, and when it stops (DUN, X-22 to X-24).

Days are the community's own, passed in. Nothing here knows a clock.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import Refused
from domain.lifecycle import Table
from domain.standards import Values, in_force

_DAY = timedelta(days=1)
_QUARTER = 3
#: Months whose windows may still be made up for.
_BACK = 3
_TEN_THOUSAND = 10_000


# --- the calendar -------------------------------------------------------------------------------------------------


class Window(StrEnum):
    """A time of the calendar, the least urgent first (X-22)."""

    #: 15th to 21st: did the statement come, when can you pay (DUN-01)?
    CALL = "call"
    #: Up to the 25th of the quarter's second month: the true reason (DUN-02).
    REASON = "reason"
    #: 15th to 21st of the quarter's last month: against the promised date (DUN-05).
    SECOND = "second"
    #: 22nd to 27th of the quarter's last month: again, and a lawyer's letter for the malicious (DUN-06).
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Figures:
    """The community's figures."""

    call_from: int
    call_to: int
    reason_by: int
    third_from: int
    third_to: int
    express_months: int
    broken: int
    #: Parts of ten thousand a day.
    late_fee: int

    @classmethod
    def of(cls, values: Values) -> "Figures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "dunning.call_from")),
            int(in_force(values, "dunning.call_to")),
            int(in_force(values, "dunning.reason_by")),
            int(in_force(values, "dunning.third_from")),
            int(in_force(values, "dunning.third_to")),
            int(in_force(values, "dunning.express_months")),
            int(in_force(values, "dunning.broken")),
            int(in_force(values, "dunning.late_fee")),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A window of one month, both days included."""

    window: Window
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each of its days."""
        return (self.first + n * _DAY for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Round:
    """A window that is open now: what it is, since when a contact counts for it, and whether it is made up for late."""

    window: Window
    since: date
    late: bool = False


def spans(month: date, figures: Figures) -> list[Span]:
    """The windows of the month that day lies in, in order (DUN-01, DUN-02, DUN-05, DUN-06)."""
    place = (month.month - 1) % _QUARTER
    last = place == _QUARTER - 1
    calls = Window.SECOND if last else Window.CALL
    found = [(calls, figures.call_from, figures.call_to)]
    if place == 1:
        found.append((Window.REASON, figures.call_to + 1, figures.reason_by))
    if last:
        found.append((Window.THIRD, figures.third_from, figures.third_to))
    return [Span(w, month.replace(day=a), month.replace(day=b)) for w, a, b in found if a <= b]


def rounds(day: date, figures: Figures, ran: Iterable[date], rests: Callable[[date], bool]) -> list[Round]:
    """What is open on a day, the most urgent first; empty outside the windows and on public holidays.

    `ran`: the mornings the work list went out. A window whose end was lost (nobody was told, or it was a holiday) is
    made up for once, right after: on as many days as were lost. What was before the first morning of all was never due.
    """
    if rests(day):
        return []
    mornings = frozenset(ran)
    begun = min(mornings, default=day)

    def lost(one: date) -> bool:
        return one >= begun and (rests(one) or (one < day and one not in mornings))

    found = []
    for span in _around(day, figures):
        if span.first <= day <= span.last:
            found.append(Round(span.window, span.first))
        elif span.last < day and lost(span.last):
            owed = sum(lost(one) for one in span.days())
            since = Span(span.window, span.last + _DAY, day)
            if sum(not lost(one) for one in since.days()) <= owed:
                found.append(Round(span.window, span.first, late=True))
    order = list(Window)
    return sorted(found, key=lambda r: (order.index(r.window), r.since), reverse=True)


def next_window(day: date, figures: Figures) -> Span:
    """The window that begins next after a day."""
    month = day.replace(day=1)
    while True:
        for span in spans(month, figures):
            if span.first > day:
                return span
        month = months_after(month, 1)


def _around(day: date, figures: Figures) -> Iterator[Span]:
    month = day.replace(day=1)
    for _ in range(_BACK + 1):
        yield from spans(month, figures)
        month = (month - _DAY).replace(day=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; of a shorter month its last (30 November → 28 or 29 February)."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    following = date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - _DAY).day))


def quarter(day: date) -> tuple[date, date]:
    """First and last day of the quarter a day lies in."""
    first = day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)
    return first, months_after(first, _QUARTER) - _DAY


# --- what comes of it ---------------------------------------------------------------------------------------------


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


# --- letters ------------------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """A letter on paper."""

    EXPRESS = "express"
    LAWYER = "lawyer"


class Stage(StrEnum):
    """Where a letter stands. An express letter begins as `sent`; a lawyer's is asked for first (X-23)."""

    ASKED = "asked"
    APPROVED = "approved"
    SENT = "sent"
    DELIVERED = "delivered"
    RETURNED = "returned"
    DECLINED = "declined"
    #: Paid before it went out.
    STOPPED = "stopped"


class Step(StrEnum):
    """What can happen to a letter."""

    APPROVE = "approve"
    DECLINE = "decline"
    SEND = "send"
    DELIVER = "deliver"
    RETURN = "return"
    STOP = "stop"


LETTERS: Table[Stage, Step] = {
    (Stage.ASKED, Step.APPROVE): Stage.APPROVED,
    (Stage.ASKED, Step.DECLINE): Stage.DECLINED,
    (Stage.ASKED, Step.STOP): Stage.STOPPED,
    (Stage.APPROVED, Step.SEND): Stage.SENT,
    (Stage.APPROVED, Step.STOP): Stage.STOPPED,
    (Stage.SENT, Step.DELIVER): Stage.DELIVERED,
    (Stage.SENT, Step.RETURN): Stage.RETURNED,
}
LETTER_START = Stage.ASKED
LETTER_FINAL = frozenset({Stage.DELIVERED, Stage.RETURNED, Stage.DECLINED, Stage.STOPPED})


@dataclass(frozen=True, slots=True)
class Letter:
    """An express letter or a lawyer's, with its courier's number."""

    id: int
    dunning_id: int
    community_id: int
    unit_id: int
    kind: Kind
    status: Stage
    version: int
    owed_fen: int
    #: What comes on top for being late, as shown to the director (F-25).
    late_fen: int
    asked_by: int
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    reason: str | None
    courier: str | None
    sent_on: date | None


def late_fee(open_fen: int, due_on: date, day: date, rate: int) -> int:
    """Late fee of one bill in fen (F-25): open amount × days after the due day × rate ÷ 10 000, half a fen up.

    `rate`: parts of ten thousand a day, a standard of the community, 0 unless it says otherwise. Simple, not compounded.
    """
    days = max(0, (day - due_on).days)
    return (open_fen * days * rate + _TEN_THOUSAND // 2) // _TEN_THOUSAND


def express_due(notified_on: date | None, day: date, months: int) -> bool:
    """Whether it is time for the express letter: so many months after the notice, still not paid (DUN-09, F-37)."""
    return notified_on is not None and months_after(notified_on, months) <= day


# --- who is next --------------------------------------------------------------------------------------------------


class Need(StrEnum):
    """What a home in arrears needs today, the most urgent first."""

    LAWYER = "lawyer"
    SOLVED = "solved"
    BROKEN = "broken"
    DOOR = "door"
    THIRD = "third"
    SECOND = "second"
    REASON = "reason"
    CALL = "call"
    EXPRESS = "express"
    # Nothing today:
    CONTACTED = "contacted"
    PROMISED = "promised"
    WAITING = "waiting"
    LATER = "later"


#: Something is to be done.
TO_DO = tuple(Need)[: tuple(Need).index(Need.CONTACTED)]


@dataclass(frozen=True, slots=True)
class Home:
    """A home in arrears as the calendar looks at it."""

    #: The newest day somebody was spoken to or reminded; None: never.
    contacted_on: date | None = None
    #: The newest promise: its day, what became of it, whether somebody is to come to the door.
    promised_on: date | None = None
    promise: Promise | None = None
    at_door: bool = False
    broken: int = 0
    refused: bool = False
    reason_known: bool = False
    waiting: bool = False
    solved_on: date | None = None
    notified_on: date | None = None
    #: An express letter has gone out; a lawyer's is asked for or beyond.
    express: bool = False
    lawyer: bool = False


def need(home: Home, open_: Sequence[Round], day: date, figures: Figures) -> Need:
    """What a home needs on a day (X-22): at most one thing, the most urgent; never while a matter of ours is open (DUN-04)."""
    if home.waiting:
        return Need.WAITING
    if suggests_lawyer(home, open_, figures):
        return Need.LAWYER
    if home.contacted_on == day:
        return Need.CONTACTED
    if home.solved_on is not None and (home.contacted_on is None or home.contacted_on < home.solved_on):
        return Need.SOLVED
    if home.promised_on is not None and (home.contacted_on is None or home.contacted_on <= home.promised_on):
        if home.promise is Promise.BROKEN:
            return Need.BROKEN
        if home.at_door and home.promised_on == day:
            return Need.DOOR
    asked = _asked(home, open_)
    if asked is not None:
        return asked
    if not home.express and express_due(home.notified_on, day, figures.express_months):
        return Need.EXPRESS
    return Need.PROMISED if home.promise is Promise.OPEN else Need.LATER


def _asked(home: Home, open_: Sequence[Round]) -> Need | None:
    """What the calendar asks of it, if nobody has spoken to them in that window yet."""
    for one in open_:
        if home.contacted_on is not None and home.contacted_on >= one.since:
            continue
        if one.window is Window.REASON and home.reason_known:
            continue
        if one.window is Window.CALL and home.promise is Promise.OPEN:
            continue  # reconfirmed in the second round (DUN-05)
        return Need(one.window)
    return None


def suggests_lawyer(home: Home, open_: Sequence[Round], figures: Figures) -> bool:
    """In the third round, after an express letter: whoever refuses or has broken promises again and again (DUN-06, X-22, X-23)."""
    third = any(one.window is Window.THIRD for one in open_)
    malicious = home.refused or home.broken >= figures.broken
    return third and home.express and malicious and not home.lawyer and home.promise is not Promise.OPEN


def check_contact(
    what: Need, open_: Sequence[Round], *, due_fen: int, disputed_fen: int, today: bool, window: bool
) -> None:
    """Whether the owner may be spoken to now; said why not: paid, disputed, waits, today already, outside the windows.

    `today`: one of the owners had a word from us today, for whatever home. `window`: only inside of a window (reminders).
    """
    if due_fen <= 0:
        raise Refused("dunning/disputed" if disputed_fen > 0 else "dunning/paid")
    if what is Need.WAITING:
        raise Refused("dunning/waits")
    if today or what is Need.CONTACTED:
        raise Refused("dunning/today")
    beside = not window and what in (Need.SOLVED, Need.BROKEN, Need.DOOR)
    if not open_ and not beside:
        raise Refused("dunning/no_window")
