"""Values of the figures' cards and questions, and of the calendar's: every figure of the catalogue among them."""

from datetime import UTC, date, datetime
from typing import Any

from domain.standards import CATALOGUE, Kind, Standard, as_text
from handlers.answers import Option
from handlers.settings import PAGE, suggestions
from services.standards import face, subject_of, subjects
from tests.messages.samples_common import HOSTILE, LONG, NAME, asking

_AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
#: Kinds that no figure has yet.
_NEW = (
    Standard("test.fee", Kind.FEN, 12_000, "", "", ("FEE-01",), "装修押金", "Deposit", 0, 100_000_00),
    Standard("test.words", Kind.TEXT, HOSTILE, "", "", (), "名称" * 40, "Name " * 20, 1, 200),
    Standard("test.switch", Kind.FLAG, True, "", "", ("X-18",), "开关", "Switch"),
)
_ALL = (*CATALOGUE, *_NEW)


def _row(s: Standard, **more: Any) -> dict[str, Any]:
    return {**face(s), "value": as_text(s, s.default), "own": False, **more}


def _about(s: Standard, **more: Any) -> dict[str, Any]:
    return {"key": s.key, "now": as_text(s, s.default), "_about": face(s), "_community": 1, "_seen": 0, **more}


def _values(s: Standard) -> list[Option]:
    return [Option(f"v{n}", note=s.key, keeps=as_text(s, value)) for n, value in enumerate(suggestions(s))]


def _save(s: Standard, note: str, since: bool = False, by: str | None = NAME) -> list[Option]:
    now = as_text(s, s.default)
    return [Option("7", note=note, keeps={"change": 7, "now": now, "since": since, "by": by})]


def _save_day(moved: str, by: str | None = None, **more: Any) -> list[Option]:
    return [Option("0", note=moved, keeps={"stamp": "0", "set": False, "by": by, "kind": "off", "note": "", **more})]


_EFFECTS = ("0", "1", "12", "300+")
_DAY = "2026-12-31"
_ROWS = [
    {"since": date(2026, 11, 23), "until": date(2026, 11, 23), "works": False, "note": NAME, "own": True},
    {"since": date(2026, 11, 28), "until": date(2026, 11, 28), "works": True, "note": "", "own": True},
    {"since": date(2027, 1, 1), "until": date(2027, 1, 3), "works": False, "note": "元旦", "own": False},
    {"since": date(2027, 2, 7), "until": date(2027, 2, 7), "works": True, "note": "", "own": False},
]
_LIST: dict[str, Any] = {"holidays": "cn", "days": "calendar", "hours": "1-5 08:30-12:00,14:00-18:00;6 09:00-12:00"}

_STANDARDS: dict[str, list[dict[str, Any]]] = {
    "standards/subjects": [
        {"community": "阳光花园", "rows": [{"subject": s, "own": n} for n, s in enumerate(subjects())]},
        {"community": NAME, "rows": [{"subject": "something_new", "own": 0}]},
    ],
    "standards/list": [
        {"subject": subject, "page": page, "more": page == 0, "rows": rows[page * PAGE : (page + 1) * PAGE]}
        for subject in subjects()
        for page in (0, 1)
        for rows in [[_row(s, own=page == 0) for s in CATALOGUE if subject_of(s) == subject]]
        if page * PAGE < len(rows)
    ],
    "standards/one": [{"s": _row(s), "subject": subject_of(s), "changed": False, "by": None, "at": None} for s in _ALL]
    + [
        {"s": _row(s, own=True), "subject": subject_of(s), "changed": True, "by": by, "at": _AT}
        for s, by in ((CATALOGUE[0], NAME), (CATALOGUE[1], None), (_NEW[1], HOSTILE))
    ],
    "standards/ask_value": [
        {"a": _about(s), "ask": asking("value", _values(s), unclear=unclear)}
        for s in _ALL
        for unclear in ("", "figure", "resumed")
    ],
    "standards/ask_save": [
        {"a": _about(s, value=as_text(s, s.default)), "ask": asking("save", _save(s, note))}
        for s in _ALL
        for note in _EFFECTS
    ]
    + [
        {"a": _about(s, value=as_text(s, s.default)), "ask": asking("save", _save(s, "1", True, by), unclear="changed")}
        for s in _ALL
        for by in (NAME, HOSTILE, None)
    ]
    + [{"a": _about(CATALOGUE[0], value="15"), "ask": asking("save", [], unclear="choose")}],
    "standards/saved": [{"s": face(s), "now": as_text(s, s.default), "subject": subject_of(s)} for s in _ALL],
    "standards/told": [
        {"s": face(s), "before": as_text(s, s.default), "after": as_text(s, s.default), "by": by, "community": place}
        for s in _ALL
        for by, place in ((NAME, "阳光花园"), (None, NAME))
    ],
    "standards/changed_meanwhile": [{"s": face(s), "now": as_text(s, s.default)} for s in CATALOGUE],
}
_CALENDAR: dict[str, list[dict[str, Any]]] = {
    "calendar/list": [
        {**_LIST, "rows": _ROWS, "unpublished": []},
        {**_LIST, "rows": _ROWS * 3, "unpublished": [2026, 2027]},
        {"rows": [], "hours": "1-7 00:00-00:00", "holidays": "none", "days": "working", "unpublished": []},
    ],
    "calendar/ask_day": [
        {"ask": asking("day", [Option("20261122", "今天"), Option("20261123", "明天")], unclear=unclear, back=False)}
        for unclear in ("", "workday", "workday_past", "resumed")
    ],
    "calendar/ask_kind": [
        {
            "a": {"day": _DAY},
            "ask": asking("kind", [Option("off", group="workday"), Option("work", group="workday")], unclear=unclear),
        }
        for unclear in ("", "choose")
    ],
    "calendar/ask_note": [
        {"a": {"day": _DAY, "kind": kind}, "ask": asking("note", skip=True, unclear=unclear)}
        for kind, unclear in (("off", ""), ("work", "other"))
    ],
    "calendar/ask_save": [
        {"a": {"day": _DAY, "kind": kind, "note": words}, "ask": asking("save", _save_day(note))}
        for kind, words in (("off", None), ("work", LONG), ("off", HOSTILE))
        for note in _EFFECTS
    ]
    + [
        {
            "a": {"day": _DAY, "kind": "off", "note": HOSTILE},
            "ask": asking("save", _save_day("1", by, set=True, kind=kind, note=words), unclear="changed"),
        }
        for by in (NAME, HOSTILE, None)
        for kind, words in (("work", LONG), ("off", ""))
    ],
    "calendar/saved": [{"day": date(2026, 12, 31), "works": works} for works in (True, False)],
    "calendar/told": [
        {"by": by, "day": date(2026, 12, 31), "note": note, "removed": removed, "works": works}
        for by, note, removed, works in ((NAME, "", True, True), (HOSTILE, LONG, False, False))
    ],
    "calendar/toast_removed": [{"day": date(2026, 12, 31)}],
    "calendar/unpublished": [{"community": place, "year": 2027} for place in ("阳光花园", NAME)],
    "calendar/passed": [{}],
    "calendar/closed": [{}],
}
SAMPLES = {**_STANDARDS, **_CALENDAR}
