"""The catalogue of a community, kept in the chat by finance and the heads; a price counts from now on (SPS-01, CNV-01, X-19)."""

from typing import Any

from domain.errors import Outdated, Refused
from domain.money import yuan
from domain.order import MODE_OF, TEAM_OF, UNITS, Kind, Mode, Offer, fits
from domain.people import HEADS, Community, Role, Team, Who
from messages.render import word
from services import Work
from services.tell import Chat, Words, show

#: Who keeps it.
KEEPERS = HEADS | {Role.FINANCE}


def check(who: Who, community: int) -> None:
    """`Refused("common/not_yours")` unless they keep the catalogue of that community."""
    if not who.is_any(community, KEEPERS):
        raise Refused("common/not_yours")


def kept(work: Work, who: Who, offer: int) -> Offer:
    """The item, if this person keeps it. `Outdated` for one that is not there (a forged button)."""
    found = work.orders.offer(offer)
    if found is None:
        check(who, 0)
        raise Outdated
    check(who, found.community_id)
    return found


def add(work: Work, who: Who, community: int, kind: Kind, names: tuple[str, str], unit: str, fen: int | None) -> Offer:
    """A new item, paid and done as its kind usually is (X-19); what has no price yet cannot be paid beforehand."""
    check(who, community)
    mode = MODE_OF[kind] if fits(MODE_OF[kind], fen) else Mode.SAME_DAY
    return work.orders.add_offer({
        "community_id": community, "key": f"own{work.now:%y%m%d%H%M%S%f}", "kind": kind, "name_zh": names[0], "name_en": names[1],
        "unit": unit, "price_fen": fen, "mode": mode, "team": TEAM_OF[kind],
    })  # fmt: skip


def set_price(work: Work, who: Who, offer: int, fen: int | None) -> Offer:
    """From now on; orders keep theirs. None: quoted after a look. `Refused("order/prepaid_price")` where it is paid beforehand."""
    found = kept(work, who, offer)
    if not fits(found.mode, fen):
        raise Refused("order/prepaid_price")
    return _change(work, who, found, "price_fen", fen)


def set_mode(work: Work, who: Who, offer: int, mode: Mode) -> Offer:
    """How it is paid from now on (X-19)."""
    found = kept(work, who, offer)
    if not fits(mode, found.price_fen):
        raise Refused("order/prepaid_price")
    return _change(work, who, found, "mode", mode)


def set_team(work: Work, who: Who, offer: int, team: Team) -> Offer:
    """Who does it from now on."""
    return _change(work, who, kept(work, who, offer), "team", team)


def switch(work: Work, who: Who, offer: int, active: bool) -> Offer:
    """Offered no longer, or again; pressed twice it stays as it is."""
    found = kept(work, who, offer)
    return found if found.active is active else _change(work, who, found, "active", active)


def _change(work: Work, who: Who, offer: Offer, field: str, value: Any) -> Offer:
    changed = work.orders.change_offer(offer, field, value, who.person.id)
    if changed is None:
        raise Outdated
    return changed


def plain(offer: Offer) -> dict[str, Any]:
    """An item in plain values."""
    return {
        "id": offer.id, "kind": offer.kind, "name_zh": offer.name_zh, "name_en": offer.name_en, "unit": offer.unit, "price_fen": offer.price_fen, "mode": offer.mode, "team": offer.team, "active": offer.active,
    }  # fmt: skip


def show_all(work: Work, who: Who, community: int, chat: Chat) -> None:
    """Everything there is, what is no longer offered too."""
    check(who, community)
    given = {"offers": [plain(o) for o in work.orders.offers(community, active=False)]}
    show(work, chat, f"offers:{who.person.id}", Words("order/offers", given, "m"), repost=True)


def show_one(work: Work, who: Who, offer: int, chat: Chat) -> None:
    """One item with what can be changed of it."""
    found = kept(work, who, offer)
    modes = [m for m in Mode if m is not found.mode and fits(m, found.price_fen)]
    given = {"o": plain(found), "modes": modes, "teams": [t for t in Team if t is not found.team]}
    show(work, chat, f"offers:{who.person.id}", Words("order/offer", given, "m"), repost=True)


def announced(work: Work, community: Community, most: int) -> str | None:
    """What is offered now with its prices, as the text of a notice of so many characters at most; None of nothing (CNV-01).

    In the language of the community, each item by both its names.
    """
    language = community.language
    offers = work.orders.offers(community.id)
    if not offers:
        return None
    lines = [word("announce_services", "head", language), *(_line(o, language) for o in offers)]
    while len("\n".join(lines)) > most:
        lines[-2:] = ["…"]
    return "\n".join(lines)


def _line(offer: Offer, language: str) -> str:
    names = " / ".join(dict.fromkeys((offer.name(language), offer.name("en"))))
    if offer.price_fen is None:
        return f"· {names} · {word('announce_services', 'look', language)}"
    unit = word("service_unit", offer.unit, language) if offer.unit in UNITS else offer.unit
    return f"· {names} · {yuan(offer.price_fen)}/{unit}"
