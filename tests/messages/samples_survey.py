"""Values of surveys: the invitation, a question, the summary, the desk's cards and lists, the questions of the editor."""

from datetime import timedelta
from typing import Any

from domain.survey import Kind, Status
from domain.survey.due import Why
from domain.survey.sheet import COLUMNS
from handlers.answers import Option
from handlers.questionnaires import STARTS
from services.surveys.answering import TAKEN_DOWN
from tests.messages.repairs import FIRST, LONG, NOW, SLY, ask, ours

PROBLEMS = (
    "no_heading",
    "empty",
    "no_file",
    "kind",
    "optional",
    "key",
    "uneven",
    "no_words",
    "too_long",
    "few_options",
    "too_many",
)
_WEEK = NOW + timedelta(days=7)


def _i(**more: Any) -> dict[str, Any]:
    plain = {"name": "2026 年业户意见调查", "community": "桂苑", "home": "3栋2单元1502", "unit": 12345, "questions": 13, "minutes": 3,
             "anonymous": False, "deadline": _WEEK, "reminder": False, "handed": ""}  # fmt: skip
    return {"i": {**plain, **more}}


def _f(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": "2026 年业户意见调查", "anonymous": False, "taken": "", "n": 3, "of": 13, "kind": "grade",
             "words": "您对小区供水满意吗？", "options": _options("非常满意", "满意", "不太满意", "很不满意"), "said": "", "photos": 0,
             "writing": False, "low": False, "on": False, "complete": False, "back": True, "place": 2}  # fmt: skip
    return {"f": {**plain, **more}}


def _options(*labels: str, on: int = -1) -> list[dict[str, Any]]:
    return [{"value": n, "label": label, "on": n == on} for n, label in enumerate(labels)]


def _s(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": "2026 年业户意见调查", "edition": 1, "questions": 13, "status": "draft", "anonymous": False, "everybody": False,
             "buildings": [], "deadline": _WEEK, "reason": None, "started": False, "ended": None, "moved_in": 400, "issued": 360,
             "due_back": 288}  # fmt: skip
    return {**plain, **more}


def _going(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"status": "running", "started": True, "back": 120, "missing": 168, "per_mille": 333, "sent": 340, "lost": 3, "no_chat": 17,
             "going": False, "reminded": 1, "rows": [{"name": "3栋", "issued": 90, "back": 12}, {"name": SLY, "issued": 9, "back": 9}], "more": 0, "least": 5,
             "expected": 300}  # fmt: skip
    return _s(**{**plain, **more})


def _rows(number: int) -> list[dict[str, Any]]:
    return [{"n": n, "key": f"q{n}", "kind": list(Kind)[n % 5], "words": LONG[:200], "en": n % 2 == 0, "optional": n % 3 == 0}
            for n in range(1, number + 1)]  # fmt: skip


def _q(**more: Any) -> dict[str, Any]:
    return {"q": {"name": "年度调查", "edition": 2, "issued": False, "rows": _rows(3), **more}}


def _one(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"n": 2, "of": 3, "key": "q2", "kind": "choice", "zh": "几点来水", "en": "When?", "options": [["早上", "Morning"], [SLY, ""]],
             "optional": True}  # fmt: skip
    return {"q": {**plain, **more}}


_SAID = [{"n": n, "words": LONG[:200], "said": SLY if n % 2 else "", "lacks": n % 4 == 0} for n in range(1, 31)]
_PREVIEW = [
    {"kind": str(kind), "zh": LONG[:200], "en": SLY, "options": [["早上", ""], [SLY, "x"]], "optional": True}
    for kind in Kind
] * 6
_ALL = {"issue", "discard", "enter", "silent", "count", "extend", "stop"}


def _due(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "community": "桂苑",
        "why": "yearly",
        "day": NOW.date(),
        "late": False,
        "last": NOW.date(),
        "before": "年度调查",
    }
    return {**plain, **more}


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "survey/invitation": [
        _i(), _i(reminder=True, anonymous=True), _i(handed=SLY, name=LONG, community=LONG, home=SLY), _i(handed="王芳", minutes=1, questions=1),
    ],
    "survey/ask": [
        _f(), _f(low=True, writing=True, on=True, said=SLY, photos=2), _f(low=True, anonymous=True, taken="3栋2单元1502", photos=1),
        _f(kind="score", options=_options("1", "2", "3", "4", "5", on=4), complete=True, on=True),
        _f(kind="several", options=_options(*(f"{SLY}{n}"[:40] for n in range(10)), on=3), words=LONG[:200], back=False),
        _f(kind="choice", options=_options("早", SLY)), _f(kind="text", options=[], writing=True, on=True, name=SLY, said=LONG),
    ],
    "survey/summary": [
        {"f": {"name": "调查", "anonymous": True, "taken": "", "rows": _SAID, "ready": False}},
        {"f": {"name": SLY, "anonymous": False, "taken": "3栋2单元1502", "rows": _SAID[:3], "ready": True}},
    ],
    "survey/thanks": [{"anonymous": a, "taken": taken} for a in (True, False) for taken in ("", "3栋2单元1502")],
    "survey/paused": [{"until": _WEEK}],
    "survey/mine": [
        {"rows": [], "polls": 0}, {"rows": [{"id": 7 + n, "unit": 12, "home": SLY, "deadline": _WEEK, "name": LONG} for n in range(3)], "polls": 2},
    ],
    "survey/card": [
        {"s": _s(), "can": {"issue", "discard"}}, {"s": _s(name=LONG, buildings=["3栋", SLY] * 20, anonymous=True, everybody=True), "can": set()},
        {"s": _going(), "can": _ALL}, {"s": _going(anonymous=True, going=True, lost=0, no_chat=0, more=3, missing=0, expected=None, reminded=0), "can": _ALL},
        *({"s": _going(status=str(s), ended=NOW, reason=SLY), "can": set()} for s in Status),
        {"s": _going(status="closed", ended=NOW, rows=[{"name": LONG, "issued": 1000, "back": 999}] * 12, expected=None), "can": set()},
    ],
    "survey/questionnaire": [_q(), _q(rows=[], issued=True, name=SLY), _q(rows=_rows(30))],
    "survey/question": [_one(), _one(n=1, en="", kind="grade", options=[], zh=SLY), _one(n=3, kind="several"), *(_one(kind=str(k)) for k in Kind)],
    "survey/preview": [{"q": {"zh": "调查", "en": "Survey", "rows": _PREVIEW}}, {"q": {"zh": SLY, "en": "", "rows": []}}],
    "survey/silent": [
        {"rows": [], "page": 0, "more": False}, {"rows": [{"home": "3栋2单元1502", "paper": n % 2 == 0} for n in range(20)], "page": 1, "more": True},
    ],
    "survey/questionnaires": [
        {"rows": [], "page": 0, "more": False},
        {"rows": [{"id": 123456 + n, "name": SLY, "edition": 2, "questions": 13, "issued": n % 2 == 0} for n in range(8)], "page": 1, "more": True},
    ],
    "survey/list": [
        {"rows": [], "page": 0, "more": False, "edits": True},
        {"rows": [{"id": 123456, "name": SLY, "status": str(s), "at": NOW, "issued": 360, "back": 20, "deadline": _WEEK} for s in Status] * 2, "page": 1,
         "more": True, "edits": False},
    ],
    "survey/due": [
        *(_due(why=str(why), late=late) for why in Why for late in (True, False)), _due(before=SLY, last=None), _due(before="", last=None),
    ],
    "survey/toast_handed": [{"number": 2}, {"number": 0}],
    "survey/link": [{"bot": "guanjia_bot", "code": "survey_12_345", "home": "3栋2单元1502"}, {"bot": "", "code": "survey_1_2", "home": SLY}],
    "survey/not_later": [{"until": _WEEK}],
    "survey/over": [{"until": NOW, "stopped": False}, {"until": NOW, "stopped": True}],
    **{f"survey/{n}": [{"most": 200}] for n in ("too_long", "few_options", "too_many", "bad_name")},
    **{f"survey/{n}": [{}] for n in (
        "ended", "is_it_now", "family_answered", "no_photos", "gone", "toast_removed", "toast_issued", "toast_dropped", "toast_counted", "no_words",
        "answer_first", "no_questions", "deadline_past", "nobody", "not_drawn", "answered_already",
    )},
    "questionnaire/ask_start": [{"ask": ask("start", *ours("survey_start", *STARTS), **FIRST)}],
    "questionnaire/ask_name": [{"ask": ask("name")}, {"ask": ask("name", unclear="survey_long")}],
    "questionnaire/ask_name_en": [{"ask": ask("name_en", skip=True)}],
    "survey_question/ask_kind": [{"ask": ask("kind", *ours("survey_kind", *Kind), **FIRST)}],
    "survey_question/ask_zh": [{"ask": ask("zh")}],
    "survey_question/ask_en": [{"ask": ask("en", skip=True)}],
    "survey_question/ask_options": [{"ask": ask("options", unclear="survey_options")}],
    "survey_question/ask_must": [{"ask": ask("must", *ours("survey_must", "required", "optional"))}],
    "survey/sheet": [{"name": SLY}],
    "survey/closed": [{"name": SLY, "issued": 360, "back": 300, "due_back": 288, "missing": 0}, {"name": "调查", "issued": 360, "back": 3, "due_back": 288, "missing": 285}],
    "survey/reading": [{}],
    "survey/bad_sheet": [
        {"name": SLY, "rows": [{"row": n, "column": c, "value": SLY, "why": w} for c in COLUMNS for n, w in ((3, "kind"), (99, "few_options"))], "more": 4},
        {"name": "调查", "rows": [{"row": 1, "column": "zh", "value": "", "why": w} for w in PROBLEMS], "more": 0},
    ],
    "survey_sheet/ask_file": [{"ask": ask("file", **FIRST)}, {"ask": ask("file", unclear="survey_file")}],
    "survey_plan/ask_named": [{"ask": ask("named", *ours("survey_named", "named", "anonymous"), **FIRST)}],
    "survey_plan/ask_who": [{"ask": ask("who", *ours("survey_who", "quota", "everybody"))}],
    "survey_plan/ask_buildings": [
        {"ask": ask("buildings", Option("b3", "3栋"), skip=True, collects=True)},
        {"ask": ask("buildings", Option("b3", "3栋"), skip=True, collects=True, collected=["3", "10"])},
    ],
    "survey_plan/ask_until": [{"ask": ask("until", skip=True)}, {"ask": ask("until", unclear="moment")}],
    "survey_extend/ask_until": [{"ask": ask("until", **FIRST)}],
    "survey_stop/ask_reason": [{"ask": ask("reason", skip=True)}],
    "survey_enter/ask_way": [{"ask": ask("way", *ours("survey_way", *TAKEN_DOWN), **FIRST)}],
}  # fmt: skip
