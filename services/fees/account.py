"""The fee account of a home as people see it: balance, this period, what is open and how it came about, what happened before.

Owner and family see it; a tenant when the owner lets them; of the staff finance, the desk's office and the heads of that
community, on the record. One live card for each reader and home, edited in place (FEE-17, DUN-20).
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.errors import Outdated, Refused
from domain.fees.charges import Bill, Code
from domain.fees.saying import formula_of
from domain.people import DESK_ROLES, HEADS, Community, Relation, Role, Unit, Who
from services import Work, knowledge
from services.fees.posting import today
from services.tell import Chat, Words, private, show

#: Of the staff: who may look at a home's money.
READERS = DESK_ROLES | {Role.FINANCE}
#: What is asked of the knowledge base for "how do I pay".
_HOW = {"zh": "物业费怎么交，有哪些缴费方式", "en": "How do I pay the property fee"}
STAFF = "staff"
#: The mark that says that a provider is set.
PAYS_HERE = "pays_here"
#: Bills that are offered to dispute: what is open, then the newest others.
_BILLS = 12


def reader(work: Work, who: Who, unit: Unit) -> str | None:
    """What they may see the account as: owner, family, tenant with leave, or staff; None when it is no business of theirs."""
    lives = next((r.relation for r in who.living if r.unit_id == unit.id), None)
    if lives in (Relation.OWNER, Relation.FAMILY):
        return str(lives)
    if who.is_any(unit.community_id, READERS):
        return STAFF
    return str(lives) if lives is Relation.TENANT and work.disputes.lets(unit.id) else None


def takes(work: Work, who: Who, community: int) -> bool:
    """Whether they take money there: finance and the heads; the desk's office where the community lets it (X-18)."""
    if who.is_any(community, HEADS | {Role.FINANCE}):
        return True
    return who.is_any(community, DESK_ROLES) and bool(work.standards.value(community, "pay.desk_takes"))


def check(work: Work, who: Who, unit: int) -> tuple[Unit, str]:
    """The home and what they see it as. `Outdated` for no home; refused for whom it is no business of."""
    found = work.disputes.home(unit)
    if found is None:
        raise Outdated
    seen = reader(work, who, found)
    if seen is None:
        raise Refused("fee/ask_owner" if who.lives_in(unit) else "common/not_yours")
    return found, seen


def key_of(person: int, unit: int) -> str:
    """The live card of that reader and home."""
    return f"fee:{person}:{unit}"


def show_account(work: Work, who: Who, unit: int, chat: Chat, page: int = 0, *, repost: bool = False) -> None:
    """How it stands; for the staff it is written down that they looked."""
    home, seen = check(work, who, unit)
    if seen == STAFF and repost:
        work.disputes.looked(unit, who.person.id)
    _account(work, who, home, seen, chat, page, repost)


def _account(work: Work, who: Who, home: Unit, seen: str, chat: Chat, page: int, repost: bool) -> None:
    several = len(who.homes) > 1 and seen != STAFF
    given = {**balance_of(work, home, page), "may": _may(work, who, home, seen), "several": several, "seen": seen}
    said = Words("fee/account", given, f"A{home.id}")
    show(work, chat, key_of(who.person.id, home.id), said, repost=repost)


def pays_here(work: Work) -> bool:
    """Whether fees can be paid in the chat itself: a provider is set."""
    return bool(work.marks.get(PAYS_HERE))


def _may(work: Work, who: Who, home: Unit, seen: str) -> set[str]:
    """Buttons: the owner decides about tenants where there are any."""
    if seen == STAFF:
        return {"dispute", "payments", "door"} | ({"take"} if takes(work, who, home.community_id) else set())
    may = {"dispute", "paid", "door"} | ({"here"} if pays_here(work) else set())
    if seen != Relation.OWNER:
        return may
    let = work.disputes.lets(home.id)
    tenants = any(relation is Relation.TENANT for _, relation in work.people.residents(home.id))
    return may | ({"unlet"} if let else {"let"} if tenants else set())


def balance_of(work: Work, home: Unit, page: int = 0) -> dict[str, Any]:
    """The account in plain values, amounts in fen: what is owed in all, this period's bills, the open ones of a page."""
    per = work.standards.number(home.community_id, "fee.rows")
    day, codes = today(work, home.community_id), work.disputes.codes(home.community_id)
    disputed, sums = work.disputes.open_of(home.id), work.disputes.sums(home.id)
    open_ = work.ledger.open_bills(home.id)
    page = min(max(page, 0), max(0, (len(open_) - 1) // per))
    now = work.disputes.of_period(home.id, day)
    owed = sum(bill.open_fen for bill in open_)
    return {
        "home": home.label,
        "owed": owed,
        "late": sum(b.open_fen for b in open_ if b.due_on < day and b.id not in disputed),
        "disputed": sum(b.open_fen for b in open_ if b.id in disputed),
        "advance": owed - work.ledger.balance(home.id),
        "period": day,
        "period_fen": sum(sums[b.id][0] for b in now),
        "period_open": sum(b.open_fen for b in now),
        "period_any": bool(now),
        "rows": [
            {**row(b, codes, sums), "disputed": b.id in disputed, "late": b.due_on < day and b.id not in disputed}
            for b in open_[page * per : (page + 1) * per]
        ],
        "count": len(open_),
        "page": page,
        "more": len(open_) > (page + 1) * per,
        "first": page * per,
    }


def row(bill: Bill, codes: Mapping[int, Code], sums: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """One bill in plain values: what it is for, what it comes to now, paid and open, and its formula."""
    comes_to, paid = sums.get(bill.id, (bill.fen, 0))
    code = codes[bill.code_id]
    return {
        "id": bill.id,
        "name_zh": code.name_zh,
        "name_en": code.name_en,
        "about": period_of(bill),
        "due_on": bill.due_on,
        "charged": bill.fen,
        "fen": comes_to,
        "put_right": comes_to - bill.fen,
        "paid": paid,
        "open": bill.open_fen,
        "f": asdict(formula_of(bill.formula)),
    }


def disputable(work: Work, unit: int) -> list[dict[str, Any]]:
    """Bills of the home that may be disputed: open ones first, then the newest; none that is disputed already."""
    home = work.disputes.home(unit)
    if home is None:
        return []
    codes, sums, taken = work.disputes.codes(home.community_id), work.disputes.sums(unit), work.disputes.open_of(unit)
    bills = {b.id: b for b in (*work.ledger.open_bills(unit), *work.ledger.bills(unit, _BILLS, 0)) if b.id not in taken}
    return [row(bill, codes, sums) for bill in list(bills.values())[:_BILLS]]


def answers_known(work: Work, community: Community, asked: str) -> bool:
    """Whether the knowledge base has an answer to that."""
    return bool(knowledge.look_up(work, community, asked))


def period_of(bill: Bill) -> str | None:
    """`2026-12`, or None for what is charged once."""
    about = bill.about
    return about if len(about) == 7 and about[4] == "-" and about.replace("-", "").isdigit() else None


def show_lines(work: Work, who: Who, unit: int, chat: Chat, page: int) -> None:
    """What happened before, the newest first: charged, put right, paid, given back."""
    home, _ = check(work, who, unit)
    per = work.standards.number(home.community_id, "fee.rows")
    found = work.disputes.lines(unit, per + 1, page * per)
    codes = work.disputes.codes(home.community_id)
    bills = work.disputes.bills_named([line.bill_id for line in found if line.bill_id is not None])
    lines = [
        {
            "day": line.day,
            "kind": line.kind,
            "fen": line.fen,
            "words": line.words,
            "name_zh": codes[bills[line.bill_id].code_id].name_zh if line.bill_id else None,
            "name_en": codes[bills[line.bill_id].code_id].name_en if line.bill_id else None,
            "about": period_of(bills[line.bill_id]) if line.bill_id else None,
        }
        for line in found[:per]
    ]
    given = {"home": home.label, "lines": lines, "page": page, "more": len(found) > per}
    show(work, chat, key_of(who.person.id, unit), Words("fee/lines", given, f"A{unit}"))


def show_how(work: Work, who: Who, unit: int, chat: Chat) -> None:
    """How to pay, as the community has written it in its knowledge base (FEE-17)."""
    home, _ = check(work, who, unit)
    hits = knowledge.look_up(work, work.people.community(home.community_id), _HOW.get(chat.language, _HOW["en"]))
    answer = hits[0].entry.answer(chat.language) if hits else None
    show(work, chat, key_of(who.person.id, unit), Words("fee/how", {"home": home.label, "answer": answer}, f"A{unit}"))


def show_homes(work: Work, who: Who, chat: Chat) -> None:
    """Several homes: which one."""
    given = {"homes": [{"id": h.id, "label": h.label} for h in who.homes]}
    show(work, chat, key_of(who.person.id, 0), Words("fee/homes", given, "m"), repost=True)


def let(work: Work, who: Who, unit: int, chat: Chat, *, lets: bool) -> None:
    """The owner lets tenants of the home see its account, or no longer does; nobody but the owner."""
    home, seen = check(work, who, unit)
    if seen != Relation.OWNER:
        raise Refused("common/not_yours")
    if lets:
        work.disputes.let(unit, who.person.id)
    else:
        work.disputes.unlet(unit)
        for person, relation in work.people.residents(unit):
            if relation is Relation.TENANT:
                work.cards.remove(key_of(person.id, unit))
    _account(work, who, home, seen, chat, 0, repost=False)


def refresh(work: Work, unit: int) -> None:
    """Money of the home has moved: open cards of those who live there show how it stands now."""
    home = work.people.unit(unit)
    community = work.people.community(home.community_id)
    for person, _ in work.people.residents(unit):
        chat = private(person, community)
        if chat is None or work.cards.find(key_of(person.id, unit)) is None:
            continue
        who = work.people.who(person, community.language)
        seen = reader(work, who, home)
        if seen is not None:
            _account(work, who, home, seen, chat, 0, repost=False)
