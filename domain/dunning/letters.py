"""Letters on paper: by express three months after the notice, a lawyer's with the director's approval and a late fee (DUN-06, DUN-09)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.lifecycle import Table
from domain.months import months_after

_TEN_THOUSAND = 10_000


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
