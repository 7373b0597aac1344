"""Values of opinion polls: the ballot, the result, the desk's card and list, the questions."""

from datetime import timedelta
from typing import Any

from domain.poll import FEWEST, LONGEST, LONGEST_OPTION, MOST, Status
from handlers.answers import Option
from handlers.polls import SHOWN
from tests.messages.repairs import FIRST, LONG, NOW, SLY, ask, ours

_WEEK = NOW + timedelta(days=7)
_EIGHT = [f"{SLY}{n}" for n in range(8)]


def _p(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"question": "花园的灯十点关好吗？", "options": ["同意", "不同意"], "community": "桂苑", "deadline": _WEEK,
                             "status": "running", "hidden": True, "quorum": 50}  # fmt: skip
    return {**plain, **more}


def _ballot(**more: Any) -> dict[str, Any]:
    return _p(**{"home": "3栋2单元1502", "unit": 12345, "reminder": False, "chosen": None, **more})


def _r(votes: tuple[int, ...] = (30, 12), labels: tuple[str, ...] = ("同意", "不同意"), **more: Any) -> dict[str, Any]:
    voted = sum(votes)
    rows = [
        {"label": label, "votes": n, "share": n * 1000 // (voted or 1), "bar": -(-n * 10 // (voted or 1))}
        for label, n in zip(labels, votes, strict=True)
    ]
    leaders = [label for label, n in zip(labels, votes, strict=True) if n == max(votes) > 0]
    plain = {"eligible": 80, "voted": voted, "wanted": 40, "reached": voted >= 40, "quorum": 50, "shown": True, "least": 5, "rows": rows,
             "leaders": leaders}  # fmt: skip
    return {**plain, **more}


def _s(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"buildings": [], "reason": None, "ended": None, "maker": "周敏", "started": False, "eligible": 80, "result": None, "rows": [],
                             "more": 0}  # fmt: skip
    return {**plain, **more}


def _going(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"started": True, "voted": 12, "wanted": 40, "sent": 70, "lost": 2, "no_chat": 8, "going": False,
                             "rows": [{"name": "3栋", "asked": 40, "voted": 10}, {"name": SLY, "asked": 40, "voted": 2}]}  # fmt: skip
    return _s(**{**plain, **more})


_TIE = _r((20, 20), ("同意", SLY))
_FEW = _r((2, 1), shown=False)
_MANY = _r(tuple(range(8)), tuple(_EIGHT), reached=False)
_WIDE = [{"name": LONG, "asked": 1000, "voted": 999}] * 12
_ALL = {"issue", "discard", "extend", "stop", "count", "book"}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "poll/ballot": [
        {"p": _ballot(), "r": None}, {"p": _ballot(reminder=True, options=_EIGHT, question=LONG, home=SLY), "r": None},
        {"p": _ballot(chosen=1), "r": None}, {"p": _ballot(chosen=0, hidden=False), "r": _r()}, {"p": _ballot(chosen=0, hidden=False), "r": _FEW},
        {"p": _ballot(chosen=7, options=_EIGHT, hidden=False, community=LONG), "r": _MANY},
    ],
    "poll/result": [{"p": _p(status="closed"), "r": r} for r in (_r(), _TIE, _FEW, _MANY, _r((0, 0), shown=False, reached=False))]
    + [{"p": _p(question=LONG, community=LONG, status="closed"), "r": _r((7, 3), reached=False)}],
    "poll/stopped": [{"p": _p(status="stopped"), "reason": "问题写错了"}, {"p": _p(question=SLY, community=SLY), "reason": ""}, {"p": _p(), "reason": LONG}],
    "poll/over": [{"stopped": True}, {"stopped": False}],
    "poll/card": [
        {"p": _p(status="draft"), "s": _s(), "can": {"issue", "discard"}}, {"p": _p(status="draft"), "s": _s(buildings=["3栋", SLY] * 20), "can": set()},
        {"p": _p(), "s": _going(going=True, lost=0, no_chat=0), "can": {"count", "extend", "stop"}},
        {"p": _p(hidden=False), "s": _going(), "can": _ALL}, {"p": _p(status="closed"), "s": _going(result=_r(), ended=NOW), "can": {"book"}},
        {"p": _p(status="closed"), "s": _going(result=_FEW, ended=NOW), "can": {"book"}},
        {"p": _p(status="closed", options=_EIGHT, question=LONG), "s": _going(result=_MANY, ended=NOW, rows=_WIDE, more=3), "can": {"book"}},
        *({"p": _p(status=str(s)), "s": _going(ended=NOW, reason=SLY), "can": set()} for s in Status),
    ],
    "poll/closed": [{"id": 123456, "question": q, "r": r} for q in ("花园的灯十点关好吗？", LONG) for r in (_r(), _TIE, _FEW, _MANY)],
    "poll/list": [
        {"rows": [], "page": 0, "more": False},
        {"rows": [{"id": 123456, "question": SLY, "status": str(s), "at": NOW, "eligible": 80, "voted": 20} for s in Status] * 2, "page": 1, "more": True},
    ],
    "poll/mine": [
        {"rows": []},
        {"rows": [{"id": 123456, "unit": 12345, "home": SLY, "question": LONG, "status": str(s), "deadline": _WEEK} for s in Status] * 2},
    ],
    "poll/book": [{"question": "花园的灯十点关好吗？"}, {"question": LONG}],
    "poll/not_later": [{"until": _WEEK}],
    "poll/bad_question": [{"most": LONGEST}],
    "poll/bad_options": [{"fewest": FEWEST, "most": MOST, "longest": LONGEST_OPTION}],
    "poll/toast_chosen": [{"again": True}, {"again": False}],
    **{f"poll/{n}": [{}] for n in ("nobody", "deadline_past", "toast_issued", "toast_dropped", "toast_counted")},
    "poll_new/ask_question": [{"ask": ask("question", **FIRST)}, {"ask": ask("question", unclear="poll_long")}],
    "poll_new/ask_question_en": [{"ask": ask("question_en", skip=True)}],
    "poll_new/ask_options": [{"ask": ask("options")}, {"ask": ask("options", unclear="poll_options")}],
    "poll_new/ask_shown": [{"ask": ask("shown", *ours("poll_shown", *SHOWN))}],
    "poll_new/ask_buildings": [
        {"ask": ask("buildings", Option("b3", "3栋"), skip=True, collects=True)},
        {"ask": ask("buildings", Option("b3", "3栋"), skip=True, collects=True, collected=["3", "10"])},
    ],
    "poll_new/ask_until": [{"ask": ask("until", skip=True)}, {"ask": ask("until", unclear="moment")}],
    "poll_extend/ask_until": [{"ask": ask("until", **FIRST)}],
    "poll_stop/ask_reason": [{"ask": ask("reason", **FIRST)}],
}  # fmt: skip
