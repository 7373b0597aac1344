"""Subscriptions to reports in the chat: what one gets when, set by oneself and by heads for others, ended again."""

from collections.abc import Mapping, Sequence

from domain.errors import Refused
from domain.incoming import Incoming, Kind
from domain.people import HEADS, Who
from domain.standards import at_clock
from domain.talk import Answers, Talk
from domain.timetable import Every
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear
from handlers.conversation import Flow, Step
from services import Work
from services.reports import subscriptions
from services.reports.catalogue import readable
from services.reports.subscriptions import Wish
from services.tell import Words, mine, show, tell


def _list(act: Act) -> None:
    """`subs`: what one gets; heads see everybody's."""
    rows = subscriptions.seen_by(act.work, act.who, act.at_work)
    show(act.work, act.private, f"menu:{act.who.person.id}", Words("report/subs", {"rows": rows}, f"y{act.at_work.id}"))


def _end(act: Act) -> None:
    """`sub_off.<id>`."""
    subscriptions.end(act.work, act.who, act.number)
    act.toast("report/toast_ended")
    if readable(act.who, act.at_work.id):
        _list(act)


def _new(act: Act) -> None:
    if not readable(act.who, act.at_work.id):
        raise Refused("common/not_yours")
    act.begin("subscription", {"_community": act.at_work.id, "_head": act.who.is_any(act.at_work.id, HEADS)})


def _reports(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(name, group="report_name") for name in readable(who, answers["_community"])]


def _readers(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Oneself first, then everybody who may read it."""
    people = subscriptions.readers(work, work.people.community(answers["_community"]), answers["report"])
    ordered = sorted(people, key=lambda person: person.id != who.person.id)
    return [Option(f"p{person.id}", person.name, keeps={"id": person.id, "label": person.name}) for person in ordered]


def _every(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(str(every), group="every") for every in Every]


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    if answers["how_often"] == Every.WEEK:
        return [Option(day, group="weekday") for day in _WEEK]
    return [Option(day, group="month_day") for day in _MONTH]


def _times(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"t{n}", at, keeps=at) for n, at in enumerate(_AT)]


def _clock(incoming: Incoming, s: Situation) -> Read:
    """A time of the day, typed: 9:15."""
    if incoming.kind is not Kind.TEXT:
        return None
    found = at_clock(incoming.text.replace("：", ":"))
    return Taken(f"{found:%H:%M}") if found else Unclear("clock")


def _submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community = work.people.community(a["_community"])
    day = int(a["day"]) if a.get("day") else 1
    person = a["who"]["id"] if a.get("who") else who.person.id
    one = subscriptions.subscribe(work, who, community, person, Wish(a["report"], Every(a["how_often"]), day, a["at"]))
    given = {"s": subscriptions.face(work, one), "own": person == who.person.id}
    tell(
        work, mine(who, community), f"talk:{talk.id}:subscribed", Words("report/subscribed", given, f"y{community.id}")
    )


_WEEK = tuple("1234567")
#: 31 stands for the last one, however long the month is.
_MONTH = ("1", "5", "10", "15", "20", "25", "31")
_AT = ("08:00", "08:30", "09:00", "12:00", "18:00")
FLOW = Flow(
    "subscription",
    (
        Step("report", (), offers=_reports, takes_only=True),
        Step("who", (), when=lambda a: bool(a.get("_head")), offers=_readers, within=("report",)),
        Step("how_often", (), offers=_every),
        Step("day", (), when=lambda a: a.get("how_often") != Every.DAY, offers=_days, within=("how_often",)),
        Step("at", (_clock,), offers=_times),
    ),
    _submit,
    may=lambda who: any(readable(who, post.community_id) for post in who.staff),
    folder="report_subscribe",
)
TAPS: Mapping[str, Tap] = {"subs": _list, "sub_off": _end, "sub_new": _new}
