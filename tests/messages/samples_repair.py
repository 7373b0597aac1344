"""Values of every message of the repairs, with the edges: long words, no place, no phone, late, HTML in people's words."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.repair import Category, ChargeKind, Danger, Status
from handlers.answers import Option
from handlers.places import SPOTS

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
EARLIER = [{"number": "260310-011", "category": "drain", "words": "下水堵"}, {"number": "251120-002", "category": "power", "words": LONG}]
HOMES = [{"id": 7, "label": "3栋2单元1502"}, {"id": 9, "label": "5栋101"}]
PLACED = [Option("u7", "3栋2单元1502", keeps=HOME), Option("u9", "5栋101"), Option("public", group="place", keeps=PUBLIC)]
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
