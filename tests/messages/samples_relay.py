"""Sample values for the messages of residents and the desk talking through us."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.people import Role
from tests.messages.samples_common import HOSTILE, LONG, NAME, SAID, asking

_SINCE = datetime(2026, 11, 22, 5, 50, tzinfo=UTC)
_NAMES = ("王芳", NAME, "?")


def _copy(**more: Any) -> dict[str, Any]:
    plain = {
        "text": "物业费怎么交?", "newest": True, "name": "王芳", "home": "3栋2单元", "number": None, "known": True, "owner": None, "owner_id": None,
        "hidden": False, "edited": False, "open": True, "alone": False, "elsewhere": False,
    }  # fmt: skip
    return {**plain, **more}


def _line(**more: Any) -> dict[str, Any]:
    plain = {
        "at": _SINCE, "by": "王芳", "desk": False, "text": "几点下班", "photos": 0, "files": 0, "edited": False, "failed": False,
        "earlier": [],
    }  # fmt: skip
    return {**plain, **more}


def _talk(**more: Any) -> dict[str, Any]:
    plain = {
        "name": "王芳", "ours": True, "homes": ["3栋2单元1502"], "phone": "13800000011", "number": None, "owner": "陈静", "open": True,
        "lines": [_line(), _line(desk=True, by="陈静", text="八点")], "length": 600, "files": 0, "of_case": False, "page": 0,
        "older": False,
    }  # fmt: skip
    return {**plain, **more}


_LONGEST = [_line(text="😀" * 400, by=NAME, photos=9, files=9, failed=True, edited=True, earlier=["😀" * 400])] * 10

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "relay/ask_story": [
        {"ask": asking("story", collects=True, back=False)},
        {"ask": asking("story", collects=True, unclear="nothing")},
        {"ask": asking("story", collects=True, collected=SAID)},
        {"ask": asking("story", collects=True, collected={"text": LONG, "media": []})},
        {
            "ask": asking(
                "story", collects=True, collected={"text": "", "media": [], "location": [1.0, 2.0]}, unclear="other"
            )
        },
    ],
    "relay/to_desk": [
        _copy(),
        _copy(text=LONG[:1800], name=NAME, home=None, number="261122-003", known=False, hidden=True, edited=True),
        _copy(text=HOSTILE, name="?", home=None, known=False, owner=NAME, owner_id=7),
        _copy(text="😀" * 1800, name="李工", home=None, owner="陈静", owner_id=7, alone=True),
        _copy(owner=NAME, owner_id=7, alone=True, elsewhere=True),
        _copy(text="", number="261122-003", open=False, owner="陈静", owner_id=7),
        _copy(text=LONG[:1800], name=NAME, newest=False),
    ],
    "relay/to_resident": [
        {"text": t, "by": "李敏", "number": n, "edited": e}
        for t, n, e in (
            ("已经在查了。", None, False), (LONG[:1800], "261122-003", True), (HOSTILE, None, False), ("", None, False)
        )
    ],
    "relay/passed_on": [
        {"alone": a, "on_duty": d, "opens": o, "owner": by}
        for a, d, o, by in (
            (False, ["陈静"], None, None), (False, [], None, None), (False, [NAME] * 4, _SINCE, None),
            (False, [], _SINCE, None), (True, [NAME], None, None), (False, ["陈静", NAME], None, NAME),
        )
    ],
    "relay/undelivered": [{"name": n, "edited": e} for n, e in zip(_NAMES, (False, True, False), strict=True)],
    "relay/closed": [{"by_desk": True, "name": ""}, {"by_desk": False, "name": "王芳"}],
    "relay/more": [{"text": "接着说" * 300}],
    "relay/came_back": [
        {"name": n, "count": len(lines), "lines": lines}
        for n, lines in (
            ("王芳", [{"text": "八点下班", "files": 0}]),
            (NAME, [{"text": LONG, "files": 3}] * 5),
            ("?", [{"text": "", "files": 1}]),
        )
    ],
    **{f"relay/{name}": [{"name": n} for n in _NAMES] for name in ("still_away", "with_supervisor", "supervisor_away")},
    "relay/taken": [{"by": "陈静", "name": n, "was": w} for n, w in zip(_NAMES, (None, NAME, "周敏"), strict=True)],
    **{
        f"relay/{name}": [{"by": "周敏", "name": n} for n in _NAMES] for name in ("apart_group", "apart_yours", "back_group")
    },
    "relay/apart_resident": [{"by": "周敏"}, {"by": NAME}],
    "relay/toast_apart": [{"by": "周敏"}, {"by": NAME}],
    "relay/ask_apart": [
        {"name": n, "people": [{"id": 5, "name": p, "role": r} for p, r in people]}
        for n, people in (("王芳", [("周敏", Role.DESK_SUPERVISOR)]), (NAME, [(NAME, Role.MANAGER)] * 8), ("?", [("冯", Role.DIRECTOR)]))
    ],
    "relay/waits": [
        {"name": n, "owner": o, "since": _SINCE, "waited": timedelta(minutes=m)}
        for n, o, m in (("王芳", None, 10), (NAME, NAME, 90), ("?", "陈静", 3000))
    ],
    "relay/raised": [
        {"name": n, "since": _SINCE, "waited": timedelta(minutes=m)} for n, m in (("王芳", 30), (NAME, 90), ("?", 3000))
    ],
    "relay/ask_case": [
        {"name": n, "rows": rows, "makes": ["repair"]}
        for n, rows in (
            ("王芳", []),
            (NAME, [{"id": 9, "number": "261122-003", "flow": "repair", "words": LONG, "chosen": c % 2 == 0} for c in range(8)]),
            ("?", [{"id": 9, "number": "261122-003", "flow": "repair", "words": "", "chosen": False}]),
        )
    ],
    "relay/transcript": [
        _talk(),
        _talk(
            name=NAME, homes=[], phone=None, number="261122-003", owner=NAME, open=False, lines=_LONGEST, length=120, files=9,
            of_case=True, page=1, older=True,
        ),
        _talk(name="?", ours=False, owner=None, lines=[_line(text=LONG[:1200], by="?")], length=1200, page=1, files=1, older=True),
    ],
    "relay/toast_linked": [{"number": "261122-003"}],
    **{
        f"relay/{name}": [{}]
        for name in (
            "cannot_pass", "file", "place", "nobody", "not_heard", "no_supervisor", "nothing_said", "toast_closed", "toast_taken", "toast_back",
            "toast_again",
        )
    },
}  # fmt: skip
