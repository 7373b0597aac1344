"""《业户意见调查结果汇总》 (PDF): the survey, its figures, items, buildings, remarks, what they mean, who signs (SUR-15, SUR-26, SUR-32)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.saying import local_day
from domain.sending import Picture
from domain.survey import OVERALL, Grade, Kind
from domain.survey.questions import SCORES
from domain.survey.results import Item, Rate, pass_mark
from messages.render import word
from services import Work, papers
from services.papers import Column, Grid
from services.surveys.results import Found, found
from services.surveys.results_said import label, percent
from services.tell import zone_of

#: What a picture of ours names that is made of a survey.
WHAT = "survey_paper"
#: Topics named on paper: as many as are worth a measure.
_TOPICS = 10
#: Widths of the columns: one for each answer there can be, and what stands behind them.
_GRADE_SHARE, _SCORE_SHARE = 13, 9
_RATES = (("blank", 10), ("official", 13), ("among", 15), ("before", 13), ("passes", 14))


def picture(of: Found, language: str) -> Picture:
    """The paper as a message carries it. `back` tells two states of a running survey apart."""
    name = f"{word('survey_result', 'file', language)}-{of.survey.id}"
    return papers.picture(
        WHAT, name, survey=of.survey.id, language=language, back=of.returned, version=of.survey.version
    )


def document(work: Work, about: Mapping[str, Any]) -> dict[str, Any]:
    """The whole paper. Reads only; as the survey stands now."""
    return _Paper(work, found(work, work.surveys.get(int(about["survey"]))), str(about["language"])).whole()


class _Paper:
    def __init__(self, work: Work, of: Found, language: str) -> None:
        self.work, self.of, self.language = work, of, language

    def whole(self) -> dict[str, Any]:
        """Facts, items, buildings, remarks, notes, signatures. No name of an owner anywhere."""
        tables = [
            *self._items(),
            *([self._buildings()] if self.of.results.buildings else []),
            *([self._remarks()] if self.of.groups else []),
        ]
        signs = [(self._said(key), "") for key in ("made_by", "seen_by", "signed_on")]
        return papers.paper(
            self.work, self.of.community, self.language, self._said("title"), number=self.of.questionnaire.name(self.language),
            facts=self._facts(), tables=tables, after=self._after(), notes=self._notes(), signs=signs,
        )  # fmt: skip

    def _facts(self) -> list[tuple[str, str]]:
        of, one = self.of, self.of.survey
        zone = zone_of(of.community)
        days = [
            local_day(at, zone).isoformat()
            for at in (one.started_at, one.ended_at or one.deadline_at)
            if at is not None
        ]
        share = f"{of.returned}/{of.issued} ({percent(of.returned * 1000 // of.issued if of.issued else None)})"
        return [
            (self._said("days"), " – ".join(days)), (self._said("named"), self._said("anonymous" if one.anonymous else "with_names")),
            (self._said("moved_in"), str(one.moved_in or 0)), (self._said("issued"), str(of.issued)),
            (self._said("due_back"), str(one.due_back or 0)), (self._said("returned"), share),
        ]  # fmt: skip

    def _items(self) -> list[Grid]:
        """Each item: how many gave each grade or score, blanks, both rates, the time before, passed or not (F-15)."""
        items, overall = self.of.results.items, self.of.results.overall
        by_score = [one for one in items if one.question.kind is Kind.SCORE]
        graded = [one for one in items if one.question.kind is Kind.GRADE]
        sums = ["", "", "", "", str(overall.returned - overall.answered), *self._rates(overall, OVERALL)]
        made = [self._table(graded, list(Grade), _GRADE_SHARE, [[self._said("overall"), *sums]])]
        return [*made, self._table(by_score, SCORES, _SCORE_SHARE, [])] if by_score else made

    def _table(self, items: Sequence[Item], answers: Sequence[Any], share: int, sums: list[list[str]]) -> Grid:
        heads = [("item", 22), *((f"short_{answer}", share) for answer in answers), *_RATES]
        columns = [Column(self._said(key), width, right=n > 0) for n, (key, width) in enumerate(heads)]
        rows = [
            [label(one.question, self.language), *(str(one.given.get(answer, 0)) for answer in answers), str(one.blank),
             *self._rates(one.rate, one.question.key)]
            for one in items
        ]  # fmt: skip
        return Grid(columns, rows, sums, self._said("items"))

    def _rates(self, rate: Rate, key: str) -> list[str]:
        earlier, passes = self.of.earlier(key), rate.passes(self.of.target)
        said = "-" if passes is None else self._said("passed" if passes else "missed")
        return [percent(rate.official), percent(rate.among), percent(earlier.official if earlier else None), said]

    def _buildings(self) -> Grid:
        """Forms back and satisfaction with everything by building, from enough forms on."""
        heads, shares = ("building", "issued", "back", "satisfied", "official", "among"), (30, 16, 16, 16, 20, 20)
        columns = [
            Column(self._said(key), share, right=n > 0)
            for n, (key, share) in enumerate(zip(heads, shares, strict=True))
        ]
        names, rows = dict(self.work.people.buildings(self.of.community.id)), []
        for code, (issued, back) in self.of.participation.items():
            rate = self.of.results.buildings.get(code)
            shown = rate if rate is not None and rate.returned >= self.of.least else None
            rates = [str(shown.satisfied), percent(shown.official), percent(shown.among)] if shown else ["-", "-", "-"]
            rows.append([names.get(code, code), str(issued), str(back), *rates])
        return Grid(columns, rows, title=self._said("buildings"))

    def _remarks(self) -> Grid:
        columns = (Column(self._said("topic"), 80), Column(self._said("forms"), 20, right=True))
        rows = [[word("topic", g.topic, self.language), str(g.number)] for g in self.of.groups[:_TOPICS]]
        return Grid(columns, rows, title=self._said("remarks"))

    def _after(self) -> list[tuple[str, str]]:
        overall = self.of.results.overall
        rates = self._rates(overall, OVERALL)
        mark = f"{overall.satisfied} / {pass_mark(overall.returned, self.of.target)}"
        return [
            (self._said("overall"), f"{rates[0]} · {rates[3]}"),
            (self._said("among"), rates[1]),
            (self._said("against_mark"), mark),
        ]

    def _notes(self) -> list[str]:
        of, notes = self.of, [self._said("defined"), self._said("target_note").format(target=self.of.target)]
        if of.results.derived:
            notes.append(self._said("derived"))
        interval = of.results.overall.interval
        if interval is not None and of.results.returned < of.small:
            low, high = interval[0] // 10, -(-interval[1] // 10)
            notes.append(self._said("interval_note").format(returned=of.results.returned, low=low, high=high))
        if of.before is not None:
            day = local_day(of.before.ended, zone_of(of.community))
            notes.append(self._said("before_note").format(day=day.isoformat()))
        if of.survey.anonymous:
            notes.append(self._said("anonymous_note"))
        elif any(rate.returned < of.least for rate in of.results.buildings.values()):
            notes.append(self._said("least_note").format(least=of.least))
        return notes

    def _said(self, key: str) -> str:
        return word("survey_result", key, self.language)
