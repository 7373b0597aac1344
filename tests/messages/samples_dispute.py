"""Values of fee accounts and disputed bills: in every state and at every edge."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from domain.dispute import REASONS, Action, Event, Status
from domain.fees.ledger import Entry
from domain.fees.saying import formula_of
from handlers.answers import Option
from handlers.dispute import CLOSE_REASONS
from tests.messages.repairs import FIRST, LONG, NOW, SLY, STORY, TOMORROW, ask, ours, said

_DUE = date(2026, 11, 30)
_LATE = {"due": NOW - timedelta(hours=2), "late_by": timedelta(hours=2)}
_AREA = {"kind": "area", "area_cm2": 985_000, "price_e4": 28_000, "months": 1}
FORMULAS = [
    asdict(formula_of(values))
    for values in (
        _AREA, {**_AREA, "percent": 70, "months": 3}, {**_AREA, "off": 50}, {"kind": "fixed", "price_e4": 1_500_000, "months": 1, "quantity": 2},
        {"kind": "fixed", "price_e4": 1_500_000, "months": 12}, {"kind": "metered", "before": 1_234_500, "after": 1_260_000, "price_e4": 32_000},
        {"kind": "shared", "total_fen": 1_234_500, "area_cm2": 985_000, "whole_cm2": 200_000_000}, {"kind": "shared", "total_fen": 1_234_500},
        {"kind": "order", "item_zh": SLY, "item_en": SLY, "price_fen": 8_000, "quantity": 2}, {"kind": "quoted", "item_zh": "家电检修", "item_en": "Repair"}, {},
    )
]  # fmt: skip


def row(n: int = 0, **more: Any) -> dict[str, Any]:
    """One bill in plain values."""
    given = {
        "id": 4 + n, "name_zh": "物业费", "name_en": "Property fee", "about": "2026-11", "due_on": _DUE, "charged": 27_580, "fen": 27_580,
        "put_right": 0, "paid": 0, "open": 27_580, "f": FORMULAS[n % len(FORMULAS)], "disputed": False, "late": False,
    }  # fmt: skip
    return {**given, **more}


_ROWS = [
    row(), row(1, late=True, due_on=date(2026, 10, 31)), row(2, disputed=True), row(3, fen=25_080, put_right=-2_500, open=5_080, paid=20_000),
    row(4, name_zh=SLY, name_en=SLY, about=None), *(row(n) for n in range(5, len(FORMULAS))),
]  # fmt: skip
_ACCOUNT = {
    "home": "3栋2单元1502", "owed": 55_160, "late": 0, "disputed": 0, "advance": 0, "period": date(2026, 11, 22), "period_fen": 27_580,
    "period_open": 27_580, "period_any": True, "rows": _ROWS[:1], "count": 1, "page": 0, "more": False, "first": 0, "may": {"dispute"},
    "several": False, "seen": "owner",
}  # fmt: skip
_LINES = [
    {"day": _DUE, "kind": kind, "fen": fen, "words": words, "name_zh": name, "name_en": name and "Property fee", "about": about}
    for kind, fen, words, name, about in (
        (Entry.CHARGED, 27_580, "", "物业费", "2026-11"), (Entry.CORRECTED, -2_500, LONG, "物业费", None), (Entry.REDUCED, -100, SLY, "物业费", "2026-11"),
        (Entry.LATE_FEE, 300, "", "滞纳金", None), (Entry.RECEIVED, -30_000, "", None, None), (Entry.REFUNDED, 500, "多交", None, None),
        (Entry.VOIDED, 30_000, "退票", None, None),
    )
]  # fmt: skip


def r(**more: Any) -> dict[str, Any]:
    """A dispute as cards read it."""
    given = {
        "flow": "dispute", "number": "261122-021", "status": "disputed", "category": "bill_amount", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "面积多算了", "photos": 0,
        "reporter": "王芳", "phone": "13800000001", "in_chat": True, "on_behalf": False, "channel": "chat", "worker": None,
        "worker_phone": None, "due": TOMORROW, "late_by": None, "outcome": None, "rating": None, "created_at": NOW, "closed_at": None,
        "worker_post": None, "bill": row(), "reason": "bill_amount", "name_zh": "物业费", "name_en": "Property fee", "about": "2026-11",
        "answer": None, "answered": False, "answered_at": None, "put_right": None, "to_fen": 27_580,
    }  # fmt: skip
    return {**given, **more}


_TAKEN = {"status": "taken", "worker": "钱会计", "worker_post": 7}
_RIGHT = {
    "answer": "面积按产权证改过来了",
    "put_right": -2_500,
    "bill": row(fen=25_080, put_right=-2_500, open=25_080),
    "to_fen": 25_080,
}
_ANSWERED = {**_TAKEN, "status": "answered", "answered": True, "answered_at": NOW, "due": None, "answer": "单价没有变"}
STATES = [
    r(), r(**_TAKEN), r(**_TAKEN | {"status": "approving", "answer": "托管", "put_right": -7_580, "to_fen": 20_000}), r(status="with_manager"),
    r(**_ANSWERED), r(**_ANSWERED | _RIGHT), r(**_ANSWERED | {"answer": LONG, "words": SLY}), r(**_ANSWERED | {"status": "closed", "closed_at": NOW}),
    r(status="closed", outcome="answered_by_phone", due=None), r(status="cancelled", due=None), r(**_LATE), r(**_TAKEN | _LATE, photos=3),
    r(words="", photos=1, bill=row(4, name_zh=SLY, name_en=SLY, about=None)), r(words=LONG, reporter=SLY, phone=None, in_chat=False),
    r(on_behalf=True, channel="phone", bill=row(paid=10_000, open=17_580)), r(status="approving", answer=None, put_right=-1, to_fen=1),
]  # fmt: skip
_GROUP = [
    {**one, "home": None, "reporter": None, "phone": None, "bill": None, "put_right": None, "to_fen": None}
    for one in STATES
]
_OPEN = {"add", "cancel", "close", "talk", "history", "reveal"}
_CAN = {
    "disputed": {"take", "explain", "correct"} | _OPEN, "taken": {"take", "explain", "correct"} | _OPEN, "approving": {"approve", "reject"} | _OPEN,
    "with_manager": {"explain", "correct"} | _OPEN, "answered": {"clear", "unclear", "close", "talk", "history", "reveal"},
    "closed": {"history", "reveal"}, "cancelled": {"history", "reveal"},
}  # fmt: skip
_OWNER = {"clear", "unclear", "add", "cancel", "talk", "history"}
_BILLS = [Option("b4", "物业费 2026-11 ¥275.80", keeps=4), Option("b5", f"{SLY} ¥1.00", keeps=5)]
assert {a for names in _CAN.values() for a in names} == {str(a) for a in Action}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "fee/account": [
        _ACCOUNT, {**_ACCOUNT, "owed": 0, "rows": [], "count": 0, "period_open": 0, "advance": 5_000, "may": {"dispute", "let"}},
        {**_ACCOUNT, "late": 27_580, "disputed": 27_580, "rows": _ROWS[:8], "count": 20, "more": True, "several": True, "may": {"dispute", "unlet"}},
        {**_ACCOUNT, "rows": _ROWS[5:], "count": 20, "page": 1, "first": 8, "period_any": False, "more": True, "seen": "staff", "may": {"dispute"}},
    ],
    "fee/lines": [
        {"home": "3栋2单元1502", "lines": _LINES, "page": 0, "more": True}, {"home": "3栋2单元1502", "lines": [], "page": 0, "more": False},
        {"home": "3栋2单元1502", "lines": _LINES[:2], "page": 2, "more": False}, {"home": "3栋2单元1502", "lines": [], "page": 2, "more": False},
    ],
    "fee/how": [{"home": "3栋2单元1502", "answer": t} for t in (None, "前台刷卡", LONG, SLY)],
    "fee/homes": [{"homes": [{"id": n, "label": f"3栋2单元{n}02"} for n in range(1, 4)]}],
    "fee/ask_owner": [{}],
    "fee/too_much_off": [{}],
    "fee/too_much_back": [{}],
    "fee/part_given_back": [{}],
    "fee/toast_let": [{}],
    "fee/toast_unlet": [{}],
    "fee/ask_what": [{"a": said(story=STORY), "ask": ask("what", *ours("fee", "bills", "person"), **FIRST)}, {"a": said(), "ask": ask("what", *ours("fee", "bills", "person"))}],
    "fee/ask_home": [{"a": said(), "ask": ask("home", Option("u7", "3栋2单元1502"), Option("u9", "5栋101"), **FIRST)}],
    "dispute/owner_card": [{"r": one, "can": _OWNER & _CAN[one["status"]]} for one in STATES],
    "dispute/team_card": [{"r": one, "can": {"take", "explain", "correct"} & _CAN[one["status"]]} for one in _GROUP],
    "dispute/staff_card": [{"r": one, "can": _CAN[one["status"]]} for one in STATES],
    "dispute/told_answer": [{"r": one, "can": set(), "asks": asks} for one in STATES if one["answered"] for asks in (True, False)],
    "dispute/told_added": [{"r": r(), "can": set(), "text": t, "count": n} for t, n in (("有收据", 0), (LONG, 2), ("", 1), (SLY, 0))],
    "dispute/told_rejected": [{"r": r(**_TAKEN), "can": set(), "text": t} for t in ("没有协议", LONG, SLY)],
    "dispute/told_closed": [{"r": r(status="closed"), "can": set(), "reason": t} for t in (*CLOSE_REASONS, LONG, SLY)],
    **{f"dispute/{name}": [{}] for name in (
        "already", "no_bills", "not_of_home", "same", "with_manager", "no_words", "toast_taken", "toast_approved", "toast_clear", "toast_cancelled",
    )},
    "dispute/has_it": [{"name": name} for name in ("钱会计", LONG, SLY)],
    "dispute/changed": [{"fen": 25_080}],
    "dispute/ask_bill": [{"a": said(), "ask": ask("bill", *_BILLS, **FIRST)}],
    "dispute/ask_reason": [{"a": said(bill=4), "ask": ask("reason", *ours("category", *REASONS))}],
    "dispute/ask_story": [{"a": said(), "ask": ask("story", collects=True, skip=True)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
    "dispute/ask_explanation": [{"a": said(), "ask": ask("explanation", **FIRST)}],
    "dispute_correct/ask_fen": [{"a": said(_knew=27_580), "ask": ask("fen", **FIRST)}, {"a": said(_knew=27_580), "ask": ask("fen", unclear="amount")}],
    "dispute_correct/ask_why": [{"a": said(), "ask": ask("why")}],
    "dispute/ask_unclear": [{"a": said(), "ask": ask("unclear", **FIRST)}],
    "dispute/ask_ending": [{"a": said(), "ask": ask("ending", *ours("reason", *CLOSE_REASONS), **FIRST)}],
    "dispute_correct/summary": [{"a": said(_knew=27_580, fen=25_080, why=t), "ask": ask("summary", changes=["fen", "why"])} for t in ("面积", LONG, SLY)],
    "matters/history": [
        {"r": r(status=str(s)), "can": set(), "left_out": 0, "talks": False, "lines": [
            {"at": NOW, "by": "王芳", "kind": "dispute_raise", "data": {"channel": "chat"}},
            *({"at": NOW, "by": SLY, "kind": f"dispute_{e}", "data": {"text": SLY, "fen": -2_500}} for e in Event),
            {"at": NOW, "by": None, "kind": "alert", "data": {"kind": "dispute_answer", "to": ["group"]}},
        ]} for s in Status
    ],
}  # fmt: skip
