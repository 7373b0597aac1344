"""Visits in the chat: the month's list, what was heard at a home, another day, nobody there, one beside the plan (VIS)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain import slots
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.people import DESK_ROLES, SUPERVISORS, Role, Who
from domain.saying import local_day, say_day
from domain.talk import Answers, Talk
from domain.visits import Event, How, Purpose
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, lookup, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.places import any_home, chosen_unit, entrances, floors, needs_more, rooms
from services import Work, calendar
from services.tell import Words, mine, tell, zone_of
from services.visits import acts, faces, planning, reviewing, summary

#: What came of it, and why nobody was met; other words are typed.
RESULTS = ("answered", "passed_on", "understood", "open")
REASONS = ("away", "unwilling", "vacant", "no_time")
#: What an opinion may become, and the conversation that takes it down for the owner.
_TURNS = {
    "repair": "repair_desk",
    "complaint": "complaint_desk",
    "enquiry": "enquiry_desk",
    "suggestion": "suggestion_desk",
    "breach": "breach_new",
}
#: Days offered by buttons.
DAYS = 8


def offers(who: Who) -> set[str]:
    """The month's list, for those of the desk."""
    return {"visits"} if any(s.role in DESK_ROLES for s in who.staff) else set()


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _community(who: Who) -> int:
    if not who.staff:
        raise Refused("common/not_yours")
    return who.staff[0].community_id


# --- the card -----------------------------------------------------------------------------------------------------


def _done(act: Act) -> None:
    one = acts.allowed(act.work, act.who, act.subject, Event.RECORD)
    act.begin("visit_record", {"_visit_id": one.id, "_unit": one.unit_id})


def _put_off(act: Act) -> None:
    one = acts.allowed(act.work, act.who, act.subject, Event.PUT_OFF)
    act.begin("visit_put_off", {"_visit_id": one.id})


def _missed(act: Act) -> None:
    one = acts.allowed(act.work, act.who, act.subject, Event.MISS)
    act.begin("visit_missed", {"_visit_id": one.id})


def _assign(act: Act) -> None:
    one = acts.allowed(act.work, act.who, act.subject, Event.ASSIGN)
    act.begin("visit_assign", {"_visit_id": one.id})


def _open(act: Act) -> None:
    one = acts.found(act.work, act.who, act.subject)
    faces.show_card(act.work, one, act.who, act.private, repost=True)


def _turn(act: Act) -> None:
    """What the owner said becomes a matter, with home and words filled in (VIS-04)."""
    one = acts.check_turn(act.work, act.who, act.subject)
    if act.value not in _TURNS:
        raise Outdated
    home = act.work.people.unit(one.unit_id)
    known: Answers = {
        "community": one.community_id, "channel": "visit", "home": {"unit": home.id, "label": home.label},
        "story": {"text": one.opinion or "", "media": [], "location": None}, "_visit": one.id,
    }  # fmt: skip
    if one.person_id is not None:
        person = act.work.people.get(one.person_id)
        known["caller"] = {"person": person.id, "name": person.name, "phone": person.phone}
    act.begin(_TURNS[act.value], known)


TAPS: Mapping[str, Tap] = {
    "done": _done,
    "put_off": _put_off,
    "missed": _missed,
    "assign": _assign,
    "open": _open,
    "turn": _turn,
}


# --- lists --------------------------------------------------------------------------------------------------------


def _list(act: Act) -> None:
    """`<page>` of one's own, `s<post>_<page>` of somebody's."""
    of, page = act.value, act.value
    staff = None
    if of.startswith("s"):
        named, _, page = of[1:].partition("_")
        staff = int(named) if named.isascii() and named.isdigit() and len(named) <= DIGITS else 0
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= DIGITS // 3 else 0
    faces.show_list(act.work, act.who, act.at_work, act.private, staff, number)
    if not act.incoming.private:
        act.toast("common/go_private")


def _card(act: Act) -> None:
    one = acts.found(act.work, act.who, act.number)
    faces.show_card(act.work, one, act.who, act.private, repost=True)


def _team(act: Act) -> None:
    faces.show_team(act.work, act.who, act.at_work, act.private)


def _plan(act: Act) -> None:
    count = planning.make_now(act.work, act.who, act.at_work)
    act.toast("visit/toast_planned", {"count": count})
    faces.show_team(act.work, act.who, act.at_work, act.private)


def _summary(act: Act) -> None:
    summary.on_demand(act.work, act.who, act.at_work, act.private, f"visits:{act.incoming.id}")


def _begin_review(act: Act) -> None:
    """`visit_review.<month>`: the supervisor's word on the report, then it goes up (CBK-12)."""
    reviewing.allowed(act.work, act.who, act.at_work, act.value)
    act.begin("visit_review", {"community": act.at_work.id, "_month": act.value})


def _reviewed(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community = work.people.community(int(talk.answers["community"]))
    count = reviewing.review(work, who, community, str(talk.answers["_month"]), talk.answers.get("words"))
    tell(work, mine(who, community), f"talk:{talk.id}:up", Words("visit/told_up", {"count": count}))


def _begin_add(act: Act) -> None:
    faces.check_desk(act.who, act.at_work.id)
    act.begin("visit_add", {"community": act.at_work.id})


MENU: Mapping[str, Tap] = {
    "visits": _list,
    "visit": _card,
    "visit_team": _team,
    "visit_plan": _plan,
    "visit_summary": _summary,
    "visit_review": _begin_review,
    "visit_add": _begin_add,
}


# --- the questions ------------------------------------------------------------------------------------------------


def _people(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    found = work.people.residents(int(answers["_unit"]))
    return [Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name}) for p, r in found]


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The next working days; today too, for what is not planned yet."""
    community = work.people.community(_community(who))
    zone = zone_of(community)
    now, known = local_day(work.now, zone), calendar.calendar_of(work, community.id)
    ahead = [now + timedelta(days=n) for n in range(work.standards.number(community.id, "visit.ahead_days"))]
    later = [day for day in ahead[1:] if known.works_on(day)][: DAYS - 1]
    chosen = later if "_visit_id" in answers else [now, *later]
    return [Option(f"d{d:%m%d}", say_day(d, now, who.language), keeps=d.isoformat()) for d in chosen]


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day typed as people type it: 后天, 12月3日."""
    if incoming.kind is not Kind.TEXT:
        return None
    day = slots.parse_day(incoming.text, s.now, s.zone)
    return Taken(day.isoformat()) if day else Unclear("moment")


def _colleagues(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    one = work.visits.get(int(answers["_visit_id"]))
    posts = [(s, name) for s, name in acts.colleagues(work, one.community_id) if s.id != one.staff_id]
    return [Option(f"s{s.id}", name, note=s.role, keeps={"staff": s.id, "name": name}) for s, name in posts]


def _recorded(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    person = (a.get("met") or {}).get("person")
    said = acts.Record(How(a["how"]), person, a.get("heard") or "", a.get("result") or "")
    one = acts.record(work, who, int(a["_visit_id"]), said)
    _again(work, who, one.id)


def _moved(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    one = acts.put_off(work, who, int(talk.answers["_visit_id"]), date.fromisoformat(talk.answers["day"]))
    _again(work, who, one.id)


def _not_met(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    one = acts.missed(work, who, int(talk.answers["_visit_id"]), talk.answers["reason"])
    _again(work, who, one.id)


def _sent(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    one = acts.assign(work, who, int(talk.answers["_visit_id"]), talk.answers["to"]["staff"])
    _again(work, who, one.id)


def _added(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community, day = work.people.community(a["community"]), date.fromisoformat(a["day"])
    one = acts.add(work, who, community, chosen_unit(a) or 0, Purpose(a["purpose"]), day)
    _again(work, who, one.id)


def _again(work: Work, who: Who, visit: int) -> None:
    """The card as it stands now, down where they are looking."""
    one = work.visits.get(visit)
    chat = mine(who, work.people.community(one.community_id))
    faces.show_card(work, one, who, chat, repost=True)


RECORD = Flow(
    "visit_record",
    (
        Step("how", (), offers=lambda w, p, a, c: [Option(how, group="visit_how") for how in How]),
        Step("met", (), offers=_people, needs_options=True, optional=True),
        Step("heard", (words,), optional=True),
        Step(
            "result",
            (words,),
            when=lambda a: bool(a.get("heard")),
            offers=keys("visit_result", RESULTS),
            optional=True,
        ),
    ),
    _recorded,
    may=_desk,
    changes=("how", "met", "heard", "result"),
)
PUT_OFF = Flow("visit_put_off", (Step("day", (_day,), offers=_days),), _moved, summary=never, may=_desk)
MISSED = Flow(
    "visit_missed",
    (Step("reason", (words,), offers=keys("visit_reason", REASONS)),),
    _not_met,
    summary=never,
    may=_desk,
)
ASSIGN = Flow(
    "visit_assign", (Step("to", (), offers=_colleagues),), _sent, summary=never,
    may=lambda who: any(s.role in SUPERVISORS for s in who.staff),
)  # fmt: skip
ADD = Flow(
    "visit_add",
    (
        Step("home", (lookup,), offers=any_home),
        Step("entrance", (), within=("home",), when=needs_more, offers=entrances, takes_only=True),
        Step("floor", (), within=("home",), when=needs_more, offers=floors, needs_options=True, takes_only=True),
        Step("room", (), within=("home",), when=needs_more, offers=rooms),
        Step("purpose", (), offers=lambda w, p, a, c: [Option(x, group="visit_purpose") for x in Purpose]),
        Step("day", (_day,), offers=_days),
    ),
    _added,
    summary=never,
    may=_desk,
)
REVIEW = Flow(
    "visit_review", (Step("words", (words,), optional=True),), _reviewed, summary=never,
    may=lambda who: any(s.role is Role.DESK_SUPERVISOR for s in who.staff),
)  # fmt: skip
FLOWS = (RECORD, PUT_OFF, MISSED, ASSIGN, ADD, REVIEW)
