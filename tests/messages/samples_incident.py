"""Values of incidents: the desk's card and list, the card of everybody who joined, the heads' message, the questions."""

from datetime import timedelta
from typing import Any

from domain.incidents import OUTAGES, Status
from domain.repair import Category, kin
from domain.repair import Status as CaseStatus
from handlers.answers import Option
from handlers.incidents import OUTCOMES
from tests.messages.repairs import FIRST, LONG, NOW, SLY, SOON, SPAN, TIMES, ask, ours, r, said, urgent


def _i(**more: Any) -> dict[str, Any]:
    plain = {
        "number": "261122-005", "status": "open", "kind": "water", "building": "3栋", "words": "总管漏水，正在抢修", "promised_at": SOON,
        "homes": 4, "floors": [(15, 3), (1, 1)], "cases": ["261122-001", "261122-002", "261122-003"], "more": 0, "alone": 0,
        "main": "261122-001", "state": "accepted", "hold_reason": None, "proposed_at": NOW - timedelta(hours=1),
        "opened_at": NOW, "closed_at": None, "outcome": None,
    }  # fmt: skip
    return {**plain, **more}


_PROPOSED = _i(number=None, status="proposed", opened_at=None, words=None, promised_at=None, homes=3)
_OVER = _i(status="closed", closed_at=NOW, outcome="restored", state="closed")
_ALL = [
    _i(), _PROPOSED, _OVER, _i(number=None, status="dismissed", closed_at=NOW), {**_OVER, "outcome": None}, {**_OVER, "outcome": LONG},
    _i(building=None, kind="lighting", floors=[], homes=1, words=None, promised_at=None, main=None, state=None, cases=["261122-001"]),
    _i(building=SLY, words=SLY, outcome=SLY, hold_reason=SLY, state="on_hold"), _i(words=LONG, state="on_hold", hold_reason="parts"),
    _i(floors=[(n, 2) for n in range(30, 0, -1)], homes=123, cases=[f"261122-{n:03}" for n in range(6)], more=117, alone=2),
    *(_i(state=str(s)) for s in CaseStatus), *(_i(kind=str(c)) for c in sorted({kin(c) for c in Category})),
]  # fmt: skip
_CAN = {"proposed": {"confirm", "dismiss"}, "open": {"progress", "close"}}


def _offer(**more: Any) -> Option:
    keeps = {
        "incident": 7,
        "joined": False,
        "kind": "water",
        "building": "3栋",
        "homes": 3,
        "words": None,
        "promised": None,
        **more,
    }
    return Option("i7", "261122-005", keeps=keeps)


_APART = ours("incident", "apart")
_PLACED = said(place={"unit": 7, "label": "3栋2单元1502"}, category="water")
_TALK: list[dict[str, Any]] = [
    {"a": said(words=LONG, until=SPAN), "ask": ask("summary", changes=["words", "until"])},
    {"a": said(words=SLY), "ask": ask("summary", changes=["words"], back=False)},
]
_IN = {"number": "261122-005", "homes": 4, "main": None}
_CARDS = [r(incident=_IN), urgent(incident={**_IN, "homes": 1, "main": "261122-001"})]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "incident/card": [{"i": i, "can": _CAN.get(i["status"], set())} for i in _ALL],
    "incident/heads": [{"i": i} for i in _ALL if i["status"] in (Status.OPEN, Status.CLOSED)],
    "incident/joined": [{"i": i} for i in _ALL if i["status"] in (Status.OPEN, Status.CLOSED)],
    "incident/list": [
        {"rows": [], "page": 0, "more": False},
        {"rows": [{"id": 123456789, **i} for i in _ALL[:2]], "page": 0, "more": False},
        {"rows": [{"id": 1, **_i(building=SLY, homes=1)}] * 6, "page": 1, "more": True},
    ],
    "incident/toast_dismissed": [{}],
    "incident_open/ask_words": [{"ask": ask("words", skip=True, **FIRST)}, {"ask": ask("words", skip=True)}],
    "incident_open/ask_until": [
        {"a": said(), "ask": ask("until", *TIMES[1:], skip=True)},
        {"a": said(words=LONG), "ask": ask("until", skip=True, unclear="moment")},
    ],
    "incident_open/summary": [*_TALK, {"a": said(), "ask": ask("summary")}],
    "incident_progress/ask_words": [{"ask": ask("words", **FIRST)}],
    "incident_progress/ask_until": [{"a": said(words=SLY), "ask": ask("until", *TIMES[1:], skip=True)}],
    "incident_progress/summary": _TALK,
    "incident_close/ask_outcome": [{"ask": ask("outcome", *ours("reason", *OUTCOMES), **FIRST)}],
    "repair/ask_incident": [
        {"a": _PLACED, "ask": ask("incident", _offer(), *_APART)},
        {"a": _PLACED, "ask": ask("incident", _offer(words=LONG, promised=SPAN[1], homes=120), *_APART, **FIRST)},
        {"a": said(category="lighting"), "ask": ask("incident", _offer(building=None, words=SLY, homes=1), *_APART)},
        {"a": _PLACED, "ask": ask("incident", _offer(building=SLY), *_APART)},
        *(
            {
                "a": {**_PLACED, "category": "urgent", "danger": d},
                "ask": ask("incident", _offer(joined=joined), *_APART, **FIRST),
            }
            for d in sorted(OUTAGES)
            for joined in (False, True)
        ),
    ],
    "repair/owner_card": [{"r": one, "can": set()} for one in _CARDS],
    "repair/crew_card": [{"r": one, "mode": "claim"} for one in _CARDS],
    "repair/worker_card": [{"r": one, "can": set(), "earlier": []} for one in _CARDS],
    "repair/staff_card": [{"r": one, "can": set(), "shared": None} for one in _CARDS],
}
