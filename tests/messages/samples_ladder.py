"""Values of alerts, and of the questions behind their buttons."""

from datetime import datetime, timedelta
from typing import Any

from handlers.alerts import EXTEND_REASONS, PAUSE_REASONS, SAID_REASONS
from tests.messages.repairs import (
    ARRIVED,
    DONE,
    FIRST,
    GARAGE,
    HELD,
    LATE,
    LONG,
    NOWHERE,
    SLY,
    SPAN,
    STATES,
    TIMES,
    ask,
    ours,
    r,
    said,
    urgent,
)

_AT: datetime = LATE["due"]
_TOLD = [{"at": _AT, "to": ["group", "吴工"]}, {"at": _AT + timedelta(hours=1), "to": ["周琳", "郑经理", "钱主任"]}]


def _d(**more: Any) -> dict[str, Any]:
    plain = {
        "kind": "arrive", "due_at": _AT, "late": timedelta(minutes=8), "left": None, "open": True, "status": "open", "rung": 2,
        "taken_by": None, "taken_until": None, "paused_reason": None, "paused_at": None, "told": _TOLD,
    }  # fmt: skip
    return {**plain, **more}


_COMING = _d(late=None, left=timedelta(minutes=4), rung=1, told=[])
_TAKEN = _d(kind="finish", taken_by=SLY, taken_until=_AT + timedelta(hours=2), rung=3)
_PAUSED = _d(kind="finish", paused_at=_AT, paused_reason="parts", late=None, left=timedelta(days=1))
_OVER = _d(open=False, status="missed")

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "ladder/alert": [
        *({"r": x, "d": _d()} for x in STATES),
        {"r": urgent(**LATE), "d": _d(late=timedelta(0))},
        {
            "r": urgent(**{**ARRIVED, **NOWHERE, "worker_phone": None, "words": LONG}, worker=SLY),
            "d": _d(kind="finish", told=_TOLD * 5),
        },
        {"r": r(), "d": _COMING},
        {"r": r(**HELD), "d": _TAKEN},
        {"r": r(), "d": _PAUSED},
        {"r": r(), "d": {**_PAUSED, "paused_reason": LONG}},
        {"r": r(**DONE), "d": _OVER},
        {"r": r(**DONE), "d": _d(kind="sign")},
        *({"r": r(**DONE), "d": _d(kind=kind)} for kind in ("callback", "fault_notice", "callback_reply")),
    ],
    "ladder/merged": [
        {
            "count": n,
            "lines": [
                {"r": x, "kind": "finish", "due_at": _AT, "late": timedelta(minutes=m)}
                for x in (r(**LATE), urgent(**GARAGE))
            ],
        }
        for n, m in ((2, 30), (40, -30))
    ],
    "ladder/taken": [{"name": "吴工", "until": _AT}, {"name": SLY, "until": _AT}],
    "ladder/told_extended": [
        {"r": r(), "kind": k, "reason": why, "until": _AT} for k, why in (("arrive", "parts"), ("finish", LONG))
    ],
    "ladder/told_paused": [{"r": r(), "kind": "finish", "reason": why} for why in ("contractor", SLY)],
    "ladder/told_resumed": [{"r": r(), "kind": kind, "until": _AT} for kind in ("finish", "callback_reply")],
    "ladder/toast_taken": [{"until": _AT}],
    "ladder/toast_resumed": [{}],
    "ladder_extend/ask_reason": [
        {"ask": ask("reason", *ours("reason", *reasons), **FIRST)} for reasons in (EXTEND_REASONS, SAID_REASONS)
    ],
    "ladder_extend/ask_until": [
        {"a": said(reason="parts"), "ask": ask("until", TIMES[1])},
        {"a": said(reason=LONG), "ask": ask("until", TIMES[1], unclear="moment")},
    ],
    "ladder_extend/summary": [
        {"a": said(reason="parts", until=SPAN), "ask": ask("summary", changes=["reason", "until"])},
        {"a": said(reason=SLY, until=SPAN), "ask": ask("summary", changes=["reason", "until"], back=False)},
    ],
    "ladder_pause/ask_reason": [{"ask": ask("reason", *ours("reason", *PAUSE_REASONS), **FIRST)}],
}
