"""Values of the repair's cards, lists, alerts and short lines."""

from typing import Any

from domain.repair import Danger
from tests.messages.repairs import (
    ARRIVED,
    CAN,
    CLOSED,
    DECLINED,
    DONE,
    EARLIER,
    GARAGE,
    GATE,
    HELD,
    HOMES,
    LATE,
    LINES,
    LONG,
    NOWHERE,
    OFFICE,
    QUOTED,
    ROWS,
    SIGNED,
    SLY,
    STATES,
    r,
    urgent,
)

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "repair/owner_card": [{"r": x, "can": CAN["owner"][x["status"]]} for x in STATES],
    "repair/crew_card": [{"r": x, "mode": m} for x in STATES for m in ("claim", "lead", "round_robin")],
    "repair/worker_card": [{"r": x, "can": CAN["worker"][x["status"]], "earlier": e} for x in STATES for e in ([], EARLIER)],
    "repair/worker_card_over": [{"r": x} for x in STATES],
    "repair/crew_moved": [{"r": x, "to": to} for x in (r(), urgent()) for to in ("group", "community")],
    "repair/danger": [
        *({"r": urgent(danger=str(d)), "placed": n % 2 == 0, "homes": HOMES[: n % 3]} for n, d in enumerate(Danger)),
        {"r": urgent(**ARRIVED, worker="李明"), "placed": True, "homes": HOMES},
        {"r": urgent(status="on_way", worker="李明"), "placed": True, "homes": HOMES},
        {"r": urgent(status="assigned", worker="李明", **NOWHERE), "placed": False, "homes": []},
        {"r": urgent(place=SLY, home=None, words=LONG), "placed": True, "homes": []},
        *({"r": urgent(status=s), "placed": True, "homes": []} for s in ("finished", "closed", "cancelled")),
    ],
    "repair/told_accepted": [{"r": x} for x in STATES],
    "repair/told_on_way": [{"r": x} for x in STATES],
    "repair/sign_asked": [
        {"r": r(**DONE)}, {"r": r(**{**DONE, "owing_fen": 0, "process": LONG, "part": SLY, "materials": "none"}, worker="")},
    ],
    "repair/thanked": [{"r": r(**SIGNED)}, {"r": r(**{**SIGNED, "worker": None})}],
    "repair/told_comment": [{"r": r(**SIGNED), "text": "师傅很准时，谢谢" * 200}],
    "repair/told_signed": [{"r": r(**SIGNED)}, {"r": r(**{**SIGNED, **GATE, "rating": 1})}],
    "repair/toast_pictures": [{"count": 1}, {"count": 3}],
    **{f"repair/toast_{name}": [{}] for name in (
        "accepted", "on_way", "arrived", "agreed", "declined", "signed", "urged", "urge_kept", "placed", "cancelled", "no_pictures")},
    "repair/staff_card": [
        *({"r": x, "can": OFFICE, "shared": None} for x in STATES),
        *({"r": x, "can": {"accept"}, "shared": None} for x in STATES[:3]),
        *({"r": x, "can": CAN["worker"][x["status"]] | {"reveal", "history"}, "shared": None} for x in STATES),
        *({"r": x, "can": CAN["owner"][x["status"]], "shared": of} for x in STATES for of in ("family", "home")),
        {"r": r(**QUOTED, on_behalf=True, channel="phone"), "can": OFFICE | {"agree", "decline"}, "shared": None},
        {"r": r(**{**SIGNED, "comment": LONG}, worker_phone=None), "can": {"reopen", "history", "reveal", "talk"}, "shared": None},
    ],
    "repair/alert_unsigned": [{"r": r(**DONE)}, {"r": r(**{**DONE, **GARAGE, "worker": None})}],
    "repair/sign_reminder": [{"r": r(**DONE)}, {"r": r(**{**DONE, **GARAGE})}],
    "repair/quote_asked": [
        {"r": r(**QUOTED)}, {"r": r(**{**QUOTED, "quote_lines": QUOTED["quote_lines"] * 9, "worker": None})},
        {"r": r(**{**QUOTED, "quote_lines": [{"code": "own", "name_zh": SLY, "name_en": SLY, "quantity": 1, "price_fen": 1}]})},
    ],
    "repair/told_added": [
        {"r": r(), "text": "现在水更大了", "count": 2, "by": "王芳"}, {"r": r(), "text": LONG, "count": 0, "by": SLY},
        {"r": r(), "text": "", "count": 1, "by": ""},
    ],
    "repair/told_agreed": [{"r": r(**{**ARRIVED, "owing_fen": 12000, "quote_fen": 4000})}],
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
    **{f"repair/{name}": [{"worker": "李明"}, {"worker": SLY}] for name in ("taken", "given_to", "has_it")},
    **{f"repair/{name}": [{}] for name in ("no_such_worker", "promise_past", "quote_empty", "quote_first")},
    "repair/too_late_to_reopen": [{"days": 7}, {"days": 1}],
    "matters/list": [
        {"kind": kind, "rows": rows, "page": page, "more": more}
        for kind in ("open", "past", "work", "waiting", "better")
        for rows, page, more in ((ROWS, 0, True), (ROWS[:1], 2, False), ([], 0, False), ([], 1, False))
    ],
    "repair/history": [
        {"r": r(), "lines": LINES[n : n + 20], "left_out": n, "talks": n > 0} for n in (0, 10)
    ] + [{"r": urgent(**LATE), "lines": [], "left_out": 0, "talks": False}],
}  # fmt: skip
