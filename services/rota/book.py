"""The duty register (值班登记): who was on when, planned and as it was, with notes and signatures (SHF-01, SHF-04)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain.people import TEAM_WORDS, Community, Team
from domain.rota import LineKind, Shift, shifts_on
from domain.saying import local_day
from services import Work, rota
from store.duty_logs import LogKind
from store.rotas import Worked

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register. `came` is None for a shift nobody has clocked in for."""

    team: Team | None
    staff_id: int
    name: str
    starts: datetime | None
    ends: datetime | None
    came: datetime | None
    left: datetime | None
    late: timedelta | None
    note: str | None
    signed_by: str | None
    signed_at: datetime | None


def entries(work: Work, community: Community, teams: Sequence[Team | None], first: date, last: date) -> list[Entry]:
    """What began from the first to the last local day, the earliest first; team None: those who belong to none."""
    zone = rota.zone(work, community.id)
    # A shift of the day before may have been clocked in for on this one, and the other way round.
    since = datetime.combine(first - _DAY, time(), zone).astimezone(UTC)
    until = datetime.combine(last + _DAY, time(), zone).astimezone(UTC)
    posts = work.rotas.posts(community.id)
    named = {staff: name for staff, (_, name) in posts.items()}
    worked = work.rotas.worked(community.id, since, until)
    found: list[Entry] = []
    for team in teams:
        lines = work.rotas.ever(community.id, team, since) if team is not None else []
        days = [first + n * _DAY for n in range(-1, (last - first).days + 1)] if lines else []
        planned = [s for day in days for s in shifts_on(lines, day, zone) if s.starts <= work.now]
        found += _matched(planned, [w for w in worked if posts[w.staff_id][0] == team], named, team)
    begun = [(local_day(e.starts or e.came or since, zone), e) for e in found]
    return [e for day, e in sorted(begun, key=lambda b: _order(b[1])) if first <= day <= last]


def _order(entry: Entry) -> tuple[datetime, int]:
    at = entry.starts or entry.came
    return (at or datetime.min.replace(tzinfo=UTC), entry.staff_id)


def _matched(
    planned: Sequence[Shift], worked: Sequence[Worked], named: Mapping[int, str], team: Team | None
) -> list[Entry]:
    """Each planned shift with the coming and going that belongs to it, and whatever came besides."""
    left: dict[int, list[Worked]] = {}
    for one in worked:
        left.setdefault(one.staff_id, []).append(one)
    found = []
    for shift in planned:
        mine = left.get(shift.staff_id, [])
        came = next((w for w in mine if w.began_at < shift.ends and not _before(w, shift)), None)
        if came is None:
            name = named.get(shift.staff_id, "?")
            found.append(Entry(team, shift.staff_id, name, shift.starts, shift.ends, *[None] * 6))
            continue
        mine.remove(came)
        found.append(_entry(team, came, shift))
    return found + [_entry(team, one, None) for rest in left.values() for one in rest]


def _before(worked: Worked, shift: Shift) -> bool:
    return worked.ended_at is not None and worked.ended_at <= shift.starts


def _entry(team: Team | None, one: Worked, shift: Shift | None) -> Entry:
    starts, ends = (shift.starts, shift.ends) if shift else (None, None)
    late = one.began_at - starts if starts else timedelta()
    told = late if late >= timedelta(minutes=1) else None
    return Entry(
        team, one.staff_id, one.name, starts, ends, one.began_at, one.ended_at, told, one.note, one.read_by, one.read_at
    )


def written(work: Work, community: Community, team: Team, day: date) -> list[dict[str, Any]]:
    """Logs and meetings of one team and day, as templates read them (SHF-02, SHF-05)."""
    named = work.rotas.posts(community.id)
    return [
        {"kind": log.kind, "name": named[log.staff_id][1], "at": log.at, "words": log.words}
        for log in work.duty_logs.between(community.id, day, day)
        if log.team == team
    ]


_TEAM_SAID = {team: said for said, team in TEAM_WORDS.items()}
_KIND_SAID = {LineKind.WEEKLY: "每周", LineKind.CYCLE: "做休", LineKind.ONCE: "只一天", LineKind.ABSENT: "请假"}
_REGISTER = ["日期", "班组", "姓名", "应上班", "应下班", "签到", "下班", "迟到(分钟)", "交接内容", "签收人", "签收时间"]
_LOGS = ["日期", "班组", "姓名", "种类", "时间", "内容"]
_LOG_SAID = {LogKind.LOG: "日志", LogKind.MEETING: "班前会"}
_ROTA = ["班组", "姓名", "方式", "日子", "从", "到", "上班", "下班"]


def sheets(work: Work, community: Community) -> dict[str, list[list[object]]]:
    """值班登记 and 上班日志 as far back as the community wants them and 排班 as it stands, as the sheets of a workbook, local times."""
    zone = rota.zone(work, community.id)
    today = local_day(work.now, zone)
    register: list[list[object]] = [list(_REGISTER)]

    def clock(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    back = timedelta(days=work.standards.number(community.id, "rota.register_days"))
    for e in entries(work, community, (*Team, None), today - back, today):
        day = local_day(e.starts or e.came or work.now, zone)
        late = int(e.late.total_seconds()) // 60 if e.late else ""
        register.append([day, _TEAM_SAID[e.team] if e.team else "", e.name, clock(e.starts), clock(e.ends),
                         clock(e.came), clock(e.left), late, e.note or "", e.signed_by or "", clock(e.signed_at)])  # fmt: skip
    plan: list[list[object]] = [list(_ROTA)]
    for line in work.rotas.standing(community.id):
        plan.append([_TEAM_SAID[line.team], work.staff.person_of(line.staff_id).name, _KIND_SAID[line.kind],
                     "、".join(map(str, line.days)), line.first_day, line.last_day or "", line.starts, line.ends])  # fmt: skip
    named = work.rotas.posts(community.id)
    logs: list[list[object]] = [list(_LOGS)]
    for log in work.duty_logs.between(community.id, today - back, today):
        team_said = _TEAM_SAID[log.team] if log.team else ""
        logs.append([log.day, team_said, named[log.staff_id][1], _LOG_SAID[log.kind], clock(log.at), log.words])
    return {"值班登记": register, "上班日志": logs, "排班": plan}
