"""Sample values for digests and statistics: nothing at all, a usual day, far too much of everything."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.people import Team
from tests.messages.samples_common import LONG, NAME

_AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
_NONE: dict[str, Any] = {
    "reported": 0, "urgent": 0, "finished": 0, "on_time": None, "kept": 0, "promised": 0, "reopened": 0, "sent_back": 0,
    "stars": None, "rated": 0, "poor": 0,
}  # fmt: skip
_SOME: dict[str, Any] = {
    "reported": 38, "urgent": 5, "finished": 35, "on_time": 92, "kept": 35, "promised": 38, "reopened": 1, "sent_back": 2,
    "stars": "4.7", "rated": 28, "poor": 1,
}  # fmt: skip


def _decide(what: str, number: int, **more: Any) -> dict[str, Any]:
    plain = {"id": number, "number": f"261121-{number:03}", "category": "leak", "urgent": what == "late", "what": what}
    return {**plain, "kind": None, "since": _AT, "stars": None, **more}


_CALM = {
    "day": date(2026, 11, 21),
    "open": 0,
    "free": 0,
    "late": 0,
    "due": 0,
    "overloaded": [],
    "to_call": 0,
    "to_ask": 0,
    "paper": 0,
    "decide": [],
}
_BUSY = {
    "day": date(2026, 11, 21),
    "open": 120,
    "free": 7,
    "late": 4,
    "due": 9,
    "to_call": 14,
    "to_ask": 6,
    "paper": 2,
    "overloaded": [{"name": NAME, "number": 12}, {"name": "李强", "number": 9}, *[{"name": "赵军", "number": 6}] * 4],
    "decide": [_decide("late", 1, kind="arrive"), _decide("free", 2), _decide("poor", 3, stars=1)],
}
_TIMES = {"count": 5, "within": 4, "share": 80, "usual": timedelta(minutes=9), "longest": timedelta(minutes=22)}
_NO_TIMES = {"count": 0, "within": 0, "share": None, "usual": None, "longest": None}
_PARTS = [("night", 1), ("morning", 20), ("afternoon", 12), ("evening", 5)]


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"part": part, "whole": whole, "percent": part * 100 // whole if whole else None}


_QUIET = {"rate": _share(0, 0), "classes": [], "desk": _share(0, 0), "told": _share(0, 0), "faults": 0, "unreached": 0,
          "again": []}  # fmt: skip
_CALLED = {
    "rate": _share(30, 35), "desk": _share(4, 5), "told": _share(2, 3), "faults": 3, "unreached": 2,
    "classes": [{"sort": sort, **_share(9, 10)} for sort in ("urgent", "safety", "leak", "other")],
    "again": [{"where": "3栋2单元1502", "category": "leak", "number": 3}, {"where": LONG, "category": "door", "number": 4}],
}  # fmt: skip


def _period(span: str, times: dict[str, Any], **more: Any) -> dict[str, Any]:
    limits = {"response": timedelta(minutes=15), "urgent_finish": timedelta(hours=8), "small_finish": timedelta(days=2)}
    return {
        "span": span, "first": date(2026, 11, 16), "last": date(2026, 11, 22), "so_far": False, "community": "桂苑",
        "before": 0, **{key: {**times, "limit": limit} for key, limit in limits.items()}, "open": 0, "late": 0, "put_off": 0,
        "reasons": [], "categories": [], "charges": [], "parts_of_day": [(key, 0) for key, _ in _PARTS], "buildings": [],
        "teams": [], "causes": [], "callbacks": _QUIET, "handed_over": 0, "empty_homes": 0, **more,
    }  # fmt: skip


_FULL = _period(
    "month",
    _TIMES,
    so_far=True,
    community=NAME,
    before=31,
    open=12,
    late=3,
    put_off=4,
    reasons=[("parts", 2), ("owner_away", 1), (LONG, 1)],
    categories=[("leak", 9), ("water", 8), ("power", 6), ("drain", 5)],
    charges=[("free", 20), ("paid", 10), ("warranty", 5), ("public", 3)],
    parts_of_day=_PARTS,
    buildings=[("3", 9), ("2", 8), ("A", 7), ("12", 6)],
    teams=[("engineering", 30), ("cleaning", 8)],
    causes=[("厨房水槽", 4), (LONG, 3)],
    callbacks=_CALLED,
    handed_over=3,
    empty_homes=12,
)
_SHIFT = {
    "team": Team.ENGINEERING, "start": _AT, "end": _AT + timedelta(hours=12), "reported": 0, "finished": 0, "kept": 0,
    "promised": 0, "open": 0, "free": 0, "late": 0, "left": [],
}  # fmt: skip
_LEFT = [
    {"number": "261121-001", "category": "leak", "urgent": True},
    {"number": "261121-002", "category": "door", "urgent": False},
]

_NO_SHARE = _share(0, 0)
_FIELDS = ("validity", "subtype", "grade", "responsibility", "cause")
_NO_COMPLAINTS: dict[str, Any] = {
    "community": "桂苑", "first": date(2026, 11, 16), "last": date(2026, 11, 22), "so_far": False, "received": 0, "closed": 0,
    "withdrawn": 0, "open": 0, "reopened": 0, "first_answer": _NO_SHARE, "hand_over": _NO_SHARE, "closing": [],
    "categories": [], "teams": [], "judged": [{"field": f, "counts": [], "unjudged": 0} for f in _FIELDS], "causes_of": [],
    "valid_year": 0, "base": 0, "rate": None, "ceiling": "0.5", "within": None, "days": 14, "growing": [],
}  # fmt: skip
_GROWING = [{"building": f"{n}栋", "number": 5, "usual": "1.5"} for n in (1, 2, 12)] + [
    {"building": LONG, "number": 9, "usual": "0.0"}
]
_COMPLAINTS: dict[str, Any] = {
    **_NO_COMPLAINTS, "community": NAME, "so_far": True, "received": 38, "closed": 30, "withdrawn": 1, "open": 7,
    "reopened": 2, "first_answer": _share(33, 36), "hand_over": _share(30, 30),
    "closing": [{"grade": g, **_share(3, 4)} for g in ("minor", "important", "major", "")],
    "categories": [("cleaning", 12), ("noise", 9), ("parking", 7), ("fees", 5)],
    "teams": [("desk", 20), ("cleaning", 12), ("security", 6)],
    "judged": [
        {"field": "validity", "counts": [("valid", 20), ("unfounded", 8)], "unjudged": 10},
        {"field": "subtype", "counts": [("neglect", 9), ("upkeep", 5), ("help", 4), ("venting", 2)], "unjudged": 18},
        {"field": "grade", "counts": [("minor", 20), ("important", 15), ("major", 3)], "unjudged": 0},
        {"field": "responsibility", "counts": [("company", 20), ("several", 4)], "unjudged": 14},
        {"field": "cause", "counts": [], "unjudged": 38},
    ],
    "causes_of": [{"team": "cleaning", "cause": "slowness", "number": 6}, {"team": "desk", "cause": "wording", "number": 2}],
    "valid_year": 2, "base": 1860, "rate": "1.08", "within": False, "growing": _GROWING,
}  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "report/digest": [{**_NONE, **_CALM}, {**_SOME, **_BUSY}],
    "report/shift": [
        _SHIFT,
        {
            **_SHIFT,
            "reported": 3,
            "finished": 4,
            "kept": 3,
            "promised": 4,
            "open": 9,
            "free": 1,
            "late": 2,
            "left": _LEFT,
        },
    ],
    "report/statistics": [{**_NONE, **_period("week", _NO_TIMES)}, {**_SOME, **_FULL}],
    "report/complaints": [_NO_COMPLAINTS, _COMPLAINTS, {**_COMPLAINTS, "rate": "0.50", "within": True}],
    "report/complaint_trend": [{"days": 14, "growing": _GROWING[:1]}, {"days": 14, "growing": _GROWING}],
    "report/toast_made": [{}],
}
