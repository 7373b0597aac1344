"""The month's money: income, what it was for, arrears by age, building and butler, paid services (F-18, F-20, SPS-21, FEE-05).

Counted from entries up to the month's last day, on the reading side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.fees.charges import Code
from domain.fees.ledger import Way
from domain.figures import Period
from domain.figures.money import Age, MoneyMonth, Part, When, age, money_month, part, percent
from domain.people import Community, Role
from services import Work
from services.reports.gather import today
from services.tell import zone_of

#: Buildings, charges and services that are named in the message; all of them are in the workbook.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a month with the names they are said by."""

    month: MoneyMonth
    codes: Mapping[int, Code] = field(default_factory=dict)
    #: Each butler's name and what their buildings come to.
    butlers: tuple[tuple[str, Part], ...] = ()
    #: Names, orders, fen, fen owed, rated, rated well.
    services: tuple[tuple[str, str, int, int, int, int, int], ...] = ()


def counted(work: Work, community: Community, period: Period) -> Counted:
    """The figures as of the last day of the month, or of today when it is not over. Reads only."""
    first, last = period.first, min(period.last, today(work, community))
    since, end = period.instants(zone_of(community))
    rows, homes = work.money_figures, work.dunning.homes(community.id)
    standing = [s for s in rows.standing(community.id, last, end) if s.unit_id in homes]
    dues = [d for d in rows.dues(community.id, first, last) if d.unit_id in homes]
    advance = sum(rows.advance(community.id, last).values())
    moved = rows.moved(community.id, first, last)
    whole = money_month(moved, standing, dues, homes, advance, first, last)
    late = [s for s in standing if age(s.due_on, last) is not None and not s.disputed and s.fen > 0]
    butlers = [
        (person.name, part({u: b for u, b in homes.items() if post.covers(b)}, dues, late))
        for post, person in work.staff.listed(community.id, roles=[Role.BUTLER])
    ]
    services = tuple(rows.services(community.id, since, end, last))
    return Counted(whole, work.disputes.codes(community.id), tuple(butlers), services)


def said(work: Work, community: Community, period: Period, found: Counted) -> dict[str, Any]:
    """The figures as the message takes them; amounts in fen."""
    m, names = found.month, dict(work.people.buildings(community.id))
    owing = sorted(((b, p) for b, p in m.buildings.items() if p.owing_fen), key=lambda x: -x[1].owing_fen)
    return {
        "community": community.name,
        "span": str(period.span),
        "first": period.first,
        "last": min(period.last, today(work, community)),
        "so_far": period.last >= today(work, community),
        "charged": m.charged_fen,
        "corrected": m.corrected,
        "reduced": m.reduced,
        "late_fee": m.late_fee,
        "received": m.received_fen,
        "ways": [(str(way), m.received[way]) for way in Way if m.received.get(way)],
        "refunded": m.refunded,
        "taken": {str(when): m.taken_to.get(when, 0) for when in When},
        "advance": m.advance,
        **_part(m.whole),
        "disputed": m.disputed_fen,
        "ages": [(str(age), m.ages[age]) for age in Age if m.ages.get(age)],
        "codes": [_named(found.codes[code], fen) for code, fen in _largest(m.owing_by_code)],
        "buildings": [{"name": names.get(b, b), **_part(p)} for b, p in owing[:_NAMED]],
        "butlers": [{"name": name, **_part(p)} for name, p in found.butlers],
        "services": services_of(found),
    }


def services_of(found: Counted) -> dict[str, Any]:
    """SPS-21: orders charged in the month, what they come to, what of it is owed, and the share of those rated that are satisfied."""
    rows = found.services
    rated, well = sum(r[5] for r in rows), sum(r[6] for r in rows)
    return {
        "count": sum(r[2] for r in rows),
        "fen": sum(r[3] for r in rows),
        "owed": sum(r[4] for r in rows),
        "satisfied": percent(well, rated),
        "kinds": [{"name_zh": r[0], "name_en": r[1], "count": r[2], "fen": r[3]} for r in rows[:_NAMED]],
    }


def _part(p: Part) -> dict[str, Any]:
    return {
        "homes": p.homes, "due": p.due_fen, "paid": p.paid_fen, "rate": p.rate, "owing_homes": p.owing_homes,
        "owing": p.owing_fen, "share": p.share,
    }  # fmt: skip


def _named(code: Code, fen: int) -> dict[str, Any]:
    return {"name_zh": code.name_zh, "name_en": code.name_en, "fen": fen}


def _largest(found: Mapping[int, int]) -> list[tuple[int, int]]:
    return sorted(found.items(), key=lambda x: -x[1])[:_NAMED]
