"""What a payment pays first, and that it never pays too much."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.fees.ledger import Owed, take

BILLS = st.lists(
    st.builds(
        Owed,
        id=st.integers(1, 10**6),
        due_on=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        rank=st.integers(0, 9),
        open_fen=st.integers(-500, 100_000),
        disputed=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda bill: bill.id,
)


def test_the_oldest_first_then_by_rank() -> None:
    """Of one day the property fee before parking; what is left over is paid in advance."""
    bills = [
        Owed(1, date(2026, 10, 31), 5, 300), Owed(2, date(2026, 9, 30), 5, 100), Owed(3, date(2026, 10, 31), 1, 200),
    ]  # fmt: skip
    assert take(350, bills) == [(2, 100), (3, 200), (1, 50)]
    assert take(1000, bills) == [(2, 100), (3, 200), (1, 300)]


def test_what_the_payer_names_comes_first() -> None:
    """A disputed bill is paid only when it is named."""
    bills = [Owed(1, date(2026, 1, 31), 1, 500, disputed=True), Owed(2, date(2026, 2, 28), 1, 500)]
    assert take(700, bills) == [(2, 500)]
    assert take(700, bills, chosen=[1]) == [(1, 500), (2, 200)]


@given(st.integers(0, 500_000), BILLS, st.data())
def test_never_too_much(fen: int, bills: list[Owed], data: st.DataObject) -> None:
    """No more than was paid, no more than is open, nothing of nothing; all of it while something payable is open."""
    chosen = data.draw(st.lists(st.sampled_from([b.id for b in bills]), unique=True)) if bills else []
    found = take(fen, bills, chosen)
    of = {b.id: b for b in bills}
    assert all(0 < part <= of[bill].open_fen for bill, part in found)
    assert len({bill for bill, _ in found}) == len(found)
    assert all(not of[bill].disputed or bill in chosen for bill, _ in found)
    payable = sum(b.open_fen for b in bills if b.open_fen > 0 and (not b.disputed or b.id in chosen))
    assert sum(part for _, part in found) == min(fen, payable)
