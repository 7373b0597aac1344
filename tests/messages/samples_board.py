"""Values of the board, of the list of what is late, of the search and of merged reminders."""

from datetime import datetime, timedelta
from typing import Any

from domain.board import Flag, Head, View
from domain.people import Team
from services.board import BUILDINGS, PAGE
from tests.messages.repairs import GARAGE, HELD, LATE, LONG, NOW, NOWHERE, SLY, ask, r, urgent

_BOUNDS = (timedelta(hours=24), timedelta(hours=72))
_GROUPED: dict[str, Any] = {"home": None, "reporter": None, "phone": None, "worker_phone": None}


def _row(number: int, given: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": number, "r": given, "held": False, "since": NOW, "late": None, **more}


_ROWS = [
    _row(1, urgent(**LATE), late=timedelta(minutes=40)),
    _row(2, r(**HELD), held=True),
    _row(3, r(**{**GARAGE, "words": LONG}), late=timedelta(days=3)),
    _row(4, r(**NOWHERE, worker=SLY)),
    _row(5, r(**_GROUPED)),
    _row(6, r(worker=None, status="reported")),
]


def _choices(view: View, page: int) -> dict[str, str]:
    buttons = {**{f"flag_{f}": f for f in Flag}, **{f"team_{t}": t for t in Team}}
    return {name: f"0__{what}_0" for name, what in buttons.items()} | {
        name: view.at(max(n, 0)).encoded() for name, n in (("before", page - 1), ("after", page + 1), ("again", page))
    }


def _board(rows: list[dict[str, Any]], view: View, **more: Any) -> dict[str, Any]:
    plain = {
        "at": NOW, "heads": [Head(Team.ENGINEERING, 12, 3, 2, 1, (5, 4, 3))], "bounds": _BOUNDS, "rows": rows, "count": len(rows),
        "page": view.page, "pages": 1, "view": view, "building": None, "teams": [], "flags": [*Flag],
        "choices": _choices(view, view.page), "picks": True,
    }  # fmt: skip
    return {**plain, **more}


_EVERY = [Head(team, 2000, 300, 20, 10, (900, 800, 300)) for team in Team]
_WIDE = View(9999, Team.ENGINEERING, Flag.URGENT, 9999)


def _d(**more: Any) -> dict[str, Any]:
    plain = {
        "kind": "arrive",
        "due_at": NOW,
        "late": timedelta(minutes=8),
        "taken_by": None,
        "paused_at": None,
        "paused_reason": None,
    }
    return {**plain, **more}


_AT: datetime = NOW
_LATE = [
    {"id": 1, "r": urgent(**LATE), "d": _d()},
    {"id": 2, "r": r(), "d": _d(kind="finish", taken_by=SLY)},
    {"id": 3, "r": r(**GARAGE), "d": _d(kind="callback", late=timedelta(days=30))},
    {"id": 4, "r": r(**_GROUPED), "d": _d()},
]
_PAUSED = [
    {"id": 1, "r": r(), "d": _d(paused_at=_AT, paused_reason="parts")},
    {"id": 2, "r": urgent(), "d": _d(paused_at=_AT, paused_reason=LONG, late=None)},
]


def _overdue(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    plain = {"rows": rows, "late": [(Team.ENGINEERING, 3), (Team.DESK, 1)], "late_count": 4, "paused_count": 2, "paused": False,
             "page": 0, "more": False, "at": NOW}  # fmt: skip
    return {**plain, **more}


def _found(text: str, rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"text": text, "count": len(rows), "bounded": False, "rows": rows, "page": 0, "pages": 1, **more}


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "board/board": [
        _board([], View(), heads=[], picks=False),
        _board(_ROWS, View()),
        _board(_ROWS[:1], View(1, Team.DESK, Flag.LATE, 2), heads=_EVERY, teams=list(Team), pages=3, building=LONG),
        _board([_ROWS[0]] * PAGE, _WIDE, heads=_EVERY, teams=list(Team), pages=10_000, count=60_000, building=SLY),
    ],
    "board/buildings": [
        {"rows": [], "every": View().encoded()},
        {
            "rows": [{"name": n, "count": 99, "to": _WIDE.encoded()} for n in ("3栋", SLY)] * (BUILDINGS // 2),
            "every": "0__all_0",
        },
    ],
    "board/overdue": [
        _overdue([], late=[], late_count=0, paused_count=0),
        _overdue([], page=3),
        _overdue(_LATE),
        _overdue(_LATE, page=1, more=True),
        _overdue(_PAUSED, paused=True),
        _overdue(_PAUSED, paused=True, page=1, more=True),
        _overdue([], paused=True, paused_count=0),
    ],
    "board/merged": [
        {"count": 6, "lines": [f"⏰ 还剩 {n} 分钟 · 报修 261122-00{n}" for n in range(6)]},
        {"count": 400, "lines": [LONG, SLY] * 20},
    ],
    "board/toast_fresh": [{}],
    "search/ask_what": [{"ask": ask("what", back=False)}, {"ask": ask("what", unclear="search", typed="！")}],
    "search/found": [
        _found("没有", []),
        _found("漏水", _ROWS),
        _found(LONG, _ROWS[:1], page=2, pages=9, bounded=True, count=60),
        _found(SLY, _ROWS[1:], page=0, pages=2),
    ],
}
