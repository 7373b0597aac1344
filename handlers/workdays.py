"""The calendar in chat: hours in force, the next days off and make-up days, a day set by hand and taken back (X-09)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from domain.errors import Outdated
from domain.incoming import Incoming, Kind
from domain.people import HEADS, Who
from domain.saying import local_day, say_day
from domain.slots import day_choices, parse_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, words
from handlers.conversation import Flow, Step, never
from services import Work, workdays
from services.calendar import SpecialDay
from services.heads import check_head
from services.tell import Words, mine, show, tell, zone_of

#: Days offered to be set; other ones are typed.
DAYS = 8


def offers(who: Who) -> set[str]:
    """Heads set days."""
    return {"calendar"} if any(s.role in HEADS for s in who.staff) else set()


def _begin(act: Act) -> None:
    _list(act, repost=True)


def _list(act: Act, *, repost: bool) -> None:
    check_head(act.who, act.at_work.id)
    community, own = act.at_work.id, act.work.standards
    rows = [
        {
            "since": days[0].day,
            "until": days[-1].day,
            "works": days[0].works,
            "note": _reason(days),
            "own": days[0].own,
        }
        for days in workdays.coming(act.work, act.at_work, act.private.language)
    ]
    given = {
        "rows": rows,
        "hours": own.value(community, "calendar.hours"),
        "holidays": own.value(community, "calendar.holidays"),
        "days": own.value(community, "deadline.days"),
        "unpublished": workdays.unpublished(act.work, act.at_work),
    }
    show(act.work, act.private, f"calendar:{act.private.id}", Words("calendar/list", given, "f"), repost=repost)


def _reason(days: Sequence[SpecialDay]) -> str:
    """What most of these days are off for: the days around a festival have names of their own."""
    notes = Counter(day.note for day in days if day.note)
    return notes.most_common(1)[0][0] if notes else ""


def _add(act: Act) -> None:
    check_head(act.who, act.at_work.id)
    act.begin("workday", {"_community": act.at_work.id})


def _undo(act: Act) -> None:
    try:
        day = date.fromisoformat(act.value)
    except ValueError:
        raise Outdated from None
    workdays.remove_day(act.work, act.who, act.at_work, day)
    act.toast("calendar/toast_removed", {"day": day})
    _list(act, repost=False)


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    zone = zone_of(work.people.community(answers["_community"]))
    days = day_choices(work.now, zone, DAYS)
    return [Option(f"{d:%Y%m%d}", say_day(d, days[0], who.language), keeps=d.isoformat()) for d in days]


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day typed as people type it, today or later."""
    if incoming.kind is not Kind.TEXT:
        return None
    day = parse_day(incoming.text, s.now, s.zone)
    if day is None:
        return Unclear("workday")
    return Taken(day.isoformat()) if day >= local_day(s.now, s.zone) else Unclear("workday_past")


def _kinds(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("off", group="workday"), Option("work", group="workday")]


def _effects(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Save, with the number of open promises that move and whose setting it overwrites. The button names that setting:
    when it is another by the time of the press, nothing is saved and the question comes again."""
    day, works = date.fromisoformat(answers["day"]), answers["kind"] == "work"
    count, whole = workdays.moves(work, answers["_community"], day, works)
    before = workdays.stands(work, answers["_community"], day)
    kind = "work" if before.works else "off"
    keeps = {"stamp": before.stamp, "set": before.stamp != "0", "by": before.by, "kind": kind, "note": before.note}
    return [Option(before.stamp, note=f"{count}" if whole else f"{count}+", keeps=keeps)]


def _saved(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community = work.people.community(a["_community"])
    day, works = date.fromisoformat(a["day"]), a["kind"] == "work"
    workdays.set_day(work, who, community, day, works, a.get("note") or "", a["save"]["stamp"])
    said = Words("calendar/saved", {"day": day, "works": works}, "f")
    tell(work, mine(who, community), f"talk:{talk.id}:saved", said)


WORKDAY = Flow(
    "workday",
    (
        Step("day", (_day,), offers=_days),
        Step("kind", (), offers=_kinds),
        Step("note", (words,), optional=True),
        Step("save", (), offers=_effects, within=("day", "kind"), anew=True),
    ),
    _saved,
    summary=never,
    may=lambda who: bool(offers(who)),
    folder="calendar",
)


def _again(act: Act) -> None:
    _list(act, repost=False)


MENU: Mapping[str, Tap] = {"calendar": _begin}
#: Buttons of the calendar's card.
TAPS: Mapping[str, Tap] = {"calendar": _again, "add_day": _add, "undo": _undo}
