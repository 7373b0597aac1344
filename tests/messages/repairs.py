"""Repairs, questions and answers to show messages with, and their edges: long words, no place, no phone, HTML."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.repair import Category, ChargeKind, Danger
from handlers.answers import Option

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
        "step": step, "options": list(options), "page": 0, "pages": 1, "unclear": "", "typed": None, "kept": None, "collected": None,
        "back": True, "skip": False, "collects": False, "changes": [],
    }  # fmt: skip
    return {**given, **more}


def ours(group: str, *keys: str) -> list[Option]:
    """Options whose words are ours."""
    return [Option(key, group=group) for key in keys]


def r(**more: Any) -> dict[str, Any]:
    """A repair as cards read it."""
    given: dict[str, Any] = {
        "flow": "repair", "number": "261122-003", "status": "accepted", "category": "leak", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "水槽下面一直滴，地上有水",
        "photos": 2, "reporter": "王芳", "phone": "+8613800000001", "in_chat": True, "on_behalf": False,
        "channel": "chat", "worker": "李明", "worker_phone": "+8613900000002", "dispatch": "claimed",
        "arrive_due": NOW + timedelta(hours=2), "finish_due": NOW + timedelta(days=2), "due": NOW + timedelta(hours=2),
        "late_by": None, "paused": None, "appointment_from": None, "appointment_to": None, "arrived_at": None, "promised_at": None,
        "hold_reason": None, "charge": "paid", "quote_fen": None, "quote_lines": [], "owing_fen": 0, "process": None,
        "part": None, "materials": None, "rating": None, "comment": None, "outcome": None, "created_at": NOW,
        "closed_at": None, "incident": None,
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
    r(block="3栋5室", floor=None, charge="free"), r(charge="warranty"), r(paused="parts"), r(paused=SLY, status="on_hold", hold_reason=SLY, promised_at=TOMORROW), r(outcome=LONG, **OVER), r(owing_fen=12000, **ARRIVED),
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
    return {
        "at": NOW - timedelta(hours=3),
        "kind": kind,
        "by": data.pop("by", "李明"),
        "home": data.pop("home", False),
        "data": data,
    }


LINES = [
    line("forum", text="绿化座谈会", held=NOW.isoformat()), line("report", channel="chat", by="王芳"), line("report", channel="phone", rule="URG-05", by=SLY), line("assign", to="李明", by=None),
    line("assign", to="李明", reason="busy"), line("accept", by="?"), line("pool", reason="not_ours", cannot=True),
    line("pool", reason=LONG, cannot=False), line("pool", reason="left"), line("go"), line("arrive"), line("quote", fen=12000),
    line("agree", fen=12000), line("decline"), line("hold", reason="parts", until=SPAN[1]),
    line("finish", process="replaced", part=LONG, materials=SLY), line("sign", stars=4), line("send_back", reason=LONG),
    line("close", reason="no_answer"), line("cancel"), line("reopen", reason=""), line("no_charge", reason="goodwill"),
    line("add", text=LONG, photos=2), line("add", text="", photos=1), line("place", unit=None, place="garage"),
    line("place", unit="3栋2单元1502", place=None, was="261122-001"), line("comment", text=SLY), line("urge", told=True), line("urge", told=False),
    line("add", text="还在滴", photos=0, by="", home=True), line("alert", kind="arrive", rules=["URG-01"], by=None), line("reveal", to="李明"),
]  # fmt: skip


def row(number: int, **more: Any) -> dict[str, Any]:
    """One line of a list."""
    given = {"id": number, "flow": "repair", "number": f"261122-{number:03}", "category": "leak", "status": "accepted", "urgent": False,
             "where": "3栋2单元1502", "place": None, "words": "水槽下面一直滴", "at": NOW - timedelta(hours=number), "shared": None}  # fmt: skip
    return {**given, **more}


ROWS = [
    row(1), row(2, urgent=True, status="reported", category="water", words=LONG), row(3, where=None, place="garage", words=""),
    row(4, where=None, place=SLY, words=SLY), row(5, where=None, status="closed"), row(6, where="梅园1502", status="on_hold", shared="family"), row(7, words="", shared="home"),
]  # fmt: skip
WHERE_SO_FAR = [{"unit": 7, "label": "3栋2单元1502"}, BUILDING, PUBLIC]
