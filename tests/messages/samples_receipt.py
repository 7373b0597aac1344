"""Values of receipts and daily cash: in every state and at every edge."""

from datetime import date, timedelta
from typing import Any

from domain.capitals import in_capitals
from domain.cashbook import DayState
from domain.fees.ledger import Way
from handlers.answers import Option
from services.receipts.views import GIVEN_BACK, REASONS
from tests.messages.repairs import FIRST, LONG, SLY, ask, ours, said

_DAY, _LAST_YEAR = date(2026, 11, 22), date(2025, 12, 31)
_FEE = {"code": "property", "name_zh": "物业费", "name_en": "Property fee", "about": "2026-11", "fen": 27_580}
_AHEAD = {"code": None, "name_zh": "", "name_en": "", "about": "", "fen": 72_420}
_SERVICE = {"code": "service", "name_zh": "有偿服务", "name_en": "", "about": "261122-003", "fen": 12_000}
_RENT = {"code": "rental_rent", "name_zh": "租金", "name_en": "Rent", "about": "261122-004", "fen": 100_000}
_ODD = {"code": "other", "name_zh": SLY, "name_en": SLY, "about": "", "fen": 1}


def r(**more: Any) -> dict[str, Any]:
    """A receipt as people see it."""
    lines = more.pop("lines", [_FEE, _AHEAD])
    fen = sum(line["fen"] for line in lines)
    given: dict[str, Any] = {
        "id": 7, "number": "2026-000123", "day": _DAY, "home": "3栋2单元1502", "payer": "王芳", "fen": fen, "capitals": in_capitals(fen),
        "lines": lines, "way": Way.TRANSFER, "paid_on": _DAY, "void": False, "code": "K7QX-M2PA", "replaces": None, "replaced_by": None,
        "reason": None,
    }  # fmt: skip
    return {**given, **more}


STATES = [
    r(), r(replaces="2026-000122"), r(void=True, reason="wrong_payer", replaced_by="2026-000124"), r(void=True, reason=LONG),
    r(void=True, reason=SLY, payer=SLY), r(lines=[_SERVICE], way=Way.CASH), r(lines=[_ODD], way=Way.CARD, day=_LAST_YEAR),
    r(lines=[_RENT], home="1号电梯轿厢"), r(lines=[_RENT], void=True, reason=GIVEN_BACK, replaced_by="2026-000125"),
    r(lines=[_FEE] * 40, payer=LONG, way=Way.ONLINE), r(lines=[{**_FEE, "fen": 9_999_999_999}]),
]  # fmt: skip
_VOID = [one for one in STATES if one["void"]]
_CODES = [
    {"key": "property", "name_zh": "物业费", "name_en": "Property fee", "fen": 27_580}, {"key": "advance", "name_zh": "", "name_en": "", "fen": -5_000},
    {"key": "x", "name_zh": SLY, "name_en": "", "fen": 100},
]  # fmt: skip


def day(state: DayState, **more: Any) -> dict[str, Any]:
    """The money of a day."""
    given: dict[str, Any] = {
        "day": _DAY, "state": state, "fen": 150_000, "cash": 50_000, "ways": [("cash", 50_000), ("transfer", 100_000)], "codes": _CODES,
        "receipts": 3, "first": "2026-000121", "last": "2026-000123", "counted": None, "counted_by": None, "received_by": None,
        "banked": None, "banked_by": None, "words": None, "stale": False, "signs": "2026-11-22_2", "before": _DAY - timedelta(days=1),
        "after": None, "mine": False,
    }  # fmt: skip
    return {**given, **more}


_COUNTED = {"counted": 50_000, "counted_by": "陈静"}
_RECEIVED = {**_COUNTED, "received_by": "钱会计", "after": _DAY + timedelta(days=1)}
_BANKED = {**_RECEIVED, "banked": 49_900, "banked_by": SLY, "words": LONG}
_ROWS = [
    {"day": _DAY - timedelta(days=n), "fen": 1_000 * n, "cash": 500 * n, "state": s} for n, s in enumerate(DayState)
]
_MANY = [{"day": _DAY - timedelta(days=n), "fen": 100, "cash": 100, "state": DayState.TO_COUNT} for n in range(30)]
_REISSUE = {"_receipt": 7, "_number": "2026-000123", "_told_payer": "王芳"}
_COUNT = {"_day": "2026-11-22", "_expected": 50_000}
_BANK = {"_day": "2026-11-22", "_cash": 50_000}
_SAME = Option("same", "¥500.00", keeps=50_000)
_LISTED = [{"id": n, "number": f"2026-{n:06}", "day": _DAY, "fen": 100 * n, "void": n == 2} for n in range(1, 9)]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "receipt/issued": [{"r": one} for one in STATES if not one["void"]],
    "receipt/told_void": [{"r": one} for one in _VOID],
    "receipt/told_reissued": [{"r": r(replaces="2026-000122"), "reason": reason, "by": by} for reason, by in (("wrong_lines", "钱会计"), (LONG, SLY))],
    "receipt/card": [{"r": one, "may": may} for one in STATES for may in (set(), {"reissue"}) if not (one["void"] and may)],
    "receipt/list": [
        {"home": "3栋2单元1502", "rows": [], "page": 0, "more": False}, {"home": "3栋2单元1502", "rows": _LISTED, "page": 0, "more": True},
        {"home": "3栋2单元1502", "rows": _LISTED[:2], "page": 3, "more": False},
    ],
    "receipt/paper": [{"r": one} for one in STATES],
    "receipt/checked": [
        {"number": "2026-000123", "known": True, "void": void, "fen": 100_000, "day": _DAY, "community": name}
        for void in (True, False) for name in ("悦景花园", SLY)
    ] + [{"number": "2026-000123", "known": False, "void": False, "fen": 0, "day": None, "community": ""}],
    "receipt/desk": [{"can": can, "sealed": sealed} for can in (set(), {"seal"}) for sealed in (True, False)],
    "receipt/cash_day": [
        day(DayState.NONE, cash=0, fen=0, ways=[], codes=[], receipts=0, first=None, last=None), day(DayState.TO_COUNT),
        day(DayState.TO_COUNT, stale=True, **_RECEIVED), day(DayState.TO_RECEIVE, **_COUNTED), day(DayState.TO_RECEIVE, mine=True, **_COUNTED),
        day(DayState.TO_BANK, **_RECEIVED), day(DayState.SETTLED, **_BANKED), day(DayState.SETTLED, **{**_BANKED, "words": SLY}),
    ],
    "receipt/cash_days": [
        {"rows": [], "page": 0, "more": False, "month": "2026-11", "last_month": "2026-10"}, {"rows": _ROWS, "page": 0, "more": True, "month": "2026-11", "last_month": "2026-10"},
        {"rows": _MANY[:8], "page": 2, "more": True, "month": "2026-11", "last_month": "2026-10"},
    ],
    "receipt/cash_month": [{"month": "2026-11"}],
    "receipt/told_counted": [{"day": _DAY, "fen": 50_000, "by": by} for by in ("陈静", SLY)],
    "receipt/cash_unsettled": [{"rows": rows} for rows in (_ROWS[1:2], _MANY)],
    "receipt/name_it": [{"fen": 50_000}],
    "receipt/too_many": [{"hours": timedelta(hours=1)}],
    **{f"receipt/{name}": [{}] for name in (
        "two_people", "settled", "receive_first", "void_already", "no_such", "toast_paper", "toast_paper_soon", "toast_received", "toast_no_seal",
        "seal_set",
    )},
    "receipt_reissue/ask_reason": [{"a": said(**_REISSUE), "ask": ask("reason", *ours("void_reason", *REASONS), **FIRST)}],
    "receipt_reissue/ask_payer": [{"a": said(**{**_REISSUE, "_told_payer": name}), "ask": ask("payer", skip=True)} for name in ("王芳", SLY, LONG)],
    "receipt_reissue/summary": [
        {"a": said(**_REISSUE, reason=reason, payer=payer), "ask": ask("summary", changes=["reason", "payer"])}
        for reason, payer in (("wrong_payer", "王某某"), (LONG, None), (SLY, SLY))
    ],
    "receipt_check/ask_number": [{"a": said(), "ask": ask("number", **FIRST)}, {"a": said(), "ask": ask("number", **{**FIRST, "unclear": "receipt_number"})}],
    "receipt_check/ask_code": [{"a": said(), "ask": ask("code")}, {"a": said(), "ask": ask("code", unclear="receipt_code")}],
    "receipt_find/ask_number": [{"a": said(), "ask": ask("number", **FIRST)}],
    "receipt_seal/ask_picture": [{"a": said(), "ask": ask("picture", **FIRST)}, {"a": said(), "ask": ask("picture", **{**FIRST, "unclear": "picture"})}],
    "cash_count/ask_counted": [{"a": said(**_COUNT), "ask": ask("counted", _SAME, **FIRST)}, {"a": said(**_COUNT), "ask": ask("counted", _SAME, unclear="amount")}],
    "cash_count/ask_why": [{"a": said(**_COUNT, counted=fen), "ask": ask("why")} for fen in (49_900, 60_000)],
    "cash_bank/ask_banked": [{"a": said(**_BANK), "ask": ask("banked", _SAME, **FIRST)}],
    "cash_bank/ask_why": [{"a": said(**_BANK, banked=40_000), "ask": ask("why")}],
}  # fmt: skip
