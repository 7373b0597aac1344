"""Chart and workbook of complaints: a summary, one row for each complaint, counts by sort. No name, room or phone (F-42)."""

from collections.abc import Mapping
from typing import Any

from domain.complaint.clocks import Promised
from domain.figures import Period
from domain.figures.complaints import EARLIER, ComplaintCount, ComplaintRow, OnTime, complaint_count, kept_of
from domain.people import Community
from domain.saying import local_day
from domain.sending import Picture
from messages.render import word
from services import Work
from services.reports import sheets
from services.reports.complaint_rates import growing, per_mille
from services.reports.pictures import say
from services.reports.sheets import Asked
from services.tell import zone_of

#: What the workbook is called before it is complete.
WHAT = "complaints"
_BARS = 6
_SUMMARY = (("figure", "text", 30), ("value", "number", 12), ("share", "percent", 12))
_RATES = (("figure", "text", 40), ("value", "text", 12), ("usually", "text", 12))
_KINDS = (("sort", "text", 14), ("kind", "text", 24), ("count", "number", 10))
_ROWS = (
    ("number", "text", 13), ("day", "text", 12), ("category", "text", 14), ("grade", "text", 10), ("validity", "text", 10),
    ("subtype", "text", 14), ("responsibility", "text", 16), ("cause", "text", 16), ("team", "text", 12),
    ("answer_minutes", "minutes", 16), ("closed", "text", 12), ("on_time", "text", 14),
)  # fmt: skip


def chart(language: str, community: Community, period: Period, count: ComplaintCount) -> Picture:
    """Three tiles, and bars of the causes; of the subjects while no cause is on record (CMP-35)."""
    share = count.promised.percent
    shown = (
        ("complaint_received", str(count.received), "new"),
        ("complaint_on_time", "-" if share is None else f"{share}%", "soft" if share is None else "good"),
        ("complaint_valid", str(count.valid), "busy"),
    )
    tiles = [{"label": say(language, "figure", key), "value": [v, v], "tone": tone} for key, v, tone in shown]
    causes = count.judged["cause"]
    group, title, bars = ("cause", "complaints_by_cause", causes) if causes else (
        "category", "complaints_by_category", count.by_category)  # fmt: skip
    rows = [{"label": say(language, group, key), "value": n, "tone": "new"} for key, n in list(bars.items())[:_BARS]]
    none = say(language, "chart", "none")
    panels = [
        {"kind": "tiles", "tiles": tiles},
        {"kind": "bars", "title": say(language, "chart", title), "rows": rows, "none": none},
    ]
    days = f"{period.first.isoformat()} - {period.last.isoformat()}"
    note = [f"{community.name} · {days}", days]
    drawn = {"what": "chart", "title": say(language, "chart", "complaints"), "note": note, "panels": panels}
    return Picture(kind="photo", ref="", draw=drawn, name="complaints.png")


def picture(work: Work, community: Community, language: str, period: Period) -> Picture:
    """The workbook as a message carries it."""
    return sheets.picture(work, WHAT, "complaints", Asked(community, period, language))


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole workbook. Reads only. Raises `ValueError` for a period that is none."""
    asked = sheets.asked_for(work, WHAT, given)
    start, end = asked.period.instants(zone_of(asked.community))
    rows = work.complaint_figures.rows(asked.community.id, start, end)
    dues = work.complaint_figures.dues([row.id for row in rows])
    book = _Book(asked)
    kept = kept_of(dues, work.now)
    count = complaint_count(rows, dues, work.now)
    most = work.standards.number(asked.community.id, "report.rows")
    lines = [book.line(row, kept.get((row.id, Promised.SOLVE))) for row in rows[:most]]
    made = [
        sheets.sheet(asked, "summary", _SUMMARY, book.summary(count)),
        sheets.sheet(asked, "complaints", _ROWS, lines, "complaint_column"),
        sheets.sheet(asked, "kinds", _KINDS, book.kinds(count)),
        sheets.sheet(asked, "rates", _RATES, _rates(work, asked)),
    ]
    return {"what": "workbook", "sheets": made}


def _rates(work: Work, asked: Asked) -> list[list[Any]]:
    """F-11 with what it is counted from, then each building with more than usual beside its usual (CMP-37)."""
    rate = per_mille(work, asked.community, asked.period)
    shown = (
        ("complaint_valid_year", str(rate.valid)),
        ("complaint_base", str(rate.base)),
        ("complaint_rate", None if rate.hundredths is None else f"{rate.hundredths / 100:.2f}"),
        ("complaint_ceiling", f"{rate.ceiling_tenths / 10:.1f}"),
    )
    rows: list[list[Any]] = [[word("figure", key, asked.language), value, None] for key, value in shown]
    names = dict(work.people.buildings(asked.community.id))
    more = word("figure", "complaint_growing", asked.language)
    return rows + [
        [f"{more} · {names.get(one.building, one.building)}", str(one.lately), f"{one.earlier / EARLIER:.1f}"]
        for one in growing(work, asked.community, asked.period)
    ]


class _Book:
    """Its rows in one language."""

    def __init__(self, asked: Asked) -> None:
        self.language, self.zone = asked.language, zone_of(asked.community)

    def summary(self, c: ComplaintCount) -> list[list[Any]]:
        """How many, and the shares on time (F-08 to F-10)."""
        totals = (("received", c.received), ("closed", c.closed), ("withdrawn", c.withdrawn), ("open", c.open),
                  ("reopened", c.reopened), ("valid", c.valid))  # fmt: skip
        rows: list[list[Any]] = [[self._figure(key), n, None] for key, n in totals]
        rows += [
            self._timed(self._figure("first_answer"), c.first_answer),
            self._timed(self._figure("hand_over"), c.hand_over),
        ]
        for grade, share in c.closing.items():
            said = self._said("grade", grade) or self._figure("unjudged")
            rows.append(self._timed(f"{self._figure('closing')} · {said}", share))
        return rows

    def line(self, row: ComplaintRow, kept: bool | None) -> list[Any]:
        """One complaint; what nobody has judged is left empty."""
        answered = sheets.minutes(row.answered_at - row.created_at if row.answered_at else None)
        cells = {
            "number": row.number, "day": local_day(row.created_at, self.zone).isoformat(),
            "category": self._said("category", row.category), "grade": self._said("grade", row.grade),
            "validity": self._said("validity", row.validity), "subtype": self._said("subtype", row.subtype),
            "responsibility": self._said("responsibility", row.responsibility), "cause": self._said("cause", row.cause),
            "team": self._said("team", row.team), "answer_minutes": answered,
            "closed": row.closed_at and local_day(row.closed_at, self.zone).isoformat(),
            "on_time": None if kept is None else self._figure("in_time" if kept else "too_late"),
        }  # fmt: skip
        return [cells[key] for key, _, _ in _ROWS]

    def kinds(self, c: ComplaintCount) -> list[list[Any]]:
        """Counts by subject, department and each field, and causes by department (F-42, CMP-35)."""
        rows: list[list[Any]] = []
        for group, counts in (("category", c.by_category), ("team", c.by_team)):
            sort = self._said("sort", f"by_{group}")
            rows += [[sort, self._said(group, key), n] for key, n in counts.items()]
        for field, counts in c.judged.items():
            sort = self._said("field", field)
            rows += [[sort, self._said(field, key), n] for key, n in counts.items()]
            if c.unjudged[field]:
                rows.append([sort, self._figure("unjudged"), c.unjudged[field]])
        both = f"{self._said('sort', 'by_team')} · {self._said('field', 'cause')}"
        for (team, cause), n in c.causes_of.items():
            rows.append([both, f"{self._said('team', team)} · {self._said('cause', cause)}", n])
        return rows

    def _timed(self, said: str, share: OnTime) -> list[Any]:
        return [said, share.part, share.percent]

    def _figure(self, key: str) -> str:
        return word("figure", f"complaint_{key}", self.language)

    def _said(self, group: str, key: str | None) -> str | None:
        return word(group, key, self.language) if key else None
