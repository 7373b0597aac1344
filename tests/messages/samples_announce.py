"""Values of announcements and of the call list."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.announcements import WHO, Kind, Status
from domain.calls import Reason
from domain.people import Role
from handlers.announcements import LONGEST_WORDS
from handlers.answers import Option
from tests.messages.samples_common import HOSTILE, LONG, NAME, asking

_AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
_END = _AT + timedelta(hours=3)
_WORDS = "小区游泳池下周一起检修，预计三天。\n需要的住户请提前安排。"


def _n(kind: str = "notice", **more: Any) -> dict[str, Any]:
    cut = kind != "notice"
    plain = {
        "kind": kind, "words": "" if cut else _WORDS, "community": "阳光花园", "buildings": [], "floors": None,
        "cut_from": _AT if cut else None, "cut_to": _END if cut else None, "reminder": False,
    }  # fmt: skip
    return {**plain, **more}


_WIDE = _n(
    buildings=[f"{n}栋" for n in range(1, 30)], floors=(1, 6), words=(HOSTILE + LONG)[:LONGEST_WORDS], community=NAME
)
_NIGHT = _n(
    "power", cut_to=_AT + timedelta(days=2), buildings=["3栋"], floors=(5, 5), words="变压器检修", reminder=True
)
_NOTICES = [_n(), _WIDE, _NIGHT, *(_n(kind) for kind in Kind)]


def _c(status: str = "draft", **more: Any) -> dict[str, Any]:
    plain = {
        "status": status, "who": "residents", "roles": [], "relations": ["owner"], "reach": 1203, "others": 88,
        "takes": timedelta(seconds=55), "planned_at": None, "until_at": _END, "remind_at": None, "maker": "陈静", "by": None,
        "reason": None, "started": False, "everybody": 0, "sent": 0, "read": 0, "lost": 0, "no_chat": 0, "withdrawn": 0,
        "calls": False, "public": False, "corrected": None,
    }  # fmt: skip
    return {**plain, **more}


_RUNS = {"started": True, "everybody": 1203, "sent": 812, "read": 310, "lost": 14, "no_chat": 88, "by": NAME}
_DRAFTED = {"ask", "change", "drop"}


def _row(**more: Any) -> dict[str, Any]:
    plain = {"id": 1, "kind": "notice", "words": _WORDS, "status": "done", "at": _AT, "cut_from": None, "cut_to": None}
    return {**plain, "until_at": _END, "public": True, **more}


_ROWS = [
    *(_row(status=status) for status in Status),
    _row(kind="water", words="", cut_from=_AT, cut_to=_END, id=10**12),
]
_LISTS = [
    {"rows": [], "page": 0, "more": False},
    {"rows": _ROWS, "page": 0, "more": True},
    {"rows": [_row(words=HOSTILE + LONG)], "page": 3, "more": False},
]


def _keys(group: str, names: Any) -> list[Option]:
    return [Option(str(name), group=group) for name in names]


_SPANS = [Option("11230900", "明天 09:00–12:00"), Option("11231400", "明天 14:00–18:00")]
_BUILDINGS = [Option(f"b{n}", f"{n}栋") for n in range(1, 25)]


def _line(**more: Any) -> dict[str, Any]:
    plain = {
        "id": 5,
        "home": "3栋2单元1502",
        "number": None,
        "kind": "water",
        "period": None,
        "reason": "no_chat",
        "since": _AT,
        "tries": 0,
    }
    return {**plain, **more}


def _seen(**more: Any) -> dict[str, Any]:
    plain = {
        "name": "王芳", "phone": "+8613800138000", "homes": ["3栋2单元1502"], "reason": "no_chat", "status": "open",
        "number": None, "since": _AT, "tries": 0, "at": None, "by": None, "text": "", "open": True,
    }  # fmt: skip
    return {**plain, **more}


_TALKS: dict[str, list[dict[str, Any]]] = {
    "announce/ask_kind": [{"ask": asking("kind", _keys("announcement", Kind), back=False)}],
    "announce/ask_cut": [{"ask": asking("cut", _SPANS)}, {"ask": asking("cut", _SPANS, unclear="cut")}],
    "announce/ask_end": [{"a": {"cut": [_AT.isoformat(), None]}, "ask": asking("end", _SPANS, unclear="cut")}],
    "announce/ask_words": [
        {"ask": asking("words")},
        {"ask": asking("words", _keys("announce_services", ("services",)), unclear="long_words")},
    ],
    "announce/ask_cause": [{"ask": asking("cause", skip=True)}],
    "announce/ask_who": [{"ask": asking("who", _keys("audience", [*WHO, "roles"]))}],
    "announce/ask_roles": [
        {"ask": asking("roles", _keys("role", Role), collects=True)},
        {"ask": asking("roles", _keys("role", Role), collects=True, collected=["butler", "desk"])},
    ],
    "announce/ask_buildings": [
        {"ask": asking("buildings", _BUILDINGS, collects=True, skip=True)},
        {
            "ask": asking(
                "buildings", _BUILDINGS, pages=2, collects=True, skip=True, collected=[str(n) for n in range(99)]
            )
        },
    ],
    "announce/ask_floors": [
        {"ask": asking("floors", skip=True)},
        {"ask": asking("floors", skip=True, unclear="floors")},
    ],
    "announce/ask_until": [{"ask": asking("until", skip=True)}, {"ask": asking("until", skip=True, unclear="moment")}],
    "announce/ask_when": [{"ask": asking("when", [*_keys("announce_when", ["now"]), *_SPANS], unclear="moment")}],
    "announce_refuse/ask_reason": [{"ask": asking("reason", back=False)}],
    "announce_stop/ask_reason": [{"ask": asking("reason", back=False, skip=True)}],
}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    **_TALKS,
    "announce_stop/ask_correct": [
        {
            "a": {"_having": 412, "reason": reason},
            "ask": asking("correct", _keys("announce_correct", ["tell", "leave"])),
        }
        for reason in (None, HOSTILE + LONG)
    ],
    "announce/corrected": [{"n": n, "reason": reason} for n in _NOTICES for reason in (None, HOSTILE + LONG)],
    "announce/notice": [{"n": n, "read": read} for n in _NOTICES for read in (False, True)],
    "announce/shown": [{"n": n} for n in _NOTICES],
    "announce/card": [
        {"n": _n(), "c": _c(), "can": _DRAFTED},
        {"n": _n("water"), "c": _c(calls=True, who="", roles=list(Role)), "can": _DRAFTED | {"at_once"}},
        {
            "n": _WIDE,
            "c": _c("asked", planned_at=_AT, who="", roles=["butler"], relations=[]),
            "can": {"approve", "refuse", "drop"},
        },
        {"n": _NIGHT, "c": _c("running", **_RUNS, calls=True, remind_at=_AT), "can": {"stop"}},
        {"n": _WIDE, "c": _c("stopped", **_RUNS, withdrawn=303, reason=HOSTILE + LONG), "can": {"again"}},
        {"n": _n("water"), "c": _c("stopped", **_RUNS, calls=True, corrected=0), "can": set()},
        {"n": _n("gas"), "c": _c("stopped", **{**_RUNS, "by": None}, reason="too_late"), "can": set()},
        *({"n": _n(), "c": _c(status), "can": set()} for status in Status),
        *({"n": _n(), "c": _c(who=who), "can": set()} for who in WHO),
    ],
    "announce/refused": [{"kind": kind, "by": NAME, "reason": HOSTILE + LONG} for kind in Kind],
    "announce/all": _LISTS,
    "announce/current": _LISTS,
    **{
        f"announce/{name}": [{}]
        for name in (
            "toast_asked",
            "toast_approved",
            "toast_dropped",
            "toast_read",
            "toast_read_before",
            "cut_over",
            "too_late",
            "until_past",
            "nobody",
            "no_head",
        )
    },  # fmt: skip
    "calls/buildings": [
        {"rows": [], "zone": False},
        {"rows": [{"code": "3", "name": "3栋", "count": 12}, {"code": "", "name": "", "count": 1}], "zone": True},
        {"rows": [{"code": str(n), "name": NAME, "count": 10_000} for n in range(60)], "zone": False},
    ],
    "calls/list": [
        {"rows": [], "code": "3", "name": "3栋", "page": 0, "more": False},
        {"rows": [_line(reason=reason, tries=2) for reason in Reason], "code": "", "name": "", "page": 0, "more": True},
        {
            "rows": [
                _line(number="261122-003", kind=None, home=""),
                _line(kind=None),
                _line(kind=None, period="2026-12"),
            ],
            "code": "A",
            "name": NAME,
            "page": 2,
            "more": True,
        },
    ],
    "calls/card": [{"c": _seen(), "n": n, "fen": None, "period": None} for n in (_n("water"), _NIGHT)]
    + [
        {"c": c, "n": None, "fen": None, "period": None}
        for c in (
            _seen(text="您的报修已接单", number="261122-003", reason="blocked", tries=2, at=_AT, by=NAME),
            _seen(text=HOSTILE + LONG, name=NAME, phone=None, homes=[], reason="lost"),
            _seen(open=False, status="reached"),
        )
    ]
    + [{"c": _seen(name=NAME), "n": None, "fen": fen, "period": "2026-12"} for fen in (27_580, -500)]
    + [{"c": _seen(text="对帐单", reason="blocked"), "n": None, "fen": 27_580, "period": "2026-12"}],
    "calls/toast_done": [{}],
    "calls/toast_again": [{}],
}
