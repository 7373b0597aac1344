"""Values of charges and bills: in every state and at every edge."""

from datetime import date
from typing import Any

from domain.fees.asks import Asked, Kind
from domain.fees.charges import Kind as Charge
from domain.fees.run import Left, Odd
from domain.fees.usual import MONTHS, ONCE, RUN, USUAL
from domain.people import UnitState
from handlers.answers import Option
from tests.messages.repairs import FIRST, LONG, SLY, ask, ours, said

_DAY = date(2026, 12, 1)


def _code(**more: Any) -> dict[str, Any]:
    given = {"id": 7, "kind": Charge.AREA, "name_zh": "物业服务费", "name_en": "Property fee", "months": 1, "custody": True,
             "active": True, "price_e4": 28_000, "own": True}  # fmt: skip
    return {**given, **more}


_CODES = [
    *(_code(id=n, own=n == 0, kind=u.kind, name_zh=u.name_zh, name_en=u.name_en, price_e4=u.price_e4, custody=u.custody) for n, u in enumerate(USUAL)),
    _code(id=20, name_zh=SLY, name_en=SLY, active=False), _code(id=21, name_zh=LONG, name_en=LONG, months=12, price_e4=5_283),
]  # fmt: skip
_RUNS = [{"period": "2026-11", "bills": 1_180, "fen": 32_544_400}, {"period": "2026-10", "bills": 0, "fen": 0}]
_PREVIEW: dict[str, Any] = {
    "id": 7, "name_zh": "物业服务费", "name_en": "Property fee", "period": "2026-12", "count": 1_180, "fen": 32_544_400, "has": 0,
    "has_fen": 0, "homes": 1_200, "before": "2026-11", "before_count": 1_179, "before_fen": 32_500_000, "left": [], "odd": [],
    "percent": 30,
}  # fmt: skip
_ALL_LEFT, _ALL_ODD = [(str(why), n + 1) for n, why in enumerate(Left)], [(str(why), 12) for why in Odd]
_HOME = {"id": 7, "label": "3栋2单元1502", "area_cm2": 985_700, "state": "lived_in", "rate_fen": 280, "owned": True}
_HELD = [
    {"id": 1, "name_zh": "停车费", "name_en": "Parking", "label": "B1-023", "quantity": 1, "until": None, "metered": False, "value": None, "day": None},
    {"id": 2, "name_zh": "水费", "name_en": "Water", "label": "", "quantity": 1, "until": None, "metered": True, "value": 1_234_500, "day": _DAY},
    {"id": 3, "name_zh": "水费", "name_en": "Water", "label": SLY, "quantity": 1, "until": _DAY, "metered": True, "value": None, "day": None},
    {"id": 4, "name_zh": LONG, "name_en": LONG, "label": LONG, "quantity": 3, "until": None, "metered": False, "value": None, "day": None},
]  # fmt: skip
_CUTS = [
    {"id": 1, "name_zh": "物业服务费", "name_en": "Property fee", "percent": 20, "from": "2026-12", "until": "2027-02", "reason": r}
    for r in ("低保户", LONG, SLY)
]  # fmt: skip


def _ask(**more: Any) -> dict[str, Any]:
    given = {
        "id": 5, "kind": Kind.RATE, "status": Asked.ASKED, "reason": "", "by": "蔡会计", "home": None, "name_zh": "物业服务费",
        "name_en": "Property fee", "price_e4": 30_000, "from_on": _DAY, "percent": None, "from": None, "until": None, "knew": None,
        "fen": None, "about": None, "paid": None, "paid_on": None, "way": None, "decided_by": None, "decided_words": None,
    }  # fmt: skip
    return {**given, **more}


_CUT = {
    "kind": Kind.REDUCTION,
    "home": "3栋2单元1502",
    "percent": 20,
    "from": "2026-12",
    "until": "2027-02",
    "reason": "低保户",
}
_FIX = {
    "kind": Kind.CORRECTION,
    "home": "3栋2单元1502",
    "knew": 100_000,
    "fen": -60_000,
    "about": "2026-12",
    "reason": "面积有误",
}
_BACK = {
    "kind": Kind.REFUND,
    "home": "3栋2单元1502",
    "fen": 60_000,
    "paid": 100_000,
    "paid_on": _DAY,
    "way": "cash",
    "reason": "pay_back_over",
}
_VOID = {**_BACK, "kind": Kind.VOID, "reason": "pay_void_bounced"}
_ASKS = [
    _ask(**_BACK), _ask(**_VOID),
    _ask(), _ask(**_CUT), _ask(**_FIX), _ask(**{**_FIX, "about": LONG, "reason": LONG, "by": LONG}),
    _ask(**{**_CUT, "reason": SLY, "by": SLY, "name_zh": SLY, "name_en": SLY}),
    *(_ask(**one, status=s, decided_by="郑经理", decided_words=w)
      for one in ({}, _CUT, _FIX, _BACK, _VOID) for s, w in ((Asked.APPROVED, None), (Asked.DECLINED, "再等等"), (Asked.DECLINED, SLY))),
]  # fmt: skip
_FIXED = {
    "home": "3栋2单元1502",
    "name_zh": "物业服务费",
    "name_en": "Property fee",
    "about": "2026-12",
    "before": 27_580,
    "fen": 25_080,
    "reason": "面积有误",
}
_KNOWN = {"_zh": "物业服务费", "_en": "Property fee", "_home": "3栋2单元1502", "_community": 1}
_PERIODS = [Option(f"p2026-{n}", f"2026-{n}", keeps=f"2026-{n}") for n in (10, 11, 12)]
_DAYS = [
    Option("d20261201", "12月1日(周二)", keeps="2026-12-01"),
    Option("d20270101", "2027年1月1日(周五)", keeps="2027-01-01"),
]
_CHOICES = [Option("c7", "物业服务费", keeps={"code": 7}), Option("c8", SLY, keeps={"code": 8})]
_NUMBERS = [Option(f"n{n}", f"{n}%", keeps=n) for n in (10, 20, 30, 50, 100)]
_CHOSEN = {"code": 7, "kind": "fixed", "months": 1, "zh": "停车费", "en": "Parking"}
_BILL = {"bill": 4, "knew": 27_580, "zh": "物业服务费", "en": "Property fee", "about": "2026-12"}


def _step(step: str, *options: Option, **known: Any) -> list[dict[str, Any]]:
    """The question as it is first asked, and once more after an answer that does not fit."""
    return [
        {"a": said(**{**_KNOWN, **known}), "ask": ask(step, *options, **FIRST)},
        {"a": said(**{**_KNOWN, **known}), "ask": ask(step, *options, unclear="choose")},
    ]


def _last(changes: list[str], *answers: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"a": said(**{**_KNOWN, **a}), "ask": ask("summary", changes=changes)} for a in answers]


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "billing/codes": [
        {"codes": [], "asks": 0, "missing": True}, {"codes": _CODES, "asks": 3, "missing": False},
        {"codes": _CODES[:2], "asks": 0, "missing": True},
    ],
    "billing/code": [
        {"c": c, "rates": rates, "runs": runs, "periods": ["2026-10", "2026-11", "2026-12"] if c["active"] else []}
        for c in (*_CODES, *(_code(months=m) for m in MONTHS))
        for rates, runs in (([], []), ([{"from_on": _DAY, "price_e4": 28_000}, {"from_on": date(2025, 1, 1), "price_e4": 25_283}], _RUNS))
    ],
    "billing/preview": [
        _PREVIEW, {**_PREVIEW, "odd": _ALL_ODD, "left": _ALL_LEFT, "has": 20, "has_fen": 551_600},
        {**_PREVIEW, "count": 0, "fen": 0, "has": 1_180, "has_fen": 1}, {**_PREVIEW, "name_zh": SLY, "name_en": SLY, "odd": _ALL_ODD[:1]},
        {**_PREVIEW, "name_zh": LONG, "name_en": LONG, "left": _ALL_LEFT[:1], "before_count": 0, "before_fen": 0},
    ],
    "billing/odd": [
        {**{k: _PREVIEW[k] for k in ("id", "name_zh", "name_en", "period")}, "why": str(why), "count": n, "homes": homes}
        for why in (*Left, *Odd) for n, homes in ((0, []), (1, [{"id": 7, "label": "3栋2单元1502"}]), (99, [{"id": b, "label": f"{b}栋2单元1502"} for b in range(40)]))
    ],
    "billing/done": [
        {**{k: _PREVIEW[k] for k in ("id", "name_zh", "name_en", "period")}, "count": n, "fen": n * 27_580, "had": had}
        for n, had in ((1_180, 0), (1, 1_179), (0, 1_180))
    ],
    "billing/home": [
        {"home": _HOME, "held": [], "cuts": [], "keeps": False, "correctable": False, "holds": True},
        {"home": _HOME, "held": _HELD, "cuts": _CUTS, "keeps": True, "correctable": True, "holds": True},
        *({"home": {**_HOME, "state": str(s), "area_cm2": None, "rate_fen": None, "owned": False}, "held": [], "cuts": [], "keeps": True,
           "correctable": False, "holds": False} for s in UnitState),
    ],
    "billing/ask": [{"ask": one} for one in _ASKS],
    "billing/asks": [{"asks": [], "head": True}, {"asks": _ASKS[:5], "head": True}, {"asks": _ASKS[:5], "head": False}],
    "billing/told_decided": [{"ask": one} for one in _ASKS[7:]],
    "billing/told_corrected": [_FIXED, {**_FIXED, "about": None, "reason": LONG}, {**_FIXED, "name_zh": SLY, "name_en": SLY, "reason": SLY, "about": SLY}],
    **{f"billing/{name}": [{}] for name in (
        "toast_usual", "toast_looking", "toast_begun", "toast_approved", "toast_ended", "cost_mixed", "held", "reduction_span", "disputed",
        "same", "no_bills",
    )},
    **{f"billing/{name}": [{"period": "2026-11"}] for name in ("price_billed", "no_cost", "cost_billed", "read_billed")},
    "billing/read_later": [{"day": _DAY}],
    "billing/read_less": [{"value": 1_234_500}],
    "billing/changed": [{"fen": 25_080}],
    "bill_code/ask_sort": _step("sort", *ours("charge_kind", *RUN)),
    "bill_code/ask_called": _step("called"),
    "bill_code/ask_english": [{"a": said(), "ask": ask("english", skip=True)}],
    "bill_code/ask_cycle": _step("cycle", *ours("bill_months", *map(str, MONTHS))),
    "bill_code/summary": _last(
        ["sort", "called", "english", "cycle"], {"sort": "area", "called": "电梯费", "english": "Lift", "cycle": 3},
        {"sort": "shared", "called": SLY, "english": None}, {"sort": "fixed", "called": LONG, "english": LONG, "cycle": 12},
    ),
    "bill_price/ask_price": [{"a": said(**_KNOWN, _kind=kind), "ask": ask("price", back=False, unclear=u)} for kind in RUN for u in ("", "price")],
    "bill_price/ask_since": _step("since", *_DAYS),
    "bill_price/summary": _last(["price", "since"], {"price": 30_000, "since": "2026-12-01"}, {"price": 5_283, "since": "2027-01-01", "_zh": SLY, "_en": SLY}),
    "bill_cost/ask_period": _step("period", *_PERIODS),
    "bill_cost/ask_scope": _step("scope", Option("all", group="scope"), Option("b1", "1栋"), Option("b2", SLY)),
    "bill_cost/ask_fen": [{"a": said(), "ask": ask("fen", unclear=u)} for u in ("", "amount")],
    "bill_cost/summary": _last(
        ["period", "scope", "fen"], {"period": "2026-12", "scope": {"building": None, "name": None}, "fen": 1_234_567},
        {"period": "2026-12", "scope": {"building": 1, "name": SLY}, "fen": 1, "_zh": LONG, "_en": LONG},
    ),
    "bill_decline/ask_why": _step("why"),
    "bill_hold/ask_code": _step("code", *_CHOICES),
    "bill_hold/ask_label": [{"a": said(), "ask": ask("label", skip=True)}],
    "bill_hold/ask_quantity": [{"a": said(), "ask": ask("quantity", *(Option(f"n{n}", str(n), keeps=n) for n in range(1, 5)), unclear=u)} for u in ("", "number")],
    "bill_hold/summary": _last(
        ["code", "label", "quantity"], {"code": _CHOSEN, "label": "B1-023", "quantity": 1}, {"code": _CHOSEN, "label": None, "quantity": 3},
        {"code": {**_CHOSEN, "zh": SLY, "en": SLY}, "label": SLY, "quantity": None},
    ),
    "bill_read/ask_reading": [
        {"a": said(**_KNOWN, _label=label, _last=last), "ask": ask("reading", back=False, unclear=u)}
        for label, last, u in (("", None, ""), ("W-1", 1_234_500, "reading"), (SLY, 0, ""))
    ],
    "bill_read/ask_read_on": _step("read_on", *_DAYS),
    "bill_read/summary": _last(["reading", "read_on"], {"_label": "", "reading": 1_234_500, "read_on": "2026-11-22"}, {"_label": SLY, "reading": 0, "read_on": "2026-10-31"}),
    "bill_once/ask_code": _step("code", *(Option(o.key, o.name_zh, keeps={"key": o.key}) for o in ONCE)),
    "bill_once/ask_fen": [{"a": said(), "ask": ask("fen", unclear=u)} for u in ("", "amount")],
    "bill_once/ask_why": _step("why"),
    "bill_once/ask_due": _step("due", *_DAYS),
    "bill_once/summary": _last(
        ["code", "fen", "why", "due"], *({"code": _CHOSEN, "fen": 30_000, "why": why, "due": "2026-12-10"} for why in ("一车", LONG, SLY))
    ),
    "billing/told_charged": [
        {**{k: _FIXED[k] for k in ("home", "name_zh", "name_en")}, "fen": 30_000, "open": n, "due_on": _DAY, "reason": why}
        for n in (30_000, 10_000, 0) for why in ("一车", LONG, SLY)
    ],
    "billing/nothing": [{}],
    "bill_cut/ask_code": _step("code", *_CHOICES),
    "bill_cut/ask_percent": [{"a": said(), "ask": ask("percent", *_NUMBERS, unclear=u)} for u in ("", "number")],
    "bill_cut/ask_since": _step("since", *_PERIODS),
    "bill_cut/ask_through": _step("through", *_PERIODS),
    "bill_cut/ask_why": _step("why"),
    "bill_cut/summary": _last(
        ["code", "percent", "since", "through", "why"],
        *({"code": _CHOSEN, "percent": 20, "since": "2026-12", "through": "2027-02", "why": why} for why in ("低保户", LONG, SLY)),
    ),
    "bill_correct/ask_bill": _step("bill", Option("b4", "物业服务费 2026-12 ¥275.80", keeps=_BILL), Option("b5", SLY, keeps=_BILL)),
    "bill_correct/ask_fen": [{"a": said(bill=_BILL), "ask": ask("fen", unclear=u)} for u in ("", "amount")],
    "bill_correct/ask_why": _step("why"),
    "bill_correct/summary": _last(["bill", "fen", "why"], *({"bill": _BILL, "fen": 0, "why": why} for why in ("面积", LONG, SLY)),
                                  {"bill": {**_BILL, "about": None, "zh": SLY, "en": SLY}, "fen": 30_000, "why": "少收"}),
}  # fmt: skip
