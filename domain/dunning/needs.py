"""What a home in arrears needs today, and whether its owner may be spoken to (X-22, X-23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.dunning.calendar import Figures, Round, Window
from domain.dunning.letters import express_due
from domain.dunning.record import Promise
from domain.errors import Refused


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
    #: They say it is paid; finance looks for it.
    REPORTED = "reported"
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
    #: What they say they have paid covers all that is due.
    reported: bool = False
    solved_on: date | None = None
    notified_on: date | None = None
    #: An express letter has gone out; a lawyer's is asked for or beyond.
    express: bool = False
    lawyer: bool = False


def need(home: Home, open_: Sequence[Round], day: date, figures: Figures) -> Need:
    """What a home needs on a day (X-22): at most one thing, the most urgent; never while a matter of ours is open (DUN-04)."""
    if home.reported:
        return Need.REPORTED
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
    what: Need, open_: Sequence[Round], *, due_fen: int, disputed_fen: int, today: bool, window: bool, since: date
) -> None:
    """Whether the owner may be spoken to now; said why not: paid, disputed, said to be paid, waits, today already, outside the windows.

    `today`: one of the owners had a word from us today, for whatever home. `window`: only inside of a window (reminders). `since`: when the next
    one begins.
    """
    if due_fen <= 0:
        raise Refused("dunning/disputed" if disputed_fen > 0 else "dunning/paid")
    if what is Need.REPORTED:
        raise Refused("dunning/reported")
    if what is Need.WAITING:
        raise Refused("dunning/waits")
    if today or what is Need.CONTACTED:
        raise Refused("dunning/today")
    beside = not window and what in (Need.SOLVED, Need.BROKEN, Need.DOOR)
    if not open_ and not beside:
        raise Refused("dunning/no_window", since=since)
