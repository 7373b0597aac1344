"""Values of visits: the card, the month's lists, reminders, the summary, the questions."""

from datetime import date, timedelta
from typing import Any

from domain.visits import How, Purpose, Status
from handlers.answers import Option
from handlers.visits import REASONS, RESULTS
from tests.messages.repairs import (
    BUILDING,
    FIRST,
    LONG,
    NOW,
    SLY,
    ask,
    ours,
    said,
)

_DAY = date(2026, 11, 23)
_HOME = Option("u7", "3栋2单元1502", keeps={"unit": 7, "label": "3栋2单元1502"})
_PEOPLE = [
    {"name": "王芳", "relation": "owner", "phone": "13800000001"},
    {"name": SLY, "relation": "tenant", "phone": None},
]
_MATTERS = [
    {"number": "261122-003", "flow": "repair", "words": LONG, "at": NOW},
    {"number": "261122-004", "flow": "repair", "words": "", "at": NOW},
]
_LAST = {"at": NOW - timedelta(days=60), "how": "door", "by": "陈静", "opinion": LONG, "result": "answered"}
_FEW = {"at": NOW - timedelta(days=60), "how": None, "by": SLY, "opinion": None, "result": None}


def _v(**more: Any) -> dict[str, Any]:
    plain = {
        "home": "3栋2单元1502", "status": "planned", "purpose": "round", "round": 2, "planned_on": _DAY, "late": False,
        "butler": "陈静", "people": _PEOPLE, "matters": [], "last": None, "how": None, "met": None, "opinion": None,
        "result": None, "reason": None, "done_at": None, "became": [],
    }  # fmt: skip
    return {**plain, **more}


_DONE = _v(
    status="done", how="door", met="王芳", opinion="路灯太暗", result="passed_on", done_at=NOW,
    became=[{"number": "261122-009", "flow": "repair"}] * 2,
)  # fmt: skip
_OWN = {"done", "put_off", "missed"}


def _row(**more: Any) -> dict[str, Any]:
    plain = {
        "id": 123456789,
        "home": "3栋2单元1502",
        "status": "planned",
        "on": _DAY,
        "late": False,
        "purpose": "round",
        "opinion": None,
        "how": None,
    }
    return {**plain, **more}


def _c(**more: Any) -> dict[str, Any]:
    plain = {"id": 123456, "name": "陈静", "whole": 15, "done": 9, "missed": 0, "left": 6, "late": 0, "extra": 0, "opinions": 0, "cases": 0,
             "share": 60, "how": {}}  # fmt: skip
    return {**plain, **more}


_BUSY = _c(name=SLY, missed=1, late=2, extra=3, opinions=4, cases=2, how={"door": 5, "phone": 3, "met": 1})
_ROWS = [
    _row(late=True), _row(purpose="fees"), _row(status="done", opinion=LONG), _row(status="missed"), _row(status="dropped", on=None), _row(on=None),
]  # fmt: skip
_SUMMARY = {
    "month": _DAY,
    "rows": [_c(), _BUSY],
    "whole": 30,
    "done": 18,
    "share": 60,
    "left": 11,
    "missed": 1,
    "opinions": 5,
    "cases": 2,
    "key": "2026-11",
    "reviewed": None,
    "back": {
        "rate": 96,
        "done": 24,
        "finished": 25,
        "on_time": 91,
        "in_time": 22,
        "due": 24,
        "faults": 3,
        "told": 2,
        "unreached": 1,
    },
    "again": [{"where": "3-2-1502", "category": "leak", "number": 3}, {"where": SLY, "category": "power", "number": 2}],
    "major": [
        {"number": "261122-009", "flow": "repair", "status": "assigned"},
        {"number": "261122-010", "flow": "complaint", "status": "handed"},
    ],
    "major_count": 2,
}
_NOTHING = {
    "rate": None,
    "done": 0,
    "finished": 0,
    "on_time": None,
    "in_time": 0,
    "due": 0,
    "faults": 0,
    "told": 0,
    "unreached": 0,
}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "visit/card": [
        {"v": _v(matters=_MATTERS, last=_LAST), "can": _OWN},
        {"v": _v(late=True, last=_FEW, people=[], round=None), "can": _OWN | {"assign"}},
        {"v": _v(butler=SLY, home=SLY, planned_on=None), "can": set()},
        *({"v": _v(purpose=str(p)), "can": _OWN} for p in Purpose),
        *({"v": _v(status=str(s)), "can": set()} for s in Status),
        {"v": _DONE, "can": {"turn"}},
        {"v": _v(status="done", how="met", opinion=SLY, result=SLY, met=SLY, done_at=NOW), "can": set()},
        *({"v": _v(status="done", how=str(h), done_at=NOW), "can": set()} for h in How),
        {"v": _v(status="missed", reason="away"), "can": {"done"}},
        {"v": _v(status="missed", reason=SLY), "can": {"done"}},
    ],
    "visit/list": [
        {"rows": [], "page": 0, "more": False, "month": _DAY, "head": False, "count": None, "name": None, "staff": 5},
        {"rows": [], "page": 3, "more": False, "month": _DAY, "head": True, "count": _c(), "name": SLY, "staff": 123456},
        {"rows": _ROWS, "page": 0, "more": True, "month": _DAY, "head": True, "count": _BUSY, "name": None, "staff": 123456},
        {"rows": _ROWS[:2], "page": 1, "more": False, "month": _DAY, "head": False, "count": _c(), "name": "陈静", "staff": 5},
    ],
    "visit/team": [
        {"rows": [], "month": _DAY, "plan": False, "whole": 0, "done": 0},
        {"rows": [_c(), _BUSY], "month": _DAY, "plan": True, "whole": 30, "done": 18},
    ],
    "visit/planned": [{"month": "2026-11-01", "count": 15}],
    "visit/uncovered": [{"count": 12}],
    "visit/handed_on": [{"count": 4}],
    "visit/today": [
        {"homes": ["3栋2单元1502"], "count": 1, "late": 0, "ends": False},
        {"homes": ["3栋2单元1502", SLY], "count": 9, "late": 2, "ends": True},
    ],
    "visit/assigned": [{"v": _v(), "by": "周敏"}, {"v": _v(planned_on=None, purpose="complaint"), "by": SLY}],
    "visit/fees": [{"v": {**_DONE, "purpose": "fees"}}, {"v": {**_DONE, "result": None, "opinion": SLY}}],
    "visit/summary": [
        {**_SUMMARY, "so_far": False, "said": [
            {"home": "3栋2单元1502", "opinion": LONG, "result": "passed_on", "numbers": ["261122-009", "261122-010"]},
            {"home": SLY, "opinion": SLY, "result": None, "numbers": []},
        ]},
        {**_SUMMARY, "rows": [], "whole": 0, "done": 0, "share": None, "so_far": True, "said": [], "back": _NOTHING, "again": [],
         "major": [], "major_count": 0},
        *({**_SUMMARY, "so_far": False, "said": [], "reviewed": {"by": by, "words": words}}
          for by, words in (("周敏", None), (SLY, LONG), (None, None))),
    ],
    "visit/told_up": [{"count": 2}],
    "visit_review/ask_words": [{"ask": ask("words", skip=True, **FIRST)}],
    "visit/toast_planned": [{"count": 15}],
    "visit/plan_stands": [{}],
    "visit/day_past": [{}],
    "visit_record/ask_how": [{"ask": ask("how", *ours("visit_how", *How), **FIRST)}],
    "visit_record/ask_met": [
        {"ask": ask("met", Option("p5", "王芳", note="owner"), Option("p6", SLY, note="tenant"), skip=True)},
    ],
    "visit_record/ask_heard": [{"ask": ask("heard", skip=True)}, {"ask": ask("heard", skip=True, unclear="other")}],
    "visit_record/ask_result": [{"ask": ask("result", *ours("visit_result", *RESULTS), skip=True)}],
    "visit_record/summary": [
        {"a": said(how="door", met={"person": 5, "name": SLY}, heard=LONG, result="answered"), "ask": ask("summary", changes=["how", "met", "heard", "result"])},
        {"a": said(how="met"), "ask": ask("summary", changes=["how"], back=False)},
        {"a": said(how="phone", heard=SLY, result=SLY), "ask": ask("summary", changes=["how", "heard", "result"])},
    ],
    "visit_put_off/ask_day": [
        {"ask": ask("day", Option("d1124", "11月24日(周二)"), **FIRST)}, {"ask": ask("day", Option("d1124", "明天"), unclear="moment")},
    ],
    "visit_missed/ask_reason": [{"ask": ask("reason", *ours("visit_reason", *REASONS), **FIRST)}],
    "visit_assign/ask_to": [
        {"ask": ask("to", Option("s3", "陈静", note="desk"), Option("s4", SLY, note="butler"), **FIRST)},
        {"ask": ask("to", Option("s3", "陈静", note="desk"), pages=3, page=1)},
    ],
    "visit_add/ask_home": [
        {"ask": ask("home", Option("b3", "3栋"), Option("b10", "10栋"), **FIRST)},
        {"ask": ask("home", _HOME, typed="3-2-1502")},
        {"ask": ask("home", typed=SLY)},
    ],
    "visit_add/ask_entrance": [{"a": said(home=BUILDING), "ask": ask("entrance", Option("e0", "1"), Option("e1", "2"))}],
    "visit_add/ask_floor": [{"a": said(home=BUILDING, entrance="2"), "ask": ask("floor", Option("f0", "1"), Option("f1", "15"))}],
    "visit_add/ask_room": [{"a": said(home=BUILDING, entrance="2", floor=15), "ask": ask("room", Option("u7", "1502"))}],
    "visit_add/ask_purpose": [{"ask": ask("purpose", *ours("visit_purpose", *Purpose))}],
    "visit_add/ask_day": [{"ask": ask("day", Option("d1122", "今天"), Option("d1123", "明天"))}],
}  # fmt: skip
