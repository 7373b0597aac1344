"""Sample values for the messages of the rota and of the morning inquiry."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.inquiry import Answer
from domain.people import Team
from domain.rota import LineKind, Swap
from handlers.answers import Option
from handlers.shifts.writing import HOURS, PATTERNS
from store.duty_logs import LogKind
from tests.messages.samples_common import HOSTILE, LONG, NAME, asking

_TODAY = date(2026, 11, 22)
_START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_END = _START + timedelta(hours=12)
_GAPS = [[(_START + timedelta(days=n)).isoformat(), (_END + timedelta(days=n)).isoformat()] for n in range(5)]


def _line(kind: LineKind, days: list[int] | None = None, **more: Any) -> dict[str, Any]:
    plain = {"first": _TODAY, "last": None, "starts": "20:00", "ends": "08:00", "over": True}
    return {"kind": kind, "days": days or [], **plain, **more}


_LINES = [
    _line(LineKind.WEEKLY, [1, 2, 3, 4, 5, 6, 7]),
    _line(LineKind.WEEKLY, [1, 2, 3, 4, 5], starts="08:00", ends="20:00", over=False),
    _line(LineKind.WEEKLY, [6, 7]),
    _line(LineKind.WEEKLY, [1, 3, 5]),
    _line(LineKind.CYCLE, [31, 31]),
    _line(LineKind.ONCE, last=_TODAY),
    _line(LineKind.ABSENT, last=_TODAY + timedelta(days=9), starts="00:00", ends="00:00"),
    _line(LineKind.ABSENT, last=_TODAY),
]
_SHIFT = {"team": Team.ENGINEERING, "starts": _START, "ends": _END}
_SWAP = {**_SHIFT, "holder": NAME, "taker": "李强"}
_PEOPLE = [Option(f"s{n}", NAME if n > 20 else f"员工{n}") for n in range(24)]
_DAYS = [Option(f"2026-11-{n}", f"11月{n}日(周一)") for n in range(10, 24)]
_PATTERNS = [Option(key, group="pattern") for key in PATTERNS]
_HOURS = [Option(h.replace(":", ""), h) for h in HOURS]
_PERSON = {"team": "engineering", "person": {"staff": 7, "name": NAME}}
_FIRST = {"day": "2026-11-23", "said": "明天"}


def _planned(kind: LineKind, days: list[int], **more: Any) -> dict[str, Any]:
    first = {**_FIRST, "gaps": [], "more": 0, **more}
    return {**_PERSON, "pattern": {"kind": kind, "days": days}, "hours": ["20:00", "08:00"], "first": first}


def _without(answers: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key not in names}


_PLAN = _planned(LineKind.WEEKLY, [1, 3, 5])
_TEAMS = [Option(t, group="team") for t in Team]
_DAY = {"day": _TODAY, "rows": [], "away": []}
_FULL = {
    "day": _TODAY + timedelta(days=1),
    "rows": [{"starts": f"{n:02}:00", "ends": "08:00", "names": [NAME] * 9} for n in range(9)],
    "away": [NAME] * 9,
}


def _entry(**more: Any) -> dict[str, Any]:
    plain = {"starts": _START, "ends": _END, "came": _START, "left": None, "late": None, "note": None}
    return {"name": NAME, **plain, "signed_by": None, "signed_at": None, **more}


_BOOK = {"team": Team.ENGINEERING, "day": _TODAY, "back": 0, "oldest": False, "left": 0, "logs": []}


def _answer(status: Answer, **more: Any) -> dict[str, Any]:
    return {"team": Team.SECURITY, "name": NAME, "status": status, "words": None, "at": None, **more}


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "rota/teams": [{"teams": list(Team)}],
    "rota/week": [
        {"team": Team.ENGINEERING, "ahead": 0, "weeks": 26, "days": [_DAY] * 7},
        {"team": Team.DESK, "ahead": 26, "weeks": 26, "days": [_FULL] * 7},
        {"team": Team.DESK, "ahead": 1, "weeks": 26, "days": [_DAY, _FULL]},
    ],
    "rota/lines": [
        {"team": Team.ENGINEERING, "rows": [], "page": 0, "more": False},
        {"team": Team.ENGINEERING, "page": 1, "more": True,
         "rows": [{"id": 10**12 + n, "name": NAME, "line": line} for n, line in enumerate(_LINES)]},
    ],
    "rota/line": [{"team": Team.ENGINEERING, "name": NAME, "line": line} for line in _LINES],
    "rota/mine": [
        {"team": None, "rows": []},
        {"team": Team.ENGINEERING, "rows": [{"starts": _START, "ends": _END}] * 25},
    ],
    "rota/book_teams": [{"teams": list(Team)}],
    "rota/book": [
        {**_BOOK, "rows": []},
        {**_BOOK, "back": 366, "oldest": True, "left": 3,
         "logs": [{"kind": kind, "name": NAME, "at": _START, "words": LONG} for kind in LogKind] * 4, "rows": [
            _entry(note=LONG, late=timedelta(minutes=12), left=_END, signed_by=NAME, signed_at=_END),
            _entry(note=HOSTILE, starts=None, ends=None), _entry(came=None),
        ] * 4},
    ],
    "rota/saved": [
        {"team": Team.ENGINEERING, "name": NAME, "line": _LINES[0], "gaps": _GAPS, "more": 3},
        {"team": Team.ENGINEERING, "name": "李强", "line": _LINES[6], "gaps": [], "more": 0},
        {"team": Team.ENGINEERING, "name": "李强", "line": _LINES[6], "gaps": None, "more": 0},
    ],
    "rota/asked": [{}],
    "rota/swap": [
        {**_SWAP, "status": status, "mine": mine, "gives": gives}
        for status in Swap for mine in (True, False) for gives in (True, False)
    ],
    "rota/told_line": [{"by": NAME, "line": line} for line in _LINES],
    "rota/told_absent": [{"by": NAME, "line": line} for line in _LINES[6:]],
    "rota/told_ended": [{"by": NAME, "line": line} for line in _LINES],
    "rota/told_swapped": [{**_SWAP, "status": Swap.AGREED, "gives": gives} for gives in (True, False)],
    "rota/come": [_SHIFT],
    "rota/late_self": [_SHIFT],
    "rota/late": [{**_SHIFT, "name": NAME}],
    "rota/came_late": [{"team": Team.DESK, "name": NAME, "starts": _START, "late": timedelta(minutes=12)}],
    "rota/leave": [_SHIFT],
    "rota/gap_ahead": [_SHIFT],
    "rota/gap_now": [_SHIFT],
    "rota/no_log": [
        {"team": Team.DESK, "day": _START.date(), "names": names} for names in ([NAME], ["李强", HOSTILE], [NAME] * 12)
    ],
    "rota/unsigned": [{"team": Team.DESK, "name": NAME, "at": _START}],
    **{f"rota/{name}": [{}] for name in (
        "past_day", "shift_gone", "busy_then", "toast_ended", "toast_agreed", "toast_declined", "toast_withdrawn",
    )},
    **{f"{flow}/ask_team": [{"ask": asking("team", _TEAMS, back=False)}] for flow in ("rota_add", "rota_absent")},
    **{f"{flow}/ask_person": [
        {"ask": asking("person", _PEOPLE, pages=2)}, {"ask": asking("person", [], unclear="choose")},
    ] for flow in ("rota_add", "rota_absent")},
    "rota_add/ask_pattern": [
        {"a": _PERSON, "ask": asking("pattern", _PATTERNS, unclear=u)} for u in ("", "pattern", "resumed")
    ],
    "rota_add/ask_hours": [
        {"a": _without(_PLAN, "hours", "first"), "ask": asking("hours", _HOURS, unclear=u)} for u in ("", "hours")
    ],
    "rota_add/ask_first": [
        {"a": _without(_planned(kind, days), "first"), "ask": asking("first", _DAYS)}
        for kind, days in ((LineKind.ONCE, []), (LineKind.CYCLE, [2, 1]))
    ],
    "rota_add/summary": [
        {"a": _planned(LineKind.ONCE, [], gaps=_GAPS, more=2), "ask": asking("summary", changes=["team", "person", "pattern", "hours", "first"])},
        {"a": _PLAN, "ask": asking("summary", back=False)},
    ],
    "rota_absent/ask_first": [{"a": _PERSON, "ask": asking("first", _DAYS)}],
    "rota_absent/ask_last": [{"a": {**_PERSON, "first": _FIRST}, "ask": asking("last", _DAYS)}],
    "rota_absent/summary": [
        {"a": {**_PERSON, "first": _FIRST, "last": last}, "ask": asking("summary", changes=["team", "person", "first", "last"])}
        for last in (_FIRST, {"day": "2026-12-01", "said": "12月1日(周二)"})
    ],
    "rota_give/ask_shift": [
        {"ask": asking("shift", [])}, {"ask": asking("shift", [Option("17_2026-11-23", "明天 20:00–11月24日(周二) 08:00")] * 14)},
    ],
    "rota_give/ask_to": [
        {"a": {"shift": {"line": 17, "day": "2026-11-23", "said": LONG}}, "ask": asking("to", options)}
        for options in ([], _PEOPLE)
    ],
    "rota_take/ask_shift": [
        {"ask": asking("shift", [])}, {"ask": asking("shift", [Option("17_2026-11-23", "李强 · 明天 20:00–后天 08:00")] * 14)},
    ],
    "worklog/ask_words": [{"ask": asking("words", unclear=u)} for u in ("", "other")],
    "worklog/saved": [{}],
    "meeting/ask_team": [{"ask": asking("team", _TEAMS, back=False)}],
    "meeting/ask_words": [{"ask": asking("words")}],
    "meeting/points": [{"team": Team.DESK, "by": NAME, "words": words} for words in (LONG, HOSTILE)],
    "meeting/saved": [{"count": n} for n in (0, 1, 12)],
    "inquiry/asked": [
        {"day": _TODAY, "status": Answer.ASKED, "words": None}, {"day": _TODAY, "status": Answer.FINE, "words": None},
        {"day": _TODAY, "status": Answer.MATTER, "words": LONG}, {"day": _TODAY, "status": Answer.MATTER, "words": HOSTILE},
    ],
    "inquiry/card": [
        {"day": _TODAY, "rows": [_answer(Answer.ASKED), _answer(Answer.FINE), _answer(Answer.MATTER, words=LONG)]},
        {"day": _TODAY, "rows": [_answer(Answer.MATTER, words=LONG, team=None)] * 30},
    ],
    "inquiry/ask_words": [{"ask": asking("words", unclear=u)} for u in ("", "other")],
    "inquiry/thanks": [{}],
    "inquiry/toast_well": [{}],
}  # fmt: skip
