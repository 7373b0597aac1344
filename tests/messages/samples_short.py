"""Values of questions of one tap: how a forum was, why so few stars, what the desk reads and writes down."""

from datetime import timedelta
from typing import Any

from domain.shorts import REASONS
from domain.survey import Grade
from handlers.shorts import DONE
from tests.messages.repairs import FIRST, LONG, NOW, SLY, ask, ours, said

_ALL = tuple(dict.fromkeys(key for keys in REASONS.values() for key in keys))


def _p(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "number": "261122-003",
        "flow": "repair",
        "stars": 1,
        "at": NOW,
        "words": None,
        "by": None,
        "done": None,
        "done_at": None,
    }
    return {**plain, **more}


def counts(*wishes: str, answered: int = 3) -> dict[str, Any]:
    """What came of a forum."""
    return {
        "asked": 5,
        "answered": answered,
        "grades": [{"grade": str(g), "count": n} for n, g in enumerate(Grade)],
        "wishes": list(wishes),
    }


_POOR = [
    _p(), *(_p(words=key, stars=2) for key in _ALL), *(_p(flow=flow, words=SLY) for flow in REASONS), _p(words=LONG),
    *(_p(words="slow", by="陈静", done=key, done_at=NOW + timedelta(hours=2)) for key in DONE), _p(by=SLY, done=LONG, done_at=NOW),
]  # fmt: skip
_ACTIVITY = {"title": "绿化座谈会", "on": NOW, "grade": None, "wish": None}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "short/activity": [
        _ACTIVITY, {**_ACTIVITY, "title": SLY}, {**_ACTIVITY, "title": LONG, "grade": "satisfied", "wish": LONG},
        *({**_ACTIVITY, "grade": str(g)} for g in Grade), {**_ACTIVITY, "wish": SLY},
    ],
    "short/report": [
        {"title": "绿化座谈会", "on": NOW, "s": counts(answered=0)}, {"title": SLY, "on": NOW, "s": counts(SLY)},
        {"title": LONG, "on": NOW, "s": counts(*[LONG] * 12)},
    ],
    "short/poor": [{"s": one} for one in _POOR],
    "short/list": [
        {"rows": [], "page": 0, "more": False}, {"rows": [], "page": 2, "more": False},
        {"rows": [{"id": 123456789, **one} for one in _POOR[:6]], "page": 1, "more": True},
    ],
    "short/over": [{}],
    "short/toast_thanks": [{}],
    "short_wish/ask_words": [{"ask": ask("words", **FIRST)}],
    "short_done/ask_words": [{"ask": ask("words", *ours("short_done", *DONE), **FIRST)}],
    "order_comment/ask_words": [{"ask": ask("words", *ours("few_stars", *REASONS["order"]), skip=True)}],
    "repair_comment/ask_words": [{"ask": ask("words", *ours("few_stars", *REASONS["repair"]), skip=True), "a": said(_stars=1)}],
    "complaint_comment/ask_text": [{"ask": ask("text", *ours("few_stars", *REASONS["complaint"]), skip=True)}],
}  # fmt: skip
