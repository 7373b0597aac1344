"""The ledger balances to the fen, whatever is charged, paid, put right, given back and undone, in whatever order."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks import database
from domain.errors import Outdated, Refused
from domain.fees.charges import Code
from domain.fees.ledger import Entry, PaymentStatus, left_of, open_of, owed
from services import Work
from services.fees import posting
from store import ledger
from tests.services.fee_steps import charged, code, paid, told
from tests.support.estate import Estate


@pytest.fixture
def books(estate: Estate) -> Callable[[Callable[[Work, int, Code], Any]], Any]:
    """Something done with one home and one code."""

    def do(what: Callable[[Work, int, Code], Any]) -> Any:
        return estate.work(lambda w: what(w, estate.units["3-2-1502"], code(w, estate.community)))

    return do


def test_charged_once(books: Any) -> None:
    """The second time nothing happens."""

    def story(work: Work, unit: int, code: Code) -> None:
        assert charged(work, unit, code, 27_600, "2026-12").open_fen == 27_600
        assert charged(work, unit, code, 99_999, "2026-12") is None
        assert work.ledger.balance(unit) == 27_600

    books(story)


def test_paid_in_advance_pays_the_next_bill(books: Any) -> None:
    """FEE-20: several periods at once."""

    def story(work: Work, unit: int, code: Code) -> None:
        payment = paid(work, unit, 60_000)
        first = charged(work, unit, code, 27_600, "2026-12")
        second = charged(work, unit, code, 27_600, "2027-01")
        assert (first.open_fen, second.open_fen, work.ledger.balance(unit)) == (0, 0, -4_800)
        assert work.ledger.left_of(payment.id) == 4_800

    books(story)


def test_put_right_after_it_was_paid(books: Any) -> None:
    """What was paid too much is free again, and pays what else is owed."""

    def story(work: Work, unit: int, code: Code) -> None:
        bill = charged(work, unit, code, 30_000, "2026-12")
        payment = paid(work, unit, 30_000)
        right = posting.put_right(work, bill.id, -5_000, "面积有误", None)
        assert (right.open_fen, work.ledger.left_of(payment.id), work.ledger.balance(unit)) == (0, 5_000, -5_000)
        assert charged(work, unit, code, 8_000, "2027-01").open_fen == 3_000
        with pytest.raises(Refused):
            posting.put_right(work, bill.id, -25_001, "太多", None)

    books(story)


def test_decided_once(books: Any) -> None:
    """Two clerks at once: the second is outdated, whichever way they decide."""

    def story(work: Work, unit: int, code: Code) -> None:
        payment = told(work, unit, 100)
        posting.confirm(work, payment, None)
        for again in (posting.confirm, lambda w, p, by: posting.refuse(w, p, "", by)):
            with pytest.raises(Outdated):
                again(work, payment, None)
        assert work.ledger.balance(unit) == -100

    books(story)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["charge", "pay", "right", "refund", "void", "refuse"]),
        st.integers(0, 7),
        st.integers(-9_000, 40_000),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_always_balances(estate: Estate, steps: list[tuple[str, int, int]]) -> None:
    """Every bill's open amount is the sum of its entries, between nothing and its amount; no payment is taken twice."""

    class Done(Exception):
        """Undoes the example: the next one begins with empty books."""

    def story(work: Work) -> None:
        with work.part():
            unit = estate.units["3-2-1502"]
            kind = code(work, estate.community)
            for n, (what, which, fen) in enumerate(steps):
                bills, payments = work.ledger.bills(unit, 50, 0), work.ledger.payments(unit, 50)
                try:
                    if what == "charge":
                        charged(work, unit, kind, abs(fen), f"2026-{n:02}")
                    elif what == "pay" and fen:
                        paid(work, unit, abs(fen), tuple(b.id for b in bills[which : which + 1]))
                    elif what == "right" and bills:
                        posting.put_right(work, bills[which % len(bills)].id, fen, "", None)
                    elif what == "refund" and payments:
                        posting.refund(work, payments[which % len(payments)], abs(fen), "", None)
                    elif what == "void" and payments:
                        posting.void(work, payments[which % len(payments)], "", None)
                    elif what == "refuse":
                        posting.refuse(work, told(work, unit, 100), "", None)
                except (Refused, Outdated):
                    pass
                _whole(work, unit)
            raise Done

    with pytest.raises(Done):
        estate.work(story)


def _whole(work: Work, unit: int) -> None:
    lines, bills, payments = work.ledger.lines(unit), work.ledger.bills(unit, 99, 0), work.ledger.payments(unit, 99)
    assert ledger.unbalanced(work.conn) == []
    for bill in bills:
        assert bill.open_fen == open_of(lines, bill.id) >= 0
    for payment in payments:
        left = left_of(lines, payment.id)
        assert left == work.ledger.left_of(payment.id) and 0 <= left <= payment.fen
        taken = sum(fen for _, fen in work.ledger.taken(payment.id))
        assert taken >= 0 and taken + left <= payment.fen
        if payment.status is not PaymentStatus.CONFIRMED:
            assert taken == left == 0
    assert owed(lines) == work.ledger.balance(unit)
    assert owed(lines) == sum(b.open_fen for b in bills) - sum(work.ledger.left_of(p.id) for p in payments)


def test_a_payment_taken_for_more_than_it_was_is_found(books: Any) -> None:
    """What no posting does, `guanjia check` would name; an even ledger it says nothing of."""

    def story(work: Work, unit: int, code: Code) -> None:
        bill = charged(work, unit, code, 30_000, "2026-12")
        payment = paid(work, unit, 20_000)
        assert (ledger.unbalanced(work.conn), ledger.overtaken(work.conn)) == ([], [])
        assert database._ledger(work) == database.Line(True, "Ledger", database._ledger(work).todo)
        day = posting.today(work, bill.community_id)
        work.ledger.enter(unit, Entry.TAKEN, 5_000, "", day, payment=payment.id)
        assert ledger.overtaken(work.conn) == [(payment.id, 5_000)]
        line = database._ledger(work)
        assert not line.well and f"payment {payment.id} is taken for 5000 fen too much" in line.said

    books(story)
