"""Receipts: numbered without gaps, with a code whoever is shown one can have checked (RCP-01)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

#: Digits of the number within a year.
_PLACES = 6
_NUMBER = re.compile(r"(\d{4})\D?(\d{1,6})")
#: Letters of a check code: none that is taken for another when read aloud or copied by hand.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_CODE, _PART = 8, 4


class ReceiptStatus(StrEnum):
    """Whether it still holds."""

    VALID = "valid"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt as it was issued; afterwards it can only become void. For a payment of a home, or for money of a contract."""

    id: int
    community_id: int
    number: str
    day: date
    payment_id: int | None
    unit_id: int | None
    #: The contract, where it is for rent or deposit.
    case_id: int | None
    way: str
    paid_on: date
    payer: str
    fen: int
    #: `{"code", "name_zh", "name_en", "about", "fen"}` each; `code` None: paid in advance (预交).
    lines: Sequence[dict[str, Any]]
    status: ReceiptStatus
    check_code: str
    #: The void one in whose place it was issued.
    replaces_id: int | None
    issued_by: int | None
    issued_at: datetime
    voided_by: int | None
    voided_at: datetime | None
    void_reason: str | None


def number_after(last: str | None, year: int) -> str:
    """The number after the last one of that year: 2026-000001 is the first. `ValueError` when the year is full."""
    number = int(last.partition("-")[2]) + 1 if last else 1
    if number >= 10**_PLACES:
        raise ValueError("no more receipts in that year")
    return f"{year}-{number:0{_PLACES}}"


def first_of(year: int) -> str:
    """Before every number of a year."""
    return f"{year}-{0:0{_PLACES}}"


def last_of(year: int) -> str:
    """The last number there can be of a year."""
    return f"{year}-{10**_PLACES - 1}"


def read_number(typed: str) -> str | None:
    """A number as people type it: `2026-123`, `2026 000123`, 编号2026-000123; None when there is none in it."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", typed))
    return f"{found[1]}-{int(found[2]):0{_PLACES}}" if found else None


def read_code(typed: str) -> str | None:
    """A check code as people type it, however spaced and in small letters too; None for what cannot be one."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum() and c.isascii())
    return letters if len(letters) == _CODE and set(letters) <= set(LETTERS) else None


def code_of(letters: Sequence[str]) -> str:
    """A code of letters drawn at random. `ValueError` for too few."""
    if len(letters) != _CODE:
        raise ValueError("a check code has eight letters")
    return "".join(letters)


def shown_code(code: str) -> str:
    """As it is printed: K7QX-M2PA."""
    return "-".join(code[n : n + _PART] for n in range(0, len(code), _PART))


#: How many letters are to be drawn.
CODE_LETTERS = _CODE


def period_of(about: str) -> str | None:
    """`2026-12` where a bill is for a period; None for what was charged once."""
    return about if re.fullmatch(r"\d{4}-\d{2}", about) else None
