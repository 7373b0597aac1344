"""What one home is charged by: parking spaces, meters and their readings, custody, reductions; its bills put right."""

from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.fees.asks import Kind as AskKind
from domain.fees.asks import corrected_too_much
from domain.fees.charges import Code, Kind
from domain.fees.run import Holding, Home, holding_day
from domain.people import HEADS, Relation, UnitState, Who
from services import Work
from services.fees import asks, codes, correcting, posting, reducing
from services.fees.account import disputable
from services.tell import Chat, Words, private, show, tell


def seen(work: Work, who: Who, unit: int) -> Home:
    """The home, if they may look at what it is charged by. `Outdated` for none (a forged button)."""
    found = work.charges.home(unit)
    if not who.is_any(found.unit.community_id if found else 0, codes.READERS):
        raise Refused("common/not_yours")
    if found is None:
        raise Outdated
    return found


def kept(work: Work, who: Who, unit: int) -> Home:
    """The same for those who change it."""
    found = work.charges.home(unit)
    codes.check(who, found.unit.community_id if found else 0)
    if found is None:
        raise Outdated
    return found


def held(work: Work, who: Who, holding: int) -> tuple[Holding, Code]:
    """What a home holds, for those who change it."""
    found = work.charges.holding(holding)
    home = work.charges.home(found.unit_id) if found else None
    codes.check(who, home.unit.community_id if home else 0)
    code = work.charges.code(found.code_id) if found else None
    if found is None or code is None:
        raise Outdated
    return found, code


# --- holdings and readings -------------------------------------------------------------------------------------------


def add(work: Work, who: Who, unit: int, code: int, label: str, quantity: int) -> None:
    """A parking space or a meter, from this period on. `Refused("billing/held")` when the home has it already."""
    home = kept(work, who, unit)
    kind = codes.kept(work, who, code)
    if kind.kind not in (Kind.FIXED, Kind.METERED) or kind.community_id != home.unit.community_id:
        raise Outdated
    today = posting.today(work, kind.community_id)
    if any(h.code_id == code and h.label == label for h in work.charges.holdings_of(unit, today)):
        raise Refused("billing/held")
    first = date.fromisoformat(f"{holding_day(today, kind.months)}-01")
    taken = [h for h in work.charges.holdings(code) if h.unit_id == unit and h.label == label and h.from_on >= first]
    work.charges.add_holding(unit, code, label, quantity, today if taken else first)


def end(work: Work, who: Who, holding: int) -> int:
    """The home has it no longer, from tomorrow on; the home."""
    found, code = held(work, who, holding)
    if found.until_on is None:
        work.charges.end_holding(found.id, posting.today(work, code.community_id))
    return found.unit_id


def read(work: Work, who: Who, holding: int, value_milli: int, day: date) -> int:
    """The meter shows that on that day (F-24); the home.

    `Refused`: for a day before the last reading, for less than it showed, for a period that is billed already.
    """
    found, code = held(work, who, holding)
    if code.kind is not Kind.METERED:
        raise Outdated
    newest = work.charges.newest_reading(holding)
    if newest is not None and day < newest.read_on:
        raise Refused("billing/read_later", day=newest.read_on)
    if newest is not None and day > newest.read_on and value_milli < newest.value_milli:
        raise Refused("billing/read_less", value=newest.value_milli)
    period = holding_day(day, code.months)
    if work.ledger.about(found.unit_id, code.id, period) is not None:
        raise Refused("billing/read_billed", period=period)
    work.charges.read(holding, day, value_milli, who.person.id)
    return found.unit_id


def custody(work: Work, who: Who, unit: int, kept_for_them: bool) -> None:
    """The home is in custody, or no longer: it stands empty then (FEE-09); bills made from now on follow."""
    home = kept(work, who, unit)
    if (home.state is UnitState.CUSTODY) is not kept_for_them:
        work.charges.set_state(unit, UnitState.CUSTODY if kept_for_them else UnitState.VACANT)


def charge_once(work: Work, who: Who, unit: int, key: str, fen: int, due_on: date, words: str, occasion: str) -> None:
    """One bill for one occasion (FEE-10, FEE-11, FEE-18); its owners are told. The same occasion is charged once."""
    home = kept(work, who, unit)
    code = codes.once(work, who, home.unit.community_id, key)
    if fen <= 0:
        raise Refused("billing/nothing")
    formula = {"kind": "quoted", "item_zh": words, "item_en": words}
    new = posting.Charge(home.unit, code, f"once/{occasion}", fen, due_on, formula)
    bill = posting.charge(work, new, who.person.id, words)
    if bill is None:
        return
    community = work.people.community(code.community_id)
    given = {"home": home.unit.label, "name_zh": code.name_zh, "name_en": code.name_en, "fen": fen, "open": bill.open_fen,
             "due_on": due_on, "reason": words}  # fmt: skip
    for person, relation in work.people.residents(unit):
        if relation is Relation.OWNER:
            said = Words("billing/told_charged", given, f"A{unit}")
            tell(work, private(person, community), f"bill:{bill.id}:{person.id}", said)
    work.settled.append(unit)


# --- reductions and corrections --------------------------------------------------------------------------------------


def reduce(work: Work, who: Who, unit: int, code: int, percent: int, span: tuple[str, str], reason: str) -> bool:
    """So much less of a code in those periods; asked of a head, or done by one. Whether it is in force."""
    home, kind = seen(work, who, unit), work.charges.code(code)
    if kind is None or kind.community_id != home.unit.community_id:
        raise Outdated
    reducing.check(percent, *span)
    details = {"percent": percent, "from": span[0], "until": span[1]}
    return asks.put(work, who, asks.New(kind.community_id, AskKind.REDUCTION, details, reason, kind.id, unit))


def end_reduction(work: Work, who: Who, reduction: int) -> int:
    """No longer; the home."""
    found = work.charges.reduction(reduction)
    home = kept(work, who, found.unit_id if found is not None else 0)
    reducing.end(work, reduction)
    return home.unit.id


def correct(work: Work, who: Who, bill: int, fen: int, reason: str, knew: int) -> bool:
    """The bill comes to `fen` from now on; more than the community's figure is asked of a head. Whether it is done."""
    there = work.ledger.find_bill(bill)
    codes.check(who, there.community_id if there else 0)
    found, change = correcting.change_of(work, bill, fen, knew)
    most = work.standards.number(found.community_id, "fee.correct_most_fen")
    if who.is_any(found.community_id, HEADS) or not corrected_too_much(change, most):
        correcting.make(work, found, change, reason, who.person.id, f"bill:{found.id}:{work.now.timestamp()}")
        return True
    details = {"knew": knew, "fen": change, "about": found.about}
    new = asks.New(found.community_id, AskKind.CORRECTION, details, reason, found.code_id, found.unit_id, found.id)
    return asks.put(work, who, new)


# --- the card --------------------------------------------------------------------------------------------------------


def show_home(work: Work, who: Who, unit: int, chat: Chat, *, repost: bool = False) -> None:
    """What it is charged by, with what this person may change."""
    home = seen(work, who, unit)
    community = home.unit.community_id
    today = posting.today(work, community)
    named = {code.id: code for code in work.charges.codes(community)}
    keeps = who.is_any(community, codes.KEEPERS)
    given = {
        "home": {"id": unit, "label": home.unit.label, "area_cm2": home.area_cm2, "state": home.state, "rate_fen": home.rate_fen,
                 "owned": home.owned},
        "held": [_held(work, h, named[h.code_id]) for h in work.charges.holdings_of(unit, today)],
        "cuts": [_cut(r, named[r.code_id]) for r in work.charges.reductions_of(unit)],
        "keeps": keeps,
        "correctable": keeps and bool(disputable(work, unit)),
        "holds": any(c.kind in (Kind.FIXED, Kind.METERED) and c.active for c in named.values()),
    }  # fmt: skip
    show(work, chat, asks.card_of(who.person.id), Words("billing/home", given, f"B{community}"), repost=repost)


def _held(work: Work, holding: Holding, code: Code) -> dict[str, Any]:
    newest = work.charges.newest_reading(holding.id) if code.kind is Kind.METERED else None
    return {
        "id": holding.id, "name_zh": code.name_zh, "name_en": code.name_en, "label": holding.label, "quantity": holding.quantity,
        "until": holding.until_on, "metered": code.kind is Kind.METERED, "value": newest.value_milli if newest else None,
        "day": newest.read_on if newest else None,
    }  # fmt: skip


def _cut(row: Any, code: Code) -> dict[str, Any]:
    return {"id": row.id, "name_zh": code.name_zh, "name_en": code.name_en, "percent": row.percent, "from": row.from_period,
            "until": row.until_period, "reason": row.reason}  # fmt: skip
