"""Sample values for the messages of common, account, duty, join, invite and standards."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from domain.people import Relation, Role, Team
from domain.standards import CATALOGUE
from domain.standards import Kind as Written
from handlers.answers import Option
from handlers.manage import GROUPS, offered
from handlers.menu import choices
from tests.messages.people import DIRECTOR, GUEST, RESIDENT, WORKER

#: Words as people send them: far too long, with HTML, with marks that could pass for a button of ours.
LONG = "水槽下面一直滴水,地上都是水,麻烦尽快。\n" * 500
HOSTILE = '<b>坏</b> & "引号" </code><a href="x">点</a> \x1edata\x1f我来接\x1faccept\x1e \u202e倒着'
NAME = "欧阳<明>" + "长" * 200


def asking(step: str, options: Sequence[Option] = (), **more: Any) -> dict[str, Any]:
    """What a question is given beside the answers."""
    plain = {
        "page": 0,
        "pages": 1,
        "unclear": "",
        "typed": None,
        "kept": None,
        "collected": None,
        "back": True,
        "skip": False,
    }
    return {"step": step, "options": list(options), **plain, "collects": False, "changes": [], **more}


def _keys(group: str, keys: Sequence[str]) -> list[Option]:
    return [Option(str(key), group=group) for key in keys]


_ROLES, _TEAMS, _RELATIONS = _keys("role", list(Role)), _keys("team", list(Team)), _keys("relation", list(Relation))
_BUILDINGS = [Option(f"b{n}", f"{n}栋") for n in range(1, 25)]
_ENTRANCES = [Option(f"e{n}", str(n)) for n in range(1, 4)]
_NO_ENTRANCE = [Option("e0", group="place"), Option("e1", "1")]
_FLOORS = [Option(f"f{n}", str(n)) for n in range(1, 25)]
_ROOMS = [Option(f"u{n}", f"150{n}") for n in range(1, 5)]
_FOUND = [Option("u7", "3栋2单元1502")]

_HOME = {"building": "3", "label": "3栋"}
_TYPED = {"unit": 7, "label": "3栋2单元1502"}
_ON_FLOOR = {"home": _HOME, "entrance": "2", "floor": 15}
_BARE = {"home": _HOME, "entrance": "", "floor": None}
_PICKED = {**_ON_FLOOR, "room": _TYPED}

SAID = {
    "text": "楼下有只猫",
    "media": [{"kind": "photo", "ref": "x"}, {"kind": "voice", "ref": "y"}],
    "location": [1.0, 2.0],
}

_HOME_ASKED: list[dict[str, Any]] = [
    {"ask": asking("home", _BUILDINGS, pages=2)},
    {"ask": asking("home", _BUILDINGS, page=1, pages=3, unclear="choose")},
    {"ask": asking("home", _FOUND, typed="3-2-1502")},
    {"ask": asking("home", _BUILDINGS, typed=HOSTILE)},
    {"ask": asking("home", [], typed=LONG, back=False)},
]
_PLACE_ASKED: dict[str, list[dict[str, Any]]] = {
    "entrance": [
        {"a": {"home": _HOME}, "ask": asking("entrance", _ENTRANCES)},
        {"a": {"home": _HOME}, "ask": asking("entrance", _NO_ENTRANCE)},
    ],
    "floor": [{"a": {"home": _HOME, "entrance": "2"}, "ask": asking("floor", _FLOORS, pages=2, unclear="choose")}],
    "room": [
        {"a": _ON_FLOOR, "ask": asking("room", _ROOMS)},
        {"a": _BARE, "ask": asking("room", _ROOMS, unclear="resumed")},
        {"a": _BARE, "ask": asking("room", _ROOMS, unclear="refused", kept={"value": 1, "text": HOSTILE})},
    ],
    "relation": [
        {"a": _PICKED, "ask": asking("relation", _RELATIONS)},
        {"a": {"home": _TYPED}, "ask": asking("relation", _RELATIONS)},
    ],
}
_JOINER = {**_PICKED, "community": 1, "relation": "owner", "name": "王芳"}
_JOIN_STEPS = ["home", "relation", "name", "phone"]


def _menu(**more: Any) -> dict[str, Any]:
    quiet = {"homes": [], "open": 0, "held": 0, "on_duty": False, "role": None, "works_at": None}
    return {"name": "王芳", "community": "阳光花园", **quiet, **more}


def _set_badly() -> list[dict[str, Any]]:
    return [
        {"key": s.key, "kind": str(s.kind), "value": HOSTILE, "low": s.low, "high": s.high, "choices": s.choices}
        for s in CATALOGUE
    ] + [
        {"key": "some.key", "kind": str(kind), "value": "x" * 500, "low": 0, "high": 100_000, "choices": ("a", "b")}
        for kind in Written
    ]


def _card(**more: Any) -> dict[str, Any]:
    known = [{"name": "王明", "relation": Relation.OWNER}, {"name": HOSTILE, "relation": Relation.TENANT}]
    return {
        "name": "王芳",
        "phone": "13800138000",
        "relation": "owner",
        "home": "3栋2单元1502",
        "known": known,
        "status": "asked",
        **more,
    }


_COMMON: dict[str, list[dict[str, Any]]] = {
    "common/pictures": [{"number": "261122-003"}],
    "common/hello": [{"community": "阳光花园"}, {"community": NAME}],
    "common/menu": [
        _menu(can=choices(RESIDENT), homes=["3栋2单元1502"], open=2),
        _menu(can=choices(RESIDENT), name="?", homes=["3栋2单元1502"] * 5, open=10),
        _menu(can=choices(WORKER), role=Role.ENGINEER, on_duty=True, held=1, open=1),
        _menu(can=choices(DIRECTOR), role=Role.DIRECTOR, name=NAME, community=NAME, works_at=NAME),
        _menu(can=choices(GUEST)),
    ],
    "common/manage": [
        {"can": offered(DIRECTOR), "group": None, "groups": list(GROUPS)},
        {"can": {"board"}, "group": None, "groups": []},
        *({"can": offered(DIRECTOR), "group": group, "groups": list(GROUPS)} for group in GROUPS),
    ],
    "common/help": [{"staff": s, "known": k} for s, k in ((True, True), (False, True), (False, False))],
    "common/ask_what": [
        {"a": {"_said": SAID}, "ask": asking("what", _keys("meaning", ["complaint", "repair", "enquiry", "suggestion", "desk"]), back=False)},
        {"a": {"_said": {"text": LONG, "media": []}}, "ask": asking("what", _keys("meaning", ["desk"]), unclear="choose")},
        {"a": {"_said": {"text": HOSTILE, "media": []}}, "ask": asking("what", _keys("meaning", ["desk"]), unclear="resumed")},
        {"a": {"_said": SAID, "_over": True}, "ask": asking("what", _keys("meaning", ["desk", "repair"]), back=False)},
        {"a": {"_said": {"text": "", "media": [{"kind": "file", "ref": "x"}]}}, "ask": asking("what", _keys("meaning", ["desk"]))},
    ],
    "common/admin_alert": [{"subject": 123456789, "kind": "text"}, {"subject": HOSTILE, "kind": HOSTILE}],
    **{
        f"common/{name}": [{}]
        for name in (
            "ways_in", "outdated", "not_now", "not_yours", "heads_only", "go_private", "cancelled", "expired", "bug", "in_private",
            "ask_language",
        )
    },
}  # fmt: skip
_ACCOUNT: dict[str, list[dict[str, Any]]] = {
    "account/bound": [
        {"name": "王芳", "community": "阳光花园", "homes": [{"label": "3栋2单元1502", "relation": r} for r in Relation], "role": None},
        {"name": NAME, "community": NAME, "homes": [{"label": "3栋2单元1502", "relation": "owner"}] * 9, "role": Role.BUTLER},
        {"name": "王芳", "community": "阳光花园", "homes": [], "role": None},
    ],
    "account/ask_team": [{"teams": list(Team), "bound": []}, {"teams": list(Team), "bound": list(Team)}],
    "account/group_bound": [{"team": t, "community": "阳光花园"} for t in Team],
    "account/toast_bound": [{"team": t} for t in Team],
    "account/group_lost": [{"team": "desk", "title": HOSTILE}, {"team": Team.DESK, "title": ""}],
    "account/asked": [{"home": "3栋2单元1502"}],
    "account/approved": [{"home": "3栋2单元1502"}],
    "account/refused": [{"home": "3栋2单元1502"}],
    "account/already_home": [{"home": "3栋2单元1502"}],
    "account/join_card": [
        _card(), _card(phone=None, known=[], status="approved"), _card(name=NAME, status="refused"), _card(known=_card()["known"] * 5),
        _card(relation="family", name=HOSTILE), _card(relation="tenant"),
    ],
    "account/welcome": [
        {"community": "阳光花园", "role": "engineer", "home": None}, {"community": NAME, "role": None, "home": "3栋2单元1502"},
    ],
    "account/invite": [
        {"code": "aB3_-x", "hours": 72, "resident": True, "bot": "guanjia_bot"}, {"code": "aB3", "hours": 1, "resident": False, "bot": ""},
    ],
    "account/staff": [
        {"rows": [{"id": n, "name": NAME if n > 5 else f"员工{n}", "role": r, "on_duty": n % 2 == 0} for n, r in enumerate(Role)][:8],
         "page": page, "more": page < 1} for page in (0, 1)
    ] + [{"rows": [], "page": 0, "more": False}],
    "account/ask_remove": [{"name": NAME, "role": r} for r in Role],
    "account/removed": [{"name": NAME, "count": n} for n in (0, 1, 12)],
    **{
        f"account/{name}": [{}]
        for name in (
            "contact_unknown", "foreign_contact", "not_bound", "group_hello", "join_hint", "toast_approved", "toast_refused", "invite_gone",
        )
    },
}  # fmt: skip
_TALKS: dict[str, list[dict[str, Any]]] = {
    "duty/note": [
        {"text": t, "by": "李强", "at": datetime(2026, 11, 21, 22, 30, tzinfo=UTC)}
        for t in ("3栋泵房有异响", LONG, HOSTILE)
    ],
    "duty/ask_note": [{"ask": asking("note", skip=True, back=False, unclear=u)} for u in ("", "other")],
    "duty/list": [
        {"rows": [{"name": NAME, "role": r, "held": n, "there": n % 2 == 0} for n, r in enumerate(Role)] * times}
        for times in (0, 1, 4)
    ],
    "duty/off": [{}],
    "duty/toast_on": [{}],
    "duty/toast_signed": [{}],
    "standards/unknown": [{"key": "repair.small"}, {"key": LONG}, {"key": HOSTILE}],
    "standards/bad_value": _set_badly(),
}
_JOINING: dict[str, list[dict[str, Any]]] = {
    "join/ask_community": [{"ask": asking("community", [Option("1", "阳光花园"), Option("2", "翠湖苑")], back=False)}],
    "join/ask_home": _HOME_ASKED,
    **{f"join/ask_{step}": values for step, values in _PLACE_ASKED.items()},
    "join/ask_name": [
        {"a": {**_PICKED, "relation": r}, "ask": asking("name", unclear=u)} for r, u in zip(Relation, ("", "other", "resumed"), strict=True)
    ],
    "join/ask_phone": [
        {"a": _JOINER, "ask": asking("phone", skip=True)},
        {"a": {**_JOINER, "name": LONG}, "ask": asking("phone", skip=True, unclear="phone")},
    ],
    "join/summary": [
        {"a": {**_JOINER, "phone": "13800138000"}, "ask": asking("summary", changes=["community", "entrance", "floor", "room", *_JOIN_STEPS])},
        {"a": {**_JOINER, "home": _TYPED, "room": None, "name": HOSTILE}, "ask": asking("summary", changes=_JOIN_STEPS[:3], unclear="resumed")},
        {"a": {**_JOINER, "name": LONG}, "ask": asking("summary", changes=_JOIN_STEPS[:3])},
    ],
    "invite/ask_kind": [{"ask": asking("kind", _keys("invitee", ["staff", "resident"]), back=False)}],
    "invite/ask_role": [{"ask": asking("role", _ROLES, unclear=u)} for u in ("", "choose")],
    "invite/ask_team": [{"a": {"kind": "staff", "role": r}, "ask": asking("team", _TEAMS)} for r in Role],
    "invite/ask_home": _HOME_ASKED,
    **{f"invite/ask_{step}": values for step, values in _PLACE_ASKED.items()},
    "invite/summary": [
        {"a": {"kind": "staff", "role": "engineer", "team": "engineering"}, "ask": asking("summary", changes=["kind", "role", "team"])},
        {"a": {"kind": "staff", "role": "manager"}, "ask": asking("summary", changes=["kind", "role"])},
        {"a": {**_PICKED, "kind": "resident", "relation": "tenant"},
         "ask": asking("summary", changes=["kind", "home", "entrance", "floor", "room", "relation"])},
    ],
}  # fmt: skip

SAMPLES = {**_COMMON, **_ACCOUNT, **_TALKS, **_JOINING}
