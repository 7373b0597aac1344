"""Who pays: decided from the place, the warranty and the price list (WAR-01 to WAR-03, WAR-06, REP-02, REP-18)."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.repair.kinds import KINDS, Category
from domain.standards import Values, in_force, warranty_key


class ChargeKind(StrEnum):
    """How a job is charged."""

    FREE = "free"
    #: By the price list, after the owner has agreed.
    PAID = "paid"
    #: Free, settled with the developer.
    WARRANTY = "warranty"
    #: Of everybody: paid out of the property fee or the repair fund, never by the one who reports.
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class WarrantyTerms:
    """Months of warranty after the handover, per category."""

    months: Mapping[Category, int]

    @classmethod
    def of(cls, values: Values) -> "WarrantyTerms":
        """The terms of one community."""
        return cls({c: int(in_force(values, warranty_key(c))) for c, kind in KINDS.items() if kind.home})


@dataclass(frozen=True, slots=True)
class Charge:
    """The decision, with the rules that took it."""

    kind: ChargeKind
    rules: tuple[str, ...]
    #: The last day of the warranty, where there is one and it is known.
    until: date | None = None
    #: The handover date is not on the register: charged like an old home until the desk has looked.
    unknown: bool = False


def warranty_until(handed_over_on: date, months: int) -> date:
    """The last day: the same day of the month so many months on, or that month's last day."""
    years, month = divmod(handed_over_on.month - 1 + months, 12)
    year, month = handed_over_on.year + years, month + 1
    return date(year, month, min(handed_over_on.day, calendar.monthrange(year, month)[1]))


def charge_of(
    category: Category, place_public: bool, handed_over_on: date | None, terms: WarrantyTerms, today: date
) -> Charge:
    """How this job is charged, decided at intake (WAR-01).

    Public places cost the reporter nothing; in warranty the developer answers for it (WAR-02); past it the price list
    holds, and the owner agrees first (REP-18, WAR-03, WAR-06).
    """
    if place_public or category not in terms.months:
        return Charge(ChargeKind.PUBLIC, ("WAR-01", "REP-24"))
    if handed_over_on is None:
        return Charge(ChargeKind.PAID, ("WAR-01", "WAR-06", "REP-18"), unknown=True)
    until = warranty_until(handed_over_on, terms.months[category])
    if today <= until:
        return Charge(ChargeKind.WARRANTY, ("WAR-01", "WAR-02"), until)
    return Charge(ChargeKind.PAID, ("WAR-01", "WAR-03", "WAR-06", "REP-18"), until)


def making_safe() -> Charge:
    """Stopping the harm is free and waits for nobody's consent (X-52); the repair after it is charged as any other."""
    return Charge(ChargeKind.FREE, ("X-52", "WAR-06"))
