"""Values of complaints: the owner's card, the desk's, the handler's, the questions, the history."""

from datetime import timedelta
from typing import Any

from domain.complaint import VALUES, Cause, Field, Grade, Part
from domain.people import Team
from handlers.complaint.desk import REASONS
from handlers.complaint.handling import CONTACTS, SORTS
from handlers.complaint.report import HIDDEN, NAMED, RUNG, STILL, WHEN, WISHES
from tests.messages.repairs import LONG, NOW, SLY, SOON, SPAN, TIMES, ask, ours, said

TOPICS = ("staff", "noise", "parking", "cleaning", "else")
_PROPOSED = {
    "grade": {"value": "important", "words": ["多次", "没人管"]},
    "subtype": {"value": "neglect", "words": ["没人扫"]},
    "validity": {"value": "valid", "words": []},
}


def _department(number: int, **more: Any) -> dict[str, Any]:
    given = {
        "id": number,
        "team": Team.CLEANING,
        "leads": True,
        "status": Part.ASKED,
        "findings": None,
        "contacted_at": None,
    }
    return {**given, **more}


def k(**more: Any) -> dict[str, Any]:
    """A complaint as cards read it."""
    given: dict[str, Any] = {
        "flow": "complaint", "number": "261122-007", "status": "registered", "category": "cleaning", "danger": None,
        "urgent": False, "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": None, "photos": 2, "reporter": "王芳",
        "phone": "+8613800000001", "in_chat": True, "on_behalf": False, "channel": "chat", "worker": None, "team": "cleaning",
        "against_team": "cleaning", "against_person": None, "anonymous": False, "harm": False, "agitated": False, "level": 0,
        "wish_by": None, "wish_agreed": False, "validity": None, "subtype": None, "grade": None, "responsibility": None,
        "cause": None, "proposed": _PROPOSED, "counted_as": Grade.IMPORTANT, "departments": [], "linked": [], "private": False, "to_ask": False,
        "due": SOON, "late_by": None, "first_due": SOON, "solve_due": SOON + timedelta(days=2), "definite_due": None,
        "created_at": NOW, "closed_at": None, "rating": None, "words": "楼道三天没人扫，垃圾堆着有味道", "wish": "explain",
        "happened": "often", "outcome": None, "result": None, "comment": None,
    }  # fmt: skip
    return {**given, **more}


_JUDGED = {
    "validity": "valid",
    "subtype": "neglect",
    "grade": "major",
    "responsibility": "company",
    "cause": "slowness",
}
STATES = [
    k(),
    k(status="handed", departments=[_department(1)], harm=True, urgent=True, agitated=True),
    k(status="working", worker="何勇", departments=[_department(1, status=Part.CONTACTED), _department(2, team=Team.SECURITY, leads=False, findings=LONG, status=Part.DONE)],
      late_by=timedelta(hours=3), **_JUDGED),
    k(status="working", worker=SLY, level=2, linked=[{"number": "261122-009", "flow": "repair", "status": "accepted", "kind": "cure"}],
      first_due=None, solve_due=None, due=None, words=LONG, wish=SLY, against_person=SLY, happened=LONG),
    k(status="answered", result=LONG, due=SOON, first_due=None, solve_due=None, anonymous=True, wish_by=SOON),
    k(status="answered", result="cured", due=SOON, first_due=None, solve_due=None),
    k(status="closed", rating=5, closed_at=NOW, due=None, first_due=None, solve_due=None, result="已安排每天清扫", comment=SLY, **_JUDGED),
    k(status="closed", outcome="explained", closed_at=NOW, due=None, first_due=None, solve_due=None),
    k(status="cancelled", closed_at=NOW, due=None, first_due=None, solve_due=None),
    k(home=None, reporter=None, phone=None, block=None, place="garage", anonymous=True, photos=0, words=SLY, proposed={}),
    k(home=None, block=None, place=SLY, on_behalf=True, channel="phone", in_chat=False, phone=None, proposed={}, wish=None, happened=None,
      against_team=None),
]  # fmt: skip
_ALL = {
    "take", "give", "contact", "findings", "interim", "answer", "order", "plan", "call", "judge", "hand", "agree_date", "receive",
    "unsatisfied", "reopen", "withdraw", "close", "correct", "add", "urge", "paid", "history", "talk", "confirm",
}  # fmt: skip
_STORY = {"text": "楼道三天没人扫", "media": [{"kind": "photo", "ref": "1"}], "location": None}
_SAID = [
    said(story=_STORY, place={"unit": 7, "label": "3栋2单元1502"}),
    said(story=_STORY, still="goes_on", place={"unit": None}, spot={"spot": "garage"}, topic="noise", when="often",
         against={"team": "security"}, wish="stop", by=SPAN, shown="hidden"),
    said(story={"text": SLY, "media": [], "location": [1.0, 2.0]}, place={"unit": None}, spot=SLY, topic="else", when=SLY,
         against={"team": None, "person": SLY}, wish=LONG, by=None, shown="named"),
]  # fmt: skip
_LINES = [
    {"at": NOW, "kind": kind, "by": by, "data": data}
    for kind, by, data in (
        ("report", "王芳", {"channel": "chat"}), ("judge", "陈静", {"field": "grade", "before": None, "after": "major"}),
        ("judge", "陈静", {"field": "cause", "before": None, "after": "price"}), ("judge", "陈静", {"field": "validity", "before": "valid", "after": None}),
        ("hand", "陈静", {"team": "cleaning"}), ("director", None, {"to": ["郑国"]}), ("take", "何勇", {"to": "何勇"}),
        ("contact", "何勇", {"text": "phoned"}), ("findings", "何勇", {"text": LONG}), ("plan", "何勇", {"text": "更换门禁", "fen": 35000}),
        ("choose", "郑国", {"text": SLY, "fen": None}), ("order", "何勇", {"number": "261122-009"}), ("interim", SLY, {"text": LONG}),
        ("answer", "何勇", {"text": "cured"}), ("unsatisfied", "", {"reason": LONG, "level": 1}), ("confirm", "王芳", {"stars": 4}),
        ("close", "郑国", {"reason": "explained"}), ("reopen", "王芳", {"reason": ""}), ("agree_date", "王芳", {"until": SOON.isoformat()}),
        ("alert", None, {"kind": "solve"}), ("add", "王芳", {"text": "还有味道", "photos": 1}), ("correct", "何勇", {"text": "每天两次"}),
        ("withdraw", "王芳", {}), ("receive", "郑国", {"by": "郑国"}),
    )
]  # fmt: skip
_FIELDS = {str(field): [str(value) for value in VALUES[field]] for field in Field}
_CAUSES = [str(cause) for cause in Cause]
_PLANS = [
    {"id": 1, "words": LONG, "cost_fen": 35000, "status": "proposed", "by": "何勇"},
    {"id": 2, "words": "道歉并每天复查", "cost_fen": None, "status": "chosen", "by": "陈静"},
    {"id": 3, "words": SLY, "cost_fen": 100, "status": "dropped", "by": SLY},
]
_STORIES = [{"ask": ask("story", collects=True, collected=c)} for c in (None, _STORY)]


def _asked(step: str, *options: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"a": a, "ask": ask(step, *options, **more)} for a in _SAID]


def _plain(step: str, *options: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"ask": ask(step, *options, **more)}]


_TEAMS = ours("team", *Team)
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "complaint/ask_story": _STORIES,
    "complaint/told_thanks": [{"r": r, "sorry": s} for r in STATES[:2] for s in (True, False)],
    "complaint/ask_still": _asked("still", *ours("still", *STILL)),
    "complaint/ask_place": _asked("place", *ours("place", "public")) + _asked("place", *ours("place", "public"), typed=SLY),
    "complaint/ask_spot": _asked("spot", *ours("spot", "lobby", "garage")),
    "complaint/ask_topic": _asked("topic", *ours("category", *TOPICS)),
    "complaint/ask_when": _asked("when", *ours("happened", *WHEN)),
    "complaint/ask_against": _asked("against", *ours("against", "none"), *_TEAMS),
    "complaint/ask_wish": _asked("wish", *ours("wish", *WISHES), skip=True),
    "complaint/ask_by": _asked("by", *TIMES, skip=True),
    "complaint/ask_shown": _asked("shown", *ours("named", NAMED, HIDDEN)),
    "complaint/summary": [{"a": a, "ask": ask("summary", changes=["story", "place", "topic", "wish"])} for a in _SAID],
    "complaint_desk/summary": [{"a": a, "ask": ask("summary", changes=["story", "topic", "wish"])} for a in _SAID],
    "complaint_add/ask_story": _STORIES,
    "complaint_unsatisfied/ask_story": _STORIES,
    "complaint_reopen/ask_story": _STORIES,
    "complaint_not_well/ask_story": _STORIES,
    "complaint_rung/ask_words": _plain("words", *ours("rung", *RUNG)),
    "complaint/ask_back": [{"r": STATES[6], "open": o, "well": w} for o, w in ((True, False), (False, True), (False, False))],
    "complaint_findings/ask_story": _STORIES,
    "complaint_interim/ask_story": _STORIES,
    "complaint_answer/ask_story": _STORIES,
    "complaint_comment/ask_text": _plain("text", skip=True),
    "complaint_hand/ask_team": _plain("team", *_TEAMS),
    "complaint_call/ask_team": _plain("team", *_TEAMS),
    "complaint_date/ask_until": _plain("until"),
    "complaint_close/ask_reason": _plain("reason", *ours("reason", *REASONS)),
    "complaint_give/ask_who": _plain("who", *TIMES),
    "complaint_contact/ask_words": _plain("words", *ours("contacted", *CONTACTS)),
    "complaint_plan/ask_words": _plain("words"),
    "complaint_plan/ask_cost": _plain("cost", skip=True),
    "complaint_order/ask_category": _plain("category", *ours("category", "lift", "water")),
    "complaint_order/ask_words": _plain("words"),
    "complaint_interim/ask_sort": _plain("sort", *ours("word_sort", *SORTS, "definite")),
    "complaint_correct/ask_words": _plain("words"),
    "complaint_corrected/ask_words": _plain("words"),
    "complaint/owner_card": [{"r": x, "can": can} for x in STATES for can in (set(), _ALL)],
    "complaint/desk_card": [{"r": x} for x in STATES],
    "complaint/staff_card": [
        {"r": x, "can": can, "unsaid": teams}
        for x in STATES
        for can in (set(), _ALL)
        for teams in ([Team.CLEANING], [Team.CLEANING, Team.SECURITY], [])
    ],
    "complaint/judge": [{"r": x, "fields": _FIELDS, "causes": _CAUSES} for x in STATES],
    "complaint/confirm_asked": [{"r": x} for x in STATES],
    "complaint/stop_first": [{"r": x} for x in STATES],
    "complaint/told_more": [{"r": k(), "text": t, "count": n} for t, n in (("还有味道", 2), (LONG, 0), ("", 1), (SLY, 0))],
    "complaint/told_closed": [{"r": x, "reason": t} for x in STATES[7:8] for t in ("explained", LONG, SLY)],
    "complaint/told_received": [{"r": k(), "by": n} for n in ("陈静", SLY)],
    "complaint/told_urged": [{"r": x} for x in STATES],
    "complaint/told_called": [{"r": x, "team": Team.SECURITY, "again": a} for x in STATES[1:3] for a in (False, True)],
    "complaint/told_interim": [{"r": x, "text": t, "by": "何勇"} for x in STATES[:2] for t in ("已安排", LONG, SLY)],
    "complaint/told_again": [{"r": x, "reason": t} for x in STATES[2:4] for t in (LONG, "", SLY)],
    "complaint/told_silent": [{"r": STATES[4]}],
    "complaint/told_cured": [{"r": STATES[3], "order": "261122-009"}],
    "complaint/correction_card": [{"r": k(), "text": t, "until": SOON, "done": d} for t in (LONG, SLY) for d in (False, True)],
    "complaint/plans": [{"r": k(), "rows": rows} for rows in (_PLANS, [])],
    "complaint/payment": [{"r": k(), "rows": rows, "fen": 12000} for rows in ([{"number": "261122-001", "fen": 12000}], [])],
    "complaint/history": [{"r": x, "lines": _LINES[n:], "left_out": n, "talks": n > 0} for x in (STATES[2], STATES[9]) for n in (0, 10)],
    "complaint/too_late_to_reopen": [{"days": 7}],
    "complaint/called_already": [{"team": "cleaning"}],
    "complaint/date_past": [{}],
    "complaint/order_anonymous": [{}],
    **{
        f"complaint/toast_{name}": [{}]
        for name in ("well", "judged", "confirmed", "urged", "urge_kept", "chosen", "released", "taken", "received", "withdrawn")
    },
}  # fmt: skip
