"""Values of statements of account: made, held back, sent, brought; what the home reads, in every state."""

from datetime import date
from typing import Any

from domain.statement import Handed, Odd, Status
from tests.messages.repairs import FIRST, LONG, NOW, SLY, ask

_PERIOD, _DAY = "2026-12", date(2026, 12, 15)
_F: dict[str, Any] = {
    "kind": None, "area": None, "price": None, "months": None, "quantity": None, "before": None, "after": None, "used": None,
    "total_fen": None, "whole": None, "item_zh": None, "item_en": None, "custody": None, "off": None,
}  # fmt: skip
_ROW = {
    "id": 1, "name_zh": "物业费", "name_en": "Property fee", "about": _PERIOD, "due_on": _DAY, "charged": 27_580, "fen": 27_580,
    "put_right": 0, "paid": 0, "open": 27_580, "f": {**_F, "kind": "area", "area": "98.5", "price": "2.80", "months": 1},
}  # fmt: skip
_ODD_ROW = {
    **_ROW,
    "name_zh": SLY,
    "name_en": SLY,
    "about": None,
    "fen": 20_000,
    "put_right": -7_580,
    "paid": 5_000,
    "f": _F,
}


def _s(**more: Any) -> dict[str, Any]:
    plain = {
        "id": 123456789, "unit": 123456789, "period": date(2026, 12, 1), "home": "3栋2单元1502", "before": 0, "before_rows": [],
        "rows": [_ROW], "month": 27_580, "paid": 0, "advance": 0, "total": 27_580, "due_on": _DAY, "disputed": 0, "made_at": NOW,
        "left": 0, "left_fen": 0,
    }  # fmt: skip
    return {**plain, **more}


_FULL = _s(
    home=SLY, before=50_000, before_rows=[_ROW, _ODD_ROW], rows=[_ROW, _ODD_ROW] * 5, left=3, left_fen=999, advance=1_000,
    disputed=500, total=99_999_999,
)  # fmt: skip
_EMPTY = _s(rows=[], month=0, total=0, due_on=None)
_AHEAD = _s(total=-5_000, advance=32_580, due_on=None)
_SUMS = {"homes": 24, "fen": 662_000, "odd": 3, "left": 12, "held": 2, "sent": 10}
_NONE = dict.fromkeys(_SUMS, 0)
_LINE = {"id": 123456789, "home": "3栋2单元1502", "fen": 27_580, "odd": [], "status": "made", "reason": None}
_LINES = [
    _LINE,
    {**_LINE, "home": SLY, "fen": -5_000, "odd": [str(o) for o in Odd], "status": "held", "reason": LONG},
    *({**_LINE, "status": str(s)} for s in Status),
]  # fmt: skip
_CARD = {
    "s": _s(), "status": "made", "odd": [], "reason": None, "held_by": None, "checked_by": None, "sent_at": None, "brought": False,
    "handed": None, "handed_by": None, "missed_at": None, "can": {"check", "hold"}, "building": 2, "run": 123456789,
}  # fmt: skip
_SENT = {**_CARD, "status": "sent", "sent_at": NOW, "checked_by": "管家小林", "can": set()}
_LIST = {
    "run": 123456789,
    "period": _PERIOD,
    "making": False,
    "rows": [],
    "may": set(),
    "make": _PERIOD,
    "earlier": None,
}
_BUILDING = {"at": 99, "name": "3栋", **_SUMS}
_PAGE = {"run": 123456789, "period": _PERIOD, "page": 0, "more": False}
_FIGURES = {
    "run": 123456789, "period": _PERIOD, "rows": [], "made": 24, "sent": 20, "chat": 15, "hand": 2, "missed": 1, "left": 3, "share": 71,
}  # fmt: skip
_BRING = {"name": SLY, "made": 3, "sent": 3, "chat": 1, "hand": 1, "missed": 1}
_TOLD = {"period": _PERIOD, "place": "3栋2单元1502", "fen": 27_580, "reason": LONG}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "statement/message": [{"s": s, "back": b} for s in (_s(), _FULL, _EMPTY, _AHEAD) for b in (False, True)],
    "statement/mine": [
        {"home": "3栋2单元1502", "rows": [], "times": 0, "may_miss": False},
        {"home": SLY, "rows": [{"id": 123456789, "period": f"2026-{n:02d}", "fen": 99_999_999} for n in range(12, 0, -1)], "times": 12, "may_miss": True},
        {"home": SLY, "rows": [{"id": 1, "period": _PERIOD, "fen": -500}], "times": 0, "may_miss": False},
    ],
    "statement/ask": [
        {"period": _PERIOD, "run": 123456789, "buildings": 3, **_SUMS},
        {"period": _PERIOD, "run": 1, "buildings": 1, **_SUMS, "odd": 0},
    ],
    "statement/buildings": [
        {**_LIST, **_NONE, "run": None, "period": None, "may": {"make"}},
        {**_LIST, **_NONE, "making": True},
        {**_LIST, **_NONE, "earlier": 123456788},
        {**_LIST, **_SUMS, "rows": [_BUILDING, {**_BUILDING, "left": 0}, {**_BUILDING, "left": 0, "held": 0}], "may": {"check", "make"}},
        {**_LIST, **_SUMS, "left": 0, "held": 0, "odd": 0, "may": {"check"}, "make": "2027-01", "earlier": 123456788,
         "rows": [{**_BUILDING, "at": n, "name": SLY, "left": 0, "held": 0, "sent": 24} for n in range(9)]},
    ],
    "statement/homes": [
        {**_PAGE, "building": 2, "name": "3栋", "rows": _LINES, **_SUMS, "may": {"check"}, "more": True},
        {**_PAGE, "building": 2, "name": SLY, "rows": [], **_NONE, "may": set(), "page": 2},
        {**_PAGE, "building": 2, "name": SLY, "rows": _LINES[:1], **_SUMS, "may": set()},
    ],
    "statement/held": [{**_PAGE, "rows": _LINES[1:2], "more": True}, {**_PAGE, "rows": [], "page": 1}],
    "statement/left": [
        {**_PAGE, "rows": [], "page": 1},
        {**_PAGE, "rows": [{**_LINE, "handed": h, "waits": w} for h in (None, *map(str, Handed)) for w in (True, False)], "more": True},
    ],
    "statement/figures": [
        _FIGURES, {**_FIGURES, "rows": [_BRING, {**_BRING, "missed": 0}]}, {**_FIGURES, "made": 0, "sent": 0, "chat": 0, "hand": 0, "share": None},
    ],
    "statement/card": [
        _CARD,
        {**_CARD, "s": _FULL, "odd": [str(o) for o in Odd], "can": {"hold"}},
        {**_CARD, "status": "held", "held_by": SLY, "reason": LONG, "can": {"renew"}},
        {**_CARD, "status": "held", "reason": SLY, "can": set()},
        {**_CARD, "status": "checked"},
        _SENT,
        {**_SENT, "brought": True, "missed_at": NOW, "checked_by": None},
        {**_SENT, "can": {"bring"}},
        *({**_SENT, "handed": str(h), "handed_by": SLY} for h in Handed),
        {**_SENT, "handed": "visited"},
    ],
    "statement/no_bills": [{"period": _PERIOD, "last": date(2026, 11, 30)}],
    "statement/unchecked": [
        {"period": _PERIOD, "run": 123456789, "left": 7, "spare": 3, "held": 2, "rows": [{"name": "管家小林", "left": 4}, {"name": SLY, "left": 1}]},
        {"period": _PERIOD, "run": 123456789, "left": 7, "spare": 0, "held": 0, "rows": [{"name": SLY, "left": 7}]},
        {"period": _PERIOD, "run": 123456789, "left": 0, "spare": 0, "held": 3, "rows": []},
        {"period": _PERIOD, "run": 123456789, "left": 7, "spare": 7, "held": 0, "rows": []},
    ],
    "statement/told_held": [_TOLD, {**_TOLD, "place": "3栋2单元", "fen": None, "reason": None}],
    "statement/told_renewed": [_TOLD, {**_TOLD, "place": "3栋2单元", "fen": None}],
    "statement/paper": [{"period": _PERIOD}],
    "statement/paper_item": [{"r": _ROW}, {"r": _ODD_ROW}],
    "statement/toast_checked": [{"count": 12}],
    **{f"statement/{name}": [{}] for name in (
        "toast_none", "toast_making", "toast_renewed", "toast_noted", "toast_again", "toast_paper", "not_sent", "has_come",
    )},  # fmt: skip
    "statement_hold/ask_why": [{"ask": ask("why", **FIRST)}, {"ask": ask("why", unclear="other")}],
}  # fmt: skip
