"""A month's orders, charged against paid and owing: the desk's count against finance's money (F-26, F-27, SPS-21 to SPS-24)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Charged:
    """One order that was accepted in the month, as the desk knows it, and what the ledger says of it."""

    case_id: int
    number: str
    #: What the owner agreed to, by the order.
    agreed_fen: int
    #: Its bill after corrections, by the ledger; None: there is no bill.
    billed_fen: int | None
    paid_fen: int
    owing_fen: int


@dataclass(frozen=True, slots=True)
class Month:
    """The sums both sides compare. All amounts fen."""

    issued: int
    charged: int
    paid: int
    owing: int
    agreed_fen: int
    receipts_fen: int
    owing_fen: int
    #: Orders whose bill is missing or is about another amount.
    odd: tuple[str, ...]

    @property
    def difference(self) -> int:
        """Fen: what the orders say less receipts less owing; 0 in order (F-26)."""
        return self.agreed_fen - self.receipts_fen - self.owing_fen

    @property
    def agrees(self) -> bool:
        """issued = charged = paid + owing, sums = receipts + owing (F-26)."""
        return self.issued == self.charged == self.paid + self.owing and self.difference == 0 and not self.odd


def count(orders: Iterable[Charged]) -> Month:
    """The month of these orders."""
    found = list(orders)
    billed = [o for o in found if o.billed_fen is not None]
    odd = [o.number for o in found if o.billed_fen != o.agreed_fen and o.agreed_fen]
    return Month(
        issued=len([o for o in found if o.agreed_fen]),
        charged=len([o for o in billed if o.agreed_fen]),
        paid=len([o for o in billed if o.agreed_fen and o.owing_fen == 0]),
        owing=len([o for o in billed if o.agreed_fen and o.owing_fen > 0]),
        agreed_fen=sum(o.agreed_fen for o in found),
        receipts_fen=sum(o.paid_fen for o in billed),
        owing_fen=sum(o.owing_fen for o in billed),
        odd=tuple(odd),
    )
