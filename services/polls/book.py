"""The workbook of a poll that is over: 汇总, 楼栋. Who chose what stands nowhere, so it cannot stand here."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.poll import Poll, outcome
from domain.sending import Picture
from messages.render import word
from services import Work
from services.polls.cards import by_building
from services.reports.sheets import Column

#: What a picture of ours names that is made of a poll.
WHAT = "poll_book"
_SUMMARY: Sequence[Column] = (("figure", "text", 44), ("votes", "number", 12), ("share", "text", 12))


def picture(one: Poll, language: str) -> Picture:
    """The workbook as a message carries it: only said."""
    drawn = {"what": WHAT, "poll": one.id, "language": language, "version": one.version}
    return Picture(kind="file", ref="", draw=drawn, name=f"{word('book', 'poll', language)}-{one.id}.xlsx")


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The workbook itself. Reads only."""
    one, language = work.polls.get(int(given["poll"])), str(given["language"])
    above = [
        f"{work.people.community(one.community_id).name} · {one.question(language)}",
        _said("not_binding", language),
    ]
    return {
        "what": "workbook",
        "sheets": [_summary(work, one, language, above), _buildings(work, one, language, above)],
    }


def _summary(work: Work, one: Poll, language: str, above: list[str]) -> dict[str, Any]:
    """Homes asked, how many took part and had to, the votes and their share of those who took part."""
    came = outcome(one, one.result or {})
    rows: list[list[Any]] = [[_said(key, language), number, ""] for key, number in (
        ("eligible", came.eligible), ("voted", came.voted), ("wanted", came.wanted),
    )]  # fmt: skip
    rows.append([_said("quorum", language), None, _said("reached" if came.reached else "missed", language)])
    if came.voted >= work.standards.number(one.community_id, "poll.least_shown"):
        shares = ((label, came.votes[n], came.share(n)) for n, label in enumerate(one.labels(language)))
        rows += [[label, votes, f"{share // 10}.{share % 10}%"] for label, votes, share in shares]
    heads = [{"title": _said(key, language), "width": width, "kind": kind} for key, kind, width in _SUMMARY]
    return {"title": word("sheet", "poll_summary", language), "above": above, "columns": heads, "rows": rows}


def _buildings(work: Work, one: Poll, language: str, above: list[str]) -> dict[str, Any]:
    """Who took part; votes of the buildings from which enough homes did."""
    names, votes = dict(work.people.buildings(one.community_id)), by_building(work, one)
    rows = [
        [names.get(code, code), asked, voted, *votes.get(code, [None] * len(one.options))]
        for code, (asked, voted) in work.polls.part(one.id).items()
    ]
    plain = (("building", "text", 16), ("eligible", "number", 12), ("voted", "number", 12))
    heads = [{"title": _said(key, language), "width": width, "kind": kind} for key, kind, width in plain]
    heads += [{"title": label, "width": 16, "kind": "number"} for label in one.labels(language)]
    return {"title": word("sheet", "poll_buildings", language), "above": above, "columns": heads, "rows": rows}


def _said(key: str, language: str) -> str:
    return word("poll_column", key, language)
