"""Danger: safety words first, the alert at once, questions afterwards (X-52, URG-04 to URG-08, URG-10)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain import repair
from domain.cases import Case
from domain.people import Who
from domain.reading import Reading
from domain.repair import Danger, Status
from domain.sending import Lane
from domain.units import fits
from services import Work
from services.repair.intake import Report, add, likely_double, report
from services.repair.lists import told_apart
from services.repair.views import View, owner_chat, safety_card, subject, values
from services.tell import Words, show


def file_danger(work: Work, who: Who, new: Report, *, placed: bool) -> View:
    """Files an urgent repair at once and tells the person how to stay safe.

    Said twice it is still one case: what is new in it reaches whoever goes, and the safety words come again.
    """
    double = said_before(work, new, placed=placed)
    if double is None:
        view = report(work, who, new)
    else:
        view = add(work, who, double, new.words, new.media, new.location)
        placed = placed or double.unit_id is not None or double.place is not None
    safety(work, who, view, placed=placed)
    return view


def said_before(work: Work, new: Report, *, placed: bool) -> Case | None:
    """The reporter's own alarm about the same place; or, while the place is not said, about the same danger of today."""
    if placed:
        found = likely_double(work, new.community, new.category, new.unit, new.place)
        return found if found is not None and found.urgent and found.reporter_id == new.reporter.id else None
    hours = work.standards.number(new.community.id, "repair.urgent_finish_hours")
    over = repair.FINAL | {Status.FINISHED}
    own = work.cases.of_reporter(new.reporter.id, over, past=False, limit=3, offset=0)
    since = work.now - timedelta(hours=hours)
    return next((c for c in own if c.danger == new.danger and c.created_at >= since), None)


def safety(work: Work, who: Who, view: View, *, placed: bool) -> None:
    """What to do now, what we are doing, and where it is: to be confirmed, or to be said."""
    homes = [{"id": h.id, "label": label} for h, label in told_apart(work, who)]
    given = {**values(view, work.now), "placed": placed, "homes": homes}
    said = Words("repair/danger", given, subject(view.case), view.case.version)
    show(work, owner_chat(view), safety_card(view.case.id), said, lane=Lane.EMERGENCY, case=view.case.id, repost=True)


def read_danger(
    work: Work,
    who: Who,
    reading: Reading,
    text: str,
    media: Sequence[Mapping[str, Any]] = (),
    chosen: int | None = None,
) -> View:
    """The person typed of a danger: filed from what can be read."""
    new, placed = understood(work, who, reading, text, media, chosen)
    return file_danger(work, who, new, placed=placed)


def understood(
    work: Work,
    who: Who,
    reading: Reading,
    text: str,
    media: Sequence[Mapping[str, Any]] = (),
    chosen: int | None = None,
) -> tuple[Report, bool]:
    """What can be read of it, and whether the place is certain; only then is it one of their own homes.

    `chosen`: the home they had picked for what they were saying before.
    """
    mine = [h for h in who.homes if reading.unit is None or fits(reading.unit, h.ref)]
    said_other = reading.unit is not None and not mine
    picked = [h for h in mine if h.id == chosen and reading.unit is None]
    mine = picked or mine
    unit = mine[0] if len(mine) == 1 and not reading.place_public else None
    ref = work.people.find_unit(reading.unit) if reading.unit else []
    community_id = unit.community_id if unit else who.homes[0].community_id if who.homes else None
    if community_id is None:
        community_id = (
            ref[0].community_id if ref else work.people.home_community(who) or work.people.communities()[0].id
        )
    danger = reading.danger or Danger.OTHER_DANGER
    new = Report(
        community=work.people.community(community_id),
        reporter=who.person,
        category=reading.category or repair.CATEGORY_OF[danger],
        words=text,
        danger=danger,
        unit=unit,
        # A home that is not theirs is a place in their own words: whoever goes there reads what was typed.
        place=text[:60] if said_other else None,
        media=media,
    )
    placed = unit is not None and (reading.unit is not None or bool(picked) or len(who.homes) == 1)
    return new, placed
