"""Random payments, reported, taken, fetched, given back, made void, in any order: the ledger balances to the fen after each."""

import random
from datetime import date
from typing import Any

import pytest

from domain.errors import Outdated, Refused
from domain.fees.ledger import PaymentStatus, Way
from services.payment import asking, door, reporting, taking
from store import ledger
from tests.services.fee_steps import charged
from tests.services.payment_steps import ready
from tests.services.test_fee_account import HOME
from tests.support.estate import Estate

#: Steps of one story.
_STEPS = 40


def step(books: Estate, work: Any, dice: random.Random, n: int) -> None:
    """One thing somebody does; what the rules refuse changes nothing."""
    unit = books.units[HOME]

    def who(account: int) -> Any:
        return work.people.who(work.people.by_telegram(account), "zh")

    owner, clerk, head = who(books.people["王芳"]), who(dice.choice((41, 42))), who(books.people["郑经理"])
    fen, day = dice.randint(-5, 40_000), date(2026, 11, dice.randint(1, 22))
    payments = work.ledger.payments(unit, 99)
    paid = dice.choice(payments).id if payments else 1
    case = dice.choice([p.case_id for p in payments if p.case_id] or [1])
    chosen = [b.id for b in work.ledger.open_bills(unit) if dice.random() < 0.3]
    number = f"AB{dice.randint(1, 6):06d}"
    match dice.randrange(9):
        case 0:
            charged(work, unit, next(iter(work.disputes.codes(books.community).values())), max(fen, 0), f"x/{n}")
        case 1:
            reporting.report(work, owner, reporting.Told(unit, owner.person, fen, day, chosen, number))
        case 2 | 3:
            reporting.confirm(work, clerk, case, dice.choice((None, fen)), None, dice.choice((None, number)))
        case 4:
            reporting.refuse(work, clerk, case, "x")
        case 5:
            taking.take_in(work, clerk, taking.Taken(unit, dice.choice(taking.WAYS), fen, chosen, number))
        case 6:
            asking.refund(work, dice.choice((clerk, head)), unit, paid, fen, "x")
        case 7:
            asking.void(work, dice.choice((clerk, head)), unit, paid, "x")
        case 8 if dice.random() < 0.5:
            door.book(work, owner, unit, "x", work.now, work.now.replace(day=28))
        case 8:
            door.collect(work, clerk, case, fen)


@pytest.mark.parametrize("seed", range(4))
def test_the_ledger_balances(estate: Estate, seed: int) -> None:
    """Open bills are the sum of their entries, nothing is taken twice, a number is entered once."""
    books, dice = ready(estate), random.Random(seed)  # noqa: S311
    unit = books.units[HOME]

    def story(work: Any) -> None:
        for n in range(_STEPS):
            try:
                with work.part():
                    step(books, work, dice, n)
            except (Refused, Outdated):
                pass
            payments = work.ledger.payments(unit, 999)
            left = [work.ledger.left_of(p.id) for p in payments if p.status is PaymentStatus.CONFIRMED]
            assert ledger.unbalanced(work.conn) == []
            assert all(one >= 0 for one in left)
            assert all(b.open_fen >= 0 for b in work.ledger.bills(unit, 999, 0))
            assert work.ledger.balance(unit) == sum(b.open_fen for b in work.ledger.open_bills(unit)) - sum(left)
            entered = [(p.way, p.reference) for p in payments if p.reference and p.way is not Way.ONLINE]
            assert len(entered) == len(set(entered))
            for one in payments:
                there = work.cases.find(one.case_id) if one.case_id else None
                assert there is None or (one.status is PaymentStatus.REPORTED) == (
                    there.status in ("unchecked", "booked")
                )

    books.work(story)
