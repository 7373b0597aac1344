"""The rota is written in the chat: who, which pattern, which hours, from when; and who is away (SHF-01)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain import shift_words
from domain.errors import Refused
from domain.incoming import Incoming, Kind
from domain.people import Team, Who
from domain.rota import Line, LineKind
from domain.saying import local_day, say_day
from domain.slots import parse_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, lookup
from handlers.conversation import Flow, Step
from services import Work, rota
from services.rota import plan
from services.tell import Words, mine, tell

#: Patterns and hours offered; any other is typed.
PATTERNS: Mapping[str, tuple[LineKind, list[int]]] = {
    "daily": (LineKind.WEEKLY, [1, 2, 3, 4, 5, 6, 7]),
    "workdays": (LineKind.WEEKLY, [1, 2, 3, 4, 5]),
    "weekend": (LineKind.WEEKLY, [6, 7]),
    "one_one": (LineKind.CYCLE, [1, 1]),
    "one_two": (LineKind.CYCLE, [1, 2]),
    "two_two": (LineKind.CYCLE, [2, 2]),
    "once": (LineKind.ONCE, []),
}
HOURS = ("08:00-20:00", "20:00-08:00", "08:00-16:00", "16:00-00:00", "00:00-08:00", "08:00-08:00")
#: Days ahead that are offered; later ones are typed.
DAYS = 14


def community_of(who: Who) -> int:
    """Where this member of staff works."""
    return who.staff[0].community_id


def teams(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The teams whose rota this person writes."""
    return [Option(team, group="team") for team in rota.teams_of(who, community_of(who))]


def _people(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    posts = work.staff.listed(community_of(who), team=Team(answers["team"]))
    return [Option(f"s{s.id}", p.name, keeps={"staff": s.id, "name": p.name}) for s, p in posts]


def _patterns(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(key, group="pattern", keeps={"kind": kind, "days": days}) for key, (kind, days) in PATTERNS.items()]


def pattern(incoming: Incoming, s: Situation) -> Read:
    """A pattern typed: 做3休2, 周一三五."""
    if incoming.kind is not Kind.TEXT:
        return None
    turns, days = shift_words.turns(incoming.text), shift_words.weekdays(incoming.text)
    if turns:
        return Taken({"kind": LineKind.CYCLE, "days": list(turns)})
    return Taken({"kind": LineKind.WEEKLY, "days": days}) if days else Unclear("pattern")


def _hours(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(h.replace(":", ""), h.replace("-", "–"), keeps=h.split("-")) for h in HOURS]


def hours(incoming: Incoming, s: Situation) -> Read:
    """Hours typed: 20:00-08:00. Kept as two times of the clock."""
    if incoming.kind is not Kind.TEXT:
        return None
    read = shift_words.hours(incoming.text)
    return Taken(list(read)) if read else Unclear("hours")


def _days(work: Work, who: Who, answers: Answers, since: date) -> list[date]:
    """The days to choose from: those that come, or the one that was typed if it is one of them or later."""
    zone = rota.zone(work, community_of(who))
    typed = parse_day(str(answers.get("_typed") or ""), work.now, zone)
    if typed is not None and typed >= since:
        return [typed]
    return [since + timedelta(days=n) for n in range(DAYS)]


def _option(work: Work, who: Who, day: date, **more: Any) -> Option:
    today = local_day(work.now, rota.zone(work, community_of(who)))
    said = say_day(day, today, who.language)
    return Option(day.isoformat(), said, keeps={"day": day.isoformat(), "said": said, **more})


def _first_days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """First days, each with the hours the rota would then leave open (X-43)."""
    community = community_of(who)
    today = local_day(work.now, rota.zone(work, community))
    lines = work.rotas.standing(community, Team(answers["team"]))
    newest = max((line.id for line in lines), default=0) + 1
    days = _days(work, who, answers, today)
    drafts = [_draft(work, who, answers, day, newest) for day in days]
    left = plan.would_leave(work, community, lines, drafts)
    return [_option(work, who, day, **open_) for day, open_ in zip(days, left, strict=True)]


def _draft(work: Work, who: Who, answers: Answers, first: date, number: int) -> Line:
    """The line as it would be."""
    chosen, (starts, ends) = answers["pattern"], answers["hours"]
    kind = LineKind(chosen["kind"])
    last = first if kind is LineKind.ONCE else None
    return Line(
        number, community_of(who), Team(answers["team"]), int(answers["person"]["staff"]), kind, list(chosen["days"]),
        first, last, starts, ends, who.person.id, work.now, None,
    )  # fmt: skip


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    made = plan.add(
        work, who, int(a["person"]["staff"]), LineKind(a["pattern"]["kind"]), a["pattern"]["days"],
        (a["hours"][0], a["hours"][1]), date.fromisoformat(a["first"]["day"]),
    )  # fmt: skip
    _done(work, who, talk, made)


def _away_from(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    today = local_day(work.now, rota.zone(work, community_of(who)))
    return [_option(work, who, day) for day in _days(work, who, answers, today)]


def _away_to(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    first = date.fromisoformat(answers["first"]["day"])
    return [_option(work, who, day) for day in _days(work, who, answers, first)]


def _absent(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    first, last = (date.fromisoformat(a[name]["day"]) for name in ("first", "last"))
    _done(work, who, talk, plan.absent(work, who, int(a["person"]["staff"]), first, last))


def _done(work: Work, who: Who, talk: Talk, made: Line) -> None:
    community = work.people.community(made.community_id)
    name = work.staff.person_of(made.staff_id).name
    lines = work.rotas.standing(made.community_id, made.team)
    values = {
        "name": name,
        "team": made.team,
        "line": plan.said(made),
        **plan.open_hours(work, community.id, lines),
    }
    tell(work, mine(who, community), f"talk:{talk.id}:saved", Words("rota/saved", values, "m"))


def writes(who: Who) -> bool:
    """Whether this person writes the rota of any team."""
    return bool(who.staff) and bool(rota.teams_of(who, community_of(who)))


FLOWS = (
    Flow(
        "rota_add",
        (
            Step("team", (), offers=teams, takes_only=True),
            Step("person", (), within=("team",), offers=_people),
            Step("pattern", (pattern,), offers=_patterns),
            Step("hours", (hours,), offers=_hours),
            # What a line leaves open depends on all of it.
            Step("first", (lookup,), within=("team", "person", "pattern", "hours"), offers=_first_days),
        ),
        _add,
        may=writes,
    ),
    Flow(
        "rota_absent",
        (
            Step("team", (), offers=teams, takes_only=True),
            Step("person", (), within=("team",), offers=_people),
            Step("first", (lookup,), offers=_away_from),
            Step("last", (lookup,), within=("first",), offers=_away_to),
        ),
        _absent,
        may=writes,
    ),
)


def team_known(act: Act) -> Answers:
    """The team the button stood under; whether it is theirs is looked up."""
    if not writes(act.who):
        raise Refused("common/not_yours")
    mine_ = rota.teams_of(act.who, community_of(act.who))
    return {"team": act.value} if act.value in mine_ else {}


def _start_add(act: Act) -> None:
    act.begin("rota_add", team_known(act))


def _start_absent(act: Act) -> None:
    act.begin("rota_absent", team_known(act))


MENU: Mapping[str, Tap] = {"rota_add": _start_add, "rota_absent": _start_absent}
