"""The chart of a poll that is over: three tiles with the quorum in front, a bar an option."""

from typing import Any

from domain.poll import Outcome, Poll, outcome
from domain.saying import local_day
from domain.sending import Picture
from services import Work
from services.reports.pictures import say
from services.tell import zone_of

#: Characters of the question above the chart.
_QUESTION = 40
#: The longest bar leaves a fifth of the width to what stands beside it.
_ROOM = 125


def picture(work: Work, one: Poll, language: str) -> Picture:
    """As a message carries it; drawn when it is sent. Without bars where too few homes took part."""
    community = work.people.community(one.community_id)
    came = outcome(one, one.result or {})
    shown = came.voted >= work.standards.number(one.community_id, "poll.least_shown")
    rows = _bars(one, came, language) if shown else []
    most = max((row["value"] for row in rows), default=0) * _ROOM // 100
    bars = {"kind": "bars", "title": say(language, "chart", "poll_votes"), "rows": rows, "most": most, "none": say(language, "chart", "poll_few")}  # fmt: skip
    day = local_day(one.ended_at or one.deadline_at, zone_of(community)).isoformat()
    note = [f"{community.name} · {one.question(language)[:_QUESTION]} · {day}", day]
    drawn = {
        "what": "chart",
        "title": say(language, "chart", "poll"),
        "note": note,
        "panels": [_tiles(came, language), bars],
    }
    return Picture(kind="photo", ref="", draw=drawn, name="opinion-poll.png")


def _tiles(came: Outcome, language: str) -> dict[str, Any]:
    tone = "good" if came.reached else "busy"
    shown = (
        ("eligible", str(came.eligible), "new"),
        ("wanted", str(came.wanted), "soft"),
        ("voted", str(came.voted), tone),
    )
    tiles = [
        {"label": say(language, "poll_column", key), "value": [value, value], "tone": tone}
        for key, value, tone in shown
    ]
    return {"kind": "tiles", "tiles": tiles}


def _bars(one: Poll, came: Outcome, language: str) -> list[dict[str, Any]]:
    rows = []
    for n, label in enumerate(one.labels(language)):
        said = f"{came.votes[n]} ({came.share(n) // 10}.{came.share(n) % 10}%)"
        rows.append({"label": [label, _plain(one, n)], "value": came.votes[n], "tone": "good" if n in came.leaders else "soft",
                     "said": [said, said]})  # fmt: skip
    return rows


def _plain(one: Poll, option: int) -> str:
    """For machines without Chinese glyphs: the English where there is some, else the number of the option."""
    english = str(one.options[option][1])
    return english if english and english.isascii() else str(option + 1)
