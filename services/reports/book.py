"""The workbook of a period: 汇总, 明细, 分类, 人员. A message only says which one it is about; the rows are read when it is
sent, on the reading side, and never go through the writer. Nothing in it says who reported or how to reach them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from domain.figures import Lengths, Period, RepairCount
from domain.people import Community
from domain.sending import Picture
from domain.units import UnitRef, label
from messages.render import word
from services import Work
from services.callbacks.figures import callback_figures
from services.reports import sheets
from services.reports.gather import figures, limits, worker_names
from services.reports.sheets import Asked, Column, minutes
from services.tell import zone_of

#: What a document of ours is called before it is complete.
WHAT = "report"
_MINUTE = timedelta(minutes=1)
_DETAIL = (
    ("number", "text", 13), ("created_at", "time", 17), ("urgent", "text", 7), ("category", "text", 12),
    ("danger", "text", 12), ("where", "text", 18), ("channel", "text", 8), ("team", "text", 9), ("worker", "text", 12),
    ("status", "text", 10), ("arrived_at", "time", 17), ("finished_at", "time", 17), ("arrive_minutes", "minutes", 12),
    ("finish_minutes", "minutes", 12), ("charge", "text", 12), ("quote", "yuan", 12), ("owing", "yuan", 12),
    ("process", "text", 20), ("part", "text", 14), ("materials", "text", 14), ("closed_at", "time", 17), ("stars", "number", 7),
)  # fmt: skip
_SUMMARY = (
    ("figure", "text", 36),
    ("value", "number", 12),
    ("share", "percent", 12),
    ("usual", "minutes", 16),
    ("longest", "minutes", 16),
)
_KINDS = (("sort", "text", 14), ("kind", "text", 24), ("count", "number", 10))
_PEOPLE = (("worker", "text", 14), ("finished", "number", 10), ("usual", "minutes", 16), ("rated", "number", 10), ("mean", "minutes", 10), ("sent_back", "number", 10))  # fmt: skip


def picture(work: Work, community: Community, language: str, period: Period) -> Picture:
    """The workbook as a message carries it."""
    return sheets.picture(work, WHAT, str(period.span), Asked(community, period, language))


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document of such a picture. Reads only. Raises `ValueError` for one of another kind."""
    book = _Book(work, sheets.asked_for(work, WHAT, given))
    return {"what": "workbook", "sheets": [book.summary(), book.details(), book.kinds(), book.people()]}


class _Book:
    """The sheets of one workbook."""

    def __init__(self, work: Work, asked: Asked) -> None:
        self.work, self.asked = work, asked
        self.community, self.period, self.language = asked.community, asked.period, asked.language
        self.zone = zone_of(asked.community)
        self.counted = figures(work, asked.community, asked.period)

    def summary(self) -> dict[str, Any]:
        """Totals, times against their limits (F-05 to F-07), ratings."""
        c, most = self.counted, limits(self.work, self.community.id)
        rows: list[list[Any]] = [[self._said("figure", key), n, share, None, None] for key, n, share in _totals(c)]
        timed = ((c.response, "response", most.arrive), (c.urgent_finish, "urgent_finish", most.urgent_finish),
                 (c.small_finish, "small_finish", most.small_finish))  # fmt: skip
        rows += [self._timed(found, key, limit) for found, key, limit in timed]
        return self._sheet("summary", _SUMMARY, rows + self._callbacks())

    def _callbacks(self) -> list[list[Any]]:
        """F-01 to F-04, and the places that keep coming back (CBK-12)."""
        found = callback_figures(self.work, self.community, *self.period.instants(self.zone))
        shares = [("called_back", found.rate), ("called_desk", found.desk), ("fault_told", found.told)]
        rows: list[list[Any]] = [[self._said("figure", key), s.part, s.percent, None, None] for key, s in shares]
        for sort, s in found.on_time.items():
            said = f"{self._said('figure', 'called_on_time')} · {self._said('callback_sort', sort)}"
            rows.append([said, s.part, s.percent, None, None])
        for one in found.recurring:
            said = f"{self._said('figure', 'again')} · {self._maybe('spot', one.where)} · {self._said('category', one.category)}"
            rows.append([said, one.number, None, None, None])
        return rows

    def details(self) -> dict[str, Any]:
        """One line for each repair reported in the period."""
        start, end = self.period.instants(self.zone)
        most = self.work.standards.number(self.community.id, "report.rows")
        found = self.work.figures.details(self.community.id, start, end, most)
        return self._sheet("details", _DETAIL, [self._detail(row) for row in found])

    def kinds(self) -> dict[str, Any]:
        """Counts by category, charge, time of day, cause, team, building, and reasons of putting off (F-43, REP-15)."""
        c = self.counted
        rows = [
            *self._counts("by_category", c.by_category, "category"),
            *self._counts("by_charge", c.by_charge, "charge"),
            *self._counts("by_part_of_day", c.by_part_of_day, "part_of_day"),
            *self._counts("by_cause", c.by_cause, None),
            *self._counts("by_team", c.by_team, "team"),
            *self._counts(
                "by_building", {b or self._said("figure", "public"): n for b, n in c.by_building.items()}, None
            ),
            *self._counts("by_reason", c.put_off, "reason"),
        ]
        return self._sheet("kinds", _KINDS, rows)

    def people(self) -> dict[str, Any]:
        """What each worker has finished, and their stars."""
        names = worker_names(self.work, self.community)
        rows: list[list[Any]] = [
            [names.get(w.staff, self._said("figure", "left")), w.finished, minutes(w.usual), w.rated,
             w.stars / w.rated if w.rated else None, w.sent_back]
            for w in self.counted.workers
        ]  # fmt: skip
        return self._sheet("people", _PEOPLE, rows)

    def _sheet(self, name: str, columns: Sequence[Column], rows: list[list[Any]]) -> dict[str, Any]:
        return sheets.sheet(self.asked, name, columns, rows)

    def _timed(self, found: Lengths, key: str, limit: timedelta) -> list[Any]:
        said = f"{self._said('figure', key)} ≤ {limit // _MINUTE}"
        return [said, found.count, found.share, minutes(found.usual), minutes(found.longest)]

    def _counts(self, sort: str, counted: Mapping[str, int], group: str | None) -> list[list[Any]]:
        """Keys of ours as words; words of people as they are."""
        said = self._said("sort", sort)
        return [[said, self._maybe(group, key) if group else key, n] for key, n in counted.items()]

    def _detail(self, row: Mapping[str, Any]) -> list[Any]:
        arrived, finished = row["arrived_at"], row["finished_at"]
        place = row["place"] and self._maybe("spot", row["place"])
        home = label(UnitRef(row["building"], row["entrance"], row["room"])) if row["building"] else None
        cells = {
            **row,
            "created_at": _local(row["created_at"], self.zone),
            "urgent": self._said("figure", "urgent_mark") if row["urgent"] else "",
            "category": self._said("category", row["category"]),
            "danger": self._said("danger", row["danger"]) if row["danger"] else "",
            "where": home or place or "",
            "channel": self._said("channel", row["channel"]),
            "team": self._said("team", row["team"]),
            "status": self._said("status", row["status"]),
            "arrived_at": _local(arrived, self.zone),
            "finished_at": _local(finished, self.zone),
            "arrive_minutes": minutes(arrived - row["created_at"]) if arrived else None,
            "finish_minutes": minutes(finished - row["created_at"]) if finished else None,
            "charge": self._said("charge", row["charge"]),
            "quote": row["quote_fen"],
            "owing": row["owing_fen"],
            "process": self._maybe("process", row["done_process"]),
            "part": row["done_part"],
            "materials": self._maybe("materials", row["done_materials"]),
            "closed_at": _local(row["closed_at"], self.zone),
            "stars": row["rating"],
        }
        return [cells[key] for key, _, _ in _DETAIL]

    def _said(self, group: str, key: str) -> str:
        return word(group, key, self.language)

    def _maybe(self, group: str, key: str | None) -> str | None:
        """A word of ours where it is one of the keys, else what somebody wrote."""
        try:
            return key and word(group, key, self.language)
        except KeyError:
            return key


def _totals(c: RepairCount) -> list[tuple[str, int, int | None]]:
    return [
        ("reported", c.reported, None), ("urgent", c.urgent, None), ("finished", c.finished, None),
        ("on_time", c.kept, c.on_time), ("reopened", c.reopened, None), ("sent_back", c.sent_back, None),
        ("rated", c.rated, None), ("poor", c.poor, None), ("put_off", sum(c.put_off.values()), None),
    ]  # fmt: skip


def _local(at: datetime | None, zone: tzinfo) -> str | None:
    return None if at is None else at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")
