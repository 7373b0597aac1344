"""What finance or the desk may not decide alone: a new price, a reduction, a large correction, money back. A head agrees or does not (X-13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What is asked for."""

    RATE = "rate"
    REDUCTION = "reduction"
    CORRECTION = "correction"
    #: Money given back, or a payment that never was.
    REFUND = "refund"
    VOID = "void"


class Asked(StrEnum):
    """Where it stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


class AskEvent(StrEnum):
    """What can happen to it."""

    APPROVE = "approve"
    DECLINE = "decline"


ASK: dict[tuple[Asked, AskEvent], Asked] = {
    (Asked.ASKED, AskEvent.APPROVE): Asked.APPROVED,
    (Asked.ASKED, AskEvent.DECLINE): Asked.DECLINED,
}
ASK_START = Asked.ASKED
ASK_FINAL = frozenset({Asked.APPROVED, Asked.DECLINED})


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    id: int
    community_id: int
    kind: Kind
    status: Asked
    version: int
    code_id: int | None
    unit_id: int | None
    bill_id: int | None
    #: A price: `price_e4`, `from_on`; a reduction: `percent`, `from`, `until`; a correction: `fen` (plus or minus), `knew`;
    #: money back or void: `payment`, `fen`, `paid`, `paid_on`, `way`.
    details: Mapping[str, Any]
    reason: str
    asked_by: int
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    decided_words: str | None


def corrected_too_much(fen: int, most: int) -> bool:
    """Whether a bill put right by so much (plus or minus, in fen) is for a head to agree to."""
    return abs(fen) > most
