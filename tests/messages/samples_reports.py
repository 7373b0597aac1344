"""Sample values for the list of reports, a report's card, and the matters behind a figure."""

from datetime import date
from typing import Any

from services.reports.catalogue import REPORTS
from tests.messages.repairs import NOWHERE, SLY, ask, r, urgent
from tests.messages.samples_common import NAME

_HEAD: dict[str, Any] = {
    "report": "repairs", "community": "桂苑", "span": "month", "period": "2026-11", "first": date(2026, 11, 1), "last": date(2026, 11, 30),
    "so_far": True,
}  # fmt: skip
_LONG = {
    **_HEAD,
    "report": "complaints",
    "community": NAME,
    "span": "days",
    "period": "20250101-20261122",
    "first": date(2025, 1, 1),
}


def figure(key: str, value: int | None, measure: str = "count", **more: Any) -> dict[str, Any]:
    """One as the cards take it."""
    plain = {
        "key": key,
        "value": value,
        "measure": measure,
        "part": None,
        "whole": None,
        "target": None,
        "at_most": False,
    }
    return {**plain, "well": None, "behind": 0, **more}


_EACH = [
    figure("repair_reported", 38, behind=38),
    figure("repair_kept", 92, "percent", part=35, whole=38, target=95, well=False, behind=38),
    figure("repair_response", None, "percent", part=0, whole=0, target=95),
    figure("repair_stars", 47, "stars", whole=28, behind=28),
    figure("complaint_per_mille", 108, "per_mille", part=2, whole=1860, target=50, at_most=True, well=False, behind=2),
    figure("money_rate", 93, "percent", part=3_078_000, whole=3_309_600, target=90, well=True),
    figure("money_owing", 231_600, "fen"),
    figure("survey_satisfied", 91, "percent", part=91, whole=100, target=90, well=True),
]
_ROW = {"id": 7, "number": "261122-007", "r": r(), "since": date(2026, 11, 22), "missed": False}
_ROWS = [
    _ROW, {**_ROW, "r": urgent(), "missed": True}, {**_ROW, "r": None}, {**_ROW, "r": r(**NOWHERE, words=SLY)},
    {**_ROW, "r": r(home=None)}, _ROW,
]  # fmt: skip
_BEHIND = {**_HEAD, "figure": _EACH[1], "index": 1, "rows": [], "count": 0, "page": 0, "pages": 1}
_SPANS = ("week", "month", "quarter", "year")

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "report/menu": [{"names": list(REPORTS)}, {"names": ["money"]}],
    "report/periods": [
        {"report": "quality", "periods": [{"span": s, "this": "2026-Q4", "last": "20250101-20261122"} for s in _SPANS]}
    ],
    "report/card": [
        {**_HEAD, "figures": [], "defined": False, "book": False},
        {**_HEAD, "figures": _EACH, "defined": False, "book": True},
        {**_LONG, "figures": _EACH, "defined": True, "book": True},
    ],
    "report/behind": [
        _BEHIND,
        {**_LONG, **{k: _BEHIND[k] for k in ("figure", "index")}, "rows": _ROWS, "count": 62, "page": 9, "pages": 11},
    ],
    "report/ask_days": [{"ask": ask("days")}, {"ask": ask("days", unclear="days")}],
}
