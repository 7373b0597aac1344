"""Payments: reported and looked for, taken at the desk, fetched at the door, given back (FEE-06 to FEE-08, FEE-14, FEE-17, FEE-20, DUN-17)."""

from collections.abc import Mapping

from domain.people import Who
from handlers.acts import Tap
from handlers.payment import back, checking, desk, door, here, report

FLOWS = (*report.FLOWS, *checking.FLOWS, *desk.FLOWS, *back.FLOWS, *door.FLOWS, *here.FLOWS)
#: Buttons of a reported payment.
TAPS: Mapping[str, Tap] = {**report.TAPS, **checking.TAPS, **door.TAPS}
#: Buttons under the fee account of a home.
HOME_TAPS: Mapping[str, Tap] = {
    **report.HOME_TAPS,
    **desk.HOME_TAPS,
    **back.HOME_TAPS,
    **door.HOME_TAPS,
    **here.HOME_TAPS,
}
MENU: Mapping[str, Tap] = {**report.MENU, **desk.MENU}


def offers(who: Who) -> set[str]:
    """Taking money at the desk."""
    return desk.offers(who)
