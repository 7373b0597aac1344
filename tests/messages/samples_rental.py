"""Values of rentals: in every state and at every edge."""

from datetime import date, timedelta
from typing import Any

from domain.rental import PERIODS, Action, Kind, Status
from handlers.answers import Option
from handlers.rental import CANCEL_REASONS, DECLINE_REASONS, END_REASONS, WAYS
from tests.messages.repairs import NOW, SLY, STORY, ask, ours, said

_FROM, _UNTIL = date(2026, 12, 1), date(2027, 11, 30)
_CAN = {str(action) for action in Action}


def _r(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": 7, "flow": "rental", "number": "261122-031", "status": "rental_running", "category": "rental_ad", "danger": None, "urgent": False,
        "home": None, "place": "1号电梯轿厢", "block": None, "floor": None, "words": "晨光文具店", "photos": 0, "reporter": "晨光文具店",
        "phone": "13811112222", "in_chat": False, "on_behalf": True, "channel": "visit", "worker": None, "worker_phone": None, "due": None,
        "late_by": None, "outcome": None, "rating": None, "created_at": NOW, "closed_at": None, "kind": "rental_ad", "since_on": _FROM,
        "until_on": _UNTIL, "ended_on": None, "hours": None, "rent_fen": 100_000, "months": 1, "deposit_fen": 200_000, "deposit_held": 0, "too_much": 0,
        "signed_on": date(2026, 11, 22), "open_fen": 0, "next_on": _FROM, "next_fen": 100_000, "late": False, "rents": [], "ends_in": 373,
        "receipts": False,
    }  # fmt: skip
    return {**plain, **more}


_RENTS = [
    {"from": _FROM, "until": date(2026, 12, 31), "due_on": _FROM, "fen": 100_000, "open": 40_000, "late": late}
    for late in (True, False)
]
_LATE = _r(
    late=True,
    open_fen=140_000,
    late_by=timedelta(days=2),
    due=NOW,
    rents=_RENTS,
    receipts=True,
    photos=3,
    deposit_held=200_000,
    words=SLY,
    place=SLY,
)
_ASKED = _r(status="rental_asked", signed_on=None, next_on=None, next_fen=None, ends_in=None, deposit_fen=0)
_VENUE = _r(
    kind="rental_venue",
    category="rental_venue",
    since_on=_FROM,
    until_on=_FROM,
    hours="14:00-17:00",
    months=0,
    ends_in=9,
    phone=None,
)
_OVER = _r(
    too_much=88_889,
    status="closed",
    ended_on=_UNTIL,
    outcome=SLY,
    next_on=None,
    next_fen=None,
    ends_in=None,
    deposit_held=200_000,
)
_ALL = [*(_r(status=str(s)) for s in Status), *(_r(kind=str(k), months=n) for k in Kind for n in (0, *PERIODS)), _LATE, _ASKED, _VENUE, _OVER,
        _r(ends_in=1)]  # fmt: skip
_HIDDEN = {
    "reporter": None,
    "phone": None,
    "rent_fen": None,
    "deposit_fen": None,
    "deposit_held": None,
    "too_much": None,
    "open_fen": None,
    "next_fen": None,
    "rents": [],
    "receipts": False,
}
_LIST = {"rows": [], "page": 0, "more": False, "over": False, "came": 0, "owing": 0, "month": _FROM, "keeper": True}
_PLACE = {"place": 3, "name": "1号电梯轿厢", "kind": "rental_ad"}
_ASK_A = {"spot": _PLACE, "party": "晨光文具店", "phone": "13811112222", "first_day": "2026-12-01", "last_day": "2027-11-30", "use_hours": None,
          "rent": 100_000, "every": 1, "deposit": 200_000}  # fmt: skip
_CHANGES = ["spot", "party", "phone", "first_day", "last_day", "use_hours", "rent", "every", "deposit"]


def _asks(step: str, *options: Option, **more: Any) -> list[dict[str, Any]]:
    return [
        {"a": said(), "ask": ask(step, *options, **more)},
        {"a": said(), "ask": ask(step, *options, unclear="moment", **more)},
    ]


_DAYS = (Option("d1", "12月1日(周二)"), Option("d2", SLY))

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "rental/desk_card": [{"r": {**r, **_HIDDEN}, "can": set()} for r in _ALL],
    "rental/staff_card": [{"r": r, "can": can} for r in _ALL for can in (set(), _CAN)],
    "rental/renter_card": [{"r": r, "can": set()} for r in _ALL],
    "rental/told_ending": [{"r": {**_r(ends_in=n), **_HIDDEN}, "can": set()} for n in (1, 30)],
    "rental/list": [_LIST, {**_LIST, "rows": _ALL[:8], "more": True, "page": 1, "came": 340_000, "owing": 140_000}, {**_LIST, "rows": [_OVER], "over": True, "keeper": False}],
    "rental/places": [
        {"rows": [], "keeper": True},
        {"rows": [{"id": n, "kind": str(k), "name": SLY, "active": n != 2, "let": n == 1} for n, k in enumerate(Kind)], "keeper": True},
        {"rows": [{"id": 1, "kind": "rental_ad", "name": "大堂灯箱", "active": True, "let": False}], "keeper": False},
    ],
    "rental/summary": [
        {"a": _ASK_A, "ask": ask("summary", changes=_CHANGES)},
        {"a": {**_ASK_A, "spot": {**_PLACE, "kind": "rental_venue", "name": SLY}, "party": SLY, "last_day": "2026-12-01", "use_hours": "14:00-17:00",
               "every": None, "deposit": None}, "ask": ask("summary", changes=_CHANGES)},
    ],
    "rental/ask_kind": _asks("kind", *ours("category", *Kind)),
    "rental/ask_name": _asks("name"),
    "rental/ask_spot": _asks("spot", *(Option(f"p{n}", SLY, note=str(k)) for n, k in enumerate(Kind))),
    "rental/ask_party": _asks("party"),
    "rental/ask_first_day": _asks("first_day", *_DAYS),
    "rental/ask_last_day": _asks("last_day", *_DAYS),
    "rental/ask_use_hours": [*_asks("use_hours", skip=True), {"a": said(), "ask": ask("use_hours", unclear="use_hours")}],
    "rental/ask_rent": [*_asks("rent"), {"a": said(), "ask": ask("rent", unclear="amount")}],
    "rental/ask_every": _asks("every", *ours("rental_period", *(f"n{n}" for n in PERIODS))),
    "rental/ask_deposit": _asks("deposit", skip=True),
    "rental/ask_story": [*_asks("story", skip=True), {"a": said(), "ask": ask("story", collected=STORY)}],
    "rental/ask_seen": [*_asks("seen"), {"a": said(), "ask": ask("seen", collected=STORY)}],
    "rental/ask_sort": _asks("sort", *ours("rental_sort", "rent", "deposit")),
    "rental/ask_returned": _asks("returned", *ours("rental_back", "deposit", "rent")),
    "rental/ask_fen": _asks("fen", Option("100000", "1000.00")),
    "rental/ask_way": _asks("way", *ours("pay_way", *WAYS)),
    "rental/ask_longer": _asks("longer", *_DAYS),
    "rental/ask_reason": [x for reasons in (DECLINE_REASONS, CANCEL_REASONS, END_REASONS) for x in _asks("reason", *ours("reason", *reasons))],
    "rental/ask_phone": _asks("phone"),
    "rental/taken": [{}],
    "rental/director": [{}],
    "rental/days": [{}],
    "rental/too_much": [{"fen": 0}, {"fen": 200_000}],
    "rental/place_known": [{}],
    "rental/no_places": [{}],
    "rental/toast_agreed": [{}],
}  # fmt: skip
