"""Charts as plain documents, drawn when they are sent (`bot/drawing/charts.py`). Every text is said twice: as it should
read, and in English for machines without Chinese glyphs."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.figures import Period, RepairCount
from domain.people import Community
from domain.sending import Picture
from messages.render import word
from services.reports.gather import Now

#: Bars of one panel at most: as many as are read at a glance.
_BARS = 6
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
    days = list(counted.reported_on)
    return {
        "kind": "columns",
        "title": say(language, "chart", "by_day"),
        "labels": [[f"{day.month}-{day.day}"] * 2 for day in days],
        "series": [
            {
                "name": say(language, "figure", "reported"),
                "tone": "new",
                "values": [counted.reported_on[d] for d in days],
            },
            {
                "name": say(language, "figure", "finished"),
                "tone": "good",
                "values": [counted.finished_on[d] for d in days],
            },
        ],
        "none": say(language, "chart", "none"),
    }


def _bars(language: str, title: str, group: str, counted: Mapping[str, int], tone: str) -> dict[str, Any]:
    rows = [{"label": say(language, group, key), "value": n, "tone": tone} for key, n in list(counted.items())[:_BARS]]
    return {
        "kind": "bars",
        "title": say(language, "chart", title),
        "rows": rows,
        "none": say(language, "chart", "none"),
    }
