"""Values of the month's money: nothing at all, everything at once."""

from datetime import date
from typing import Any

from domain.fees.ledger import Way
from domain.figures.money import Age
from tests.messages.repairs import SLY

_PART = {"homes": 120, "due": 3_309_600, "paid": 3_078_000, "rate": 93, "owing_homes": 6, "owing": 231_600, "share": 5}
_NONE: dict[str, Any] = {
    "community": "桂苑小区", "first": date(2026, 11, 1), "last": date(2026, 11, 30), "so_far": False, "span": "month", "charged": 0, "corrected": 0, "reduced": 0,
    "late_fee": 0, "received": 0, "ways": [], "refunded": 0, "taken": {"before": 0, "now": 0, "ahead": 0}, "advance": 0, **_PART, "due": 0,
    "paid": 0, "rate": None, "owing_homes": 0, "owing": 0, "share": None, "disputed": 0, "ages": [], "codes": [], "buildings": [], "butlers": [],
    "services": {"count": 0, "fen": 0, "owed": 0, "satisfied": None, "kinds": []},
}  # fmt: skip
_ALL = {
    **_NONE, **_PART, "community": SLY, "last": date(2026, 11, 22), "so_far": True, "charged": 3_309_600, "corrected": -2_500, "reduced": -60_000,
    "late_fee": 1_200, "received": 3_200_050, "ways": [(str(way), 800_000) for way in Way], "refunded": 5_000,
    "taken": {"before": 122_050, "now": 3_078_000, "ahead": 10_000}, "advance": 50_000, "disputed": 27_580,
    "ages": [(str(age), 46_320) for age in Age], "codes": [{"name_zh": SLY, "name_en": SLY, "fen": 231_600}],
    "buildings": [{"name": SLY, **_PART}, {"name": "3栋", **_PART, "rate": None, "owing_homes": 1}],
    "butlers": [{"name": SLY, **_PART}, {"name": "何静", **_PART, "rate": None, "owing_homes": 1}],
    "services": {"count": 23, "fen": 276_000, "owed": 12_000, "satisfied": 95, "kinds": []},
}  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "money/report": [_NONE, _ALL, {**_ALL, "span": "days"}],
}
