"""Repairs: what can happen to one, what is urgent, what is promised, who pays and who may do what.

The names of the flow's rules, gathered from the files of this folder.
"""

from domain.repair.charges import Charge, ChargeKind, WarrantyTerms, charge_of, making_safe, warranty_until
from domain.repair.kinds import CATEGORY_OF, KINDS, URGENT, Category, Danger, Kind, categories_at, dangers_of, rule_of
from domain.repair.limits import OpenRepair, duplicates, kin
from domain.repair.promises import Promise, PromiseKind, RepairFigures, deadlines_for
from domain.repair.rights import MAY, Action, Who, check_may, may
from domain.repair.states import FINAL, START, TABLE, Event, Status

__all__ = [
    "CATEGORY_OF",
    "FINAL",
    "KINDS",
    "MAY",
    "START",
    "TABLE",
    "URGENT",
    "Action",
    "Category",
    "Charge",
    "ChargeKind",
    "Danger",
    "Event",
    "Kind",
    "OpenRepair",
    "Promise",
    "PromiseKind",
    "RepairFigures",
    "Status",
    "WarrantyTerms",
    "Who",
    "categories_at",
    "charge_of",
    "check_may",
    "dangers_of",
    "deadlines_for",
    "duplicates",
    "kin",
    "making_safe",
    "may",
    "rule_of",
    "warranty_until",
]
