"""Values of breaches and disputes: the cards, the request to sign, the written record, the questions."""

from datetime import timedelta
from typing import Any

from domain.breach import Event, Found, Kind, Signature, Sort, Status
from handlers.answers import Option
from handlers.breach import AUTHORITIES, DROPPED, OUTCOMES
from handlers.places import SPOTS
from tests.messages.repairs import FIRST, LONG, NOW, SLY, STORY, ask, ours, said

_STEPS = {str(event) for event in Event} | {"take", "assign", "place", "unsigned", "record"}


def _s(**more: Any) -> dict[str, Any]:
    plain = {"id": 123456789, "kind": "dissuaded", "words": "已说明不能搭建，业主答应停工", "by": "陈静", "at": NOW, "signature": "absent",
             "asked_of": None, "signed_by": None, "signed_at": None, "declined_at": None, "files": 0}  # fmt: skip
    return {**plain, **more}


_SIGNED = _s(signature="signed", asked_of="王芳", signed_by="王芳", signed_at=NOW, files=2)
_DECLINED = _s(signature="declined", asked_of=SLY, declined_at=NOW, words=LONG)
_ASKED = _s(signature="asked", asked_of="王芳")
_ALL = [_SIGNED, _DECLINED, _ASKED, _s(words=SLY, by=SLY), *(_s(kind=str(k)) for k in Kind)]


def _r(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "flow": "breach", "number": "261122-007", "status": "found", "category": "building", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "露台在搭阳光房", "photos": 1,
        "reporter": "Anna", "phone": "13800000012", "in_chat": True, "on_behalf": False, "channel": "chat", "worker": None,
        "worker_phone": None, "due": NOW + timedelta(hours=4), "late_by": None, "outcome": None, "rating": None,
        "created_at": NOW, "closed_at": None, "found": "reported", "homes": ["3栋2单元1502"], "authority": None,
        "authority_at": None, "owed": "breach_dissuade", "steps": [], "earlier": 0,
    }  # fmt: skip
    return {**plain, **more}


_LATE = _r(late_by=timedelta(hours=2), worker="陈静")
_NOWHERE = _r(home=None, block=None, floor=None, homes=[], place=SLY, found="patrol", words=SLY, reporter=SLY)
_LOST = _r(home=None, block=None, floor=None, homes=[], words="", photos=0)
_OVER = _r(status="closed", due=None, owed=None, outcome="put_right", closed_at=NOW, worker=SLY, steps=_ALL[:4], earlier=3,
           authority="urban_management", authority_at=NOW)  # fmt: skip
_OFF = _r(status="cancelled", due=None, owed=None, outcome=SLY, closed_at=NOW)
_GROUP = {"home": None, "reporter": None, "phone": None, "worker_phone": None, "homes": [], "steps": []}
_STANDING = (
    [_r(status=str(s)) for s in Status] + [_r(category=str(s)) for s in Sort] + [_LATE, _NOWHERE, _LOST, _OVER, _OFF]
)
_PEOPLE = [
    {"home": "3栋2单元1502", "name": "王芳", "relation": "owner", "in_chat": True},
    {"home": "3栋2单元1502", "name": SLY, "relation": "tenant", "in_chat": False},
]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "breach/owner_card": [{"r": r} for r in _STANDING],
    "breach/desk_card": [{"r": {**r, **_GROUP}, "can": {"take"}} for r in _STANDING] + [{"r": {**_OVER, **_GROUP}, "can": set()}],
    "breach/staff_card": [
        *({"r": r, "can": {"record"}, "people": _PEOPLE, "talks": True} for r in _STANDING),
        *({"r": _r(found=str(f)), "can": {"tell", "dissuade", "refer", "drop"}, "people": [], "talks": False} for f in Found),
        {"r": _r(steps=_ALL[-4:], earlier=1), "can": _STEPS, "people": _PEOPLE, "talks": False},
        {"r": _r(category="dispute", homes=["3栋2单元1502", "2栋1单元101"]), "can": {"tell", "mediate", "stop", "place"}, "people": [], "talks": False},
        {"r": _r(category="dispute", homes=["3栋2单元1502"]), "can": {"tell", "mediate", "stop", "place"}, "people": [], "talks": False},
        {"r": {**_NOWHERE, **_GROUP}, "can": set(), "people": [], "talks": False},
    ],
    "breach/list": [
        {"rows": [], "page": page, "more": False} for page in (0, 2)
    ] + [{"rows": [{"id": 123456789, "r": r, "late": r["late_by"]} for r in (_LATE, _NOWHERE, _LOST)], "page": page, "more": True} for page in (0, 1)],
    "breach/record": [
        {"r": _OVER, "part": _ALL[:8], "page": 0, "pages": 2, "reported": True, "talks": False},
        {"r": _OVER, "part": _ALL[8:], "page": 1, "pages": 2, "reported": True, "talks": True},
        {"r": _NOWHERE, "part": [], "page": 0, "pages": 1, "reported": False, "talks": False},
        {"r": _r(words=LONG, outcome=LONG, status="closed", closed_at=NOW), "part": [_DECLINED] * 8, "page": 0, "pages": 1, "reported": False, "talks": False},
    ],
    "breach/sign_asked": [
        {"s": s, "sort": "building", "number": "261122-007", "homes": ["3栋2单元1502"], "community": "桂苑"} for s in (_ASKED, _SIGNED, _DECLINED)
    ] + [{"s": _s(signature=str(x), words=SLY, by=SLY, signed_at=NOW, declined_at=NOW), "sort": "dispute", "number": "261122-007", "homes": [], "community": SLY}
         for x in Signature],
    "breach/told_signed": [{"r": _r(), "s": s} for s in (_SIGNED, _DECLINED)],
    "breach/told_added": [{"r": _r(), "text": SLY, "count": 2}, {"r": _r(), "text": "", "count": 1}, {"r": _r(), "text": LONG, "count": 0}],
    "breach_add/ask_story": [{"ask": ask("story", collects=True, **FIRST)}, {"ask": ask("story", collects=True, collected=STORY)}],
    "breach/told_closed": [{"r": _OVER}, {"r": _OFF}, {"r": _r(status="closed", due=None)}],
    "breach/assigned": [{"r": _LATE, "by": "周敏"}, {"r": _NOWHERE, "by": SLY}],
    **{f"breach/{n}": [{}] for n in ("toast_taken", "toast_signed", "toast_declined", "toast_noted", "two_sides", "same_home", "no_words")},
    "breach/ask_sort": [{"ask": ask("sort", *ours("category", *Sort), **FIRST)}],
    "breach/ask_where": [{"ask": ask("where")}, {"ask": ask("where", unclear="other")}],
    "breach/ask_story": [{"ask": ask("story", collects=True)}, {"ask": ask("story", collects=True, collected=STORY, unclear="nothing")}],
    "breach/summary": [
        {"a": said(sort="rule", where=SLY, story={"text": LONG, "media": []}), "ask": ask("summary", changes=["sort", "where", "story"])},
        {"a": said(sort="dispute", where="3-2-1502", story=STORY), "ask": ask("summary", changes=["sort"], back=False)},
    ],
    "breach_new/ask_sort": [{"ask": ask("sort", *ours("category", *Sort), **FIRST)}],
    "breach_new/ask_spot": [{"ask": ask("spot", *ours("spot", *SPOTS))}],
    "breach_new/ask_story": [{"ask": ask("story", collects=True)}, {"ask": ask("story", collects=True, collected=STORY)}],
    "breach_step/ask_story": [
        {"a": said(_event=str(e)), "ask": ask("story", collects=True, **FIRST)}
        for e in Event if e not in (Event.CLOSE, Event.DROP)
    ] + [{"a": said(_event="tell"), "ask": ask("story", collects=True, collected={"text": SLY, "media": []})}],
    "breach_step/ask_signers": [
        {"ask": ask("signers", Option("p5", "3栋2单元1502 王芳"), Option("p6", SLY), *ours("breach_sign", "refused"), skip=True, collects=True)},
        {"ask": ask("signers", Option("p5", "3栋2单元1502 王芳"), *ours("breach_sign", "refused"), skip=True, collects=True,
                    collected=[{"person": 5, "name": SLY}, {"refused": True}])},
    ],
    "breach_step/ask_authority": [{"ask": ask("authority", *ours("authority", *AUTHORITIES), **FIRST)}],
    "breach_step/ask_reference": [{"ask": ask("reference", skip=True)}],
    "breach_close/ask_reason": [{"ask": ask("reason", *ours("reason", *OUTCOMES), **FIRST)}],
    "breach_drop/ask_reason": [{"ask": ask("reason", *ours("reason", *DROPPED), **FIRST)}],
    "breach_assign/ask_to": [{"ask": ask("to", Option("s3", "陈静", note="desk"), Option("s4", SLY, note="butler"), **FIRST)}],
}  # fmt: skip
