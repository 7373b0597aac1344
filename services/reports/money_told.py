"""The month's money as it is told: by itself each month, and on demand for any month; message, chart, workbook (FEE-05, PLN-12)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.figures import Period, month, parse
from domain.people import HEADS, Community, Person, Role, Who
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work
from services.ready import Says
from services.reports.money import Counted, counted, said
from services.reports.money_book import chart, picture
from services.tell import Chat, Words, private, tell

#: Who reads the money of a whole community.
READERS = HEADS | {Role.FINANCE, Role.DESK_SUPERVISOR}


def monthly(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """The month before, to finance, the desk's supervisor, manager and director; once."""
    current = parse(occurrence.period)
    if current is None:
        raise ValueError("no month")
    period = current.before
    found = counted(work, community, period)
    given = said(work, community, period, found)

    def say(work: Work) -> None:
        for person in {p.id: p for _, p in work.staff.listed(community.id, roles=READERS)}.values():
            chat = private(person, community)
            if chat is not None:
                key = f"report:money:{community.id}:{period.key}:{person.id}"
                _send(work, community, chat, key, period, found, given, Lane.REMINDER)

    return say


def on_demand(work: Work, community: Community, person: Person, period: Period, key: str) -> Says:
    """The same for whoever asks, as it stands now: counted, and what tells them."""
    found = counted(work, community, period)
    given = said(work, community, period, found)

    def say(work: Work) -> None:
        chat = private(person, community)
        if chat is not None:
            _send(work, community, chat, key, period, found, given, Lane.REPLY)

    return say


def may_read(who: Who, community: int) -> bool:
    """Whether the money of that community is theirs to read."""
    return who.is_any(community, READERS)


def read_month(text: str, day: date) -> Period | None:
    """`2026-11`, this month or a past one; None for anything else (a forged button)."""
    found = parse(text)
    return found if found is not None and found == month(found.first) and found.first <= day else None


def _send(
    work: Work, community: Community, chat: Chat, key: str, period: Period, found: Counted, given: Mapping[str, Any], lane: Lane
) -> bool:  # fmt: skip
    drawn = [chart(chat.language, community, period, found), picture(work, community, chat.language, period)]
    return tell(work, chat, key, Words("money/report", dict(given)), lane=lane, media=drawn)
