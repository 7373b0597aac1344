"""What waits for a head's word: a new price, a reduction, a large correction; done at once where a head does it (X-13).

Everything is looked at again when it is agreed to: what has been overtaken meanwhile is not done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.fees.asks import ASK, Ask, Asked, AskEvent, Kind
from domain.lifecycle import move
from domain.people import HEADS, Person, Role, Who
from domain.sending import Lane
from services import Work
from services.fees import correcting, pricing, reducing
from services.payment import giving_back
from services.tell import Chat, Words, private, show, tell


@dataclass(frozen=True, slots=True)
class New:
    """A request as it is made."""

    community: int
    kind: Kind
    details: Mapping[str, Any]
    reason: str = ""
    code: int | None = None
    unit: int | None = None
    bill: int | None = None


def put(work: Work, who: Who, new: New) -> bool:
    """Done at once by a head, else asked of one; whether it is done."""
    row = {
        "community_id": new.community, "kind": new.kind, "details": dict(new.details), "reason": new.reason, "code_id": new.code,
        "unit_id": new.unit, "bill_id": new.bill, "asked_by": who.person.id,
    }  # fmt: skip
    made = work.charges.ask(row)
    if who.is_any(new.community, HEADS):
        _decide(work, who, made, AskEvent.APPROVE, None)
        return True
    for person in _heads(work, new.community):
        _card(work, made, person, repost=True)
    return False


def found(work: Work, who: Who, ask: int) -> Ask:
    """The request, for a head of its community. `Outdated` for one that is not there or decided already."""
    there = work.charges.find_ask(ask)
    if not who.is_any(there.community_id if there else 0, HEADS):
        raise Refused("common/not_yours")
    if there is None or there.status is not Asked.ASKED:
        raise Outdated
    return there


def approve(work: Work, who: Who, ask: int) -> None:
    """A head agrees: it is done now, or refused with the reason why it cannot be any more."""
    _settle(work, who, found(work, who, ask), AskEvent.APPROVE, None)


def decline(work: Work, who: Who, ask: int, words: str) -> None:
    """A head does not agree, and why."""
    _settle(work, who, found(work, who, ask), AskEvent.DECLINE, words)


def _settle(work: Work, who: Who, ask: Ask, event: AskEvent, words: str | None) -> None:
    _decide(work, who, ask, event, words)
    done = work.charges.find_ask(ask.id)
    assert done is not None
    for person in _heads(work, ask.community_id):
        if work.cards.find(_key(ask, person.id)) is not None:
            _card(work, done, person, repost=False)
    asker = work.people.get(ask.asked_by)
    said = Words("billing/told_decided", {"ask": values(work, done)}, f"B{ask.community_id}")
    chat = private(asker, work.people.community(ask.community_id))
    if asker.id != who.person.id:
        tell(work, chat, f"feeask:{ask.id}:decided", said, lane=Lane.TASK)


def _decide(work: Work, who: Who, ask: Ask, event: AskEvent, words: str | None) -> None:
    status = move(ASK, ask.status, event)
    if not work.charges.decide(ask, status, who.person.id, words):
        raise Outdated
    if status is Asked.APPROVED:
        _do(work, who, ask)


def _do(work: Work, who: Who, ask: Ask) -> None:
    match ask.kind:
        case Kind.RATE:
            pricing.carry_out(work, ask)
        case Kind.REDUCTION:
            reducing.grant(work, ask, who.person.id)
        case Kind.CORRECTION:
            correcting.carry_out(work, ask, who.person.id)
        case Kind.REFUND | Kind.VOID:
            giving_back.carry_out(work, ask, who.person.id)


# --- cards -----------------------------------------------------------------------------------------------------------


def card_of(person: int) -> str:
    """Where that person looks at charges: one live card."""
    return f"charges:{person}"


def values(work: Work, ask: Ask) -> dict[str, Any]:
    """A request in plain values."""
    code = work.charges.code(ask.code_id) if ask.code_id else None
    details = dict(ask.details)
    day, paid_on = details.get("from_on"), details.get("paid_on")
    return {
        "id": ask.id, "kind": ask.kind, "status": ask.status, "reason": ask.reason, "by": work.people.get(ask.asked_by).name,
        "home": work.people.unit(ask.unit_id).label if ask.unit_id else None,
        "name_zh": code.name_zh if code else None, "name_en": code.name_en if code else None,
        "price_e4": details.get("price_e4"), "from_on": date.fromisoformat(day) if day else None,
        "percent": details.get("percent"), "from": details.get("from"), "until": details.get("until"),
        "knew": details.get("knew"), "fen": details.get("fen"), "about": details.get("about"),
        "paid": details.get("paid"), "way": details.get("way"), "paid_on": date.fromisoformat(paid_on) if paid_on else None,
        "decided_by": work.people.get(ask.decided_by).name if ask.decided_by else None, "decided_words": ask.decided_words,
    }  # fmt: skip


def show_all(work: Work, who: Who, community: int, chat: Chat) -> None:
    """Everything that waits for a head; whoever keeps the charges may look."""
    given = {
        "asks": [values(work, ask) for ask in work.charges.open_asks(community)],
        "head": who.is_any(community, HEADS),
    }
    show(work, chat, card_of(who.person.id), Words("billing/asks", given, f"B{community}"))


def show_one(work: Work, who: Who, ask: int, chat: Chat) -> None:
    """One of them with what a head may press."""
    there = found(work, who, ask)
    given = {"ask": values(work, there)}
    show(work, chat, _key(there, who.person.id), Words("billing/ask", given, f"B{there.community_id}"), repost=True)


def _key(ask: Ask, person: int) -> str:
    return f"feeask:{ask.id}:{person}"


def _heads(work: Work, community: int) -> list[Person]:
    """The manager; the director where there is none."""
    rows = work.staff.listed(community, roles=[Role.MANAGER]) or work.staff.listed(community, roles=HEADS)
    return [person for _, person in rows]


def _card(work: Work, ask: Ask, person: Person, *, repost: bool) -> None:
    chat = private(person, work.people.community(ask.community_id))
    if chat is not None:
        said = Words("billing/ask", {"ask": values(work, ask)}, f"B{ask.community_id}")
        show(work, chat, _key(ask, person.id), said, repost=repost)
