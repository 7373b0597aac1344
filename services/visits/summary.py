"""The month's report on callbacks and visits: rates, what keeps coming back, what is still open, counts by butler, opinions;
message, chart, workbook (CBK-12, CBK-24, VIS-05, VIS-10, VIS-14, F-01 to F-04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from domain.errors import Refused
from domain.figures.period import month as month_around
from domain.people import SUPERVISORS, Community, Who
from domain.sending import Lane, Picture
from domain.units import UnitRef, label
from domain.visits import Status, Visit, month_of
from messages.render import word
from services import Work
from services.callbacks.figures import callback_figures
from services.reports.pictures import say
from services.tell import Chat, Words, tell, zone_of
from services.visits.faces import month_counts, today

#: What the workbook is called before it is complete.
WHAT = "visits"
#: Opinions named in the message, bars of the chart; all of them are in the workbook.
_NAMED, _BARS = 4, 8
_SUMMARY = (
    ("butler", "text", 14), ("whole", "number", 10), ("done", "number", 10), ("share", "percent", 10), ("missed", "number", 10),
    ("left", "number", 10), ("extra", "number", 10), ("opinions", "number", 10), ("cases", "number", 12),
)  # fmt: skip
_BACK = (("what", "text", 34), ("count", "number", 10), ("of", "number", 10), ("share", "percent", 10))
_RECORDS = (
    ("on", "text", 12), ("butler", "text", 14), ("home", "text", 18), ("purpose", "text", 12), ("status", "text", 10),
    ("how", "text", 10), ("done_at", "time", 17), ("opinion", "text", 40), ("result", "text", 30), ("reason", "text", 18),
    ("numbers", "text", 22),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """Who has reviewed the report before it goes up, and what they make of it; nobody: the days are over."""

    by: str | None
    words: str | None


def send(
    work: Work,
    community: Community,
    chat: Chat,
    month: str,
    key: str,
    *,
    so_far: bool = False,
    review: Review | None = None,
) -> bool:
    """The month's report to one chat, once per key; `so_far`: somebody asks before the month is over."""
    day = date.fromisoformat(f"{month}-01")
    reviewed = {"by": review.by, "words": review.words} if review else None
    given = _values(work, community, day) | asked_back(work, community, day)
    given |= {"so_far": so_far, "reviewed": reviewed, "key": month}
    lane = Lane.REPLY if so_far else Lane.REMINDER
    media = [
        _chart(work, community, chat.language, day, given["rows"]),
        _picture(work, community, chat.language, month),
    ]
    return tell(work, chat, key, Words("visit/summary", given, "m"), lane=lane, media=media)


def on_demand(work: Work, who: Who, community: Community, chat: Chat, key: str) -> None:
    """The month so far, for a supervisor who asks."""
    if not who.is_any(community.id, SUPERVISORS):
        raise Refused("common/not_yours")
    send(work, community, chat, month_of(today(work, community)), key, so_far=True)


def _values(work: Work, community: Community, day: date) -> dict[str, Any]:
    rows = month_counts(work, community, day)
    found = [v for v in work.visits.of_month(community.id, month_of(day)) if v.status is Status.DONE and v.opinion]
    newest = sorted(found, key=lambda v: v.done_at or v.made_at, reverse=True)[:_NAMED]
    places = work.visits.addresses(v.unit_id for v in newest)
    numbers = work.visits.numbers([v.id for v in newest])
    whole, done = sum(r["whole"] for r in rows), sum(r["done"] for r in rows)
    return {
        "month": day, "rows": rows, "whole": whole, "done": done, "share": 100 * done // whole if whole else None,
        "left": sum(r["left"] for r in rows), "missed": sum(r["missed"] for r in rows), "opinions": len(found),
        "cases": sum(r["cases"] for r in rows),
        "said": [
            {"home": label(UnitRef(*places[v.unit_id])), "opinion": v.opinion, "result": v.result, "numbers": numbers.get(v.id, [])}
            for v in newest
        ],
    }  # fmt: skip


def asked_back(work: Work, community: Community, day: date) -> dict[str, Any]:
    """The callbacks of the month that holds the day, and what is still open of what was heard (CBK-12, CBK-24)."""
    found = callback_figures(work, community, *month_around(day).instants(zone_of(community)))
    on_time = list(found.on_time.values())
    part, whole = sum(s.part for s in on_time), sum(s.whole for s in on_time)
    count, major = work.callbacks.unsettled(community.id, _NAMED)
    return {
        "back": {
            "rate": found.rate.percent, "done": found.rate.part, "finished": found.rate.whole,
            "on_time": 100 * part // whole if whole else None, "in_time": part, "due": whole,
            "faults": found.faults, "told": found.told.part, "unreached": found.unreached,
        },
        "again": [{"where": r.where, "category": r.category, "number": r.number} for r in found.recurring[:_NAMED]],
        "major": [{"number": number, "flow": flow, "status": status} for number, flow, status in major],
        "major_count": count,
    }  # fmt: skip


def _chart(work: Work, community: Community, language: str, day: date, rows: list[dict[str, Any]]) -> Picture:
    """Three tiles, and a bar of what is done for each butler."""
    whole, done = sum(r["whole"] for r in rows), sum(r["done"] for r in rows)
    share = "-" if not whole else f"{100 * done // whole}%"
    shown = (("visit_whole", str(whole), "new"), ("visit_done", str(done), "good"), ("visit_share", share, "soft"))
    tiles = [{"label": say(language, "figure", key), "value": [v, v], "tone": tone} for key, v, tone in shown]
    first = sorted(rows, key=lambda r: -int(r["done"]))[:_BARS]
    bars = [
        {
            "label": [f"{r['name']} {r['done']}/{r['whole']}", f"#{n} {r['done']}/{r['whole']}"],
            "value": r["done"],
            "tone": "good",
        }
        for n, r in enumerate(first, 1)
    ]
    panels = [
        {"kind": "tiles", "tiles": tiles},
        {
            "kind": "bars",
            "title": say(language, "chart", "visits_by_butler"),
            "rows": bars,
            "none": say(language, "chart", "none"),
        },
    ]
    note = [f"{community.name} · {month_of(day)}", month_of(day)]
    drawn = {"what": "chart", "title": say(language, "chart", "visits"), "note": note, "panels": panels}
    return Picture(kind="photo", ref="", draw=drawn, name="visits.png")


def _picture(work: Work, community: Community, language: str, month: str) -> Picture:
    """The workbook as a message carries it: only said, not yet made."""
    drawn = {"what": WHAT, "community": community.id, "month": month, "language": language, "at": work.now.isoformat()}
    return Picture(kind="file", ref="", draw=drawn, name=f"{word('book', 'visits', language)}-{month}.xlsx")


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole workbook: by butler, and every visit with opinion and result. Reads only."""
    community, language = work.people.community(int(given["community"])), str(given["language"])
    day = date.fromisoformat(f"{given['month']}-01")
    rows: list[list[Any]] = [
        [r["name"], r["whole"], r["done"], r["share"], r["missed"], r["left"], r["extra"], r["opinions"], r["cases"]]
        for r in month_counts(work, community, day)
    ]
    found = work.visits.of_month(community.id, month_of(day))
    names = work.visits.staff_names(v.staff_id for v in found)
    places = work.visits.addresses(v.unit_id for v in found)
    numbers = work.visits.numbers([v.id for v in found])
    zone = zone_of(community)
    records = [
        _record(v, language, names[v.staff_id], label(UnitRef(*places[v.unit_id])), numbers.get(v.id, []), zone)
        for v in found
    ]
    sheets = [
        _sheet(community, day, language, "asked_back", _BACK, _back_rows(work, community, day, language)),
        _sheet(community, day, language, "summary", _SUMMARY, rows),
        _sheet(community, day, language, "visits", _RECORDS, records),
    ]
    return {"what": "workbook", "sheets": sheets}


def _back_rows(work: Work, community: Community, day: date, language: str) -> list[list[Any]]:
    """Each figure with its share, then what keeps coming back and where (F-01 to F-04)."""
    found = callback_figures(work, community, *month_around(day).instants(zone_of(community)))
    shares = [("back_rate", found.rate), ("back_desk", found.desk), ("back_told", found.told)]
    rows: list[list[Any]] = [[word("figure", key, language), s.part, s.whole, s.percent] for key, s in shares]
    rows += [
        [
            f"{word('figure', 'back_on_time', language)} · {word('callback_sort', sort, language)}",
            s.part,
            s.whole,
            s.percent,
        ]
        for sort, s in found.on_time.items()
    ]
    rows += [
        [word("figure", key, language), n, None, None]
        for key, n in (("back_faults", found.faults), ("back_unreached", found.unreached))
    ]
    rows += [[f"{r.where} · {word('category', r.category, language)}", r.number, None, None] for r in found.recurring]
    return rows


def _record(v: Visit, language: str, butler: str, home: str, numbers: list[str], zone: tzinfo) -> list[Any]:
    return [
        v.planned_on.isoformat() if v.planned_on else None, butler, home, word("visit_purpose", v.purpose, language),
        word("visit_status", v.status, language), word("visit_how", v.how, language) if v.how else None, _local(v.done_at, zone),
        v.opinion, _known("visit_result", v.result, language), _known("visit_reason", v.reason, language), ", ".join(numbers),
    ]  # fmt: skip


def _known(group: str, said: str | None, language: str) -> str | None:
    """A word of ours where it is one of the keys, else what somebody wrote."""
    try:
        return said and word(group, said, language)
    except KeyError:
        return said


def _local(at: datetime | None, zone: tzinfo) -> str | None:
    return None if at is None else at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")


def _sheet(
    community: Community, day: date, language: str, name: str, columns: Any, rows: list[list[Any]]
) -> dict[str, Any]:
    title = word("sheet", name, language)
    heads = [
        {"title": word("visit_column", key, language), "width": width, "kind": kind} for key, kind, width in columns
    ]
    period = month_around(day)
    above = [f"{community.name} · {period.first.isoformat()} – {period.last.isoformat()} · {title}"]
    return {"title": title, "above": above, "columns": heads, "rows": rows}
