"""Days off and make-up days set by the heads: they go before the published holidays, and move open promises (X-09)."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import Outdated, Refused
from domain.people import Community, Who
from domain.saying import local_day
from services import Work, recompute
from services.calendar import SpecialDay, calendar_of, published, special_days
from services.heads import check_head, tell_heads
from services.tell import Words, zone_of

#: So many rows are listed, up to the end of next year: nothing is published for the years after it.
LISTED = 12


def coming(work: Work, community: Community, language: str) -> list[list[SpecialDay]]:
    """The next days that are not as their weekday, those that follow on each other for the same reason together."""
    today = local_day(work.now, zone_of(community))
    last = date(today.year + 2, 1, 1) - timedelta(days=1)
    rows: list[list[SpecialDay]] = []
    for day in special_days(work, community.id, today, last, language):
        before = rows[-1][-1] if rows else None
        follows = before is not None and before.day + timedelta(days=1) == day.day
        if before is not None and follows and not before.own and not day.own and before.works == day.works:
            rows[-1].append(day)
        elif len(rows) == LISTED:
            break
        else:
            rows.append([day])
    return rows


def unpublished(work: Work, community: Community) -> list[int]:
    """This year and the next, as far as nobody has published their days off."""
    this = local_day(work.now, zone_of(community)).year
    return [year for year in (this, this + 1) if not published(work, community.id, year)]


def moves(work: Work, community: int, day: date, works: bool) -> tuple[int, bool]:
    """How many open promises would move if the day were set so, and whether all were looked at."""
    with work.calendar_days.trying(community, day, works):
        return recompute.moves(work, community)


def works_now(work: Work, community: int, day: date) -> bool:
    """Whether it is a working day as things stand."""
    return calendar_of(work, community).works_on(day)


@dataclass(frozen=True, slots=True)
class Stands:
    """A day as it is set: by whom (None: on the console, or not at all) and how; `stamp` is another after each change."""

    stamp: str
    by: str | None
    works: bool
    note: str


def stands(work: Work, community: int, day: date) -> Stands:
    """How the day is set now; stamp "0" when nobody has set it."""
    own = work.calendar_days.own(community).get(day)
    if own is None or own.set_at is None:
        return Stands("0", None, False, "")
    by = work.people.get(own.set_by).name if own.set_by is not None else None
    return Stands(f"{int(own.set_at.timestamp() * 1_000_000):x}", by, own.works, own.note)


def set_day(
    work: Work, who: Who, community: Community, day: date, works: bool, note: str, seen: str | None = None
) -> None:
    """Off or to work, with the reason; the other heads are told. `Refused` for days that have passed.

    `seen`: the stamp of what whoever decided has seen; `Outdated` when the day was set or taken back since.
    """
    check_head(who, community.id)
    if seen is not None and seen != stands(work, community.id, day).stamp:
        raise Outdated
    if day < local_day(work.now, zone_of(community)):
        raise Refused("calendar/passed")
    work.calendar_days.set(community.id, day, works, note, who.person.id, work.now)
    _changed(work, who, community, day, works, note, removed=False)


def remove_day(work: Work, who: Who, community: Community, day: date) -> None:
    """The day is again what it would be. `Outdated` when somebody has removed it before."""
    check_head(who, community.id)
    if not work.calendar_days.remove(community.id, day):
        raise Outdated
    _changed(work, who, community, day, works_now(work, community.id, day), "", removed=True)


def _changed(work: Work, who: Who, community: Community, day: date, works: bool, note: str, *, removed: bool) -> None:
    recompute.request(work, community.id)
    given = {"day": day, "works": works, "note": note, "removed": removed, "by": who.person.name}
    key = f"workday:{community.id}:{day}:{work.now.timestamp():.3f}:{removed:d}"
    tell_heads(work, community, key, Words("calendar/told", given, "f"), but=who.person.id)
