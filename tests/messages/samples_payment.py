"""Values of payments: in every state and at every edge."""

from datetime import date, timedelta
from typing import Any

from domain.fees.ledger import PaymentStatus, Way
from domain.payment import MISSES, REFUSALS, RETURNS, VOIDS, Action, Event, Status
from handlers.answers import Option
from services.payment.taking import WAYS
from tests.messages.repairs import FIRST, LONG, NOW, PHOTO, SLY, SPAN, STORY, TOMORROW, ask, ours, said

_DAY = date(2026, 11, 20)
_LATE = {"due": NOW - timedelta(hours=2), "late_by": timedelta(hours=2)}
_LINE = {"name_zh": "物业费", "name_en": "Property fee", "about": "2026-10", "fen": 27_580, "rest": 0}
GOES = [
    {"lines": [_LINE, {**_LINE, "about": "2026-11", "fen": 2_420, "rest": 25_160}], "owed": 25_160, "ahead": 0},
    {"lines": [], "owed": 0, "ahead": 55_160},
    {"lines": [{**_LINE, "name_zh": SLY, "name_en": SLY, "about": None}] * 14, "owed": 100, "ahead": 1},
]


def r(**more: Any) -> dict[str, Any]:
    """A reported payment."""
    given = {
        "flow": "payment", "number": "20261122-0007", "status": "unchecked", "category": "pay_transfer", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "", "photos": 1, "reporter": "王芳",
        "phone": "13800001111", "in_chat": True, "on_behalf": False, "channel": "chat", "worker": None, "worker_phone": None, "due": TOMORROW,
        "late_by": None, "outcome": None, "rating": None, "created_at": NOW, "closed_at": None, "way": "transfer", "fen": 30_000,
        "told_fen": 30_000, "reference": None, "paid_on": _DAY, "chosen": 0, "goes": GOES[0], "reason": None, "void": False, "receipt": None, "payer": None,
        "door_from": None, "door_to": None,
    }  # fmt: skip
    return {**given, **more}


_OVER = {"due": None, "worker": "钱会计", "closed_at": NOW}
STATES = [
    r(), r(**_LATE, words=LONG, photos=9, chosen=2, goes=GOES[1]), r(words=SLY, phone=None, in_chat=False, reference="AB123456", goes=GOES[2]),
    r(**_OVER, status="closed", receipt=4), r(**_OVER, status="closed", receipt=4, told_fen=55_160, goes=GOES[1]), r(**_OVER, status="closed", void=True),
    r(**_OVER, status="closed", goes=GOES[2]), *(r(**_OVER, status="declined", reason=reason) for reason in (*REFUSALS, LONG, SLY)),
    *(r(status="booked", category="pay_door", way="cash", payer=payer, door_from=NOW, door_to=TOMORROW, goes=goes) for payer in (None, SLY) for goes in GOES),
    r(status="booked", category="pay_door", way="cash", door_from=NOW, door_to=NOW, **_LATE), r(**_OVER, status="declined", category="pay_door", reason="pay_nobody_home"),
    r(**_OVER, status="cancelled", reason=""), *(r(category=f"pay_{way}", way=str(way)) for way in Way),
]  # fmt: skip
_GROUP = [
    {**one, "home": None, "reporter": None, "phone": None, "fen": None, "told_fen": None, "reference": None, "goes": None, "chosen": None,
     "paid_on": None} for one in STATES
]  # fmt: skip
_OWNER = {"add", "cancel", "move", "talk", "history"}
_STAFF = {"confirm", "confirm_as", "refuse", "go", "move", "collect", "miss", "talk", "history", "reveal"}
_BOOKED = {"go", "move", "collect", "miss", "cancel"}
assert {str(a) for a in Action} == _OWNER | _STAFF


def _can(one: dict[str, Any], able: set[str]) -> set[str]:
    if one["status"] == "booked":
        return able & {*_BOOKED, "talk", "history", "reveal"}
    return able - (_BOOKED - {"cancel"}) if one["status"] == "unchecked" else able & {"history", "reveal"}


BILL = {"bill": 4, "zh": "物业费", "en": "Property fee", "about": "2026-11", "fen": 27_580}
_BILLS = [Option("b4", "物业费 2026-11 ¥275.80", keeps=BILL), Option("b5", f"{SLY} ¥1.00", keeps={**BILL, "bill": 5})]
_PAID = {
    "fen": 30_000,
    "paid_on": "2026-11-20",
    "bills": [BILL, {**BILL, "zh": SLY, "en": SLY, "about": None}],
    "story": STORY,
}
_ROWS = [
    {"id": n, "fen": 100, "way": way, "status": status, "paid_on": _DAY, "reference": "AB123456" if n % 2 else None, "payer": payer, "left": n}
    for n, (way, status, payer) in enumerate(zip(list(Way) * 2, list(PaymentStatus) * 2, ("王芳", None, SLY, LONG) * 2, strict=True))
]  # fmt: skip
_BACK = {"fen": 100, "_home": "3栋2单元1502", "_day": "2026-11-20", "_way": "cash", "_paid": 1_000, "_left": 200}
SURE = [Option("30000-0-0-2", keeps={"goes": goes}) for goes in GOES]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "payment/owner_card": [{"r": one, "can": _can(one, _OWNER)} for one in STATES],
    "payment/team_card": [{"r": one, "can": set()} for one in _GROUP],
    "payment/staff_card": [{"r": one, "can": _can(one, _STAFF)} for one in STATES],
    "payment_here/ask_fen": [{"a": said(), "ask": ask("fen", Option("due", "¥275.80", keeps=27_580), **FIRST)}, {"a": said(), "ask": ask("fen", unclear="amount")}],
    "payment/here_invoice": [{"home": home, "fen": fen} for home, fen in (("3栋2单元1502", 27_580), (SLY, 9_999_999_999))],
    "payment/here_changed": [{"owed": owed, "told": told} for owed, told in ((27_580, 0), (0, 27_580), (0, 0))],
    "payment/ask_home": [{"a": said(), "ask": ask("home", Option("u7", "3栋2单元1502"), Option("u9", "5栋101"), **FIRST)}],
    "payment/ask_bills": [
        {"a": said(), "ask": ask("bills", *_BILLS, skip=True, collects=True, **FIRST)},
        {"a": said(), "ask": ask("bills", *_BILLS, collects=True, collected=[BILL, {**BILL, "zh": SLY, "en": SLY, "about": None}])},
    ],
    "payment/ask_fen": [{"a": said(), "ask": ask("fen", Option("due", "¥275.80", keeps=27_580))}, {"a": said(), "ask": ask("fen", unclear="amount")}],
    "payment/ask_paid_on": [{"a": said(), "ask": ask("paid_on", Option("d1", "今天"), Option("d2", "昨天"))}, {"a": said(), "ask": ask("paid_on", unclear="pay_day")}],
    "payment/ask_story": [
        {"a": said(), "ask": ask("story", collects=True, skip=True)}, {"a": said(), "ask": ask("story", collects=True, **FIRST)},
        {"a": said(), "ask": ask("story", collects=True, collected=STORY)},
    ],
    "payment/ask_number": [{"a": said(), "ask": ask("number")}, {"a": said(), "ask": ask("number", unclear="pay_number")}],
    "payment/summary": [
        {"a": said(**{**_PAID, **more}), "ask": ask("summary", changes=["bills", "fen", "paid_on", "story"])}
        for more in ({}, {"bills": None, "story": None, "number": {"number": "AB123456", "media": []}},
                     {"bills": None, "story": {"text": LONG, "media": []}, "number": {"number": None, "media": [PHOTO]}})
    ],
    "payment/ask_refusal": [{"a": said(), "ask": ask("refusal", *ours("reason", *REFUSALS), **FIRST)}],
    "payment_as/ask_fen": [{"a": said(_told_fen=30_000), "ask": ask("fen", Option("told", "¥300.00", keeps=30_000), **FIRST)}],
    "payment_as/ask_paid_on": [{"a": said(), "ask": ask("paid_on", Option("told", "今天"))}],
    "payment_as/ask_number": [{"a": said(), "ask": ask("number", Option("told", "AB123456"), skip=True)}, {"a": said(), "ask": ask("number", skip=True)}],
    "payment_as/ask_sure": [
        {"a": said(fen=30_000, paid_on="2026-11-20", number=number), "ask": ask("sure", sure)} for sure in SURE for number in (None, "AB123456")
    ],
    "payment_desk/ask_fen": [{"a": said(), "ask": ask("fen", Option("due", "¥275.80", keeps=27_580))}],
    "payment_desk/ask_way": [{"a": said(), "ask": ask("way", *ours("pay_way", *WAYS))}],
    "payment_desk/ask_slip": [{"a": said(), "ask": ask("slip", skip=True)}],
    "payment_desk/ask_payer": [{"a": said(), "ask": ask("payer", Option("p4", "王芳", keeps={"person": 4, "name": "王芳"}))}],
    "payment_desk/ask_sure": [
        {"a": said(fen=30_000, way=way, payer=payer, number=number), "ask": ask("sure", Option("30000-0-0-2", keeps={"goes": goes, "home": "3栋2单元1502", "last": last}))}
        for goes in GOES for way, payer, number in (("cash", {"person": 4, "name": "王芳"}, None), ("transfer", SLY, "AB123456"))
        for last in (None, {"fen": 100, "paid_on": _DAY, "way": "card"})
    ],
    "payment/taken": [
        {"home": "3栋2单元1502", "fen": 30_000, "way": "cash", "goes": goes, "receipt": n, "number": "2026-000123" if n else None}
        for goes in GOES for n in (4, None)
    ],
    "payment/list": [{"home": "3栋2单元1502", "rows": rows, "page": page, "more": page == 0} for rows in (_ROWS, []) for page in (0, 1)],
    "payment/one": [
        {"home": "3栋2单元1502", "p": one, "goes": goes, "may": may, "by": by, "reason": reason, "receipt": receipt}
        for one in _ROWS for goes, may, by, reason, receipt in (
            (GOES[0], {"void", "refund"}, "钱会计", None, 4), (GOES[1], set(), SLY, SLY, None), (GOES[2], {"void"}, None, "pay_void_bounced", None))
    ],
    "payment_refund/ask_fen": [{"a": said(_left=100), "ask": ask("fen", Option("all", "¥1.00", keeps=100), **FIRST)}],
    "payment_refund/ask_why": [{"a": said(), "ask": ask("why", *ours("reason", *RETURNS))}],
    "payment_void/ask_why": [{"a": said(), "ask": ask("why", *ours("reason", *VOIDS), **FIRST)}],
    "payment_refund/summary": [{"a": said(**_BACK, why=why), "ask": ask("summary", changes=["fen", "why"])} for why in (*RETURNS, LONG, SLY)],
    "payment_void/summary": [{"a": said(**_BACK, why=why), "ask": ask("summary", changes=["why"])} for why in (*VOIDS, LONG, SLY)],
    **{f"payment/told_{what}": [
        {"home": "3栋2单元1502", "fen": 100, "paid_on": _DAY, "way": "cash", "reason": why, "owed": owed} for why in (*RETURNS, LONG, SLY) for owed in (0, 100)
    ] for what in ("refund", "void")},
    "payment_door/ask_time": [{"a": said(), "ask": ask("time", Option("112309", "明天 9:00–12:00", keeps=SPAN), **FIRST)}],
    "payment_door/ask_payer": [{"a": said(), "ask": ask("payer", Option("p4", "王芳", keeps="王芳"))}],
    "payment_door/summary": [
        {"a": said(_home="3栋2单元1502", _owner=owner, _told_fen=100, payer=payer, time=SPAN), "ask": ask("summary", changes=["time"])}
        for owner in (None, "王芳", SLY) for payer in ("王芳", SLY)
    ],
    "payment_collect/ask_fen": [{"a": said(), "ask": ask("fen", Option("told", "¥1.00", keeps=100), **FIRST)}],
    "payment/ask_miss": [{"a": said(), "ask": ask("miss", *ours("reason", *MISSES), **FIRST)}],
    "payment/told_go": [{"r": r(status="booked", worker=worker)} for worker in (None, "钱会计", SLY)],
    "payment/already_told": [{"reference": "AB123456", "day": _DAY, "fen": 100}],
    "payment/same_number": [{"number": n, "home": "3栋2单元1502", "day": _DAY, "fen": 100} for n in ("AB123456", "9" * 40)],
    **{f"payment/{name}": [{}] for name in ("not_here", "nothing_due", "booked_already", "no_owner", "past_time", "toast_go", "asked", "asked_already", "nothing_left", "no_proof", "nothing", "not_yet", "toast_cancelled", "toast_confirmed")},
    "matters/history": [
        {"r": r(status=str(s)), "can": set(), "left_out": 0, "talks": False, "lines": [
            {"at": NOW, "by": "王芳", "kind": "payment_report", "data": {"fen": 100, "reference": SLY, "day": "2026-11-20"}},
            {"at": NOW, "by": "王芳", "kind": "payment_add", "data": {"text": SLY, "photos": 2}},
            *({"at": NOW, "by": SLY, "kind": f"payment_{e}", "data": {"reason": "pay_back_over", "fen": 100}} for e in ("refund", "void")),
            *({"at": NOW, "by": SLY, "kind": f"payment_{e}", "data": {"reason": SLY, "fen": 100}} for e in Event),
            {"at": NOW, "by": None, "kind": "alert", "data": {"kind": "payment_check", "to": ["group"]}},
        ]} for s in Status
    ],
}  # fmt: skip
