"""Values of the repair's questions and summaries."""

from typing import Any

from domain.repair import Danger
from handlers.answers import Option
from handlers.places import SPOTS
from handlers.repair.crew import BACK_REASONS, CANNOT_REASONS, HOLD_REASONS
from tests.messages.repairs import (
    BUILDING,
    CATEGORIES,
    COLLEAGUES,
    COLLECTS,
    FIRST,
    HOME,
    LONG,
    PHOTO,
    PICKED,
    PLACED,
    PRICES,
    PUBLIC,
    RESIDENTS,
    SLY,
    SPAN,
    STORY,
    STRANGER,
    TIMES,
    WANG,
    ask,
    ours,
    said,
)

SAMPLES: dict[str, list[dict[str, Any]]] = {
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
    "caller/ask_channel": [{"ask": ask("channel", *ours("channel", "phone", "visit", "patrol"), **FIRST)}],
    "caller/ask_home": [
        {"a": said(channel="phone"), "ask": ask("home", Option("b3", "3栋", keeps=BUILDING), *ours("place", "public"))},
        {"a": said(channel="phone"), "ask": ask("home", *PLACED, typed="3-1502")},
        {"a": said(channel="phone"), "ask": ask("home", *ours("place", "public"), typed=LONG, page=1, pages=2)},
    ],
    "caller/ask_entrance": [
        {"a": said(channel="visit", home=BUILDING), "ask": ask("entrance", Option("e0", group="place", keeps=""), Option("e1", "2", keeps="2"))},
    ],
    "caller/ask_floor": [
        {"a": said(channel="visit", home=BUILDING, entrance="2"), "ask": ask("floor", *(Option(f"f{n}", str(n), keeps=n) for n in range(1, 25)), pages=2)},
    ],
    "caller/ask_room": [
        {"a": said(channel="visit", home=BUILDING, entrance=e, floor=f), "ask": ask("room", Option("u7", "1502", keeps=HOME))}
        for e, f in (("2", 15), ("", None))
    ],
    "repair_desk/ask_spot": [{"a": said(channel="patrol", home=PUBLIC), "ask": ask("spot", *ours("spot", *SPOTS))}],
    "caller/ask_caller": [
        {"a": said(channel="phone", home=HOME), "ask": ask("caller", *RESIDENTS)},
        {"a": said(channel="patrol", home=PUBLIC, spot={"spot": "roof"}), "ask": ask("caller", *ours("caller", "other"), unclear="choose")},
    ],
    "caller/ask_name": [{"a": said(channel="phone", home=HOME, caller=STRANGER), "ask": ask("name")}],
    "caller/ask_phone": [{"a": said(channel="phone", home=HOME, caller=STRANGER, name=SLY), "ask": ask("phone", unclear="phone")}],
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
