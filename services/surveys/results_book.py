"""The workbook of a survey's results: 汇总, 各项, 楼栋, 意见. No name, room or phone stands in it (F-16, SUR-26, SUR-32)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.sending import Picture
from domain.survey import OVERALL, Grade, Kind
from domain.survey.remarks import nameless
from domain.survey.results import Rate, pass_mark
from messages.render import word
from services import Work
from services.reports.sheets import Column
from services.surveys.results import Found, found
from services.surveys.results_said import label

#: What a picture of ours names that is made of a survey.
WHAT = "survey_results"
_SUMMARY: Sequence[Column] = (("figure", "text", 44), ("value", "text", 20))
_ITEMS: Sequence[Column] = (
    ("item", "text", 34), *((str(grade), "number", 11) for grade in Grade), *((f"score_{n}", "number", 8) for n in (5, 4, 3, 2, 1)),
    ("blank", "number", 9), ("satisfied", "number", 9), ("official", "text", 14), ("among", "text", 14), ("before", "text", 14),
    ("passes", "text", 10),
)  # fmt: skip
_BUILDINGS: Sequence[Column] = (
    ("building", "text", 16), ("issued", "number", 10), ("back", "number", 10), ("satisfied", "number", 10), ("official", "text", 14),
    ("among", "text", 14),
)  # fmt: skip
_REMARKS: Sequence[Column] = (("topic", "text", 16), ("about", "text", 28), ("low", "text", 10), ("words", "text", 80))


def picture(of: Found, language: str) -> Picture:
    """The workbook as a message carries it: only said. `back` tells two states of a running survey apart."""
    drawn = {
        "what": WHAT,
        "survey": of.survey.id,
        "language": language,
        "back": of.returned,
        "version": of.survey.version,
    }
    return Picture(
        kind="file", ref="", draw=drawn, name=f"{word('book', 'survey_results', language)}-{of.survey.id}.xlsx"
    )


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The workbook itself. Reads only."""
    book = _Book(work, found(work, work.surveys.get(int(given["survey"]))), str(given["language"]))
    made = [book.summary(), book.items(), book.buildings(), book.remarks()]
    return {"what": "workbook", "sheets": [one for one in made if one["rows"]]}


class _Book:
    def __init__(self, work: Work, of: Found, language: str) -> None:
        self.work, self.of, self.language = work, of, language

    def summary(self) -> dict[str, Any]:
        """Issued, returned, satisfied, the mark to be reached, both rates, how sure (F-12 to F-14, X-30)."""
        of, overall = self.of, self.of.results.overall
        interval, before = overall.interval, of.earlier(OVERALL)
        rows: list[tuple[str, Any]] = [
            ("moved_in", of.survey.moved_in), ("issued", of.issued), ("due_back", of.survey.due_back), ("returned", of.returned),
            ("satisfied", overall.satisfied), ("mark", pass_mark(overall.returned, of.target)), ("official", _share(overall.official)),
            ("among", _share(overall.among)), ("before", _share(before.official if before else None)),
            ("interval", "" if interval is None else f"{_share(interval[0])} – {_share(interval[1])}"), ("target", f"{of.target}%"),
            ("passes", self._passes(overall)), ("dissatisfied", len(of.results.dissatisfied)),
        ]  # fmt: skip
        return self._sheet(
            "summary", _SUMMARY, [[self._said(key), "" if value is None else str(value)] for key, value in rows]
        )

    def items(self) -> dict[str, Any]:
        """One line an item (F-15)."""
        rows = []
        for one in self.of.results.items:
            grades, earlier = one.question.kind is Kind.GRADE, self.of.earlier(one.question.key)
            rows.append([
                label(one.question, self.language), *(one.given.get(g, 0) if grades else None for g in Grade),
                *(None if grades else one.given.get(n, 0) for n in (5, 4, 3, 2, 1)), one.blank, one.rate.satisfied,
                _share(one.rate.official), _share(one.rate.among), _share(earlier.official if earlier else None), self._passes(one.rate),
            ])  # fmt: skip
        return self._sheet("items", _ITEMS, rows)

    def buildings(self) -> dict[str, Any]:
        """One line a building; its rates from enough forms on, never of an anonymous survey."""
        names, rows = dict(self.work.people.buildings(self.of.community.id)), []
        for code, (issued, back) in self.of.participation.items():
            rate = self.of.results.buildings.get(code)
            shown = rate if rate is not None and rate.returned >= self.of.least else None
            rates = [shown.satisfied, _share(shown.official), _share(shown.among)] if shown else [None, None, None]
            rows.append([names.get(code, code), issued, back, *rates])
        return self._sheet("buildings", _BUILDINGS, rows)

    def remarks(self) -> dict[str, Any]:
        """Every remark under its topic, without what leads to who wrote it, in an order that is not theirs."""
        rows = [
            [word("topic", group.topic, self.language), label(r.question, self.language), self._said("low") if r.low else "", nameless(r.words)]
            for group in self.of.groups for r in sorted(group.remarks, key=lambda r: r.words)
        ]  # fmt: skip
        return self._sheet("remarks", _REMARKS, rows)

    def _sheet(self, name: str, columns: Sequence[Column], rows: list[list[Any]]) -> dict[str, Any]:
        heads = [{"title": self._head(key), "width": width, "kind": kind} for key, kind, width in columns]
        title = word("sheet", f"survey_{name}", self.language)
        above = [
            f"{self.of.community.name} · {self.of.questionnaire.name(self.language)} · {title}",
            self._said("defined"),
        ]
        return {"title": title, "above": above, "columns": heads, "rows": rows}

    def _head(self, key: str) -> str:
        return word("grade", key, self.language) if key in set(Grade) else self._said(key)

    def _passes(self, rate: Rate) -> str:
        passes = rate.passes(self.of.target)
        return "" if passes is None else self._said("passed" if passes else "missed")

    def _said(self, key: str) -> str:
        return word("survey_result", key, self.language)


def _share(per_mille: int | None) -> str:
    return "" if per_mille is None else f"{per_mille // 10}.{per_mille % 10}%"
