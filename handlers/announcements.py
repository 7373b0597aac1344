"""Announcements in the chat: the desk makes one by buttons, a head decides, owners read and find them again."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain import slots
from domain.announcements import PUBLISHED, WHO, Announcement, Audience, Kind, audience_of, who_is
from domain.errors import Refused
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.people import DESK_ROLES, Role, Who
from domain.saying import say_time, say_window
from domain.standards import windows
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, until, words
from handlers.conversation import Flow, Step, never
from services import Work, announcements
from services.announcements.cards import show_to
from services.order.catalogue import announced
from services.tell import Words, show, zone_of

#: Lines of a list.
PAGE = 8
#: Days ahead for which times are offered, how many of them, and how many hours a cut may last by a button.
DAYS, TIMES, LONGEST = 3, 6, 8
#: Characters of an announcement: with its head and the figures of its card it is one message of the channel.
LONGEST_WORDS = 1500
_FLOORS = re.compile(r"(-?\d{1,3})\s*(?:层|楼|F)?\s*(?:-|–|—|~|～|到|至|to)\s*(-?\d{1,3})\s*(?:层|楼|F)?", re.I)
_FLOOR = re.compile(r"(-?\d{1,3})\s*(?:层|楼|F)?", re.I)


# --- what is typed --------------------------------------------------------------------------------------------------


def _cut(incoming: Incoming, s: Situation) -> Read:
    """`明天9点到12点` is both ends, `明天9点` the beginning: kept as [from, to or None]."""
    if incoming.kind is not Came.TEXT:
        return None
    span = slots.parse_when(incoming.text, s.now, s.zone)
    end = slots.parse_until(incoming.text, s.now, s.zone)
    if span is None or end is None:
        return Unclear("cut")
    return Taken([span[0].isoformat(), None if end == span[0] else span[1].isoformat()])


def _end(incoming: Incoming, s: Situation) -> Read:
    """When it is over, said from when it begins: `17点` is that day's. The beginning stands in what is offered."""
    if incoming.kind is not Came.TEXT or not s.offered:
        return None
    start = datetime.fromisoformat(s.offered[0].keeps[0])
    end = slots.parse_until(incoming.text, start, s.zone)
    return Taken([start.isoformat(), end.isoformat()]) if end and end > start else Unclear("cut")


def _floors(incoming: Incoming, s: Situation) -> Read:
    """`1-6`, `3层`: kept as [lowest, highest]."""
    if incoming.kind is not Came.TEXT:
        return None
    text = incoming.text.strip()
    found, alone = _FLOORS.fullmatch(text), _FLOOR.fullmatch(text)
    if found:
        return Taken(sorted((int(found[1]), int(found[2]))))
    return Taken([int(alone[1])] * 2) if alone else Unclear("floors")


def _words(incoming: Incoming, s: Situation) -> Read:
    """The text as owners will read it; what does not fit one message is asked for shorter."""
    if incoming.kind is not Came.TEXT or not incoming.text.strip():
        return None
    text = incoming.text.strip()
    return Taken(text) if len(text) <= LONGEST_WORDS else Unclear("long_words")


# --- what is offered ------------------------------------------------------------------------------------------------


def _community(work: Work, who: Who) -> int:
    return who.staff[0].community_id if who.staff else work.people.communities()[0].id


def _texts(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The list of services with its prices, where there is one (CNV-01); anything else is typed."""
    text = announced(work, work.people.community(_community(work, who)), LONGEST_WORDS)
    return [Option("services", group="announce_services", keeps=text)] if text else []


def _kinds(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(kind, group="announcement") for kind in Kind]


def _spans(work: Work, who: Who) -> list[tuple[datetime, datetime]]:
    """The windows of the coming days, as visits have them."""
    community = work.people.community(_community(work, who))
    offered = windows(str(work.standards.value(community.id, "repair.windows"))) or ()
    days = slots.day_choices(work.now, zone_of(community), DAYS)
    return [s for day in days for s in slots.slots(day, work.now, zone_of(community), offered)][:TIMES]


def _cuts(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    zone = zone_of(work.people.community(_community(work, who)))
    return [
        Option(f"{a:%m%d%H%M}", say_window(a, b, work.now, zone, who.language), keeps=[a.isoformat(), b.isoformat()])
        for a, b in _spans(work, who)
    ]


def _ends(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    zone = zone_of(work.people.community(_community(work, who)))
    start = datetime.fromisoformat(answers["cut"][0])
    ends = [start + timedelta(hours=n) for n in range(1, LONGEST + 1)]
    return [
        Option(f"h{n}", say_time(end, work.now, zone, who.language), keeps=[start.isoformat(), end.isoformat()])
        for n, end in enumerate(ends, 1)
    ]


def _buildings(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"b{code}", name, keeps=code) for code, name in work.people.buildings(_community(work, who))]


def _whos(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Cuts are for those who live there; notices may be for the staff too, or for some of it."""
    named = [name for name in WHO if answers.get("kind") == Kind.NOTICE or name in ("residents", "everybody")]
    some = ["roles"] if answers.get("kind") == Kind.NOTICE else []
    return [Option(name, group="audience") for name in [*named, *some]]


def _roles(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(role, group="role") for role in Role]


def _whens(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    zone = zone_of(work.people.community(_community(work, who)))
    starts = sorted({a for a, _ in _spans(work, who) if a > work.now})
    named = [
        Option(f"{a:%m%d%H%M}", say_time(a, work.now, zone, who.language), keeps=[a.isoformat()] * 2) for a in starts
    ]
    return [Option("now", group="announce_when"), *named]


# --- the conversation -----------------------------------------------------------------------------------------------


def _is_cut(answers: Answers) -> bool:
    return answers.get("kind") not in (None, Kind.NOTICE)


def _needs_end(answers: Answers) -> bool:
    return _is_cut(answers) and bool(answers.get("cut")) and answers["cut"][1] is None


def _form(answers: Answers) -> announcements.Form:
    cut = None
    if _is_cut(answers):
        start, end = answers["end"] if _needs_end(answers) else answers["cut"]
        cut = (datetime.fromisoformat(start), datetime.fromisoformat(end))
    relations, roles = WHO.get(answers["who"], ((), tuple(answers.get("roles") or ())))
    floors = answers.get("floors")
    buildings = tuple(answers.get("buildings") or ())
    audience = Audience(buildings, (floors[0], floors[1]) if floors else None, tuple(relations), tuple(roles))
    when, last = answers["when"], answers.get("until")
    return announcements.Form(
        Kind(answers["kind"]), answers.get("cause" if cut else "words") or "", audience, cut,
        None if when == "now" else datetime.fromisoformat(when[1]), datetime.fromisoformat(last[1]) if last else None,
    )  # fmt: skip


def _made(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    announcements.make(work, who, _community(work, who), _form(talk.answers), talk.answers.get("_draft"))


def _answers(one: Announcement) -> Answers:
    """The answers that lead to this announcement, so that one of them can be changed."""
    audience = audience_of(one.audience)
    answers: Answers = {
        "kind": str(one.kind), "who": who_is(audience) or "roles", "roles": list(audience.roles),
        "buildings": list(audience.buildings) or None, "floors": list(audience.floors) if audience.floors else None,
        "when": [one.planned_at.isoformat()] * 2 if one.planned_at else "now",
    }  # fmt: skip
    if one.cut_from is not None and one.cut_to is not None:
        return {**answers, "cut": [one.cut_from.isoformat(), one.cut_to.isoformat()], "cause": one.words or None}
    return {**answers, "words": one.words, "until": [one.until_at.isoformat()] * 2}


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _for_residents(answers: Answers) -> bool:
    return bool(answers.get("who")) and bool(WHO.get(answers["who"], ((), ()))[0])


#: Ends at the preview: nothing is sent before whoever made it has seen it as owners will.
ANNOUNCE = Flow(
    "announce",
    (
        Step("kind", (), offers=_kinds),
        Step("cut", (_cut,), within=("kind",), when=_is_cut, offers=_cuts),
        Step("end", (_end,), within=("kind", "cut"), when=_needs_end, offers=_ends),
        Step("words", (_words,), when=lambda a: not _is_cut(a), offers=_texts),
        Step("cause", (_words,), within=("kind",), when=_is_cut, optional=True),
        Step("who", (), within=("kind",), offers=_whos),
        Step("roles", (), within=("who",), when=lambda a: a.get("who") == "roles", offers=_roles, collects=True),
        Step("buildings", (), when=_for_residents, offers=_buildings, collects=True, optional=True, needs_options=True),
        Step("floors", (_floors,), within=("buildings",), when=lambda a: bool(a.get("buildings")), optional=True),
        Step("until", (until,), within=("kind",), when=lambda a: not _is_cut(a), optional=True),
        Step("when", (until,), offers=_whens),
    ),
    _made,
    summary=never,
    may=_desk,
)


def _refuse(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    announcements.refuse(work, who, int(talk.answers["_announcement"]), talk.answers["reason"])


def _stop(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    announcements.stop(
        work, who, int(talk.answers["_announcement"]), talk.answers.get("reason"), talk.answers.get("correct") == "tell"
    )


def _worth_saying(answers: Answers) -> bool:
    """Somebody has it, and there is something to tell them: why, or that the service stays on."""
    return bool(answers.get("_having") and (answers.get("reason") or answers.get("_cut")))


def _corrections(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Of a cut they had better hear: that comes first."""
    order = ("tell", "leave") if answers.get("_cut") else ("leave", "tell")
    return [Option(key, group="announce_correct") for key in order]


REFUSE = Flow("announce_refuse", (Step("reason", (words,)),), _refuse, summary=never, may=_desk)
STOP = Flow(
    "announce_stop",
    (Step("reason", (words,), optional=True), Step("correct", (), when=_worth_saying, offers=_corrections)),
    _stop,
    summary=never,
    may=_desk,
)
FLOWS = (ANNOUNCE, REFUSE, STOP)


# --- presses --------------------------------------------------------------------------------------------------------


def _begin(act: Act) -> None:
    announcements.check_desk(act.who, act.at_work.id)
    act.begin("announce", {})


def _ask(act: Act) -> None:
    one = announcements.ask(act.work, act.who, act.subject)
    act.toast("announce/toast_asked" if one.decided_by is None else "announce/toast_approved")


def _approve(act: Act) -> None:
    announcements.approve(act.work, act.who, act.subject)
    act.toast("announce/toast_approved")


def _ask_refuse(act: Act) -> None:
    one = announcements.check_decide(act.work, act.who, act.subject)
    act.begin("announce_refuse", {"_announcement": one.id})


def _ask_stop(act: Act) -> None:
    one = announcements.check_stop(act.work, act.who, act.subject)
    having = act.work.announcements.having(one.id)
    act.begin("announce_stop", {"_announcement": one.id, "_having": having, "_cut": one.is_cut})


def _drop(act: Act) -> None:
    announcements.drop(act.work, act.who, act.subject)
    act.toast("announce/toast_dropped")


def _change(act: Act) -> None:
    """One thing of a draft anew; the rest stays as it is."""
    one = announcements.check_change(act.work, act.who, act.subject)
    answers = _answers(one)
    changed = ("cause" if one.is_cut else "words") if act.value == "words" else act.value
    if changed not in answers:
        raise Refused("common/not_now")
    stale = {changed} | {s.name for s in ANNOUNCE.steps if changed in s.within and s.name not in ("words", "cause")}
    act.begin("announce", {**{k: v for k, v in answers.items() if k not in stale}, "_draft": one.id})


def _again(act: Act) -> None:
    """One that was refused or stopped, as the start of a new one."""
    one = announcements.found(act.work, act.who, act.subject)
    answers = {k: v for k, v in _answers(one).items() if k not in ("cut", "until", "when")}
    act.begin("announce", answers)


def _open(act: Act) -> None:
    """The card of one of them, for the desk."""
    show_to(act.work, announcements.found(act.work, act.who, act.subject), act.who, repost=True)


def _read(act: Act) -> None:
    new = announcements.read(act.work, act.who, act.subject)
    act.toast("announce/toast_read" if new else "announce/toast_read_before")


def _notice(act: Act) -> None:
    announcements.show_notice(act.work, act.who, act.subject)


TAPS: Mapping[str, Tap] = {
    "ask": _ask,
    "approve": _approve,
    "refuse": _ask_refuse,
    "stop": _ask_stop,
    "drop": _drop,
    "change": _change,
    "again": _again,
    "read": _read,
}


# --- lists ----------------------------------------------------------------------------------------------------------


def _rows(found: Sequence[Announcement]) -> list[dict[str, Any]]:
    return [
        {"id": a.id, "kind": a.kind, "words": a.words, "status": a.status, "at": a.started_at or a.made_at,
         "cut_from": a.cut_from, "cut_to": a.cut_to, "until_at": a.until_at, "public": a.status in PUBLISHED}
        for a in found
    ]  # fmt: skip


def _all(act: Act) -> None:
    """Every announcement of the community, newest first, for the desk; or the one that was chosen."""
    announcements.check_desk(act.who, act.at_work.id)
    if act.value.startswith("a"):
        act.subject = _chosen(act)
        _open(act)
        return
    found = act.work.announcements.listed(act.at_work.id, PAGE + 1, act.number * PAGE)
    given = {"rows": _rows(found[:PAGE]), "page": act.number, "more": len(found) > PAGE}
    show(
        act.work,
        act.private,
        f"announcements:{act.private.id}",
        Words("announce/all", given, "m"),
        repost=not act.value,
    )


def _current(act: Act) -> None:
    """What holds now and is meant for this person, newest first (NTB-01); or the one that was chosen."""
    if act.value.startswith("a"):
        act.subject = _chosen(act)
        _notice(act)
        return
    found, size, page = announcements.current(act.work, act.who), PAGE, act.number
    given = {
        "rows": _rows(found[page * size : (page + 1) * size]),
        "page": page,
        "more": len(found) > (page + 1) * size,
    }
    show(
        act.work, act.private, f"notices:{act.private.id}", Words("announce/current", given, "m"), repost=not act.value
    )


def _chosen(act: Act) -> int:
    act.value = act.value.removeprefix("a")
    return act.number


#: Choices of the menus: make one, all of them, those that hold now.
MENU: Mapping[str, Tap] = {"announce": _begin, "announcements": _all, "notices": _current}


def offers(who: Who) -> set[str]:
    """For the desk: what the submenu offers."""
    return {"announce", "announcements"} if _desk(who) else set()
