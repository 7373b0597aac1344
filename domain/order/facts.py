"""What only an order has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.ids import CaseId, PersonId
from domain.order.kinds import Kind, Mode


class Promised(StrEnum):
    """What is promised about it."""

    #: Whether something beyond the list can be done (SPS-26).
    ANSWER = "order_answer"
    #: It is done, at the time agreed (CNV-04).
    DO = "order_do"
    #: Nobody's lateness: until then the owner may say that it is not well done.
    SIGN = "order_sign"
    #: Asked back afterwards (SPS-19).
    CALLBACK = "order_callback"
    #: Nobody's lateness of ours: the day it is to be paid is over (SPS-20).
    PAY = "order_pay"


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order beside its case: item, amount and time stand on it (SPS-05)."""

    case_id: CaseId
    #: None: beyond the list.
    offer_id: int | None
    kind: Kind
    mode: Mode
    item_zh: str
    item_en: str
    quantity: int
    #: Price of one when it was ordered; None: quoted after a look.
    price_fen: int | None
    quote_fen: int | None
    quote_words: str | None
    #: What the owner has agreed to pay (SPS-04); None: not yet.
    agreed_fen: int | None
    agreed_at: datetime | None
    agreed_by: PersonId | None
    #: The two who agreed to something beyond the list (SPS-26).
    consent_by: PersonId | None
    consent_at: datetime | None
    proposed_by: PersonId | None
    proposed_at: datetime | None
    bill_id: int | None
    due_on: date | None
    done_words: str | None
    done_at: datetime | None
    accepted_at: datetime | None
    unpaid_reason: str | None
    called_at: datetime | None
    called_words: str | None


def formula(facts: OrderFacts) -> Mapping[str, Any]:
    """What the amount was computed from, for the bill: price × quantity, or the quote (SPS-05)."""
    if facts.quote_fen is not None or facts.price_fen is None:
        return {"kind": "quoted", "item_zh": facts.item_zh, "item_en": facts.item_en}
    return {
        "kind": "order", "item_zh": facts.item_zh, "item_en": facts.item_en, "price_fen": facts.price_fen,
        "quantity": facts.quantity,
    }  # fmt: skip


def amount(price_fen: int, quantity: int) -> int:
    """Fen: price of one × how many (SPS-05)."""
    return price_fen * quantity
