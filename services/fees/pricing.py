"""From which day a price may count: never from one that bills stand on already (FEE-04)."""

from datetime import date

from domain.errors import Outdated, Refused
from domain.fees.asks import Ask
from domain.fees.charges import Code
from services import Work

#: Runs looked through for the newest that wrote anything.
_RUNS = 24


def last_billed(work: Work, code: Code) -> str | None:
    """The newest period of a code that bills were made for."""
    return max((str(run.period) for run in work.charges.runs(code.id, _RUNS) if run.bills), default=None)


def check_price(work: Work, code: Code, from_on: date) -> None:
    """`Refused("billing/price_billed")` where bills stand on that day: what was charged is put right bill by bill."""
    billed = last_billed(work, code)
    if billed is not None and f"{from_on:%Y-%m}" <= billed:
        raise Refused("billing/price_billed", period=billed)


def carry_out(work: Work, ask: Ask) -> None:
    """The price a head agreed to."""
    code, day = work.charges.code(ask.code_id or 0), date.fromisoformat(ask.details["from_on"])
    if code is None:
        raise Outdated
    check_price(work, code, day)
    work.charges.set_rate(code.id, day, int(ask.details["price_e4"]), ask.asked_by)
