"""The monthly and the yearly summary (工作总结) as PDF: every report's figures against their targets and against the period before,
what keeps coming back, what was not reached (PLN-01, PLN-02, PLN-04, PLN-05, PLN-10, QLT-01).

On demand for manager and director, and to both on the first working day: of the month before, in January of the year too.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

from domain.figures import Period, month, parse, year
from domain.figures.period import Span
from domain.figures.shown import Figure
from domain.people import HEADS, Community, Person
from domain.saying import local_day
from domain.sending import Lane, Picture
from domain.standards import at_clock
from domain.timetable import Occurrence
from messages.render import word
from services import Work
from services.calendar import calendar_of
from services.papers import Column, Grid, paper, picture
from services.ready import Says
from services.reports import figures_asked, figures_done, figures_paid, figures_visited, recurring
from services.reports.gather import today
from services.tell import Chat, Words, private, tell, words, zone_of

#: What a document of ours is called before it is complete.
WHAT = "summary"
_DAY = timedelta(days=1)
#: Sections in the order they are printed.
_SECTIONS = (
    ("repairs", figures_done.repairs),
    ("callbacks", figures_done.callbacks),
    ("complaints", figures_done.complaints),
    ("visits", figures_visited.visits),
    ("surveys", figures_asked.surveys),
    ("money", figures_paid.money),
)


# --- sending ---------------------------------------------------------------------------------------------------------


def on_demand(work: Work, community: Community, person: Person, period: Period, key: str) -> Says:
    """A short message with the paper, for whoever asks."""
    given = _said(work, community, period)

    def say(work: Work) -> None:
        _send(work, community, person, period, key, given, Lane.REPLY)

    return say


def by_itself(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """Of the month before, in January of the year before too, to manager and director; once."""
    current = parse(occurrence.period)
    if current is None:
        raise ValueError("no month")
    periods = [current.before, *([year(current.first).before] if current.first.month == 1 else [])]
    told = [(period, _said(work, community, period)) for period in periods]

    def say(work: Work) -> None:
        for person in {p.id: p for _, p in work.staff.listed(community.id, roles=HEADS)}.values():
            for period, given in told:
                key = f"report:summary:{community.id}:{period.key}:{person.id}"
                _send(work, community, person, period, key, given, Lane.REMINDER)

    return say


def first_working_days(work: Work, community: Community) -> tuple[Sequence[Occurrence], datetime | None]:
    """The newest first working day of a month at the hour of reports, and the next one."""
    clock = at_clock(str(work.standards.value(community.id, "report.at")))
    if clock is None:
        return (), None
    zone = zone_of(community)
    this = month(local_day(work.now, zone))
    following = month(this.last + _DAY)
    due = [
        (one, datetime.combine(_first_working(work, community, one), clock, zone))
        for one in (this.before, this, following)
    ]
    past = [(one, at) for one, at in due if at <= work.now]
    coming = [at for _, at in due if at > work.now]
    return tuple(Occurrence(one.key, at) for one, at in past[-1:]), min(coming, default=None)


def _first_working(work: Work, community: Community, of: Period) -> date:
    calendar = calendar_of(work, community.id)
    return next((day for day in of.days if calendar.works_on(day)), of.first)


def _send(
    work: Work, community: Community, person: Person, period: Period, key: str, given: Mapping[str, Any], lane: Lane
) -> bool:
    chat = private(person, community)
    if chat is None:
        return False
    drawn = drawn_as(work, community, chat.language, period)
    return tell(work, chat, key, Words("report/summary", given, f"y{community.id}"), lane=lane, media=[drawn])


def drawn_as(work: Work, community: Community, language: str, period: Period) -> Picture:
    """The paper as a message carries it; `at` tells two states of an open period apart."""
    name = f"{word('summary_paper', title_of(period), language)}-{period.key}"
    return picture(WHAT, name, community=community.id, period=period.key, language=language, at=work.now.isoformat())


def _said(work: Work, community: Community, period: Period) -> dict[str, Any]:
    """What the message names: how many targets are reached, and which are not."""
    every = [one for _, counts in _SECTIONS for one in counts(work, community, period)]
    judged = [one for one in every if one.well is not None]
    return {
        "title": title_of(period),
        "community": community.name,
        "first": period.first,
        "last": period.last,
        "so_far": period.last >= today(work, community),
        "reached": sum(bool(one.well) for one in judged),
        "judged": len(judged),
        "missed": [one.key for one in judged if not one.well],
        "recurring": len(recurring.found(work, community, period)),
        "period": period.key,
    }


def title_of(period: Period) -> str:
    """A month's and a year's have names of their own."""
    return {Span.MONTH: "month", Span.YEAR: "year"}.get(period.span, "other")


# --- the paper -------------------------------------------------------------------------------------------------------


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole paper. Reads only. Raises `ValueError` for a period that is none."""
    period = parse(str(given["period"]))
    if period is None:
        raise ValueError("no period")
    community, language = work.people.community(int(given["community"])), str(given["language"])
    return _Paper(work, community, period, language).whole()


class _Paper:
    def __init__(self, work: Work, community: Community, period: Period, language: str) -> None:
        self.work, self.community, self.period, self.language = work, community, period, language
        self.chat = Chat(0, language, zone_of(community))

    def whole(self) -> dict[str, Any]:
        """Facts, a table for each report, what keeps coming back, how each figure is counted, who signs."""
        sections = [(name, list(counts(self.work, self.community, self.period)), counts) for name, counts in _SECTIONS]
        tables = [self._table(name, figures, counts) for name, figures, counts in sections]
        again = recurring.found(self.work, self.community, self.period)
        if again:
            tables.append(self._recurring(again))
        every = [one for _, figures, _ in sections for one in figures]
        judged = [one for one in every if one.well is not None]
        facts = [
            (self._own("days"), f"{self.period.first.isoformat()} – {self.period.last.isoformat()}"),
            (self._own("made_on"), local_day(self.work.now, self.chat.zone).isoformat()),
            (self._own("reached"), f"{sum(bool(one.well) for one in judged)} / {len(judged)}"),
        ]
        signs = [(self._own(key), "") for key in ("made_by", "seen_by", "signed_on")]
        notes = [
            f"{word('shown', one.key, self.language)}: {word('definition', one.key, self.language)}" for one in every
        ]
        return paper(
            self.work, self.community, self.language, self._own(title_of(self.period)), number=self.period.key, facts=facts, tables=tables,
            notes=[self._own("counted"), *notes], signs=signs,
        )  # fmt: skip

    def _table(self, name: str, figures: Sequence[Figure], counts: Any) -> Grid:
        """Each figure: now, the period before, the target, whether it is reached."""
        before = {one.key: one for one in counts(self.work, self.community, self.period.before)}
        columns = (
            Column(self._own("figure"), 34),
            Column(self._own("now"), 26, right=True),
            Column(self._own("before"), 18, right=True),
            Column(self._own("target"), 12, right=True),
            Column(self._own("result"), 10, right=True),
        )
        rows = [self._row(one, before.get(one.key)) for one in figures]
        return Grid(columns, rows, title=word("report_name", name, self.language))

    def _row(self, one: Figure, before: Figure | None) -> list[str]:
        value = self._number("value", one, one.value)
        result = "" if one.well is None else self._own("yes" if one.well else "no")
        target = "" if one.target is None else self._number("target", one, one.target)
        earlier = "" if before is None else self._number("plain", before, before.value)
        return [word("shown", one.key, self.language), value, earlier, target, result]

    def _number(self, how: str, one: Figure, value: int | None) -> str:
        """As the cards say it."""
        given = {
            "how": how, "value": value,
            "f": {
                "key": one.key, "measure": str(one.measure), "part": one.part, "whole": one.whole, "at_most": one.at_most,
            },
        }  # fmt: skip
        return unescape(words(self.work, self.chat, Words("report/paper_number", given)).text)

    def _recurring(self, groups: Sequence[Any]) -> Grid:
        names = dict(self.work.people.buildings(self.community.id))
        columns = (
            Column(self._own("where"), 40),
            Column(self._own("what"), 40),
            Column(self._own("times"), 20, right=True),
        )
        rows = [
            [
                recurring.place_of(names.get(g.where, g.where), self.language),
                f"{word('recurring', g.kind, self.language)} · {word('category', g.category, self.language)}",
                str(len(g.cases)),
            ]
            for g in groups[:_GROUPS]
        ]
        return Grid(columns, rows, title=word("report_name", "recurring", self.language))

    def _own(self, key: str) -> str:
        return word("summary_paper", key, self.language)


#: Recurring problems on the paper; all of them are in their workbook.
_GROUPS = 12
