"""The month's money as a chart and a workbook: totals with how each is counted, charges, buildings, butlers, homes, services."""

from collections.abc import Mapping
from typing import Any

from domain.fees.ledger import Way
from domain.figures import Period
from domain.figures.money import Age, Part, When, age, percent
from domain.figures.period import Span
from domain.people import Community
from domain.sending import Picture
from domain.units import UnitRef, label
from messages.render import word
from services import Work
from services.reports import money, sheets
from services.reports.gather import today
from services.reports.pictures import say
from services.reports.sheets import Asked
from services.tell import zone_of

#: What the workbook is called before it is whole.
WHAT = "money"
_BARS = 6
_SUMMARY = (("figure", "text", 26), ("amount", "yuan", 16), ("share", "percent", 10), ("counted", "text", 60))
_CODES = (("charge", "text", 20), ("charged", "yuan", 16), ("taken", "yuan", 16), ("owing", "yuan", 16))
_PARTS = (
    ("name", "text", 16), ("homes", "number", 10), ("due", "yuan", 16), ("paid", "yuan", 16), ("rate", "percent", 10),
    ("owing_homes", "number", 10), ("owing", "yuan", 16), ("share", "percent", 10),
)  # fmt: skip
_HOMES = (
    ("where", "text", 20),
    ("owing", "yuan", 16),
    *((str(a), "yuan", 14) for a in Age),
    ("disputed", "yuan", 14),
    ("advance", "yuan", 14),
)
_SERVICES = (
    ("service", "text", 20),
    ("orders", "number", 10),
    ("amount", "yuan", 14),
    ("owing", "yuan", 14),
    ("satisfied", "percent", 12),
)


def chart(language: str, community: Community, period: Period, found: money.Counted) -> Picture:
    """Three tiles, and arrears by age."""
    whole = found.month.whole
    tones = (
        ("received", _short(found.month.received_fen), "good"),
        ("rate", _percent(whole.rate), "new"),
        ("owing", _short(whole.owing_fen), "busy"),
    )
    tiles = [{"label": say(language, "money_figure", key), "value": [v, v], "tone": tone} for key, v, tone in tones]
    rows = [
        {"label": say(language, "age", str(age)), "value": found.month.ages.get(age, 0) // 100, "tone": "busy"} for age in Age
    ]  # fmt: skip
    panels = [
        {"kind": "tiles", "tiles": tiles},
        {
            "kind": "bars",
            "title": say(language, "chart", "money_ages"),
            "rows": rows,
            "none": say(language, "chart", "none"),
        },
    ]
    days = f"{period.first.isoformat()} - {period.last.isoformat()}"
    drawn = {
        "what": "chart",
        "title": say(language, "chart", title_of(period)),
        "note": [f"{community.name} · {days}", days],
        "panels": panels,
    }
    return Picture(kind="photo", ref="", draw=drawn, name="money.png")


def _short(fen: int) -> str:
    return f"¥{fen // 100:,}"


def _percent(share: int | None) -> str:
    return "-" if share is None else f"{share}%"


def title_of(period: Period) -> str:
    """What it is called: a month's has a name of its own."""
    return "money" if period.span is Span.MONTH else "money_days"


def picture(work: Work, community: Community, language: str, period: Period) -> Picture:
    """The workbook as a message carries it."""
    return sheets.picture(work, WHAT, title_of(period), Asked(community, period, language))


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole workbook. Reads only. Raises `ValueError` for a period that is none."""
    asked = sheets.asked_for(work, WHAT, given)
    found = money.counted(work, asked.community, asked.period)
    names = dict(work.people.buildings(asked.community.id))
    parts = [[names.get(b, b), *_cells(p)] for b, p in found.month.buildings.items()]
    made = [
        sheets.sheet(asked, "summary", _SUMMARY, _summary(found, asked.language), "money_column"),
        sheets.sheet(asked, "money_charges", _CODES, _codes(found, asked.language), "money_column"),
        sheets.sheet(asked, "money_buildings", _PARTS, parts, "money_column"),
        sheets.sheet(asked, "money_butlers", _PARTS, [[name, *_cells(p)] for name, p in found.butlers], "money_column"),
        sheets.sheet(asked, "money_homes", _HOMES, _homes(work, asked), "money_column"),
        sheets.sheet(asked, "money_services", _SERVICES, _services(found, asked.language), "money_column"),
    ]
    return {"what": "workbook", "sheets": made}


def _summary(found: money.Counted, language: str) -> list[list[Any]]:
    """Each figure with how it is counted."""
    m, whole = found.month, found.month.whole
    services = money.services_of(found)
    figures: list[tuple[str, int | None, int | None]] = [
        ("charged", m.charged_fen, None), ("corrected", m.corrected, None), ("reduced", m.reduced, None), ("late_fee", m.late_fee, None),
        ("received", m.received_fen, None), ("refunded", m.refunded, None),
        *((f"to_{when}", m.taken_to.get(when, 0), None) for when in When),
        ("advance", m.advance, None), ("due", whole.due_fen, None), ("paid", whole.paid_fen, None), ("rate", None, whole.rate),
        ("owing", whole.owing_fen, None), ("share", None, whole.share), ("disputed", m.disputed_fen, None),
        *((str(age), m.ages.get(age, 0), None) for age in Age),
        ("services", services["fen"], None), ("services_owed", services["owed"], None), ("satisfied", None, services["satisfied"]),
    ]  # fmt: skip
    said = [[_figure(key, language), fen, share, word("money_counted", key, language)] for key, fen, share in figures]
    ways = [[f"　{word('pay_way', way, language)}", m.received.get(way, 0), None, None] for way in Way]
    at = next(n for n, (key, _, _) in enumerate(figures) if key == "received") + 1
    return said[:at] + ways + said[at:]


def _figure(key: str, language: str) -> str:
    return word("age", key, language) if key in set(Age) else word("money_figure", key, language)


def _codes(found: money.Counted, language: str) -> list[list[Any]]:
    m = found.month
    used = [c for c in found.codes.values() if c.id in m.charged or c.id in m.taken or c.id in m.owing_by_code]
    return [
        [
            c.name_en if language == "en" else c.name_zh,
            m.charged.get(c.id, 0),
            m.taken.get(c.id, 0),
            m.owing_by_code.get(c.id, 0),
        ]
        for c in sorted(used, key=lambda c: (c.rank, c.id))
    ]


def _cells(p: Part) -> list[Any]:
    return [p.homes, p.due_fen, p.paid_fen, p.rate, p.owing_homes, p.owing_fen, p.share]


def _homes(work: Work, asked: Asked) -> list[list[Any]]:
    """Every home that owes or has paid in advance, as of the end; no names, no phones."""
    last = min(asked.period.last, today(work, asked.community))
    end = asked.period.instants(zone_of(asked.community))[1]
    owed: dict[int, dict[str, int]] = {}
    for s in work.money_figures.standing(asked.community.id, last, end):
        overdue = age(s.due_on, last)
        if overdue is not None:
            kept, key = owed.setdefault(s.unit_id, {}), "disputed" if s.disputed else str(overdue)
            kept[key] = kept.get(key, 0) + s.fen
    advance = work.money_figures.advance(asked.community.id, last)
    places = work.dunning.places(asked.community.id)
    ages = [str(a) for a in Age]
    rows = []
    for unit in sorted({*owed, *advance}, key=lambda u: places.get(u, ("", "", ""))):
        mine = owed.get(unit, {})
        late = [mine.get(a, 0) for a in ages]
        where = label(UnitRef(*places[unit])) if unit in places else None
        rows.append([where, sum(late), *late, mine.get("disputed", 0), advance.get(unit, 0)])
    return rows[: work.standards.number(asked.community.id, "report.rows")]


def _services(found: money.Counted, language: str) -> list[list[Any]]:
    return [
        [en if language == "en" else zh, count, fen, owed, percent(well, rated)]
        for zh, en, count, fen, owed, rated, well in found.services
    ]
