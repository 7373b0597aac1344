"""An order is written once the owner knows what it costs and has agreed (SPS-04, SPS-05, SPS-14, WAR-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.cases import Channel
from domain.errors import Refused
from domain.order import MAY_ORDER, MODE_OF, START, TEAM_OF, Event, Kind, Mode, Offer, amount
from domain.order.copies import written
from domain.people import Person, Unit, Who
from services import Work
from services.filing import Filed, open_case
from services.order import paying
from services.order.acting import carry, promise_answer, promise_doing
from services.order.views import View, load, refresh


@dataclass(frozen=True, slots=True)
class Wish:
    """What is ordered, for which home, by whom, and how it reached us."""

    unit: Unit
    reporter: Person
    #: None: beyond the list (SPS-26).
    offer: Offer | None
    quantity: int
    words: str
    #: What was shown as the price of one when the owner agreed.
    told_fen: int | None
    appointment: tuple[datetime, datetime] | None = None
    media: Sequence[Mapping[str, Any]] = ()
    contact: str | None = None
    channel: Channel = Channel.CHAT
    taken_by: Person | None = None


def may_order(work: Work, person: int, unit: int) -> bool:
    """Whether their word binds the home: its owners and their family (SPS-04)."""
    return work.people.relation(person, unit) in MAY_ORDER


def place(work: Work, who: Who, wish: Wish) -> View:
    """Writes the order the owner has agreed to.

    `Refused("order/owners_only")` when their word does not bind the home, `Refused("order/gone")` when the item is no
    longer offered, `Refused("order/other_price")` when it costs something else than they were told.
    """
    if not may_order(work, wish.reporter.id, wish.unit.id):
        raise Refused("order/owners_only")
    offer = _as_told(work, wish)
    kind = offer.kind if offer else Kind.BEYOND
    event = Event.ASK if offer is None else Event.BILL if offer.mode is Mode.PREPAID else Event.PLACE
    at = wish.appointment
    filed = Filed(
        work.people.community(wish.unit.community_id), wish.reporter, kind, wish.words, wish.unit, contact=wish.contact,
        channel=wish.channel, taken_by=wish.taken_by, team=offer.team if offer else TEAM_OF[kind],
    )  # fmt: skip
    span = {"appointment_from": at[0], "appointment_to": at[1]} if at else None
    case = open_case(work, "order", START, filed, span)
    work.orders.add(case.id, _facts(work, who, wish, offer))
    work.orders.put_copies(case.id, written(), who.person.id)
    work.media.attach(case.id, who.person.id, "order", wish.media, work.now)
    view, _ = carry(work, who, case, event, channel=wish.channel)
    if event is Event.ASK:
        promise_answer(work, view.case)
    elif event is Event.PLACE:
        promise_doing(work, view.case)
    else:
        paying.charge(work, view.case, who.person.id)
    view = load(work, work.cases.get(case.id))
    refresh(work, view, owner_repost=True, team_repost=True)
    if event is Event.BILL and view.case.owing_fen == 0:
        paying.follow(work, case.id)
        view = load(work, work.cases.get(case.id))
    return view


def _as_told(work: Work, wish: Wish) -> Offer | None:
    """The item as it is offered now; nobody pays what they were not told."""
    if wish.offer is None:
        return None
    now = work.orders.offer(wish.offer.id)
    if now is None or not now.active or now.community_id != wish.unit.community_id:
        raise Refused("order/gone")
    if now.price_fen != wish.told_fen:
        raise Refused("order/other_price", name_zh=now.name_zh, name_en=now.name_en, fen=now.price_fen)
    return now


def _facts(work: Work, who: Who, wish: Wish, offer: Offer | None) -> dict[str, Any]:
    price = offer.price_fen if offer else None
    agreed = amount(price, wish.quantity) if price is not None else None
    return {
        "offer_id": offer.id if offer else None,
        "kind": offer.kind if offer else Kind.BEYOND,
        "mode": offer.mode if offer else MODE_OF[Kind.BEYOND],
        "item_zh": offer.name_zh if offer else "",
        "item_en": offer.name_en if offer else "",
        "quantity": wish.quantity,
        "price_fen": price,
        "agreed_fen": agreed,
        "agreed_at": work.now if agreed is not None else None,
        "agreed_by": who.person.id if agreed is not None else None,
    }
