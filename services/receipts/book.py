"""The month of money as a workbook: each day with its signatures, by class of charge, every receipt (RCP-05, RCP-06, F-45)."""

from collections.abc import Mapping
from typing import Any

from domain.cashbook import ADVANCE, RENTALS, state_of
from domain.fees.ledger import Way
from domain.figures.period import month as month_around
from domain.people import Community, Who
from domain.receipts import ReceiptStatus
from messages.render import word
from services import Work
from services.receipts.cash import check, read_day, totals_of
from services.receipts.views import about, reason
from services.reports import sheets
from services.reports.sheets import Asked
from services.tell import Chat, Words, tell

#: What the workbook is called before it is whole.
WHAT = "cash"
_DAYS = (
    ("day", "day", 12), *((f"way_{way}", "yuan", 13) for way in Way), ("total", "yuan", 14), ("counted", "yuan", 13), ("banked", "yuan", 13),
    ("cash_state", "text", 12), ("counted_by", "text", 12), ("received_by", "text", 12), ("banked_by", "text", 12), ("difference", "text", 30),
)  # fmt: skip
_CLASSES = (("day", "day", 12), ("class", "text", 20), ("amount", "yuan", 14))
_RECEIPTS = (
    ("number", "text", 14), ("day", "day", 12), ("home", "text", 18), ("payer", "text", 16), ("amount", "yuan", 14), ("receipt_status", "text", 10),
    ("replaces", "text", 14), ("void_reason", "text", 30),
)  # fmt: skip


def send(work: Work, who: Who, community: Community, month: str, chat: Chat) -> bool:
    """The month to whoever asks, once a minute."""
    check(who, community.id)
    day = read_day(work, community, f"{month}-01")
    asked = Asked(community, month_around(day), chat.language)
    key = f"cash.month:{community.id}:{month}:{who.person.id}:{work.now:%y%m%d%H%M}"
    return tell(
        work,
        chat,
        key,
        Words("receipt/cash_month", {"month": month}, "m"),
        media=[sheets.picture(work, WHAT, "cash", asked)],
    )


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole workbook. Reads only."""
    asked = sheets.asked_for(work, WHAT, given)
    first, last = asked.period.first, asked.period.last
    found = totals_of(work, asked.community.id, first, last)
    kept = work.receipts.cash_days(asked.community.id, first, last)
    names = work.receipts.code_names(asked.community.id)
    days: list[list[Any]] = []
    classes: list[list[Any]] = []
    for day in sorted(found):
        totals, signed = found[day], kept.get(day)
        state = word("cash_state", state_of(totals, signed), asked.language)
        people = (
            [_name(work, by) for by in (signed.counted_by, signed.received_by, signed.banked_by)]
            if signed
            else [None] * 3
        )
        counted = [signed.cash_fen, signed.banked_fen] if signed else [None, None]
        days.append([
            day.isoformat(), *(totals.ways.get(way, 0) for way in Way), totals.fen, *counted, state, *people,
            signed.difference if signed else None,
        ])  # fmt: skip
        classes += [[day.isoformat(), _class(names, key, asked.language), fen] for key, fen in totals.codes.items()]
    return {
        "what": "workbook",
        "sheets": [
            sheets.sheet(asked, "cash_days", _DAYS, days, "cash_column"), sheets.sheet(asked, "cash_classes", _CLASSES, classes, "cash_column"),
            sheets.sheet(asked, "receipts", _RECEIPTS, _receipts(work, asked), "cash_column"),
        ],
    }  # fmt: skip


def _receipts(work: Work, asked: Asked) -> list[list[Any]]:
    found = work.receipts.of_days(asked.community.id, asked.period.first, asked.period.last)
    numbers = {r.id: r.number for r in found}
    rows: list[list[Any]] = []
    for r in found:
        before = work.receipts.find(r.replaces_id) if r.replaces_id and r.replaces_id not in numbers else None
        status = word("receipt_status", "void" if r.status is ReceiptStatus.VOID else "valid", asked.language)
        rows.append([
            r.number, r.day.isoformat(), about(work, r), r.payer, r.fen, status,
            before.number if before else numbers.get(r.replaces_id or 0), reason(r, asked.language) or None,
        ])  # fmt: skip
    return rows


def _class(names: Mapping[str, tuple[str, str]], key: str, language: str) -> str:
    if key in (ADVANCE, RENTALS):
        return word("paper", key, language)
    return names[key][1 if language == "en" else 0]


def _name(work: Work, person: int | None) -> str | None:
    return work.people.get(person).name if person else None
