"""Values of measures after surveys: a row in each state, the table, its list, its file, what is sent of it, the questions."""

from datetime import date, timedelta
from typing import Any

from domain.people import Role, Team
from domain.reading.topics import TOPICS
from domain.survey.improvement import PlanStatus, Status
from handlers.answers import Option
from tests.messages.repairs import FIRST, LONG, NOW, SLY, TOMORROW, ask, ours, r

_DAY = date(2026, 12, 20)
_PEOPLE = [Option(f"s{n}", SLY if n else "吴工", note=role) for n, role in enumerate(Role)]
_DAYS = [Option("d1220", "12月20日"), Option("d1227", "12月27日")]
_ALL = {"fill", "done", "give", "send_back", "drop", "history", "table"}


def _row(**more: Any) -> dict[str, Any]:
    plain = r(
        flow="improvement", category="survey_problem", status="measure_wanted", home=None, place="桂苑", words="供水满意吗？", worker=None, due=TOMORROW,
    )  # fmt: skip
    row = {
        "survey": "2026 年业户意见调查", "problem": "供水", "by_hand": False, "rate": "80.0%", "team": Team.ENGINEERING, "measure": None,
        "planned_on": None, "done_on": None, "result": None, "reason": None, "with_manager": False, "overdue": False,
        "remarks": [{"topic": "water_supply", "number": 4, "example": "水压太小"}],
    }  # fmt: skip
    return {**plain, **row, **more}


_FULL = {
    "worker": SLY, "survey": LONG, "problem": LONG, "measure": LONG[:600], "reason": LONG, "planned_on": _DAY, "outcome": LONG,
    "remarks": [{"topic": topic, "number": 999, "example": SLY if n else LONG} for n, topic in enumerate(list(TOPICS)[:3])],
}  # fmt: skip
_ROWS = [
    _row(), _row(status="measure_planned", measure="更换水泵", worker="吴工", planned_on=_DAY, with_manager=True),
    _row(status="measure_wanted", reason="日期太晚", measure="更换水泵", planned_on=_DAY, due=None),
    _row(status="improving", measure="更换水泵", planned_on=_DAY, worker="吴工", overdue=True, due=NOW, late_by=timedelta(hours=2)),
    _row(status="closed", measure="更换水泵", planned_on=_DAY, done_on=_DAY, result="水压正常", outcome="水压正常", due=None),
    _row(status="closed", done_on=_DAY, result=LONG[:600], **_FULL), _row(status="cancelled", outcome="已换总机", by_hand=True, rate="", remarks=[]),
    *(_row(status=status, **_FULL) for status in Status),
]  # fmt: skip


def _p(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    plain = {
        "name": "2026 年业户意见调查", "community": "桂苑", "status": "gathering", "ended": NOW, "page": 0, "pages": 1, "count": len(rows), "wanted": 0,
        "improving": 0, "closed": 0, "reason": None, "by": None, "decided_at": None, "notice": "none", "committee_on": None, "committee_to": None,
        "filed_at": None, "rows": [{"id": 1234567 + n, "n": n, **row} for n, row in enumerate(rows, 1)],
    }  # fmt: skip
    return {**plain, **more}


_MAY = {
    "improve_submit", "improve_approve", "improve_return", "improve_file", "improve_add", "improve_notice", "improve_told", "improve_paper",
    "improve_book", "improve_records",
}  # fmt: skip
_TOLD = {"by": SLY, "decided_at": NOW, "committee_on": _DAY, "committee_to": SLY}
_LIST = [
    {"id": 7 + n, "name": LONG if n else "调查", "ended": NOW if n else None, "status": s, "count": n, "over": n}
    for n, s in enumerate(PlanStatus)
]


def _f(**more: Any) -> dict[str, Any]:
    plain = {
        "name": "调查", "edition": 1, "questions": 12, "called": 0, "settled": 0, "returned": 960, "anonymous": False, "rows": 3, "over": 2, "status": "approved", "notice": "none",
        "committee_on": None, "committee_to": None, "filed_at": None, "filed_by": None,
    }  # fmt: skip
    return {"f": {**plain, **more}}


_NAMES = [{"name": "2026 年业户意见调查"}, {"name": SLY}, {"name": LONG}]
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "improve/card": [{"can": can, "r": row} for row in _ROWS for can in (set(), _ALL)],
    "improve/table": [
        {"can": {"improve_add", "improve_book", "improve_records", "improve_file"}, "p": _p()},
        {"can": _MAY, "p": _p(*_ROWS[:5], wanted=1, improving=2, closed=1, pages=3, page=1, reason=LONG)},
        {"can": {"improve_book"}, "p": _p(*_ROWS[-5:], name=LONG, community=LONG, status="submitted")},
        *({"can": _MAY, "p": _p(_ROWS[3], status="approved", notice=notice, **_TOLD)} for notice in ("none", "draft", "published")),
        {"can": _MAY, "p": _p(_ROWS[4], status="approved", by="郑经理", decided_at=NOW)},
        {"can": set(), "p": _p(_ROWS[4], status="filed", filed_at=NOW, notice="published", **_TOLD)},
    ],
    "improve/list": [
        {"rows": [], "page": 0, "more": False}, {"rows": _LIST, "page": 0, "more": False}, {"rows": _LIST * 2, "page": 2, "more": True},
    ],
    "improve/records": [
        _f(), _f(returned=0, rows=0, over=0, anonymous=True), _f(name=LONG, over=3, notice="published", committee_on=_DAY, committee_to=SLY),
        _f(called=12, settled=3), _f(called=12, settled=12), _f(status="filed", filed_at=NOW, filed_by=SLY, notice="draft"),
    ],
    "improve/report": [{"community": community, **one} for one in _NAMES for community in ("桂苑", SLY)],
    "improve/book": _NAMES,
    "improve/committee_due": [{"community": "桂苑", "approved": NOW, **one} for one in _NAMES],
    "improve/waiting": [{"community": "桂苑", "status": status, **one} for one in _NAMES for status in ("gathering", "submitted")],
    "improve/not_ready": [{"open": 0}, {"open": 3}],
    "improve/still_open": [{"open": 3}],
    "improve/still_called": [{"open": 1}, {"open": 3}],
    **{
        f"improve/{n}": [{}]
        for n in (
            "with_manager", "day_past", "day_ahead", "first_approve", "nothing_to_say", "toast_making", "toast_submitted", "toast_approved",
            "toast_filed",
        )
    },
    "improve_fill/ask_measure": [{"ask": ask("measure", **FIRST)}, {"ask": ask("measure", unclear="long_measure")}],
    "improve_fill/ask_person": [{"ask": ask("person", *_PEOPLE)}, {"ask": ask("person", *_PEOPLE, pages=3, page=1)}],
    "improve_fill/ask_until": [{"ask": ask("until", *_DAYS)}, {"ask": ask("until", unclear="moment")}],
    "improve_give/ask_to": [{"ask": ask("to", *ours("team", *Team), **FIRST)}],
    "improve_redo/ask_reason": [{"ask": ask("reason", **FIRST)}],
    "improve_drop/ask_reason": [{"ask": ask("reason", **FIRST)}],
    "improve_done/ask_result": [{"ask": ask("result", **FIRST)}, {"ask": ask("result", unclear="long_measure")}],
    "improve_done/ask_on": [{"ask": ask("on", *_DAYS)}, {"ask": ask("on", unclear="moment")}],
    "improve_add/ask_team": [{"ask": ask("team", *ours("team", *Team), **FIRST)}],
    "improve_add/ask_problem": [{"ask": ask("problem")}],
    "improve_return/ask_reason": [{"ask": ask("reason", **FIRST)}],
    "improve_told/ask_to": [{"ask": ask("to", **FIRST)}, {"ask": ask("to", Option("committee", SLY))}],
    "improve_told/ask_on": [{"ask": ask("on", *_DAYS)}, {"ask": ask("on", unclear="moment")}],
}  # fmt: skip
