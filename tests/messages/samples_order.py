"""Values of paid services: in every state and at every edge."""

from datetime import date, timedelta
from typing import Any

from domain.order import LISTED, UNITS, Event, Kind, Mode, Promised, State, Status, Step
from domain.people import Team
from handlers.answers import Option
from handlers.order.taps import BACK_REASONS, CALLED_WORDS, REFUSE_REASONS, SLOT_REASONS, UNPAID_REASONS
from services.order.lists import TABS
from tests.messages.repairs import FIRST, HOME, LONG, NOW, SLY, SPAN, STORY, TIMES, TOMORROW, ask, ours, said

_LATE = {"due": NOW - timedelta(hours=2), "late_by": timedelta(hours=2)}
_BOOKED = {"appointment_from": TOMORROW, "appointment_to": TOMORROW + timedelta(hours=3)}
_OUT = [{"number": n, "holder": Team.ENGINEERING, "state": State.OUT} for n in (1, 2, 3)]
_DUE = date(2026, 12, 20)


def r(**more: Any) -> dict[str, Any]:
    """An order as cards read it."""
    given: dict[str, Any] = {
        "flow": "order", "number": "261122-012", "status": "ordered", "category": "repair_like", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "冰箱不制冷", "photos": 0,
        "reporter": "王芳", "phone": "13800000001", "in_chat": True, "on_behalf": False, "channel": "chat", "worker": None,
        "worker_phone": None, "due": TOMORROW, "late_by": None, "outcome": None, "rating": None, "created_at": NOW,
        "closed_at": None, "item_zh": "家电检修", "item_en": "Appliance repair", "quantity": 1, "mode": Mode.SAME_DAY,
        "beyond": False, "consented": False, "team": Team.ENGINEERING, "price_fen": None, "quote_fen": None, "quote_words": None,
        "agreed_fen": None, "owing_fen": 0, "due_on": None, "appointment_from": None, "appointment_to": None, "done_words": None,
        "unpaid_reason": None, "called": False, "copies": [],
    }  # fmt: skip
    return {**given, **more}


_SENT = {"status": "sent_out", "worker": "李强", "worker_phone": "13900000002", "copies": _OUT}
_QUOTED = {**_SENT, "status": "order_quoted", "quote_fen": 12_000, "quote_words": "换启动器"}
_AGREED = {**_QUOTED, "status": "doing", "agreed_fen": 12_000}
_DONE = {**_AGREED, "status": "order_done", "done_words": "换好了", "due": None}
_OWING = {**_DONE, "status": "owing", "owing_fen": 12_000, "due_on": _DUE}
_PAID = {**_OWING, "status": "closed", "owing_fen": 0, "rating": 5, "copies": [
    {"number": 1, "holder": Team.DESK, "state": State.FILED}, {"number": 2, "holder": Team.ENGINEERING, "state": State.SIGNED},
    {"number": 3, "holder": Team.FINANCE, "state": State.FILED},
]}  # fmt: skip
_CLEAN = {
    "item_zh": "入户保洁",
    "item_en": "Indoor cleaning",
    "quantity": 3,
    "price_fen": 6_000,
    "agreed_fen": 18_000,
    "mode": Mode.PREPAID,
}
_BEYOND = {"beyond": True, "item_zh": "", "item_en": "", "category": "beyond", "team": Team.DESK}
STATES = [
    r(), r(**_BOOKED), r(**_SENT), r(**{**_SENT, "status": "order_on_way"}), r(**_QUOTED), r(**_AGREED), r(**_DONE), r(**_OWING),
    r(**{**_OWING, "unpaid_reason": "away"}), r(**{**_OWING, "unpaid_reason": LONG, "due_on": date(2026, 11, 1)}), r(**_PAID),
    r(**{**_PAID, "rating": None}), r(status="unpaid", owing_fen=18_000, due_on=_DUE, due=None, **_CLEAN), r(**_CLEAN),
    r(status="order_asked", **_BEYOND), r(status="order_asked", consented=True, **{**_BEYOND, "team": Team.SECURITY}),
    r(status="proposed", quote_fen=8_000, consented=True, **_BEYOND), r(status="declined", outcome="beyond_us", due=None, **_BEYOND),
    r(status="declined", outcome=LONG, due=None), r(status="declined", due=None), r(status="cancelled", due=None), r(**_LATE),
    r(words=SLY, reporter=SLY, item_zh=SLY, item_en=SLY, **{**_QUOTED, "quote_words": SLY, "worker": SLY}),
    r(words=LONG, photos=3, phone=None, in_chat=False, on_behalf=True, channel="phone", **{**_DONE, "done_words": LONG}),
    r(words="", home=None, block=None, floor=None, item_en=""), *(r(mode=m, agreed_fen=100) for m in Mode),
]  # fmt: skip
_GROUP = [
    {**one, "home": None, "reporter": None, "phone": None, "worker_phone": None, "price_fen": None, "quote_fen": None, "agreed_fen": None,
     "owing_fen": 0, "unpaid_reason": None}
    for one in STATES
]  # fmt: skip
_OWNER = {
    "order_asked": {"cancel", "talk", "history"}, "proposed": {"agree", "decline", "cancel", "talk", "history"},
    "unpaid": {"cancel", "talk", "history"}, "ordered": {"cancel", "talk", "history"}, "sent_out": {"cancel", "talk", "history"},
    "order_quoted": {"agree", "decline", "talk", "history"}, "order_done": {"sign", "send_back", "talk", "history"},
    "owing": {"talk", "history"},
}  # fmt: skip
_STAFF = {
    "order_asked": {"consent", "refuse", "cancel", "talk", "history", "reveal"},
    "proposed": {"agree", "decline", "cancel", "history", "reveal"},
    "unpaid": {"cancel", "slot", "history", "reveal"},
    "ordered": {"assign", "slot", "cancel", "history", "reveal"},
    "sent_out": {"assign", "go", "slot", "hand_back", "history", "reveal"},
    "order_on_way": {"quote", "finish", "slot", "hand_back", "history", "reveal"},
    "order_quoted": {"quote", "agree", "decline", "slot", "hand_back", "history", "reveal"},
    "doing": {"finish", "assign", "slot", "hand_back", "history", "reveal"},
    "order_done": {"sign", "send_back", "history", "reveal"},
    "owing": {"collect", "hand_in", "called", "reason", "talk", "history", "reveal"},
    "closed": {"hand_in", "confirm", "countersign", "file", "called", "history", "reveal"},
}
_ITEMS = [
    Option(
        "o1",
        "入户保洁",
        note="hour",
        keeps={"offer": 1, "name": "入户保洁", "unit": "hour", "fen": 6_000, "mode": "prepaid"},
    ),
    Option("o2", SLY, note=SLY, keeps={"offer": 2, "name": SLY, "unit": SLY, "fen": None, "mode": "same_day"}),
    Option("o3", LONG, note=LONG, keeps={"offer": 3, "name": LONG, "unit": LONG, "fen": 99_999_999, "mode": "monthly"}),
    Option("beyond", group="service_item", keeps="beyond"),
]
_NUMBERS = [Option(f"n{n}", str(n), keeps=n) for n in range(1, 7)]
_OWNERS = [Option("p1", "王芳", note="owner", keeps={"person": 1, "name": "王芳", "phone": None}),
           Option("p2", SLY, note="family", keeps={"person": 2, "name": SLY, "phone": None})]  # fmt: skip
_COLLEAGUES = [
    Option("s1", "李强", note="on_duty", keeps={"staff": 1}),
    Option("s2", SLY, note="off_duty", keeps={"staff": 2}),
]
_CHOSEN = {"place": HOME, "item": _ITEMS[0].keeps, "quantity": 3, "story": STORY, "when": SPAN}
_TALKS = [
    said(**_CHOSEN), said(**{**_CHOSEN, "when": "any", "story": None}), said(**{**_CHOSEN, "item": _ITEMS[1].keeps, "quantity": None}),
    said(**{**_CHOSEN, "item": _ITEMS[2].keeps, "quantity": 999}), said(place=HOME, item="beyond", wish={**STORY, "text": LONG}),
]  # fmt: skip
_BY_PHONE = [said(**{**one, "home": HOME, "caller": _OWNERS[0].keeps}) for one in _TALKS]
_CHANGES = {"changes": ["item", "quantity", "story", "when"]}


def _reason(name: str, *named: str) -> list[dict[str, Any]]:
    return [{"a": said(), "ask": ask("reason", *ours("reason", *named), **FIRST)}]


def _o(**more: Any) -> dict[str, Any]:
    given = {"id": 7, "kind": Kind.CLEANING, "name_zh": "入户保洁", "name_en": "Indoor cleaning", "unit": "hour", "price_fen": 6_000,
             "mode": Mode.PREPAID, "team": Team.CLEANING, "active": True}  # fmt: skip
    return {**given, **more}


_OFFERS = [_o(), _o(price_fen=None, active=False), _o(name_zh=SLY, name_en=SLY, unit=SLY), _o(name_zh=LONG, name_en=""),
           *(_o(kind=k, unit=u) for k, u in zip(LISTED, UNITS, strict=True))]  # fmt: skip
_STORY = [
    {"a": said(), "ask": ask("story", collects=True, skip=True)},
    {"a": said(), "ask": ask("story", collects=True, collected=STORY)},
]
_OPEN = {"can": set[str]()}

_MONTH = {"issued": 3, "charged": 3, "paid": 2, "owing": 1, "agreed_fen": 30_000, "receipts_fen": 18_000, "owing_fen": 12_000,
          "difference": 0, "odd": [], "agrees": True}  # fmt: skip
_EVENTS = [*(f"order_{e}" for e in Event), *(f"order_{n}" for n in (
    "consent", "slot", "collect", "hand_in", "confirm", "countersign", "file", "called", "reason", "asked_for"))]  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "order/ask_place": [{"a": said(), "ask": ask("place", Option("u7", "3栋2单元1502", keeps=HOME), Option("u8", SLY), **FIRST)}],
    "order/ask_item": [{"a": said(), "ask": ask("item", *_ITEMS, pages=2, **FIRST)}, {"a": said(), "ask": ask("item", _ITEMS[3], page=1)}],
    "order/ask_quantity": [{"a": said(item=o.keeps), "ask": ask("quantity", *_NUMBERS, unclear="number")} for o in (_ITEMS[0], _ITEMS[2])],
    "order/ask_wish": [{"a": said(), "ask": ask("wish", collects=True)}, {"a": said(), "ask": ask("wish", collects=True, collected=STORY)}],
    "order/ask_story": _STORY,
    "order/ask_when": [{"a": said(), "ask": ask("when", *TIMES)}, {"a": said(), "ask": ask("when", unclear="moment")}],
    "order/summary": [{"a": a, "ask": ask("summary", **_CHANGES)} for a in _TALKS],
    "order_desk/ask_caller": [{"a": said(), "ask": ask("caller", *_OWNERS, **FIRST)}, {"a": said(), "ask": ask("caller")}],
    "order_desk/summary": [{"a": a, "ask": ask("summary", **_CHANGES)} for a in _BY_PHONE],
    "order/owner_card": [{"r": one, "can": _OWNER.get(one["status"], {"history"})} for one in STATES],
    "order/group_card": [{"r": one, "can": _STAFF.get(one["status"], set())} for one in _GROUP]
    + [{"r": _GROUP[15], "can": {"propose", "refuse"}}],
    "order/staff_card": [{"r": one, "can": _STAFF.get(one["status"], {"history", "reveal"})} for one in STATES]
    + [{"r": one, "can": set()} for one in _GROUP] + [{"r": STATES[15], "can": {"propose", "refuse", "reveal"}}],
    "order/told_on_way": [{"r": r(**_SENT), **_OPEN}, {"r": r(**{**_SENT, "worker": SLY, "worker_phone": None}), **_OPEN}],
    "order/told_refused": [{"r": r(status="declined", outcome=t), **_OPEN} for t in (*REFUSE_REASONS, LONG, SLY)],
    "order/told_agreed": [{"r": r(**_AGREED), "text": "", **_OPEN}],
    "order/told_over": [{"r": r(**_SENT), "text": "", **_OPEN}],
    "order/told_sent_back": [{"r": r(**_AGREED), "text": t, **_OPEN} for t in ("还是不制冷", LONG, SLY)],
    "order/told_slot": [{"r": r(**_BOOKED), "when": "明天 09:00–12:00", "reason": t, **_OPEN} for t in (*SLOT_REASONS, LONG, SLY)],
    "order/told_collected": [{"r": r(**_OWING), **_OPEN}, {"r": r(**{**_OWING, "worker": SLY}), **_OPEN}],
    "order/told_to_pay": [{"r": r(**_OWING), **_OPEN}, {"r": r(**{**_OWING, "due_on": date(2026, 11, 1)}), **_OPEN}],
    "order/told_unpaid": [{"r": _GROUP[7], **_OPEN}],
    "order/told_moved": [{"number": "261122-012", "name": t} for t in ("赵军", LONG, SLY)],
    "order/told_copies": [{"number": "261122-012", "step": s} for s in Step],
    "order/told_paid": [{"number": "261122-012"}],
    **{f"order/{name}": [{}] for name in (
        "toast_agreed", "toast_declined", "toast_on_way", "toast_signed", "toast_cancelled", "toast_collected", "toast_copies", "owners_only",
        "gone", "two_people", "no_collecting", "prepaid_price",
    )},
    **{f"order/{name}": [{}] for name in ("toast_both", "toast_one", "not_over", "name_it", "month_signed")},
    "order/owing": [{"sort": sort, "rows": STATES[:n], "count": 31, "fen": 1_000_000} for sort in ("door", "month") for n in (1, 22)],
    "order/month": [
        {"month": "2026-11", "m": m, "named": named, "desk": desk, "finance": finance, "over": over, "before": "2026-10", "after": after}
        for m, named, desk, finance, over, after in (
            (_MONTH, None, None, None, True, "2026-12"), (_MONTH, None, "陈静", "徐玲", True, None), (_MONTH, None, None, None, False, None),
            ({**_MONTH, "difference": -500, "agrees": False, "odd": ["261122-012"] * 40}, None, None, None, True, None),
            ({**_MONTH, "difference": 500, "agrees": False}, LONG, SLY, None, True, None),
        )
    ],
    "order_difference/ask_words": [{"a": said(), "ask": ask("words", **FIRST)}],
    "order/other_price": [{"name_zh": n, "name_en": n, "fen": f} for n in ("擦玻璃", SLY, LONG) for f in (1_000, None)],
    "order/other_quote": [{"fen": 15_000}, {"fen": None}],
    "order/list": [{"tab": tab, "tabs": TABS, "orders": [{"id": n, **one} for n, one in enumerate(STATES[:20])], "more": True, "amounts": a}
                   for tab in TABS for a in (True, False)] + [{"tab": "open", "tabs": TABS, "orders": [], "more": False, "amounts": True}],
    "order/offers": [{"offers": [{**o, "id": n} for n, o in enumerate(_OFFERS)]}, {"offers": []}],
    "order/offer": [{"o": o, "modes": list(Mode), "teams": list(Team)} for o in _OFFERS],
    "order_consent/ask_team": [{"a": said(), "ask": ask("team", *ours("team", *Team), **FIRST)}],
    "order_propose/ask_fee": [{"a": said(), "ask": ask("fee", unclear="amount")}],
    "order_propose/summary": [{"a": said(fee=8_000), "ask": ask("summary")}],
    "order_refuse/ask_reason": _reason("refuse", *REFUSE_REASONS),
    "order_assign/ask_to": [{"a": said(), "ask": ask("to", *_COLLEAGUES, pages=2, **FIRST)}, {"a": said(), "ask": ask("to", page=1)}],
    "order_back/ask_reason": _reason("back", *BACK_REASONS),
    "order_quote/ask_fee": [{"a": said(), "ask": ask("fee", unclear="amount")}],
    "order_quote/ask_words": [{"a": said(fee=8_000), "ask": ask("words", skip=True)}],
    "order_quote/summary": [{"a": said(fee=8_000, words=t), "ask": ask("summary")} for t in ("换启动器", LONG, SLY, None)],
    "order_finish/ask_story": _STORY,
    "order_send_back/ask_words": [{"a": said(), "ask": ask("words", **FIRST)}],
    "order_slot/ask_when": [{"a": said(), "ask": ask("when", TIMES[1], **FIRST)}],
    "order_slot/ask_reason": _reason("slot", *SLOT_REASONS),
    "order_called/ask_words": [{"a": said(), "ask": ask("words", *ours("reason", *CALLED_WORDS), **FIRST)}],
    "order_reason/ask_reason": _reason("unpaid", *UNPAID_REASONS),
    "offer_new/ask_kind": [{"a": said(), "ask": ask("kind", *ours("category", *LISTED), **FIRST)}],
    "offer_new/ask_name": [{"a": said(), "ask": ask("name")}],
    "offer_new/ask_english": [{"a": said(), "ask": ask("english", skip=True)}],
    "offer_new/ask_unit": [{"a": said(), "ask": ask("unit", *ours("service_unit", *UNITS))}],
    "offer_new/ask_price": [{"a": said(), "ask": ask("price", skip=True, unclear="amount")}],
    "offer_new/summary": [
        {"a": said(kind="copying", name=n, english=e, unit=u, price=p), "ask": ask("summary", changes=["kind", "name", "english", "unit", "price"])}
        for n, e, u, p in (("擦玻璃", "Windows", "hour", 6_000), (SLY, None, SLY, None), (LONG, LONG, LONG, 1))
    ],
    "offer_price/ask_price": [{"a": said(_name=n), "ask": ask("price", skip=True, **FIRST)} for n in ("擦玻璃", SLY, LONG)],
    "offer_price/summary": [{"a": said(_name=n, price=p), "ask": ask("summary")} for n in ("擦玻璃", SLY) for p in (6_000, None)],
    "matters/history": [
        {"r": r(status=str(status)), "can": set(), "left_out": n, "talks": n > 0, "lines": [
            *({"at": NOW, "by": "王芳", "kind": kind, "data": {"reason": SLY, "text": "好"}} for kind in _EVENTS[n::2]),
            {"at": NOW, "by": None, "kind": "alert", "data": {"kind": promised, "to": ["group"]}},
        ]} for n, (status, promised) in enumerate(zip(list(Status)[:5], Promised, strict=True))
    ],
}  # fmt: skip
