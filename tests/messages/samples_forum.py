"""Values of owners' forums: the invitation, the desk's card, reminders, minutes, the questions."""

from datetime import timedelta
from typing import Any

from domain.announcements import WHO
from domain.forums import Status
from handlers.answers import Option
from handlers.forums import AUDIENCES, REASONS, SEATS
from tests.messages.repairs import FIRST, LONG, NOW, SLY, ask, ours
from tests.messages.samples_short import counts


def _f(**more: Any) -> dict[str, Any]:
    plain = {"title": "物业服务座谈会", "place": "一楼会所", "starts_at": NOW + timedelta(days=5), "words": "聊聊明年的绿化和停车。", "seats": 30,
             "community": "桂苑", "status": "invited"}  # fmt: skip
    return {**plain, **more}


def _c(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"who": "owners", "buildings": [], "reach": 0, "others": 0, "invited": 120, "all": True, "coming": 0, "waiting": 0,
                             "no": 0, "names": [], "came": 0, "minutes": None, "reason": None, "became": [], "said": counts(answered=0) | {"asked": 0}}  # fmt: skip
    return {**plain, **more}


_BECAME = [
    {"number": f"261122-{n:03}", "flow": flow, "status": status}
    for n, (flow, status) in enumerate((("repair", "taken"), ("complaint", "closed"), ("suggestion", "received")))
]
_SLY = _f(title=SLY, place=SLY, words=SLY, seats=None, community=SLY)
_LONG = _f(title=LONG, place=LONG, words="很长的话。" * 300)

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "forum/invite": [
        *({"f": f, "answer": None, "place": None} for f in (_f(), _SLY, _LONG)),
        {"f": _f(), "answer": "yes", "place": 0}, {"f": _f(), "answer": "yes", "place": 3}, {"f": _f(), "answer": "no", "place": None},
    ],
    "forum/reminder": [{"f": f} for f in (_f(), _SLY, _LONG)],
    "forum/moved_up": [{"f": f} for f in (_f(), _SLY)],
    "forum/cancelled": [{"f": _f(), "reason": "too_few"}, {"f": _SLY, "reason": SLY}],
    "forum/minutes": [{"f": _f(), "minutes": "停车位明年重划。"}, {"f": _SLY, "minutes": SLY}, {"f": _LONG, "minutes": "很长的纪要。" * 300}],
    "forum/card": [
        *({"f": _f(status=str(s)), "c": _c(), "can": set()} for s in Status),
        *({"f": _f(), "c": _c(who=who), "can": set()} for who in (*WHO, "")),
        {"f": _f(status="planned"), "c": _c(reach=80, others=5, buildings=["3栋", SLY]), "can": {"invite", "cancel"}},
        {"f": _SLY, "c": _c(all=False, coming=14, waiting=2, no=3, names=["王芳", SLY]), "can": {"hold", "cancel"}},
        {"f": _f(status="held"), "c": _c(coming=2, came=2, minutes=LONG), "can": {"turn"}},
        {"f": _f(status="held"), "c": _c(came=5, minutes="补种桂花", said=counts(*[SLY, LONG] * 5)), "can": {"turn"}},
        {"f": _f(status="held"), "c": _c(came=2, minutes="补种桂花", became=_BECAME), "can": {"turn"}},
        {"f": _f(status="cancelled"), "c": _c(reason="weather"), "can": set()},
        {"f": _LONG, "c": _c(reason=LONG), "can": set()},
    ],
    "forum/list": [
        {"rows": [], "page": 0, "more": False}, {"rows": [], "page": 2, "more": False},
        {"rows": [{"id": 123456789, "title": SLY, "status": str(s), "at": NOW} for s in Status], "page": 1, "more": True},
    ],
    "forum/toast_answered": [{"answer": "yes", "place": 0}, {"answer": "yes", "place": 2}, {"answer": "no", "place": None}],
    **{f"forum/{n}": [{}] for n in ("toast_inviting", "past", "over", "not_yet")},
    "forum_new/ask_title": [{"ask": ask("title", **FIRST)}],
    "forum_new/ask_place": [{"ask": ask("place")}],
    "forum_new/ask_when": [{"ask": ask("when")}, {"ask": ask("when", unclear="moment")}],
    "forum_new/ask_seats": [
        {"ask": ask("seats", *(Option(f"n{n}", str(n)) for n in SEATS), *ours("forum_seats", "any"))}, {"ask": ask("seats", unclear="forum_seats")},
    ],
    "forum_new/ask_who": [{"ask": ask("who", *ours("audience", *AUDIENCES))}],
    "forum_new/ask_buildings": [
        {"ask": ask("buildings", Option("b3", "3栋"), skip=True, collects=True)},
        {"ask": ask("buildings", Option("b3", "3栋"), skip=True, collects=True, collected=["3", "10"])},
    ],
    "forum_new/ask_words": [{"ask": ask("words")}, {"ask": ask("words", unclear="long_words")}],
    "forum_cancel/ask_reason": [{"ask": ask("reason", *ours("forum_reason", *REASONS), **FIRST)}],
    "forum_minutes/ask_away": [
        {"ask": ask("away", Option("p5", "王芳"), Option("p6", SLY), skip=True, collects=True)},
        {"ask": ask("away", Option("p5", "王芳"), skip=True, collects=True, collected=[{"person": 6, "name": SLY}])},
    ],
    "forum_minutes/ask_words": [{"ask": ask("words")}],
}  # fmt: skip
