"""The rota as it is read: teams, weeks, lines, one's own shifts, the duty register (SHF-01)."""

from collections.abc import Mapping
from datetime import timedelta

from domain.errors import Refused
from domain.people import DESK_ROLES, DISPATCHERS, Team, Who
from domain.saying import local_day
from handlers.acts import Act, Tap
from handlers.shifts.writing import writes
from services import rota
from services.duty import post_of
from services.rota import book, plan
from services.tell import Words, show

#: Lines of a page; weeks and days one may go ahead or back.
PAGE, WEEKS, BACK = 8, 26, 366
#: Entries of the register shown for one day; the rest is in what is given out.
ENTRIES = 12
#: Logs and meetings of a day shown.
LOGS = 8
READERS = DISPATCHERS | DESK_ROLES


def offers(who: Who) -> set[str]:
    """What this person finds under the menu: everybody their shifts, some the register, those who write it the rota."""
    if not who.staff:
        return set()
    offered = {"my_shifts"}
    if writes(who):
        offered |= {"rota"}
    return offered | ({"duty_book"} if {s.role for s in who.staff} & READERS else set())


def _split(value: str) -> tuple[str, int]:
    """`engineering_2` → the team and the page."""
    team, _, page = value.partition("_")
    return team, int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 0


def _team(act: Act, name: str) -> Team:
    """One of the teams whose rota they write; a single one goes without saying."""
    mine = rota.teams_of(act.who, act.at_work.id)
    if not mine or (name and name not in mine):
        raise Refused("common/not_yours")
    return Team(name) if name else mine[0]


def _show(act: Act, said: Words) -> None:
    """Turned over in place; asked for from elsewhere, it comes to the end of the chat."""
    key = f"rota:{act.who.person.id}"
    here = act.work.cards.at(act.incoming.chat, act.incoming.message)
    show(act.work, act.private, key, said, repost=here is None or here.key != key)


def _rota(act: Act) -> None:
    """Which team? Whoever has one sees its week."""
    teams = rota.teams_of(act.who, act.at_work.id)
    if len(teams) == 1:
        _week(act)
        return
    _team(act, "")
    _show(act, Words("rota/teams", {"teams": teams}, "m"))


def _week(act: Act) -> None:
    name, ahead = _split(act.value)
    team = _team(act, name)
    ahead = min(ahead, WEEKS)
    values = {"team": team, "ahead": ahead, "weeks": WEEKS, "days": plan.week(act.work, act.at_work, team, ahead)}
    _show(act, Words("rota/week", values, "m"))


def _lines(act: Act) -> None:
    name, page = _split(act.value)
    team = _team(act, name)
    lines = act.work.rotas.standing(act.at_work.id, team)
    rows = [
        {"id": line.id, "name": act.work.staff.person_of(line.staff_id).name, "line": plan.said(line)}
        for line in lines[page * PAGE : (page + 1) * PAGE]
    ]
    values = {"team": team, "rows": rows, "page": page, "more": len(lines) > (page + 1) * PAGE}
    _show(act, Words("rota/lines", values, "m"))


def _line(act: Act) -> None:
    """One line, and whether it is really to end."""
    line = plan.readable(act.work, act.who, act.number)
    values = {"name": act.work.staff.person_of(line.staff_id).name, "team": line.team, "line": plan.said(line)}
    _show(act, Words("rota/line", values, f"o{line.id}"))


def _end(act: Act) -> None:
    line = plan.end(act.work, act.who, act.subject)
    act.toast("rota/toast_ended")
    act.value = f"{line.team}_0"
    _lines(act)


def _keep(act: Act) -> None:
    """Thought better of: the lines again."""
    act.value = f"{plan.readable(act.work, act.who, act.subject).team}_0"
    _lines(act)


def _mine(act: Act) -> None:
    """The coming two weeks of one's own shifts."""
    post = post_of(act.who)
    shifts = plan.coming_shifts(act.work, post, 14)
    rows = [{"starts": s.starts, "ends": s.ends} for s in shifts]
    _show(act, Words("rota/mine", {"rows": rows, "team": post.team}, "m"))


def _book(act: Act) -> None:
    """The register of one team and day; without a team, which one?"""
    if not act.who.is_any(act.at_work.id, READERS):
        raise Refused("common/not_yours")
    name, back = _split(act.value)
    if name not in set(Team):
        _show(act, Words("rota/book_teams", {"teams": list(Team)}, "m"))
        return
    back = min(back, BACK)
    day = local_day(act.work.now, rota.zone(act.work, act.at_work.id)) - timedelta(days=back)
    rows = book.entries(act.work, act.at_work, [Team(name)], day, day)
    values = {
        "team": name,
        "day": day,
        "back": back,
        "oldest": back == BACK,
        "rows": rows[:ENTRIES],
        "logs": book.written(act.work, act.at_work, Team(name), day)[-LOGS:],
        "left": max(0, len(rows) - ENTRIES),
    }
    _show(act, Words("rota/book", values, "m"))


MENU: Mapping[str, Tap] = {
    "rota": _rota,
    "rota_week": _week,
    "rota_lines": _lines,
    "rota_line": _line,
    "my_shifts": _mine,
    "duty_book": _book,
}
TAPS: Mapping[str, Tap] = {"end": _end, "keep": _keep}
