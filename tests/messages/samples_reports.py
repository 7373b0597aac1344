"""Sample values for the list of reports, a report's card, and the matters behind a figure."""

from datetime import UTC, date, datetime
from typing import Any

from handlers.answers import Option
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
        "about": None,
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
    figure("recurring_repair", 4, about=(SLY, "leak"), behind=4),
    figure("recurring_fault", 3, about=("garage", "lighting"), behind=3),
    figure("recurring_complaint", 6, about=("3栋", "noise"), behind=6),
    figure("recurring_groups", 3),
    figure("survey_satisfied", 91, "percent", part=91, whole=100, target=90, well=True),
]
_ROW = {"id": 7, "number": "261122-007", "r": r(), "since": date(2026, 11, 22), "missed": False}
_ROWS = [
    _ROW, {**_ROW, "r": urgent(), "missed": True}, {**_ROW, "r": None}, {**_ROW, "r": r(**NOWHERE, words=SLY)},
    {**_ROW, "r": r(home=None)}, _ROW,
]  # fmt: skip
_BEHIND = {**_HEAD, "figure": _EACH[1], "index": 1, "rows": [], "count": 0, "page": 0, "pages": 1}
_SUB = {
    "id": 3,
    "name": NAME,
    "report": "repairs",
    "every": "week",
    "day": 1,
    "at": "08:30",
    "next": datetime(2026, 11, 23, tzinfo=UTC),
}
_MONTHLY = {**_SUB, "report": "quality", "every": "month", "day": 31}
_SENT = {**_LONG, "figures": _EACH, "book": True, "id": 3, "so_far": False}
_WISH = {"report": "complaints", "how_often": "month", "day": "31", "at": "09:15", "who": {"id": 7, "label": SLY}}
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
    "report/recurring": [
        {"community": "桂苑", "first": date(2026, 11, 1), "last": date(2026, 11, 30), "so_far": False, "count": 0},
        {"community": NAME, "first": date(2025, 11, 1), "last": date(2026, 11, 30), "so_far": True, "count": 12},
    ],
    "report/summary": [
        {
            "title": "month",
            "community": "桂苑",
            "first": date(2026, 11, 1),
            "last": date(2026, 11, 30),
            "so_far": False,
            "reached": 0,
            "judged": 0,
            "missed": [],
            "recurring": 0,
            "period": "2026-11",
        },
        {
            "title": "other",
            "community": NAME,
            "first": date(2025, 1, 1),
            "last": date(2026, 11, 30),
            "so_far": True,
            "reached": 3,
            "judged": 12,
            "missed": ["repair_kept", "repair_response", "money_rate", "complaint_per_mille"],
            "recurring": 12,
            "period": "20250101-20261130",
        },
    ],
    "report/paper_number": [
        {"how": "value", "value": 92, "f": _EACH[1]},
        {"how": "target", "value": 50, "f": _EACH[4]},
        {"how": "plain", "value": None, "f": _EACH[2]},
    ],
    "report/subs": [
        {"rows": []},
        {
            "rows": [
                {**_SUB, "own": True},
                {**_MONTHLY, "own": False},
                {**_SUB, "every": "day", "own": False, "name": SLY},
            ]
        },
    ],
    "report/sent": [{**_HEAD, "figures": [], "book": False, "id": 1}, _SENT],
    "report/subscribed": [{"s": _SUB, "own": True}, {"s": {**_MONTHLY, "name": SLY}, "own": False}],
    "report/subscribed_for": [{"s": _SUB, "by": "郑经理"}, {"s": _MONTHLY, "by": SLY}],
    "report/toast_ended": [{}],
    "report_subscribe/ask_report": [{"ask": ask("report", Option("repairs", group="report_name"))}],
    "report_subscribe/ask_who": [{"ask": ask("who", Option("p7", SLY), Option("p8", "周敏"))}],
    "report_subscribe/ask_how_often": [
        {"ask": ask("how_often", *(Option(e, group="every") for e in ("day", "week", "month")))}
    ],
    "report_subscribe/ask_day": [
        {"ask": ask("day", *(Option(d, group="weekday") for d in "1234567"))},
        {"ask": ask("day", *(Option(d, group="month_day") for d in ("1", "15", "31")))},
    ],
    "report_subscribe/ask_at": [{"ask": ask("at", Option("t0", "08:00"))}, {"ask": ask("at", unclear="clock")}],
    "report_subscribe/summary": [
        {"a": _WISH, "ask": ask("summary", changes=["report", "who", "how_often", "day", "at"])},
        {"a": {"report": "money", "how_often": "day", "at": "08:00"}, "ask": ask("summary", changes=["how_often"])},
    ],
    "report/ask_days": [{"ask": ask("days")}, {"ask": ask("days", unclear="days")}],
}
