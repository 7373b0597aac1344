"""Charges and bills: kinds of charge and prices, runs, what a home is charged by, what waits for a head (FEE-01 to FEE-20)."""

from collections.abc import Mapping

from domain.people import Who
from handlers.acts import Tap
from handlers.billing import codes, homes, runs
from services.fees.codes import KEEPERS, READERS

FLOWS = (*codes.FLOWS, *homes.FLOWS)
TAPS: Mapping[str, Tap] = {**codes.TAPS, **runs.TAPS, **homes.TAPS}
MENU: Mapping[str, Tap] = {"bill_runs": codes.begin, "bill_home": homes.begin}


def offers(who: Who) -> set[str]:
    """Finance and the heads make bills; the desk may look at what a home is charged by, and ask for a reduction."""
    roles = {post.role for post in who.staff}
    return ({"bill_runs"} if roles & KEEPERS else set()) | ({"bill_home"} if roles & READERS else set())
