"""Values of dunning: the list, the card, the record, reminders, letters, figures, the questions."""

from datetime import date, timedelta
from typing import Any

from domain import dunning
from domain.dunning import SAID, SPOKEN, TO_DO, Need, Outcome, Stage, Way, Window
from handlers.answers import Option
from tests.messages.repairs import FIRST, LONG, NOW, SLY, ask, ours, said

_DAY = date(2026, 11, 23)
_BILLS = [
    {"name": "物业费", "about": "2026-11", "fen": 27_600, "due_on": _DAY - timedelta(days=13)},
    {"name": SLY, "about": "", "fen": 1, "due_on": date(2025, 12, 31)},
]
_PEOPLE = [
    {"name": "王芳", "relation": "owner", "phone": "13800000001"},
    {"name": SLY, "relation": "tenant", "phone": None},
]
_NEEDS = {str(n): 1 for n in TO_DO}


def _line(**more: Any) -> dict[str, Any]:
    plain = {
        "at": NOW, "way": "phone", "outcome": "reached", "by": "陈静", "met": None, "owed": 27_600, "reason": None, "words": None,
        "promised_on": None, "promised_fen": None, "case": None, "flow": None,
    }  # fmt: skip
    return {**plain, **more}


_LINES = [
    _line(outcome="promised", met="王芳", reason="away", promised_on=_DAY, promised_fen=27_600),
    _line(way="owner", outcome="problem", reason="problem", words=LONG, case="261122-003", flow="repair", by=None),
    _line(way="door", outcome="refused", reason=SLY, words=SLY, met=SLY, by=SLY),
]


def _letter(**more: Any) -> dict[str, Any]:
    plain = {
        "id": 123456789, "kind": "lawyer", "status": "asked", "owed": 27_600, "late": 0, "by": "陈静", "decided_by": None, "reason": None,
        "courier": None, "sent_on": None, "can": set(),
    }  # fmt: skip
    return {**plain, **more}


_EXPRESS = _letter(kind="express", status="sent", courier="EMS 1234567890", sent_on=_DAY, can={"delivered", "returned"})
_DECLINED = _letter(status="declined", decided_by=SLY, reason=LONG, late=138)


def _d(**more: Any) -> dict[str, Any]:
    plain = {
        "home": "3栋2单元1502", "status": "open", "need": "call", "fen": 27_600, "disputed": 0, "since": _DAY - timedelta(days=13),
        "age": 13, "bills": _BILLS[:1], "left": 0, "people": _PEOPLE, "lines": [], "promise": None, "broken": 0, "waits": None,
        "letters": [],
    }  # fmt: skip
    return {**plain, **more}


_BUSY = _d(
    bills=_BILLS, left=3, disputed=5_000, lines=_LINES, broken=2, promise={"on": _DAY, "fen": 27_600, "became": "broken"},
    letters=[_EXPRESS, _letter(can={"approve", "decline"}, late=138)], home=SLY,
)  # fmt: skip
_CAN = {"record", "remind", "turn", "express", "lawyer"}
_HOME = {
    "id": 123456789,
    "home": "3栋2单元1502",
    "fen": 27_600,
    "age": 13,
    "need": "call",
    "last": None,
    "promise": None,
}
_HOMES = [
    _HOME,
    {**_HOME, "home": SLY, "last": {"at": NOW, "outcome": "refused"}, "promise": {"on": _DAY, "became": "broken"}},
    *({**_HOME, "need": str(n)} for n in Need),
]  # fmt: skip
_REPORT = {
    "before": False, "buildings": [{"name": "3栋", "homes": 1, "fen": 27_600}, {"name": SLY, "homes": 2, "fen": 1}], "contacts": 7,
    "due": 37_600, "first": date(2026, 10, 1), "homes": 24, "last": _DAY, "own": False, "owing": 1, "owing_fen": 27_600, "paid": 10_000,
    "promises": {"kept": 1, "broken": 1, "open": 0, "share": 50}, "rate": 27, "share": 4,
    "reasons": {"rows": [{"reason": r, "count": 1, "share": 11} for r in (*dunning.REASONS, "problem", "other")], "whole": 9, "problems": 1, "solved": 1},
}  # fmt: skip
_EMPTY = {
    **_REPORT, "before": True, "buildings": [], "homes": 0, "owing": 0, "owing_fen": 0, "paid": 0, "due": 0, "rate": None, "share": None,
    "own": True, "promises": {"kept": 0, "broken": 0, "open": 0, "share": None}, "reasons": {"rows": [], "whole": 0, "problems": 0, "solved": 0},
}  # fmt: skip
_REMINDER = {"place": "3栋2单元1502", "bills": _BILLS[:1], "left": 0, "fen": 27_600, "disputed": 0, "unit": 123456789}
_LIST = {"rows": [], "homes": 0, "fen": 0, "todo": 0, "window": None, "late": False, "needs": {}, "letters": []}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "dunning/card": [
        {"d": _d(), "can": {"record", "remind"}, "quiet": None, "why": None},
        {"d": _BUSY, "can": _CAN, "quiet": None, "why": None},
        {"d": _BUSY, "can": _CAN, "quiet": NOW, "why": "today"},
        *({"d": _d(need=str(n)), "can": {"record"}, "quiet": None, "why": None} for n in Need),
        *({"d": _d(letters=[_letter(status=str(s), can={"send"})]), "can": set(), "quiet": None, "why": None} for s in Stage),
        *({"d": _d(lines=[_line(outcome=str(o))]), "can": set(), "quiet": None, "why": None} for o in Outcome),
        *({"d": _d(lines=[_line(way=str(w))]), "can": set(), "quiet": None, "why": None} for w in Way),
        *({"d": _d(promise={"on": _DAY, "fen": 1, "became": str(p)}), "can": set(), "quiet": None, "why": None} for p in dunning.Promise),
        {"d": _d(need=None, fen=0, since=None, age=0, bills=[], disputed=5_000), "can": set(), "quiet": None, "why": "disputed"},
        {"d": _d(status="waiting", waits={"number": "261122-003", "flow": "repair"}), "can": {"record"}, "quiet": None, "why": "waits"},
        {"d": _d(), "can": {"record"}, "quiet": None, "why": "no_window"},
        {"d": _d(status="closed", need=None, fen=0, letters=[_DECLINED], people=[], lines=_LINES), "can": set(), "quiet": None, "why": None},
        {"d": _d(fen=0, need=None, bills=[]), "can": set(), "quiet": None, "why": "paid"},
    ],
    "dunning/buildings": [
        _LIST,
        {**_LIST, "homes": 3, "fen": 42_600, "todo": 2, "window": "call", "needs": {"call": 2}, "rows": [{"at": 2, "name": "3栋", "homes": 2, "fen": 1, "todo": 1}]},
        {**_LIST, "homes": 3, "fen": 42_600, "window": "third", "late": True, "needs": _NEEDS,
         "rows": [{"at": n, "name": SLY, "homes": 9, "fen": 1, "todo": 0} for n in range(9)],
         "letters": [{"id": 123456789, "home": "3栋2单元1502", "status": "asked"}, {"id": 2, "home": SLY, "status": "approved"}]},
        *({**_LIST, "window": str(w)} for w in Window),
    ],
    "dunning/homes": [
        {"building": 2, "name": "3栋", "page": 0, "more": True, "homes": 9, "fen": 27_600, "rows": _HOMES[:6], "remind": True},
        {"building": 2, "name": SLY, "page": 1, "more": False, "homes": 9, "fen": 27_600, "rows": _HOMES[6:], "remind": False},
        {"building": 99999, "name": "3栋", "page": 0, "more": False, "homes": 0, "fen": 0, "rows": [], "remind": False},
    ],
    "dunning/morning": [
        {"todo": 1, "needs": {"call": 1}, "homes": 3, "fen": 27_600, "late": False},
        {"todo": 9, "needs": _NEEDS, "homes": 12, "fen": 27_600, "late": True},
    ],
    "dunning/reminder": [_REMINDER, {**_REMINDER, "bills": _BILLS, "left": 2, "disputed": 5_000, "place": SLY}],
    "dunning/reminder_paid": [{"place": "3栋2单元1502"}],
    "dunning/reminder_held": [{"place": "3栋2单元1502"}],
    "dunning/record": [{"home": "3栋2单元1502", "lines": _LINES, "left": 4}, {"home": SLY, "lines": [], "left": 0}],
    "dunning/lawyer": [
        {"d": _BUSY, "letter": _letter(late=138)}, {"d": _d(), "letter": _letter()}, {"d": _d(age=0), "letter": _DECLINED},
        *({"d": _d(), "letter": _letter(status=str(s))} for s in Stage),
    ],
    "dunning/decided": [
        {"d": _d(), "letter": _letter(status="approved", decided_by="冯主任", late=138)}, {"d": _d(), "letter": _DECLINED},
        {"d": _d(), "letter": _letter(status="approved", decided_by="冯主任")},
    ],
    "dunning/stopped": [{"place": "3栋2单元1502"}, {"place": "3栋2单元"}, {"place": None}],
    "dunning/solved": [{"place": "3栋2单元1502"}, {"place": None}],
    "dunning/report": [_REPORT, _EMPTY],
    "dunning/guide": [{}],
    "dunning/paid": [{}],
    "dunning/disputed": [{}],
    "dunning/reported": [{}],
    "dunning/waits": [{}],
    "dunning/today": [{}],
    "dunning/no_window": [{"since": _DAY}],
    "dunning/quiet": [{"until": NOW}],
    "dunning/no_chat": [{}],
    "dunning/amount": [{"most": 27_600}],
    "dunning/day_past": [{}],
    "dunning/director_only": [{}],
    "dunning/no_director": [{}],
    "dunning/toast_reminded": [{"count": 1}, {"count": 12}],
    "dunning/toast_none": [{}],
    "dunning/toast_asked": [{}],
    "dunning/toast_approved": [{}],
    "dunning/toast_noted": [{}],
    "dunning_record/ask_way": [{"ask": ask("way", *ours("dunning_way", *SPOKEN), **FIRST)}],
    "dunning_record/ask_outcome": [{"ask": ask("outcome", *ours("dunning_outcome", *SAID))}],
    "dunning_record/ask_spoken": [
        {"ask": ask("spoken", Option("p5", "王芳", note="owner"), Option("p6", SLY, note="tenant"), skip=True)},
    ],
    "dunning_record/ask_pay_day": [
        {"ask": ask("pay_day", Option("d1124", "明天"))}, {"ask": ask("pay_day", Option("d1124", "明天"), unclear="moment")},
    ],
    "dunning_record/ask_pay_sum": [
        {"ask": ask("pay_sum", Option("all", "¥276.00"))}, {"ask": ask("pay_sum", Option("all", "¥276.00"), unclear="amount")},
    ],
    "dunning_record/ask_why": [{"ask": ask("why", *ours("dunning_reason", *dunning.REASONS), skip=True)}],
    "dunning_record/ask_wrong_with": [{"ask": ask("wrong_with")}, {"ask": ask("wrong_with", unclear="other")}],
    "dunning_record/ask_note": [{"ask": ask("note", skip=True)}],
    "dunning_record/summary": [
        {"a": said(way="phone", outcome="promised", spoken={"person": 5, "name": SLY}, pay_day="2026-12-03", pay_sum=27_600, why="away", note=LONG),
         "ask": ask("summary", changes=["way", "outcome", "spoken", "pay_day", "pay_sum", "why", "note"])},
        {"a": said(way="door", outcome="problem", wrong_with=SLY), "ask": ask("summary", changes=["way", "wrong_with"], back=False)},
        {"a": said(way="owner", outcome="refused", why=SLY), "ask": ask("summary", changes=["way"])},
    ],
    "dunning_courier/ask_courier": [{"ask": ask("courier", **FIRST)}, {"ask": ask("courier", unclear="other")}],
    "dunning_decline/ask_why_not": [{"ask": ask("why_not", **FIRST)}],
}  # fmt: skip
