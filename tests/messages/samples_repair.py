"""Values of every message of the repairs, with the edges: long words, no place, no phone, late, HTML in people's words."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.repair import Category, ChargeKind, Danger
from handlers.answers import Option
from handlers.places import SPOTS
from handlers.repair.crew import BACK_REASONS, CANNOT_REASONS, HOLD_REASONS

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)
TOMORROW = NOW + timedelta(hours=19)
SPAN = ["2026-11-23T09:00:00+08:00", "2026-11-23T12:00:00+08:00"]
LONG = "厨房水槽下面一直在滴水。" * 840
#: Words that try to pass for markup and for a button.
SLY = '<b>"&</b> \x1edata\x1f我来接\x1faccept\x1e </i>'
PHOTO = {"kind": "photo", "ref": "f1", "unique": "u1", "size": 1000, "mime": None}
STORY = {"text": "水槽下面一直滴，地上有水", "media": [PHOTO, PHOTO]}
HOME = {"unit": 7, "label": "3栋2单元1502"}
PUBLIC = {"unit": None}


class Said(dict[str, Any]):
    """Answers as templates read them: what was not said is None."""

    def __missing__(self, key: str) -> None:
        return None


def said(**answers: Any) -> Said:
    """The answers of a talk so far."""
    return Said(answers)


def ask(step: str, *options: Option, **more: Any) -> dict[str, Any]:
    """The open question."""
    given = {
        "step": step, "options": list(options), "page": 0, "pages": 1, "unclear": "", "typed": None, "collected": None,
        "back": True, "skip": False, "collects": False, "changes": [],
    }  # fmt: skip
    return {**given, **more}


def ours(group: str, *keys: str) -> list[Option]:
    """Options whose words are ours."""
    return [Option(key, group=group) for key in keys]


def r(**more: Any) -> dict[str, Any]:
    """A repair as cards read it."""
    given: dict[str, Any] = {
        "number": "261122-003", "status": "accepted", "category": "leak", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "水槽下面一直滴，地上有水",
        "photos": 2, "reporter": "王芳", "phone": "+8613800000001", "in_chat": True, "on_behalf": False,
        "channel": "chat", "worker": "李明", "worker_phone": "+8613900000002", "dispatch": "claimed",
        "arrive_due": NOW + timedelta(hours=2), "finish_due": NOW + timedelta(days=2), "due": NOW + timedelta(hours=2),
        "late_by": None, "appointment_from": None, "appointment_to": None, "arrived_at": None, "promised_at": None,
        "hold_reason": None, "charge": "paid", "quote_fen": None, "quote_lines": [], "owing_fen": 0, "process": None,
        "part": None, "materials": None, "rating": None, "comment": None, "outcome": None, "created_at": NOW,
        "closed_at": None,
    }  # fmt: skip
    return {**given, **more}


def urgent(**more: Any) -> dict[str, Any]:
    """An urgent one that nobody has taken."""
    given = {"number": "261122-004", "status": "reported", "category": "water", "danger": "burst_pipe", "urgent": True,
             "worker": None, "dispatch": None, "arrive_due": SOON, "due": SOON, "finish_due": NOW + timedelta(hours=8)}  # fmt: skip
    return r(**{**given, **more})


ARRIVED = {"status": "arrived", "arrived_at": NOW, "arrive_due": None, "due": NOW + timedelta(days=2)}
QUOTED = {**ARRIVED, "status": "quoted", "quote_fen": 12000, "quote_lines": [
    {"code": "w1", "name_zh": "换角阀", "name_en": "Replace angle valve", "quantity": 2, "price_fen": 4000},
    {"code": "own", "name_zh": "上门费", "name_en": "上门费", "quantity": 1, "price_fen": 4000},
]}  # fmt: skip
HELD = {"status": "on_hold", "hold_reason": "parts", "promised_at": TOMORROW, "due": TOMORROW}
DONE = {"status": "finished", "arrived_at": NOW, "arrive_due": None, "finish_due": None, "due": None, "owing_fen": 12000,
        "process": "replaced", "part": "水槽下角阀", "materials": "角阀 2 个"}  # fmt: skip
OVER = {**DONE, "status": "closed", "closed_at": NOW}
SIGNED = {**OVER, "rating": 5}
CLOSED = {**OVER, "outcome": "no_answer"}
CANCELLED = {"status": "cancelled", "closed_at": NOW, "due": None, "arrive_due": None, "finish_due": None}
DECLINED = {**CANCELLED, "status": "declined", "arrived_at": NOW, "quote_fen": 12000}
LATE = {"due": NOW - timedelta(minutes=8), "arrive_due": NOW - timedelta(minutes=8), "late_by": timedelta(minutes=8)}
NOWHERE = {"home": None, "place": None, "block": None, "floor": None}
GARAGE = {**NOWHERE, "place": "garage", "charge": "public", "category": "lighting"}
GATE = {**NOWHERE, "place": "南门外 <b>", "charge": "public"}
BOOKED = {"appointment_from": TOMORROW, "appointment_to": TOMORROW + timedelta(hours=3), "arrive_due": TOMORROW + timedelta(hours=3),
          "due": TOMORROW + timedelta(hours=3)}  # fmt: skip
RUNNING = {"add", "urge", "talk", "cancel", "history"}

#: One repair in every state and at every edge.
STATES: list[dict[str, Any]] = [
    r(status="reported", worker=None, dispatch=None), r(status="assigned"), r(**BOOKED), r(status="on_way"), r(**ARRIVED),
    r(**QUOTED), r(**HELD), r(**DONE), r(**SIGNED), r(**CLOSED), r(**CANCELLED), r(**DECLINED), r(**LATE), urgent(),
    urgent(**LATE), urgent(**NOWHERE), urgent(**ARRIVED, worker="Tom Baker"), r(**GARAGE), r(**GATE, words=SLY, reporter=SLY, worker=SLY),
    r(words=LONG, hold_reason=LONG, status="on_hold", promised_at=TOMORROW), r(words="", photos=0, phone=None, in_chat=False),
    r(block="3栋5室", floor=None, charge="free"), r(charge="warranty"), r(outcome=LONG, **OVER), r(owing_fen=12000, **ARRIVED),
    *(r(category=str(c), charge=str(g)) for c, g in zip(Category, list(ChargeKind) * 4, strict=False)),
    *(urgent(danger=str(d), category="other") for d in Danger),
]  # fmt: skip
CAN = {
    "owner": {
        "reported": RUNNING, "assigned": RUNNING, "accepted": RUNNING, "on_way": RUNNING - {"cancel"}, "arrived": RUNNING - {"cancel"},
        "quoted": {"agree", "decline", "add", "urge", "talk", "history"}, "on_hold": RUNNING,
        "finished": {"sign", "send_back", "add", "talk", "history"}, "closed": {"reopen", "talk", "history"},
        "cancelled": {"talk", "history"}, "declined": {"talk", "history"},
    },
    "worker": {
        "reported": {"accept"}, "assigned": {"accept", "transfer", "cannot", "add", "talk", "history"},
        "accepted": {"go", "arrive", "quote", "hold", "transfer", "finish", "cannot", "add", "talk", "history"},
        "on_way": {"arrive", "quote", "hold", "transfer", "finish", "cannot", "add", "talk", "history"},
        "arrived": {"quote", "hold", "transfer", "finish", "cannot", "add", "talk", "history"},
        "quoted": {"quote", "transfer", "cannot", "add", "talk", "history"}, "on_hold": {"go", "arrive", "transfer", "add", "talk", "history"},
        "finished": {"add", "talk", "history"}, "closed": {"talk", "history"}, "cancelled": {"history"}, "declined": {"history"},
    },
}  # fmt: skip
EARLIER = [
    {"number": "260310-011", "category": "drain", "words": "下水堵"},
    {"number": "251120-002", "category": "power", "words": LONG},
]
HOMES = [{"id": 7, "label": "3栋2单元1502"}, {"id": 9, "label": "5栋101"}]
PLACED = [
    Option("u7", "3栋2单元1502", keeps=HOME),
    Option("u9", "5栋101"),
    Option("public", group="place", keeps=PUBLIC),
]
TIMES = [Option("any", group="when", keeps="any"), Option("112309", "明天 09:00–12:00", keeps=SPAN)]
CATEGORIES = ours("category", "urgent", *Category)
FIRST = {"back": False, "unclear": "choose"}
COLLECTS = {"collects": True}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "repair/owner_card": [{"r": x, "can": CAN["owner"][x["status"]]} for x in STATES],
    "repair/crew_card": [{"r": x, "mode": m} for x in STATES for m in ("claim", "lead", "round_robin")],
    "repair/worker_card": [{"r": x, "can": CAN["worker"][x["status"]], "earlier": e} for x in STATES for e in ([], EARLIER)],
    "repair/worker_card_over": [{"r": x} for x in STATES],
    "repair/danger": [
        *({"r": urgent(danger=str(d)), "placed": n % 2 == 0, "homes": HOMES[: n % 3]} for n, d in enumerate(Danger)),
        {"r": urgent(**ARRIVED, worker="李明"), "placed": True, "homes": HOMES},
        {"r": urgent(status="on_way", worker="李明"), "placed": True, "homes": HOMES},
        {"r": urgent(status="assigned", worker="李明", **NOWHERE), "placed": False, "homes": []},
        {"r": urgent(place=SLY, home=None, words=LONG), "placed": True, "homes": []},
    ],
    "repair/told_accepted": [{"r": x} for x in STATES],
    "repair/told_on_way": [{"r": x} for x in STATES],
    "repair/sign_asked": [
        {"r": r(**DONE)}, {"r": r(**{**DONE, "owing_fen": 0, "process": LONG, "part": SLY, "materials": "none"}, worker="")},
    ],
    "repair/told_signed": [{"r": r(**SIGNED)}, {"r": r(**{**SIGNED, **GATE, "rating": 1})}],
    "repair/toast_pictures": [{"count": 1}, {"count": 3}],
    **{f"repair/toast_{name}": [{}] for name in (
        "accepted", "on_way", "arrived", "agreed", "declined", "signed", "urged", "urge_kept", "placed", "cancelled", "no_pictures")},
    "repair/ask_place": [
        {"a": said(), "ask": ask("place", *PLACED, **FIRST)},
        {"a": said(category="leak", story=STORY), "ask": ask("place", *PLACED, typed=SLY, back=False)},
        {"a": said(), "ask": ask("place", *PLACED, unclear="resumed", typed=LONG)},
    ],
    "repair/ask_spot": [
        {"a": said(place=PUBLIC), "ask": ask("spot", *ours("spot", *SPOTS))},
        {"a": said(place=PUBLIC, category="lift", story={"text": LONG, "media": []}), "ask": ask("spot", *ours("spot", *SPOTS))},
    ],
    "repair/ask_category": [
        {"a": said(place=HOME), "ask": ask("category", *CATEGORIES)},
        {"a": said(place=PUBLIC, spot={"spot": "roof"}), "ask": ask("category", *CATEGORIES, unclear="choose")},
        {"a": said(place=PUBLIC, spot=SLY), "ask": ask("category", *CATEGORIES)},
    ],
    "repair/ask_danger": [
        {"a": said(), "ask": ask("danger", *ours("danger", *Danger))},
        {"a": said(place=HOME, category="urgent"), "ask": ask("danger", *ours("danger", *Danger))},
    ],
    "repair/ask_double": [
        {"a": said(place=HOME, category="leak"), "ask": ask("double", Option("c5", "261121-001", keeps=5), *ours("double", "new"))},
    ],
    "repair/ask_story": [
        {"a": said(place=HOME, category="leak", double="new"), "ask": ask("story", unclear="nothing", **COLLECTS)},
        {"a": said(place=HOME, category="leak"), "ask": ask("story", collected=STORY, **COLLECTS)},
        {"a": said(), "ask": ask("story", collected={"text": LONG, "media": [], "location": [31.2, 121.5]}, **COLLECTS)},
        {"a": said(), "ask": ask("story", collected={"text": SLY, "media": [PHOTO] * 9}, **COLLECTS)},
    ],
    "repair/ask_when": [
        {"a": said(place=HOME, category="leak", story=STORY), "ask": ask("when", *TIMES)},
        {"a": said(place=HOME, category="leak", story=STORY), "ask": ask("when", *TIMES, unclear="moment")},
    ],
    "repair/ask_contact": [
        {"a": said(place=HOME, category="leak", story=STORY, when="any"), "ask": ask("contact", unclear="phone")},
        {"a": said(place=HOME, category="leak", story=STORY, when=SPAN), "ask": ask("contact")},
    ],
    "repair/summary": [
        {"a": said(place=HOME, category="leak", story=STORY, when=SPAN, contact="+8613800000001", double=None),
         "ask": ask("summary", changes=["place", "category", "story", "when", "contact"])},
        {"a": said(place=PUBLIC, spot={"spot": "roof"}, category="other", story={"text": LONG, "media": []}),
         "ask": ask("summary", changes=["place", "spot", "category", "story"], unclear="resumed")},
        {"a": said(place=PUBLIC, spot=SLY, category="other", story={"text": SLY, "media": [PHOTO]}, when="any", double=5),
         "ask": ask("summary", changes=[], back=False)},
    ],
    "repair_finish/ask_process": [{"ask": ask("process", *ours("process", "repaired", "replaced", "cleared", "adjusted", "checked"), **FIRST)}],
    "repair_finish/ask_part": [{"a": said(process="repaired"), "ask": ask("part")}, {"a": said(process=LONG), "ask": ask("part", unclear="other")}],
    "repair_finish/ask_materials": [
        {"a": said(process="repaired", part="角阀"), "ask": ask("materials", *ours("materials", "none", "quoted"))},
        {"a": said(process=SLY, part=LONG), "ask": ask("materials", *ours("materials", "none"), unclear="choose")},
    ],
    "repair_finish/ask_photo": [
        {"a": said(process="repaired", part="角阀", materials="none"), "ask": ask("photo", skip=True, **COLLECTS)},
        {"a": said(process=LONG, part=LONG, materials=LONG), "ask": ask("photo", skip=True, collected=STORY, **COLLECTS)},
    ],
    "repair_finish/summary": [
        {"a": said(process="repaired", part="角阀", materials="quoted", photo=None),
         "ask": ask("summary", changes=["process", "part", "materials"])},
        {"a": said(process=LONG, part=SLY, materials=LONG, photo=STORY),
         "ask": ask("summary", changes=["process", "part", "materials", "photo"])},
    ],
}  # fmt: skip
PRICES = [
    Option(
        "w1",
        "换角阀",
        note="个",
        keeps={"code": "w1", "name_zh": "换角阀", "name_en": "Replace angle valve", "price_fen": 4000},
    ),
    Option(
        "w2",
        "疏通地漏",
        keeps={"code": "w2", "name_zh": "疏通地漏", "name_en": "Clear a floor drain", "price_fen": 8000},
    ),
]
PICKED = [PRICES[0].keeps, PRICES[1].keeps, PRICES[0].keeps]
COLLEAGUES = [
    Option("s3", "李明", note="on_duty", keeps={"staff": 3, "name": "李明", "held": 2}),
    Option("s4", SLY, note="off_duty", keeps={"staff": 4, "name": SLY, "held": 0}),
]
RESIDENTS = [
    Option("p5", "王芳", note="owner", keeps={"person": 5, "name": "王芳", "phone": "+8613800000001"}),
    Option("p6", SLY, note="tenant", keeps={"person": 6, "name": SLY, "phone": None}),
    *ours("caller", "other"),
]
WANG = RESIDENTS[0].keeps
STRANGER = {"person": None}
BUILDING = {"building": "3", "label": "3栋"}
OFFICE = {"assign", "transfer", "cancel", "close", "add", "urge", "talk", "history", "reveal"}


def line(kind: str, /, **data: Any) -> dict[str, Any]:
    """One line of a history."""
    return {"at": NOW - timedelta(hours=3), "kind": kind, "by": data.pop("by", "李明"), "data": data}


LINES = [
    line("report", channel="chat", by="王芳"), line("report", channel="phone", rule="URG-05", by=SLY), line("assign", to="李明", by=None),
    line("assign", to="李明", reason="busy"), line("accept", by="?"), line("pool", reason="not_ours", cannot=True),
    line("pool", reason=LONG, cannot=False), line("pool", reason="left"), line("go"), line("arrive"), line("quote", fen=12000),
    line("agree", fen=12000), line("decline"), line("hold", reason="parts", until=SPAN[1]),
    line("finish", process="replaced", part=LONG, materials=SLY), line("sign", stars=4), line("send_back", reason=LONG),
    line("close", reason="no_answer"), line("cancel"), line("reopen", reason=""), line("no_charge", reason="goodwill"),
    line("add", text=LONG, photos=2), line("add", text="", photos=1), line("place", unit=None, place="garage"),
    line("place", unit="3栋2单元1502", place=None), line("comment", text=SLY), line("urge", told=True), line("urge", told=False),
    line("alert", kind="arrive", rules=["URG-01"], by=None), line("reveal", to="李明"),
]  # fmt: skip


def row(number: int, **more: Any) -> dict[str, Any]:
    """One line of a list."""
    given = {"id": number, "number": f"261122-{number:03}", "category": "leak", "status": "accepted", "urgent": False,
             "where": "3栋2单元1502", "place": None, "words": "水槽下面一直滴", "at": NOW - timedelta(hours=number)}  # fmt: skip
    return {**given, **more}


ROWS = [
    row(1), row(2, urgent=True, status="reported", category="water", words=LONG), row(3, where=None, place="garage", words=""),
    row(4, where=None, place=SLY, words=SLY), row(5, where=None, status="closed"), row(6, where="梅园1502", status="on_hold"),
]  # fmt: skip
WHERE_SO_FAR = [{"unit": 7, "label": "3栋2单元1502"}, BUILDING, PUBLIC]

SAMPLES |= {
    "repair/staff_card": [
        *({"r": x, "can": OFFICE} for x in STATES),
        *({"r": x, "can": {"accept"}} for x in STATES[:3]),
        *({"r": x, "can": CAN["worker"][x["status"]] | {"reveal", "history"}} for x in STATES),
        *({"r": x, "can": CAN["owner"][x["status"]]} for x in STATES),
        {"r": r(**QUOTED, on_behalf=True, channel="phone"), "can": OFFICE | {"agree", "decline"}},
        {"r": r(**{**SIGNED, "comment": LONG}, worker_phone=None), "can": {"reopen", "history", "reveal", "talk"}},
    ],
    "repair/alert_late": [
        {"r": r(**LATE), "kind": "arrive", "due_at": LATE["due"], "late": timedelta(minutes=8)},
        {"r": urgent(**LATE), "kind": "arrive", "due_at": LATE["due"], "late": timedelta(0)},
        {"r": urgent(**{**ARRIVED, **NOWHERE, "worker_phone": None, "words": LONG}, worker=SLY), "kind": "finish",
         "due_at": LATE["due"], "late": timedelta(days=1, hours=2)},
        {"r": r(**HELD), "kind": "finish", "due_at": LATE["due"], "late": timedelta(hours=1)},
    ],
    "repair/alert_unsigned": [{"r": r(**DONE)}, {"r": r(**{**DONE, **GARAGE, "worker": None})}],
    "repair/sign_reminder": [{"r": r(**DONE)}, {"r": r(**{**DONE, **GARAGE})}],
    "repair/quote_asked": [
        {"r": r(**QUOTED)}, {"r": r(**{**QUOTED, "quote_lines": QUOTED["quote_lines"] * 9, "worker": None})},
        {"r": r(**{**QUOTED, "quote_lines": [{"code": "own", "name_zh": SLY, "name_en": SLY, "quantity": 1, "price_fen": 1}]})},
    ],
    "repair/told_added": [
        {"r": r(), "text": "现在水更大了", "count": 2, "by": "王芳"}, {"r": r(), "text": LONG, "count": 0, "by": SLY},
        {"r": r(), "text": "", "count": 1, "by": "王芳"},
    ],
    "repair/told_agreed": [{"r": r(**{**ARRIVED, "owing_fen": 12000})}],
    "repair/told_declined": [{"r": r(**DECLINED)}],
    "repair/told_cancelled": [{"r": r()}, {"r": urgent()}],
    "repair/told_cannot": [
        {"r": r(status="reported", worker=None), "by": "李明", "reason": "contractor"},
        {"r": urgent(**NOWHERE, words=LONG), "by": SLY, "reason": LONG},
    ],
    "repair/told_closed": [{"r": r(**CLOSED), "reason": "no_answer"}, {"r": r(**CLOSED), "reason": LONG}],
    "repair/told_hold": [{"r": r(**HELD)}, {"r": r(**{**HELD, "hold_reason": SLY, "worker": None})}],
    "repair/told_sent_back": [
        {"r": r(), "reason": "还在滴水"}, {"r": r(photos=0, due=None, arrive_due=None), "reason": LONG}, {"r": urgent(), "reason": ""},
    ],
    "repair/told_urged": [{"r": x} for x in STATES],
    "repair/pictures": [{"number": "261122-003"}],
    **{f"repair/{name}": [{"worker": "李明"}, {"worker": SLY}] for name in ("taken", "given_to", "has_it")},
    **{f"repair/{name}": [{}] for name in ("no_such_worker", "promise_past", "quote_empty", "quote_first")},
    "repair/too_late_to_reopen": [{"days": 7}, {"days": 1}],
    "repair/list": [
        {"kind": kind, "rows": rows, "page": page, "more": more}
        for kind in ("open", "past", "work", "waiting", "board", "better")
        for rows, page, more in ((ROWS, 0, True), (ROWS[:1], 2, False), ([], 0, False), ([], 1, False))
    ],
    "repair/history": [
        {"r": r(), "lines": LINES[n : n + 20], "left_out": n} for n in (0, 10)
    ] + [{"r": urgent(**LATE), "lines": [], "left_out": 0}],
    **{f"repair_{flow}/ask_story": [
        {"ask": ask("story", **COLLECTS, **FIRST)}, {"ask": ask("story", collected=STORY, **COLLECTS)},
        {"ask": ask("story", collected={"text": LONG, "media": [], "location": [31.2, 121.5]}, unclear="resumed", **COLLECTS)},
    ] for flow in ("add", "return", "reopen")},
    "repair_comment/ask_words": [
        {"a": said(_stars=stars), "ask": ask("words", skip=True, unclear=unclear, back=False)}
        for stars, unclear in ((5, ""), (2, ""), (None, "resumed"))
    ],
    "repair_where/ask_place": [{"ask": ask("place", *PLACED, **FIRST)}, {"ask": ask("place", *PLACED, typed=SLY)}],
    "repair_where/ask_spot": [{"ask": ask("spot", *ours("spot", *SPOTS))}, {"ask": ask("spot", *ours("spot", *SPOTS), **FIRST)}],
    "repair_quote/ask_item": [
        {"ask": ask("item", *PRICES, skip=True, back=False, **COLLECTS)},
        {"ask": ask("item", *PRICES, skip=True, collected=PICKED, page=1, pages=3, **COLLECTS)},
    ],
    "repair_quote/ask_extra": [
        {"a": said(item=PICKED), "ask": ask("extra", skip=True)}, {"a": said(item=None), "ask": ask("extra", skip=True, unclear="priced")},
    ],
    "repair_quote/summary": [
        {"a": said(item=PICKED, extra={"name": "上门费", "fen": 2000}), "ask": ask("summary", changes=["item", "extra"])},
        {"a": said(item=None, extra={"name": SLY, "fen": 2000}), "ask": ask("summary", changes=["extra"])},
        {"a": said(item=None, extra=None), "ask": ask("summary", changes=[])},
    ],
    "repair_free/ask_reason": [{"ask": ask("reason", *ours("reason", "goodwill", "made_safe"), **FIRST)}],
    "repair_hold/ask_reason": [{"ask": ask("reason", *ours("reason", *HOLD_REASONS), **FIRST)}],
    "repair_hold/ask_until": [
        {"a": said(reason="parts"), "ask": ask("until", TIMES[1])}, {"a": said(reason=LONG), "ask": ask("until", TIMES[1], unclear="moment")},
    ],
    "repair_hold/summary": [
        {"a": said(reason="parts", until=SPAN), "ask": ask("summary", changes=["reason", "until"])},
        {"a": said(reason=SLY, until=SPAN), "ask": ask("summary", changes=["reason", "until"], back=False)},
    ],
    "repair_assign/ask_to": [
        {"ask": ask("to", *COLLEAGUES, back=False)}, {"ask": ask("to", back=False)},
        {"ask": ask("to", *COLLEAGUES, back=False, page=1, pages=3)},
    ],
    "repair_transfer/ask_to": [
        {"ask": ask("to", Option("pool", group="transfer", keeps={"staff": None}), *COLLEAGUES, **FIRST)},
        {"ask": ask("to", Option("pool", group="transfer", keeps={"staff": None}), *COLLEAGUES, page=1, pages=3)},
    ],
    "repair_transfer/ask_reason": [
        {"a": said(to={"staff": None}), "ask": ask("reason", *ours("reason", *BACK_REASONS))},
        {"a": said(to=COLLEAGUES[1].keeps), "ask": ask("reason", *ours("reason", *BACK_REASONS), unclear="choose")},
    ],
    "repair_cannot/ask_reason": [{"ask": ask("reason", *ours("reason", *CANNOT_REASONS), **FIRST)}],
    "repair_close/ask_reason": [
        {"ask": ask("reason", *ours("reason", "done_elsewhere", "no_answer", "double", "not_ours"), **FIRST)},
    ],
    "repair_desk/ask_channel": [{"ask": ask("channel", *ours("channel", "phone", "visit", "patrol"), **FIRST)}],
    "repair_desk/ask_home": [
        {"a": said(channel="phone"), "ask": ask("home", Option("b3", "3栋", keeps=BUILDING), *ours("place", "public"))},
        {"a": said(channel="phone"), "ask": ask("home", *PLACED, typed="3-1502")},
        {"a": said(channel="phone"), "ask": ask("home", *ours("place", "public"), typed=LONG, page=1, pages=2)},
    ],
    "repair_desk/ask_entrance": [
        {"a": said(channel="visit", home=BUILDING), "ask": ask("entrance", Option("e0", group="place", keeps=""), Option("e1", "2", keeps="2"))},
    ],
    "repair_desk/ask_floor": [
        {"a": said(channel="visit", home=BUILDING, entrance="2"), "ask": ask("floor", *(Option(f"f{n}", str(n), keeps=n) for n in range(1, 25)), pages=2)},
    ],
    "repair_desk/ask_room": [
        {"a": said(channel="visit", home=BUILDING, entrance=e, floor=f), "ask": ask("room", Option("u7", "1502", keeps=HOME))}
        for e, f in (("2", 15), ("", None))
    ],
    "repair_desk/ask_spot": [{"a": said(channel="patrol", home=PUBLIC), "ask": ask("spot", *ours("spot", *SPOTS))}],
    "repair_desk/ask_caller": [
        {"a": said(channel="phone", home=HOME), "ask": ask("caller", *RESIDENTS)},
        {"a": said(channel="patrol", home=PUBLIC, spot={"spot": "roof"}), "ask": ask("caller", *ours("caller", "other"), unclear="choose")},
    ],
    "repair_desk/ask_name": [{"a": said(channel="phone", home=HOME, caller=STRANGER), "ask": ask("name")}],
    "repair_desk/ask_phone": [{"a": said(channel="phone", home=HOME, caller=STRANGER, name=SLY), "ask": ask("phone", unclear="phone")}],
    "repair_desk/ask_category": [{"a": said(channel="phone", home=HOME, caller=WANG), "ask": ask("category", *CATEGORIES)}],
    "repair_desk/ask_danger": [{"a": said(channel="phone", home=HOME, caller=WANG, category="urgent"), "ask": ask("danger", *ours("danger", *Danger))}],
    "repair_desk/ask_story": [
        {"a": said(channel="phone", home=HOME, caller=WANG, category="leak"), "ask": ask("story", **COLLECTS)},
        {"a": said(channel="phone", home=PUBLIC, spot=SLY, caller=WANG, danger="gas", category="urgent"),
         "ask": ask("story", collected=STORY, **COLLECTS)},
    ],
    "repair_desk/ask_when": [{"a": said(channel="phone", home=HOME, caller=WANG, category="leak", story=STORY), "ask": ask("when", *TIMES)}],
    "repair_desk/summary": [
        {"a": said(channel="phone", home=HOME, caller=WANG, category="leak", story=STORY, when=SPAN),
         "ask": ask("summary", changes=["channel", "home", "caller", "category", "story", "when"])},
        {"a": said(channel="visit", home=BUILDING, entrance="2", floor=15, room=HOME, caller=STRANGER, name=SLY, phone="+8613800000001",
                   category="urgent", danger="gas", story={"text": LONG, "media": []}),
         "ask": ask("summary", changes=["channel", "home", "entrance", "floor", "room", "caller", "name", "phone", "category", "danger", "story"])},
        {"a": said(channel="patrol", home=PUBLIC, spot={"spot": "roof"}, caller={"person": 6, "name": "张", "phone": None}, category="wall",
                   story={"text": "", "media": [PHOTO]}, when="any"),
         "ask": ask("summary", changes=["channel", "home", "spot", "caller", "category", "story"])},
    ],
}  # fmt: skip
