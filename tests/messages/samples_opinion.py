"""Values of callbacks after surveys: a home in each state, the lists, what is sent of them, the questions."""

from datetime import date, timedelta
from typing import Any

from domain.opinions import Outcome, Reason
from handlers.answers import Option
from handlers.opinions import CONTENT_WORDS, MEASURE_WORDS
from tests.messages.repairs import FIRST, LONG, NOW, SLY, TOMORROW, ask, ours, r

_DAY = date(2026, 12, 20)
_DAYS = [Option("d1220", "12月20日"), Option("d1227", "12月27日")]
_ALL = {"content", "not_yet", "missed", "close", "complaint", "history"}
_CALLS = [
    {"at": NOW, "by": SLY if n else "周敏", "outcome": o, "words": (None, "explained", LONG)[n]}
    for n, o in enumerate(Outcome)
]


def _row(**more: Any) -> dict[str, Any]:
    plain = r(
        flow="opinion", category="opinion_dissatisfied", status="to_call", home="3栋2单元1502", words="水压小", worker=None, due=TOMORROW,
    )  # fmt: skip
    row = {
        "survey": "2026 年业户意见调查", "reason": Reason.DISSATISFIED, "reporter": "王女士", "phone": "13800001234", "improved": [], "measure": None,
        "items": [{"item": "供水", "grade": "very_dissatisfied", "words": ""}, {"item": "其他意见", "grade": None, "words": "水压小"}],
        "call_on": None, "overdue": False, "content": None, "complaint": None, "missed": 0, "calls": [],
    }  # fmt: skip
    return {**plain, **row, **more}


_ROWS = [
    _row(), _row(reporter=None, phone=None, items=[], category="opinion_key", reason=Reason.KEY),
    _row(status="call_again", call_on=_DAY, calls=_CALLS[:1], due=TOMORROW), _row(status="call_again", call_on=_DAY, overdue=True, calls=_CALLS, missed=1),
    _row(late_by=timedelta(hours=5), items=[{"item": "总体", "grade": 2, "words": ""}], complaint="261123-004"),
    _row(category="opinion_result", reason=Reason.RESULT, improved=[{"item": "供水", "measure": "更换水泵", "result": "水压正常"}]),
    _row(status="closed", content=True, outcome="现在好了", calls=_CALLS, due=None), _row(status="closed", content=False, outcome=LONG, due=None),
    _row(
        survey=LONG, reporter=SLY, calls=_CALLS, improved=[{"item": LONG, "measure": LONG, "result": LONG}] * 2,
        items=[{"item": LONG, "grade": "very_dissatisfied", "words": LONG}] * 6,
    ),
]  # fmt: skip
_LIST = [
    {"id": 1234567 + n, "home": SLY if n else "3栋2单元1502", "reason": reason, "status": "to_call", "call_on": _DAY if n == 1 else None,
     "due": TOMORROW if n != 2 else None, "late_by": timedelta(hours=5) if n == 3 else None}
    for n, reason in enumerate([*Reason, Reason.KEY])
]  # fmt: skip
_NAMES = [{"name": "2026 年业户意见调查"}, {"name": SLY}, {"name": LONG}]


def _survey(**more: Any) -> dict[str, Any]:
    return {
        "name": "2026 年业户意见调查",
        "all": 4,
        "over": 1,
        "rows": [],
        "page": 0,
        "more": False,
        "can": {"opinion_book", "opinion_key"},
        **more,
    }


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "opinion/card": [{"can": can, "r": row} for row in _ROWS for can in (set(), _ALL)],
    "opinion/list": [
        {"rows": [], "page": 0, "more": False}, {"rows": _LIST, "page": 0, "more": False}, {"rows": _LIST * 2, "page": 2, "more": True},
    ],
    "opinion/survey": [
        _survey(), _survey(all=0, over=0, can=set()), _survey(rows=_LIST), _survey(rows=_LIST * 2, page=1, more=True, name=LONG, can={"opinion_book"}),
    ],
    "opinion/told": [
        {"homes": 3, "due": due, "reason": reason, **one} for one in _NAMES for reason in Reason for due in (None, TOMORROW)
    ],
    "opinion/book": _NAMES,
    **{f"opinion/{n}": [{}] for n in ("anonymous", "being_called", "day_past", "complained", "toast_missed")},
    "opinion_content/ask_words": [{"ask": ask("words", *ours("opinion_said", *CONTENT_WORDS), **FIRST)}],
    "opinion_not_yet/ask_measure": [{"ask": ask("measure", *ours("opinion_done", *MEASURE_WORDS), **FIRST)}],
    "opinion_not_yet/ask_on": [{"ask": ask("on", *_DAYS)}, {"ask": ask("on", unclear="moment")}],
    "opinion_close/ask_reason": [{"ask": ask("reason", **FIRST)}],
}  # fmt: skip
