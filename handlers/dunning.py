"""Dunning in the chat: the work list, the card of a home, what was said, letters, figures (DUN)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.dunning import MISSED, REASONS, SAID, SPOKEN, WITH_DAY, Outcome, Step, Way
from domain.errors import Outdated
from domain.incoming import Incoming, Kind
from domain.money import yuan
from domain.people import DESK_ROLES, Who
from domain.saying import local_day, say_day
from domain.slots import parse_day
from domain.talk import Answers, Talk
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, amount, words
from handlers.conversation import Flow, Offers, never
from handlers.conversation import Step as Question
from handlers.offered import keys
from services import Work
from services.dunning import acting, allowed, arrears, faces, figures, letters, lists
from services.dunning.keeping import owing, readers
from services.tell import mine, zone_of

#: What a service problem may become, and the conversation that takes it down for the owner (DUN-04).
_TURNS = {"repair": "repair_desk", "complaint": "complaint_desk"}
#: Days offered by buttons.
DAYS = 8


def offers(who: Who) -> set[str]:
    """The work list for the desk; the figures for finance, too."""
    roles = {s.role for s in who.staff}
    return ({"dunning"} if roles & DESK_ROLES else set()) | ({"dunning_report"} if roles & readers() else set())


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


# --- the card -----------------------------------------------------------------------------------------------------


def _show(act: Act, dunning_: int, *, repost: bool = True) -> None:
    faces.show_card(act.work, act.work.dunning.get(dunning_), act.who, act.private, repost=repost)
    if not act.incoming.private:
        act.toast("common/go_private")


def _open(act: Act) -> None:
    _show(act, acting.found(act.work, act.who, act.subject).id)


def _record(act: Act) -> None:
    file, _ = acting.going(act.work, act.who, act.subject)
    act.begin("dunning_record", {"_dunning_id": file.id, "_unit": file.unit_id})


def _remind(act: Act) -> None:
    acting.remind(act.work, act.who, act.subject)
    act.toast("dunning/toast_reminded", {"count": 1})


def _turn(act: Act) -> None:
    """What they complain of becomes a matter of ours, with home and words filled in (DUN-04)."""
    line = acting.check_turn(act.work, act.who, act.subject)
    if act.value not in _TURNS:
        raise Outdated
    home = act.work.people.unit(line.unit_id)
    known: Answers = {
        "community": line.community_id, "channel": "phone", "home": {"unit": home.id, "label": home.label},
        "story": {"text": line.words or "", "media": [], "location": None}, "_dunning": line.id,
    }  # fmt: skip
    if line.person_id is not None:
        person = act.work.people.get(line.person_id)
        known["caller"] = {"person": person.id, "name": person.name, "phone": person.phone}
    act.begin(_TURNS[act.value], known)


def _history(act: Act) -> None:
    faces.show_record(act.work, act.who, acting.found(act.work, act.who, act.subject), act.private)


def _express(act: Act) -> None:
    file = letters.check_express(act.work, act.who, act.subject)
    act.begin("dunning_courier", {"_dunning_id": file.id, "_letter": 0})


def _lawyer(act: Act) -> None:
    letters.ask(act.work, act.who, act.subject)
    act.toast("dunning/toast_asked")


def _approve(act: Act) -> None:
    letters.approve(act.work, act.who, act.subject, act.number)
    act.toast("dunning/toast_approved")


def _decline(act: Act) -> None:
    file, letter = letters.check_deciding(act.work, act.who, act.subject, act.number, Step.DECLINE)
    act.begin("dunning_decline", {"_dunning_id": file.id, "_letter": letter.id})


def _send(act: Act) -> None:
    file, letter = letters.check_step(act.work, act.who, act.subject, act.number, Step.SEND)
    act.begin("dunning_courier", {"_dunning_id": file.id, "_letter": letter.id})


def _delivered(act: Act) -> None:
    letters.arrived(act.work, act.who, act.subject, act.number, Step.DELIVER)
    act.toast("dunning/toast_noted")


def _returned(act: Act) -> None:
    letters.arrived(act.work, act.who, act.subject, act.number, Step.RETURN)
    act.toast("dunning/toast_noted")


TAPS: Mapping[str, Tap] = {
    "open": _open,
    "record": _record,
    "remind": _remind,
    "turn": _turn,
    "history": _history,
    "express": _express,
    "lawyer": _lawyer,
    "approve": _approve,
    "decline": _decline,
    "send": _send,
    "delivered": _delivered,
    "returned": _returned,
}


# --- lists --------------------------------------------------------------------------------------------------------


def _list(act: Act) -> None:
    """The buildings; `<building>_<page>`: the homes of one."""
    if act.value:
        building, _, page = act.value.partition("_")
        lists.show_homes(act.work, act.who, act.at_work, act.private, _small(building), _small(page or "0"))
    else:
        lists.show_buildings(act.work, act.who, act.at_work, act.private)
    if not act.incoming.private:
        act.toast("common/go_private")


def _small(text: str) -> int:
    """A small number of a button; `Outdated` for anything else (buttons can be forged)."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS // 3):
        raise Outdated
    return int(text)


def _home(act: Act) -> None:
    _show(act, acting.opened(act.work, act.who, act.number).id)


def _remind_all(act: Act) -> None:
    code = lists.building_of(act.work, act.who, act.at_work, act.number)
    count = acting.remind_building(act.work, act.who, act.at_work, code)
    act.toast("dunning/toast_reminded" if count else "dunning/toast_none", {"count": count} if count else None)
    lists.show_homes(act.work, act.who, act.at_work, act.private, act.number, 0)


def _report(act: Act) -> None:
    figures.show_report(act.work, act.who, act.at_work, act.private, before=act.value == "before")


def _guide(act: Act) -> None:
    lists.show_guide(act.work, act.who, act.at_work, act.private)


MENU: Mapping[str, Tap] = {
    "dunning": _list,
    "dunning_home": _home,
    "dunning_remind": _remind_all,
    "dunning_report": _report,
    "dunning_guide": _guide,
}


# --- the questions ------------------------------------------------------------------------------------------------


def _ways(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """We ring or go there only when the calendar lets us; whoever comes to us is heard at any time."""
    unit = work.people.unit(int(answers["_unit"]))
    free = allowed.may_speak(work, unit, arrears.one(work, unit))
    return [Option(way, group="dunning_way") for way in (SPOKEN if free else (Way.OWNER,))]


def _outcomes(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    came = answers.get("way") == Way.OWNER
    return [Option(o, group="dunning_outcome") for o in SAID if not (came and o in MISSED)]


def _people(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    found = work.people.residents(int(answers["_unit"]))
    return [Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name}) for p, r in found]


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    unit = work.people.unit(int(answers["_unit"]))
    today = local_day(work.now, zone_of(work.people.community(unit.community_id)))
    ahead = [today + timedelta(days=n) for n in range(DAYS)]
    return [Option(f"d{d:%m%d}", say_day(d, today, who.language), keeps=d.isoformat()) for d in ahead]


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day typed as people type it: 月底, 12月3日."""
    if incoming.kind is not Kind.TEXT:
        return None
    day = parse_day(incoming.text, s.now, s.zone)
    return Taken(day.isoformat()) if day else Unclear("moment")


def _whole(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    fen = owing(work, work.people.unit(int(answers["_unit"]))).fen
    return [Option("all", yuan(fen), keeps=fen)]


def _with_day(a: Answers) -> bool:
    return a.get("outcome") in WITH_DAY


def _talked(a: Answers) -> bool:
    return a.get("outcome") not in (None, *MISSED)


def _without_reason(a: Answers) -> bool:
    return _talked(a) and a["outcome"] != Outcome.PROBLEM


def _noted(a: Answers) -> bool:
    return a.get("outcome") is not None and a["outcome"] != Outcome.PROBLEM


def _problem(a: Answers) -> bool:
    return a.get("outcome") == Outcome.PROBLEM


_reasons: Offers = keys("dunning_reason", REASONS)


def _recorded(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    day = a.get("pay_day")
    said = acting.Said(
        Way(a["way"]), Outcome(a["outcome"]), (a.get("spoken") or {}).get("person"), a.get("why"),
        a.get("wrong_with") or a.get("note"), date.fromisoformat(day) if day else None, a.get("pay_sum"),
    )  # fmt: skip
    _again(work, who, acting.record(work, who, int(a["_dunning_id"]), said).id)


def _sent(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    number, letter = int(a["_dunning_id"]), int(a["_letter"])
    if letter:
        letters.send(work, who, number, letter, a["courier"])
    else:
        letters.express(work, who, number, a["courier"])
    _again(work, who, number)


def _declined(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    letters.decline(work, who, int(a["_dunning_id"]), int(a["_letter"]), a["why_not"])
    _again(work, who, int(a["_dunning_id"]))


def _again(work: Work, who: Who, number: int) -> None:
    """The card as it stands now, down where they are looking."""
    file = work.dunning.get(number)
    chat = mine(who, work.people.community(file.community_id))
    faces.show_card(work, file, who, chat, repost=True)


RECORD = Flow(
    "dunning_record",
    (
        Question("way", (), offers=_ways, takes_only=True),
        Question("outcome", (), offers=_outcomes, within=("way",)),
        Question("spoken", (), when=_talked, offers=_people, needs_options=True, optional=True),
        Question("pay_day", (_day,), when=_with_day, offers=_days),
        Question("pay_sum", (amount,), when=_with_day, offers=_whole),
        Question("why", (words,), when=_without_reason, offers=_reasons, optional=True),
        Question("wrong_with", (words,), when=_problem),
        Question("note", (words,), when=_noted, optional=True),
    ),
    _recorded,
    may=_desk,
)
COURIER = Flow("dunning_courier", (Question("courier", (words,)),), _sent, summary=never, may=_desk)
DECLINE = Flow("dunning_decline", (Question("why_not", (words,)),), _declined, summary=never, may=_desk)
FLOWS = (RECORD, COURIER, DECLINE)
