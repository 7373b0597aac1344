"""Breaches and disputes in the chat: found or reported, each step written down, the other side's signature by a tap (VIO)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain import breach
from domain.breach import Event, Sort
from domain.cases import Channel
from domain.errors import Outdated, Refused
from domain.incoming import Incoming
from domain.people import DESK_ROLES, Community, Unit, Who
from domain.talk import Answers, Talk
from domain.units import find_units
from handlers.acts import Act, Tap
from handlers.answers import Option, story, words
from handlers.caller import CALLER, CHANNEL, HOME, community_of, contact_of, person_of, unit_of
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.places import chosen_unit, needs_more, spots
from services import Work
from services.breach import acting, lists, steps
from services.breach.acting import Report
from services.breach.views import load
from services.teams import home_in, send_files
from services.tell import mine

#: To whom it is reported, how it ended, why it was none; other words are typed.
AUTHORITIES = ("urban_management", "street_office", "housing", "police")
OUTCOMES = ("put_right", "agreed", "with_authority")
DROPPED = ("not_a_breach", "double", "allowed")
#: Characters of a place typed by a resident.
_PLACE = 60


def offers(who: Who) -> set[str]:
    """Everybody of the staff may note what they find; the desk has the list."""
    found = {"breach_new"} if who.staff else set()
    return found | ({"breaches"} if any(s.role in DESK_ROLES for s in who.staff) else set())


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _heads(who: Who) -> bool:
    return any(s.role in breach.SUPERVISING for s in who.staff)


# --- found or reported --------------------------------------------------------------------------------------------


def _report(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """A resident's words; an address in them is looked up, the desk puts the rest right."""
    community = work.people.community(work.people.home_community(who) or 1)
    acting.file(work, who, _told(work, talk.answers, community, home_in(who, community.id)))


def _told(work: Work, a: Answers, community: Community, own: Unit | None) -> Report:
    """What a resident told; `own` is their home, one side of a dispute."""
    told, where = a["story"], str(a["where"])
    typed = {u.id: u for ref in find_units(where) for u in work.people.find_unit(ref, community.id)}
    homes: list[Unit] = list(typed.values()) if len(typed) == 1 else []
    if a["sort"] == Sort.DISPUTE and own is not None and own.id not in typed:
        homes = [*homes, own]
    place = None if homes else where[:_PLACE]
    return Report(community, Sort(a["sort"]), told.get("text", ""), homes, place, told.get("media") or ())


def _take_down(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """What a resident told the desk, in their name: the other side never reads whose words they are."""
    a = talk.answers
    community, person = community_of(work, a), person_of(work, a)
    if not who.is_any(community.id, DESK_ROLES):
        raise Refused("common/not_yours")
    told = _told(work, a, community, unit_of(work, a))
    new = replace(told, reporter=person, channel=Channel(a["channel"]), contact=contact_of(a))
    view = acting.file(work, who, new)
    lists.open_card(work, who, view.case.id, mine(who, community))


def _new(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    unit, told = unit_of(work, a), a["story"]
    community = work.people.community(unit.community_id if unit else a["community"])
    if who.post(community.id) is None:
        raise Refused("common/not_yours")
    spot = a.get("spot")
    place = spot["spot"] if isinstance(spot, dict) else spot
    new = Report(
        community, Sort(a["sort"]), told.get("text", ""), [unit] if unit else [], place, told.get("media") or ()
    )
    view = acting.file(work, who, new)
    lists.open_card(work, who, view.case.id, mine(who, community))


def _public(answers: Answers) -> bool:
    return "home" in answers and not needs_more(answers) and not chosen_unit(answers)


# --- steps --------------------------------------------------------------------------------------------------------


def _signers(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who of the homes concerned can sign in the chat, and "they would not"."""
    view = load(work, work.cases.get(case or 0))
    asked = [
        Option(f"p{p.id}", f"{home.label} {p.name}", keeps={"person": p.id, "name": p.name})
        for home, p in steps.signers(work, view)
    ]
    return [*asked, Option("refused", group="breach_sign", keeps={"refused": True})]


def _step(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a, case = talk.answers, talk.case_id or 0
    told, chosen = a["story"], a.get("signers") or []
    done = steps.Done(
        told.get("text", ""), told.get("media") or (), [c["person"] for c in chosen if "person" in c],
        any(c.get("refused") for c in chosen), a.get("authority"), a.get("reference"),
    )  # fmt: skip
    view = steps.take_step(work, who, case, Event(a["_event"]), done)
    lists.open_card(work, who, case, mine(who, view.sheet.community))


def _refers(answers: Answers) -> bool:
    return answers.get("_event") == Event.REFER


def _added(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    acting.add(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ())


def _close(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    acting.close(work, who, talk.case_id or 0, talk.answers["reason"])


def _drop(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    acting.drop(work, who, talk.case_id or 0, talk.answers["reason"])


def _assigned(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    acting.assign(work, who, talk.case_id or 0, int(talk.answers["to"]["staff"]))


def _placed(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    unit = unit_of(work, talk.answers)
    if unit is None:
        raise Refused("common/not_now")
    acting.add_home(work, who, talk.case_id or 0, unit)


def _colleagues(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    found = work.cases.get(case or 0)
    posts = work.staff.listed(found.community_id, roles=DESK_ROLES)
    return [
        Option(f"s{s.id}", p.name, note=s.role, keeps={"staff": s.id, "name": p.name})
        for s, p in posts
        if s.id != found.assignee_id
    ]


_SORTS = keys("category", tuple(Sort))
_STORY = Step("story", (story,), collects=True)
FLOWS = (
    Flow(
        "breach",
        (Step("sort", (), offers=_SORTS), Step("where", (words,)), _STORY),
        _report,
        changes=("sort", "where", "story"),
    ),
    Flow(
        "breach_new",
        (Step("sort", (), offers=_SORTS), *HOME, Step("spot", (words,), when=_public, offers=spots), _STORY),
        _new,
        summary=never,
        may=_staff,
    ),
    Flow(
        "breach_desk",
        (CHANNEL, *HOME, *CALLER, Step("sort", (), offers=_SORTS), Step("where", (words,)), _STORY),
        _take_down,
        summary=never,
        may=_desk,
        folder="breach",
    ),
    Flow(
        "breach_step",
        (
            Step("authority", (words,), when=_refers, offers=keys("authority", AUTHORITIES)),
            Step("reference", (words,), when=_refers, optional=True),
            _STORY,
            Step("signers", (), when=lambda a: not _refers(a), offers=_signers, collects=True, optional=True),
        ),
        _step,
        summary=never,
        may=_desk,
    ),
    Flow(
        "breach_close", (Step("reason", (words,), offers=keys("reason", OUTCOMES)),), _close, summary=never, may=_heads
    ),
    Flow("breach_drop", (Step("reason", (words,), offers=keys("reason", DROPPED)),), _drop, summary=never, may=_heads),
    Flow("breach_assign", (Step("to", (), offers=_colleagues),), _assigned, summary=never, may=_heads),
    Flow("breach_add", (_STORY,), _added, summary=never),
    Flow("breach_place", HOME, _placed, summary=never, may=_desk),
)


# --- presses ------------------------------------------------------------------------------------------------------


def _begins(flow: str, event: Event) -> Tap:
    """Begins the conversation about a step, if they may take it now: nobody answers to be refused."""

    def tap(act: Act) -> None:
        view = acting.allowed(act.work, act.who, act.subject, event)
        act.begin(flow, {"_event": str(event)}, view.case.id)

    return tap


def _take(act: Act) -> None:
    view = acting.take(act.work, act.who, act.subject)
    act.toast("breach/toast_taken")
    lists.open_card(act.work, act.who, view.case.id, act.private)


def _assign(act: Act) -> None:
    there = acting.of_desk(act.work, act.who, act.subject)
    if not act.who.is_any(there.community_id, breach.SUPERVISING):
        raise Refused("common/not_yours")
    act.begin("breach_assign", {}, there.id)


def _place(act: Act) -> None:
    there = acting.of_desk(act.work, act.who, act.subject)
    act.begin("breach_place", {"community": there.community_id}, there.id)


def _add(act: Act) -> None:
    there = acting.of_reporter(act.work, act.who, act.subject)
    act.begin("breach_add", {}, there.id)


def _talk(act: Act) -> None:
    """A word with the desk about what they reported."""
    there = acting.of_reporter(act.work, act.who, act.subject)
    act.begin("relay", {}, there.id)


def _sign(act: Act) -> None:
    steps.sign(act.work, act.who, act.subject, act.number)
    act.toast("breach/toast_signed")


def _refuse(act: Act) -> None:
    steps.decline(act.work, act.who, act.subject, act.number)
    act.toast("breach/toast_declined")


def _unsigned(act: Act) -> None:
    steps.note_unsigned(act.work, act.who, act.subject)
    act.toast("breach/toast_noted")


def _open(act: Act) -> None:
    lists.open_card(act.work, act.who, act.subject, act.private)
    if not act.incoming.private:
        act.toast("common/go_private")


def _record(act: Act) -> None:
    steps.show_record(act.work, act.who, act.subject, act.private, act.incoming.id)
    if not act.incoming.private:
        act.toast("common/go_private")


def _pictures(act: Act) -> None:
    there = acting.of_desk(act.work, act.who, act.subject)
    count = send_files(act.work, there, act.private, f"pictures:{there.id}:{act.incoming.id}")
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


TAPS: Mapping[str, Tap] = {
    "tell": _begins("breach_step", Event.TELL),
    "dissuade": _begins("breach_step", Event.DISSUADE),
    "stop": _begins("breach_step", Event.STOP),
    "write": _begins("breach_step", Event.WRITE),
    "mediate": _begins("breach_step", Event.MEDIATE),
    "correct": _begins("breach_step", Event.CORRECT),
    "refer": _begins("breach_step", Event.REFER),
    "close": _begins("breach_close", Event.CLOSE),
    "drop": _begins("breach_drop", Event.DROP),
    "take": _take,
    "assign": _assign,
    "place": _place,
    "add": _add,
    "talk": _talk,
    "sign": _sign,
    "refuse": _refuse,
    "unsigned": _unsigned,
    "open": _open,
    "history": _record,
    "pictures": _pictures,
}


def _begin(act: Act) -> None:
    act.begin("breach", {})


def _begin_new(act: Act) -> None:
    if act.who.post(act.at_work.id) is None:
        raise Refused("common/not_yours")
    act.begin("breach_new", {"community": act.at_work.id})


def _list(act: Act) -> None:
    lists.show_list(act.work, act.who, act.at_work, act.private, act.number)


def _of_line(act: Act) -> None:
    act.subject = act.number
    if act.work.cases.find(act.subject) is None:
        raise Outdated
    _open(act)


MENU: Mapping[str, Tap] = {"breach": _begin, "breach_new": _begin_new, "breaches": _list, "breach_open": _of_line}
