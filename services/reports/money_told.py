"""The month's money as it is told: by itself each month, and on demand for any month; message, chart, workbook (FEE-05, PLN-12)."""

from collections.abc import Mapping
from typing import Any

from domain.figures import Period, parse
from domain.people import HEADS, Community, Person, Role
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


def _send(
    work: Work, community: Community, chat: Chat, key: str, period: Period, found: Counted, given: Mapping[str, Any], lane: Lane
) -> bool:  # fmt: skip
    drawn = [chart(chat.language, community, period, found), picture(work, community, chat.language, period)]
    return tell(work, chat, key, Words("money/report", dict(given)), lane=lane, media=drawn)
