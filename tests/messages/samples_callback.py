"""Values of asking back: the owner's question, the desk's card and list, the order, the rain."""

from datetime import datetime, timedelta
from typing import Any

from domain.callbacks import Status
from handlers.callbacks import OPINIONS
from tests.messages.repairs import (
    DONE,
    FIRST,
    GARAGE,
    LATE,
    LONG,
    NOWHERE,
    SLY,
    SPAN,
    TIMES,
    ask,
    ours,
    r,
    said,
    urgent,
)

_AT: datetime = LATE["due"]


def _c(**more: Any) -> dict[str, Any]:
    plain = {
        "status": "asked", "open": True, "sort": "other", "turn": 1, "rain": False, "due_at": _AT, "late": None, "asked_at": None,
        "in_chat": True, "tries": 0, "channel": None, "by": None, "done_at": None, "attitude": None, "quality": None,
        "courtesy": None, "words": None, "opinion": None, "promised_at": None, "answered_at": None, "ordered_at": None,
        "tested_at": None, "paused": {},
    }  # fmt: skip
    return {**plain, **more}


def _over(status: str, **more: Any) -> dict[str, Any]:
    return _c(status=status, open=False, done_at=_AT, channel="phone", by="陈静", **more)


_RATED = {"attitude": 5, "quality": 4, "courtesy": 5}
_LATE = _c(late=timedelta(hours=3), tries=2, asked_at=_AT, in_chat=False)
_RAIN = _c(sort="leak", turn=2, rain=True)
_FAULT = _over("fault", words=LONG, opinion="told_crew", promised_at=_AT)
_ORDERED = _over("fault", words=SLY, opinion=SLY, ordered_at=_AT, promised_at=_AT, answered_at=_AT)
_ASKS = ("attitude", "quality", "courtesy")
_LEAK = r(**{**DONE, "category": "leak"})
_DONE = r(**DONE)

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "callback/ask": [
        *({"r": _DONE, "c": _over(s) if s not in ("asked", "planned") else _c(status=s), "asks": None} for s in Status),
        *({"r": _DONE, "c": _over("good"), "asks": name} for name in _ASKS),
        {"r": _DONE, "c": _over("good", **_RATED), "asks": None},
        {"r": _LEAK, "c": _RAIN, "asks": None},
        {"r": _DONE, "c": _c(words=SLY), "asks": None},
        {"r": _DONE, "c": _over("unreached", words=LONG), "asks": None},
        {"r": urgent(**DONE), "c": _c(sort="urgent", turn=2), "asks": None},
        {"r": urgent(**{**GARAGE, "part": SLY, "worker": SLY}), "c": _c(), "asks": None},
    ],
    "callback/desk_card": [
        *({"r": _DONE, "c": _over(s) if s not in ("asked", "planned") else _c(status=s), "asks": None} for s in Status),
        *({"r": _DONE, "c": _over("good"), "asks": name} for name in _ASKS),
        {"r": _DONE, "c": _over("good", **_RATED), "asks": None},
        {"r": _LEAK, "c": _c(), "asks": None},
        {"r": _LEAK, "c": _c(tested_at=_AT), "asks": None},
        {"r": _LEAK, "c": _c(words=SLY), "asks": None},
        {"r": _LEAK, "c": _c(paused={"callback": SLY}), "asks": None},
        {"r": _LEAK, "c": _over("good", promised_at=_AT, paused={"callback_reply": LONG}), "asks": None},
        {"r": _LEAK, "c": _RAIN, "asks": None},
        {"r": urgent(**DONE, words=LONG), "c": _c(turn=2, sort="urgent"), "asks": None},
        {"r": r(**{**DONE, **NOWHERE, "phone": None, "reporter": SLY}), "c": _LATE, "asks": None},
        {"r": r(), "c": _FAULT, "asks": None},
        {"r": r(), "c": _ORDERED, "asks": None},
    ],
    "callback/list": [
        {"rows": [], "page": page, "more": False, "count": 0, "late": 0} for page in (0, 2)
    ] + [
        {
            "rows": [
                {"r": x, "id": 123456789, "due_at": _AT, "late": late, "tries": tries, "promised_at": owes}
                for x, late, tries, owes in (
                    (_DONE, True, 2, None), (urgent(**GARAGE), False, 0, None), (r(**NOWHERE), False, 0, _AT),
                )
            ],
            "page": page, "more": more, "count": 9, "late": late,
        }
        for page, more, late in ((0, True, 2), (1, False, 0))
    ],
    "callback/waiting": [{"count": 3, "late": 0}, {"count": 3, "late": 1}, {"count": 0, "late": 0}],
    "callback/order_asked": [
        {"r": r(), "c": _FAULT, "limit": _AT},
        {"r": r(**GARAGE), "c": _over("fault"), "limit": None},
        {"r": r(), "c": _ORDERED, "limit": None},
    ],
    "callback/order": [
        {"r": r(), "c": _FAULT, "by": "陈静"},
        {"r": urgent(**NOWHERE), "c": _over("fault", words=SLY), "by": SLY},
        {"r": r(**DONE), "c": _over("fault"), "by": "陈静"},
    ],
    "callback/told_crew": [
        {"r": r(), "c": _FAULT}, {"r": urgent(**LATE), "c": _over("fault", words=SLY)}, {"r": r(**GARAGE), "c": _over("fault")},
    ],
    "callback/told_result": [
        {"r": _DONE, "c": _over("good")},
        {"r": _DONE, "c": _over("good", words=SLY, opinion="explained", promised_at=_AT)},
        {"r": r(), "c": _FAULT},
        {"r": _DONE, "c": {**_over("unreached", tries=3), "channel": None}},
    ],
    "callback/told_promised": [{"r": _DONE, "until": _AT}],
    "callback/rain": [
        {"waiting": n, "today": today, "yesterday": yesterday}
        for n, today, yesterday in ((0, False, False), (4, True, False), (1, True, True))
    ],
    "callback/rain_known": [{}],
    **{f"callback/toast_{name}": [{}] for name in ("good", "fault", "thanks", "noted", "recorded", "ordered", "answered")},
    "callback/toast_missed": [{"tries": 1, "again": _AT}, {"tries": 3, "again": None}],
    "callback/toast_tested": [{"due": _AT}],
    "callback/toast_rained": [{"count": 0}, {"count": 3}],
    "callback_fault/ask_story": [
        {"ask": ask("story", collects=True, **FIRST)},
        {"ask": ask("story", collects=True, collected={"text": SLY, "media": [], "location": None})},
        {"ask": ask("story", collects=True, unclear="nothing")},
    ],
    "callback_record/ask_result": [{"ask": ask("result", *ours("result", "good", "fault"), **FIRST)}],
    "callback_record/ask_channel": [{"ask": ask("channel", *ours("channel", "phone", "visit"))}],
    "callback_record/ask_wrong": [{"ask": ask("wrong")}, {"ask": ask("wrong", unclear="other")}],
    "callback_record/ask_words": [{"ask": ask("words", skip=True)}],
    "callback_record/ask_opinion": [{"ask": ask("opinion", *ours("opinion", *OPINIONS), skip=True)}],
    "callback_record/ask_promised": [
        {"ask": ask("promised", TIMES[1], skip=True)}, {"ask": ask("promised", TIMES[1], skip=True, unclear="moment")},
    ],
    "callback_record/summary": [
        {
            "a": said(result="fault", channel="phone", wrong=LONG, opinion="told_crew", promised=SPAN),
            "ask": ask("summary", changes=["result", "channel", "wrong", "opinion", "promised"]),
        },
        {"a": said(result="good", channel="visit", words=SLY, opinion=SLY), "ask": ask("summary", changes=["result", "words"])},
        {"a": said(result="good", channel="phone"), "ask": ask("summary", changes=["result"], back=False)},
    ],
    "repair_finish/ask_tested": [
        {
            "a": said(process="repaired", part="卫生间顶", materials="none"),
            "ask": ask("tested", *ours("tested", "now"), skip=True),
        },
    ],
    "repair_finish/summary": [
        {
            "a": said(process="repaired", part="卫生间顶", materials="none", tested="now"),
            "ask": ask("summary", changes=["process", "part", "materials", "tested"]),
        },
    ],
}  # fmt: skip
