"""Charts as plain documents, drawn when they are sent (`bot/drawing/charts.py`). Every text is said twice: as it should
read, and in English for machines without Chinese glyphs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.figures import Period, RepairCount
from domain.people import Community
from domain.sending import Picture
from messages.render import word
from services.reports.gather import Now

#: Bars of one panel at most: as many as are read at a glance.
_BARS = 6
#: Days that are told apart side by side; of longer periods the months.
_COLUMNS = 62
_Text = list[str]


def digest_chart(language: str, community: Community, yesterday: RepairCount, days: RepairCount, now: Now) -> Picture:
    """Yesterday in three tiles, the last days in columns, what is open by team."""
    panels = [
        _tiles(language, yesterday),
        _columns(language, days),
        _bars(language, "open_by_team", "team", now.by_team, "busy"),
    ]
    return _chart(language, "digest", community, next(iter(yesterday.reported_on)).isoformat(), panels)


def period_chart(language: str, community: Community, period: Period, counted: RepairCount) -> Picture:
    """A week or month: three tiles, columns by day, bars by category."""
    panels = [
        _tiles(language, counted),
        _columns(language, counted),
        _bars(language, "by_category", "category", counted.by_category, "new"),
    ]
    return _chart(
        language, str(period.span), community, f"{period.first.isoformat()} - {period.last.isoformat()}", panels
    )


def say(language: str, group: str, key: str) -> _Text:
    """One of our words, and the English one to fall back on."""
    return [word(group, key, language), word(group, key, "en")]


def _chart(language: str, title: str, community: Community, days: str, panels: list[dict[str, Any]]) -> Picture:
    note = [f"{community.name} · {days}", days]
    drawn = {"what": "chart", "title": say(language, "chart", title), "note": note, "panels": panels}
    return Picture(kind="photo", ref="", draw=drawn, name=f"{title}.png")


def _tiles(language: str, counted: RepairCount) -> dict[str, Any]:
    share = counted.on_time
    tone = "soft" if share is None else "good" if counted.kept == counted.promised else "busy"
    shown: Sequence[tuple[str, str, str]] = (
        ("reported", str(counted.reported), "new"),
        ("finished", str(counted.finished), "good"),
        ("on_time", "-" if share is None else f"{share}%", tone),
    )
    tiles = [{"label": say(language, "figure", key), "value": [v, v], "tone": tone} for key, v, tone in shown]
    return {"kind": "tiles", "tiles": tiles}


def _columns(language: str, counted: RepairCount) -> dict[str, Any]:
    by_month = len(counted.reported_on) > _COLUMNS
    reported, finished = (_summed(found, by_month) for found in (counted.reported_on, counted.finished_on))
    series = (("reported", "new", reported), ("finished", "good", finished))
    return {
        "kind": "columns",
        "title": say(language, "chart", "by_month" if by_month else "by_day"),
        "labels": [[label] * 2 for label in reported],
        "series": [
            {"name": say(language, "figure", key), "tone": tone, "values": list(found.values())} for key, tone, found in series
        ],
        "none": say(language, "chart", "none"),
    }  # fmt: skip


def _summed(found: Mapping[date, int], by_month: bool) -> dict[str, int]:
    sums = Counter[str]()
    for day, number in found.items():
        sums[f"{day.year % 100}-{day.month}" if by_month else f"{day.month}-{day.day}"] += number
    return dict(sums)


def _bars(language: str, title: str, group: str, counted: Mapping[str, int], tone: str) -> dict[str, Any]:
    rows = [{"label": say(language, group, key), "value": n, "tone": tone} for key, n in list(counted.items())[:_BARS]]
    return {
        "kind": "bars",
        "title": say(language, "chart", title),
        "rows": rows,
        "none": say(language, "chart", "none"),
    }
