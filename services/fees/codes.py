"""Kinds of charge of a community and their prices: kept by finance and the heads; a price is from a day on (FEE-04, FEE-18)."""

from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.fees import charges, run
from domain.fees.asks import Kind as AskKind
from domain.fees.charges import Code, Kind
from domain.fees.usual import ONCE, OWN_RANK, PROPERTY, RUN, USUAL
from domain.people import DESK_ROLES, HEADS, Role, Who
from services import Work
from services.fees import asks, pricing
from services.fees.posting import today
from services.tell import Chat, Words, show

#: Who keeps them and makes bills; who may look at a home's charges and ask for a reduction.
KEEPERS = HEADS | {Role.FINANCE}
READERS = DESK_ROLES | {Role.FINANCE}
#: Runs of a code that its card lists.
_RUNS = 4


def check(who: Who, community: int) -> None:
    """`Refused("common/not_yours")` unless they keep the charges of that community."""
    if not who.is_any(community, KEEPERS):
        raise Refused("common/not_yours")


def kept(work: Work, who: Who, code: int) -> Code:
    """The kind of charge, if this person keeps it and a run computes it. `Outdated` for one that is not there."""
    found = work.charges.code(code)
    check(who, found.community_id if found is not None else 0)
    if found is None or found.kind not in RUN:
        raise Outdated
    return found


def listed(work: Work, community: int) -> list[Code]:
    """Those that a run computes."""
    return [code for code in work.charges.codes(community) if code.kind in RUN]


def add_usual(work: Work, who: Who, community: int) -> int:
    """The usual kinds of charge that are missing; how many. Shared energy has its price from this month on (FEE-02)."""
    check(who, community)
    have = {code.key for code in work.charges.codes(community)}
    missing = [one for one in USUAL if one.key not in have]
    for one in missing:
        made = work.charges.add_code({
            "community_id": community, "key": one.key, "kind": one.kind, "name_zh": one.name_zh, "name_en": one.name_en,
            "months": one.months, "rank": one.rank, "custody": one.custody, "active": True,
        })  # fmt: skip
        if one.price_e4 is not None:
            work.charges.set_rate(made.id, today(work, community).replace(day=1), one.price_e4, who.person.id)
    return len(missing)


def once(work: Work, who: Who, community: int, key: str) -> Code:
    """The kind of charge for one occasion, made when it is first needed. `Outdated` for no such key."""
    check(who, community)
    named = next((one for one in ONCE if one.key == key), None)
    if named is None:
        raise Outdated
    there = next((code for code in work.charges.codes(community) if code.key == key), None)
    return there or work.charges.add_code({
        "community_id": community, "key": named.key, "kind": named.kind, "name_zh": named.name_zh, "name_en": named.name_en,
        "months": named.months, "rank": named.rank, "custody": False, "active": True,
    })  # fmt: skip


def add(work: Work, who: Who, community: int, kind: Kind, names: tuple[str, str], months: int) -> Code:
    """A kind of charge of their own; its price is set by itself. Shared costs are of one month."""
    check(who, community)
    return work.charges.add_code({
        "community_id": community, "key": f"own{work.now:%y%m%d%H%M%S%f}", "kind": kind, "name_zh": names[0], "name_en": names[1],
        "months": months, "rank": OWN_RANK, "custody": False, "active": True,
    })  # fmt: skip


def switch(work: Work, who: Who, code: int, active: bool) -> Code:
    """Used no longer, or again; what is billed stays."""
    found = kept(work, who, code)
    work.charges.switch(found.id, active)
    return kept(work, who, code)


def begins(work: Work, code: Code) -> list[date]:
    """Days a new price may begin on: the first of a period, from the last one on, none that bills stand on already."""
    billed = pricing.last_billed(work, code)
    now = run.holding_day(today(work, code.community_id), code.months)
    found = [run.shifted(now, code.months, by) for by in (-1, 0, 1, 2)]
    return [date.fromisoformat(f"{period}-01") for period in found if billed is None or period > billed]


def set_price(work: Work, who: Who, code: int, price_e4: int, from_on: date) -> bool:
    """A new price from that day on: in force when a head sets it, else it waits for one; whether it is in force.

    `Refused("billing/price_billed")` where bills stand on the day already: what was charged is put right bill by bill.
    """
    found = kept(work, who, code)
    pricing.check_price(work, found, from_on)
    details = {"price_e4": price_e4, "from_on": from_on.isoformat()}
    return asks.put(work, who, asks.New(found.community_id, AskKind.RATE, details, code=found.id))


# --- cards -----------------------------------------------------------------------------------------------------------


def show_codes(work: Work, who: Who, community: int, chat: Chat, *, repost: bool = False) -> None:
    """All kinds of charge with their prices in force."""
    check(who, community)
    found = listed(work, community)
    missing = any(one.key not in {code.key for code in found} for one in USUAL)
    given = {
        "codes": [_plain(work, code) for code in found],
        "asks": len(work.charges.open_asks(community)),
        "missing": missing,
    }
    show(work, chat, asks.card_of(who.person.id), Words("billing/codes", given, f"B{community}"), repost=repost)


def show_code(work: Work, who: Who, code: int, chat: Chat) -> None:
    """One of them: prices, runs, what can be done."""
    found = kept(work, who, code)
    rates = work.charges.rates(found.id)
    given = {
        "c": _plain(work, found),
        "rates": [{"from_on": r.from_on, "price_e4": r.price_e4} for r in reversed(rates)][:_RUNS],
        "runs": [{"period": r.period, "bills": r.bills, "fen": r.fen} for r in work.charges.runs(found.id, _RUNS)],
        "periods": periods(work, found) if found.active else [],
    }
    show(work, chat, asks.card_of(who.person.id), Words("billing/code", given, f"B{found.community_id}"))


def periods(work: Work, code: Code) -> list[str]:
    """Periods bills may be made for: the last, this, the next."""
    now = run.holding_day(today(work, code.community_id), code.months)
    return [run.shifted(now, code.months, by) for by in (-1, 0, 1)]


def _plain(work: Work, code: Code) -> dict[str, Any]:
    now = charges.rate_on(work.charges.rates(code.id), today(work, code.community_id))
    return {
        "id": code.id, "kind": code.kind, "name_zh": code.name_zh, "name_en": code.name_en, "months": code.months,
        "custody": code.custody, "active": code.active, "price_e4": now.price_e4 if now else None,
        "own": code.key == PROPERTY,
    }  # fmt: skip
