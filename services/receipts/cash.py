"""The money of a day: counted by one, received by another, taken to the bank; what is not settled goes up (RCP-05, F-45).

Totals are counted from the entries whenever somebody looks. Signatures hold for the cash that was there: when more comes in or
goes out on that day, it is counted anew.
"""

from datetime import date, timedelta
from typing import Any

from domain.cashbook import RENTALS, CashDay, DayState, Totals, check_receiver, difference, state_of, totals
from domain.errors import Outdated, Refused
from domain.people import HEADS, Community, Person, Role, Who
from domain.saying import local_day
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work
from services.fees.account import READERS
from services.ready import Says
from services.tell import Chat, Words, private, show, tell, zone_of

#: Who is told of cash that waits for somebody.
_TOLD = (Role.FINANCE, Role.DESK_SUPERVISOR)


def check(who: Who, community: int) -> None:
    """`Refused("common/not_yours")` unless they handle the community's money: finance, the desk's office, the heads."""
    if not who.is_any(community, READERS):
        raise Refused("common/not_yours")


def today(work: Work, community: Community) -> date:
    """The community's day."""
    return local_day(work.now, zone_of(community))


def read_day(work: Work, community: Community, text: str) -> date:
    """A day of a button, today or before. `Outdated` for anything else (a forged button)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Outdated from None
    if day > today(work, community):
        raise Outdated
    return day


def totals_of(work: Work, community: int, first: date, last: date) -> dict[date, Totals]:
    """The totals of each of those days on which money moved (F-45), rents of places let among it; the newest day first."""
    let = work.rentals.received(community, first, last)
    moved = [*work.receipts.moved(community, first, last), *let]
    taken = [*work.receipts.taken(community, first, last), *((day, RENTALS, fen) for day, _, fen in let)]
    days = sorted({day for day, _, _ in moved}, reverse=True)
    return {
        day: totals(
            [(way, fen) for on, way, fen in moved if on == day], [(key, fen) for on, key, fen in taken if on == day]
        )
        for day in days
    }


def of_day(work: Work, community: int, day: date) -> tuple[Totals, CashDay | None, DayState]:
    """A day's totals, its signatures, and how far it is."""
    found = totals_of(work, community, day, day).get(day, Totals())
    kept = work.receipts.cash_day(community, day)
    return found, kept, state_of(found, kept)


# --- signatures ---------------------------------------------------------------------------------------------------------


def count(work: Work, who: Who, community: Community, day: date, fen: int, words: str | None) -> None:
    """Counted and signed for: the cash as it is. `Refused("receipt/name_it")` for a difference without words, `receipt/settled`
    once it was received."""
    check(who, community.id)
    found, kept, state = of_day(work, community.id, day)
    if state not in (DayState.TO_COUNT, DayState.TO_RECEIVE):
        raise Refused("receipt/settled")
    if difference(found.cash, fen) and not words:
        raise Refused("receipt/name_it", fen=found.cash)
    values = {
        "totals": found.plain(), "cash_fen": fen, "difference": words if difference(found.cash, fen) else None,
        "counted_by": who.person.id, "counted_at": work.now, "received_by": None, "received_at": None, "banked_fen": None,
        "banked_by": None, "banked_at": None,
    }  # fmt: skip
    _put(work, community, day, kept, values)
    said = Words("receipt/told_counted", {"day": day, "fen": fen, "by": who.person.name}, "m")
    for person in _others(work, community, who):
        key = f"cash:{community.id}:{day}:{kept.version if kept else 0}:{person.id}"
        tell(work, private(person, community), key, said, lane=Lane.TASK)


def receive(work: Work, who: Who, community: Community, day: date, version: int) -> None:
    """Received by another than whoever counted, in the amount they looked at. Nothing to take to the bank: settled."""
    check(who, community.id)
    _, kept, state = of_day(work, community.id, day)
    if kept is None or state is not DayState.TO_RECEIVE or kept.version != version:
        raise Outdated
    check_receiver(kept, who.person.id)
    values: dict[str, Any] = {"received_by": who.person.id, "received_at": work.now}
    if kept.cash_fen <= 0:
        values |= {"banked_fen": kept.cash_fen, "banked_by": who.person.id, "banked_at": work.now}
    _put(work, community, day, kept, values)


def bank(work: Work, who: Who, community: Community, day: date, fen: int, words: str | None) -> None:
    """Taken to the bank: as much as was counted, or the difference has words (F-45)."""
    check(who, community.id)
    _, kept, state = of_day(work, community.id, day)
    if kept is None or state is not DayState.TO_BANK:
        raise Refused("receipt/settled" if state is DayState.SETTLED else "receipt/receive_first")
    if difference(kept.expected, kept.cash_fen, fen) and not words:
        raise Refused("receipt/name_it", fen=kept.cash_fen)
    named = " / ".join(
        filter(None, (kept.difference, words if difference(kept.expected, kept.cash_fen, fen) else None))
    )
    values = {"banked_fen": fen, "banked_by": who.person.id, "banked_at": work.now, "difference": named or None}
    _put(work, community, day, kept, values)


def _put(work: Work, community: Community, day: date, kept: CashDay | None, values: dict[str, Any]) -> None:
    if not work.receipts.put_cash_day(community.id, day, kept.version if kept else 0, values):
        raise Outdated


def _others(work: Work, community: Community, who: Who) -> list[Person]:
    found = {
        person.id: person for _, person in work.staff.listed(community.id, roles=_TOLD) if person.id != who.person.id
    }
    return list(found.values()) or [p for _, p in work.staff.listed(community.id, roles=HEADS) if p.id != who.person.id]


# --- cards --------------------------------------------------------------------------------------------------------------


def show_day(work: Work, who: Who, community: Community, day: date, chat: Chat, *, repost: bool = True) -> None:
    """A day: totals by way and class, signatures, what is next."""
    check(who, community.id)
    found, kept, state = of_day(work, community.id, day)
    issued = work.receipts.of_days(community.id, day, day)
    names = work.receipts.code_names(community.id)
    given: dict[str, Any] = {
        "day": day, "state": state, "fen": found.fen, "cash": found.cash, "ways": sorted(found.ways.items()),
        "codes": [{"key": key, "name_zh": names.get(key, ("", ""))[0], "name_en": names.get(key, ("", ""))[1], "fen": fen}
                  for key, fen in found.codes.items()],
        "receipts": len(issued), "first": issued[0].number if issued else None, "last": issued[-1].number if issued else None,
        "counted": kept.cash_fen if kept else None, "counted_by": _name(work, kept.counted_by if kept else None),
        "received_by": _name(work, kept.received_by if kept else None), "banked": kept.banked_fen if kept else None,
        "banked_by": _name(work, kept.banked_by if kept else None), "words": kept.difference if kept else None,
        "stale": kept is not None and kept.expected != found.cash, "signs": f"{day}_{kept.version if kept else 0}",
        "before": day - timedelta(days=1), "after": day + timedelta(days=1) if day < today(work, community) else None,
        "mine": kept is not None and kept.counted_by == who.person.id,
    }  # fmt: skip
    show(work, chat, f"cash:{who.person.id}", Words("receipt/cash_day", given, "m"), repost=repost)


def _name(work: Work, person: int | None) -> str | None:
    return work.people.get(person).name if person else None


def listed(work: Work, community: Community, last: date) -> list[dict[str, Any]]:
    """Days with money up to that one, as far back as they are listed (`cash.list_days`), the newest first: total, cash, how
    far it is."""
    first = last - timedelta(days=work.standards.number(community.id, "cash.list_days"))
    kept = work.receipts.cash_days(community.id, first, last)
    moved: dict[date, dict[str, int]] = {}
    for day, way, fen in work.receipts.moved(community.id, first, last):
        moved.setdefault(day, {})[way] = fen
    found = {day: Totals(ways) for day, ways in moved.items()}
    return [
        {"day": day, "fen": found[day].fen, "cash": found[day].cash, "state": state_of(found[day], kept.get(day))}
        for day in sorted(found, reverse=True)
    ]


def show_days(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """The days, a page at a time."""
    check(who, community.id)
    per = work.standards.number(community.id, "fee.rows")
    rows = listed(work, community, today(work, community))
    page = min(max(page, 0), max(0, (len(rows) - 1) // per))
    given = {
        "rows": rows[page * per : (page + 1) * per], "page": page, "more": len(rows) > (page + 1) * per,
        "month": f"{today(work, community):%Y-%m}",
        "last_month": f"{today(work, community).replace(day=1) - timedelta(days=1):%Y-%m}",
    }  # fmt: skip
    show(work, chat, f"cash:{who.person.id}", Words("receipt/cash_days", given, "m"), repost=page == 0)


# --- what is not settled ------------------------------------------------------------------------------------------------


def at(work: Work, community: Community) -> str:
    """When it is looked at."""
    return str(work.standards.value(community.id, "cash.tell_at"))


def unsettled(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """Cash of days before today that is not settled, counted off the writer; what comes back tells finance of it, and the heads
    of what is older than `cash.rise_days` (RCP-05)."""
    day = local_day(occurrence.at, zone_of(community))
    rows = [
        r
        for r in listed(work, community, day - timedelta(days=1))
        if r["state"] not in (DayState.NONE, DayState.SETTLED)
    ]
    patience = timedelta(days=work.standards.number(community.id, "cash.rise_days"))
    risen = [r for r in rows if day - r["day"] >= patience]
    return lambda work: _tell_unsettled(work, community, occurrence.period, rows, risen)


def _tell_unsettled(
    work: Work, community: Community, period: str, rows: list[dict[str, Any]], risen: list[dict[str, Any]]
) -> None:
    finance = [p for _, p in work.staff.listed(community.id, roles=_TOLD)]
    heads = [p for _, p in work.staff.listed(community.id, roles=HEADS)]
    for people, shown in ((finance, rows), (heads, risen if finance else rows)):
        for person in people if shown else ():
            key = f"cash.unsettled:{community.id}:{period}:{person.id}"
            said = Words("receipt/cash_unsettled", {"rows": shown}, "m")
            tell(work, private(person, community), key, said, lane=Lane.REMINDER)
