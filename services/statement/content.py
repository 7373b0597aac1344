"""What one statement of account says: written again from the ledger up to the entry it counts, so it says the same each time."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain import statement as rules
from domain.fees.charges import Bill
from domain.people import Unit
from domain.statement import Statement
from services import Work
from services.fees import account
from services.tell import Words

#: Bills of the month in one message; the paper has them all.
_ROWS = 10


def span(period: str) -> tuple[date, date]:
    """First and last day of a period."""
    first = rules.first_of(period)
    return first, date.fromordinal(rules.first_of(rules.period_after(first)).toordinal() - 1)


def content(work: Work, one: Statement, home: Unit | None = None) -> dict[str, Any]:
    """All of it in plain values, amounts in fen.

    `total` = `before` (open of earlier months) + what is open of this month's `rows` − `advance` (FEE-01, FEE-20);
    each row has its formula. `disputed` is what of it somebody disputes as we speak: nobody asks for that meanwhile.
    """
    home = home or work.people.unit(one.unit_id)
    first, last = span(one.period)
    codes, (sums, advance) = work.disputes.codes(one.community_id), work.statements.sums(one.unit_id, one.upto)
    bills = [
        _as_of(b, sums) for b in work.statements.bills(one.unit_id, one.upto, one.period, first, last) if b.id in sums
    ]
    now = [b for b in bills if _month(b) == one.period]
    earlier = [b for b in bills if _month(b) < one.period]
    disputed = work.disputes.open_of(one.unit_id)
    rows = [account.row(b, codes, sums) for b in now]
    due = [b.due_on for b in now if b.open_fen > 0]
    return {
        "id": one.id,
        "unit": one.unit_id,
        "period": first,
        "home": home.label,
        "before": sum(b.open_fen for b in earlier),
        "before_rows": [account.row(b, codes, sums) for b in earlier if b.open_fen],
        "rows": rows,
        "month": sum(r["fen"] for r in rows),
        "paid": sum(r["paid"] for r in rows),
        "advance": advance,
        "total": sum(b.open_fen for b in (*earlier, *now)) - advance,
        "due_on": min(due, default=None),
        "disputed": sum(b.open_fen for b in (*earlier, *now) if b.id in disputed and b.open_fen > 0),
        "made_at": one.made_at,
    }


def _as_of(bill: Bill, sums: dict[int, tuple[int, int]]) -> Bill:
    """The bill as it was when the statement was made."""
    charged, paid = sums[bill.id]
    return replace(bill, open_fen=charged - paid)


def _month(bill: Bill) -> str:
    return rules.month_of(bill.about, bill.from_on, bill.due_on)


def shortened(given: dict[str, Any]) -> dict[str, Any]:
    """As many bills as fit a message; what is left of them in one sum."""
    more = given["rows"][_ROWS:]
    return {**given, "rows": given["rows"][:_ROWS], "left": len(more), "left_fen": sum(r["fen"] for r in more)}


def message(work: Work, one: Statement, home: Unit, *, back: bool = False) -> Words:
    """The message to the home; `back`: it is looked at from the list of earlier ones."""
    values = {"s": shortened(content(work, one, home)), "back": back}
    return Words("statement/message", values, f"S{one.id}")
