"""What comes each month: payment asked for on monthly accounts, what is collected at the door, the month desk and finance sign.

Request on the 15th, due by the end of the 20th, collected from the 21st (F-28, X-49); what is owing at month end (F-27);
issued = charged = paid + owing, sums = receipts + owing, difference 0 or named in words (F-26, SPS-21 to SPS-24).
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from domain.errors import Outdated, Refused
from domain.order import Mode, Status, collected_from, following
from domain.order.month import Month, count
from domain.people import DESK_ROLES, HEADS, Community, Person, Role, Who
from domain.saying import local_day
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work
from services.order import paying
from services.order.views import load, values
from services.tell import Chat, Words, private, show, tell, zone_of

#: Who is told what is owing, each in private: groups read no rooms and no amounts.
_TOLD = (Role.FINANCE, Role.DESK_SUPERVISOR)
#: Lines of a list.
_MOST = 30
#: Who may sign: the desk's office for one side, finance for the other (SPS-22).
SIGNERS = DESK_ROLES | {Role.FINANCE}


def at(work: Work, community: Community) -> str:
    """When requests and lists go out."""
    return str(work.standards.value(community.id, "order.tell_at"))


def request_day(work: Work, community: Community) -> int:
    """The day of the month payment is asked for (F-28)."""
    return work.standards.number(community.id, "order.request_day")


def door_day(work: Work, community: Community) -> int:
    """The first day of collecting at the door: the day after it was due (X-49)."""
    return work.standards.number(community.id, "order.due_day") + 1


def request(work: Work, community: Community, occurrence: Occurrence) -> None:
    """Whoever has a monthly account is asked for what is due this month (F-28)."""
    first, last = _month_of(local_day(occurrence.at, zone_of(community)))
    for case in work.orders.due(community.id, {Status.OWING}, {Mode.MONTHLY}, first, last):
        paying.ask_for_it(work, load(work, case), f"request:{occurrence.period}")


def door(work: Work, community: Community, occurrence: Occurrence) -> None:
    """What of the monthly accounts is overdue is collected at the door from now on (X-49, F-28)."""
    today = local_day(occurrence.at, zone_of(community))
    cases = work.orders.due(community.id, {Status.OWING}, {Mode.MONTHLY}, date.min, today)
    late = [c for c in cases if collected_from(work.orders.of(c.id).due_on or today) <= today]
    _tell_owing(work, community, late, "door", occurrence.period)


def close(work: Work, community: Community, occurrence: Occurrence) -> None:
    """The first of the month: what is owing, and the month that desk and finance are to sign (F-27, SPS-13, SPS-22)."""
    today = local_day(occurrence.at, zone_of(community))
    cases = work.orders.listed(community.id, {Status.OWING}, None, 1000)
    _tell_owing(work, community, cases, "month", occurrence.period)
    month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    for person in _told(work, community):
        _tell_month(work, community, month, person, f"order.month:{community.id}:{month}:{person.id}")


def _told(work: Work, community: Community) -> list[Person]:
    found = [p for _, p in work.staff.listed(community.id, roles=_TOLD)]
    return found or [p for _, p in work.staff.listed(community.id, roles=HEADS)]


def _tell_owing(work: Work, community: Community, cases: list[Any], sort: str, period: str) -> None:
    if not cases:
        return
    rows = [values(load(work, c), work.now)["r"] for c in cases]
    given = {"sort": sort, "rows": rows[:_MOST], "count": len(rows), "fen": sum(r["owing_fen"] for r in rows)}
    for person in _told(work, community):
        key = f"order.{sort}:{community.id}:{period}:{person.id}"
        tell(work, private(person, community), key, Words("order/owing", given, "m"), lane=Lane.REMINDER)


# --- the month ---------------------------------------------------------------------------------------------------------


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), following(day) - timedelta(days=1)


def counted(work: Work, community: Community, month: str) -> Month:
    """The month by the orders and the ledger as they stand (F-26)."""
    first, last = _month_of(date.fromisoformat(f"{month}-01"))
    zone = zone_of(community)
    since, until = (datetime.combine(d, time.min, zone) for d in (first, last + timedelta(days=1)))
    return count(work.orders.charged(community.id, since, until))


def read_month(text: str, today: date) -> str:
    """`2026-11`, of this or a past month. `Outdated` for anything else (a forged button)."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Outdated from None
    if first > today:
        raise Outdated
    return f"{first:%Y-%m}"


def last_month(work: Work, community: Community) -> str:
    """The month that ended last."""
    first = local_day(work.now, zone_of(community)).replace(day=1)
    return f"{first - timedelta(days=1):%Y-%m}"


def check(who: Who, community: int) -> None:
    """`Refused("common/not_yours")` unless they sign for the desk or for finance."""
    if not who.is_any(community, SIGNERS):
        raise Refused("common/not_yours")


def _plain(found: Month) -> dict[str, Any]:
    return {
        "issued": found.issued, "charged": found.charged, "paid": found.paid, "owing": found.owing, "agreed_fen": found.agreed_fen,
        "receipts_fen": found.receipts_fen, "owing_fen": found.owing_fen, "difference": found.difference, "odd": list(found.odd),
        "agrees": found.agrees,
    }  # fmt: skip


def _given(work: Work, community: Community, month: str) -> dict[str, Any]:
    kept = work.orders.month(community.id, month)
    both = kept is not None and kept["desk_by"] is not None and kept["finance_by"] is not None
    totals = kept["totals"] if kept is not None and both else _plain(counted(work, community, month))
    name = {
        side: work.people.get(kept[f"{side}_by"]).name if kept and kept[f"{side}_by"] else None
        for side in ("desk", "finance")
    }
    today = local_day(work.now, zone_of(community))
    first = date.fromisoformat(f"{month}-01")
    after = following(first)
    return {
        "month": month, "m": totals, "named": kept["difference"] if kept else None, "desk": name["desk"], "finance": name["finance"],
        "over": first.replace(day=1) < today.replace(day=1), "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{after:%Y-%m}" if after <= today else None,
    }  # fmt: skip


def show_month(work: Work, who: Who, community: Community, month: str, chat: Chat) -> None:
    """The month with both signatures as far as they are there."""
    check(who, community.id)
    given = _given(work, community, read_month(month, local_day(work.now, zone_of(community))))
    show(work, chat, f"order.month:{who.person.id}", Words("order/month", given, "m"), repost=True)


def _tell_month(work: Work, community: Community, month: str, person: Person, key: str) -> None:
    tell(
        work,
        private(person, community),
        key,
        Words("order/month", _given(work, community, month), "m"),
        lane=Lane.REMINDER,
    )


def name_difference(work: Work, who: Who, community: Community, month: str, words: str) -> None:
    """Why the two do not agree, in words; signatures given before it are given anew (F-26)."""
    check(who, community.id)
    month = read_month(month, local_day(work.now, zone_of(community)))
    kept = work.orders.month(community.id, month)
    _check_open(kept)
    totals = _plain(counted(work, community, month))
    fresh = {
        "totals": totals,
        "difference": words,
        "desk_by": None,
        "desk_at": None,
        "finance_by": None,
        "finance_at": None,
    }
    if not work.orders.put_month(community.id, month, kept["version"] if kept else 0, fresh):
        raise Outdated


def sign(work: Work, who: Who, community: Community, month: str) -> bool:
    """One side signs what stands there now; true when both have signed the same (SPS-22).

    `Refused("order/not_over")` before the month has ended, `Refused("order/name_it")` while a difference has no words.
    A signature of the other side under other figures counts no more: that side signs again.
    """
    check(who, community.id)
    today = local_day(work.now, zone_of(community))
    month = read_month(month, today)
    if month >= f"{today:%Y-%m}":
        raise Refused("order/not_over")
    side, other = ("finance", "desk") if who.is_any(community.id, {Role.FINANCE}) else ("desk", "finance")
    kept = work.orders.month(community.id, month)
    _check_open(kept)
    if kept is not None and kept[f"{other}_by"] == who.person.id:
        raise Refused("order/two_people")
    found = counted(work, community, month)
    totals = _plain(found)
    if not found.agrees and (kept is None or not kept["difference"]):
        raise Refused("order/name_it")
    new: dict[str, Any] = {"totals": totals, f"{side}_by": who.person.id, f"{side}_at": work.now}
    same = kept is not None and kept["totals"] == totals
    if not same:
        new |= {f"{other}_by": None, f"{other}_at": None}
    if not work.orders.put_month(community.id, month, kept["version"] if kept else 0, new):
        raise Outdated
    return same and kept is not None and kept[f"{other}_by"] is not None


def _check_open(kept: Any) -> None:
    """`Refused("order/month_signed")` once both have signed: it stands."""
    if kept is not None and kept["desk_by"] is not None and kept["finance_by"] is not None:
        raise Refused("order/month_signed")
